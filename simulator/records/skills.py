"""What the room for labour says of schooling and apprentices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.labour import Labour
from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
TOLERANCE_PERSONS: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skills:
    """Jobs by the schooling they ask for, and people who fill them by the schooling they have.

    Parameters
    ----------
    labour : Labour
    needed_persons, filled_persons : ndarray
        Jobs offered; people in them, schooled as their group usually is. The sums over levels are those of ``labour``.
        [persons], shape (levels, cases, years, weather)
    apprentices_today_persons : ndarray
        New contracts a year today, scaled from the nation. [persons/year], shape (cases,)
    apprentices_persons : ndarray
        New contracts a year: today's, those that come with new jobs for tradespeople, those that the scenario states.
        [persons/year], shape (cases, years, weather)

    Raises
    ------
    ValueError
        If a figure is negative or not finite, or the levels do not sum to all jobs, or to all who fill one.
    """

    labour: Labour
    needed_persons: Floats
    filled_persons: Floats
    apprentices_today_persons: Floats
    apprentices_persons: Floats

    def __post_init__(self) -> None:
        """Check that no job and nobody in it is lost between the levels."""
        offered = self.labour.offered_persons
        for name, whole in (("needed_persons", offered), ("filled_persons", offered - self.labour.unfilled_persons)):
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            gap = np.abs(values.sum(axis=0) - whole).max(initial=0.0)
            if gap > TOLERANCE_PERSONS:
                raise ValueError(f"{name} of all levels differ from the region's by {gap:.6g}")
        require_at_least("apprentices", self.apprentices_persons)
        freeze(self.needed_persons, self.filled_persons, self.apprentices_today_persons, self.apprentices_persons)

    @property
    def lacking_persons(self) -> Floats:
        """Jobs of a level beyond the people of that level who fill one. [persons], shape (levels, cases, years, ...)"""
        return np.asarray(np.maximum(self.needed_persons - self.filled_persons, 0.0))

    @property
    def apprentice_growth_share(self) -> Floats:
        """New contracts over today's, less 1. [share], shape (cases, years, weather)"""
        today = self.apprentices_today_persons[:, None, None]
        return np.asarray(self.apprentices_persons / today - 1)
