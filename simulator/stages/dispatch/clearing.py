"""Compiled settling of one hour on the radial grid.

Levels, cheapest first, are those of `simulator.records.LEVELS`: an hour is settled by using each level fully before the
next; within a level all areas that the lines allow use the same share. Plain loops for numba.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from simulator.stages.dispatch.arrays import Grid

Floats = NDArray[np.float64]

MUST_RUN, CHARGE, PLANNED, EXPORT, DISCHARGE, IMPORT, RESERVE, ESTABLISHMENTS, UNSERVED = range(9)
LEVEL_COUNT: Final = 9
BASE: Final = LEVEL_COUNT
TINY: Final = 1e-12


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
