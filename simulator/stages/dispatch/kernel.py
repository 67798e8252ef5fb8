"""Compiled hour loop: rivers are steered, offers are made, the radial grid is cleared, water moves on.

Plain loops for numba; every rule is told in words in ``docs/method.md`` (dispatch). Levels, cheapest first, are those
of `simulator.records.LEVELS`: an hour is settled by using each level fully before the next.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MUST_RUN, CHARGE, PLANNED, EXPORT, DISCHARGE, IMPORT, RESERVE, UNSERVED = range(8)
LEVEL_COUNT: Final = 8
BASE: Final = LEVEL_COUNT
SECONDS: Final = 3600.0
TINY: Final = 1e-12


class Rivers(NamedTuple):
    """Steps of the rivers, upstream first; see `simulator.records.HydroSystem`."""

    storage: Floats
    minimum: Floats
    max_flow: Floats
    min_release: Floats
    energy: Floats
    peaking: Floats
    turbine_to: Ints
    spill_to: Ints
    travel: Ints
    area: Ints
    market: Ints
    slot: Ints
    inflow: Floats
    target: Floats
    rank: NDArray[np.uint8]


class Grid(NamedTuple):
    """The tree of areas and its exchange points; see `simulator.records.Network`."""

    order: Ints
    parent: Ints
    capacity: Floats
    exchange_area: Ints
    imports: Floats
    exports: Floats


class Stores(NamedTuple):
    """Batteries added up by area: power and energy of shape (weather, areas), one-way efficiency of shape (areas,)."""

    power: Floats
    energy: Floats
    efficiency: Floats


class Steering(NamedTuple):
    """How reservoirs are steered: look-ahead to the target filling and memory of the inflow, in hours."""

    ahead: int
    memory: float


class Year(NamedTuple):
    """Everything the hour loop reads; load, available and price have the weather year or market first."""

    rivers: Rivers
    grid: Grid
    stores: Stores
    steering: Steering
    load: Floats
    available: Floats
    price: Floats
    month: Ints


class Work(NamedTuple):
    """State and scratch of one weather year: rivers in m³, areas in MW."""

    stored: Floats
    usual: Floats
    arriving: Floats
    plan: Floats
    water: Floats
    bypass: Floats
    turbined: Floats
    offer: Floats
    charge: Floats
    base: Floats
    offers: Floats
    shares: Floats
    flow: Floats
    level: Floats
    total: Floats
    sent: Floats


class Hours(NamedTuple):
    """Hourly outcome, one array per quantity, first axis the weather year."""

    hydro: Floats
    curtailed: Floats
    unserved: Floats
    charge: Floats
    discharge: Floats
    imported: Floats
    exported: Floats
    flow: Floats
    level: Floats
    monthly: Floats
    value: Floats
    water: Floats


@njit(cache=True, nogil=True, error_model="numpy")
def trim(n: int, room: float, sent: Floats) -> None:
    """Limit what area ``n`` can send or receive to the line's room.

    What lies below ``-room`` is forced out of the cheapest levels, what lies above ``room`` is cut off the dearest.
    """
    most = sent[n, BASE]
    for k in range(LEVEL_COUNT):
        most += sent[n, k]
    need = -room - sent[n, BASE]
    if need > 0.0:
        sent[n, BASE] = -room
        for k in range(LEVEL_COUNT):
            used = min(need, sent[n, k])
            sent[n, k] -= used
            need -= used
    over = most - room
    for k in range(LEVEL_COUNT - 1, -1, -1):
        if over <= 0.0:
            break
        cut = min(over, sent[n, k])
        sent[n, k] -= cut
        over -= cut


@njit(cache=True, nogil=True, error_model="numpy")
def merge(grid: Grid, base: Floats, offers: Floats, total: Floats, sent: Floats) -> None:
    """Add up the offers of every subtree, from the outermost areas to the root, limited line by line."""
    areas = grid.order.shape[0]
    for n in range(areas):
        total[n, BASE] = base[n]
        for k in range(LEVEL_COUNT):
            total[n, k] = offers[n, k]
    for i in range(areas - 1):
        n = grid.order[i]
        for k in range(LEVEL_COUNT + 1):
            sent[n, k] = total[n, k]
        trim(n, grid.capacity[n], sent)
        for k in range(LEVEL_COUNT + 1):
            total[grid.parent[n], k] += sent[n, k]


@njit(cache=True, nogil=True, error_model="numpy")
def clear(grid: Grid, total: Floats, sent: Floats, shares: Floats, flow: Floats) -> None:
    """Settle one hour on the tree from the root outwards, each level fully before the next.

    ``total`` and ``sent`` are what `merge` found for each subtree, before and after its line. Writes the used share of
    each level of each area to ``shares`` and the flow towards the root to ``flow``.
    """
    for i in range(grid.order.shape[0] - 1, -1, -1):
        n = grid.order[i]
        p = grid.parent[n]
        flow[n] = 0.0
        if p >= 0:
            flow[n] = sent[n, BASE]
            for k in range(LEVEL_COUNT):
                flow[n] += sent[n, k] * shares[p, k]
        need = flow[n] - total[n, BASE]
        for k in range(LEVEL_COUNT):
            there = total[n, k]
            if need >= there:
                shares[n, k] = 1.0
            else:
                shares[n, k] = need / there if need > TINY else 0.0
            need -= there


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def clear_without_limits(grid: Grid, base: Floats, offers: Floats, shares: Floats, flow: Floats, level: Floats) -> bool:
    """Settle one hour as if no line could bind, and tell whether none does.

    Most hours pass, at a fraction of the work; the others are left to `merge` and `clear`, which would give the same.
    ``level`` is work space of shape (levels,).
    """
    areas = grid.order.shape[0]
    need = 0.0
    for n in range(areas):
        need -= base[n]
    for k in range(LEVEL_COUNT):
        there = 0.0
        for n in range(areas):
            there += offers[n, k]
        level[k] = 1.0 if need >= there else (need / there if need > TINY else 0.0)
        need -= there
    for n in range(areas):
        sent = base[n]
        for k in range(LEVEL_COUNT):
            sent += offers[n, k] * level[k]
            shares[n, k] = level[k]
        flow[n] = sent
    for i in range(areas - 1):
        n = grid.order[i]
        if abs(flow[n]) > grid.capacity[n]:
            return False
        flow[grid.parent[n]] += flow[n]
    flow[grid.order[areas - 1]] = 0.0
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def prepare(w: int, rivers: Rivers, areas: int) -> Work:
    """Fill reservoirs to the rule curve, and the rivers with the water that is already under way."""
    steps = rivers.storage.shape[0]
    usual = rivers.inflow[w, :, 0] * SECONDS
    longest = 1
    for s in range(steps):
        longest = max(longest, rivers.travel[s])
    arriving = np.zeros((steps, longest + 1))
    for s in range(steps):
        below = rivers.turbine_to[s]
        if below >= 0:
            arriving[below, : rivers.travel[s]] += usual[s]
            usual[below] += usual[s]
    return Work(
        rivers.target[:, 0] * rivers.storage,
        usual,
        arriving,
        np.zeros(steps),
        np.zeros(steps),
        np.zeros(steps),
        np.zeros(steps),
        np.zeros((steps, 3)),
        np.zeros(areas),
        np.zeros(areas),
        np.zeros((areas, LEVEL_COUNT)),
        np.zeros((areas, LEVEL_COUNT)),
        np.zeros(areas),
        np.zeros(LEVEL_COUNT),
        np.zeros((areas, LEVEL_COUNT + 1)),
        np.zeros((areas, LEVEL_COUNT + 1)),
    )


@njit(cache=True, nogil=True, error_model="numpy")
def plan_day(rivers: Rivers, steering: Steering, hour: int, work: Work) -> None:
    """Set each reservoir's release of the day: usual inflow plus what leads to the target filling ahead."""
    ahead = (hour + steering.ahead) % rivers.target.shape[1]
    for s in range(work.stored.shape[0]):
        if rivers.storage[s] > 0.0:
            surplus = work.stored[s] - rivers.target[s, ahead] * rivers.storage[s]
            wish = work.usual[s] + surplus / steering.ahead - rivers.min_release[s] * SECONDS
            work.plan[s] = min(max(wish, 0.0), rivers.max_flow[s] * SECONDS)


