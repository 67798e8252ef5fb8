"""From the records of a year to the arrays of the compiled loops, one weather year at a time."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAYS_PER_YEAR, HOURS_PER_DAY, MONTH_OF_HOUR, MONTHS_PER_YEAR, SECONDS_PER_HOUR
from simulator.records import Battery, HydroSystem, Network, PowerSystem
from simulator.stages.dispatch.loops.arrays import (
    FIRST_MONTH,
    Case,
    Floats,
    Given,
    Grid,
    Ints,
    Out,
    River,
    Stores,
    Wish,
)

KWH_PER_MWH: Final = 1000.0
TOTALS: Final = 2
WORLDS: Final = 2  # whose rivers, and steady flow, are kept as the loops want them, at 3 MB a weather year
Number = TypeVar("Number", bound=np.generic)


def lay_out(system: PowerSystem) -> Grid:
    """Root the tree at every store, and number the bids.

    Returns
    -------
    Grid
        The same in every weather year.
    """
    network, rivers = system.network, system.rivers
    reservoirs = np.flatnonzero(_room(rivers) > 0)
    stores = store_areas(system)
    places = np.concatenate([rivers.area[reservoirs], stores]).astype(np.int64)
    rooted = [_own(network), *(_reroot(network, int(max(place, 0))) for place in places)]
    areas = np.arange(len(network.areas))
    points = network.exchange_area
    at_reservoirs = np.maximum(rivers.area[reservoirs], 0)
    trade = [points, points, at_reservoirs]
    return Grid(
        order=np.stack([tree[0] for tree in rooted]),
        parent=np.stack([tree[1] for tree in rooted]),
        keep=np.stack([tree[2] for tree in rooted]),
        capacity=np.stack([tree[3] for tree in rooted]),
        run_area=np.concatenate(
            [points, points, np.repeat(at_reservoirs, 2), np.repeat(stores, 4), areas, areas, areas]
        ).astype(np.int64),
        sweep_area=np.concatenate([*trade, areas, areas, areas]).astype(np.int64),
        bound_area=np.concatenate(
            [points, points, np.maximum(rivers.area, 0), np.repeat(stores, 2), areas, areas, areas]
        ).astype(np.int64),
        home=home_markets(network),
        cuts=(system.terms.establishment_cut_eur_mwh, system.terms.unserved_eur_mwh),
    )


def home_markets(network: Network) -> Ints:
    """Return the market of the exchange point that is nearest to each area along the lines. shape (areas,)"""
    home = np.full(len(network.areas), -1)
    for point, area in enumerate(network.exchange_area):
        home[area] = network.exchange_market[point]
    while (home < 0).any() and (home >= 0).any():
        before = home.copy()
        for area, parent in enumerate(network.parent):
            if parent >= 0 and before[area] < 0 <= before[parent]:
                home[area] = before[parent]
            elif parent >= 0 and before[parent] < 0 <= before[area]:
                home[parent] = before[area]
    return np.asarray(np.maximum(home, 0), dtype=np.int64)


def store_areas(system: PowerSystem) -> Ints:
    """Return the areas that have batteries. shape (stores,)"""
    return np.array(sorted({system.network.areas.index(one.area) for one in system.supply.batteries}), dtype=np.int64)


def lay_year(system: PowerSystem, grid: Grid, weather: int) -> Given:
    """Take one weather year out of the records, with the grid that `lay_out` gave."""
    hours = system.demand.mw.shape[-1]
    return Given(
        grid=grid,
        case=lay_case(system, weather),
        river=lay_rivers(system.rivers)[weather],
        stores=lay_stores(system.supply.batteries, system.network.areas, weather),
        month=np.array(MONTH_OF_HOUR[:hours]),
    )


def lay_case(system: PowerSystem, weather: int) -> Case:
    """Take one weather year out of the records. [MW], [EUR/MWh]"""
    demand, network = system.demand, system.network
    hours = demand.mw.shape[-1]
    soft = demand.establishment_mw[weather]
    return Case(
        firm=_fresh(demand.mw[weather] - soft),
        soft=_fresh(soft),
        free=_fresh(system.supply.available_mw[weather]),
        net=_fresh((system.supply.available_mw[weather] - demand.mw[weather]).T),
        buy=_hours(system.buying_price_eur_mwh(weather), hours),
        sell=_hours(system.selling_price_eur_mwh(weather), hours),
        plain=_hours(system.price_eur_mwh[:, weather], hours),
        point_area=network.exchange_area.astype(np.int64),
        point_market=network.exchange_market.astype(np.int64),
        imports=_fresh(network.import_mw),
        exports=_fresh(network.export_mw),
        period=network.period[:hours].astype(np.int64),
    )


@lru_cache(maxsize=WORLDS)
def lay_rivers(rivers: HydroSystem) -> tuple[River, ...]:
    """Take the rivers under every weather year; kept, since a world's rivers are the same in all its systems."""
    return tuple(lay_river(rivers, weather) for weather in range(len(rivers.inflow_m3s)))


