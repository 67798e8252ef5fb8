"""Shared checks of the laws that records keep."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

TOLERANCE_MW: Final = 1e-6
TOLERANCE_SHARE: Final = 1e-9


def freeze(*arrays: NDArray[np.generic]) -> None:
    """Make arrays read-only, so that nobody changes a record after its laws were checked."""
    for array in arrays:
        array.flags.writeable = False


def require_finite(name: str, values: NDArray[np.float64]) -> None:
    """Refuse values that are not finite.

    Raises
    ------
    ValueError
        Naming the first position.
    """
    # A sum is finite only if every term is: one pass, no temporary array of the same size.
    if not np.isfinite(values.sum()):
        place = tuple(int(axis[0]) for axis in np.nonzero(~np.isfinite(values)))
        raise ValueError(f"{name} is not finite at {place}")


def require_at_least(name: str, values: NDArray[np.float64], floor: float = 0.0) -> None:
    """Refuse values below a floor, beyond rounding, and values that are no numbers.

    Raises
    ------
    ValueError
        Naming the position and size of the worst breach.
    """
    if values.size and not values.min() >= floor - TOLERANCE_MW:
        place = tuple(int(axis) for axis in np.unravel_index(values.argmin(), values.shape))
        raise ValueError(f"{name} is {values.min():.6g} at {place}, below {floor:g}")
