"""The axis of entries: projects, then establishments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Project

Floats = NDArray[np.float64]
Entry = Project | Establishment


def kind_of(entry: Entry) -> str:
    """Return the beginning of the ids of an entry's assumptions, such as ``project.wind``."""
    return f"{'project' if isinstance(entry, Project) else 'establishment'}.{entry.kind}"


def columns(rows: Sequence[Sequence[float] | Floats | NDArray[np.bool_]], length: int) -> Floats:
    """Stack one row per entry and turn them into columns, also where there are no entries.

    Parameters
    ----------
    rows : sequence
        One per entry, each of ``length`` figures. [any unit]
    length : int
        Length of a row.

    Returns
    -------
    ndarray
        [the same unit], shape (length, entries)
    """
    return np.array(rows, dtype=float).reshape(len(rows), length).T
