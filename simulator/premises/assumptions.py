"""Numbers about the world: each with its range, unit, source and word of confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Confidence = Literal["measured", "estimate", "assumption"]

CASE_COUNT: Final = 3


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


class Worlds(Protocol):
    """Every number about the world in several worlds at once: low, central and high, or many that are drawn.

    What is written for `Assumptions` holds for draws as it stands: both answer the same questions.
    """

    @property
    def count(self) -> int:
        """How many worlds."""

    @property
    def drawn(self) -> bool:
        """Whether they are drawn; if not, they are low, central and high, in this order."""

    def __getitem__(self, name: str) -> float | Floats:
        """Return a number that low, central and high share, shape (), or each draw has its own of. shape (worlds,)"""

    def cases(self, name: str) -> Floats:
        """Return a number that every world has its own of. [its unit], shape (worlds,)"""

    def highest(self, name: str) -> float:
        """Return the upper end of a number's range, whatever the world. [its unit]"""


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

    @property
    def count(self) -> int:
        """Three worlds."""
        return CASE_COUNT

    @property
    def drawn(self) -> bool:
        """Not drawn: low, central and high."""
        return False

    def cases(self, name: str) -> Floats:
        """Return low, central and high of one number. [its unit], shape (3,)"""
        return np.array(self.ranges[name])

    def highest(self, name: str) -> float:
        """Return the high of one number. [its unit]"""
        return self.ranges[name].high
