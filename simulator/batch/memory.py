"""How much memory one process of a batch may take, so that a case that asks for too much ends alone."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from simulator.batch.evaluate import Evaluate, Start

resource: Any = import_module("resource") if find_spec("resource") else None  # Windows has none, and so no limit
BYTES_PER_GB: Final = 1_000_000_000
LEAST_GB: Final = 2.0  # the model itself takes well below one
FOR_ALL_SHARE: Final = 0.8  # the rest is for whoever else uses the machine


def share_of_memory(jobs: int) -> float:
    """Return the memory that each of some processes may take on this machine. [GB]

    Examples
    --------
    >>> share_of_memory(1) >= share_of_memory(4) >= LEAST_GB
    True
    """
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return LEAST_GB
    machine_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / BYTES_PER_GB
    return max(FOR_ALL_SHARE * machine_gb / jobs, LEAST_GB)


def start_within(memory_gb: float, start: Start) -> Evaluate:
    """Limit the memory of this process, then start; what asks for more meets a ``MemoryError``.

    Parameters
    ----------
    memory_gb : float
        What it may hold, of Linux; other systems set no such limit. [GB]
    start : callable
        What is begun within the limit.
    """
    if resource is not None:
        most_bytes = int(memory_gb * BYTES_PER_GB)
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        within = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (within, hard))
    return start()
