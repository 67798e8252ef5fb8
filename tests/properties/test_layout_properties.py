"""The arrays of the hour loop say what the records say, for every tree, river and battery."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from power_builders import System, networks, systems
from power_builders import given as given_system

from simulator.hours import DAYS_PER_YEAR, SECONDS_PER_HOUR
from simulator.records import Battery, HydroSystem, Network
from simulator.stages.dispatch.layout import (
    days,
    home_markets,
    lay_out,
    lay_river,
    lay_stores,
    lay_year,
    no_table,
)
from simulator.stages.dispatch.learning import _net_inflow, week_sums
from simulator.stages.dispatch.loops.policy import WEEKS


def way_to_root(parent: np.ndarray, area: int) -> list[int]:
    way = [area]
    while parent[way[-1]] >= 0:
        way.append(int(parent[way[-1]]))
    return way


def lines_between(network: Network, one: int, other: int) -> int:
    """Return how many lines lie between two areas."""
    first, second = way_to_root(network.parent, one), way_to_root(network.parent, other)
    return len(set(first) ^ set(second))


# Markets ----------------------------------------------------------------


@given(networks(most_areas=7))
@settings(max_examples=60)
def test_every_area_trades_at_the_nearest_point(network: Network) -> None:
    home = home_markets(network)
    for area in range(len(network.areas)):
        far = [lines_between(network, area, int(point)) for point in network.exchange_area]
        nearest = [int(market) for market, way in zip(network.exchange_market, far, strict=True) if way == min(far)]
        assert home[area] in (nearest or [0])


# Trees ----------------------------------------------------------------


@given(systems())
@settings(max_examples=25)
def test_every_tree_has_the_same_lines_and_its_own_root(system: System) -> None:
    power = given_system(system)
    grid, network = lay_out(power), power.network
    room = power.rivers.storage_m3 > power.rivers.minimum_m3
    stores = sorted({network.areas.index(one.area) for one in power.supply.batteries})
    roots = [0, *(max(int(area), 0) for area in power.rivers.area[room]), *stores]
    lines = {frozenset((area, int(network.parent[area]))): area for area in range(1, len(network.areas))}
    assert len(grid.parent) == len(roots)
    for root, order, parent, keep, capacity in zip(
        roots, grid.order, grid.parent, grid.keep, grid.capacity, strict=True
    ):
        assert sorted(order) == list(range(len(network.areas)))
        assert parent[root] == -1 and keep[root] == 1.0 and np.isinf(capacity[:, root]).all()
        assert order[-1] == root
        for area in set(range(len(network.areas))) - {root}:
            line = lines[frozenset((area, int(parent[area])))]
            assert list(order).index(area) < list(order).index(parent[area])
            assert keep[area] == 1 - network.loss_share[line]
            np.testing.assert_array_equal(capacity[:, area], network.capacity_mw[:, line])


# Hours ----------------------------------------------------------------


@given(systems())
@settings(max_examples=25)
def test_a_weather_year_is_taken_out_as_it_stands(system: System) -> None:
    power = given_system(system)
    grid, weather = lay_out(power), len(power.demand.mw) - 1
    laid = lay_year(power, grid, weather)
    case, demand = laid.case, power.demand
    np.testing.assert_array_equal(case.soft, demand.establishment_mw[weather])
    np.testing.assert_allclose(case.firm + case.soft, demand.mw[weather], atol=1e-12)
    np.testing.assert_array_equal(case.net.T, case.free - demand.mw[weather])
    np.testing.assert_array_equal(case.plain, power.price_eur_mwh[:, weather])
    np.testing.assert_array_equal(case.buy, power.buying_price_eur_mwh(weather))
    np.testing.assert_array_equal(case.sell, power.selling_price_eur_mwh(weather))
    assert len(laid.month) == demand.mw.shape[-1] and set(laid.month) == {0}
    assert all(array.flags.writeable and array.flags.c_contiguous for array in (case.firm, case.soft, case.free))


@pytest.mark.parametrize(("hours", "begun"), [(1, 1), (24, 1), (25, 2), (48, 2), (8760, 365), (9000, DAYS_PER_YEAR)])
def test_a_day_counts_from_its_first_hour(hours: int, begun: int) -> None:
    assert days(hours) == begun


# Rivers ----------------------------------------------------------------


@given(systems())
@settings(max_examples=40)
def test_rivers_are_laid_in_hours_and_megawatt_hours(system: System) -> None:
    power, rivers = given_system(system), system.rivers
    weather = len(power.demand.mw) - 1
    river = lay_year(power, lay_out(power), weather).river
    room, start, most, least, energy, chain = river.size.T
    np.testing.assert_allclose(room, rivers.storage_m3 - rivers.minimum_m3)
    np.testing.assert_allclose(start, rivers.start_m3 - rivers.minimum_m3)
    np.testing.assert_allclose(most, rivers.max_flow_m3s * SECONDS_PER_HOUR)
    np.testing.assert_allclose(least, rivers.min_release_m3s * SECONDS_PER_HOUR)
    np.testing.assert_allclose(energy * 1000, rivers.energy_kwh_m3)
    np.testing.assert_allclose(river.inflow, rivers.inflow_m3s[weather] * SECONDS_PER_HOUR)
    np.testing.assert_allclose(river.before, rivers.flow_before_m3s[weather] * SECONDS_PER_HOUR)
    for step, below in enumerate(rivers.turbine_to):
        assert chain[step] == pytest.approx(energy[step] + (chain[below] if below >= 0 else 0.0))
    assert list(river.reservoirs) == [step for step in range(len(room)) if room[step] > 0]
    assert list(river.way[:, -1]) == [
        list(river.reservoirs).index(step) if room[step] > 0 else -1 for step in range(len(room))
    ]
    np.testing.assert_array_equal(
        river.way[:, :-1].T, [rivers.turbine_to, rivers.spill_to, rivers.travel_hours, rivers.area, rivers.market]
    )
    assert no_table(power).shape == (len(river.reservoirs) + 1, 2)
    assert not no_table(power).any()


@given(systems(), st.data())
@settings(max_examples=40)
def test_water_reaches_the_steps_below_until_it_is_held_again(system: System, data: st.DataObject) -> None:
    held = data.draw(st.lists(st.booleans(), min_size=3, max_size=3))
    rivers = chain_of(system.rivers, held)
    power = dataclasses.replace(given_system(system), rivers=rivers)
    reach = lay_year(power, lay_out(power), 0).river.reach
    reservoirs = [step for step in range(3) if held[step]]
    assert reach.shape == (3, len(reservoirs))
    for place, top in enumerate(reservoirs):
        seen, hours = {}, 0
        for below in range(top + 1, 3):
            hours += int(rivers.travel_hours[below - 1])
            if held[below]:
                break
            seen[below] = hours
        assert {step: hours for step, hours in enumerate(reach[:, place]) if hours >= 0} == seen


def chain_of(rivers: HydroSystem, held: list[bool]) -> HydroSystem:
    """Return three steps one below the other, some of them with a reservoir."""
    room = np.where(held, 1e6, 0.0)
    to = np.array([1, 2, -1])
    return dataclasses.replace(
        rivers, storage_m3=room, minimum_m3=0 * room, start_m3=room / 2, turbine_to=to, spill_to=to.copy()
    )


@given(systems())
@settings(max_examples=5)
def test_water_that_gives_no_energy_is_worth_a_little_all_the_same(system: System) -> None:
    rivers = dataclasses.replace(chain_of(system.rivers, [True] * 3), energy_kwh_m3=np.array([0.5, 0.0, 0.0]))
    power = dataclasses.replace(given_system(system), rivers=rivers)
    size = lay_year(power, lay_out(power), 0).river.size
    assert list(size[:, 4]) == [0.0005, 0.0, 0.0]
    assert list(size[:, 5]) == [0.0005, 0.001, 0.001]


# Batteries ----------------------------------------------------------------


def battery(area: str, power: tuple[float, float], energy: tuple[float, float], efficiency: float) -> Battery:
    name = f"{area}{efficiency}"
    return Battery(
        id=name, area=area, power_mw=np.array(power), energy_mwh=np.array(energy), efficiency_share=efficiency
    )


MANY = (
    battery("c", (1.0, 2.0), (4.0, 8.0), 0.9),
    battery("a", (3.0, 0.0), (6.0, 0.0), 0.8),
    battery("c", (5.0, 5.0), (12.0, 2.0), 0.7),
    battery("b", (7.0, 7.0), (0.0, 0.0), 0.6),
)


@given(st.permutations(MANY))
def test_batteries_of_an_area_are_one_whatever_their_order(batteries: list[Battery]) -> None:
    first, second = (lay_stores(tuple(batteries), ("a", "b", "c"), weather) for weather in (0, 1))
    names, power, energy, efficiency = first
    assert list(names) == [0, 1, 2]
    assert list(power) == [3.0, 0.0, 6.0]  # what holds nothing gives nothing
    assert list(energy) == [6.0, 0.0, 16.0]
    assert list(efficiency) == pytest.approx([0.8, 1.0, (0.9 * 4 + 0.7 * 12) / 16])
    assert list(second[1]) == [0.0, 0.0, 7.0]
    assert list(second[2]) == [0.0, 0.0, 10.0]
    assert list(second[3]) == pytest.approx([1.0, 1.0, (0.9 * 8 + 0.7 * 2) / 10])
    assert len(lay_stores((), ("a",), 0)[0]) == 0


def test_a_battery_may_stand_in_any_area() -> None:
    (names, *_) = lay_stores((MANY[0],), ("a", "b", "c"), 0)
    assert list(names) == [2]


# What comes to a reservoir ----------------------------------------------------------------


@given(systems(), st.lists(st.booleans(), min_size=3, max_size=3))
@settings(max_examples=20)
def test_a_reservoir_gets_its_field_by_the_week_and_what_is_held_above_on_average(
    system: System, held: list[bool]
) -> None:
    rivers = chain_of(system.rivers, held)
    river = lay_river(rivers, 0)
    weekly = week_sums(rivers.inflow_m3s[0] * SECONDS_PER_HOUR)
    release = rivers.min_release_m3s * SECONDS_PER_HOUR * rivers.inflow_m3s.shape[-1] / WEEKS
    chain = np.cumsum(rivers.energy_kwh_m3[::-1])[::-1] / 1000
    steady, own, wanted = 0.0, np.zeros(WEEKS), []
    for step in range(3):
        own = own + weekly[step]
        if held[step]:
            wanted.append((own + steady - release[step]) * chain[step])
            steady, own = steady + float(own.mean()), np.zeros(WEEKS)  # nothing is lost on the way
    found = _net_inflow(river)
    assert len(found) == sum(held)
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9)
