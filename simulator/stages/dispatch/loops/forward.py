"""The hours of one year in order: water arrives, offers are made, the grid is settled, water moves on."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from simulator.stages.dispatch.loops.arrays import (
    BY_PLAN,
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
    Case,
    Floats,
    Ints,
    Out,
    Plan,
    Policy,
    River,
    Rule,
    Stores,
)
from simulator.stages.dispatch.loops.hour import add_flows, add_prices, gather, settle
from simulator.stages.dispatch.loops.notes import move_water, note_areas, note_power, note_stores, note_trade, run_turbines
from simulator.stages.dispatch.loops.offers import STOPS, offer_stores, offer_trade, offer_water, receive
from simulator.stages.dispatch.loops.wishes import plan_day, water_values

RESERVE_SHARE: Final = 0.9  # of the price of cutting: a reserve is used after all trade and before any cut
HOURS_PER_DAY: Final = 24


@njit(nogil=True, error_model="numpy")
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


@njit(nogil=True, error_model="numpy")
def hour_scratch(areas: int, number: int) -> tuple[Floats, Floats, Floats, Ints, Floats]:
    """Return room for one hour: low, bids, lists, count and edge, for ``number`` bids beside those of the ground."""
    return (
        np.empty(areas),
        np.zeros((number + 3 * areas, 3)),
        np.empty((areas, number + 5 * areas, 4)),
        np.zeros(areas, np.int64),
        np.zeros((areas, 2)),
    )


@njit(nogil=True, error_model="numpy")
def run_year(
    mode: int,
    tree: tuple[Ints, Ints, Floats],
    capacity: Floats,
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    wish: tuple[Plan, Rule, Policy],
    bid_area: Ints,
    month: Ints,
    prices: Floats,
    out: Out,
) -> int:
    """Run one year of one weather and write to ``prices`` [EUR/MWh], shape (areas, hours), and ``out``.

    Returns the number of hours in which something was left unused or somebody went without. Safe to call from several threads.
    """
    size, way, reservoirs, _, inflow, before = river
    (release, given), (target, rank, peaking, ahead, memory), (table,) = wish
    firm, soft, free, buy, sell, plain, point_area, point_market, imports, exports, period = case
    areas, steps, hours = firm.shape[0], size.shape[0], firm.shape[1]
    first = 2 * point_area.shape[0]
    batteries = first + 2 * reservoirs.shape[0]
    number = batteries + 4 * stores.area.shape[0]
    root, late = tree[0][areas - 1], RESERVE_SHARE * cuts[0]
    scratch = hour_scratch(areas, number)
    bids = scratch[1]
    ground = (np.zeros(areas), np.zeros(areas), np.zeros(areas), np.zeros(areas))
    fixed, loose, _, _ = ground
    wet, price, flow = np.zeros(areas), np.zeros(areas), np.zeros(areas)
    water, arriving = np.zeros((steps, 8)), under_way(size, way, before)
    follow = memory if mode == BY_RULE else float(HOURS_PER_DAY)
    charge, taking = np.zeros(stores.area.shape[0]), np.zeros(stores.area.shape[0])
    worth, day = np.zeros(reservoirs.shape[0]), np.zeros(reservoirs.shape[0])
    for s in range(steps):
        water[s, HELD], water[s, LAST] = size[s, START], before[s]
        water[s, USUAL], water[s, SENT] = before[s], before[s]
    for r in range(reservoirs.shape[0]):
        out.level[r, 0] = size[reservoirs[r], START]
    steps_of, trade, points = (size, way), (buy, sell, imports, exports), (point_area, point_market)
    wishes, stops = (release, rank, peaking, day), np.empty((STOPS, 2))
    sold, traded, stored = (buy, sell, exports), (out.imported, out.exported, out.total), (out.charge, out.discharge)
    out_flow, room_taken, account, level = out.flow, (fixed, taking), out.account, out.level
    powered = (out.hydro, account, out.total)
    last_soft, last_firm = ground[2], ground[3]
    hydro, unusual = out.hydro, 0
    for t in range(hours):
        if mode == BY_RULE and t % HOURS_PER_DAY == 0:
            plan_day(t, target, ahead, size, reservoirs, water, day)
        receive(t, size, inflow, water, arriving, follow)
        offer_trade(t, period[t], trade, points, firm, soft, bids, fixed)
        if mode == BY_POLICY:
            water_values(t, table, size, reservoirs, water, worth)
        offer_water(t, mode, steps_of, wishes, plain, water, worth, bids, (wet, stops), (first, late))
        offer_stores(t, mode, stores, given, charge, bids, room_taken, (batteries, late))
        for n in range(areas):
            hydro[n, t] = 0.0
            loose[n], last_soft[n], last_firm[n] = wet[n] + free[n, t], soft[n, t], firm[n, t]
        row = capacity[period[t]]
        usual_hour = gather(tree, row, ground, cuts, bid_area, scratch, number)
        at_root = settle(root, scratch)
        add_flows(tree, fixed, bid_area, bids, number, flow)
        add_prices(tree, row, at_root, flow, scratch[4], price)
        note_trade(t, period[t], sold, point_market, bids, traded)
        if not usual_hour:
            unusual += 1
            note_areas(t, cuts, wet, loose, bids, number, out)
        note_stores(t, stores, taking, charge, bids, batteries, stored)
        run_turbines(size, way, water, loose, bids, (first, number))
        move_water(t, size, way, water, arriving, account, level)
        note_power(t, month[t], size, way, water, plain, powered)
        for n in range(areas):
            out_flow[n, t], prices[n, t] = flow[n], price[n]
        if t % HOURS_PER_DAY == 0 and mode == BY_POLICY:
            for r in range(reservoirs.shape[0]):
                out.worth[r, t // HOURS_PER_DAY] = worth[r]
    for s in range(steps):
        out.account[s, STORED] = water[s, HELD] - size[s, START]
    return unusual
