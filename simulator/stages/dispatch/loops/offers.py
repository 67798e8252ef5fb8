"""What rivers, batteries and markets offer in an hour."""

from __future__ import annotations

from typing import Final

from simulator.stages.dispatch.loops.arrays import (
    AREA,
    BY_PLAN,
    BY_RULE,
    CHAIN,
    COMING,
    ENERGY,
    FORCED,
    HELD,
    LAST,
    LEFT,
    MARKET,
    MOST,
    MW,
    PRICE,
    RELEASE,
    ROOM,
    SENT,
    SLOT,
    USUAL,
    WANTED,
    Case,
    Floats,
    Ground,
    Ints,
    Ranks,
    Stores,
)
from simulator.stages.dispatch.loops.compiling import part
from simulator.stages.dispatch.loops.wishes import below, rule_wish, worthwhile

# Prices that only order what is used: planned water and power before any trade, then what a battery may take.
PLANNED: Final = 0.001
SPARE: Final = 0.01
STOPS: Final = 6
EVEN: Final = 1e-6  # EUR/MWh; prices are never below zero, or losses would turn the order of a list around


@part
def receive(t: int, size: Floats, inflow: Floats, water: Floats, arriving: Floats, memory: float) -> None:
    """Receive this hour's water and let the minimum release past. [m³]"""
    now = t & (arriving.shape[1] - 1)
    for s in range(size.shape[0]):
        coming = inflow[s, t] + arriving[s, now]
        arriving[s, now] = 0.0
        water[s, USUAL] += (coming - water[s, USUAL]) / memory
        water[s, SENT] += (water[s, LAST] - water[s, SENT]) / memory
        there = water[s, HELD] + coming
        water[s, COMING], water[s, LEFT] = coming, there - min(there, size[s, RELEASE])


@part
def lay_load(t: int, case: Case, ground: Ground) -> None:
    """Lay the ground of one hour without any water; see `gather`. [MW]"""
    fixed, loose, soft, firm = ground
    for n in range(fixed.shape[0]):
        loose[n], soft[n], firm[n] = case.free[n, t], case.soft[n, t], case.firm[n, t]
        fixed[n] = -firm[n] - soft[n]


@part
def offer_trade(
    t: int,
    period: int,
    trade: tuple[Floats, Floats, Floats, Floats],
    points: tuple[Ints, Ints],
    bids: Floats,
    fixed: Floats,
) -> None:
    """Take full exports off each area; offer imports, and exports to be bought back. [MW]

    ``trade`` is prices and limits of buying and selling, ``points`` area and market of the exchange points.
    """
    buy, sell, imports, exports = trade
    area, market = points
    count = area.shape[0]
    for x in range(count):
        fixed[area[x]] -= exports[period, x]
        # of equal prices, buying back exports comes first: nobody sells and buys for nothing
        bids[x, PRICE], bids[x, MW] = buy[market[x], t] + EVEN, imports[period, x]
        bids[count + x, PRICE], bids[count + x, MW] = sell[market[x], t], exports[period, x]


@part
def policy_wish(
    t: int, s: int, able: float, river: tuple[Floats, Ints], plain: Floats, water: Floats, worth: Floats, stops: Floats
) -> tuple[float, float, float, float]:
    """Return how much water an operator offers beyond what must run, and at what price, in two parts. [m³], [EUR/MWh]

    A plant in the region asks for what the water is worth in store less what it earns below; the second part is what
    no longer finds room in all turbines below. One outside sells to the market as long as that pays.
    """
    size, way = river
    number = below(t, s, size, way, water, plain, worth, stops)
    value, forced, energy = worth[way[s, SLOT]] * size[s, CHAIN], water[s, FORCED], max(size[s, ENERGY], 1e-12)
    if way[s, AREA] < 0:
        most = worthwhile(energy * plain[way[s, MARKET], t], value, able + forced, stops, number)
        return min(max(most - forced, 0.0), able), PLANNED, 0.0, PLANNED
    first, earned, later = able, 0.0, 0.0
    for d in range(number):
        if stops[d, 1] > forced:
            earned += stops[d, 0]
            first = min(first, stops[d, 1] - forced)
    for d in range(number):
        if stops[d, 1] > forced + first:
            later += stops[d, 0]
    ask, rest = max((value - earned) / energy, PLANNED), max((value - later) / energy, PLANNED)
    return first, ask, able - first, rest


