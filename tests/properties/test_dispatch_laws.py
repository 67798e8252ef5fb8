"""Laws of the dispatch that hold for every system, however small or strange, and whoever operates the reservoirs."""

from __future__ import annotations

import pickle
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from power_builders import STEPS, System, one_year, run, scaled, settled, systems
from power_builders import given as given_to
from scipy.optimize import linprog

from simulator.questions import solve_reference
from simulator.records import Battery, Dispatch, Network
from simulator.stages.balance import loading_share
from simulator.stages.dispatch import learn_policy

Floats = NDArray[np.float64]
TINY = 1e-6
SECONDS = 3600.0
ACCOUNTS = ("hydro_mw", "curtailed_mw", "unserved_mw", "charge_mw", "discharge_mw", "import_mw", "export_mw", "flow_mw")
WATER = ("reservoir_m3", "water_in_m3", "turbined_m3", "bypassed_m3", "spilled_m3", "stored_change_m3")

COUNT = 40
thorough = settings(deadline=None, derandomize=True, max_examples=COUNT)
quick = settings(deadline=None, derandomize=True, max_examples=15)
alike = seed(2024)  # the laws that ask one dispatch each are held against the same systems, so that each is run once
every_engine = pytest.mark.parametrize("engine", ["rule", "policy", "foresight"])


DISPATCHED: dict[tuple[str, bytes], Dispatch] = {}


def dispatched(system: System, engine: str) -> Dispatch:
    """Dispatch one system, once for all laws."""
    key = engine, pickle.dumps(system)
    if key not in DISPATCHED:
        DISPATCHED[key] = run(system, engine)
    return DISPATCHED[key]


def sent(flow_mw: Floats, loss_share: Floats) -> Floats:
    """Return what either end sends into the lines at most. [MW], shape (weather, areas, hours)"""
    return np.maximum(flow_mw, -flow_mw / (1 - loss_share[:, None]))


# Energy ----------------------------------------------------------------


@every_engine
@alike
@thorough
@given(systems())
def test_energy_in_is_energy_out_in_every_hour_and_area(engine: str, system: System) -> None:
    dispatch, network = dispatched(system, engine), system.network
    settled(system, dispatch)
    net = dispatch.hydro_mw + system.available - dispatch.curtailed_mw + dispatch.discharge_mw + dispatch.unserved_mw
    net = net - dispatch.charge_mw - system.load - dispatch.flow_mw
    for area, parent in enumerate(network.parent):
        if parent >= 0:
            flow, keep = dispatch.flow_mw[:, area], 1 - network.loss_share[area]
            net[:, parent] += np.where(flow > 0, flow * keep, flow / keep)
    for point, area in enumerate(network.exchange_area):
        net[:, area] += dispatch.import_mw[:, point] - dispatch.export_mw[:, point]
    np.testing.assert_allclose(net, 0, atol=TINY)


@every_engine
@alike
@thorough
@given(systems())
def test_nothing_passes_its_limit(engine: str, system: System) -> None:
    dispatch, network = dispatched(system, engine), system.network
    turbine_mw = system.rivers.max_flow_m3s * SECONDS * system.rivers.energy_kwh_m3 / 1000
    for area in range(len(network.areas)):
        assert dispatch.hydro_mw[:, area].max() <= turbine_mw[system.rivers.area == area].sum() + TINY
    period = network.period
    assert (sent(dispatch.flow_mw, network.loss_share) <= network.capacity_mw[period].T + TINY).all()
    np.testing.assert_allclose(dispatch.flow_mw[:, 0], 0, atol=TINY)
    assert (dispatch.import_mw <= network.import_mw[period].T + TINY).all()
    assert (dispatch.export_mw <= network.export_mw[period].T + TINY).all()
    assert (dispatch.unserved_mw <= system.load + TINY).all()
    assert (dispatch.establishment_cut_mw <= system.soft_share * system.load + TINY).all()
    assert (dispatch.curtailed_mw <= system.available + TINY).all()