def lay_river(rivers: HydroSystem, weather: int) -> River:
    """Take the rivers under one weather year, in m³ an hour and MWh/m³."""
    room = _room(rivers)
    reservoirs = np.flatnonzero(room > 0)
    slot = np.full(len(room), -1)
    slot[reservoirs] = np.arange(len(reservoirs))
    energy = rivers.energy_kwh_m3 / KWH_PER_MWH
    chain = energy.copy()
    for step in range(len(chain) - 1, -1, -1):
        chain[step] += chain[rivers.turbine_to[step]] if rivers.turbine_to[step] >= 0 else 0.0
    size = (
        room,
        np.clip(rivers.start_m3 - rivers.minimum_m3, 0.0, room),
        rivers.max_flow_m3s * SECONDS_PER_HOUR,
        rivers.min_release_m3s * SECONDS_PER_HOUR,
        energy,
        np.where(chain > 0, chain, 1.0 / KWH_PER_MWH),
    )
    way = (rivers.turbine_to, rivers.spill_to, rivers.travel_hours, rivers.area, rivers.market, slot)
    return River(
        size=np.ascontiguousarray(np.stack(size, axis=1)),
        way=np.ascontiguousarray(np.stack(way, axis=1).astype(np.int64)),
        reservoirs=reservoirs,
        reach=_reach(rivers, reservoirs, room),
        inflow=_fresh(rivers.inflow_m3s[weather] * SECONDS_PER_HOUR),
        before=rivers.flow_before_m3s[weather] * SECONDS_PER_HOUR,
    )


def lay_wish(rivers: HydroSystem, weather: int, stores: int, hours: int, table: Floats) -> Wish:
    """Return an empty plan, the rule curve of one weather year, and water values."""
    reservoirs = int((_room(rivers) > 0).sum())
    return Wish(
        release=np.zeros((reservoirs, hours)),
        given=np.zeros((stores, hours)),
        target=_fresh(rivers.target_share),
        rank=_fresh(rivers.price_rank[:, weather]),
        peaking=_fresh(rivers.peaking_share),
        ahead=int(rivers.steering_ahead_hours),
        memory=float(rivers.inflow_memory_hours),
        table=table,
    )


def lay_stores(batteries: tuple[Battery, ...], areas: tuple[str, ...], weather: int) -> Stores:
    """Add up the batteries of each area, whatever their order; their efficiency is the mean over what they hold."""
    names = sorted({areas.index(one.area) for one in batteries})
    power, energy, kept = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for one in sorted(
        batteries, key=lambda one: (one.efficiency_share, one.energy_mwh[weather], one.power_mw[weather])
    ):
        place = names.index(areas.index(one.area))
        power[place] += one.power_mw[weather]
        energy[place] += one.energy_mwh[weather]
        kept[place] += one.efficiency_share * one.energy_mwh[weather]
    efficiency = np.divide(kept, energy, out=np.ones_like(kept), where=energy > 0)
    return Stores(np.array(names, dtype=np.int64), np.where(energy > 0, power, 0.0), energy, efficiency)


