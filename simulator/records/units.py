"""Three ways of counting work that must never be added to one another: persons, full-time equivalents, job-years.

A person at work half the time is one person and half a full-time equivalent. A crew of ten that builds for two years
has done twenty job-years and leaves no job behind. Adding the three gives a figure without meaning, so it is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Real
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """Figures of one way of counting; the array is read-only.

    Raises
    ------
    TypeError
        If figures of another kind, or a bare number, are added, subtracted or multiplied in.
    """

    values: Floats

    def __post_init__(self) -> None:
        """Look at the figures without letting anybody change them."""
        seen = np.asarray(self.values, dtype=float).view()
        seen.flags.writeable = False
        object.__setattr__(self, "values", seen)

    def __add__(self, other: Self) -> Self:
        """Add figures of the same kind."""
        return type(self)(self.values + self._like(other).values)

    def __sub__(self, other: Self) -> Self:
        """Subtract figures of the same kind."""
        return type(self)(self.values - self._like(other).values)

    def __mul__(self, factor: float) -> Self:
        """Scale by a plain number."""
        if not isinstance(factor, Real):
            raise TypeError(f"{type(self).__name__} can be scaled by a number, not by {type(factor).__name__}")
        return type(self)(self.values * float(factor))

    __rmul__ = __mul__

    def sum(self) -> float:
        """Return all figures added up, in the same unit."""
        return float(self.values.sum())

    def _like(self, other: object) -> Self:
        """Return the other figures if they are counted in the same way."""
        if type(other) is not type(self):
            kinds = f"{type(self).__name__} and {type(other).__name__}"
            raise TypeError(f"{kinds} are counted differently and cannot be added")
        return other


class Persons(_Counted):
    """People at work, full-time or part-time, on average over the year. ``values`` [persons], any shape

    Examples
    --------
    >>> (Persons(np.array([2.0])) + Persons(np.array([3.0]))).values
    array([5.])
    """

    __slots__ = ()


class Fte(_Counted):
    """Full-time equivalents: the same work if everybody worked full time. ``values`` [FTE], any shape"""

    __slots__ = ()


class JobYears(_Counted):
    """Work that is done once: one person for one year. ``values`` [job-years], any shape

    Examples
    --------
    >>> JobYears(np.array([20.0])) + Persons(np.array([10.0]))
    Traceback (most recent call last):
    ...
    TypeError: JobYears and Persons are counted differently and cannot be added
    """

    __slots__ = ()
