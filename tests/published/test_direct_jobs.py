"""Published counts of jobs and of building work, through the whole room and with the shipped numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulator import Region, WeatherYears, resolve
from simulator.premises import Establishment, Horizon, Project, Scenario
from simulator.records import Jobs
from simulator.stages.jobs import count_jobs, local_parts

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


@pytest.mark.parametrize(
    ("kind", "per", "published"),
    [
        # The published high of wind is 2.0, which would be 35 % of the investment; it is held below the 30 % of PC-29.
        ("wind", "MW", [0.5, 1.3, 1.64]),
        ("small_hydro", "GWh", [0.6, 1.0, 1.2]),
        ("solar_ground", "MW", [0.5, 1.0, 1.5]),
    ],
)
def test_regional_building_work_has_the_published_range(
    kind: str, per: str, published: list[float], region: Region, weather: WeatherYears
) -> None:
    jobs = counted(project(kind, 100.0), region, weather)
    gwh = region.book[f"project.{kind}.capacity_factor_share"].value * 876
    found = built(jobs.construction_job_years) / (gwh if per == "GWh" else 100)
    np.testing.assert_allclose(found, published, atol=5e-3)


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
    # II / I − 1 is 0.044, 0.067, 0.091 for construction and a little less for engineering and haulage.
    np.testing.assert_allclose(share, [0.044, 0.067, 0.091], atol=2e-3)


def establishment(kind: str, capacity_mw: float, **stated: Any) -> Establishment:
    """Return one establishment, at full size from its first year."""
    fixed = {"id": "one", "kind": kind, "title": "One", "area": "tynset_no1", "start_year": START, "ramp_up_years": 0}
    return Establishment(capacity_mw=capacity_mw, **(fixed | stated))


def on_site(entry: Establishment, region: Region, weather: WeatherYears) -> tuple[float, float, float]:
    """Return jobs on site at full size. [persons], low, central, high"""
    low, central, high = counted(entry, region, weather).direct_persons[:, -1, 0, 0]
    return float(low), float(central), float(high)


@pytest.mark.parametrize(("capacity_mw", "promised"), [(5.0, 65.0), (20.0, 120.0)])
def test_crypto_promises_hold_what_was_observed(
    capacity_mw: float, promised: float, region: Region, weather: WeatherYears
) -> None:
    # Alvdal: 5 MW, 65 promised, none at work. Vågå: 120 promised, none at work; its MW are not known, 20 are assumed.
    low, central, high = on_site(establishment("crypto", capacity_mw, jobs_persons=promised), region, weather)
    assert low == central == 0
    assert 0 < high <= 0.55 * capacity_mw + 1e-9


@pytest.mark.parametrize("observed", [97, 150])
def test_a_dairy_of_150_lies_around_the_observed_ones(observed: int, region: Region, weather: WeatherYears) -> None:
    low, _, high = on_site(establishment("food_dairy", 3.0, jobs_persons=150.0), region, weather)
    assert low <= observed <= high


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "observed"),
    [
        ("data_centre_tenant", 90.0, 220),
        ("data_centre_hyperscale", 240.0, 100),
        ("data_centre_unknown", 50.0, 30),
        ("hydrogen", 270.0, 50),
    ],
)
def test_observed_cases_lie_inside_their_kind(
    kind: str, capacity_mw: float, observed: int, region: Region, weather: WeatherYears
) -> None:
    low, _, high = on_site(establishment(kind, capacity_mw), region, weather)
    assert low <= observed <= high


def test_no_promise_passes_the_highest_observed_jobs_per_megawatt(region: Region, weather: WeatherYears) -> None:
    for kind in region.establishment_kinds:
        per_mw, per_site = (
            region.book[f"establishment.{kind}.jobs_persons_per_{what}"].high for what in ("mw", "site")
        )
        _, _, high = on_site(establishment(kind, 10.0, jobs_persons=5000.0), region, weather)
        assert high <= 10 * per_mw + per_site + 1e-9, kind


def test_stated_local_purchases_pay_for_regional_work(region: Region, weather: WeatherYears) -> None:
    wind = project("wind", 100.0)
    stated = counted(wind.model_copy(update={"local_purchase_share": 0.12}), region, weather)
    # 12 % of NOK 1,250 m; a million NOK for building is 0.42 job-years, suppliers here included (0.42 of it value added
    # at NOK 0.96 m per job-year gives 0.44).
    assert built(stated.construction_job_years)[CENTRAL] == pytest.approx(0.12 * 1250 * 0.42, rel=0.03)
    plain = counted(wind, region, weather)
    for jobs in (stated, plain):
        both = built(jobs.construction_job_years + jobs.construction_outside_job_years)
        np.testing.assert_allclose(both[CENTRAL], 420, rtol=1e-12)


@pytest.mark.parametrize(
    ("kind", "share", "published"),
    [
        ("wind", 0.25, 130),  # a developer's 25 % is what the published 1.3 job-years per MW were derived from
        ("wind", 0.12, 64),  # Bessaker, 58.4 of NOK 487 m (PC-29)
        ("wind", 0.06, 32),  # Hitra, 29 of NOK 480 m (PC-29)
        ("hydro_upgrade", 85 / 900, 84),  # Tolga
    ],
)
def test_documented_purchases_give_their_work(
    kind: str, share: float, published: float, region: Region, weather: WeatherYears
) -> None:
    stated = project(kind, 100.0).model_copy(update={"local_purchase_share": share})
    assert built(counted(stated, region, weather).construction_job_years)[CENTRAL] == pytest.approx(published, rel=0.03)


@pytest.mark.parametrize(
    ("kind", "invested_mnok", "bought_here_mnok", "published_percent"),
    [
        ("wind", 487, 58.4, 12.0),  # Bessaker
        ("wind", 480, 29, 6.0),  # Hitra
        ("hydro_upgrade", 900, 85, 9.4),  # Tolga
    ],
)
def test_documented_purchases_are_what_the_lines_pay_in_the_region(
    kind: str, invested_mnok: float, bought_here_mnok: float, published_percent: float, region: Region
) -> None:
    # PC-29: whatever a project states, its lines pay exactly that here, each within its own cost.
    lines = region.lines_of(f"project.{kind}", "construction")
    parts = local_parts(lines, np.array([bought_here_mnok / invested_mnok]))[0]
    assert ((parts >= 0) & (parts <= 1)).all()
    paid_here_mnok = invested_mnok * parts @ np.array([line.share for line in lines])
    assert round(paid_here_mnok, 1) == bought_here_mnok
    assert round(100 * paid_here_mnok / invested_mnok, 1) == published_percent


def test_more_local_purchases_than_the_nation_works_are_held_to_the_nation(
    region: Region, weather: WeatherYears
) -> None:
    every = project("wind", 100.0).model_copy(update={"local_purchase_share": 1.0})
    jobs = counted(every, region, weather)
    assert built(jobs.construction_outside_job_years)[CENTRAL] == pytest.approx(0, abs=1e-9)