@every_engine
@alike
@thorough
@given(systems())
def test_batteries_keep_within_power_and_energy(engine: str, system: System) -> None:
    dispatch = dispatched(system, engine)
    power, energy, efficiency = np.zeros(system.load.shape[:2]), np.zeros(system.load.shape[:2]), 1.0
    for battery in system.batteries:
        area = system.network.areas.index(battery.area)
        power[:, area] += battery.power_mw
        energy[:, area] += battery.energy_mwh
        efficiency = battery.efficiency_share
    stored = np.cumsum(dispatch.charge_mw * efficiency - dispatch.discharge_mw / efficiency, axis=-1)
    assert (dispatch.charge_mw <= power[..., None] + TINY).all()
    assert (dispatch.discharge_mw <= power[..., None] + TINY).all()
    assert (stored >= -TINY).all()
    assert (stored <= energy[..., None] + TINY).all()


@every_engine
@alike
@thorough
@given(systems())
def test_nothing_runs_both_ways_at_once(engine: str, system: System) -> None:
    dispatch = dispatched(system, engine)
    assert np.minimum(dispatch.charge_mw, dispatch.discharge_mw).max() <= TINY
    assert np.minimum(dispatch.import_mw, dispatch.export_mw).max(initial=0) <= TINY
    assert np.minimum(dispatch.curtailed_mw, dispatch.unserved_mw).max() <= TINY


@every_engine
@alike
@thorough
@given(systems())
def test_nobody_goes_without_beside_an_idle_import(engine: str, system: System) -> None:
    dispatch, network = dispatched(system, engine), system.network
    for point, area in enumerate(network.exchange_area):
        idle = network.import_mw[network.period, point] - dispatch.import_mw[:, point]
        assert np.minimum(idle, dispatch.unserved_mw[:, area]).max() <= TINY
        assert np.minimum(dispatch.export_mw[:, point], dispatch.unserved_mw[:, area]).max() <= TINY


@every_engine
@alike
@thorough
@given(systems())
def test_establishments_are_cut_before_others_of_their_area(engine: str, system: System) -> None:
    dispatch = dispatched(system, engine)
    others = dispatch.unserved_mw - dispatch.establishment_cut_mw
    left = system.soft_share * system.load - dispatch.establishment_cut_mw
    assert np.minimum(others, left).max() <= TINY


# Water ----------------------------------------------------------------


@every_engine
@alike
@thorough
@given(systems())
def test_water_is_conserved_step_by_step(engine: str, system: System) -> None:
    dispatch, rivers = dispatched(system, engine), system.rivers
    out = dispatch.turbined_m3 + dispatch.bypassed_m3 + dispatch.spilled_m3
    np.testing.assert_allclose(dispatch.water_in_m3 - out, dispatch.stored_change_m3, atol=1e-3)
    local = rivers.inflow_m3s.sum(axis=-1) * SECONDS
    before = rivers.flow_before_m3s * SECONDS * rivers.travel_hours
    for step in range(STEPS):
        feeders = np.flatnonzero(rivers.turbine_to == step)
        arrived = dispatch.water_in_m3[:, step] - local[:, step]
        assert (arrived >= -1e-3).all()
        assert (arrived <= out[:, feeders].sum(axis=1) + before[:, feeders].sum(axis=1) + 1e-3).all()
    stored = dispatch.reservoir_m3[..., -1] - dispatch.reservoir_m3[..., 0]
    np.testing.assert_allclose(stored, dispatch.stored_change_m3[:, rivers.storage_m3 > 0], atol=1e-3)


@thorough
@given(systems(storage=False))
def test_a_river_without_reservoirs_lets_all_water_out(system: System) -> None:
    inflow = system.rivers.inflow_m3s.copy()
    inflow[..., -24:] = 0
    rivers = replace(system.rivers, inflow_m3s=inflow)
    dispatch = run(replace(system, rivers=rivers))
    out = dispatch.turbined_m3 + dispatch.bypassed_m3 + dispatch.spilled_m3
    leaving = out[:, rivers.turbine_to < 0].sum(axis=1)
    under_way = (rivers.flow_before_m3s * SECONDS * rivers.travel_hours)[:, rivers.turbine_to >= 0].sum(axis=1)
    np.testing.assert_allclose(leaving, inflow.sum(axis=(1, 2)) * SECONDS + under_way, rtol=1e-9)


