"""What would close the gap to a goal? Each lever alone: how far it must be moved, or how much of it the end closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from simulator.premises import Goal, Horizon, Lever, Region, Scenario
from simulator.questions.hosting import Evaluate
from simulator.questions.levers import moved, standing
from simulator.records import Result

STEP_ROOM: Final = 1e-9
EVERY_THIRD: Final = 3  # a guess is the middle, so that a gap that is no straight line is found soon as well


class Way(NamedTuple):
    """What one lever alone does for a goal.

    ``start`` is where it stands, ``end`` the end of its range that helps more; ``least`` is the move nearest to the
    start with which the goal is met, None if even the end is not enough. [unit of the lever] ``closed_share`` is the
    part of the gap that the end closes, at most 1, and 0 where no move helps. [share]
    """

    lever: str
    start: float
    end: float
    least: float | None
    closed_share: float


def ways_to(
    goal: Goal, scenario: Scenario, levers: Sequence[Lever], *, region: Region, evaluate: Evaluate
) -> Iterator[Way]:
    """Move one lever at a time until a goal is met, all else as it stands.

    Parameters
    ----------
    goal : Goal
        That the scenario misses.
    scenario : Scenario
    levers : sequence of Lever
    region : Region
    evaluate : callable
        Answers a scenario over its horizon, which is cut where the goal is decided; `simulate` with a recall.

    Yields
    ------
    Way
        One per lever, in order, each when it is known: to a step of the lever.

    Raises
    ------
    ValueError
        If the goal is met as it is.
    """
    horizon = decided_horizon(goal, scenario, region)
    now = gap(evaluate(scenario.model_copy(update={"horizon": horizon})), goal)
    if now <= 0:
        raise ValueError(f"{goal.id} is met as it is")

    for lever in levers:

        def tried(value: float, lever: Lever = lever) -> float:
            after = moved(lever, scenario, value, region=region, title=lever.id)
            return gap(evaluate(after.model_copy(update={"horizon": horizon})), goal)

        yield _way(lever, standing(lever, scenario, region), now, tried)


def gap(result: Result, goal: Goal) -> float:
    """Return what is missing to the target; 0 or less if it is met, all of the way if nothing is stated. [its unit]"""
    (check,) = (one for one in result.goals if one.id == goal.id)
    sign = 1 if goal.better == "more" else -1
    return sign * (goal.target - (goal.baseline if check.value is None else check.value))


def decided_horizon(goal: Goal, scenario: Scenario, region: Region) -> Horizon:
    """Return the years that decide about a goal, and those before them."""
    horizon = scenario.horizon
    if goal.over == "every":
        return horizon
    until = max((one.by for one in region.goals if one.by is not None), default=horizon.last_year)
    last = until if goal.over == "mean" or goal.by is None else goal.by
    return Horizon(first_year=horizon.first_year, last_year=max(min(last, horizon.last_year), horizon.first_year))


def _way(lever: Lever, start: float, now: float, tried: Callable[[float], float]) -> Way:
    """Try the upper end first, the lower one only if more does not help."""
    end, left = start, now
    for far in (lever.high, lever.low):
        if left >= now and far != start:
            reached = tried(far)
            end, left = (far, reached) if reached < left else (end, left)
    if left > 0:
        return Way(lever.id, start, end, None, max(now - left, 0.0) / now)
    return Way(lever.id, start, end, _nearest(lever, (start, now), (end, left), tried), 1.0)


def _nearest(
    lever: Lever, missed: tuple[float, float], met: tuple[float, float], tried: Callable[[float], float]
) -> float:
    """Return the step nearest to the start at which the goal is met. Pairs are value and gap."""
    guesses = 0
    while abs(met[0] - missed[0]) > lever.step * (1 + STEP_ROOM):
        guesses += 1
        part = 0.5 if guesses % EVERY_THIRD == 0 else missed[1] / (missed[1] - met[1])
        guess = _inside(lever, missed[0], met[0], part)
        if guess is None:
            break
        found = tried(guess)
        missed, met = (missed, (guess, found)) if found <= 0 else ((guess, found), met)
    return met[0]


def _inside(lever: Lever, one: float, other: float, part: float) -> float | None:
    """Return a step of the lever strictly between two values, as near as can be to a part of the way."""
    low, high = sorted((one, other))
    wanted = lever.settled(one + (other - one) * part)
    inner = (lever.settled(low + lever.step), lever.settled(high - lever.step))
    guess = min(max(wanted, inner[0]), inner[1])
    return guess if low + STEP_ROOM < guess < high - STEP_ROOM else None
