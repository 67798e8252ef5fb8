"""The hours of one year in order: water arrives, offers are made, the grid is settled, water moves on."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import (
    BY_POLICY,
    BY_RULE,
    HELD,
    LAST,
    SENT,
    START,
    STORED,
    TRAVEL,
    TURBINE_TO,
    USUAL,
    Floats,
    Given,
    Ints,
    Out,
    River,
    State,
    Tree,
    Wish,
)
from simulator.stages.dispatch.loops.compiling import door, maker, part
from simulator.stages.dispatch.loops.hour import add_flows, add_prices, gather, hour_scratch, settle
from simulator.stages.dispatch.loops.notes import (
    move_water,
    note_areas,
    note_power,
    note_stores,
    note_trade,
    run_turbines,
)
from simulator.stages.dispatch.loops.offers import STOPS, offer_stores, offer_trade, offer_water, receive
from simulator.stages.dispatch.loops.wishes import plan_day, water_values

RESERVE_SHARE: Final = 0.9  # of the price of cutting: a reserve is used after all trade and before any cut
HOURS_PER_DAY: Final = 24


@maker
def under_way(size: Floats, way: Ints, before: Floats) -> Floats:
    """Return the water that is on its way to each step when the year begins. [m³], shape (steps, hours ahead)"""
    steps = size.shape[0]
    longest = 1
    for s in range(steps):
        longest = max(longest, way[s, TRAVEL])
    span = 1
    while span < longest + 1:  # a power of two, so that the place of an hour is found without division
        span *= 2
    arriving = np.zeros((steps, span))
    for s in range(steps):
        if way[s, TURBINE_TO] >= 0:
            arriving[way[s, TURBINE_TO], : way[s, TRAVEL]] += before[s]
    return arriving


@maker
def new_state(areas: int, river: River, stores: int, number: int) -> State:
    """Return the state and the scratch of a run, reservoirs filled to their start."""
    size, before, steps, reservoirs = river.size, river.before, river.size.shape[0], river.reservoirs.shape[0]
    low, bids, lists, count, edge = hour_scratch(areas, number)
    water = np.zeros((steps, 8))
    for s in range(steps):
        water[s, HELD], water[s, LAST] = size[s, START], before[s]
        water[s, USUAL], water[s, SENT] = before[s], before[s]
    return State(
        water,
        under_way(size, river.way, before),
        np.zeros(reservoirs),
        np.zeros(reservoirs),
        np.zeros(stores),
        np.zeros(stores),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros(areas),
        low,
        bids,
        lists,
        count,
        edge,
        np.empty((STOPS, 2)),
    )


@part
def offer_hour(
    t: int,
    mode: int,
    places: tuple[int, int, float],
    given: Given,
    wish: Wish,
    state: State,
) -> None:
    """Let water, batteries and markets offer what they can do in an hour; lay the ground of the areas."""
    first, batteries, late = places
    case, river = given.case, given.river
    size, way, water, worth, bids, fixed = river.size, river.way, state.water, state.worth, state.bids, state.fixed
    period, areas = case.period[t], case.firm.shape[0]
    if mode == BY_RULE and t % HOURS_PER_DAY == 0:
        plan_day(t, wish.target, wish.ahead, size, river.reservoirs, water, state.day)
    receive(t, size, river.inflow, water, state.arriving, wish.memory if mode == BY_RULE else float(HOURS_PER_DAY))
    trade, points = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    for n in range(areas):
        fixed[n] = -case.firm[n, t] - case.soft[n, t]
    offer_trade(t, period, trade, points, bids, fixed)
    if mode == BY_POLICY:
        water_values(t, wish.table, size, river.reservoirs, water, worth)
    wishes, room = (wish.release, wish.rank, wish.peaking, state.day), (state.wet, state.stops)
    offer_water(t, mode, (size, way), wishes, case.plain, water, worth, bids, room, (first, late))
    offer_stores(t, mode, given.stores, wish.given, state.charge, bids, (fixed, state.taking), (batteries, late))
    for n in range(areas):
        state.loose[n] = state.wet[n] + case.free[n, t]
        state.soft[n], state.firm[n] = case.soft[n, t], case.firm[n, t]


@part
def settle_hour(tree: Tree, row: Floats, cuts: tuple[float, float], bid_area: Ints, number: int, state: State) -> bool:
    """Settle an hour at least cost, with flows and prices; tell whether all was used and nobody went without."""
    ground = (state.fixed, state.loose, state.soft, state.firm)
    scratch = (state.low, state.bids, state.lists, state.length, state.edge)
    usual = gather(tree, row, ground, cuts, bid_area, scratch, number)
    at_root = settle(tree[0][state.fixed.shape[0] - 1], scratch)
    add_flows(tree, state.fixed, bid_area, state.bids, number, state.flow)
    add_prices(tree, row, at_root, state.flow, state.edge, state.price)
    return usual


@part
def note_hour(
    t: int,
    places: tuple[int, int, int],
    given: Given,
    state: State,
    prices: Floats,
    out: Out,
) -> None:
    """Carry out what was settled and write it down."""
    first, batteries, number = places
    case, river = given.case, given.river
    size, way, water, bids = river.size, river.way, state.water, state.bids
    sold, traded = (case.buy, case.sell, case.exports), (out.imported, out.exported, out.total)
    note_trade(t, case.period[t], sold, case.point_market, bids, traded)
    note_stores(t, given.stores, state.taking, state.charge, bids, batteries, (out.charge, out.discharge))
    for n in range(case.firm.shape[0]):
        out.hydro[n, t], out.flow[n, t], prices[n, t] = 0.0, state.flow[n], state.price[n]
    run_turbines(size, way, water, state.loose, bids, (first, number))
    move_water(t, size, way, water, state.arriving, out.account, out.level)
    note_power(t, given.month[t], size, way, water, case.plain, (out.hydro, out.account, out.total))


@part
def run_hours(mode: int, given: Given, wish: Wish, state: State, prices: Floats, out: Out) -> int:
    """Run all hours from the state given; see `run_year`."""
    grid, case, river = given.grid, given.case, given.river
    areas, hours, reservoirs = case.firm.shape[0], case.firm.shape[1], river.reservoirs.shape[0]
    tree, capacity, number = (grid.order[0], grid.parent[0], grid.keep[0]), grid.capacity[0], grid.run_area.shape[0]
    first, late, number = 2 * case.point_area.shape[0], RESERVE_SHARE * grid.cuts[0], number - 3 * areas
    batteries, unusual = first + 2 * reservoirs, 0
    for r in range(reservoirs):
        out.level[r, 0] = river.size[river.reservoirs[r], START]
    for t in range(hours):
        offer_hour(t, mode, (first, batteries, late), given, wish, state)
        if not settle_hour(tree, capacity[case.period[t]], grid.cuts, grid.run_area, number, state):
            unusual += 1
            note_areas(t, grid.cuts, state.wet, state.loose, state.bids, number, out)
        note_hour(t, (first, batteries, number), given, state, prices, out)
        if mode == BY_POLICY and t % HOURS_PER_DAY == 0:
            for r in range(reservoirs):
                out.worth[r, t // HOURS_PER_DAY] = state.worth[r]
    for s in range(river.size.shape[0]):
        out.account[s, STORED] = state.water[s, HELD] - river.size[s, START]
    return unusual


@door
def run_year(mode: int, given: Given, wish: Wish, prices: Floats, out: Out) -> int:
    """Run one year of one weather and write to ``prices`` [EUR/MWh], shape (areas, hours), and ``out``.

    Returns the number of hours in which something was left unused or somebody went without. Safe to call from several
    threads.
    """
    areas, batteries = given.case.firm.shape[0], given.stores.area.shape[0]
    state = new_state(areas, given.river, batteries, given.grid.run_area.shape[0] - 3 * areas)
    return run_hours(mode, given, wish, state, prices, out)
