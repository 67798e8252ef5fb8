"""What every hour pays one store: by the market, by the exact hours of the grid, and by the plants below."""

from __future__ import annotations

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
    SPILL_TO,
    TURBINE_TO,
    Case,
    Desk,
    Draft,
    Floats,
    Given,
    Ground,
    Ints,
    Notebook,
    Streams,
)
from simulator.stages.dispatch.loops.chain import STEPS, STOPS, offer_chain, stops_below
from simulator.stages.dispatch.loops.compiling import maker, part
from simulator.stages.dispatch.loops.hour import gather_all, hour_scratch, new_ground, read_values, try_usual
from simulator.stages.dispatch.loops.offers import lay_load, offer_trade
from simulator.stages.dispatch.loops.storage import value_class

# How the other stores behave: by the prices, by their water values and giving way to each other, as planned, or by
# their water values without giving way.
AT_PRICES, ANSWERING, AS_PLANNED, IN_THE_WAY = range(4)


@part
def lay_ground(t: int, case: Case, wet: Floats, ground: Ground) -> None:
    """Lay the ground of one hour: load, what costs nothing, and what can be cut.

    ``wet`` is the power of plants without a reservoir. [MW], shape (hours, areas)
    """
    lay_load(t, case, ground)
    for n in range(wet.shape[1]):
        ground[1][n] += wet[t, n]


@part
def offer_others(
    t: int, given: Given, draft: Draft, who: tuple[int, int], bids: Floats, fixed: Floats, loose: Floats
) -> None:
    """Offer what the market and all other stores do in one store's hour: at their water value, or as planned.

    ``who`` is the place of the store itself (reservoirs first, then batteries) and how the others behave. What is
    bound to come is added to ``fixed``, what costs nothing to ``loose``. [MW], shape (areas,)
    """
    skip, mode = who
    case, river, stores = given.case, given.river, given.stores
    size, way, count = river.size, river.way, river.reservoirs.shape[0]
    trade, points = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    first = 2 * case.point_area.shape[0]
    offer_trade(t, case.period[t], trade, points, bids, fixed)
    for r in range(count):
        s = river.reservoirs[r]
        bids[first + r, MW] = 0.0
        if r == skip or way[s, AREA] < 0:
            continue
        if mode != AS_PLANNED and size[s, ENERGY] > 0.0:
            gain = draft.worth[r, t] * size[s, CHAIN] - draft.earned[r, t]
            bids[first + r, PRICE] = max(gain / size[s, ENERGY], 0.0)
            bids[first + r, MW] = size[s, MOST] * size[s, ENERGY]
        else:
            loose[way[s, AREA]] += min(draft.release[r, t], size[s, MOST]) * size[s, ENERGY]
    for c in range(stores.area.shape[0]):
        if c + count != skip:
            fixed[stores.area[c]] += draft.given[c, t]
        else:
            fixed[stores.area[c]] -= stores.power[c]


@part
def gather_hour(t: int, given: Given, draft: Draft, wet: Floats, who: tuple[int, int], desk: Desk) -> None:
    """Merge one store's hour up to its area: first as nearly every hour is, else with all that could be cut."""
    grid, case, scratch, row = given.grid, given.case, desk.scratch, who[0] + 1
    tree, capacity = (grid.order[row], grid.parent[row], grid.keep[row]), grid.capacity[row, case.period[t]]
    low, bids = scratch[0], scratch[1]
    number = grid.sweep_area.shape[0] - 3 * low.shape[0]
    for n in range(low.shape[0]):
        low[n] = case.net[t, n] + wet[t, n]
    offer_others(t, given, draft, who, bids, low, low)
    if not try_usual(tree, capacity, grid.sweep_area, scratch, number):
        lay_ground(t, case, wet, desk.ground)
        offer_others(t, given, draft, who, bids, desk.ground[0], desk.ground[1])
        gather_all(tree, capacity, desk.ground, grid.cuts, grid.sweep_area, scratch, number)


