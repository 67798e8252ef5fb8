"""What a map of the region is drawn from; nothing is calculated from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Spot(NamedTuple):
    """Where something is drawn, and on which side its name is written. [° east, ° north]"""

    lon: float
    lat: float
    side: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """Borders of municipalities, and the spots of grid areas and exchange points.

    Parameters
    ----------
    borders : mapping of str to ndarray
        Corners of each municipality, in order. [° east, ° north], shape (corners, 2)
    areas, exchanges : mapping of str to Spot
        Chosen so that names find room; no position of anything that is built.
    """

    borders: Mapping[str, NDArray[np.float64]]
    areas: Mapping[str, Spot]
    exchanges: Mapping[str, Spot]
