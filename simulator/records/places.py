"""What the room for labour says of each municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.labour import Labour
from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
WORK_LAYERS: Final = ("direct", "supplier", "induced", "public_service", "income")
TOLERANCE_PERSONS: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Jobs, employed residents and inhabitants by municipality; they sum to those of the region.

    Parameters
    ----------
    municipalities : tuple of str
    labour : Labour
        Of the region.
    offered_persons : ndarray
        Jobs offered where the work is done, in the order of ``WORK_LAYERS``.
        [persons], shape (layers, cases, municipalities, years, weather)
    baseline_employed_persons, employed_persons : ndarray
        Residents at work, without and with the scenario. [persons], shape (cases, municipalities, years, weather)
    in_migrant_persons : ndarray
        Workers who moved in, where they live. [persons], same shape
    population_persons : ndarray
        Inhabitants on the 1 January after each year. [persons], same shape

    Raises
    ------
    ValueError
        If a figure is not finite, jobs or people are negative, or the municipalities do not sum to the region.
    """

    municipalities: tuple[str, ...]
    labour: Labour
    offered_persons: Floats
    baseline_employed_persons: Floats
    employed_persons: Floats
    in_migrant_persons: Floats
    population_persons: Floats

    def __post_init__(self) -> None:
        """Check that nobody is lost or counted in two municipalities."""
        region = self.labour
        parts = {
            "offered_persons": self.offered_persons.sum(axis=0),
            "baseline_employed_persons": self.baseline_employed_persons,
            "employed_persons": self.employed_persons,
            "in_migrant_persons": self.in_migrant_persons,
            "population_persons": self.population_persons,
        }
        for name, values in parts.items():
            require_finite(name, values)
            require_at_least(name, values)
            gap = np.abs(values.sum(axis=1) - getattr(region, name)).max(initial=0.0)
            if gap > TOLERANCE_PERSONS:
                raise ValueError(f"{name} of the municipalities differ from the region's by {gap:.6g}")
        freeze(self.offered_persons, *list(parts.values())[1:])
