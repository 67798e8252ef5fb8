"""The method and the glossary inside the front end, as they come along with the package."""

from __future__ import annotations

from html import escape

import streamlit as st

from simulator.dashboard import store
from simulator.present.documents import GLOSSARY_COLUMNS, glossary, searched, section_name, sections
from simulator.present.text import text


def show_method(language: str) -> None:
    """Show every section of the method, each behind its name."""
    st.header(text("sources.part_method", language), anchor=False)
    st.markdown(text("method_page.lead", language))
    for section in sections(store.document("method.md")):
        with st.expander(section_name(section.heading, language)), st.container(key=_key(section.heading)):
            st.markdown(section.body)


def _key(heading: str) -> str:
    return f"method_{'_'.join(heading.lower().split())}"


def show_glossary(language: str) -> None:
    """Show the words that hold what is searched for."""
    st.header(text("sources.part_glossary", language), anchor=False)
    rows = glossary(store.document("glossary.md"))
    search = st.text_input(text("glossary_page.search", language), key="glossary_search")
    shown = searched(rows, search or "")
    st.caption(text("glossary_page.lead", language, shown=len(shown), count=len(rows)))
    heads = [escape(text(f"glossary_page.{name}", language)) for name in GLOSSARY_COLUMNS]
    head = "".join(f"<th scope='col'>{one}</th>" for one in heads)
    body = "".join(_row([str(cell) for cell in cells], heads) for cells in shown.itertuples(index=False))
    label = escape(text("sources.part_glossary", language))
    st.html(
        f'<div class="register" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(cells: list[str], heads: list[str]) -> str:
    term, *rest = (escape(cell) for cell in cells)
    others = "".join(f'<td data-head="{head}">{cell}</td>' for cell, head in zip(rest, heads[1:], strict=True))
    return f'<tr><td><span class="name">{term}</span></td>{others}</tr>'
