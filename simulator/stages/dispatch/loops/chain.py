"""What a m³ from a reservoir is worth: at its own plant, and at the plants below that it runs through."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from simulator.stages.dispatch.loops.arrays import (
    AREA,
    CHAIN,
    ENERGY,
    MARKET,
    MOST,
    RELEASE,
    ROOM,
    SLOT,
    SPILL_TO,
    START,
    TRAVEL,
    TURBINE_TO,
    Floats,
    Ints,
)
from simulator.stages.dispatch.loops.storage import value_class

STEPS: Final = 12  # of value in one hour
STOPS: Final = 6  # plants below one reservoir


@njit(nogil=True, error_model="numpy")
def route(
    size: Floats, way: Ints, before: Floats, inflow: Floats, release: Floats, coming: Floats, passed: Floats
) -> None:
    """Send water through the year as the reservoirs let it go; write what comes to each step, and what it lets past.

    ``release`` is what the reservoirs turbine, shape (reservoirs, hours); ``coming`` and ``passed`` (minimum release
    and spill) have shape (steps, hours). [m³]
    """
    steps, hours = size.shape[0], inflow.shape[1]
    coming[:] = inflow
    for s in range(steps):
        below, aside, later, slot = way[s, TURBINE_TO], way[s, SPILL_TO], way[s, TRAVEL], way[s, SLOT]
        room, most, least = size[s, ROOM], size[s, MOST], size[s, RELEASE]
        held = size[s, START]
        if below >= 0:
            for t in range(min(later, hours)):
                coming[below, t] += before[s]
        for t in range(hours):
            there = held + coming[s, t]
            past = min(there, least)
            left = there - past
            turbined = min(release[slot, t] if slot >= 0 else most, left)
            turbined = max(turbined, min(left - room, most))
            held = min(left - turbined, room)
            past += left - turbined - held
            passed[s, t] = past
            if t + later < hours:
                if below >= 0:
                    coming[below, t + later] += turbined
                if aside >= 0:
                    coming[aside, t + later] += past


@njit(nogil=True, error_model="numpy")
def stops_below(
    t: int,
    s: int,
    river: tuple[Floats, Ints],
    coming: Floats,
    own: float,
    prices: Floats,
    plain: Floats,
    worth: Floats,
    stops: Floats,
) -> int:
    """List what a m³ let go at ``s`` in hour ``t`` earns at each stop below, when it comes there; return their number.

    ``own`` is what ``s`` itself sends in this hour by the plan so far: the room in the turbines below is what others
    leave. ``stops`` gets value [EUR/m³] and room [m³]; the next reservoir takes all. shape (stops, 2)
    """
    size, way = river
    number, k, then = 0, way[s, TURBINE_TO], t + way[s, TRAVEL]
    while k >= 0 and number < STOPS and then < coming.shape[1]:
        if size[k, ROOM] > 0.0:
            stops[number, 0], stops[number, 1] = worth[way[k, SLOT], then] * size[k, CHAIN], 1e18
            return number + 1
        price = prices[way[k, AREA], then] if way[k, AREA] >= 0 else plain[way[k, MARKET], then]
        stops[number, 0] = size[k, ENERGY] * max(price, 0.0)
        others = max(coming[k, then] - size[k, RELEASE] - own, 0.0)
        stops[number, 1] = max(size[k, MOST] - others, 0.0)
        number += 1
        then += way[k, TRAVEL]
        k = way[k, TURBINE_TO]
    return number


@njit(nogil=True, error_model="numpy")
def offer_chain(
    t: int,
    own: tuple[Floats, Floats, int],
    measure: tuple[float, float, float],
    stops: Floats,
    number: int,
    offers: tuple[Ints, Floats, Ints],
) -> None:
    """Add the steps of the own plant's value and the stops below into falling steps of the hour.

    ``own`` is values [EUR/MWh], sizes [MW] and number of steps; ``measure`` the most m³ an hour, MWh/m³ of the own
    plant and of the whole chain. ``offers`` gets class and amount [MWh of the chain] of each step, see `storage`.
    """
    values, sizes, count = own
    most, energy, chain = measure
    kind, amount, steps = offers
    done, i, n = 0.0, 0, 0
    left = sizes[0] / energy if count > 0 and energy > 0.0 else most
    while done < most * (1.0 - 1e-12):
        value = values[i] * energy if i < count else 0.0
        part = min(left, most - done)
        for d in range(number):
            if stops[d, 1] > done:
                value += stops[d, 0]
                part = min(part, stops[d, 1] - done)
        c = value_class(value / chain)
        if n > 0 and (kind[t, n - 1] == c or n == STEPS):
            amount[t, n - 1] += part * chain
        else:
            kind[t, n], amount[t, n] = c, part * chain
            n += 1
        done += part
        left -= part
        if left <= 1e-12 * most:
            i += 1
            left = sizes[i] / energy if i < count and energy > 0.0 else most
    steps[t] = n
