"""What the region uses: habits, heat by area, transport, savings, and the parts of an establishment's load."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator import load_region, load_weather, read_scenario, resolve
from simulator.hours import HOURS_PER_YEAR, MONTH_OF_HOUR, month_sums
from simulator.premises import Assumptions, Establishment, Range, Region, Scenario, Weather, WeatherYears
from simulator.records import Battery, Demand
from simulator.stages.consumption import (
    EstablishmentProfile,
    Habits,
    build_demand,
    build_establishment_profiles,
    build_habits,
    shift_stores,
)
from simulator.stages.consumption.establishments import cooling_overhead, own_load, price_sensitive
from simulator.stages.consumption.habits import area_degrees, load_around_one
from simulator.stages.consumption.room import mean_use

Floats = NDArray[np.float64]
MWH_PER_GWH = 1000.0
MEASURED_YEAR = 2024
HALL: dict[str, Any] = {
    "id": "hall",
    "kind": "data_centre_tenant",
    "title": "Hall",
    "area": "tynset_no1",
    "capacity_mw": 40.0,
    "start_year": 2030,
    "ramp_up_years": 0.0,
}


@cache
def given_region() -> tuple[Region, WeatherYears, Assumptions, Habits]:
    """Return the shipped region under two weather years."""
    region, weather = load_region(), load_weather(Weather(count=2))
    assumptions = resolve(region, Scenario(title="t"))
    return region, weather, assumptions, build_habits(region, weather=weather, assumptions=assumptions)


def profiles_of(scenario: Scenario) -> tuple[EstablishmentProfile, ...]:
    region, weather, assumptions, habits = given_region()
    return build_establishment_profiles(scenario, region, habits=habits, weather=weather, assumptions=assumptions)


def demand_of(scenario: Scenario, year: int = 2030) -> Demand:
    region, _, assumptions, habits = given_region()
    return build_demand(
        scenario,
        region,
        habits=habits,
        establishment_profiles=profiles_of(scenario),
        assumptions=assumptions,
        year=year,
    )


def stores_of(scenario: Scenario, year: int = 2030) -> tuple[Battery, ...]:
    return shift_stores(
        scenario, establishment_profiles=profiles_of(scenario), assumptions=given_region()[2], year=year
    )


def hall(**changes: Any) -> Establishment:
    return Establishment(**(HALL | changes))


def scenario(*entries: Establishment, **changes: Any) -> Scenario:
    return Scenario(title="t", establishments=entries, **changes)


def read(source: str, folder: Path) -> Scenario:
    return read_scenario('title = "t"\n' + source, "t.toml", given_region()[0], folder)


# Today's load ----------------------------------------------------------------


def test_the_mean_of_today_is_what_was_measured() -> None:
    region, _, _, habits = given_region()
    demand = demand_of(scenario(), MEASURED_YEAR)
    measured = sum(row.gwh for row in region.consumption if row.year == MEASURED_YEAR)
    assert demand.mw.sum() / len(demand.mw) / MWH_PER_GWH == pytest.approx(measured, rel=1e-9)
    assert demand.groups == (*habits.uses[:-2], "transport", "establishments")


def test_the_load_of_an_area_is_the_sum_of_its_sectors() -> None:
    """One product per area is the same as one load per area and sector."""
    region, weather, assumptions, habits = given_region()
    mean_mw, _ = mean_use(scenario(), region, habits, assumptions, 2035)
    degrees = area_degrees(region, weather, assumptions)
    place = region.area_index("rendalen")
    expected = np.zeros((weather.count, HOURS_PER_YEAR))
    for use, mean in zip(habits.uses, mean_mw[place], strict=True):
        load = load_around_one(region.load_shapes[use], degrees[:, place], float(degrees[:, place].mean()))
        expected += mean * load / load.mean()
    np.testing.assert_allclose(demand_of(scenario(), 2035).mw[:, place], expected, rtol=1e-9)


def test_groups_and_months_hold_the_same_energy_as_the_hours() -> None:
    demand = demand_of(scenario(hall()), 2035)
    np.testing.assert_allclose(demand.group_mwh.sum(axis=1), month_sums(demand.mw.sum(axis=1)), rtol=1e-9)


def test_a_colder_area_follows_the_same_weather_a_little_higher() -> None:
    region, _, _, habits = given_region()
    cold, mild = (region.area_index(name) for name in ("folldal_no1", "rendalen"))
    assert region.areas[cold].temperature_offset_c < region.areas[mild].temperature_offset_c
    assert (habits.degrees[:, cold] >= habits.degrees[:, mild]).all()
    assert habits.usual_degrees[cold] > habits.usual_degrees[mild]


def test_no_heat_response_makes_a_load_negative() -> None:
    region, weather, assumptions, _ = given_region()
    warm = Assumptions({**assumptions.ranges, "demand.heating_threshold_c": Range(35, 35, 35)})
    habits = build_habits(region, weather=weather, assumptions=warm)
    mean_mw, _ = mean_use(scenario(), region, habits, warm, 2030)
    load = habits.degrees * habits.per_degree(mean_mw) + habits.steady(mean_mw)
    assert load.min() >= 0
    np.testing.assert_allclose(load.mean(axis=(0, 2)), mean_mw.sum(axis=1), rtol=1e-9)


def test_what_follows_the_cold_is_counted() -> None:
    region, _, assumptions, habits = given_region()
    demand = demand_of(scenario(), MEASURED_YEAR)
    mean_mw, _ = mean_use(scenario(), region, habits, assumptions, MEASURED_YEAR)
    expected = (habits.degrees * habits.per_degree(mean_mw)).sum(axis=(1, 2))
    assert demand.heating_mwh is not None
    np.testing.assert_allclose(demand.heating_mwh, expected, rtol=1e-9)
    assert (demand.heating_mwh < 0.5 * demand.mw.sum(axis=(1, 2))).all()


# Transport and savings ----------------------------------------------------------------


def test_transport_grows_to_its_level_and_stays() -> None:
    assumptions = given_region()[2]
    level = (assumptions["demand.cars_gwh"] + assumptions["demand.heavy_transport_gwh"]) * MWH_PER_GWH
    used = [demand_of(scenario(), year).group_mwh[:, -2].sum(axis=1).mean() for year in (2024, 2032, 2040, 2050)]
    np.testing.assert_allclose(used, [0, level / 2, level, level], rtol=1e-9)


def test_cars_charge_most_in_the_evening() -> None:
    shape = given_region()[0].load_shapes["cars"]
    assert shape.hours[0, 17:22].mean() > 1.2 > shape.hours[0, 6:14].mean()


EFFICIENCY = '[[efficiency]]\nid = "homes"\ntitle = "Homes"\nsector = "households"\nfreed_gwh = 6\nstart_year = 2027\n'


def test_a_measure_frees_its_energy_step_by_step(tmp_path: Path) -> None:
    saving = read(EFFICIENCY + "full_year = 2029\n", tmp_path)
    freed = [
        (demand_of(scenario(), year).mw - demand_of(saving, year).mw).sum() / 2 / MWH_PER_GWH
        for year in (2026, 2027, 2028, 2029, 2040)
    ]
    np.testing.assert_allclose(freed, [0, 2, 4, 6, 6], atol=1e-6)
    assert demand_of(saving, 2040).freed_mwh == pytest.approx(6000)


def test_a_measure_in_one_place_frees_only_there(tmp_path: Path) -> None:
    saving = read(EFFICIENCY + 'area = "Tolga"\n', tmp_path)
    freed = (demand_of(scenario(), 2030).mw - demand_of(saving, 2030).mw).sum(axis=(0, 2)) / 2
    tolga = given_region()[0].area_index("tolga")
    assert freed[tolga] == pytest.approx(6000)
    np.testing.assert_allclose(np.delete(freed, tolga), 0, atol=1e-6)


# Steps and delay ----------------------------------------------------------------


def test_phases_and_delay_move_the_load() -> None:
    phases = ({"year": 2032, "capacity_mw": 100.0},)
    late = Establishment.model_validate(HALL | {"phases": phases, "delay_years": 2})
    used = [demand_of(scenario(late), year).establishment_mwh.mean() for year in (2031, 2032, 2033, 2034)]
    full = demand_of(scenario(hall(capacity_mw=100.0))).establishment_mwh.mean()
    np.testing.assert_allclose(used, [0, 0.4 * full, 0.4 * full, full], rtol=1e-9)
    assert late.steps == ((2032, 40.0), (2034, 60.0))


# Data centres ----------------------------------------------------------------


def test_cooling_rises_with_the_weather_and_leaves_the_mean() -> None:
    region, weather, assumptions, _ = given_region()
    (profile,) = profiles_of(scenario(hall()))
    place = region.areas[region.area_index("tynset_no1")]
    warm = weather["temperature"] + place.temperature_offset_c > assumptions["demand.cooling_free_c"]
    mean_share = assumptions["establishment.data_centre_tenant.load_factor_share"]
    assert profile.load_pu.mean() == pytest.approx(mean_share, rel=1e-9)
    assert profile.load_pu[warm].mean() > profile.load_pu[~warm].mean()
    assert profile.load_pu.max() <= 1
    cooling = profile.cooling_hours / profile.load_pu.sum(axis=1)
    assert (cooling > assumptions["demand.cooling_base_share"] / 1.2).all()
    assert (cooling < 0.25).all()


def test_only_a_data_centre_cools_servers() -> None:
    (profile,) = profiles_of(scenario(hall(kind="wood")))
    assert (profile.cooling_hours == 0).all()


@given(st.floats(-40, 35), st.floats(0, 10))
def test_no_warmer_hour_needs_less_cooling(temperature_c: float, more_c: float) -> None:
    at = cooling_overhead(
        np.array([[temperature_c, temperature_c + more_c]]), base_share=0.1, share_per_c=0.01, free_c=12.0
    )
    assert at[0, 1] >= at[0, 0] >= 0.1


# Flexible parts ----------------------------------------------------------------


def test_splitting_an_establishment_changes_nothing() -> None:
    parts: dict[str, Any] = {
        "shiftable_share": 0.2,
        "price_sensitive_share": 0.3,
        "price_limit_eur_mwh": 60.0,
        "interruptible_share": 0.6,
    }
    whole = scenario(hall(**parts))
    halves = scenario(hall(capacity_mw=20.0, **parts), hall(id="other", capacity_mw=20.0, **parts))
    one, two = demand_of(whole), demand_of(halves)
    np.testing.assert_allclose(one.mw, two.mw, rtol=1e-12)
    np.testing.assert_allclose(one.establishment_mw, two.establishment_mw, rtol=1e-12)
    assert one.stopped_mwh is not None and two.stopped_mwh is not None
    np.testing.assert_allclose(one.stopped_mwh, two.stopped_mwh, rtol=1e-12)
    for field in ("power_mw", "energy_mwh"):
        sums = [np.sum([getattr(store, field) for store in stores_of(case)], axis=0) for case in (whole, halves)]
        np.testing.assert_allclose(*sums, rtol=1e-12)


def test_load_that_can_wait_is_a_lossless_store_of_some_hours() -> None:
    (store,) = stores_of(scenario(hall(shiftable_share=0.25, shift_hours=6.0)))
    mean_mw = demand_of(scenario(hall())).establishment_mwh[:, 0] / HOURS_PER_YEAR
    np.testing.assert_allclose(store.power_mw, 0.25 * mean_mw, rtol=1e-9)
    np.testing.assert_allclose(store.energy_mwh, 6 * store.power_mw)
    assert store.efficiency_share == 1
    assert stores_of(scenario(hall(shiftable_share=0.25)), 2029) == ()


def test_a_load_that_will_pay_seventy_runs_at_seventy_and_not_above() -> None:
    """PC-01: an industrial load of 8,000 MW willing to pay 70 runs when the price is 60 or 70."""
    price = np.array([[0.0, 60.0, 70.0, 80.0]])
    load = 8000 * price_sensitive(np.ones((1, 4)), price, 1.0, 70.0)
    np.testing.assert_allclose(load, [[8000, 8000, 8000, 0]])


@given(st.floats(-50, 500), st.floats(0, 500), st.floats(0, 1), st.floats(-50, 500))
def test_price_sensitive_load_never_rises_with_the_price(price: float, more: float, share: float, limit: float) -> None:
    load = price_sensitive(np.ones((1, 2)), np.array([[price, price + more]]), share, limit)
    assert load[0, 1] <= load[0, 0] <= 1


def test_what_stands_still_is_counted() -> None:
    limited = demand_of(scenario(hall(price_sensitive_share=0.5, price_limit_eur_mwh=50.0)))
    free = demand_of(scenario(hall()))
    assert limited.stopped_mwh is not None
    np.testing.assert_allclose(limited.stopped_mwh, (free.mw - limited.mw).sum(axis=(1, 2)), rtol=1e-6)
    assert (limited.stopped_mwh > 0).all()


def test_a_firm_part_is_not_cut_first() -> None:
    firm, whole = demand_of(scenario(hall(interruptible_share=0.25))), demand_of(scenario(hall()))
    np.testing.assert_allclose(firm.establishment_mw, 0.25 * whole.establishment_mw)
    np.testing.assert_allclose(firm.mw, whole.mw)


# Own curves ----------------------------------------------------------------


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.floats(1e-3, 1e6), st.floats(0.05, 0.95))
def test_an_own_curve_is_scaled_right(seed: int, unit: float, mean_share: float) -> None:
    curve = np.random.default_rng(seed).uniform(0.1, 1.0, HOURS_PER_YEAR) * unit
    peak = own_load(curve, None)
    assert peak.max() == pytest.approx(1)
    np.testing.assert_allclose(peak * curve.max(), curve, rtol=1e-9)
    mean = own_load(curve, mean_share)
    assert mean.mean() == pytest.approx(mean_share, rel=1e-9)
    assert mean.max() <= 1


def curve_file(folder: Path, values: Floats) -> str:
    (folder / "hall.csv").write_text("".join(f"{value:.3f}\n" for value in values), encoding="utf-8")
    stated = "".join(f"{key} = {value!r}\n".replace("'", '"') for key, value in HALL.items())
    return f'[[establishments]]\n{stated}load_series = "hall.csv"\n'


def test_an_own_curve_is_read_beside_the_scenario(tmp_path: Path) -> None:
    curve = np.where(MONTH_OF_HOUR < 6, 30.0, 10.0)
    own = read(curve_file(tmp_path, curve), tmp_path)
    demand = demand_of(own)
    np.testing.assert_allclose(
        demand.establishment_mw[:, given_region()[0].area_index("tynset_no1")], [curve / 30 * 40] * 2
    )
    assert read(curve_file(tmp_path, curve), tmp_path) == own


# Heat ----------------------------------------------------------------


def test_stated_heat_is_what_the_year_wants() -> None:
    (heat,) = demand_of(scenario(hall(heat_demand_gwh=12.0))).heat
    assert heat.mw.sum(axis=1).mean() == pytest.approx(12_000, rel=1e-9)


def test_heat_in_reach_is_a_part_of_what_heating_uses() -> None:
    region, _, assumptions, _ = given_region()
    (heat,) = demand_of(scenario(hall())).heat
    used = sum(row.gwh for row in region.consumption if (row.area, row.year) == ("tynset_no1", MEASURED_YEAR))
    assert 0 < heat.mw.sum(axis=1).mean() < assumptions["demand.heat_reach_share"] * used * MWH_PER_GWH
    winter = np.isin(MONTH_OF_HOUR, (0, 1, 11))
    assert heat.mw[:, winter].mean() > 3 * heat.mw[:, ~winter].mean() / 2
