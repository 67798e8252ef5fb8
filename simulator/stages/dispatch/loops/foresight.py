"""The best that the water could do: each store in turn against what every hour pays, the grid exact.

A first plan takes the market's prices as given. Then each store is planned anew against the exact value of its area's
hours: once with the others answering at their own water values, once with the others' water as planned. Reservoirs that
share turbines are planned again until it is settled who uses them. Every plan is run through `forward`, so that it can
be done, and held against a certified bound: rounds go on until the plan is proven to be near the best, or their number
is out. The best plan and the best bound count.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import (
    BY_PLAN,
    CHAIN,
    RELEASE,
    ROOM,
    SPILL_TO,
    START,
    TURBINE_TO,
    Best,
    Desk,
    Draft,
    Floats,
    Given,
    Ints,
    Notebook,
    Out,
    River,
    Stores,
    Streams,
    Wish,
)
from simulator.stages.dispatch.loops.bound import lift, prove
from simulator.stages.dispatch.loops.chain import STEPS, route
from simulator.stages.dispatch.loops.compiling import door, maker, part
from simulator.stages.dispatch.loops.forward import run_year
from simulator.stages.dispatch.loops.paying import ANSWERING, AS_PLANNED, AT_PRICES, new_desk, pay_year, wet_power
from simulator.stages.dispatch.loops.storage import best_use, new_notebook

ROUNDS: Final = 5
NEAR_SHARE: Final = 0.001  # of the water's worth: a plan that is proven to be this near to the best is not improved
STALLED: Final = 0.5  # of that: a round that gains less is the last


@part
def plan_store(place: int, river: River, stores: Stores, draft: Draft, coming: Floats, book: Notebook) -> None:
    """Plan one store's year anew against what each hour pays, and write it to the draft; see `paying.pay_year`."""
    count, hours = river.reservoirs.shape[0], coming.shape[1]
    release, worth, given, let, inflow = draft.release, draft.worth, draft.given, book.let, book.inflow
    if place < count:
        s = river.reservoirs[place]
        chain, least = river.size[s, CHAIN], river.size[s, RELEASE]
        room, start = river.size[s, ROOM] * chain, river.size[s, START] * chain
        for t in range(hours):
            inflow[t] = (coming[s, t] - least) * chain
        best_use(book, (room, start, start), worth[place])
        for t in range(hours):
            release[place, t] = let[t] / chain
    else:
        c = place - count
        eta, power = stores.efficiency[c], stores.power[c]
        for t in range(hours):
            inflow[t] = power * eta
        best_use(book, (stores.energy[c], 0.0, 0.0), worth[place])
        for t in range(hours):
            change = let[t] - power * eta
            given[c, t] = change / eta if change < 0.0 else change * eta


@part
def follow_water(river: River, draft: Draft, streams: Streams) -> None:
    """Send the draft's water downstream and add up what plants without a reservoir deliver."""
    route(river.size, river.way, river.before, river.inflow, draft.release, streams.coming, streams.passed)
    wet_power(river.size, river.way, streams.coming, streams.wet)


@part
def leads_on(s: int, way: Ints) -> bool:
    """Tell whether the water of a step comes to another."""
    return bool(way[s, TURBINE_TO] >= 0 or way[s, SPILL_TO] >= 0)


@part
def sweep(steps: Ints, given: Given, draft: Draft, streams: Streams, desk: Desk, book: Notebook) -> None:
    """Plan stores one after the other: ``steps`` names each and how the others behave. shape (steps, 2)"""
    river = given.river
    for i in range(steps.shape[0]):
        place, mode = steps[i, 0], steps[i, 1]
        pay_year(place, mode, 1, given, draft, streams, desk, book)
        plan_store(place, given.river, given.stores, draft, streams.coming, book)
        if place < river.reservoirs.shape[0] and leads_on(river.reservoirs[place], river.way):
            follow_water(river, draft, streams)


@maker
def all_stores(count: int, mode: int) -> Ints:
    """Return the steps that plan every store in order. shape (steps, 2)"""
    steps = np.full((count, 2), mode)
    for i in range(count):
        steps[i, 0] = i
    return steps


@maker
def leaders(river: River, count: int) -> Ints:
    """Return the stores that should lead in turn: reservoirs that run through the same turbines, or all stores."""
    reach = river.reach
    shared = np.zeros(reach.shape[1], np.bool_)
    for k in range(reach.shape[0]):
        through = reach[k] >= 0
        if through.sum() > 1:
            shared |= through
    return np.flatnonzero(shared) if shared.any() else np.arange(count)


