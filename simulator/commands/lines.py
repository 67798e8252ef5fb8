"""Progress where nobody watches a terminal, as in a log: a plain line from time to time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final

from simulator.batch.many import Report
from simulator.words import text

LINE_S: Final = 30.0


@dataclass(slots=True)
class Lines:
    """Told of every case, writes at most one line in thirty seconds on standard error.

    Parameters
    ----------
    name : str
        Of the plan.
    language : str
    clock : callable
        Seconds of a clock that never goes back. [s]
    """

    name: str
    language: str
    clock: Callable[[], float] = time.monotonic
    told_at: float = -inf

    def __call__(self, seen: Report) -> None:
        """Write how far it has come, if the last line is long ago."""
        now = self.clock()
        if now - self.told_at < LINE_S:
            return
        self.told_at = now
        counts = {"done": seen.done + seen.failed, "wanted": seen.wanted, "failed": seen.failed}
        sys.stderr.write(text("batch.line", self.language, name=self.name, **counts) + "\n")
        sys.stderr.flush()
