"""What a m³ from a reservoir is worth: at its own plant, and at the plants below that it runs through."""

from __future__ import annotations

from typing import Final

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
    Draft,
    Floats,
    Ints,
    Notebook,
    River,
)
from simulator.stages.dispatch.loops.compiling import part
from simulator.stages.dispatch.loops.storage import value_class

STEPS: Final = 12  # of value in one hour
STOPS: Final = 10  # values below one reservoir


@part
def route(
    size: Floats, way: Ints, before: Floats, inflow: Floats, release: Floats, coming: Floats, passed: Floats
) -> None:
    """Send water through the year as the reservoirs let it go; write what comes to each step, and what it lets past.

    ``release`` is what the reservoirs let go beyond the minimum, through the turbines as far as these take it,
    shape (reservoirs, hours); ``coming`` and ``passed`` (minimum release
    and spill) have shape (steps, hours). [m³]
    """
    steps, hours = size.shape[0], inflow.shape[1]
    for s in range(steps):
        for t in range(hours):
            coming[s, t] = inflow[s, t]
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
            wish = release[slot, t] if slot >= 0 else most
            aside_wish = min(max(wish - most, 0.0), left)
            left -= aside_wish
            turbined = max(min(wish, most, left), min(left - room, most))
            held = min(left - turbined, room)
            past += aside_wish + left - turbined - held
            passed[s, t] = past
            if t + later < hours:
                if below >= 0:
                    coming[below, t + later] += turbined
                if aside >= 0:
                    coming[aside, t + later] += past


@part
def earns(s: int, t: int, river: River, prices: Floats, plain: Floats) -> float:
    """Return what a m³ earns in the turbine of a step: by the price of its area, or of its market outside. [EUR/m³]"""
    n = river.way[s, AREA]
    price = prices[n, t] if n >= 0 else plain[river.way[s, MARKET], t]
    return float(river.size[s, ENERGY] * max(price, 0.0))


@part
def given_way(
    k: int, then: int, r: int, river: River, draft: Draft, prices: Floats, plain: Floats, full: float
) -> tuple[float, float]:
    """Return what reservoir ``r`` sends through plant ``k`` in an hour, and what it loses per m³ by holding it back.

    It loses what it earns less what the water is worth in store; ``full`` is what plant ``k`` earns. [m³], [EUR/m³]
    """
    release, worth, earned = draft.release, draft.worth, draft.earned
    t, s = then - river.reach[k, r], river.reservoirs[r]
    if t < 0 or release[r, t] <= 0.0:
        return 0.0, 0.0
    gain = earns(s, t, river, prices, plain) + earned[r, t] - worth[r, t] * river.size[s, CHAIN]
    return release[r, t], min(max(gain, 0.0), full)


@part
def stops_below(
    t: int,
    place: int,
    answering: bool,
    river: River,
    coming: Floats,
    draft: Draft,
    prices: Floats,
    plain: Floats,
    stops: Floats,
) -> int:
    """List what a m³ that a reservoir lets go in hour ``t`` earns further down, when it comes there.

    The room in the turbines below is what others leave; if they answer, they give way as soon as that pays. Returns the
    number of rows of ``stops``: each adds a value [EUR/m³] up to an amount [m³]; the next reservoir takes all.
    """
    size, way = river.size, river.way
    release, worth = draft.release, draft.worth
    s, number = river.reservoirs[place], 0
    k, then = way[s, TURBINE_TO], t + way[s, TRAVEL]
    while k >= 0 and number < STOPS - 1 and then < coming.shape[1]:
        if size[k, ROOM] > 0.0:
            stops[number, 0], stops[number, 1] = worth[way[k, SLOT], then] * size[k, CHAIN], 1e18
            return number + 1
        full = earns(k, then, river, prices, plain)
        room = max(size[k, MOST] - max(coming[k, then] - size[k, RELEASE] - release[place, t], 0.0), 0.0)
        more, loss = 0.0, full
        for r in range(river.reservoirs.shape[0]):
            if answering and r != place and river.reach[k, r] >= 0:
                amount, lost = given_way(k, then, r, river, draft, prices, plain, full)
                more, loss = more + amount, min(loss, lost) if amount > 0.0 else loss
        stops[number, 0], stops[number, 1] = loss, room
        number += 1
        if more > 0.0 and loss < full:
            stops[number, 0], stops[number, 1] = full - loss, min(room + more, size[k, MOST])
            number += 1
        then += way[k, TRAVEL]
        k = way[k, TURBINE_TO]
    return number


@part
def offer_chain(
    t: int,
    own: tuple[Floats, Floats, int],
    measure: tuple[float, float, float, bool],
    stops: Floats,
    number: int,
    book: Notebook,
) -> None:
    """Add the steps of the own plant's value and the stops below into falling steps of the hour.

    ``own`` is values [EUR/MWh], sizes [MW] and number of steps; ``measure`` the most m³ an hour, MWh/m³ of the own
    plant and of the whole chain, and whether more may be let past the own plant for those below. ``book`` gets class
    and amount [MWh of the chain] of each step, see `storage`.
    """
    values, sizes, count = own
    most, energy, chain, past = measure
    kind, amount, seen = book.kind, book.amount, book.seen
    done, i, n, end = 0.0, 0, 0, most
    left = sizes[0] / energy if count > 0 and energy > 0.0 else most
    for d in range(number):
        if past and stops[d, 1] < 1e17:
            end = max(end, stops[d, 1])
    while done < end * (1.0 - 1e-12):
        turbining = done < most * (1.0 - 1e-12)
        value = values[i] * energy if i < count and turbining else 0.0
        part = min(left, most - done) if turbining else end - done
        for d in range(number):
            if stops[d, 1] > done:
                value += stops[d, 0]
                part = min(part, stops[d, 1] - done)
        c = value_class(value / chain)
        seen[c] = max(value / chain, 0.0)
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
    book.steps[t] = n
