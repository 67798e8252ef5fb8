"""Weather years side by side: the compiled loops let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def in_threads(work: Callable[[int], T], count: int) -> list[T]:
    """Call ``work`` for 0, 1, … ``count`` - 1 on all processors; the answers in order."""
    if count == 1:
        return [work(0)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(work, range(count)))