@part
def offer_store(t: int, own: tuple[Floats, Floats, int], power: float, eta: float, book: Notebook) -> None:
    """Offer a battery's hour from full charging to full discharge, in stored MWh; see `storage.look_back`.

    ``own`` is what the grid pays, falling, for the first to the last MW of twice the power. Not to charge saves more
    per stored MWh than giving earns, by the losses both ways.
    """
    values, sizes, count = own
    kind, amount = book.kind, book.amount
    done, n = 0.0, 0
    for i in range(count):
        left = sizes[i]
        while left > 1e-9 and n < STEPS:
            charging = done < power - 1e-9
            part = min(left, power - done) if charging else left
            value = values[i] / eta if charging else values[i] * eta
            kind[t, n] = value_class(value)
            book.seen[kind[t, n]] = max(value, 0.0)
            amount[t, n] = part * eta if charging else part / eta
            n += 1
            done += part
            left -= part
    book.steps[t] = n


@part
def wet_power(size: Floats, way: Ints, coming: Floats, wet: Floats) -> None:
    """Add up what plants without a reservoir can deliver. [MW], shape (hours, areas)"""
    wet[:] = 0.0
    for s in range(size.shape[0]):
        if size[s, ROOM] > 0.0 or way[s, AREA] < 0:
            continue
        n, most, least, energy = way[s, AREA], size[s, MOST], size[s, RELEASE], size[s, ENERGY]
        for t in range(coming.shape[1]):
            wet[t, n] += min(most, max(coming[s, t] - least, 0.0)) * energy


@maker
def new_desk(areas: int, number: int) -> Desk:
    """Return room for one hour of one store, for ``number`` bids beside those of the ground."""
    return Desk(hour_scratch(areas, number), new_ground(areas), np.zeros(STEPS), np.zeros(STEPS), np.zeros((STOPS, 2)))


@part
def pay_year(
    place: int,
    mode: int,
    stride: int,
    given: Given,
    draft: Draft,
    streams: Streams,
    desk: Desk,
    book: Notebook,
) -> None:
    """Write what every ``stride``-th hour pays one store to the notebook.

    ``place`` counts reservoirs first, then batteries; ``mode`` says how the others behave.
    """
    case, river, stores = given.case, given.river, given.stores
    size, way, count, root = river.size, river.way, river.reservoirs.shape[0], given.grid.order[place + 1, -1]
    coming, wet, prices, plain, earned = streams.coming, streams.wet, streams.prices, case.plain, draft.earned
    scratch, values, sizes, stops = desk.scratch, desk.values, desk.sizes, desk.stops
    is_river, c = place < count, place - count
    if is_river:
        s = river.reservoirs[place]
        area, market, most = way[s, AREA], way[s, MARKET], size[s, MOST] * size[s, ENERGY]
        measure = (size[s, MOST], size[s, ENERGY], size[s, CHAIN], way[s, SPILL_TO] == way[s, TURBINE_TO])
    else:
        area, market, most = stores.area[c], np.int64(0), 2.0 * stores.power[c]
        measure = (0.0, 0.0, 1.0, False)
    for t in range(0, coming.shape[1], stride):
        steps = 1
        values[0], sizes[0] = plain[market, t], most
        if area >= 0 and mode == AT_PRICES:
            values[0] = prices[area, t]
        elif area >= 0:
            gather_hour(t, given, draft, wet, (place, mode), desk)
            steps = read_values(root, most, scratch, values, sizes)
        if not is_river:
            offer_store(t, (values, sizes, steps), stores.power[c], stores.efficiency[c], book)
            continue
        stopping = stops_below(t, place, mode < AS_PLANNED, river, coming, draft, prices, plain, stops)
        offer_chain(t, (values, sizes, steps), measure, stops, stopping, book)
        earned[place, t] = 0.0
        for d in range(stopping):
            earned[place, t] += stops[d, 0] if stops[d, 1] > 0.0 else 0.0
