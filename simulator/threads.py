"""Pieces of work side by side: the compiled loops let other threads run, and what can wait lets what is urgent pass."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition, local
from typing import Final, TypeVar

T = TypeVar("T")
PATIENCE_SECONDS: Final = 0.25  # of one call of `in_threads`: nobody waits for ever, however much is urgent


class RightOfWay:
    """Who is urgent at the moment; threads that can wait ask before each piece of work."""

    def __init__(self) -> None:
        self._mine = local()
        self._urgent = 0
        self._fewer = Condition()

    @property
    def patient(self) -> bool:
        """Whether the thread that asks can wait, as it has said or inherited."""
        return getattr(self._mine, "patient", False)

    def be(self, *, patient: bool) -> None:
        """Say whether the work of this thread can wait."""
        self._mine.patient = patient

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Let all that can wait stand still meanwhile."""
        with self._fewer:
            self._urgent += 1
        try:
            yield
        finally:
            with self._fewer:
                self._urgent -= 1
                self._fewer.notify_all()

    def let_pass(self, until: float) -> None:
        """Wait while something is urgent, at most until a moment of the monotonic clock. [s]"""
        if self._urgent:
            with self._fewer:
                self._fewer.wait_for(lambda: not self._urgent, timeout=max(until - time.monotonic(), 0.0))


RIGHT_OF_WAY: Final = RightOfWay()


def pool_of(hands: int) -> ThreadPoolExecutor:
    """Return a pool whose threads can wait if the thread that makes it can."""
    patient = RIGHT_OF_WAY.patient
    return ThreadPoolExecutor(max_workers=hands, initializer=lambda: RIGHT_OF_WAY.be(patient=patient))


def in_threads(work: Callable[[int], T], count: int) -> list[T]:
    """Call ``work`` for 0, 1, … ``count`` - 1 on all processors; the answers in order.

    Each thread takes the next number when it is free: much of the work takes a millisecond, less than an order of its
    own would cost.
    """
    hands, patient = min(os.cpu_count() or 1, count), RIGHT_OF_WAY.patient
    left, found, until = iter(range(count)), dict[int, T](), time.monotonic() + PATIENCE_SECONDS

    def hand() -> None:
        for number in left:
            if patient:
                RIGHT_OF_WAY.let_pass(until)
            found[number] = work(number)

    if hands <= 1:
        hand()
    else:
        with pool_of(hands) as pool:
            for order in [pool.submit(hand) for _ in range(hands)]:
                order.result()
    return [found[number] for number in range(count)]