@maker
def turn_of(lead: int, places: Ints) -> Ints:
    """Return the steps of one turn: the leader as if the others gave way, then twice all to the others as they are.

    shape (steps, 2)
    """
    count = places.shape[0]
    steps = np.full((2 * count, 2), AS_PLANNED)
    for i in range(2 * count):
        steps[i, 0] = places[(lead + i) % count]
    steps[0, 1] = ANSWERING
    return steps


@part
def water_worth(river: River, plain: Floats) -> float:
    """Return the year's inflow to the reservoirs, worth the mean price at all plants that it passes. [EUR]"""
    total, price = 0.0, plain.mean()
    for s in river.reservoirs:
        total += river.inflow[s].sum() * river.size[s, CHAIN] * price
    return total


@part
def clear(out: Out, unusual: int) -> None:
    """Forget a run: sums always, what is rare only if it was written."""
    out.account[:] = 0.0
    out.total[:] = 0.0
    if unusual > 0:
        out.lost[:] = 0.0
        out.curtailed[:] = 0.0
        out.cut[:] = 0.0
        out.unserved[:] = 0.0


@maker
def new_streams(given: Given) -> Streams:
    """Return room for what a draft brings; prices are those of the market that is nearest."""
    by_water, by_area = given.river.inflow.shape, given.case.firm.shape
    streams = Streams(np.empty(by_water), np.empty(by_water), np.empty(by_area[::-1]), np.empty(by_area))
    for n in range(by_area[0]):
        streams.prices[n] = given.case.plain[given.grid.home[n]]
    return streams


@maker
def try_plan(given: Given, wish: Wish, worth: Floats, prices: Floats, best: Best, out: Out) -> None:
    """Run the plan as it stands, and keep it if it is the best so far."""
    clear(out, best.unusual[0])
    best.unusual[0] = run_year(BY_PLAN, given, wish, prices, out)
    if out.total[0] < best.cost[0]:
        best.cost[0] = out.total[0]
        best.release[:], best.given[:], best.worth[:] = wish.release, wish.given, worth


@door
def plan_year(given: Given, wish: Wish, worth: Floats, out: Out) -> None:
    """Find the best plan of one year of one weather, and run it.

    ``worth`` gets the water values [EUR/MWh of the chain] and those of what batteries hold [EUR/MWh], shape
    (reservoirs + stores, hours). ``out.total`` gets the cost and its certified bound.
    """
    grid, (areas, hours), count, river = given.grid, given.case.firm.shape, worth.shape[0], given.river
    release, stored, streams = wish.release, wish.given, new_streams(given)
    draft = Draft(release, worth, np.zeros(release.shape), stored)
    free = Draft(release, np.empty(worth.shape), draft.earned, stored)
    desk, book = new_desk(areas, grid.sweep_area.shape[0] - 3 * areas), new_notebook(hours, STEPS)
    bench, value = new_desk(areas, grid.bound_area.shape[0] - 3 * areas), np.empty(streams.coming.shape)
    answering, planned, places = all_stores(count, ANSWERING), all_stores(count, AS_PLANNED), leaders(river, count)
    best = Best(release.copy(), stored.copy(), worth.copy(), np.array([np.inf]), np.zeros(1, np.int64))
    near, bound, last = NEAR_SHARE * water_worth(river, given.case.plain), -np.inf, np.inf
    follow_water(river, draft, streams)
    sweep(all_stores(count, AT_PRICES), given, draft, streams, desk, book)
    if places.shape[0] < count:  # what the plants below are paid, from a run of this first plan
        best.unusual[0] = run_year(BY_PLAN, given, wish, streams.prices, out)
    free.worth[:] = worth
    for n in range(ROUNDS):
        if n > 0:  # the first round builds on the market's prices, and nearly always that is enough
            sweep(answering, given, free, streams, desk, book)
            worth[:] = free.worth
        sweep(planned, given, draft, streams, desk, book)
        try_plan(given, wish, worth, streams.prices, best, out)
        follow_water(river, draft, streams)
        bound = max(bound, prove(given, draft, streams, out.level, value, bench))
        if best.cost[0] - bound <= near:
            break
        if n == 0:
            continue
        for lead in range(places.shape[0]):
            sweep(turn_of(lead, places), given, draft, streams, desk, book)
            try_plan(given, wish, worth, streams.prices, best, out)
        if n == 1:
            follow_water(river, draft, streams)
            bound = max(bound, lift(given, free, streams, out.level, value, bench))
        if best.cost[0] - bound <= near or last - best.cost[0] < STALLED * near:
            break
        last = best.cost[0]
    if out.total[0] > best.cost[0]:
        release[:], stored[:], worth[:] = best.release, best.given, best.worth
        try_plan(given, wish, worth, streams.prices, best, out)
    out.total[1] = bound
