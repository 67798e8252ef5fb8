"""The picture of a chart, to take along: drawn when its button is pressed, with what it is about printed on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final, NamedTuple

import streamlit as st

from simulator.present import frames
from simulator.present.frames import Frame, Seen, View
from simulator.present.takehome import Caption, as_png, chart_svg
from simulator.present.takehome.handout import written_date
from simulator.present.takehome.source import source_of
from simulator.present.text import text
from simulator.present.theme import Look

FORMS: Final = {"png": "image/png", "svg": "image/svg+xml"}


class Told(NamedTuple):
    """What is said with a chart.

    Parameters
    ----------
    alt : str
        What it shows, for those who do not see it.
    title, below : str
        Printed above its picture.
    source : str
        Printed below.
    slots : tuple of str
        Titles of scenarios in the order of their colours, where the chart itself does not name them.
    """

    alt: str
    title: str
    below: str
    source: str
    slots: tuple[str, ...] = ()


def told_of(seen: Sequence[Seen], view: View, *, alt: str, title: str, below: str = "", source: str = "") -> Told:
    """Say what a chart of some scenarios is about, without marks; the title of a single one is printed, too."""
    names = frames.titles(seen, view.language)
    said = f"{names[0]}. {unmarked(below)}" if len(seen) == 1 else unmarked(below)
    return Told(unmarked(alt), title, said, source or source_of(seen, view))


def unmarked(words: str) -> str:
    """Leave out the marks of Markdown that stand in sentences of the catalogue."""
    return words.replace("**", "")


def offer_picture(name: str, rows: Frame, told: Told, language: str, *, key: str) -> None:
    """Offer a chart as a picture; nothing is drawn before somebody asks for it."""
    row = st.container(horizontal=True)
    for ending, mime in FORMS.items():
        row.download_button(
            text(f"picture.{ending}", language),
            data=partial(picture, name, rows, told, language, ending),
            file_name=f"{key}_{language}.{ending}",
            mime=mime,
            on_click="ignore",
            key=f"{ending}_{key}",
        )


def picture(name: str, rows: Frame, told: Told, language: str, ending: str) -> bytes:
    """Draw a chart on white paper, as PNG or SVG, with title, explanation, source and today's date."""
    day = date.today()  # noqa: DTZ011 - the day where the picture is made
    caption = Caption(told.title, told.below, told.source, written_date(day, language), told.slots)
    drawn = chart_svg(name, rows, Look(language), caption)
    return as_png(drawn) if ending == "png" else drawn.encode()
