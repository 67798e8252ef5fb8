"""Pieces that several pages are made of: metrics, charts with their figures, colours for the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st

from simulator.dashboard.scenarios import plain
from simulator.dashboard.souvenirs import Told, offer_picture
from simulator.present.charts import ROWS, has_figures, template
from simulator.present.frames import TRIO, Figure, Frame
from simulator.present.text import MINUS, text
from simulator.present.theme import Look

STYLE: Final = Path(__file__).with_name("style.css")
NARROWEST_FIGURE: Final = 215
TONES: Final = ("surplus", "deficit", "quiet", "paper")


def look(language: str, scale: float = 1.0) -> Look:
    """Return the look that fits the reader's theme and distance."""
    return Look(language, dark=st.context.theme.type == "dark", scale=scale)


def dress(language: str) -> None:
    """Put the style sheet and the theme's colours on the page."""
    colours = look(language).colours
    variables = "".join(f"--{tone}:{colours[tone]};" for tone in TONES)
    st.html(f"<style>:root{{{variables}}}</style>")
    st.html(STYLE)


def show_figures(figures: Sequence[Figure]) -> None:
    """Show key figures side by side, each with its range below."""
    with st.grid(len(figures), min_column_width=NARROWEST_FIGURE):
        for figure in figures:
            with st.container(key=f"{_tone(figure)}_{figure.id}"):
                st.metric(
                    figure.label,
                    figure.value,
                    delta=figure.below,
                    delta_color="off",
                    delta_arrow="off",
                    help=figure.explain,
                    border=True,
                    height="stretch",
                )


def _tone(figure: Figure) -> str:
    if figure.id not in TRIO:
        return "plain"
    return "deficit" if figure.value.startswith(MINUS) else "surplus"


def show_chart(name: str, rows: Frame, told: Told, language: str, *, table: Frame | None = None, key: str = "") -> None:
    """Show a chart, and offer below it the figures behind it as a table and its picture to take along."""
    if not draw_chart(name, rows, language, alt=told.alt, key=key or name):
        if table is not None:
            show_rows(table, language)
        return
    if table is None:
        fold = st.expander(text("control.picture", language), type="compact", key=f"picture_of_{key or name}")
    else:
        fold = st.expander(text("control.figures_and_picture", language))
    with fold:
        if table is not None:
            show_table(table)
        offer_picture(name, rows, told, language, key=key or name)


def draw_chart(name: str, rows: Frame, language: str, *, alt: str, key: str, scale: float = 1.0) -> bool:
    """Show a chart; it was drawn before, only the rows are new. Where there is no figure, that is said instead.

    Returns
    -------
    bool
        Whether there was a figure.
    """
    if not has_figures(rows):
        st.caption(text("chart.no_figures", language))
        return False
    spec = {**template(name, look(language, scale)), "datasets": {ROWS: rows}}
    st.vega_lite_chart(None, spec, theme=None, key=key, alt=alt)
    return True


def show_rows(table: Frame, language: str) -> None:
    """Offer figures as a table."""
    with st.expander(text("control.show_figures", language)):
        show_table(table)


def show_table(table: Frame) -> None:
    """Show a written table as it is; what people wrote is never read as marks."""
    st.table(table.rename(columns=plain).map(plain), hide_index=True)


def show_chips(titles: Sequence[str], language: str) -> None:
    """Show which colour belongs to which scenario."""
    colours = look(language)
    chips = "".join(
        f'<span style="--slot:{colours.slot(place)}">{escape(title)}</span>' for place, title in enumerate(titles)
    )
    st.html(f'<div class="chips">{chips}</div>')
