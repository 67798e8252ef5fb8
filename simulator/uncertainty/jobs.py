"""Work of a scenario in many draws, and when one number at a time is moved: the room of jobs alone, without power."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region, Scenario, WeatherYears
from simulator.records import JobTotals
from simulator.stages.jobs import count_job_totals
from simulator.uncertainty.worlds import Draws, Swings

Floats = NDArray[np.float64]


def draw_jobs(scenario: Scenario, region: Region, draws: Draws, weather: WeatherYears) -> Iterator[JobTotals]:
    """Count the work of a scenario in every draw, chunk by chunk, so that memory does not grow with their number.

    Parameters
    ----------
    scenario : Scenario
    region : Region
    draws : Draws
        Of the scenario's own assumptions.
    weather : WeatherYears

    Yields
    ------
    JobTotals
        Of at most `CHUNK` draws, in order. [persons] and [job-years], shape (draws, years)
    """
    return (count_job_totals(scenario, region, part, weather) for part in draws.chunks())


class JobSwings(NamedTuple):
    """People at work in operation when one number at a time is moved.

    Parameters
    ----------
    names : tuple of str
    central : ndarray
        With every number central. [persons], shape (years,)
    ends : ndarray
        With each number at its low and at its high. [persons], shape (numbers, 2, years)
    """

    names: tuple[str, ...]
    central: Floats
    ends: Floats


def swing_jobs(scenario: Scenario, region: Region, assumptions: Assumptions, weather: WeatherYears) -> JobSwings:
    """Move every number that the room of jobs asks for alone from its low to its high.

    The formulas are those of `draw_jobs`. What numbers do together is not seen.

    Parameters
    ----------
    scenario : Scenario
    region : Region
    assumptions : Assumptions
        Of the scenario; what it overrides has no range and is left out.
    weather : WeatherYears

    Returns
    -------
    JobSwings
    """
    still = Swings(assumptions)
    count_job_totals(scenario, region, still, weather)
    names = tuple(name for name in sorted(still.asked) if np.ptp(assumptions.ranges[name]) > 0)
    persons = count_job_totals(scenario, region, Swings(assumptions, names), weather).operating_persons
    return JobSwings(names, persons[0], persons[1:].reshape(len(names), 2, -1))


class JobOdds(NamedTuple):
    """People at work in operation in many draws, and when one number at a time is moved.

    Parameters
    ----------
    years : tuple of int
    seed : int
    persons : ndarray
        [persons], shape (draws, years)
    swings : JobSwings
    """

    years: tuple[int, ...]
    seed: int
    persons: Floats
    swings: JobSwings


def job_odds(scenario: Scenario, region: Region, draws: Draws, weather: WeatherYears) -> JobOdds:
    """Draw the work of a scenario, and move each of its numbers alone.

    Parameters
    ----------
    scenario, region, draws, weather
        See `draw_jobs`.

    Returns
    -------
    JobOdds
    """
    persons = np.concatenate([part.operating_persons for part in draw_jobs(scenario, region, draws, weather)])
    swings = swing_jobs(scenario, region, draws.assumptions, weather)
    return JobOdds(scenario.horizon.years, draws.seed, persons, swings)
