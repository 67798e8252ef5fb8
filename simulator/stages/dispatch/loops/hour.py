"""One hour of all areas: gathered on the tree, then settled, priced, or read as the value of more power at the root.

Nearly every hour all that is free is used and nobody goes without; then only what has a price is sorted. If that does
not hold, the hour is gathered anew with one bid per area for what is free, what is cut first and what is cut last.
"""

from __future__ import annotations

import numpy as np

from simulator.stages.dispatch.loops.arrays import MW, PRICE, TINY, USED, Floats, Ground, Ints, Scratch, Tree
from simulator.stages.dispatch.loops.compiling import maker, part
from simulator.stages.dispatch.loops.tree import arrives, fill, merge, take


@maker
def hour_scratch(areas: int, number: int) -> Scratch:
    """Return room for one hour: low, bids, lists, count and edge, for ``number`` bids beside those of the ground."""
    return (
        np.empty(areas),
        np.zeros((number + 3 * areas, 3)),
        np.empty((areas, number + 5 * areas, 4)),
        np.zeros(areas, np.int64),
        np.zeros((areas, 2)),
    )


@maker
def new_ground(areas: int) -> Ground:
    """Return room for the ground of one hour; see `gather`."""
    return np.zeros(areas), np.zeros(areas), np.zeros(areas), np.zeros(areas)


@part
def fits(lists: Floats, r: int, length: int, need: float) -> bool:
    """Tell whether the bids at the root can meet the need, and no more than them is there."""
    if need < -TINY:
        return False
    for place in range(length):
        need -= lists[r, place, MW]
    return need <= TINY


@part
def try_usual(tree: Tree, capacity: Floats, bid_area: Ints, scratch: Scratch, number: int) -> bool:
    """Merge one hour of which ``low`` counts all that is free as used; tell whether it is, and nobody goes without."""
    low, bids, lists, count, edge = scratch
    root = tree[0][low.shape[0] - 1]
    fill(bid_area, bids, number, lists, count)
    return merge(tree, capacity, low, bids, lists, count, edge) and fits(lists, root, count[root], -low[root])


@part
def gather(
    tree: Tree,
    capacity: Floats,
    ground: Ground,
    cuts: tuple[float, float],
    bid_area: Ints,
    scratch: Scratch,
    number: int,
) -> bool:
    """Merge one hour up to the root; tell whether all that is free is used and nobody goes without.

    ``ground`` is the fixed injection, what is free, what is cut first and what is cut last, each of shape (areas,)
    [MW]; ``cuts`` the prices of the last two. The first ``number`` bids are given; those of the ground stand behind.
    ``scratch`` is low, bids, lists, count and edge.
    """
    fixed, free = ground[0], ground[1]
    low, bids, areas = scratch[0], scratch[1], fixed.shape[0]
    for n in range(areas):
        low[n] = fixed[n] + free[n]
        bids[number + n, USED] = free[n]
        bids[number + areas + n, USED] = 0.0
        bids[number + 2 * areas + n, USED] = 0.0
    if try_usual(tree, capacity, bid_area, scratch, number):
        return True
    gather_all(tree, capacity, ground, cuts, bid_area, scratch, number)
    return False


@part
def gather_all(
    tree: Tree,
    capacity: Floats,
    ground: Ground,
    cuts: tuple[float, float],
    bid_area: Ints,
    scratch: Scratch,
    number: int,
) -> None:
    """Merge one hour up to the root with everything that could be left unused or be cut; see `gather`."""
    fixed, free, soft, firm = ground
    low, bids, lists, count, edge = scratch
    areas = fixed.shape[0]
    for n in range(areas):
        low[n] = fixed[n]
        bids[number + n, PRICE], bids[number + n, MW] = 0.0, free[n]
        bids[number + areas + n, PRICE], bids[number + areas + n, MW] = cuts[0], soft[n]
        bids[number + 2 * areas + n, PRICE], bids[number + 2 * areas + n, MW] = cuts[1], firm[n]
    fill(bid_area, bids, number + 3 * areas, lists, count)
    merge(tree, capacity, low, bids, lists, count, edge)


@part
def settle(root: int, scratch: Scratch) -> float:
    """Use the cheapest bids at the root until its need is met; return the price there. [EUR/MWh]"""
    low, bids, lists, count, _ = scratch
    _, place = take(lists, root, count[root], bids, -low[root])
    if count[root] == 0:
        return 0.0
    return float(lists[root, min(place, count[root] - 1), PRICE])


@part
def add_flows(tree: Tree, fixed: Floats, bid_area: Ints, bids: Floats, number: int, flow: Floats) -> None:
    """Add up what each area sends towards the root, from what was used of every bid. [MW], shape (areas,)"""
    order, parent, keep = tree
    areas = fixed.shape[0]
    for n in range(areas):
        flow[n] = fixed[n]
    for b in range(number + 3 * areas):
        flow[bid_area[b]] += bids[b, USED]
    for i in range(areas - 1):
        n = order[i]
        flow[parent[n]] += arrives(flow[n], keep[n])
    flow[order[areas - 1]] = 0.0


@part
def add_prices(tree: Tree, capacity: Floats, at_root: float, flow: Floats, edge: Floats, price: Floats) -> None:
    """Tell the value of one more MWh in each area, from the root outwards. [EUR/MWh], shape (areas,)"""
    order, parent, keep = tree
    areas = order.shape[0]
    price[order[areas - 1]] = at_root
    for i in range(areas - 2, -1, -1):
        n = order[i]
        above = price[parent[n]]
        if flow[n] >= capacity[n] - 1e-7:
            price[n] = min(above * keep[n], edge[n, 1])
        elif flow[n] <= -capacity[n] * keep[n] + 1e-7:
            price[n] = max(above / keep[n], min(edge[n, 0], 1e5))
        else:
            price[n] = above * keep[n] if flow[n] > 0.0 else above / keep[n]


@part
def read_values(root: int, most: float, scratch: Scratch, values: Floats, sizes: Floats) -> int:
    """Read what 0 to ``most`` more MW at the root are worth, as falling steps; return their number.

    ``values`` [EUR/MWh] and ``sizes`` [MW] are written, shape (steps,). What nobody wants is worth nothing. Steps
    beyond the room for them are added to the last.
    """
    low, _, lists, count, _ = scratch
    need, length, left, steps = -low[root], count[root], most, 0
    place = 0
    while place < length and need > lists[root, place, MW]:
        need -= lists[root, place, MW]
        place += 1
    if place == length:
        place -= 1
        need = lists[root, place, MW] if place >= 0 else 0.0
    while left > TINY:
        if place < 0:
            size, value = left, 0.0
        else:
            size, value = min(need, left), lists[root, place, PRICE]
        if size > TINY:
            if steps == values.shape[0]:
                values[steps - 1] = (values[steps - 1] * sizes[steps - 1] + value * size) / (sizes[steps - 1] + size)
                sizes[steps - 1] += size
            else:
                values[steps], sizes[steps] = value, size
                steps += 1
            left -= size
        place -= 1
        need = lists[root, place, MW] if place >= 0 else 0.0
    return steps
