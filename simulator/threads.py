"""Weather years side by side: the compiled loops let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_threads(work: Callable[[int], T], count: int) -> list[T]:
    """Call ``work`` for 0, 1, … ``count`` - 1 on all processors; the answers in order.

    Each thread takes the next number when it is free: much of the work takes a millisecond, less than an order of its
    own would cost.
    """
    hands = min(os.cpu_count() or 1, count)
    if hands == 1:
        return [work(number) for number in range(count)]
    left, found = iter(range(count)), dict[int, T]()

    def hand() -> None:
        for number in left:
            found[number] = work(number)

    with ThreadPoolExecutor(max_workers=hands) as pool:
        for order in [pool.submit(hand) for _ in range(hands)]:
            order.result()
    return [found[number] for number in range(count)]
