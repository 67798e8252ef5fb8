"""Where pieces of work wait for a free pair of hands: the most urgent first, and everybody in turn."""

from __future__ import annotations

import logging
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from contextlib import nullcontext
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Thread, get_native_id
from typing import Final

from simulator.threads import RIGHT_OF_WAY

LOG: Final = logging.getLogger(__name__)
NOW: Final = 0  # somebody waits for a figure
NEXT: Final = 1  # somebody will probably ask for it in a moment
SOON: Final = 2  # somebody waits for the rest
SPARE: Final = 3  # nobody has asked yet
NICENESS: Final = 10  # a tenth of the processor beside what is quick
Piece = Callable[[], object]


class Workshop:
    """A few threads that do pieces of work in order of urgency; where that is the same, readers take turns.

    Whoever has laid a hundred pieces here waits for his second one until everybody else has had a first one done.

    Parameters
    ----------
    hands : sequence of int
        For each pair of hands, the least urgent work that it takes: so one is always free for what somebody waits for,
        and what is done meanwhile gives way to it. A piece that goes wrong stops no other.
    """

    def __init__(self, hands: Sequence[int]) -> None:
        self._waiting: list[tuple[int, int, int, Piece]] = []
        self._number = count()
        self._round: defaultdict[int, int] = defaultdict(int)
        self._rounds_of: dict[tuple[int, Hashable], int] = {}
        self._laid = Condition()
        for place, most in enumerate(hands):
            Thread(target=self._work, args=(most,), name=f"workshop-{place}-{most}", daemon=True).start()

    def put(self, urgency: int, piece: Piece, *, reader: Hashable = None) -> None:
        """Lay a piece of work among those that wait; it answers for its own faults.

        Parameters
        ----------
        urgency : int
        piece : callable
        reader : hashable, optional
            For whom it is done; the next piece of the same reader comes a round later.
        """
        with self._laid:
            self._forget_past_rounds()
            mine = (urgency, reader)
            turn = self._rounds_of[mine] = max(self._rounds_of.get(mine, 0), self._round[urgency]) + 1
            heappush(self._waiting, (urgency, turn, next(self._number), piece))
            self._laid.notify_all()

    @property
    def left(self) -> int:
        """How many pieces wait."""
        return len(self._waiting)

    def take(self, most: int = SPARE) -> tuple[int, Piece]:
        """Take the piece whose turn it is, among those that are at least so urgent; wait until there is one.

        Returns
        -------
        urgency, piece : int, callable
        """
        with self._laid:
            self._laid.wait_for(lambda: bool(self._waiting) and self._waiting[0][0] <= most)
            urgency, turn, _, piece = heappop(self._waiting)
            self._round[urgency] = max(self._round[urgency], turn)
            return urgency, piece

    def _forget_past_rounds(self) -> None:
        """Keep no more readers in mind than have something waiting."""
        past = [key for key, turn in self._rounds_of.items() if turn <= self._round[key[0]]]
        for key in past:
            del self._rounds_of[key]

    def _work(self, most: int) -> None:
        if most > NOW:
            give_way(NICENESS)
        while True:
            urgency, piece = self.take(most)
            RIGHT_OF_WAY.be(patient=urgency > NOW)
            try:
                with nullcontext() if urgency > NOW else RIGHT_OF_WAY.taken():
                    piece()
            except Exception:  # whoever waits has been told; the hand must go on
                LOG.exception("a piece of work went wrong")


def give_way(niceness: int) -> None:
    """Let the thread that calls, and those that it starts, run after others, where that can be said.

    Linux alone counts niceness by thread.
    """
    if sys.platform == "linux":
        me = get_native_id()
        os.setpriority(os.PRIO_PROCESS, me, os.getpriority(os.PRIO_PROCESS, me) + niceness)
