"""What has been worked out before, so that moving one lever does not work out everything anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

T = TypeVar("T")
MOST: Final = 400  # horizon years of a scenario under 30 weathers take about 0.2 MB each
MOST_SHARED: Final = 8  # what many scenarios share takes some tens of MB


class Recall:
    """Answers by everything that they depend on; the longest unused are forgotten first. Threads may share one.

    Parameters
    ----------
    most : int
        Answers kept at once; what many scenarios share is counted apart.

    Examples
    --------
    >>> recall = Recall()
    >>> recall.once(("sum", 2), lambda: 1 + 1), recall.once(("sum", 2), lambda: 99)
    (2, 2)
    """

    def __init__(self, most: int = MOST) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._shared: OrderedDict[Hashable, Any] = OrderedDict()
        self._most = {id(self._kept): most, id(self._shared): MOST_SHARED}

    def __contains__(self, key: Hashable) -> bool:
        """Tell whether an answer is known."""
        with self._lock:
            return key in self._kept

    def __len__(self) -> int:
        """Return how many answers are known."""
        return len(self._kept)

    def once(self, key: Hashable, work: Callable[[], T], *, shared: bool = False) -> T:
        """Return the answer of this key, worked out if it is not known; few are kept of those that many share."""
        kept = self._shared if shared else self._kept
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
                known: T = kept[key]
                return known
        answer = work()
        with self._lock:
            kept[key] = answer
            while len(kept) > self._most[id(kept)]:
                kept.popitem(last=False)
        return answer
