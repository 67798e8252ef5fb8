"""Published counts of jobs and of building work, through the whole room and with the shipped numbers."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, WeatherYears, resolve
from simulator.premises import Establishment, Horizon, Project, Scenario
from simulator.records import Jobs
from simulator.stages.jobs import count_jobs

CENTRAL = 1
START = 2032


def counted(entry: Project | Establishment, region: Region, weather: WeatherYears) -> Jobs:
    """Return the jobs of one entry from 2032, its building years inside the horizon."""
    years = Horizon(first_year=2024, last_year=2040)
    if isinstance(entry, Project):
        scenario = Scenario(title="One", horizon=years, projects=(entry,))
    else:
        scenario = Scenario(title="One", horizon=years, establishments=(entry,))
    return count_jobs(scenario, region, resolve(region, scenario), weather)


def project(kind: str, capacity_mw: float) -> Project:
    """Return one power project."""
    return Project(id="one", kind=kind, title="One", area="tynset_no1", capacity_mw=capacity_mw, start_year=START)


def built(figure: np.ndarray) -> np.ndarray:
    """Return all building work, low, central and high. [job-years], shape (3,)"""
    return np.asarray(figure.sum(axis=1)[:, 0, 0])


def small_hydro(energy_gwh: float, region: Region) -> Project:
    """Return small hydropower of a yearly production."""
    hours = region.book["project.small_hydro.capacity_factor_share"].value * 8760
    return project("small_hydro", energy_gwh * 1000 / hours)


def test_hundred_megawatts_of_wind_give_130_regional_job_years(region: Region, weather: WeatherYears) -> None:
    jobs = counted(project("wind", 100.0), region, weather)
    assert round(built(jobs.construction_job_years)[CENTRAL]) == 130
    assert round(built(jobs.construction_job_years + jobs.construction_outside_job_years)[CENTRAL]) == 420


def test_sixty_gigawatt_hours_of_small_hydro_give_60_local_job_years(region: Region, weather: WeatherYears) -> None:
    jobs = counted(small_hydro(60.0, region), region, weather)
    assert round(built(jobs.construction_job_years)[CENTRAL]) == 60


@pytest.mark.parametrize("kind", ["wind", "small_hydro", "solar_ground", "battery"])
def test_inside_and_outside_sum_to_the_nation(kind: str, region: Region, weather: WeatherYears) -> None:
    jobs = counted(project(kind, 10.0), region, weather)
    book = region.book
    per_mnok = book[f"project.{kind}.construction_job_years_per_mnok"]
    capital_mnok = 10 * book[f"project.{kind}.capital_mnok_per_mw"].value
    expected = capital_mnok * np.array([per_mnok.low, per_mnok.value, per_mnok.high])
    both = built(jobs.construction_job_years + jobs.construction_outside_job_years)
    np.testing.assert_allclose(both, expected, rtol=1e-12)


def test_spent_pay_of_builders_is_a_small_part_and_stands_apart(region: Region, weather: WeatherYears) -> None:
    jobs = counted(project("wind", 100.0), region, weather)
    share = built(jobs.construction_induced_job_years) / built(jobs.construction_job_years)
    # II / I of construction less 1: 0.044, 0.067, 0.091.
    np.testing.assert_allclose(share, [0.044, 0.067, 0.091], atol=1e-3)
