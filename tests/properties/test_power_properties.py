"""Laws of the power rooms that hold for every system, however small or strange."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from power_builders import STEPS, System, networks, one_year, run, scaled, settled, systems
from scipy.optimize import linprog
from simulator.stages.dispatch.arrays import Grid

from simulator import Assumptions, Region, Scenario, WeatherYears, load_region, load_weather, resolve
from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.premises import Establishment, Project, Weather
from simulator.records import Battery, Demand, Dispatch, Network, Supply
from simulator.stages.balance import loading_share
from simulator.stages.consumption import Habits, build_demand, build_establishment_profiles, build_habits
from simulator.stages.dispatch import kernel
from simulator.stages.production import build_generators, build_supply
from simulator.stages.profiles import capped_profile

Floats = NDArray[np.float64]
TINY = 1e-7
SECONDS = 3600.0
ACCOUNTS = ("hydro_mw", "curtailed_mw", "unserved_mw", "charge_mw", "discharge_mw", "import_mw", "export_mw", "flow_mw")
WATER = ("reservoir_m3", "water_in_m3", "turbined_m3", "bypassed_m3", "spilled_m3", "stored_change_m3")

thorough = settings(deadline=None, derandomize=True, max_examples=120)
quick = settings(deadline=None, derandomize=True, max_examples=25)


# Energy ----------------------------------------------------------------


@thorough
@given(systems())
def test_energy_in_is_energy_out_in_every_hour_and_area(system: System) -> None:
    dispatch = run(system)
    settled(system, dispatch)
    net = dispatch.hydro_mw + system.available - dispatch.curtailed_mw + dispatch.discharge_mw + dispatch.unserved_mw
    net = net - dispatch.charge_mw - system.load - dispatch.flow_mw
    for area, parent in enumerate(system.network.parent):
        if parent >= 0:
            net[:, parent] += dispatch.flow_mw[:, area]
    for point, area in enumerate(system.network.exchange_area):
        net[:, area] += dispatch.import_mw[:, point] - dispatch.export_mw[:, point]
    np.testing.assert_allclose(net, 0, atol=TINY)


@thorough
@given(systems())
def test_nothing_passes_its_limit(system: System) -> None:
    dispatch, network = run(system), system.network
    turbine_mw = system.rivers.max_flow_m3s * SECONDS * system.rivers.energy_kwh_m3 / 1000
    for area in range(len(network.areas)):
        assert dispatch.hydro_mw[:, area].max() <= turbine_mw[system.rivers.area == area].sum() + TINY
    assert (np.abs(dispatch.flow_mw) <= network.capacity_mw[:, None] + TINY).all()
    np.testing.assert_allclose(dispatch.flow_mw[:, 0], 0, atol=TINY)
    assert (dispatch.import_mw <= network.import_mw[:, None] + TINY).all()
    assert (dispatch.export_mw <= network.export_mw[:, None] + TINY).all()
    assert (dispatch.unserved_mw <= system.load + TINY).all()
    assert (dispatch.curtailed_mw <= system.available + TINY).all()


@thorough
@given(systems())
def test_batteries_keep_within_power_and_energy(system: System) -> None:
    dispatch = run(system)
    power, energy, efficiency = np.zeros((2, *system.load.shape[:2])), np.zeros(system.load.shape[:2]), 1.0
    for battery in system.batteries:
        area = system.network.areas.index(battery.area)
        power[:, :, area] += battery.power_mw
        energy[:, area] += battery.energy_mwh
        efficiency = battery.efficiency_share
    stored = np.cumsum(dispatch.charge_mw * efficiency - dispatch.discharge_mw / efficiency, axis=-1)
    assert (dispatch.charge_mw <= power[0][..., None] + TINY).all()
    assert (dispatch.discharge_mw <= power[1][..., None] + TINY).all()
    assert (stored >= -TINY).all()
    assert (stored <= energy[..., None] + TINY).all()


@thorough
@given(systems())
def test_nothing_runs_both_ways_at_once(system: System) -> None:
    dispatch = run(system)
    assert np.minimum(dispatch.charge_mw, dispatch.discharge_mw).max() <= TINY
    assert np.minimum(dispatch.import_mw, dispatch.export_mw).max(initial=0) <= TINY
    assert np.minimum(dispatch.curtailed_mw, dispatch.unserved_mw).max() <= TINY


@thorough
@given(systems())
def test_nobody_goes_without_beside_an_idle_import(system: System) -> None:
    dispatch, network = run(system), system.network
    for point, area in enumerate(network.exchange_area):
        idle = network.import_mw[point] - dispatch.import_mw[:, point]
        assert np.minimum(idle, dispatch.unserved_mw[:, area]).max() <= TINY
        assert np.minimum(dispatch.export_mw[:, point], dispatch.unserved_mw[:, area]).max() <= TINY


# Water ----------------------------------------------------------------


@thorough
@given(systems())
def test_water_is_conserved_step_by_step(system: System) -> None:
    dispatch, rivers = run(system), system.rivers
    out = dispatch.turbined_m3 + dispatch.bypassed_m3 + dispatch.spilled_m3
    np.testing.assert_allclose(dispatch.water_in_m3 - out, dispatch.stored_change_m3, atol=1e-3)
    local = rivers.inflow_m3s.sum(axis=-1) * SECONDS
    for step in range(STEPS):
        feeders = np.flatnonzero(rivers.turbine_to == step)
        arrived = dispatch.water_in_m3[:, step] - local[:, step]
        started = _under_way(system)[:, feeders].sum(axis=1)
        assert (arrived >= -1e-3).all()
        assert (arrived <= out[:, feeders].sum(axis=1) + started + 1e-3).all()
    stored = dispatch.reservoir_m3[..., -1] - dispatch.reservoir_m3[..., 0]
    np.testing.assert_allclose(stored, dispatch.stored_change_m3[:, rivers.storage_m3 > 0], atol=1e-3)


def _under_way(system: System) -> Floats:
    """Return the water that each step has already sent on when the year begins. [m³], shape (weather, steps)"""
    usual = system.rivers.inflow_m3s[..., 0] * SECONDS
    for step, below in enumerate(system.rivers.turbine_to):
        if below >= 0:
            usual[:, below] += usual[:, step]
    return usual * system.rivers.travel_hours


@thorough
@given(systems(storage=False))
def test_a_river_without_reservoirs_lets_all_water_out(system: System) -> None:
    inflow = system.rivers.inflow_m3s.copy()
    inflow[..., -24:] = 0
    rivers = replace(system.rivers, inflow_m3s=inflow)
    dispatch = run(replace(system, rivers=rivers))
    out = dispatch.turbined_m3 + dispatch.bypassed_m3 + dispatch.spilled_m3
    leaving = out[:, rivers.turbine_to < 0].sum(axis=1)
    under_way = _under_way(replace(system, rivers=rivers))[:, rivers.turbine_to >= 0].sum(axis=1)
    np.testing.assert_allclose(leaving, inflow.sum(axis=(1, 2)) * SECONDS + under_way, rtol=1e-9)


@thorough
@given(systems())
def test_reservoirs_stay_between_empty_and_full(system: System) -> None:
    dispatch, rivers = run(system), system.rivers
    kept = np.flatnonzero(rivers.storage_m3 > 0)
    assert (dispatch.reservoir_m3 >= 0).all()
    assert (dispatch.reservoir_m3 <= rivers.storage_m3[kept][:, None] + 1e-3).all()
    for slot, step in enumerate(kept):
        level = dispatch.reservoir_m3[:, slot]
        lowest = np.minimum(level[:, :-1], rivers.minimum_m3[step]) - rivers.min_release_m3s[step] * SECONDS
        assert (level[:, 1:] >= lowest - 1e-3).all()


@thorough
@given(systems())
def test_nothing_is_spilled_by_a_reservoir_that_was_never_full(system: System) -> None:
    dispatch, storage_m3 = run(system), system.rivers.storage_m3
    kept = np.flatnonzero(storage_m3 > 0)
    never_full = dispatch.reservoir_m3[..., 1:].max(axis=-1, initial=0) < storage_m3[kept] - 1e-3
    np.testing.assert_allclose(dispatch.spilled_m3[:, kept][never_full], 0, atol=1e-3)


@thorough
@given(systems())
def test_turbined_water_is_the_energy_of_the_hours(system: System) -> None:
    dispatch, rivers = run(system), system.rivers
    plant_mwh = dispatch.turbined_m3 * rivers.energy_kwh_m3 / 1000
    np.testing.assert_allclose(dispatch.plant_mwh.sum(axis=-1), plant_mwh, rtol=1e-9, atol=TINY)
    inside = plant_mwh[:, rivers.area >= 0].sum(axis=1)
    np.testing.assert_allclose(dispatch.hydro_mw.sum(axis=(1, 2)), inside, rtol=1e-9, atol=TINY)
    np.testing.assert_allclose(dispatch.plant_value_eur, 40.0 * plant_mwh, rtol=1e-9, atol=1e-4)


# More is never less ----------------------------------------------------------------


def _delivered(system: System, dispatch: Dispatch) -> Floats:
    """Return the year's production after curtailment and battery losses. [MWh], shape (weather,)

    Losses are taken off, since more wind can spare a battery a round trip and with it production that was only lost.
    """
    produced = dispatch.hydro_mw + system.available - dispatch.curtailed_mw
    return (produced - dispatch.charge_mw + dispatch.discharge_mw).sum(axis=(1, 2))


@thorough
@given(systems(cascade=False), st.integers(0, 2**32 - 1))
def test_more_wind_never_lowers_supply_nor_raises_shortage(system: System, seed: int) -> None:
    # Without a cascade: water that wind holds back upstream may be missed below for some hours.
    rng = np.random.default_rng(seed)
    more = rng.uniform(0, 15, system.available.shape) * (rng.random(system.available.shape) > 0.6)
    windier = replace(system, available=system.available + more)
    before, after = run(system), run(windier)
    assert (_delivered(windier, after) >= _delivered(system, before) - 1e-6).all()
    assert (after.unserved_mw.sum(axis=(1, 2)) <= before.unserved_mw.sum(axis=(1, 2)) + 1e-6).all()


@thorough
@given(systems(storage=False, batteries=False), st.integers(0, 2**32 - 1))
def test_more_line_never_raises_shortage(system: System, seed: int) -> None:
    # Without stores: a store that a stronger line lets others use may be missed at home later.
    added = np.random.default_rng(seed).choice([0.0, 5.0, 50.0], len(system.network.areas))
    stronger = replace(system, network=replace(system.network, capacity_mw=system.network.capacity_mw + added))
    before, after = run(system).unserved_mw.sum(axis=1), run(stronger).unserved_mw.sum(axis=1)
    assert (after <= before + 1e-6).all()


@thorough
@given(systems(storage=False, batteries=False), st.floats(0, 30), st.floats(0, 30))
def test_more_exchange_never_raises_shortage(system: System, imports_mw: float, exports_mw: float) -> None:
    network = system.network
    wider = replace(network, import_mw=network.import_mw + imports_mw, export_mw=network.export_mw + exports_mw)
    before, after = run(system).unserved_mw.sum(axis=1), run(replace(system, network=wider)).unserved_mw.sum(axis=1)
    assert (after <= before + 1e-6).all()


# Nothing hidden ----------------------------------------------------------------


@thorough
@given(systems(), st.sampled_from([0.5, 2.0, 8.0]))
def test_twice_as_large_is_twice_as_much(system: System, factor: float) -> None:
    small, large = run(system), run(scaled(system, factor))
    for name in (*ACCOUNTS, *WATER, "plant_mwh", "plant_value_eur"):
        np.testing.assert_allclose(getattr(large, name), factor * getattr(small, name), rtol=1e-9, atol=1e-6)


@quick
@given(systems())
def test_a_weather_year_does_not_know_the_others(system: System) -> None:
    together = run(system)
    for weather in range(len(system.load)):
        alone = run(one_year(system, weather))
        for name in (*ACCOUNTS, *WATER):
            np.testing.assert_array_equal(getattr(alone, name)[0], getattr(together, name)[weather])


@quick
@given(systems())
def test_an_area_with_nothing_in_it_changes_nothing(system: System) -> None:
    network = system.network
    wider = replace(
        network,
        areas=(*network.areas, "empty"),
        order=np.concatenate([[len(network.areas)], network.order]),
        parent=np.concatenate([network.parent, [0]]),
        capacity_mw=np.concatenate([network.capacity_mw, [50.0]]),
        link=np.concatenate([network.link, [len(network.areas) - 1]]),
    )
    pad = ((0, 0), (0, 1), (0, 0))
    larger = replace(system, load=np.pad(system.load, pad), available=np.pad(system.available, pad), network=wider)
    before, after = run(system), run(larger)
    for name in ("hydro_mw", "unserved_mw", "charge_mw", "flow_mw"):
        np.testing.assert_allclose(getattr(after, name)[:, :-1], getattr(before, name), atol=1e-6)
        np.testing.assert_allclose(getattr(after, name)[:, -1], 0, atol=1e-6)


@quick
@given(systems(batteries=False), st.permutations(range(3)))
def test_the_order_of_batteries_is_irrelevant(system: System, order: list[int]) -> None:
    ones = np.ones(len(system.load))
    batteries = [
        Battery(
            id=f"battery_{place}",
            area=system.network.areas[0],
            power_mw=4.0 * ones,
            energy_mwh=12.0 * ones,
            efficiency_share=efficiency,
        )
        for place, efficiency in enumerate((0.8, 0.9, 0.98))
    ]
    first = run(replace(system, batteries=tuple(batteries)))
    other = run(replace(system, batteries=tuple(batteries[place] for place in order)))
    for name in ACCOUNTS:
        np.testing.assert_allclose(getattr(other, name), getattr(first, name), atol=1e-6)


@quick
@given(systems(batteries=False))
def test_a_battery_that_is_not_built_this_year_does_not_count(system: System) -> None:
    first_only = np.arange(len(system.load)) < 1
    batteries = tuple(
        Battery(
            id=f"battery_{efficiency}",
            area=system.network.areas[0],
            power_mw=4.0 * there,
            energy_mwh=12.0 * there,
            efficiency_share=efficiency,
        )
        for efficiency, there in ((0.7, np.ones(len(system.load))), (0.98, 1.0 * first_only))
    )
    together = run(replace(system, batteries=batteries))
    alone = run(one_year(replace(system, batteries=batteries[:1]), len(system.load) - 1))
    if len(system.load) > 1:
        for name in ACCOUNTS:
            np.testing.assert_allclose(getattr(together, name)[-1], getattr(alone, name)[0], atol=1e-6)


@quick
@given(systems())
def test_a_region_without_rivers_is_a_region(system: System) -> None:
    rivers = system.rivers
    dry = {
        name: getattr(rivers, name)[:0]
        for name in [
            "storage_m3",
            "minimum_m3",
            "max_flow_m3s",
            "min_release_m3s",
            "energy_kwh_m3",
            "peaking_share",
            "turbine_to",
            "spill_to",
            "travel_hours",
            "area",
            "market",
            "target_share",
        ]
    }
    none = replace(rivers, names=(), plants=(), inflow_m3s=rivers.inflow_m3s[:, :0], **dry)
    dispatch = run(replace(system, rivers=none))
    assert dispatch.hydro_mw.max() == 0


def test_how_heavily_a_line_without_capacity_is_loaded_is_a_number() -> None:
    network = Network(
        areas=("a", "b"),
        links=("a_b",),
        exchanges=(),
        order=np.array([1, 0]),
        parent=np.array([-1, 0]),
        capacity_mw=np.array([np.inf, 0.0]),
        link=np.array([-1, 0]),
        exchange_area=np.zeros(0, dtype=np.int64),
        exchange_market=np.zeros(0, dtype=np.int64),
        import_mw=np.zeros(0),
        export_mw=np.zeros(0),
    )
    flow = np.zeros((1, 2, 24))
    assert np.isfinite(loading_share(SimpleNamespace(flow_mw=flow), network)).all()


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


# Clearing against a linear program ----------------------------------------------------------------


def _cheapest(network: Network, base: Floats, offers: Floats, cost: Floats) -> Floats:
    """Return the total used of each level in the cheapest flow on the tree: an independent linear program."""
    areas, levels = offers.shape
    use = np.kron(np.eye(areas), np.ones(levels))
    sent = -np.eye(areas)
    for area, parent in enumerate(network.parent):
        if parent >= 0:
            sent[parent, area] = 1.0
    line = [(0.0, 0.0) if up < 0 else (-mw, mw) for up, mw in zip(network.parent, network.capacity_mw, strict=True)]
    answer = linprog(
        np.concatenate([np.tile(cost, areas), np.zeros(areas)]),
        A_eq=np.hstack([use, sent]),
        b_eq=-base,
        bounds=[*((0.0, most) for most in offers.ravel()), *line],
        method="highs",
    )
    assert answer.status == 0, answer.message
    return answer.x[: areas * levels].reshape(areas, levels).sum(axis=0)


@settings(deadline=None, derandomize=True, max_examples=400)
@given(networks(most_areas=6), st.integers(0, 2**32 - 1), st.sampled_from([1.5, 3.0, 10.0]))
def test_clearing_finds_what_a_linear_program_finds(network: Network, seed: int, growth: float) -> None:
    rng = np.random.default_rng(seed)
    areas = len(network.areas)
    # Eighths are exact in binary; many levels are empty, as in the region.
    offers = rng.integers(0, 80, (areas, kernel.LEVEL_COUNT)) / 8 * (rng.random((areas, kernel.LEVEL_COUNT)) > 0.4)
    load = rng.integers(0, 160, areas) / 8 * (rng.random(areas) > 0.2)
    offers[:, kernel.UNSERVED] = load
    base = -(load + offers[:, kernel.CHARGE] + offers[:, kernel.EXPORT])
    total, sent = np.zeros((areas, kernel.LEVEL_COUNT + 1)), np.zeros((areas, kernel.LEVEL_COUNT + 1))
    shares, flow = np.zeros((areas, kernel.LEVEL_COUNT)), np.zeros(areas)
    grid = Grid(
        network.order,
        network.parent,
        network.capacity_mw,
        network.exchange_area,
        network.import_mw,
        network.export_mw,
    )
    kernel.merge(grid, base, offers, total, sent)
    kernel.clear(grid, total, sent, shares, flow)
    assert (shares >= -1e-12).all()
    assert (shares <= 1 + 1e-12).all()
    assert (np.abs(flow) <= network.capacity_mw + 1e-9).all()
    net = base + (offers * shares).sum(axis=1) - flow
    for area, parent in enumerate(network.parent):
        if parent >= 0:
            net[parent] += flow[area]
    np.testing.assert_allclose(net, 0, atol=1e-9)
    cost = growth ** np.arange(kernel.LEVEL_COUNT)
    used = (offers * shares).sum(axis=0)
    np.testing.assert_allclose(used, _cheapest(network, base, offers, cost), atol=1e-6)


@settings(deadline=None, derandomize=True, max_examples=12)
@given(systems(storage=False, cascade=False, batteries=False, river=False))
def test_the_hour_loop_finds_what_a_linear_program_finds(system: System) -> None:
    dispatch, network = run(system), system.network
    areas = len(network.areas)
    imports, exports = np.zeros(areas), np.zeros(areas)
    np.add.at(imports, network.exchange_area, network.import_mw)
    np.add.at(exports, network.exchange_area, network.export_mw)
    cost = 3.0 ** np.arange(kernel.LEVEL_COUNT)
    for hour in range(0, system.load.shape[-1], 2):
        offers = np.zeros((areas, kernel.LEVEL_COUNT))
        offers[:, kernel.MUST_RUN] = system.available[0, :, hour]
        offers[:, kernel.EXPORT], offers[:, kernel.IMPORT] = exports, imports
        offers[:, kernel.UNSERVED] = system.load[0, :, hour]
        best = _cheapest(network, -system.load[0, :, hour] - exports, offers, cost)
        found = {
            kernel.MUST_RUN: (system.available - dispatch.curtailed_mw)[0, :, hour].sum(),
            kernel.EXPORT: network.export_mw.sum() - dispatch.export_mw[0, :, hour].sum(),
            kernel.IMPORT: dispatch.import_mw[0, :, hour].sum(),
            kernel.UNSERVED: dispatch.unserved_mw[0, :, hour].sum(),
        }
        np.testing.assert_allclose(list(found.values()), best[list(found)], atol=1e-6)