def no_table(system: PowerSystem) -> Floats:
    """Return water values for the engines that follow none. shape (reservoirs + 1, 2)"""
    return np.zeros((int((_room(system.rivers) > 0).sum()) + 1, 2))


def empty_hours(system: PowerSystem) -> Out:
    """Return room for what all weather years come to, to be `cleared`: each array with the weather year first."""
    weather, areas, hours = system.demand.mw.shape
    steps, points = len(system.rivers.names), len(system.network.exchanges)
    reservoirs = int((_room(system.rivers) > 0).sum())
    by_area, by_point = (weather, areas, hours), (weather, points, hours)
    room = [np.empty(by_area) for _ in range(7)] + [np.empty(by_point) for _ in range(2)]
    account = np.empty((weather, steps, FIRST_MONTH + MONTHS_PER_YEAR))
    level, worth = np.empty((weather, reservoirs, hours + 1)), np.empty((weather, reservoirs, days(hours)))
    return Out._make([*room, np.empty(by_area), level, worth, account, np.empty((weather, TOTALS))])


def days(hours: int) -> int:
    """Return how many days begin within some hours."""
    return min(-(-hours // HOURS_PER_DAY), DAYS_PER_YEAR)


def cleared(hours: Out, weather: int) -> Out:
    """Return the part of one weather year with nothing in it; cleared by who fills it, so that all do it at once."""
    part = Out(*(array[weather] for array in hours))
    for array in part:
        array.fill(0.0)
    part.worth.fill(np.nan)
    return part


def _room(rivers: HydroSystem) -> Floats:
    return np.maximum(rivers.storage_m3 - rivers.minimum_m3, 0.0)


def _reach(rivers: HydroSystem, reservoirs: Ints, room: Floats) -> Ints:
    """Return the hours from each reservoir to the steps below, up to the next reservoir. shape (steps, reservoirs)"""
    reach = np.full((len(room), len(reservoirs)), -1, dtype=np.int64)
    for place, step in enumerate(reservoirs):
        here, hours = int(step), 0
        while rivers.turbine_to[here] >= 0:
            hours, here = hours + int(rivers.travel_hours[here]), int(rivers.turbine_to[here])
            if room[here] > 0:
                break
            reach[here, place] = hours
    return reach


def _hours(price: Floats, hours: int) -> Floats:
    return _fresh(price[:, :hours])


def _fresh(values: NDArray[Number]) -> NDArray[Number]:
    """Copy to one layout, writable: a loop is compiled anew for every other kind of array."""
    return values.copy(order="C")


def _own(network: Network) -> tuple[Ints, Ints, Floats, Floats]:
    keep = np.where(network.parent >= 0, 1 - network.loss_share, 1.0)
    return network.order.astype(np.int64), network.parent.astype(np.int64), keep, network.capacity_mw


def _reroot(network: Network, root: int) -> tuple[Ints, Ints, Floats, Floats]:
    """Turn the lines on the way from an area to the old root around."""
    _, old_parent, old_keep, old_capacity = _own(network)
    parent, keep, capacity = old_parent.copy(), old_keep.copy(), old_capacity.copy()
    way = [root]
    while network.parent[way[-1]] >= 0:
        way.append(int(network.parent[way[-1]]))
    for child, old_child in zip(way[1:], way, strict=False):
        parent[child], keep[child] = old_child, 1 - network.loss_share[old_child]
        capacity[:, child] = network.capacity_mw[:, old_child]
    parent[root], keep[root], capacity[:, root] = -1, 1.0, np.inf
    return _children_first(parent, root), parent, keep, capacity


def _children_first(parent: Ints, root: int) -> NDArray[np.int64]:
    reached = [root]
    for here in reached:
        reached += [int(child) for child in np.flatnonzero(parent == here)]
    return np.array(reached[::-1])
