"""The radial grid of one hour: bids of all areas merged into one price-sorted list, exactly (docs/method.md, dispatch).

What an area and all behind it can send is a lowest injection (``low``) and a price-sorted list of bids that add to it.
A line cuts the list at what it carries and takes its loss; lists of children are merged into that of the parent. At the
root the crossing of list and need is the least-cost settlement of the hour, without a linear program.

``bids`` has shape (bids, 3), ``lists`` shape (areas, places, 4), their fields are named in `arrays`; ``count`` holds
the length of each list. All are scratch that is written anew every hour.
"""

from __future__ import annotations

import numpy as np

from simulator.stages.dispatch.loops.arrays import GAIN, MW, PRICE, TINY, USED, WHO, Floats, Ints, Tree
from simulator.stages.dispatch.loops.compiling import part


@part
def insert(lists: Floats, n: int, length: int, price: float, mw: float, who: float, gain: float) -> int:
    """Put one bid into the list of area ``n``, behind those of the same price; return the new length."""
    place = length
    while place > 0 and lists[n, place - 1, PRICE] > price:
        for field in range(4):
            lists[n, place, field] = lists[n, place - 1, field]
        place -= 1
    lists[n, place, PRICE], lists[n, place, MW], lists[n, place, WHO], lists[n, place, GAIN] = price, mw, who, gain
    return length + 1


@part
def take(lists: Floats, n: int, length: int, bids: Floats, need: float) -> tuple[float, int]:
    """Use the cheapest bids of a list until ``need`` is met; return what is still needed, and where it stopped."""
    place = 0
    while need > TINY and place < length:
        part = min(need, lists[n, place, MW])
        lists[n, place, MW] -= part
        bids[int(lists[n, place, WHO]), USED] += part * lists[n, place, GAIN]
        need -= part
        if lists[n, place, MW] > TINY:
            break
        place += 1
    return need, place


@part
def drop(lists: Floats, n: int, length: int, over: float) -> tuple[float, int]:
    """Take ``over`` MW off the dearest bids of a list; return what could not be taken off, and the new length."""
    while over > TINY and length > 0:
        part = min(over, lists[n, length - 1, MW])
        lists[n, length - 1, MW] -= part
        over -= part
        if lists[n, length - 1, MW] > TINY:
            break
        length -= 1
    return over, length


@part
def send_up(lists: Floats, n: int, p: int, first: int, length: int, count: int, here: float, keep: float) -> int:
    """Merge the list of ``n`` from place ``first`` on into that of its parent ``p``; return the parent's new length.

    What is sent up arrives less the loss, so it is dearer there; what replaces power from above saves the loss too, so
    it counts for more there, and is cheaper. ``here`` is the injection below the first bid. [MW]
    """
    for place in range(first, length):
        mw, price, who, gain = lists[n, place, MW], lists[n, place, PRICE], lists[n, place, WHO], lists[n, place, GAIN]
        if keep == 1.0:
            count = insert(lists, p, count, price, mw, who, gain)
            continue
        below = min(max(-here, 0.0), mw)
        if below > TINY:
            count = insert(lists, p, count, price * keep, below / keep, who, gain * keep)
        if mw - below > TINY:
            count = insert(lists, p, count, price / keep, (mw - below) * keep, who, gain / keep)
        here += mw
    return count


@part
def arrives(sent: float, keep: float) -> float:
    """Return what a line brings its parent when the area injects ``sent``; it sends more when it receives. [MW]"""
    return sent * keep if sent > 0.0 else sent / keep


@part
def fill(bid_area: Ints, bids: Floats, number: int, lists: Floats, count: Ints) -> None:
    """Sort the first ``number`` bids into the lists of their areas, none of them used yet."""
    for n in range(count.shape[0]):
        count[n] = 0
    for b in range(number):
        bids[b, USED] = 0.0
        if bids[b, MW] > TINY:
            n = bid_area[b]
            count[n] = insert(lists, n, count[n], bids[b, PRICE], bids[b, MW], b, 1.0)


@part
def merge(
    tree: Tree,
    capacity: Floats,
    low: Floats,
    bids: Floats,
    lists: Floats,
    count: Ints,
    edge: Floats,
) -> bool:
    """Merge the lists of all areas up to the root; tell whether every line can be kept.

    ``tree`` is order, parent and kept share. ``low`` holds the injection of each area without any bid, and is changed.
    Bids that a line forces are marked as used. ``edge`` gets the prices at the two ends of what each line lets
    through. What is left at the root is settled by `take`.
    """
    order, parent, keep = tree
    for i in range(order.shape[0] - 1):
        n = order[i]
        p, most, length, first = parent[n], capacity[n], count[n], 0
        least = -most * keep[n]
        edge[n, 0], edge[n, 1] = 0.0, np.inf
        if low[n] < least:
            need, first = take(lists, n, length, bids, least - low[n])
            low[n] = least
            if need > TINY:
                return False
            edge[n, 0] = lists[n, first, PRICE] if first < length else np.inf
        top = low[n]
        for place in range(first, length):
            top += lists[n, place, MW]
        if top > most:
            over, length = drop(lists, n, length, top - most)
            if over > TINY or length < first:
                return False
            edge[n, 1] = lists[n, length - 1, PRICE] if length > 0 else 0.0
        count[p] = send_up(lists, n, p, first, length, count[p], low[n], keep[n])
        low[p] += arrives(low[n], keep[n])
    return True
