"""The axis of entries: projects, then establishments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Project, Scenario

Floats = NDArray[np.float64]
Entry = Project | Establishment


def entries_of(scenario: Scenario) -> tuple[Entry, ...]:
    """Return the axis of entries: projects, then establishments."""
    return (*scenario.projects, *scenario.establishments)


def kind_of(entry: Entry) -> str:
    """Return the beginning of the ids of an entry's assumptions, such as ``project.wind``."""
    return f"{'project' if isinstance(entry, Project) else 'establishment'}.{entry.kind}"


def columns(rows: Sequence[float | Floats | NDArray[np.bool_]], *shape: int) -> Floats:
    """Stack one row per entry and turn them into columns, also where there are no entries.

    Parameters
    ----------
    rows : sequence
        One per entry, each of a shape that broadcasts to ``shape``. [any unit]
    *shape : int
        Axes of a row, the last one first in the answer: many worlds lie side by side in memory.

    Returns
    -------
    ndarray
        [the same unit], shape (*reversed shape, entries)

    Examples
    --------
    >>> columns([np.array([1.0, 2.0]), np.array([3.0])], 2)
    array([[1., 3.],
           [2., 3.]])
    """
    stacked = np.empty((len(rows), *shape))
    for place, row in enumerate(rows):
        stacked[place] = row
    return stacked.T
