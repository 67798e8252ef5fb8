"""The way from today's employed to those of a later year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_finite

Floats = NDArray[np.float64]
BRIDGE_STEPS: Final = (
    "ageing",
    "moving",
    "direct",
    "supplier",
    "induced",
    "public_service",
    "income",
    "displaced",
    "in_commuter",
    "returning_commuter",
    "unfilled",
)
TOLERANCE_PERSONS: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bridge:
    """Employed residents of one year explained, step by step; mean over weather years.

    Parameters
    ----------
    first_year, last_year : int
    start, end : ndarray
        Employed residents. [persons], shape (cases,)
    steps : ndarray
        What each of ``BRIDGE_STEPS`` adds or takes. [persons], shape (cases, steps)
    limit : str
        What keeps jobs from being filled in the last year, see `Labour`.

    Raises
    ------
    ValueError
        If start and steps do not sum to the end.
    """

    first_year: int
    last_year: int
    start: Floats
    steps: Floats
    end: Floats
    limit: str

    def __post_init__(self) -> None:
        """Check that the bridge reaches the other side."""
        require_finite("steps of the jobs bridge", self.steps)
        gap = np.abs(self.start + self.steps.sum(axis=-1) - self.end)
        if not gap.max(initial=0.0) <= TOLERANCE_PERSONS:
            raise ValueError(f"the jobs bridge misses its end by {gap.max():.6g} persons")
        freeze(self.start, self.steps, self.end)