@every_engine
@alike
@thorough
@given(systems())
def test_reservoirs_stay_between_lowest_level_and_full(engine: str, system: System) -> None:
    dispatch, rivers = dispatched(system, engine), system.rivers
    kept = np.flatnonzero(rivers.storage_m3 > 0)
    assert (dispatch.reservoir_m3 >= rivers.minimum_m3[kept][:, None] - 1e-3).all()
    assert (dispatch.reservoir_m3 <= rivers.storage_m3[kept][:, None] + 1e-3).all()


@every_engine
@alike
@thorough
@given(systems())
def test_nothing_is_spilled_by_a_reservoir_that_was_never_full(engine: str, system: System) -> None:
    dispatch, storage_m3 = dispatched(system, engine), system.rivers.storage_m3
    kept = np.flatnonzero(storage_m3 > 0)
    never_full = dispatch.reservoir_m3[..., 1:].max(axis=-1, initial=0) < storage_m3[kept] - 1e-3
    np.testing.assert_allclose(dispatch.spilled_m3[:, kept][never_full], 0, atol=1e-3)


@every_engine
@alike
@thorough
@given(systems())
def test_turbined_water_is_the_energy_of_the_hours(engine: str, system: System) -> None:
    dispatch, rivers = dispatched(system, engine), system.rivers
    plant_mwh = dispatch.turbined_m3 * rivers.energy_kwh_m3 / 1000
    np.testing.assert_allclose(dispatch.plant_mwh.sum(axis=-1), plant_mwh, rtol=1e-9, atol=TINY)
    inside = plant_mwh[:, rivers.area >= 0].sum(axis=1)
    np.testing.assert_allclose(dispatch.hydro_mw.sum(axis=(1, 2)), inside, rtol=1e-9, atol=TINY)


# Cost ----------------------------------------------------------------


@every_engine
@alike
@thorough
@given(systems())
def test_the_cost_is_that_of_the_hours(engine: str, system: System) -> None:
    dispatch, given_system, network = dispatched(system, engine), given_to(system), system.network
    buy = given_system.buying_price_eur_mwh()[network.exchange_market]
    sell = given_system.selling_price_eur_mwh()[network.exchange_market]
    cost = (dispatch.import_mw * buy.swapaxes(0, 1) - dispatch.export_mw * sell.swapaxes(0, 1)).sum(axis=(1, 2))
    cut = dispatch.establishment_cut_mw.sum(axis=(1, 2))
    cost = cost + 1500.0 * cut + 4000.0 * (dispatch.unserved_mw.sum(axis=(1, 2)) - cut)
    if (system.rivers.area >= 0).all():
        np.testing.assert_allclose(dispatch.cost_eur, cost, rtol=1e-9, atol=1e-3)
    else:  # plants outside the areas earn something
        assert (dispatch.cost_eur <= cost + 1e-3).all()