@part
def offer_water(
    t: int,
    mode: int,
    river: tuple[Floats, Ints],
    wishes: tuple[Floats, Ranks, Floats, Floats],
    plain: Floats,
    water: Floats,
    worth: Floats,
    bids: Floats,
    room: tuple[Floats, Floats],
    places: tuple[int, float],
) -> None:
    """Split each step's water into what must run or be lost, what is wanted, and what is held in reserve. [m³]

    ``wishes`` is the plan's release, the rank of prices, peaking shares and the rule's day; ``places`` where the bids
    of the reservoirs begin, and the price of a reserve. ``room`` gets what must run [MW], shape (areas,), and scratch.
    """
    size, way = river
    release, rank, peaking, day = wishes
    first, late = places
    wet, stops = room
    wet[:] = 0.0
    for s in range(size.shape[0]):
        n, r = way[s, AREA], way[s, SLOT]
        if r >= 0 and mode == BY_PLAN:  # more than the turbines take is let past, for the plants below
            water[s, LEFT] -= min(max(release[r, t] - size[s, MOST], 0.0), water[s, LEFT])
        most = min(size[s, MOST], water[s, LEFT])
        water[s, FORCED], water[s, WANTED] = most, 0.0
        if r >= 0:
            forced = min(max(water[s, LEFT] - size[s, ROOM], 0.0), most)
            water[s, FORCED] = forced
            able, ask, spare, late_ask = most - forced, PLANNED, 0.0, late
            if mode == BY_PLAN:
                wanted = min(max(min(release[r, t], size[s, MOST]) - forced, 0.0), able)
            elif mode == BY_RULE:
                wish = rule_wish(rank[way[s, MARKET], t], size[s, MOST], peaking[s], day[r])
                wanted = min(max(wish - forced, 0.0), able)
                spare = able - wanted
            else:
                wanted, ask, spare, late_ask = policy_wish(t, s, able, river, plain, water, worth, stops)
            water[s, WANTED] = wanted
            if n >= 0:
                bids[first + 2 * r, PRICE], bids[first + 2 * r, MW] = ask, wanted * size[s, ENERGY]
                bids[first + 2 * r + 1, PRICE], bids[first + 2 * r + 1, MW] = late_ask, spare * size[s, ENERGY]
        if n >= 0:
            wet[n] += water[s, FORCED] * size[s, ENERGY]


@part
def offer_stores(
    t: int,
    mode: int,
    stores: Stores,
    given: Floats,
    charge: Floats,
    bids: Floats,
    taking: tuple[Floats, Floats],
    places: tuple[int, float],
) -> None:
    """Offer what each battery plans; beyond that it takes what nobody wants and gives what nobody else can. [MW]

    ``taking`` is the fixed injection of the areas, from which full charging is taken off, and that charging.
    """
    fixed, taken = taking
    first, late = places
    for c in range(stores.area.shape[0]):
        power, eta, at = stores.power[c], stores.efficiency[c], first + 4 * c
        room = min(power, max((stores.energy[c] - charge[c]) / eta, 0.0))
        stock = min(power, max(charge[c] * eta, 0.0))
        give, keep = min(max(given[c, t], 0.0), stock), min(max(-given[c, t], 0.0), room)
        if mode == BY_PLAN:
            room, stock = keep, give
        elif give > 0.0:
            room = 0.0
        fixed[stores.area[c]] -= room
        taken[c] = room
        bids[at, PRICE], bids[at, MW] = SPARE, room - keep
        bids[at + 1, PRICE], bids[at + 1, MW] = 0.99 * late, keep
        bids[at + 2, PRICE], bids[at + 2, MW] = PLANNED, give
        bids[at + 3, PRICE], bids[at + 3, MW] = late, stock - give
