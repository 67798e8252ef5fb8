"""The method and the glossary inside the front end, as they come along with the package, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import streamlit as st

from simulator.dashboard import store
from simulator.present.documents import GLOSSARY_COLUMNS, METHOD, glossary, searched, sections
from simulator.present.text import text

# Terms are Norwegian and names in code English whatever the page speaks; who listens has to be told (WCAG 3.1.2).
SPOKEN: Final[Mapping[str, str]] = {"term": "nb", "code": "en"}


def show_method(language: str) -> None:
    """Show every section of the method, each behind its name."""
    st.header(text("sources.part_method", language), anchor=False)
    st.markdown(text("method_page.lead", language))
    for place, section in enumerate(sections(store.document(METHOD[language]))):
        with st.expander(section.heading), st.container(key=f"method_{place}"):
            st.markdown(section.body)


def show_glossary(language: str) -> None:
    """Show the words that hold what is searched for."""
    st.header(text("sources.part_glossary", language), anchor=False)
    rows = glossary(store.document("glossary.md"), language)
    search = st.text_input(text("glossary_page.search", language), key="glossary_search")
    shown = searched(rows, search or "")
    st.caption(text("glossary_page.lead", language, shown=len(shown), count=len(rows)))
    heads = [escape(text(f"glossary_page.{name}", language)) for name in GLOSSARY_COLUMNS]
    head = "".join(f"<th scope='col'>{one}</th>" for one in heads)
    body = "".join(_row([str(cell) for cell in cells], heads, language) for cells in shown.itertuples(index=False))
    label = escape(text("sources.part_glossary", language))
    st.html(
        f'<div class="register" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(cells: Sequence[str], heads: Sequence[str], language: str) -> str:
    tongues = [SPOKEN.get(name, language) for name in GLOSSARY_COLUMNS]
    term, *rest = (f'<span lang="{tongue}">{escape(cell)}</span>' for tongue, cell in zip(tongues, cells, strict=True))
    others = "".join(f'<td data-head="{head}">{cell}</td>' for cell, head in zip(rest, heads[1:], strict=True))
    return f'<tr><td><span class="name">{term}</span></td>{others}</tr>'