def cheapest_hour(system: System, hour: int) -> float:
    """Return the least cost of one hour without stores or rivers: an independent linear program. [EUR]"""
    network, given_system = system.network, given_to(system)
    areas, points, period = len(network.areas), len(network.exchanges), network.period[hour]
    soft = system.soft_share * system.load[0, :, hour]
    firm = system.load[0, :, hour] - soft
    sizes = [*system.available[0, :, hour], *soft, *firm, *network.import_mw[period], *network.export_mw[period]]
    prices = [0.0] * areas + [1500.0] * areas + [4000.0] * areas
    prices += [given_system.buying_price_eur_mwh(0)[market, hour] for market in network.exchange_market]
    prices += [-given_system.selling_price_eur_mwh(0)[market, hour] for market in network.exchange_market]
    where = np.zeros((areas, len(sizes) + 2 * areas))
    for area in range(areas):
        where[area, [area, areas + area, 2 * areas + area]] = 1.0
    for point, area in enumerate(network.exchange_area):
        where[area, 3 * areas + point], where[area, 3 * areas + points + point] = 1.0, -1.0
    lines = []
    for area, parent in enumerate(network.parent):
        up, down = len(sizes) + area, len(sizes) + areas + area
        lines.append(0.0 if parent < 0 else network.capacity_mw[period, area])
        if parent >= 0:
            where[area, up], where[parent, up] = -1.0, 1 - network.loss_share[area]
            where[parent, down], where[area, down] = -1.0, 1 - network.loss_share[area]
    answer = linprog(
        np.array(prices + [0.0] * (2 * areas)),
        A_eq=where,
        b_eq=system.load[0, :, hour],
        bounds=[(0.0, size) for size in (*sizes, *lines, *lines)],
        method="highs",
    )
    assert answer.status == 0, answer.message
    return float(answer.fun)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(systems(storage=False, cascade=False, batteries=False, river=False))
def test_every_hour_is_settled_at_least_cost(system: System) -> None:
    first = one_year(system, 0)
    hours = range(0, first.load.shape[-1], 3)
    dispatch, given_system, network = run(first), given_to(first), first.network
    buy, sell = given_system.buying_price_eur_mwh(0), given_system.selling_price_eur_mwh(0)
    for hour in hours:
        cut = dispatch.establishment_cut_mw[0, :, hour].sum()
        cost = 1500.0 * cut + 4000.0 * (dispatch.unserved_mw[0, :, hour].sum() - cut)
        for point, market in enumerate(network.exchange_market):
            cost += dispatch.import_mw[0, point, hour] * buy[market, hour]
            cost -= dispatch.export_mw[0, point, hour] * sell[market, hour]
        assert cost == pytest.approx(cheapest_hour(first, hour), rel=1e-7, abs=1e-4)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(systems())
def test_the_bound_lies_below_and_foresight_above_the_exact_optimum(system: System) -> None:
    # Without minimum release: where it cannot be kept together with the end level, the program keeps the end level and
    # the engine the release, and then their costs say nothing about each other.
    rivers = replace(system.rivers, min_release_m3s=np.zeros(STEPS))
    first = one_year(replace(system, rivers=rivers), 0)
    exact, ours = solve_reference(given_to(first), 0), run(first, "foresight")
    settled(first, exact)
    slack = 1e-6 * max(abs(exact.cost_eur[0]), 1000.0)
    assert ours.bound_eur[0] <= exact.cost_eur[0] + slack
    assert exact.cost_eur[0] <= ours.cost_eur[0] + slack


@settings(deadline=None, derandomize=True, max_examples=12)
@given(systems(), st.integers(0, 2**32 - 1))
def test_more_of_anything_is_never_dearer(system: System, lot: int) -> None:
    first, rng = one_year(system, 0), np.random.default_rng(lot)
    network, rivers = first.network, first.rivers
    before = solve_reference(given_to(first), 0).cost_eur[0]
    slack = 1e-6 * max(abs(before), 1000.0)
    for more in (
        replace(first, available=first.available + rng.uniform(0, 5, first.available.shape)),
        replace(first, network=replace(network, capacity_mw=network.capacity_mw + 5.0)),
        replace(first, network=replace(network, import_mw=network.import_mw + 5.0)),
        replace(first, rivers=replace(rivers, max_flow_m3s=rivers.max_flow_m3s + 5.0)),
        replace(first, rivers=replace(rivers, inflow_m3s=rivers.inflow_m3s + 0.5)),
    ):
        assert solve_reference(given_to(more), 0).cost_eur[0] <= before + slack


# More is never less ----------------------------------------------------------------


@thorough
@given(systems(storage=False, batteries=False), st.integers(0, 2**32 - 1))
def test_more_line_never_costs_more(system: System, lot: int) -> None:
    # Without stores: a store that a stronger line lets others use may be missed at home later.
    added = np.random.default_rng(lot).choice([0.0, 5.0, 50.0], len(system.network.areas))
    stronger = replace(system, network=replace(system.network, capacity_mw=system.network.capacity_mw + added))
    before, after = run(system), run(stronger)
    assert (after.cost_eur <= before.cost_eur + 1e-3).all()