@njit(cache=True, nogil=True, error_model="numpy")
def offer_step(rivers: Rivers, s: int, rank: int, work: Work) -> None:
    """Split one step's water into minimum release and three offers to the turbine. [m³ in the hour]

    The offers are what must run or be lost, what the plan wants, and what is held in reserve. The plan's day is run in
    its dearest hours as far as the step may peak.
    """
    work.bypass[s] = min(work.water[s], rivers.min_release[s] * SECONDS)
    free = work.water[s] - work.bypass[s]
    room = rivers.max_flow[s] * SECONDS
    most = min(room, max(free - rivers.minimum[s], 0.0))
    forced = min(max(free - rivers.storage[s], 0.0), most)
    peak = min(max(24.0 * work.plan[s] - rank * room, 0.0), room)
    wish = rivers.peaking[s] * peak + (1.0 - rivers.peaking[s]) * work.plan[s]
    planned = min(max(wish - forced, 0.0), most - forced)
    work.offer[s, 0], work.offer[s, 1], work.offer[s, 2] = forced, planned, most - forced - planned


@njit(cache=True, nogil=True, error_model="numpy")
def offer_rivers(w: int, t: int, year: Year, work: Work, out: Hours) -> None:
    """Receive this hour's water and offer it to the areas."""
    rivers = year.rivers
    now = t % work.arriving.shape[1]
    for s in range(work.stored.shape[0]):
        came = rivers.inflow[w, s, t] * SECONDS + work.arriving[s, now]
        work.arriving[s, now] = 0.0
        work.usual[s] += (came - work.usual[s]) / year.steering.memory
        work.water[s] = work.stored[s] + came
        out.water[w, s, 0] += came
        offer_step(rivers, s, rivers.rank[rivers.market[s], w, t], work)
        n = rivers.area[s]
        if n >= 0:
            mwh = rivers.energy[s] / 1000.0
            work.offers[n, MUST_RUN] += work.offer[s, 0] * mwh
            work.offers[n, PLANNED] += work.offer[s, 1] * mwh
            work.offers[n, RESERVE] += work.offer[s, 2] * mwh


