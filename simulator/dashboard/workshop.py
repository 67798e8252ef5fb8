"""Where pieces of work wait for a free pair of hands: the most urgent first, and none holds the others up for long."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Final

NOW: Final = 0  # somebody waits for a figure
NEXT: Final = 1  # somebody will probably ask for it in a moment
SOON: Final = 2  # somebody waits for the rest
SPARE: Final = 3  # nobody has asked yet
Piece = Callable[[], object]


class Workshop:
    """A few threads that do pieces of work in order of urgency, and in order of arrival where that is the same.

    Parameters
    ----------
    hands : int
        Pieces in work at once.
    """

    def __init__(self, hands: int) -> None:
        self._waiting: PriorityQueue[tuple[int, int, Piece]] = PriorityQueue()
        self._number = count()
        for place in range(hands):
            Thread(target=self._work, name=f"workshop-{place}", daemon=True).start()

    def put(self, urgency: int, piece: Piece) -> None:
        """Lay a piece of work among those that wait; it answers for its own faults."""
        self._waiting.put((urgency, next(self._number), piece))

    @property
    def pressed(self) -> bool:
        """Tell whether a piece waits that somebody waits for now."""
        first = self._waiting.queue[:1]
        return bool(first) and first[0][0] <= NEXT

    def _work(self) -> None:
        while True:
            _, _, piece = self._waiting.get()
            piece()
