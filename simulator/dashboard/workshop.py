"""Where pieces of work wait for a free pair of hands: the most urgent first, and everybody in turn."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable
from itertools import count
from queue import PriorityQueue
from threading import Lock, Thread, get_native_id
from typing import Final

NOW: Final = 0  # somebody waits for a figure
NEXT: Final = 1  # somebody will probably ask for it in a moment
SOON: Final = 2  # somebody waits for the rest
SPARE: Final = 3  # nobody has asked yet
NICENESS: Final = 5
Piece = Callable[[], object]


class Workshop:
    """A few threads that do pieces of work in order of urgency; where that is the same, readers take turns.

    Whoever has laid a hundred pieces here waits for his second one until everybody else has had a first one done.

    Parameters
    ----------
    hands : int
        Pieces in work at once.
    """

    def __init__(self, hands: int) -> None:
        self._waiting: PriorityQueue[tuple[int, int, int, Piece]] = PriorityQueue()
        self._number = count()
        self._round: defaultdict[int, int] = defaultdict(int)
        self._rounds_of: dict[tuple[int, Hashable], int] = {}
        self._lock = Lock()
        for place in range(hands):
            Thread(target=self._work, name=f"workshop-{place}", daemon=True).start()

    def put(self, urgency: int, piece: Piece, *, reader: Hashable = None) -> None:
        """Lay a piece of work among those that wait; it answers for its own faults.

        Parameters
        ----------
        urgency : int
        piece : callable
        reader : hashable, optional
            For whom it is done; the next piece of the same reader comes a round later.
        """
        with self._lock:
            self._forget_past_rounds()
            mine = (urgency, reader)
            turn = self._rounds_of[mine] = max(self._rounds_of.get(mine, 0), self._round[urgency]) + 1
            self._waiting.put((urgency, turn, next(self._number), piece))

    def take(self, *, block: bool = True) -> Piece:
        """Take the piece whose turn it is.

        Raises
        ------
        Empty
            If there is none, and nobody waits for one.
        """
        urgency, turn, _, piece = self._waiting.get(block)
        with self._lock:
            self._round[urgency] = max(self._round[urgency], turn)
        return piece

    def _forget_past_rounds(self) -> None:
        """Keep no more readers in mind than have something waiting."""
        past = [key for key, turn in self._rounds_of.items() if turn <= self._round[key[0]]]
        for key in past:
            del self._rounds_of[key]

    def _work(self) -> None:
        give_way()
        while True:
            self.take()()


def give_way() -> None:
    """Let the thread that calls, and those that it starts, run after those that write a page, where that can be said.

    Linux alone counts niceness by thread.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, get_native_id(), NICENESS)
