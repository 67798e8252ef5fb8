"""The best that the water could do: each store in turn against what every hour pays, the grid exact.

A first plan takes the market's prices as given. Then each store is planned anew against the exact value of its area's
hours: once with the others answering at their own water values, once with the others' water as planned. Every plan is
run through `forward`, so that it can be done; the best one counts.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from simulator.stages.dispatch.loops.arrays import (
    AREA,
    BY_PLAN,
    CHAIN,
    ENERGY,
    MARKET,
    MOST,
    MW,
    PRICE,
    RELEASE,
    ROOM,
    SPILL_TO,
    START,
    TURBINE_TO,
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
from simulator.stages.dispatch.loops.bound import certify, value_steps
from simulator.stages.dispatch.loops.chain import STEPS, STOPS, offer_chain, route, stops_below
from simulator.stages.dispatch.loops.forward import hour_scratch, run_year
from simulator.stages.dispatch.loops.hour import gather, read_values
from simulator.stages.dispatch.loops.offers import offer_trade
from simulator.stages.dispatch.loops.storage import CLASSES, best_use, value_class

AT_PRICES, ANSWERING, AS_PLANNED = range(3)
SHORT_MWH: Final = 1e-3
SCARCE_EUR_MWH: Final = 400.0  # what water is worth in the second start, tried where somebody goes without


@njit(nogil=True, error_model="numpy")
def ground_hour(
    t: int,
    case: Case,
    river: River,
    draft: tuple[Floats, Floats, Floats, Floats],
    wet: Floats,
    stores: Stores,
    skip: int,
    mode: int,
    bids: Floats,
    ground: tuple[Floats, Floats, Floats, Floats],
) -> None:
    """Lay the ground of one hour for one store's year: all others answer at their water value, or do as planned.

    ``draft`` is release, worth and what it earns below (per reservoir), and what batteries give; ``wet`` the power of
    run-of-river plants. ``skip`` is the place of the store itself, reservoirs first, then batteries.
    """
    release, worth, earned, given = draft
    fixed, loose, soft, firm = ground
    size, way, reservoirs = river.size, river.way, river.reservoirs
    count = reservoirs.shape[0]
    first = 2 * case.point_area.shape[0]
    for n in range(fixed.shape[0]):
        loose[n], soft[n], firm[n] = case.free[n, t] + wet[n, t], case.soft[n, t], case.firm[n, t]
    for r in range(count):
        s = reservoirs[r]
        bids[first + r, MW] = 0.0
        if r == skip or way[s, AREA] < 0:
            continue
        if mode == ANSWERING and size[s, ENERGY] > 0.0:
            bids[first + r, PRICE] = max((worth[r, t] * size[s, CHAIN] - earned[r, t]) / size[s, ENERGY], 0.0)
            bids[first + r, MW] = size[s, MOST] * size[s, ENERGY]
        else:
            loose[way[s, AREA]] += min(release[r, t], size[s, MOST]) * size[s, ENERGY]
    for c in range(stores.area.shape[0]):
        if c + count != skip:
            fixed[stores.area[c]] += given[c, t]
        else:
            fixed[stores.area[c]] -= stores.power[c]


@njit(nogil=True, error_model="numpy")
def offer_store(
    t: int, own: tuple[Floats, Floats, int], power: float, eta: float, offers: tuple[Ints, Floats, Ints]
) -> None:
    """Offer a battery's hour from full charging to full discharge, in stored MWh; see `storage.look_back`.

    ``own`` is what the grid pays, falling, for the first to the last MW of twice the power. Not to charge saves more
    per stored MWh than giving earns, by the losses both ways.
    """
    values, sizes, count = own
    kind, amount, steps = offers
    done, n = 0.0, 0
    for i in range(count):
        left = sizes[i]
        while left > 1e-9 and n < STEPS:
            charging = done < power - 1e-9
            part = min(left, power - done) if charging else left
            kind[t, n] = value_class(values[i] / eta if charging else values[i] * eta)
            amount[t, n] = part * eta if charging else part / eta
            n += 1
            done += part
            left -= part
    steps[t] = n


@njit(nogil=True, error_model="numpy")
def wet_power(size: Floats, way: Ints, coming: Floats, wet: Floats) -> None:
    """Add up what plants without a reservoir can deliver. [MW], shape (areas, hours)"""
    wet[:] = 0.0
    for s in range(size.shape[0]):
        if size[s, ROOM] > 0.0 or way[s, AREA] < 0:
            continue
        n, most, least, energy = way[s, AREA], size[s, MOST], size[s, RELEASE], size[s, ENERGY]
        for t in range(coming.shape[1]):
            wet[n, t] += min(most, max(coming[s, t] - least, 0.0)) * energy


@njit(nogil=True, error_model="numpy")
def offer_year(
    place: int,
    mode: int,
    stride: int,
    tree: tuple[Ints, Ints, Floats],
    capacity: Floats,
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    bid_area: Ints,
    scratch: tuple[Floats, Floats, Floats, Ints, Floats],
    draft: tuple[Floats, Floats, Floats, Floats],
    streams: tuple[Floats, Floats, Floats, Floats],
    offers: tuple[Ints, Floats, Ints],
) -> None:
    """Write what every ``stride``-th hour pays one store to ``offers``; see `plan_store`."""
    size, way, reservoirs = river.size, river.way, river.reservoirs
    earned = draft[2]
    coming, _, wet, prices = streams
    count, areas = reservoirs.shape[0], case.firm.shape[0]
    number, root = 2 * case.point_area.shape[0] + count, tree[0][areas - 1]
    values, sizes, stops = np.zeros(STEPS), np.zeros(STEPS), np.zeros((STOPS, 2))
    ground = (np.zeros(areas), np.zeros(areas), np.zeros(areas), np.zeros(areas))
    trade, points = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    plain, firm, soft, period = case.plain, case.firm, case.soft, case.period
    is_river = place < count
    s, c = reservoirs[place] if is_river else 0, place - count
    area = way[s, AREA] if is_river else stores.area[c]
    most = size[s, MOST] * size[s, ENERGY] if is_river else 2.0 * stores.power[c]
    measure = (size[s, MOST], size[s, ENERGY], size[s, CHAIN], way[s, SPILL_TO] == way[s, TURBINE_TO])
    for t in range(0, coming.shape[1], stride):
        steps = 1
        values[0], sizes[0] = plain[way[s, MARKET], t], most
        if area >= 0 and mode == AT_PRICES:
            values[0] = prices[area, t]
        elif area >= 0:
            offer_trade(t, period[t], trade, points, firm, soft, scratch[1], ground[0])
            ground_hour(t, case, river, draft, wet, stores, place, mode, scratch[1], ground)
            gather(tree, capacity[period[t]], ground, cuts, bid_area, scratch, number)
            steps = read_values(root, most, scratch, values, sizes)
        if is_river:
            stopping = stops_below(t, place, mode != AS_PLANNED, river, coming, draft, prices, plain, stops)
            offer_chain(t, (values, sizes, steps), measure, stops, stopping, offers)
            earned[place, t] = 0.0
            for d in range(stopping):
                earned[place, t] += stops[d, 0] if stops[d, 1] > 0.0 else 0.0
        else:
            offer_store(t, (values, sizes, steps), stores.power[c], stores.efficiency[c], offers)


@njit(nogil=True, error_model="numpy")
def plan_store(
    place: int,
    river: River,
    stores: Stores,
    draft: tuple[Floats, Floats, Floats, Floats],
    coming: Floats,
    notebook: tuple[Ints, Floats, Ints, Floats, Ints, Floats],
) -> None:
    """Plan one store's year anew against what each hour pays, and write it to the draft.

    ``place`` counts reservoirs first, then batteries. What the hours pay stands in the notebook, see `offer_year`.
    """
    release, worth, _, given = draft
    kind, amount, steps, heap, noted_class, noted = notebook
    count, hours = river.reservoirs.shape[0], coming.shape[1]
    offers, notes = (kind, amount, steps), (noted_class, noted)
    if place < count:
        s = river.reservoirs[place]
        chain, least = river.size[s, CHAIN], river.size[s, RELEASE]
        room, start = river.size[s, ROOM] * chain, river.size[s, START] * chain
        inflow = (coming[s] - least) * chain
        best_use(inflow, (room, start, start), offers, heap, notes, (release[place], worth[place]))
        release[place] /= chain
    else:
        c = place - count
        eta, power = stores.efficiency[c], stores.power[c]
        let, inflow = np.empty(hours), np.full(hours, power * eta)
        best_use(inflow, (stores.energy[c], 0.0, 0.0), offers, heap, notes, (let, worth[place]))
        for t in range(hours):
            change = let[t] - power * eta
            given[c, t] = change / eta if change < 0.0 else change * eta


@njit(nogil=True, error_model="numpy")
def sweep(
    steps: Ints,
    roots: tuple[Ints, Ints, Floats, Floats],
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    bid_area: Ints,
    draft: tuple[Floats, Floats, Floats, Floats],
    streams: tuple[Floats, Floats, Floats, Floats],
    notebook: tuple[Ints, Floats, Ints, Floats, Ints, Floats],
) -> None:
    """Plan stores one after the other: ``steps`` names each and how the others behave. shape (steps, 2)"""
    order, parent, keep, capacity = roots
    coming, passed, wet, _ = streams
    scratch = hour_scratch(case.firm.shape[0], bid_area.shape[0] - 3 * case.firm.shape[0])
    offers = (notebook[0], notebook[1], notebook[2])
    for i in range(steps.shape[0]):
        place, mode = steps[i, 0], steps[i, 1]
        tree, row = (order[place + 1], parent[place + 1], keep[place + 1]), capacity[place + 1]
        offer_year(
            place, mode, 1, tree, row, case, cuts, river, stores, bid_area, scratch, draft, streams, offers
        )
        plan_store(place, river, stores, draft, coming, notebook)
        if place < river.reservoirs.shape[0]:
            route(river.size, river.way, river.before, river.inflow, draft[0], coming, passed)
            wet_power(river.size, river.way, coming, wet)


@njit(nogil=True, error_model="numpy")
def all_stores(count: int, first_mode: int, last_mode: int) -> Ints:
    """Return the steps that plan every store in order, once for each mode. shape (steps, 2)"""
    steps = np.zeros((count * (last_mode - first_mode + 1), 2), np.int64)
    for i in range(steps.shape[0]):
        steps[i, 0], steps[i, 1] = i % count, first_mode + i // count
    return steps


@njit(nogil=True, error_model="numpy")
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


@njit(nogil=True, error_model="numpy")
def new_notebook(hours: int) -> tuple[Ints, Floats, Ints, Floats, Ints, Floats]:
    """Return room for one store's year: class, amount and number of steps, the heap, and notes."""
    notes = hours * (2 * STEPS + 4)
    return (
        np.zeros((hours, STEPS), np.int64),
        np.zeros((hours, STEPS)),
        np.zeros(hours, np.int64),
        np.zeros(CLASSES),
        np.zeros(notes, np.int64),
        np.zeros(notes),
    )


