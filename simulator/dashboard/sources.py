"""Page: every number that the model rests on, those that sources disagree on, the method, the glossary."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Final

import streamlit as st

from simulator.dashboard import controls, pieces, store
from simulator.dashboard.contested import show_contested
from simulator.dashboard.reading import show_glossary, show_method
from simulator.present import frames
from simulator.present.frames import CONFIDENCES, Frame
from simulator.present.text import text

ALL: Final = "all"
TONES: Final = {"measured": "reached", "estimate": "surplus", "assumption": "close"}
PARTS: Final = ("name", "value", "range", "year", "confidence", "source")


def page() -> None:
    """Show one part: the register, the contested numbers, the method or the glossary."""
    language = controls.opened("sources")
    pieces.dress(language)
    book = store.answers().region.book
    with st.container(key="finding"):
        st.markdown(text("page.sources.lead", language, count=len(book)))
    part = st.segmented_control(
        text("sources.part", language),
        list(SHOWN),
        format_func=lambda name: text(f"sources.part_{name}", language),
        default=next(iter(SHOWN)),
        required=True,
        wrap=True,
        key="sources_part",
    )
    SHOWN[part or next(iter(SHOWN))](language)


def show_numbers(language: str) -> None:
    """Show the register: what each number is, how certain, and where it comes from."""
    st.header(text("sources.part_register", language), anchor=False)
    book = store.answers().region.book
    counts = frames.confidence_counts(book)
    explained = " ".join(text(f"confidence_explain.{confidence}", language) for confidence in CONFIDENCES)
    st.markdown(text("sources.counts", language, **counts))
    st.caption(explained)
    rows = store.register(language)
    shown = choose_rows(rows, language)
    said = text("sources.shown", language, shown=len(shown), count=len(rows))
    st.caption(f"{said} {text('page.sources.language_note', language)}")
    show_register(shown, language)


def choose_rows(rows: Frame, language: str) -> Frame:
    """Let the register be narrowed down by topic, confidence and words."""
    topics = [ALL, *dict.fromkeys(rows["topic"])]
    one, two, three = st.columns([2, 2, 3], vertical_alignment="bottom")
    topic = one.selectbox(
        text("sources.topic", language),
        topics,
        format_func=lambda name: text("sources.all", language) if name == ALL else frames.topic_name(name, language),
        key="topic",
    )
    confidences = two.pills(
        text("sources.confidence", language),
        CONFIDENCES,
        selection_mode="multi",
        format_func=lambda name: text(f"confidence.{name}", language),
        key="confidences",
    )
    search = three.text_input(text("sources.search", language), key="search")
    return frames.matching(
        rows, topic=None if topic == ALL else topic, confidences=list(confidences), search=search or ""
    )


def show_register(rows: Frame, language: str) -> None:
    """Show the rows as a table that can be read aloud."""
    heads = [text(f"sources.{part}", language) for part in PARTS]
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in heads)
    body = "".join(_row(row, heads, language) for row in rows.to_dict("records"))
    label = escape(text("page.sources.menu", language))
    st.html(
        f'<div class="register" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(row: Mapping[Hashable, object], heads: list[str], language: str) -> str:
    said = {str(name): escape(str(value)) for name, value in row.items()}
    tone = pieces.look(language).colours[TONES[said["confidence"]]]
    note = f"<p class='small' lang='en'>{said['note']}</p>" if said["note"] else ""
    return (
        f'<tr style="--tone:{tone}"><td><span class="name">{said["name"]}</span></td>'
        f'<td class="number" data-head="{escape(heads[1])}">{said["value"]}</td>'
        f'<td class="number" data-head="{escape(heads[2])}">{said["range"]}</td>'
        f'<td class="number" data-head="{escape(heads[3])}">{said["year"]}</td>'
        f'<td class="word"><span class="badge">{said["confidence_name"]}</span></td>'
        f'<td data-head="{escape(heads[5])}"><span lang="en">{said["source"]}</span>{note}</td></tr>'
    )


SHOWN: Final[Mapping[str, Callable[[str], None]]] = {
    "register": show_numbers,
    "contested": show_contested,
    "method": show_method,
    "glossary": show_glossary,
}
