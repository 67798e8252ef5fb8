"""A certified lower bound on the cost of any operation that ends the year as it began.

Every reservoir's balance is priced with a water value. Then the hours fall apart: each is settled at least cost with
water at its price, and what is stored is as cheap as it can be. Whatever the values, no operation costs less.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import (
    AREA,
    CHAIN,
    ENERGY,
    MARKET,
    MOST,
    MW,
    PRICE,
    RELEASE,
    ROOM,
    SLOT,
    SPILL_TO,
    START,
    TINY,
    TRAVEL,
    TURBINE_TO,
    USED,
    Desk,
    Draft,
    Floats,
    Given,
    River,
    Stores,
    Streams,
)
from simulator.stages.dispatch.loops.chain import earns
from simulator.stages.dispatch.loops.compiling import part
from simulator.stages.dispatch.loops.hour import gather_all, settle, try_usual
from simulator.stages.dispatch.loops.offers import EVEN, lay_load, offer_trade

FULL: Final = 1.0 - 1e-6  # turbines that run at this share of what they take are full
LIFT: Final = 0.03  # by which all water values are first moved together, as a logarithm, and by which at least
LEAST_LIFT: Final = 0.005
MOST_LIFT: Final = 2.0
CUT_FROM: Final = 0.25  # share of the price of a cut from which one may be cheaper, losses on the way included


@part
def later_value(value: Floats, to: int, then: int) -> float:
    """Return what a m³ is worth where and when it arrives; nothing if it leaves, or arrives after the year. [EUR/m³]"""
    return value[to, then] if to >= 0 and then < value.shape[1] else 0.0


@part
def asked_above(k: int, then: int, river: River, draft: Draft, streams: Streams, plain: Floats) -> float:
    """Return the least that a m³ must earn at step ``k`` and below to be let go above; infinite if nobody hesitates.

    A reservoir hesitates that runs its turbine in part: its water in store is worth what it earns on its way. What the
    steps between earn is taken off, unless water is spilled past them anyway. [EUR/m³]
    """
    size, way, asked = river.size, river.way, np.inf
    for r in range(river.reservoirs.shape[0]):
        s, t = river.reservoirs[r], then - river.reach[k, r]
        if (
            river.reach[k, r] < 0
            or t < 0
            or not (1.0 - FULL) * size[s, MOST] < draft.release[r, t] < FULL * size[s, MOST]
        ):
            continue
        rest = draft.worth[r, t] * size[s, CHAIN] - earns(s, t, river, streams.prices, plain)
        j, when = way[s, TURBINE_TO], t + way[s, TRAVEL]
        while j != k:
            if not spills(j, when, size, streams.passed):
                rest -= earns(j, when, river, streams.prices, plain)
            j, when = way[j, TURBINE_TO], when + way[j, TRAVEL]
        asked = min(asked, rest)
    return asked


@part
def spills(s: int, t: int, size: Floats, passed: Floats) -> bool:
    """Tell whether a step lets more past than it must."""
    return bool(passed[s, t] > size[s, RELEASE] + (1.0 - FULL) * size[s, MOST])


@part
def value_steps(river: River, draft: Draft, streams: Streams, level: Floats, plain: Floats, value: Floats) -> None:
    """Price water at every step and hour, from the sea upwards: write ``value``. [EUR/m³], shape (steps, hours)

    Stored water gains value only where the store (``level``, shape (reservoirs, hours + 1) [m³]) is full. At a turbine
    that is just full, a m³ is worth what the reservoirs above ask for it. No water is worth more than the water above
    that could be spilled to it.
    """
    size, way, coming, worth = river.size, river.way, streams.coming, draft.worth
    hours = coming.shape[1]
    for s in range(size.shape[0] - 1, -1, -1):
        for t in range(hours):
            spilled = later_value(value, way[s, SPILL_TO], t + way[s, TRAVEL])
            if size[s, ROOM] > 0.0:
                own = worth[way[s, SLOT], t] * size[s, CHAIN]
                if t > 0 and level[way[s, SLOT], t] < size[s, ROOM] * FULL:
                    own = min(own, value[s, t - 1])
            elif spills(s, t, size, streams.passed):
                own = spilled
            else:
                own = earns(s, t, river, streams.prices, plain)
                own = max(own + later_value(value, way[s, TURBINE_TO], t + way[s, TRAVEL]), spilled)
                if coming[s, t] >= (size[s, RELEASE] + size[s, MOST]) * FULL:
                    own = max(min(own, asked_above(s, t, river, draft, streams, plain)), spilled)
            value[s, t] = own
    for s in range(size.shape[0]):
        to, later = way[s, SPILL_TO], way[s, TRAVEL]
        if to >= 0:
            for t in range(hours - later):
                value[to, t + later] = min(value[to, t + later], value[s, t])


@part
def stored_terms(river: River, value: Floats, passed: Floats) -> float:
    """Return the least that stock, inflow and minimum release can add, with water at its price. [EUR]"""
    size, way, total = river.size, river.way, 0.0
    hours = value.shape[1]
    for s in range(size.shape[0]):
        total += (value[s, hours - 1] - value[s, 0]) * size[s, START]
        for t in range(hours):
            total -= value[s, t] * river.inflow[s, t]
            spilled = later_value(value, way[s, SPILL_TO], t + way[s, TRAVEL])
            total += (value[s, t] - spilled) * min(size[s, RELEASE], passed[s, t])
            if t > 0:
                total += size[s, ROOM] * min(value[s, t - 1] - value[s, t], 0.0)
        if way[s, TURBINE_TO] >= 0:
            for t in range(min(way[s, TRAVEL], hours)):
                total -= value[way[s, TURBINE_TO], t] * river.before[s]
    return total


@part
def bid_water(t: int, river: River, value: Floats, plain: Floats, bids: Floats, first: int, loose: Floats) -> float:
    """Offer every turbine at the price of its water; return what it costs to run those that gain by running. [EUR]"""
    size, way, total = river.size, river.way, 0.0
    for s in range(size.shape[0]):
        price = value[s, t] - later_value(value, way[s, TURBINE_TO], t + way[s, TRAVEL])
        most, energy, b = size[s, MOST], size[s, ENERGY], first + s
        bids[b, MW] = 0.0
        if way[s, AREA] < 0:
            total += min(price - energy * max(plain[way[s, MARKET], t], 0.0), 0.0) * most
        elif price <= 0.0:
            total += price * most
            loose[way[s, AREA]] += most * energy
        elif energy > 0.0:
            bids[b, PRICE], bids[b, MW] = price / energy, most * energy
    return total


@part
def bid_stores(t: int, stores: Stores, worth: Floats, first: int, bids: Floats, fixed: Floats) -> float:
    """Offer charging and discharging at the value of what is stored; return what full charging is worth. [EUR]"""
    total = 0.0
    for c in range(stores.area.shape[0]):
        power, eta, value, b = stores.power[c], stores.efficiency[c], worth[c, t], first + 2 * c
        fixed[stores.area[c]] -= power
        bids[b, PRICE], bids[b, MW] = value * eta, power
        bids[b + 1, PRICE], bids[b + 1, MW] = value / eta, power
        total -= power * value * eta
        if t > 0:
            total += stores.energy[c] * min(worth[c, t - 1] - value, 0.0)
    return total


@part
def bid_hour(t: int, given: Given, value: Floats, stored: Floats, bids: Floats, fixed: Floats, loose: Floats) -> float:
    """Offer trade, turbines and batteries at these values; return what does not depend on the settlement. [EUR]"""
    case, river = given.case, given.river
    trade, where = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    first = 2 * case.point_area.shape[0]
    offer_trade(t, case.period[t], trade, where, bids, fixed)
    total = bid_water(t, river, value, case.plain, bids, first, loose)
    return total + bid_stores(t, given.stores, stored, first + river.size.shape[0], bids, fixed)


@part
def dearest_used(bids: Floats, number: int) -> float:
    """Return the highest price among the first bids of which anything is used. [EUR/MWh]"""
    dearest = 0.0
    for b in range(number):
        if bids[b, USED] > 0.0:
            dearest = max(dearest, bids[b, PRICE])
    return dearest


@part
def certify(given: Given, value: Floats, passed: Floats, stored: Floats, desk: Desk) -> float:
    """Return the bound for given values of water [EUR/m³], shape (steps, hours), and stored power [EUR/MWh]. [EUR]"""
    grid, case, river = given.grid, given.case, given.river
    tree, capacity, cuts = (grid.order[0], grid.parent[0], grid.keep[0]), grid.capacity[0], grid.cuts
    bid_area, (areas, hours) = grid.bound_area, case.firm.shape
    number, root = bid_area.shape[0] - 3 * areas, tree[0][areas - 1]
    points = case.point_area.shape[0]
    scratch, ground, bids = desk.scratch, desk.ground, desk.scratch[1]
    net, period, low = case.net, case.period, scratch[0]
    total = stored_terms(river, value, passed)
    for t in range(hours):
        for n in range(areas):
            low[n] = net[t, n]
        total += bid_hour(t, given, value, stored, bids, low, low)
        usual = try_usual(tree, capacity[period[t]], bid_area, scratch, number)
        if usual:
            settle(root, scratch)
        if not usual or dearest_used(bids, number) > CUT_FROM * min(cuts[0], cuts[1]):
            usual = False  # somebody goes without, or could for less
            lay_load(t, case, ground)
            bid_hour(t, given, value, stored, bids, ground[0], ground[1])
            gather_all(tree, capacity[period[t]], ground, cuts, bid_area, scratch, number)
            settle(root, scratch)
        for b in range(number if usual else number + 3 * areas):
            total += bids[b, USED] * bids[b, PRICE]
        for x in range(points):
            total -= case.exports[period[t], x] * case.sell[case.point_market[x], t]
            total -= case.imports[period[t], x] * EVEN
    return total


@part
def prove(given: Given, draft: Draft, streams: Streams, level: Floats, value: Floats, desk: Desk) -> float:
    """Return the bound that the water values of a draft prove. [EUR]"""
    value_steps(given.river, draft, streams, level, given.case.plain, value)
    return certify(given, value, streams.passed, draft.worth[given.river.reservoirs.shape[0] :], desk)


@part
def lift(given: Given, draft: Draft, streams: Streams, level: Floats, value: Floats, desk: Desk) -> float:
    """Raise or lower all water values together as long as that proves more; return the bound. [EUR]

    Where reservoirs can stand in for each other, no value can move alone.
    """
    count, step, missed, gained, bound = given.river.reservoirs.shape[0], 0.0, 0, False, -np.inf
    while missed < 2 or (gained and abs(step) > LEAST_LIFT):
        if missed == 2:
            step, missed = step / 4.0, 0
        scale(draft.worth, count, np.exp(step))
        proven = prove(given, draft, streams, level, value, desk)
        if proven > bound + TINY * abs(proven):
            gained = step != 0.0
            step, missed, bound = 2.0 * step if gained else LIFT, 0, proven
            if abs(step) > MOST_LIFT:  # no plan ends the year as it began, and nothing would stop the values
                break
        else:
            scale(draft.worth, count, np.exp(-step))
            step, missed = -step, missed + 1
    return bound


@part
def scale(worth: Floats, count: int, factor: float) -> None:
    """Multiply the values of the first stores."""
    for r in range(count):
        for t in range(worth.shape[1]):
            worth[r, t] *= factor
