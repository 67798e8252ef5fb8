"""What the room for income hands on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_finite

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Income:
    """What the municipalities earn, in million NOK of the price year.

    ``mnok`` has shape (sources, municipalities, years, weather); ``existing`` says which sources come from plants that
    stand today.
    """

    years: tuple[int, ...]
    sources: tuple[str, ...]
    municipalities: tuple[str, ...]
    price_year: int
    mnok: Floats

    def __post_init__(self) -> None:
        """Check finiteness and make read-only."""
        require_finite("income", self.mnok)
        freeze(self.mnok)
