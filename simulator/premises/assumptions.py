"""Numbers about the world: each with its range, unit, source and word of confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Confidence = Literal["measured", "estimate", "assumption"]


class Range(NamedTuple):
    """Low, central and high value of one number, all in its own unit."""

    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number about the world, with everything needed to trust or contest it.

    Parameters
    ----------
    value, low, high : float
        Central value and plausible range, ``low <= value <= high``. [unit]
    unit : str
        Unit in words of the field, ``1`` for shares.
    source : str
        Where it comes from; for an assumption, why this value.
    year : int
        Year that the number describes.
    confidence : {'measured', 'estimate', 'assumption'}
        The word that travels to screen and export.
    note : str
        Conflicting sources and other remarks.

    Raises
    ------
    ValueError
        If the range is not ordered or not finite.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str
    year: int
    confidence: Confidence
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a range that is not ordered and finite."""
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low <= self.value <= self.high):
            raise ValueError(f"range must be finite and ordered: {self.low} <= {self.value} <= {self.high}")


@dataclass(frozen=True, slots=True, eq=False)
class Assumptions:
    """Every ranged number used in one run, by dotted id.

    Parameters
    ----------
    ranges : mapping of str to Range
        Dotted id to low, central, high. An overridden or drawn number has all three equal.

    Examples
    --------
    >>> assumptions = Assumptions({"labour.household_size": Range(1.3, 1.7, 2.2)})
    >>> assumptions["labour.household_size"]
    1.7
    """

    ranges: Mapping[str, Range]

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        object.__setattr__(self, "ranges", MappingProxyType(dict(self.ranges)))

    def __getitem__(self, name: str) -> float:
        """Return the central value of one number. [its unit]"""
        return self.ranges[name].central

    def cases(self, name: str) -> NDArray[np.float64]:
        """Return low, central and high of one number. [its unit], shape (3,)"""
        return np.array(self.ranges[name])
