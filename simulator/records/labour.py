"""What the room for labour hands on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labour:
    """Who fills the jobs, and what that does to people and participation.

    ``employed_persons`` counts employed residents (the 7,811 of 2024); ``working_age_persons`` those aged 20–66;
    the four ways of filling a job plus ``unfilled_persons`` sum to ``offered_persons``.
    [persons], shape (cases, years, weather)

    Raises
    ------
    ValueError
        If the ways of filling a job do not sum to the jobs offered.
    """

    years: tuple[int, ...]
    baseline_employed_persons: Floats
    offered_persons: Floats
    in_migrant_persons: Floats
    in_commuter_persons: Floats
    resident_persons: Floats
    displaced_persons: Floats
    unfilled_persons: Floats
    public_service_persons: Floats
    employed_persons: Floats
    working_age_persons: Floats
    population_persons: Floats

    def __post_init__(self) -> None:
        """Check that people are neither lost nor invented."""
        filled = self.in_migrant_persons + self.in_commuter_persons + self.resident_persons
        filled = filled + self.displaced_persons + self.unfilled_persons
        gap = np.abs(filled - self.offered_persons)
        if gap.max(initial=0.0) > 1e-6:
            raise ValueError(f"ways of filling jobs differ from jobs offered by {gap.max():.6g} persons")
