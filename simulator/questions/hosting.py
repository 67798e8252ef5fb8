"""How large an establishment fits? The largest of a kind, at a place and in a year, with which conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Horizon, Scenario
from simulator.records import Result

Floats = NDArray[np.float64]
Evaluate = Callable[[Scenario], Result]

ASKED: Final = "asked_for"
ENERGY: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
FIRM, CONDITIONAL = "firm", "conditional"
CONDITIONS: Final = (*ENERGY, FIRM, CONDITIONAL)
TOLERANCE_SHARE: Final = 0.009  # a per cent more than the answer breaks a condition
TOLERANCE_MW: Final = 0.05
MOST_EVALUATIONS: Final = 15
LARGEST_MW: Final = 1500.0
FIRST_GUESS_MW: Final = 50.0
STEP_UP: Final = 2.5
LEAST_STEP_UP: Final = 1.5
BEYOND: Final = 1.01
WELL_INSIDE: Final = 0.06  # of a bracket; a guess nearer to an end than this is moved inwards


class Margin(NamedTuple):
    """How much room a condition leaves; below 0 it is broken. [GWh] or [hours]"""

    condition: str
    room: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The answer.

    Parameters
    ----------
    capacity_mw : float
        Largest agreed power with which every condition holds; 0 if one is broken without any. [MW]
    holds : bool
        Whether all conditions hold without the establishment.
    binding : str or None
        The condition that breaks first above it; None if even the largest that is tried fits.
    following : str or None
        The one that would break next if the first were lifted.
    evaluations : int
        How many horizon years were run.
    trail : tuple of (float, tuple of Margin)
        Every size tried, in order, with the room of every condition. [MW]
    """

    capacity_mw: float
    holds: bool
    binding: str | None
    following: str | None
    evaluations: int
    trail: tuple[tuple[float, tuple[Margin, ...]], ...]


@dataclass(slots=True)
class Between:
    """Between which sizes the answer lies, as far as the runs so far tell. [MW]"""

    conditions: Sequence[str]
    share: float
    low: float = 0.0
    high: float = LARGEST_MW
    runs: int = 0

    def note(self, tried: Scenario, result: Result) -> None:
        """Take one run into account."""
        self.runs += 1
        size = sum(one.capacity_mw for one in tried.establishments if one.id == ASKED)
        if worst(margins(result, self.conditions, self.share)).room >= 0:
            self.low = max(self.low, size)
        else:
            self.high = min(self.high, size)


def largest_that_fits(
    scenario: Scenario,
    asked: Establishment,
    *,
    year: int,
    conditions: Sequence[str],
    share: float,
    evaluate: Evaluate,
) -> Fit:
    """Find the largest size of an establishment with which the conditions hold.

    Parameters
    ----------
    scenario : Scenario
        Everything else.
    asked : Establishment
        Kind, place and the rest; its size does not matter. It stands in full from ``year``.
    year : int
    conditions : sequence of str
        Some of `CONDITIONS`: no shortage in the year, the winter or the worst week; never cut (``firm``), or cut in no
        more hours a year than ``connection.cut_limit_hours`` (``conditional``).
    share : float
        Part of the weather years in which each condition must hold. [share]
    evaluate : callable
        Answers a scenario of one year; `simulate` with a recall, or a shelf of answers.

    Returns
    -------
    Fit

    Raises
    ------
    ValueError
        If no condition is given, or one is not known.

    Notes
    -----
    More load never leaves more room, so the answer lies between the largest size that holds and the smallest that
    breaks. Room falls nearly in a straight line with size where energy binds: the next guess is where the line through
    the two ends crosses zero, and the middle where hours of cuts bind or the same end has moved twice.
    """
    unknown = [name for name in conditions if name not in CONDITIONS]
    if unknown or not conditions:
        raise ValueError(f"give some of {', '.join(CONDITIONS)}; found {unknown or 'none'}")
    trail: list[tuple[float, tuple[Margin, ...]]] = []

    def tried(capacity_mw: float) -> tuple[Margin, ...]:
        result = evaluate(with_establishment(scenario, asked, capacity_mw, year))
        found = margins(result, conditions, share)
        trail.append((capacity_mw, found))
        return found

    empty = tried(0.0)
    if worst(empty).room < 0:
        return _answer(0.0, trail, holds=False, upper=empty)
    low, high, upper = 0.0, LARGEST_MW, empty
    guess = FIRST_GUESS_MW
    while len(trail) < MOST_EVALUATIONS and high - low > max(TOLERANCE_SHARE * low, TOLERANCE_MW):
        found = tried(guess)
        if worst(found).room >= 0:
            low = guess
        else:
            high, upper = guess, found
        guess = _next_guess(trail, low, high)
    return _answer(low, trail, holds=True, upper=upper if high < LARGEST_MW else ())