@njit(cache=True, nogil=True, error_model="numpy")
def offer_areas(w: int, t: int, year: Year, work: Work) -> None:
    """Offer what wind, sun, batteries and exchange points of each area can do, and what it lacks at worst."""
    grid, stores = year.grid, year.stores
    for n in range(work.base.shape[0]):
        work.base[n] = -year.load[w, n, t]
        work.offers[n] = 0.0
        work.offers[n, MUST_RUN] = year.available[w, n, t]
        work.offers[n, UNSERVED] = year.load[w, n, t]
        if stores.power[w, n] > 0.0:
            room = (stores.energy[w, n] - work.charge[n]) / stores.efficiency[n]
            work.offers[n, CHARGE] = min(stores.power[w, n], max(room, 0.0))
            work.offers[n, DISCHARGE] = min(stores.power[w, n], work.charge[n] * stores.efficiency[n])
            work.base[n] -= work.offers[n, CHARGE]
    for x in range(grid.exchange_area.shape[0]):
        n = grid.exchange_area[x]
        work.base[n] -= grid.exports[x]
        work.offers[n, EXPORT] += grid.exports[x]
        work.offers[n, IMPORT] += grid.imports[x]


@njit(cache=True, nogil=True, error_model="numpy")
def run_turbines(w: int, t: int, year: Year, work: Work, out: Hours) -> None:
    """Turn the water that was settled on into power, and write it down."""
    rivers, month = year.rivers, year.month[t]
    for s in range(work.stored.shape[0]):
        n = rivers.area[s]
        work.turbined[s] = work.offer[s, 0] + work.offer[s, 1]
        if n >= 0:
            work.turbined[s] = (
                work.offer[s, 0] * work.shares[n, MUST_RUN]
                + work.offer[s, 1] * work.shares[n, PLANNED]
                + work.offer[s, 2] * work.shares[n, RESERVE]
            )
        mwh = work.turbined[s] * rivers.energy[s] / 1000.0
        if n >= 0:
            out.hydro[w, n, t] += mwh
        out.monthly[w, s, month] += mwh
        out.value[w, s] += mwh * year.price[rivers.market[s], w, t]


