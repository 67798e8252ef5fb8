"""What moved since a scenario was stored, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.table import Table

from simulator.premises import Range
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure as written
from simulator.present.text import known, rounded, text
from simulator.questions.since import TABLES, TOGETHER, Change, Step
from simulator.stages.indicators import UNITS

MOST_NAMED: Final = 4


def change_in_terminal(
    found: Change, then: Mapping[str, Range], today: Mapping[str, Range], *, figure: str, title: str, language: str
) -> Table:
    """Lay out the way from the stored figure to today's; printed steps sum to the printed change.

    Parameters
    ----------
    found : Change
    then, today : mapping of str to Range
        Numbers of both, for what stands behind a step.
    figure : str
        Indicator.
    title : str
        Of the scenario.
    language : str
    """
    unit = UNITS[figure]
    (start, first), (end, last) = rounded(found.before, unit), rounded(found.after, unit)
    digits = max(first, last)
    changes = rounded_parts([step.change for step in found.steps], end - start, digits)
    shown = Table(title=text("since.title", language, title=title), caption=text("since.note", language))
    shown.title_justify = shown.caption_justify = "left"
    shown.add_column(text(f"indicator.{figure}.name", language))
    shown.add_column(text(f"unit.{unit}", language), justify="right")
    shown.add_column(text("since.why", language))
    shown.add_row(text("since.before", language), written(start, first, language))
    for step, change in zip(found.steps, changes, strict=True):
        why = ", ".join(_moves(step, then, today, language))
        shown.add_row(_name(step.name, language), written(change, digits, language, signed=True), why)
    shown.add_row(text("since.after", language), written(end, last, language))
    return shown


def _name(step: str, language: str) -> str:
    if step in {TABLES, TOGETHER}:
        return text(f"since.{step}", language)
    return text(f"topic.{step}", language) if known(f"topic.{step}", language) else step


def _moves(step: Step, then: Mapping[str, Range], today: Mapping[str, Range], language: str) -> list[str]:
    """Name the numbers behind a step, from what to what."""
    named = [f"{name}: {then[name].central:g} → {today[name].central:g}" for name in step.numbers[:MOST_NAMED]]
    more = len(step.numbers) - MOST_NAMED
    return [*named, text("since.more", language, count=more)] if more > 0 else named
