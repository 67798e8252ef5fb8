"""Compiled hour loop: rivers are steered, offers are made, the grid is settled, water moves on.

Plain loops for numba; every rule is told in words in ``docs/method.md`` (dispatch).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from simulator.stages.dispatch.arrays import Hours, Rivers, Steering, Work, Year
from simulator.stages.dispatch.clearing import (
    CHARGE,
    DISCHARGE,
    ESTABLISHMENTS,
    EXPORT,
    IMPORT,
    LEVEL_COUNT,
    MUST_RUN,
    PLANNED,
    RESERVE,
    UNSERVED,
    clear,
    clear_without_limits,
    merge,
)

SECONDS: Final = 3600.0


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
        work.offers[n, ESTABLISHMENTS] = year.establishments[w, n, t]
        work.offers[n, UNSERVED] = year.load[w, n, t] - year.establishments[w, n, t]
        if stores.power[w, n] > 0.0:
            room = (stores.energy[w, n] - work.charge[n]) / stores.efficiency[w, n]
            work.offers[n, CHARGE] = min(stores.power[w, n], max(room, 0.0))
            work.offers[n, DISCHARGE] = min(stores.power[w, n], work.charge[n] * stores.efficiency[w, n])
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
            if rivers.storage[s] == 0.0 and work.shares[n, MUST_RUN] < 1.0:
                out.lost[w, n, t] += work.offer[s, 0] * rivers.energy[s] / 1000.0 - mwh
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
        cut = year.establishments[w, n, t] * work.shares[n, ESTABLISHMENTS]
        rest = (year.load[w, n, t] - year.establishments[w, n, t]) * work.shares[n, UNSERVED]
        if cut > 0.0 or rest > 0.0:
            out.cut[w, n, t] = cut
            out.unserved[w, n, t] = cut + rest
        if stores.power[w, n] > 0.0:
            taken = work.offers[n, CHARGE] * (1.0 - work.shares[n, CHARGE])
            given = work.offers[n, DISCHARGE] * work.shares[n, DISCHARGE]
            out.charge[w, n, t], out.discharge[w, n, t] = taken, given
            work.charge[n] += taken * stores.efficiency[w, n] - given / stores.efficiency[w, n]
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
