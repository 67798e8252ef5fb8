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
    START,
    Case,
    Desk,
    Draft,
    Floats,
    Ints,
    Notebook,
    Out,
    River,
    Stores,
    Streams,
    Wish,
)
from simulator.stages.dispatch.loops.bound import certify, value_steps
from simulator.stages.dispatch.loops.chain import STEPS, route
from simulator.stages.dispatch.loops.compiling import door, maker, part
from simulator.stages.dispatch.loops.forward import run_year
from simulator.stages.dispatch.loops.paying import ANSWERING, AS_PLANNED, AT_PRICES, new_desk, pay_year, wet_power
from simulator.stages.dispatch.loops.storage import best_use, new_notebook

SHORT_MWH: Final = 1e-3
SCARCE_EUR_MWH: Final = 1000.0  # what water is worth in a second start, tried where somebody goes without
ROUNDS: Final = 4
NEAR_SHARE: Final = 0.001  # of the water's worth: a plan that is proven to be this near to the best is not improved


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
def sweep(
    steps: Ints,
    roots: tuple[Ints, Ints, Floats, Floats],
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    bid_area: Ints,
    draft: Draft,
    streams: Streams,
    desk: Desk,
    book: Notebook,
) -> None:
    """Plan stores one after the other: ``steps`` names each and how the others behave. shape (steps, 2)"""
    order, parent, keep, capacity = roots
    for i in range(steps.shape[0]):
        place, mode = steps[i, 0], steps[i, 1]
        tree, row = (order[place + 1], parent[place + 1], keep[place + 1]), capacity[place + 1]
        pay_year(place, mode, 1, tree, row, case, cuts, river, stores, bid_area, draft, streams, desk, book)
        plan_store(place, river, stores, draft, streams.coming, book)
        if place < river.reservoirs.shape[0]:
            follow_water(river, draft, streams)


@maker
def all_stores(count: int, first_mode: int, last_mode: int) -> Ints:
    """Return the steps that plan every store in order, once for each mode. shape (steps, 2)"""
    steps = np.zeros((count * (last_mode - first_mode + 1), 2), np.int64)
    for i in range(steps.shape[0]):
        steps[i, 0], steps[i, 1] = i % count, first_mode + i // count
    return steps


@maker
def shared_turbines(reach: Ints) -> Ints:
    """Return the steps that settle who uses turbines that several reservoirs run through. shape (steps, 2)

    Each of these reservoirs in turn is planned as if the others gave way where that pays; then all of them are planned
    to the others as they are, twice.
    """
    shared = np.zeros(reach.shape[1], np.bool_)
    for k in range(reach.shape[0]):
        through = reach[k] >= 0
        if through.sum() > 1:
            shared |= through
    places = np.flatnonzero(shared)
    count = places.shape[0]
    steps, n = np.zeros((2 * count * count, 2), np.int64), 0
    for lead in range(count):
        for i in range(2 * count):
            steps[n, 0], steps[n, 1] = places[(lead + i) % count], ANSWERING if i == 0 else AS_PLANNED
            n += 1
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


@door
def plan_year(
    roots: tuple[Ints, Ints, Floats, Floats],
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    wish: Wish,
    areas_of: tuple[Ints, Ints, Ints, Ints],
    month: Ints,
    worth: Floats,
    out: Out,
) -> None:
    """Find the best plan of one year of one weather, and run it.

    ``areas_of`` is the areas of the bids of a run, a sweep and a bound, and the market that each area trades with.
    ``worth`` gets the water values [EUR/MWh of the chain] and those of what batteries hold [EUR/MWh], shape
    (reservoirs + stores, hours). ``out.total`` gets the cost and its certified bound.
    """
    bid_area, sweep_area, bound_area, home = areas_of
    order, parent, keep, capacity = roots
    tree, whole = (order[0], parent[0], keep[0]), capacity[0]
    release, given = wish.release, wish.given
    draft = Draft(release, worth, np.zeros(release.shape), given)
    shape, by_area = river.inflow.shape, case.firm.shape
    streams = Streams(np.empty(shape), np.empty(shape), np.empty(by_area), np.empty(by_area))
    desk, book = new_desk(by_area[0], sweep_area.shape[0] - 3 * by_area[0]), new_notebook(by_area[1], STEPS)
    bench, value = new_desk(by_area[0], bound_area.shape[0] - 3 * by_area[0]), np.empty(shape)
    prices, stored = streams.prices, worth.shape[0]
    first, shared = all_stores(stored, AT_PRICES, AT_PRICES), shared_turbines(river.reach)
    both = all_stores(stored, ANSWERING, AS_PLANNED)
    best, bound, last, unusual, scarce = np.inf, -np.inf, np.inf, 0, False
    near = NEAR_SHARE * water_worth(river, case.plain)
    kept = (release.copy(), given.copy(), worth.copy())
    for n in range(by_area[0]):
        prices[n] = case.plain[home[n]]
    follow_water(river, draft, streams)
    sweep(first, roots, case, cuts, river, stores, sweep_area, draft, streams, desk, book)
    if shared.shape[0] > 0:  # what the plants below are paid, from a run of this first plan
        unusual = run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
    for _ in range(ROUNDS):
        sweep(both, roots, case, cuts, river, stores, sweep_area, draft, streams, desk, book)
        sweep(shared, roots, case, cuts, river, stores, sweep_area, draft, streams, desk, book)
        clear(out, unusual)
        unusual = run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
        last = out.total[0]
        if last < best:
            best = last
            kept[0][:], kept[1][:], kept[2][:] = release, given, worth
        value_steps(river, streams.coming, out.level, prices, case.plain, worth, value)
        proven = certify(tree, whole, case, cuts, river, stores, bound_area, value, worth[release.shape[0] :], bench)
        bound = max(bound, proven)
        if best - bound <= near:
            break
        if unusual > 0 and not scarce and out.unserved.sum() > SHORT_MWH:
            prices[:], worth[:], scarce = SCARCE_EUR_MWH, SCARCE_EUR_MWH, True
    if last > best:
        release[:], given[:], worth[:] = kept
        clear(out, unusual)
        run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
    out.total[1] = bound
