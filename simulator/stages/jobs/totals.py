"""Totals of the work in many worlds, where entries and weather years need not be told apart."""

from __future__ import annotations

from simulator.premises import Region, Scenario, WeatherYears, Worlds
from simulator.records import JobTotals
from simulator.stages.jobs.counting import certain_work, stands


def count_job_totals(scenario: Scenario, region: Region, assumptions: Worlds, weather: WeatherYears) -> JobTotals:
    """Count what `count_jobs` counts, entries summed and on average over the weather years.

    Parameters
    ----------
    scenario, region, assumptions, weather
        See `count_jobs`.

    Returns
    -------
    JobTotals
        [persons] and [job-years], shape (cases, years)

    Notes
    -----
    Work does not depend on the weather but through the lots that decide what is realised, so its mean is the work if
    everything is, times the part of the weather years in which it is. No array has the axes of both.
    """
    work = certain_work(scenario, region, assumptions)
    chance = stands(scenario, weather).mean(axis=0)
    return JobTotals(
        years=scenario.horizon.years, **{name: (layer * chance).sum(axis=-1) for name, layer in work.items()}
    )