def with_establishment(scenario: Scenario, asked: Establishment, capacity_mw: float, year: int) -> Scenario:
    """Return one year of a scenario with the establishment in full."""
    stands = {"id": ASKED, "capacity_mw": round(capacity_mw, 6), "start_year": year, "ramp_up_years": 0.0, "phases": ()}
    horizon = Horizon(first_year=year, last_year=year)
    entries = (*scenario.establishments, asked.model_copy(update=stands)) if capacity_mw else scenario.establishments
    return scenario.model_copy(update={"horizon": horizon, "establishments": entries})


def margins(result: Result, conditions: Sequence[str], share: float) -> tuple[Margin, ...]:
    """Return how much room each condition leaves in the part of the weather years in which it must hold."""
    return tuple(Margin(name, float(np.quantile(_room(result, name), 1 - share))) for name in conditions)


def _room(result: Result, name: str) -> Floats:
    """Return the room of one condition in every weather year. shape (weather,)"""
    if name in ENERGY:
        return np.asarray(result.indicators.values[name][0])
    limit = 0.0 if name == FIRM else result.assumptions["connection.cut_limit_hours"]
    found = result.connections
    mine = [place for place, one in enumerate(found.establishments) if one == ASKED]
    cut = found.establishment_cut_hours[0][:, mine].sum(axis=-1) + result.ledger.general_unserved_hours[0]
    return np.asarray(limit - cut)


def worst(found: Sequence[Margin]) -> Margin:
    """Return the condition with least room; one that is broken before one that is not."""
    return min(found, key=lambda one: one.room)


def _next_guess(trail: Sequence[tuple[float, tuple[Margin, ...]]], low: float, high: float) -> float:
    """Return where the line between the two ends first crosses zero, or the middle where room is no straight line."""
    known = dict(trail)
    if high >= LARGEST_MW and low < LARGEST_MW:
        return _step_up(known, low)
    broken = [(below, above) for below, above in zip(known[low], known[high], strict=True) if above.room < 0]
    same_end = len({worst(found).room >= 0 for _, found in trail[-2:]}) == 1
    if same_end or any(above.condition not in ENERGY for _, above in broken):
        return (low + high) / 2
    inset = WELL_INSIDE * (high - low)
    guess = min(low + (high - low) * below.room / (below.room - above.room) for below, above in broken)
    return min(max(guess, low + inset), high - inset)


def _step_up(known: dict[float, tuple[Margin, ...]], low: float) -> float:
    """Return a larger size: just beyond where the line of some condition crosses zero, at least a half more."""
    falls = [
        BEYOND * (low + low * now.room / (before.room - now.room))
        for before, now in zip(known[0.0], known[low], strict=True)
        if before.room > now.room
    ]
    return min(max(min(falls, default=STEP_UP * low), LEAST_STEP_UP * low), LARGEST_MW)


def _answer(
    capacity_mw: float, trail: Sequence[tuple[float, tuple[Margin, ...]]], *, holds: bool, upper: Sequence[Margin]
) -> Fit:
    """Name what breaks first, and what would break next: the condition whose room runs out soonest after it."""
    known = dict(trail)
    broken = [one.condition for one in sorted(upper, key=lambda one: one.room) if one.room < 0]
    first = broken[0] if broken else None
    start, here = known[0.0], known[capacity_mw]
    falls = {
        now.condition: now.room / (before.room - now.room)
        for before, now in zip(start, here, strict=True)
        if now.condition != first and before.room > now.room
    }
    following = broken[1] if len(broken) > 1 else min(falls, key=lambda name: falls[name], default=None)
    return Fit(
        capacity_mw=capacity_mw,
        holds=holds,
        binding=first,
        following=following,
        evaluations=len(trail),
        trail=tuple(trail),
    )
