"""The best use of one store against what each hour pays, exactly (docs/method.md, dispatch).

The value of stored water is kept as a heap of small amounts sorted into classes of value (`value_class`). Backwards in
time, each hour adds what it could release at what it pays; inflow takes the dearest amounts off when the store cannot
hold less than nothing, and the cheapest when it cannot hold more than it has room for. What was taken off is noted, so
that the way forward can put it back and read the water value of every hour: the class in which stock and demand cross.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import Floats, Ints, Notebook
from simulator.stages.dispatch.loops.compiling import maker, part

FINE: Final = 8.0  # classes per EUR/MWh
FINE_TO: Final = 400.0  # EUR/MWh up to which classes are of equal width; above, each is half a per cent wide
GROWTH: Final = 200.0
EVEN: Final = int(FINE * FINE_TO)
CLASSES: Final = EVEN + 1 + int(GROWTH * np.log(1e5 / FINE_TO))
SMALL: Final = 1e-7  # MWh


@part
def value_class(value: float) -> int:
    """Return the class of a value, 0 for nothing. [EUR/MWh]"""
    if value < FINE_TO:
        return int(max(value, 0.0) * FINE + 0.5)
    return min(EVEN + int(GROWTH * np.log(value / FINE_TO) + 0.5), CLASSES - 1)


@part
def class_value(number: int) -> float:
    """Return the value in the middle of a class. [EUR/MWh]"""
    if number <= EVEN:
        return number / FINE
    return float(FINE_TO * np.exp((number - EVEN) / GROWTH))


@part
def take_off(heap: Floats, place: int, stop: int, amount: float, notes: tuple[Ints, Floats], n: int) -> tuple[int, int]:
    """Take an amount off the heap from class ``place`` towards ``stop``, noting it; return where that ended."""
    step = 1 if stop > place else -1
    while amount > SMALL:
        part = min(amount, heap[place])
        if part > 0.0:
            heap[place] -= part
            amount -= part
            notes[0][n], notes[1][n] = place, part
            n += 1
        if amount <= SMALL or place == stop:
            break
        place += step
    return place, n


@part
def look_back(book: Notebook, room: float, end: float) -> None:
    """Go backwards through the hours; note the least store that can still reach the end, and where notes begin.

    The heap is emptied first and then holds the value of water at the start of the year.
    """
    kind, amount, number, inflow = book.kind, book.amount, book.steps, book.inflow
    heap, notes, least, begin = book.heap, (book.noted_class, book.noted), book.least, book.begin
    hours = inflow.shape[0]
    heap[:] = 0.0
    heap[0], least[hours] = max(room - end, 0.0), end
    top, bottom, n = 0, 0, 0
    for t in range(hours - 1, -1, -1):
        begin[t] = n
        surplus = inflow[t]
        for step in range(number[t]):
            c = kind[t, step]
            heap[c] += amount[t, step]
            surplus -= amount[t, step]
            top, bottom = max(top, c), min(bottom, c)
        if surplus > 0.0:  # more comes than can be let through: room that is worth nothing
            heap[0] += surplus
            notes[0][n], notes[1][n] = 0, -surplus
            n, bottom = n + 1, 0
        over = inflow[t] - least[t + 1]
        least[t] = max(-over, 0.0)
        top, n = take_off(heap, top, 0, over, notes, n)  # not less than nothing: the dearest use is met by the inflow
        bottom, n = take_off(heap, bottom, max(top, bottom), -surplus, notes, n)  # not more than its room
    begin[hours] = n


@part
def look_ahead(book: Notebook, room: float, held: float, worth: Floats) -> None:
    """Go forwards through the hours, as `look_back` noted; let go [MWh], and write what is stored is worth [EUR/MWh].

    ``held`` is what the store begins with; ``worth`` has shape (hours,).
    """
    kind, amount, number, inflow, let = book.kind, book.amount, book.steps, book.inflow, book.let
    heap, notes, least, begin = book.heap, (book.noted_class, book.noted), book.least, book.begin
    hours, seen = inflow.shape[0], book.seen
    c, above = CLASSES - 1, 0.0
    for t in range(hours):
        for k in range(begin[t], begin[t - 1] if t > 0 else begin[hours]):
            heap[notes[0][k]] += notes[1][k]
            above += notes[1][k] if notes[0][k] > c else 0.0
        there = held + inflow[t]
        met = there - least[t + 1]
        while above > met + SMALL and c < CLASSES - 1:
            c += 1
            above -= heap[c]
        while above + heap[c] < met - SMALL and c > 0:
            above += heap[c]
            c -= 1
        release, own = 0.0, 0.0
        crossing = heap[c]
        for step in range(number[t]):
            k, part = kind[t, step], amount[t, step]
            heap[k] -= part
            if k > c:
                release += part
                above -= part
            elif k == c:
                own += part
        if own > 0.0 and c > 0:  # what is worth nothing is not let out while there is room
            share = (met - above - release) / crossing
            release += own * min(max(share, 0.0), 1.0)
        release = min(release, max(there, 0.0))
        let[t], worth[t] = release, seen[c]
        held = min(max(there - release, 0.0), room)


@part
def best_use(book: Notebook, store: tuple[float, float, float], worth: Floats) -> None:
    """Use one store for the most value: ``store`` is room, start and end [MWh]; see `look_back` and `look_ahead`.

    Where the end cannot be reached, the store comes as near to it as it can.
    """
    room, start, end = store
    look_back(book, room, end)
    look_ahead(book, room, start, worth)


@maker
def middles() -> Floats:
    """Return the value in the middle of each class. [EUR/MWh], shape (classes,)"""
    values = np.empty(CLASSES)
    for c in range(CLASSES):
        values[c] = class_value(c)
    return values


@maker
def new_notebook(hours: int, steps: int) -> Notebook:
    """Return room for one store's year, with up to ``steps`` of value in each hour."""
    notes = hours * (2 * steps + 4)
    return Notebook(
        np.empty((hours, steps), np.int64),
        np.empty((hours, steps)),
        np.empty(hours, np.int64),
        np.empty(CLASSES),
        np.empty(notes, np.int64),
        np.empty(notes),
        np.empty(hours + 1),
        np.empty(hours + 1, np.int64),
        np.empty(hours),
        np.empty(hours),
        middles(),
    )
