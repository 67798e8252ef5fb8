"""At which value of a number does a conclusion change? Each number alone, between its low and its high."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from simulator.premises import Assumptions, Scenario
from simulator.questions.duel import Evaluate, verdicts_of, with_number
from simulator.society import power_numbers

TOLERANCE_SHARE: Final = 0.01  # of the way from the central value to the end


class FlipPoint(NamedTuple):
    """Where one number, moved alone from its central value towards one end, turns a conclusion.

    Parameters
    ----------
    number : str
    central, end, at : float
        Where it stands, the end it is moved towards, and the first value found with the other conclusion: a hundredth
        of the way less leaves the conclusion as it is. [unit of the number]
    before, after : str
        What is concluded; see `duel.Verdict`.
    """

    number: str
    central: float
    end: float
    at: float
    before: str
    after: str


def numbers_to_move(scenario: Scenario, assumptions: Assumptions, *, power: bool) -> tuple[str, ...]:
    """Return the numbers with a range that bear on a scenario: those that the power rooms read, or all others."""
    read = power_numbers(assumptions).ranges
    return tuple(
        name
        for name, (low, _, high) in assumptions.ranges.items()
        if low < high and scenario.uses(name) and (name in read) == power
    )


def flip_points(
    subject: str,
    scenario: Scenario,
    numbers: Sequence[str],
    *,
    year: int,
    assumptions: Assumptions,
    evaluate: Evaluate,
) -> Iterator[tuple[str, tuple[FlipPoint, ...]]]:
    """Move one number at a time to both of its ends, and find where a conclusion turns.

    Parameters
    ----------
    subject : str
        A surplus, the grid, or the id of a goal; see `duel.Verdict`.
    scenario : Scenario
    numbers : sequence of str
        Ids; one without a range turns nothing.
    year : int
        Of a surplus or the grid.
    assumptions : Assumptions
        Of the scenario.
    evaluate : callable
        Answers a scenario; a number that no power room reads costs next to nothing with a recall.

    Yields
    ------
    tuple of str and tuple of FlipPoint
        Every number in order, with the points found: none, one, or one towards each end.

    Notes
    -----
    A conclusion that turns and turns back on the way to an end is not seen.
    """

    def said(number: str, value: float) -> str:
        return _said(evaluate, with_number(scenario, number, value), subject, year)

    before = _said(evaluate, scenario, subject, year)
    for number in numbers:
        low, central, high = assumptions.ranges[number]
        ends = [end for end in (low, high) if end != central]
        found = (_point(number, central, end, before, said) for end in ends)
        yield number, tuple(point for point in found if point is not None)


def _said(evaluate: Evaluate, scenario: Scenario, subject: str, year: int) -> str:
    return next(one.said for one in verdicts_of(evaluate(scenario), year) if one.subject == subject)


def _point(number: str, central: float, end: float, before: str, said: Callable[[str, float], str]) -> FlipPoint | None:
    """Halve the way to the end until the turn is known to a hundredth of it; nothing if the end concludes the same."""
    after = said(number, end)
    if after == before:
        return None
    kept, turned = 0.0, 1.0
    while turned - kept > TOLERANCE_SHARE:
        middle = (kept + turned) / 2
        found = said(number, central + (end - central) * middle)
        kept, turned, after = (middle, turned, after) if found == before else (kept, middle, found)
    return FlipPoint(number, central, end, central + (end - central) * turned, before, after)