@thorough
@given(systems(storage=False, batteries=False), st.floats(0, 30), st.floats(0, 30))
def test_more_exchange_never_costs_more(system: System, imports_mw: float, exports_mw: float) -> None:
    network = system.network
    wider = replace(network, import_mw=network.import_mw + imports_mw, export_mw=network.export_mw + exports_mw)
    assert (run(replace(system, network=wider)).cost_eur <= run(system).cost_eur + 1e-3).all()


# Nothing hidden ----------------------------------------------------------------


@pytest.mark.parametrize("engine", ["rule", "foresight"])
@thorough
@given(systems(), st.sampled_from([0.5, 2.0, 8.0]))
def test_twice_as_large_is_twice_as_much(engine: str, system: System, factor: float) -> None:
    small, large = run(system, engine), run(scaled(system, factor), engine)
    np.testing.assert_allclose(large.cost_eur, factor * small.cost_eur, rtol=1e-6, atol=1e-2)
    if engine == "rule":
        for name in (*ACCOUNTS, *WATER, "plant_mwh", "plant_value_eur"):
            np.testing.assert_allclose(getattr(large, name), factor * getattr(small, name), rtol=1e-9, atol=1e-5)


@every_engine
@quick
@given(systems())
def test_a_weather_year_does_not_know_the_others(engine: str, system: System) -> None:
    learned = learn_policy(given_to(system)) if engine == "policy" else None
    together = run(system, engine, learned)
    for weather in range(len(system.load)):
        alone = run(one_year(system, weather), engine, learned)
        for name in (*ACCOUNTS, *WATER, "cost_eur"):
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
        capacity_mw=np.concatenate([network.capacity_mw, np.full((2, 1), 50.0)], axis=1),
        loss_share=np.concatenate([network.loss_share, [0.05]]),
        link=np.concatenate([network.link, [len(network.areas) - 1]]),
    )
    pad = ((0, 0), (0, 1), (0, 0))
    larger = replace(system, load=np.pad(system.load, pad), available=np.pad(system.available, pad), network=wider)
    before, after = run(system), run(larger)
    np.testing.assert_allclose(after.cost_eur, before.cost_eur, rtol=1e-9, atol=1e-5)
    for name in ("hydro_mw", "unserved_mw", "charge_mw", "flow_mw"):
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


@every_engine
@quick
@given(systems())
def test_a_region_without_rivers_is_a_region(engine: str, system: System) -> None:
    rivers = system.rivers
    dry = {
        name: getattr(rivers, name)[:0]
        for name in (
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
            "start_m3",
            "target_share",
        )
    }
    none = replace(
        rivers,
        names=(),
        plants=(),
        inflow_m3s=rivers.inflow_m3s[:, :0],
        flow_before_m3s=rivers.flow_before_m3s[:, :0],
        **dry,
    )
    dispatch: Dispatch = run(replace(system, rivers=none), engine)
    assert dispatch.hydro_mw.max() == 0


def test_how_heavily_a_line_without_capacity_is_loaded_is_a_number() -> None:
    network = Network(
        areas=("a", "b"),
        links=("a_b",),
        exchanges=(),
        order=np.array([1, 0]),
        parent=np.array([-1, 0]),
        period=np.zeros(24, dtype=np.int64),
        capacity_mw=np.array([[np.inf, 0.0]]),
        loss_share=np.zeros(2),
        link=np.array([-1, 0]),
        exchange_area=np.zeros(0, dtype=np.int64),
        exchange_market=np.zeros(0, dtype=np.int64),
        import_mw=np.zeros((1, 0)),
        export_mw=np.zeros((1, 0)),
    )
    flow = np.zeros((1, 2, 24))
    assert np.isfinite(loading_share(SimpleNamespace(flow_mw=flow), network)).all()
