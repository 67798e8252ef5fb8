"""A certified lower bound on the cost of any operation that ends the year as it began.

Every reservoir's balance is priced with a water value. Then the hours fall apart: each is settled at least cost with
water at its price, and what is stored is as cheap as it can be. Whatever the values, no operation costs less.
"""

from __future__ import annotations

from typing import Final

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
    TRAVEL,
    TURBINE_TO,
    USED,
    Case,
    Desk,
    Floats,
    Ints,
    River,
    Roots,
    Stores,
)
from simulator.stages.dispatch.loops.compiling import part
from simulator.stages.dispatch.loops.hour import gather, gather_all, settle
from simulator.stages.dispatch.loops.offers import EVEN, offer_trade

FULL: Final = 1.0 - 1e-6  # turbines that run at this share of what they take are full
CUT_FROM: Final = 0.25  # share of the price of a cut from which one may be cheaper, losses on the way included


@part
def later_value(value: Floats, to: int, then: int) -> float:
    """Return what a m³ is worth where and when it arrives; nothing if it leaves, or arrives after the year. [EUR/m³]"""
    return value[to, then] if to >= 0 and then < value.shape[1] else 0.0


@part
def value_steps(
    river: River, coming: Floats, level: Floats, prices: Floats, plain: Floats, worth: Floats, value: Floats
) -> None:
    """Price water at every step and hour, from the sea upwards: write ``value``. [EUR/m³], shape (steps, hours)

    Stored water gains value only where the store (``level``, shape (reservoirs, hours + 1) [m³]) is full. No water is
    worth more than the water above that could be spilled to it.
    """
    size, way = river.size, river.way
    for s in range(size.shape[0] - 1, -1, -1):
        for t in range(coming.shape[1]):
            spilled = later_value(value, way[s, SPILL_TO], t + way[s, TRAVEL])
            own = spilled
            if size[s, ROOM] > 0.0:
                own = worth[way[s, SLOT], t] * size[s, CHAIN]
                if t > 0 and level[way[s, SLOT], t] < size[s, ROOM] * FULL:
                    own = min(own, value[s, t - 1])
            elif size[s, RELEASE] < coming[s, t] < (size[s, RELEASE] + size[s, MOST]) * FULL:
                price = prices[way[s, AREA], t] if way[s, AREA] >= 0 else plain[way[s, MARKET], t]
                own = size[s, ENERGY] * max(price, 0.0) + later_value(value, way[s, TURBINE_TO], t + way[s, TRAVEL])
            value[s, t] = own if size[s, ROOM] > 0.0 else max(own, spilled)
    for s in range(size.shape[0]):
        to, later = way[s, SPILL_TO], way[s, TRAVEL]
        if to >= 0:
            for t in range(coming.shape[1] - later):
                value[to, t + later] = min(value[to, t + later], value[s, t])


@part
def stored_terms(river: River, value: Floats) -> float:
    """Return the least that stock, inflow and minimum release can add, with water at its price. [EUR]"""
    size, way, total = river.size, river.way, 0.0
    hours = value.shape[1]
    for s in range(size.shape[0]):
        total += (value[s, hours - 1] - value[s, 0]) * size[s, START]
        for t in range(hours):
            total -= value[s, t] * river.inflow[s, t]
            spilled = later_value(value, way[s, SPILL_TO], t + way[s, TRAVEL])
            total += (value[s, t] - spilled) * min(size[s, RELEASE], river.inflow[s, t])
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
def dearest_used(bids: Floats, number: int) -> float:
    """Return the highest price among the first bids of which anything is used. [EUR/MWh]"""
    dearest = 0.0
    for b in range(number):
        if bids[b, USED] > 0.0:
            dearest = max(dearest, bids[b, PRICE])
    return dearest


@part
def certify(
    tree: Roots,
    capacity: Floats,
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    bid_area: Ints,
    value: Floats,
    stored: Floats,
    desk: Desk,
) -> float:
    """Return the bound for given values of water [EUR/m³], shape (steps, hours), and stored power [EUR/MWh]. [EUR]"""
    areas, hours = case.firm.shape
    number, root = bid_area.shape[0] - 3 * areas, tree[0][areas - 1]
    points, steps = case.point_area.shape[0], river.size.shape[0]
    scratch, ground, bids = desk.scratch, desk.ground, desk.scratch[1]
    trade, where = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    firm, soft, free, period, plain = case.firm, case.soft, case.free, case.period, case.plain
    total = stored_terms(river, value)
    for t in range(hours):
        offer_trade(t, period[t], trade, where, firm, soft, bids, ground[0])
        for n in range(areas):
            ground[1][n], ground[2][n], ground[3][n] = free[n, t], soft[n, t], firm[n, t]
        total += bid_water(t, river, value, plain, bids, 2 * points, ground[1])
        total += bid_stores(t, stores, stored, 2 * points + steps, bids, ground[0])
        usual = gather(tree, capacity[period[t]], ground, cuts, bid_area, scratch, number)
        settle(root, scratch)
        if usual and dearest_used(bids, number) > CUT_FROM * min(cuts[0], cuts[1]):
            usual = False  # somebody could go without for less
            gather_all(tree, capacity[period[t]], ground, cuts, bid_area, scratch, number)
            settle(root, scratch)
        for b in range(number if usual else number + 3 * areas):
            total += bids[b, USED] * bids[b, PRICE]
        for x in range(points):
            total -= case.exports[period[t], x] * case.sell[case.point_market[x], t]
            total -= case.imports[period[t], x] * EVEN
    return total
