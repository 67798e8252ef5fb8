"""The goals of the strategy held against the indicators (docs/method.md, goals)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Goal, Region, Scenario
from simulator.records import Evidence, GoalCheck, Indicators
from simulator.records.answer import Status
from simulator.stages.goals.evidence import evidence_of

Floats = NDArray[np.float64]
# Figures that the sentence of a goal needs beside its own: what they are called there, and their indicator.
BESIDE: Final = MappingProxyType(
    {
        "participation_share": {"other": "participation_15_74_share"},
        "food_jobs_persons": {
            "same_milk": "food_jobs_same_milk_persons",
            "more_milk": "food_jobs_more_milk_persons",
        },
    }
)


def check_goals(
    scenario: Scenario, indicators: Indicators, *, region: Region, assumptions: Assumptions
) -> tuple[GoalCheck, ...]:
    """Hold every goal of the strategy against one scenario.

    Parameters
    ----------
    scenario : Scenario
    indicators : Indicators
        shape (years, weather)
    region : Region
        Uses the goals, and the confidence of numbers.
    assumptions : Assumptions
        Uses ``goals.close_share``: from this part of the target on, a missed goal counts as close.

    Returns
    -------
    tuple of GoalCheck
        One per goal, in the order of the strategy.
    """
    close = assumptions["goals.close_share"]
    until = max((goal.by for goal in region.goals if goal.by is not None), default=indicators.years[-1])
    return tuple(
        check_goal(
            goal,
            scenario,
            indicators,
            evidence=evidence_of(goal, scenario, region),
            close_share=close,
            until=until,
        )
        for goal in region.goals
    )


def check_goal(
    goal: Goal, scenario: Scenario, indicators: Indicators, *, evidence: Evidence, close_share: float, until: int
) -> GoalCheck:
    """Hold one goal against one scenario; ``until`` is the last year of the strategy.

    The value is the mean over weather years of the central case; for the probability see `chance`.
    """
    reached = decisive_values(goal, indicators, until)
    value = float(reached.mean())
    stated = is_stated(goal, scenario, indicators)
    known = details(goal, indicators, value, until)
    status = judge(value, goal, close_share) if stated else "not_stated"
    first_met, first_broken = turning_years(goal, indicators)
    uneven = status == "reached" and goal.over == "mean" and dict(known)["years_met"] < dict(known)["years"]
    return GoalCheck(
        id=goal.id,
        group=goal.group,
        kind=goal.kind,
        baseline=goal.baseline,
        target=goal.target,
        unit=goal.unit,
        by=goal.by,
        value=value if stated else None,
        status="close" if uneven else status,
        probability=chance(goal, indicators, until) if stated else None,
        reason=f"{goal.id}.{'uneven' if uneven else status}",
        evidence=evidence,
        first_met=first_met if stated else None,
        first_broken=first_broken if stated else None,
        details=known,
    )


def turning_years(goal: Goal, indicators: Indicators) -> tuple[int | None, int | None]:
    """Return the first year whose own figure meets the target, and the first after it whose figure does not.

    Returns
    -------
    tuple of int or None
        None where there is no such year on the horizon.
    """
    met = meets(indicators.values[goal.indicator].mean(axis=1), goal)
    if not met.any():
        return None, None
    first = int(met.argmax())
    broken = ~met[first:]
    return indicators.years[first], indicators.years[first + int(broken.argmax())] if broken.any() else None


def chance(goal: Goal, indicators: Indicators, until: int) -> float | None:
    """Return how surely a goal is met; None where the scenario takes for certain what it lists.

    The share of weather years (project lots included) in which it is met; where the figure has a range of its own, each
    weather year counts with the part of a triangle over low, central and high that meets the target.

    Returns
    -------
    float
        [0–1]
    """
    if goal.indicator not in indicators.spread:
        met = meets(decisive_values(goal, indicators, until), goal)
        granted = goal.kind != "measured" and met.all() == met.any()
        return None if granted else float(met.mean())
    years = deciding_years(goal, indicators.years, until)
    low, central, high = indicators.spread[goal.indicator][:, years].mean(axis=1)
    above = share_above(goal.target, low, mode=central, high=high)
    return float(above.mean() if goal.better == "more" else 1 - above.mean())


def share_above(target: float, low: Floats, *, mode: Floats, high: Floats) -> Floats:
    """Return the part of a triangular distribution that lies at or above a target.

    Parameters
    ----------
    target : float
    low, mode, high : ndarray
        Ends and peak of the triangle, in order; all equal means one certain value. Same shape

    Returns
    -------
    ndarray
        [0–1], same shape

    Examples
    --------
    >>> low, mode, high = (np.array([value]) for value in (0.0, 1.0, 2.0))
    >>> [float(share_above(target, low, mode=mode, high=high)[0]) for target in (-1, 0.5, 1, 1.5, 3)]
    [1.0, 0.875, 0.5, 0.125, 0.0]
    """
    rising, falling = (high - low) * (mode - low), (high - low) * (high - mode)
    at, left = np.clip(target, low, high), target <= mode  # what is not asked about may be too large to divide
    below = np.divide((at - low) ** 2, rising, out=np.zeros(np.shape(low)), where=left & (rising > 0))
    beyond = np.divide((high - at) ** 2, falling, out=np.zeros(np.shape(low)), where=~left & (falling > 0))
    inside = np.where(left, 1 - below, beyond)
    return np.asarray(np.where(target <= low, 1.0, np.where(target > high, 0.0, inside)))


def decisive_values(goal: Goal, indicators: Indicators, until: int) -> Floats:
    """Return what decides about a goal in each weather year. [unit of the goal], shape (weather,)

    ``at``: the value in the goal's year, or in the last year simulated if that is earlier. ``every``: the worst of all
    years. ``mean``: the average from the second year to the last of the strategy, for changes from year to year.
    """
    values = indicators.values[goal.indicator][deciding_years(goal, indicators.years, until)]
    if goal.over == "every":
        return np.asarray(values.min(axis=0) if goal.better == "more" else values.max(axis=0))
    return np.asarray(values.mean(axis=0))


def deciding_years(goal: Goal, years: tuple[int, ...], until: int) -> slice:
    """Return which years of the horizon decide about a goal."""
    if goal.over == "every":
        return slice(0, len(years))
    if goal.over == "mean":
        second = min(1, len(years) - 1)
        return slice(second, max(second, place_of(until, years)) + 1)
    last = len(years) - 1 if goal.by is None else place_of(goal.by, years)
    return slice(last, last + 1)


def place_of(year: int, years: tuple[int, ...]) -> int:
    """Return the place of a year on the horizon, the nearest end if it lies outside."""
    return min(max(year - years[0], 0), len(years) - 1)


def is_stated(goal: Goal, scenario: Scenario, indicators: Indicators) -> bool:
    """Tell whether the scenario says anything about a goal.

    A milestone without a year is not stated; a share of new jobs says nothing where there are none, and nobody adds
    apprentices without new jobs or a word about them.
    """
    if goal.indicator.startswith("milestone_"):
        return getattr(scenario.milestones, goal.indicator.removeprefix("milestone_")) is not None
    if goal.indicator == "apprentice_growth_share":
        return scenario.apprentices.added_persons_per_year > 0 or bool(indicators.values[goal.indicator].any())
    return goal.indicator != "recruited_share" or bool(indicators.values["jobs_direct_persons"][-1].any())


def judge(value: float, goal: Goal, close_share: float) -> Status:
    """Give the status of a stated goal."""
    if bool(meets(np.array([value]), goal)[0]):
        return "reached"
    way = goal.target - goal.baseline
    return "close" if way and goal.kind == "measured" and (value - goal.baseline) / way >= close_share else "missed"


def meets(values: Floats, goal: Goal) -> NDArray[np.bool_]:
    """Tell where values meet the target."""
    return values >= goal.target if goal.better == "more" else values <= goal.target


def details(goal: Goal, indicators: Indicators, value: float, until: int) -> tuple[tuple[str, float], ...]:
    """Return the figures that the goal's sentence needs."""
    found = {"value": value, "target": goal.target, "gap": goal.target - value}
    for name, beside in BESIDE.get(goal.indicator, {}).items():
        found[name] = float(indicators.values[beside][deciding_years(goal, indicators.years, until)].mean())
    if goal.by is not None:
        found["by"] = float(goal.by)
        found["seen_year"] = float(indicators.years[place_of(goal.by, indicators.years)])
    if goal.over in {"every", "mean"}:
        chosen = deciding_years(goal, indicators.years, until)
        means = indicators.values[goal.indicator].mean(axis=1)[chosen]
        worst = means.argmin() if goal.better == "more" else means.argmax()
        found["years_met"], found["years"] = float(meets(means, goal).sum()), float(len(means))
        found["worst_year"] = float(indicators.years[chosen][int(worst)])
    return tuple(found.items())
