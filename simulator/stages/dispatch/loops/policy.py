"""Water values of an operator who does not know the weather: stochastic dynamic programming by weeks.

Stage: a week. State: filling in equal cells, and a class of weather. What a week pays is a falling curve, sampled from
the exact hours; what is stored for the next week competes with it, cell by cell.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import Desk, Draft, Floats, Given, Ints, River, Streams
from simulator.stages.dispatch.loops.chain import STEPS, route
from simulator.stages.dispatch.loops.compiling import door, part
from simulator.stages.dispatch.loops.hour import gather, read_values
from simulator.stages.dispatch.loops.offers import offer_trade
from simulator.stages.dispatch.loops.paying import IN_THE_WAY, lay_ground, new_desk, pay_year, wet_power
from simulator.stages.dispatch.loops.storage import CLASSES, class_value, new_notebook, value_class

WEEKS: Final = 52
HOURS_PER_WEEK: Final = 168
POINTS: Final = 48  # of a week's curve
SCARCE: Final = 400.0  # EUR/MWh: what is dearer counts as scarcity
STRIDE: Final = 5  # every fifth hour is looked at: all hours of the day within a week


@part
def week_of(t: int) -> int:
    """Return the week of an hour; the last one takes the rest of the year."""
    return min(t // HOURS_PER_WEEK, WEEKS - 1)


@part
def add_curve(heap: Floats, curve: Floats) -> None:
    """Turn amounts by class of value into a falling curve of at most `POINTS` steps, and empty the classes.

    ``curve`` gets value [EUR/MWh] and amount [MWh]; shape (points, 2).
    """
    total = heap.sum()
    curve[:] = 0.0
    point, amount, value = 0, 0.0, 0.0
    for c in range(heap.shape[0] - 1, -1, -1):
        if heap[c] <= 0.0:
            continue
        amount += heap[c]
        value += heap[c] * class_value(c)
        heap[c] = 0.0
        if amount >= total / POINTS and point < POINTS - 1:
            curve[point, 0], curve[point, 1] = value / amount, amount
            point, amount, value = point + 1, 0.0, 0.0
    if amount > 0.0:
        curve[point, 0], curve[point, 1] = value / amount, amount


@door
def steady_flow(river: River, areas: int) -> tuple[Floats, Streams, Floats]:
    """Let every reservoir go the mean of what comes to it in the year.

    Returns that release, what it brings but for prices, and the power of plants without a reservoir if nothing were
    let go but the minimum. The same in every system on the same rivers.
    """
    count, (steps, hours) = river.reservoirs.shape[0], river.inflow.shape
    release, nothing = np.zeros((count, hours)), np.zeros((0, 0))
    coming, passed = np.empty((steps, hours)), np.empty((steps, hours))
    wet, alone = np.empty((hours, areas)), np.empty((hours, areas))
    route(river.size, river.way, river.before, river.inflow, release, coming, passed)
    wet_power(river.size, river.way, coming, alone)
    for r in range(count):
        release[r] = coming[river.reservoirs[r]].mean()
    route(river.size, river.way, river.before, river.inflow, release, coming, passed)
    wet_power(river.size, river.way, coming, wet)
    for r in range(count):  # what reservoirs above let go comes, too
        release[r] = coming[river.reservoirs[r]].mean()
    return release, Streams(coming, nothing, wet, nothing), alone


@door
def sample_store(place: int, given: Given, release: Floats, streams: Streams, worth: Floats, curves: Floats) -> None:
    """Sample what each week pays one reservoir, the others answering at their water values ``worth``.

    Rivers run as `steady_flow` says. ``curves`` has shape (weeks, points, 2).
    """
    grid, (areas, hours) = given.grid, given.case.firm.shape
    draft = Draft(release, worth, np.zeros(worth.shape), np.zeros((given.stores.area.shape[0], hours)))
    book = new_notebook(hours, STEPS)
    desk = new_desk(areas, grid.sweep_area.shape[0] - 3 * areas)
    pay_year(place, IN_THE_WAY, STRIDE, given, draft, streams, desk, book)
    kind, amount, steps = book.kind, book.amount, book.steps
    heap, top = book.heap, value_class(SCARCE)
    heap[:] = 0.0
    for t in range(0, hours, STRIDE):
        for step in range(steps[t]):
            heap[min(kind[t, step], top)] += amount[t, step] * STRIDE
        if t + STRIDE >= hours or week_of(t + STRIDE) != week_of(t):
            add_curve(heap, curves[week_of(t)])


@part
def sample_hours(given: Given, wet: Floats, most: float, desk: Desk, heaps: Floats, curves: Floats) -> float:
    """Sample what each week pays at the root, with plants without a reservoir at ``wet``; see `sample_all`."""
    grid, case, (areas, hours) = given.grid, given.case, given.case.firm.shape
    tree, capacity, cuts = (grid.order[0], grid.parent[0], grid.keep[0]), grid.capacity[0], grid.cuts
    number, root, top, dearest = grid.sweep_area.shape[0] - 3 * areas, tree[0][areas - 1], value_class(SCARCE), 0.0
    trade, points = (case.buy, case.sell, case.imports, case.exports), (case.point_area, case.point_market)
    scratch, ground, values, sizes = desk.scratch, desk.ground, desk.values, desk.sizes
    for t in range(0, hours, STRIDE):
        lay_ground(t, case, wet, ground)
        offer_trade(t, case.period[t], trade, points, scratch[1], ground[0])
        gather(tree, capacity[case.period[t]], ground, cuts, grid.sweep_area, scratch, number)
        for step in range(read_values(root, most, scratch, values, sizes)):
            c = value_class(values[step])
            dearest = max(dearest, values[step])
            heaps[0, c] += sizes[step] * STRIDE
            heaps[1, min(c, top)] += sizes[step] * STRIDE
        if t + STRIDE >= hours or week_of(t + STRIDE) != week_of(t):
            for k in range(2):
                add_curve(heaps[k], curves[k, week_of(t)])
    return dearest


@door
def sample_all(given: Given, alone: Floats, most: float, curves: Floats) -> float:
    """Sample what each week pays all reservoirs taken as one at the root; return the dearest hour. [EUR/MWh]

    ``alone`` is what plants without a reservoir deliver by themselves [MW], shape (hours, areas); ``curves`` has shape
    (2, weeks, points, 2): with scarcity, and with scarcity counted at `SCARCE` only.
    """
    areas = given.case.firm.shape[0]
    desk = new_desk(areas, given.grid.sweep_area.shape[0] - 3 * areas)
    return sample_hours(given, alone, most, desk, np.zeros((2, CLASSES)), curves)


@part
def week_values(curve: Floats, inflow: float, room: float, later: Floats, now: Floats) -> None:
    """Find what one more MWh is worth at each level before a week, from what the week pays and what is stored after it.

    ``later`` and ``now`` are values by level, falling. [EUR/MWh], shape (levels,)
    """
    levels, points = later.shape[0], curve.shape[0]
    cell = room / levels
    i, k, met, value = 0, 0, 0.0, max(curve[0, 0], later[0])
    for level in range(levels):
        there = (level + 0.5) * cell + inflow
        while met < there:
            stored = later[k] if k < levels else -1.0
            used = curve[i, 0] if i < points and curve[i, 1] > 0.0 else -1.0
            if stored < 0.0 and used < 0.0:
                value, met = 0.0, np.inf
            elif stored >= used:
                value, met, k = stored, met + cell, k + 1
            else:
                value, met, i = used, met + curve[i, 1], i + 1
        now[level] = value


@part
def go_back(
    curves: Floats,
    inflow: Floats,
    state: Ints,
    chance: Floats,
    room: float,
    table: Floats,
    scratch: tuple[Floats, Floats, Floats, Floats],
) -> None:
    """Go backwards through the weeks of one year; see `solve_weeks`."""
    expected, fresh, now, found = scratch
    weather, states, levels = curves.shape[0], chance.shape[1], table.shape[2]
    for w in range(WEEKS - 1, -1, -1):
        then = (w + 1) % WEEKS
        for s in range(states):
            for k in range(levels):
                expected[s, k] = 0.0
                for q in range(states):
                    expected[s, k] += chance[w, s, q] * table[then, q, k]
        fresh[:] = 0.0
        found[:] = 0.0
        for y in range(weather):
            s = state[y, w]
            week_values(curves[y, w], inflow[y, w], room, expected[s], now)
            found[s] += 1.0
            for k in range(levels):
                fresh[s, k] += now[k]
                fresh[states, k] += now[k]
        for s in range(states):
            for k in range(levels):
                table[w, s, k] = fresh[s, k] / found[s] if found[s] > 0.0 else fresh[states, k] / weather


@door
def solve_weeks(
    curves: Floats, inflow: Floats, state: Ints, chance: Floats, room: float, rounds: int, table: Floats
) -> None:
    """Go backwards through the weeks, ``rounds`` times around the year, until the values repeat themselves.

    Parameters: ``curves`` (weather, weeks, points, 2); ``inflow`` [MWh of the chain] and ``state``, shape
    (weather, weeks); ``chance`` of each state of the next week, shape (weeks, states, states); ``table`` holds a first
    guess and gets the values, shape (weeks, states, levels). A state without a sample takes the mean of the others.
    """
    states, levels = chance.shape[1], table.shape[2]
    scratch = (np.zeros((states, levels)), np.zeros((states + 1, levels)), np.zeros(levels), np.zeros(states))
    for _ in range(rounds):
        go_back(curves, inflow, state, chance, room, table, scratch)