@njit(cache=True, nogil=True, error_model="numpy")
def move_water(w: int, t: int, year: Year, work: Work, out: Hours) -> None:
    """Store what is left, spill what finds no room, and send the rest downstream."""
    rivers = year.rivers
    for s in range(work.stored.shape[0]):
        left = work.water[s] - work.bypass[s] - work.turbined[s]
        spill = max(left - rivers.storage[s], 0.0)
        work.stored[s] = left - spill
        out.water[w, s, 1] += work.turbined[s]
        out.water[w, s, 2] += work.bypass[s]
        out.water[w, s, 3] += spill
        if rivers.slot[s] >= 0:
            out.level[w, rivers.slot[s], t + 1] = work.stored[s]
        later = (t + rivers.travel[s]) % work.arriving.shape[1]
        if rivers.turbine_to[s] >= 0:
            work.arriving[rivers.turbine_to[s], later] += work.turbined[s]
        if rivers.spill_to[s] >= 0:
            work.arriving[rivers.spill_to[s], later] += work.bypass[s] + spill


@njit(cache=True, nogil=True, error_model="numpy")
def note_areas(w: int, t: int, year: Year, work: Work, out: Hours) -> None:
    """Write down what each area and exchange point did in one hour, and charge the batteries.

    What is rare is written only when it happens: memory that stays zero is never touched.
    """
    grid, stores = year.grid, year.stores
    for n in range(work.base.shape[0]):
        out.flow[w, n, t] = work.flow[n]
        if work.shares[n, MUST_RUN] < 1.0:
            out.curtailed[w, n, t] = year.available[w, n, t] * (1.0 - work.shares[n, MUST_RUN])
        if work.shares[n, UNSERVED] > 0.0:
            out.unserved[w, n, t] = year.load[w, n, t] * work.shares[n, UNSERVED]
        if stores.power[w, n] > 0.0:
            taken = work.offers[n, CHARGE] * (1.0 - work.shares[n, CHARGE])
            given = work.offers[n, DISCHARGE] * work.shares[n, DISCHARGE]
            out.charge[w, n, t], out.discharge[w, n, t] = taken, given
            work.charge[n] += taken * stores.efficiency[n] - given / stores.efficiency[n]
    for x in range(grid.exchange_area.shape[0]):
        n = grid.exchange_area[x]
        out.imported[w, x, t] = grid.imports[x] * work.shares[n, IMPORT]
        out.exported[w, x, t] = grid.exports[x] * (1.0 - work.shares[n, EXPORT])


@njit(cache=True, nogil=True, error_model="numpy")
def run_weather(w: int, year: Year, out: Hours) -> None:
    """Run one horizon year under one weather year and write to ``out``; safe to call from several threads."""
    work = prepare(w, year.rivers, year.load.shape[1])
    out.level[w, :, 0] = work.stored[year.rivers.slot >= 0]
    start = work.stored.copy()
    for t in range(year.load.shape[2]):
        if t % 24 == 0:
            plan_day(year.rivers, year.steering, t, work)
        offer_areas(w, t, year, work)
        offer_rivers(w, t, year, work, out)
        if not clear_without_limits(year.grid, work.base, work.offers, work.shares, work.flow, work.level):
            merge(year.grid, work.base, work.offers, work.total, work.sent)
            clear(year.grid, work.total, work.sent, work.shares, work.flow)
        run_turbines(w, t, year, work, out)
        move_water(w, t, year, work, out)
        note_areas(w, t, year, work, out)
    out.water[w, :, 4] = work.stored - start
