"""Laws of demand and supply that hold for every establishment and project, and of the formulas under them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator import Assumptions, Region, Scenario, WeatherYears, load_region, load_weather, resolve
from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.premises import Establishment, Project, Weather
from simulator.records import Demand, Supply
from simulator.stages.consumption import Habits, build_demand, build_establishment_profiles, build_habits
from simulator.stages.production import build_generators, build_supply
from simulator.stages.profiles import capped_profile

Floats = NDArray[np.float64]
thorough = settings(deadline=None, derandomize=True, max_examples=120)
quick = settings(deadline=None, derandomize=True, max_examples=25)


# Demand and supply of the real region ----------------------------------------------------------------


@cache
def given_region() -> tuple[Region, WeatherYears, Assumptions, Habits]:
    """Return the shipped region under two weather years."""
    region, weather = load_region(), load_weather(Weather(count=2))
    assumptions = resolve(region, Scenario(title="t"))
    return region, weather, assumptions, build_habits(region, weather=weather, assumptions=assumptions)


def _demand(*establishments: Establishment, year: int) -> Demand:
    region, weather, assumptions, habits = given_region()
    scenario = Scenario(title="t", establishments=establishments)
    loads = build_establishment_profiles(scenario, region, habits=habits, weather=weather, assumptions=assumptions)
    return build_demand(
        scenario, region, habits=habits, establishment_profiles=loads, assumptions=assumptions, year=year
    )


def _supply(*projects: Project, year: int) -> Supply:
    region, weather, assumptions, _ = given_region()
    scenario = Scenario(title="t", projects=projects)
    generators = build_generators(scenario, region, weather=weather, assumptions=assumptions)
    return build_supply(scenario, region, generators=generators, weather=weather, assumptions=assumptions, year=year)


@st.composite
def establishments(draw: st.DrawFn) -> Establishment:
    """Draw one establishment that surely comes."""
    region = given_region()[0]
    start = draw(st.integers(2024, 2034))
    return Establishment(
        id=f"e{draw(st.integers(0, 10**9))}",
        kind=draw(st.sampled_from(sorted(region.establishment_kinds))),
        title="t",
        area=draw(st.sampled_from([area.id for area in region.areas])),
        capacity_mw=draw(st.floats(0, 500)),
        start_year=start,
        end_year=draw(st.none() | st.integers(start + 1, 2045)),
        ramp_up_years=draw(st.none() | st.floats(0, 15)),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw one project that surely comes."""
    region = given_region()[0]
    return Project(
        id=f"p{draw(st.integers(0, 10**9))}",
        kind=draw(st.sampled_from(sorted(region.project_kinds))),
        title="t",
        area=draw(st.sampled_from([area.id for area in region.areas])),
        capacity_mw=draw(st.floats(0.1, 500)),
        start_year=draw(st.integers(2024, 2034)),
    )


@quick
@given(establishments(), st.floats(0, 1), st.integers(2024, 2040))
def test_an_establishment_in_two_parts_is_the_same_establishment(whole: Establishment, cut: float, year: int) -> None:
    parts = [
        whole.model_copy(update={"id": f"{whole.id}_{name}", "capacity_mw": whole.capacity_mw * share})
        for name, share in (("a", cut), ("b", 1 - cut))
    ]
    one, two = _demand(whole, year=year), _demand(*parts, year=year)
    np.testing.assert_allclose(two.mw, one.mw, rtol=1e-12)
    np.testing.assert_allclose(two.group_mwh, one.group_mwh, rtol=1e-12)
    np.testing.assert_allclose(two.establishment_mwh.sum(axis=1), one.establishment_mwh.sum(axis=1), rtol=1e-12)


@quick
@given(st.lists(establishments(), min_size=2, max_size=4, unique_by=lambda one: one.id), st.randoms())
def test_the_order_of_establishments_is_irrelevant(several: list[Establishment], random: object) -> None:
    order = list(range(len(several)))
    random.shuffle(order)
    one, other = _demand(*several, year=2032), _demand(*(several[place] for place in order), year=2032)
    np.testing.assert_allclose(other.mw, one.mw, rtol=1e-12)
    np.testing.assert_array_equal(other.establishment_mwh, one.establishment_mwh[:, order])