@njit(nogil=True, error_model="numpy")
def clear(out: Out, unusual: int) -> None:
    """Forget a run: sums always, what is rare only if it was written."""
    out.account[:] = 0.0
    out.total[:] = 0.0
    if unusual > 0:
        out.lost[:] = 0.0
        out.curtailed[:] = 0.0
        out.cut[:] = 0.0
        out.unserved[:] = 0.0


@njit(nogil=True, error_model="numpy")
def plan_year(
    roots: tuple[Ints, Ints, Floats, Floats],
    case: Case,
    cuts: tuple[float, float],
    river: River,
    stores: Stores,
    wish: tuple[Plan, Rule, Policy],
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
    areas, hours = case.firm.shape
    release, given = wish[0]
    draft = (release, worth, np.zeros(release.shape), given)
    streams = (
        np.empty(river.inflow.shape),
        np.empty(river.inflow.shape),
        np.empty(case.firm.shape),
        np.empty(case.firm.shape),
    )
    notebook = new_notebook(hours)
    prices, unusual = streams[3], 0
    best, last, stored = np.inf, np.inf, order.shape[0] - 1
    first, both, shared = all_stores(stored, AT_PRICES, AT_PRICES), all_stores(stored, ANSWERING, AS_PLANNED), shared_turbines(river.reach)
    kept = (release.copy(), given.copy(), worth.copy())
    for start in range(2):
        if start == 0:
            for n in range(areas):
                prices[n] = case.plain[home[n]]
        else:
            prices[:] = SCARCE_EUR_MWH
            worth[:] = SCARCE_EUR_MWH
        route(river.size, river.way, river.before, river.inflow, release, streams[0], streams[1])
        wet_power(river.size, river.way, streams[0], streams[2])
        if start == 0:
            sweep(first, roots, case, cuts, river, stores, sweep_area, draft, streams, notebook)
            if shared.shape[0] > 0:  # prices at the plants below
                unusual = run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
        sweep(both, roots, case, cuts, river, stores, sweep_area, draft, streams, notebook)
        sweep(shared, roots, case, cuts, river, stores, sweep_area, draft, streams, notebook)
        clear(out, unusual)
        unusual = run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
        last = out.total[0]
        if last < best:
            best = last
            kept[0][:], kept[1][:], kept[2][:] = release, given, worth
        if unusual == 0 or out.unserved.sum() < SHORT_MWH:
            break
    if last > best:
        release[:], given[:], worth[:] = kept
        clear(out, unusual)
        run_year(BY_PLAN, tree, whole, case, cuts, river, stores, wish, bid_area, month, prices, out)
        route(river.size, river.way, river.before, river.inflow, release, streams[0], streams[1])
    value = value_steps(river, streams[0], out.level, prices, case.plain, worth)
    out.total[1] = certify(tree, whole, case, cuts, river, stores, bound_area, value, worth[release.shape[0] :])
