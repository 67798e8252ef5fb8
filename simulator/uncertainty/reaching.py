"""How likely new production reaches a wanted amount, year by year, from chances and delays of the projects alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Assumptions, Project, Range, Region, Scenario
from simulator.realisation import ramp_share
from simulator.stages.production import BATTERY_PROFILE, capacity_factor
from simulator.uncertainty.futures import DELAY, STANDING
from simulator.uncertainty.sampling import triangle_share

Floats = NDArray[np.float64]

STEP_GWH: Final = 0.01
MWH_PER_GWH: Final = 1000.0


class Promise(NamedTuple):
    """One project: what it gives in a mean year if it comes [GWh], and the chance of every first year. [share]"""

    project: Project
    gwh: float
    openings: tuple[tuple[int, float], ...]


def promises_of(scenario: Scenario, region: Region, assumptions: Assumptions) -> tuple[Promise, ...]:
    """Return what every project promises, and when it may come; stores give nothing.

    Parameters
    ----------
    scenario : Scenario
        Uses projects with some local ownership: what the goal of new production counts.
    region : Region
    assumptions : Assumptions
        Uses ``project.<kind>.capacity_factor_share`` and ``realisation.delay_years``.
    """
    counted = [
        one
        for one in scenario.projects
        if one.local_ownership_share > 0 and region.project_kinds[one.kind].profile != BATTERY_PROFILE
    ]
    return tuple(
        Promise(
            one,
            one.capacity_mw * capacity_factor(one, assumptions) * HOURS_PER_YEAR / MWH_PER_GWH,
            tuple(_openings(one, assumptions.ranges[DELAY])),
        )
        for one in counted
    )


def reach_chances(promises: Sequence[Promise], years: Sequence[int], wanted_gwh: float) -> Floats:
    """Return the chance that projects together give at least so much, in each year.

    Projects are independent, so the distribution of their sum is the convolution of theirs: exact on a grid of
    `STEP_GWH`.

    Parameters
    ----------
    promises : sequence of Promise
    years : sequence of int
    wanted_gwh : float

    Returns
    -------
    ndarray
        [share], shape (years,)

    Examples
    --------
    >>> one = Project(id="a", kind="wind", title="A", area="tolga", capacity_mw=9.0, start_year=2030, probability=0.6)
    >>> reach_chances([Promise(one, 30.0, ((2030, 0.5), (2031, 0.5)))] * 2, (2029, 2030, 2031), 30.0).round(2)
    array([0.  , 0.51, 0.84])
    """
    least = round(wanted_gwh / STEP_GWH)
    return np.array([float(sum_chances(promises, year)[least:].sum()) for year in years])


def sum_chances(promises: Sequence[Promise], year: int) -> Floats:
    """Return the chance of each sum that projects can give in one year. [share], shape (steps of `STEP_GWH`,)"""
    chances = np.ones(1)
    for promise in promises:
        steps = round(promise.gwh / STEP_GWH)
        stands = promise.project.probability * sum(
            chance for opening, chance in promise.openings if ramp_share(year, opening, 0, promise.project.end_year) > 0
        )
        longer = np.zeros(len(chances) + steps)
        longer[: len(chances)] = chances * (1 - stands)
        longer[steps:] += chances * stands
        chances = longer
    return chances


def _openings(project: Project, delay: Range) -> Iterator[tuple[int, float]]:
    """Yield every year in which a project may open, and the chance of it: a triangle, rounded to whole years."""
    if project.status == STANDING or delay.high == delay.low:
        later = 0 if project.status == STANDING else round(delay.central)
        yield project.opening_year + later, 1.0
        return
    first, last = round(delay.low), round(delay.high)
    edges = np.array([-np.inf, *(year + 0.5 for year in range(first, last)), np.inf])
    below = triangle_share(np.clip(edges, delay.low, delay.high), delay)
    for later, chance in zip(range(first, last + 1), np.diff(below), strict=True):
        yield project.opening_year + later, float(chance)