@quick
@given(establishments(), st.integers(2024, 2040))
def test_an_establishment_adds_its_own_energy_and_no_more_than_its_size(one: Establishment, year: int) -> None:
    added = _demand(one, year=year).mw - _demand(year=year).mw
    area = given_region()[0].area_index(one.area)
    assert added.min() >= -1e-9
    assert added.max() <= one.capacity_mw + 1e-9
    np.testing.assert_allclose(np.delete(added, area, axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(added.sum(axis=(1, 2)), _demand(one, year=year).establishment_mwh[:, 0], atol=1e-4)


@quick
@given(projects(), st.integers(2024, 2040))
def test_a_project_in_two_halves_is_the_same_project(whole: Project, year: int) -> None:
    halves = [
        whole.model_copy(update={"id": f"{whole.id}_{name}", "capacity_mw": whole.capacity_mw / 2}) for name in "ab"
    ]
    one, two = _supply(whole, year=year), _supply(*halves, year=year)
    np.testing.assert_allclose(two.available_mw, one.available_mw, rtol=1e-12)
    for name in ("power_mw", "energy_mwh"):
        sums = [sum(getattr(battery, name).sum() for battery in supply.batteries) for supply in (one, two)]
        assert sums[0] == pytest.approx(sums[1])


@quick
@given(projects(), projects(), st.integers(2024, 2040))
def test_one_more_project_never_lowers_supply(first: Project, second: Project, year: int) -> None:
    second = second.model_copy(update={"id": "another"})
    assert (_supply(first, second, year=year).available_mw >= _supply(first, year=year).available_mw).all()


@quick
@given(projects(), st.integers(2024, 2040))
def test_no_project_passes_its_nameplate(project: Project, year: int) -> None:
    supply = _supply(project, year=year)
    assert supply.available_mw.max() <= project.capacity_mw * (1 + 1e-12)
    assert all((battery.power_mw <= project.capacity_mw).all() for battery in supply.batteries)


# Formulas ----------------------------------------------------------------


@quick
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_months_sum_to_the_year(seed: int, rows: int) -> None:
    hourly = np.random.default_rng(seed).normal(0, 100, (rows, HOURS_PER_YEAR))
    np.testing.assert_allclose(month_sums(hourly).sum(axis=-1), hourly.sum(axis=-1), rtol=1e-9, atol=1e-6)


@thorough
@given(st.integers(0, 2**32 - 1), st.floats(0, 1), st.floats(0, 0.95), st.sampled_from([1.0, 3.0, 40.0]), st.booleans())
def test_a_capped_profile_keeps_mean_and_cap(
    seed: int, mean_share: float, calm: float, spread: float, flat: bool
) -> None:
    rng = np.random.default_rng(seed)
    shape = np.ones((2, 240)) if flat else rng.random((2, 240)) ** spread * (rng.random((2, 240)) >= calm)
    if mean_share > (shape > 0).mean() - 1e-6:
        return
    profile = capped_profile(shape, mean_share)
    assert profile.mean() == pytest.approx(mean_share, rel=1e-8, abs=1e-15)
    assert profile.min() >= 0
    assert profile.max() <= 1
    assert (profile[shape == 0] == 0).all()
    order = np.argsort(shape, axis=None)
    assert (np.diff(profile.ravel()[order]) >= -1e-15).all()


@pytest.mark.parametrize("mean_share", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_profile_with_an_impossible_mean_is_refused(mean_share: float) -> None:
    with pytest.raises(ValueError, match="not a share"):
        capped_profile(np.ones(4), mean_share)


@pytest.mark.parametrize("shape", [np.zeros(4), np.array([0.0, 0.0, 1.0, 1.0])])
def test_a_profile_with_too_few_hours_is_refused(shape: Floats) -> None:
    with pytest.raises(ValueError, match="cannot be reached"):
        capped_profile(shape, 0.6)
