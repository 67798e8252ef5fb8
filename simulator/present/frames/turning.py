"""What would close the gap to a goal, and at which value of a number a conclusion changes, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from simulator.premises import Lever, Quantity
from simulator.present.frames.duels import subject_name, verdict_word
from simulator.present.frames.fit import inside
from simulator.present.frames.register import number_name, written_number
from simulator.present.text import fmt, text
from simulator.questions.closing import Way
from simulator.questions.flipping import FlipPoint

LEAST_SHARE: Final = 0.005  # of a gap; less is not worth a line


class WayLine(NamedTuple):
    """One lever and what it does for a goal, written out."""

    way: Way
    said: str


def way_lines(ways: Sequence[Way], levers: Mapping[str, Lever], language: str) -> tuple[WayLine, ...]:
    """Write what each lever does: those that close the gap alone first, then by how much of it they close."""
    helping = [way for way in ways if way.closed_share >= LEAST_SHARE]
    order = sorted(helping, key=lambda way: (way.least is None, -way.closed_share))
    return tuple(WayLine(way, _said(way, levers[way.lever], language)) for way in order)


def _said(way: Way, lever: Lever, language: str) -> str:
    words = {
        "name": text(f"lever.{way.lever}.name", language),
        "start": fmt(way.start, lever.unit, None, language),
        "end": fmt(way.end if way.least is None else way.least, lever.unit, None, language),
        "share": fmt(way.closed_share, "share", None, language),
    }
    return text("ways.part" if way.least is None else "ways.enough", language, **words)


def no_way(ways: Sequence[Way], language: str) -> str:
    """Name the levers that do nothing for a goal; empty if all do something."""
    names = [inside(text(f"lever.{way.lever}.name", language)) for way in ways if way.closed_share < LEAST_SHARE]
    return text("ways.none", language, list=", ".join(names)) if names else ""


def ways_finding(goal: str, ways: Sequence[Way], language: str) -> str:
    """Say in a sentence whether anything alone reaches a goal."""
    enough = sum(way.least is not None for way in ways)
    name = text(f"goal.{goal}.name", language)
    return text("ways.finding" if enough else "ways.finding_none", language, goal=name, count=enough)


def flip_lines(points: Sequence[FlipPoint], book: Mapping[str, Quantity], language: str) -> tuple[str, ...]:
    """Write at which value of each number a conclusion changes, the nearest to its central value first."""
    return tuple(_flip(point, book[point.number], language) for point in sorted(points, key=_way_share))


def _way_share(point: FlipPoint) -> float:
    """Return how much of the way from the central value to the end is gone when it turns. [share]"""
    return (point.at - point.central) / (point.end - point.central)


def _flip(point: FlipPoint, number: Quantity, language: str) -> str:
    values = {
        name: written_number(point.number, getattr(point, name), number.unit, language) for name in ("at", "central")
    }
    return text(
        "flips.above" if point.at > point.central else "flips.below",
        language,
        name=number_name(point.number, language),
        verdict=verdict_word(point.after, language),
        word=text(f"confidence.{number.confidence}", language).lower(),
        **values,
    )


def flips_finding(subject: str, said: str, points: Sequence[FlipPoint], tried: int, language: str) -> str:
    """Say in a sentence on how many numbers a conclusion hangs."""
    words = {"subject": subject_name(subject, language), "verdict": verdict_word(said, language), "tried": tried}
    count = len({point.number for point in points})
    return text("flips.finding" if count else "flips.finding_none", language, count=count, **words)
