"""What stands on a stage: the scenarios that are presented, and the slide that is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from simulator.present.frames import Frame, Seen, View
from simulator.present.text import fmt, text


class KeyFigure(NamedTuple):
    """One large figure: what it is, its number and unit, a line below it, and the colour it has in the chart."""

    label: str
    value: str
    unit: str = ""
    below: str = ""
    tone: str = ""


class Picture(NamedTuple):
    """One chart of `BUILDERS` with its rows, or rows to be read as a list where no chart is named."""

    chart: str
    rows: Frame
    written: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Slide:
    """One thing to show.

    Parameters
    ----------
    kind : str
        Of `OF_ONE` or `OF_SEVERAL`, or ``gathering`` or ``take``.
    about : str
        Whose figures they are: scenario, year, weather.
    question, headline : str
        What is asked before the answer is seen, and the finding in one sentence.
    figures : tuple of KeyFigure
    pictures : tuple of Picture
    source : str
        One line that says where the figures come from.
    caution : str
        What the figures take for granted; mostly nothing.
    """

    kind: str
    about: str
    question: str
    headline: str
    figures: tuple[KeyFigure, ...] = ()
    pictures: tuple[Picture, ...] = ()
    source: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What slides are made of.

    Parameters
    ----------
    shown : Seen
        The scenario that is presented.
    compared : tuple of Seen
        The scenarios that it is shown beside, itself among them; the first is what others are compared with.
    view : View
    changed : bool
        Whether levers were moved since it was opened.
    """

    shown: Seen
    compared: tuple[Seen, ...]
    view: View
    changed: bool = False

    @property
    def pair(self) -> tuple[Seen, ...]:
        """What it is compared with, and the scenario; the scenario alone if there is nothing else."""
        first = self.compared[0] if self.compared else self.shown
        return (self.shown,) if first is self.shown else (first, self.shown)

    @property
    def year(self) -> int:
        """The year looked at, on the horizon."""
        return self.shown.result.ledger.years[self.shown.year_place(self.view.year)]

    def say(self, key: str, **values: object) -> str:
        """Return words of the language."""
        return text(f"presenter.{key}", self.view.language, **values)

    def fmt(self, value: float, unit: str, digits: int | None = None) -> str:
        """Write a figure with its unit."""
        return fmt(value, unit, digits, self.view.language)
