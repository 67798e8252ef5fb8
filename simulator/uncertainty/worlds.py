"""Worlds at once: every assumption drawn from its own range, or one at a time moved from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Range

Floats = NDArray[np.float64]

CHUNK: Final = 4096  # worlds: arrays of some MB, large enough that numpy's own cost per call is small


def triangular(lot_share: Floats, between: Range) -> Floats:
    """Return the values below which given parts of a triangle over low, central and high lie.

    Parameters
    ----------
    lot_share : ndarray
        Parts of the triangle, from 0 up to 1. [share], any shape
    between : Range
        Ends and peak. [any unit]

    Returns
    -------
    ndarray
        Within low and high; central where there is no range. [the same unit], same shape

    References
    ----------
    .. [1] Kotz and van Dorp, *Beyond Beta*, World Scientific 2004, section 1.2.

    Examples
    --------
    >>> triangular(np.array([0.0, 0.125, 0.5, 0.92]), Range(0.0, 1.0, 2.0)).round(2)
    array([0. , 0.5, 1. , 1.6])
    """
    low, central, high = between
    left, right = central - low, high - central
    rising = low + np.sqrt(lot_share * (left + right) * left)
    falling = high - np.sqrt((1 - lot_share) * (left + right) * right)
    return np.clip(np.where(lot_share * (left + right) < left, rising, falling), low, high)


def stream_of(name: str, seed: int) -> np.random.PCG64:
    """Return the stream of random numbers that a name and a seed decide, whatever else is drawn."""
    return np.random.PCG64(np.random.SeedSequence(seed, spawn_key=tuple(name.encode())))


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Worlds in which every number is drawn from its own range, each on its own.

    Answers as `Assumptions` does, with one world per draw instead of low, central and high. A number is drawn when it
    is asked for, from a stream that its id and the seed decide, so it depends neither on what else is drawn nor on how
    many draws there are, and any part of the draws can be had without the rest.

    Parameters
    ----------
    assumptions : Assumptions
        Gives the ranges; what a scenario overrides has none and is the same in every draw.
    count : int
        How many draws, 1 or more.
    seed : int
    first : int
        Number of the first draw, 0 or more.

    Raises
    ------
    ValueError
        If there is no draw, or the first has a negative number.

    Examples
    --------
    >>> few = Draws(Assumptions({"labour.household_size_persons": Range(1.3, 1.7, 2.2)}), count=3, seed=2024)
    >>> few.cases("labour.household_size_persons").round(3)
    array([1.613, 1.573, 1.684])
    >>> replace(few, count=1, first=2).cases("labour.household_size_persons").round(3)
    array([1.684])
    """

    assumptions: Assumptions
    count: int
    seed: int
    first: int = 0
    _drawn: dict[str, Floats] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse draws that do not exist."""
        if self.count < 1 or self.first < 0:
            raise ValueError(f"draws {self.first} to {self.first + self.count - 1}: one or more are wanted, from 0")

    @property
    def drawn(self) -> bool:
        """Drawn, and in no order."""
        return True

    def __getitem__(self, name: str) -> Floats:
        """Return one number in every draw. [its unit], shape (worlds,)"""
        return self.cases(name)

    def cases(self, name: str) -> Floats:
        """Return one number in every draw. [its unit], shape (worlds,)"""
        if name not in self._drawn:
            values = triangular(self._lots(name), self.assumptions.ranges[name])
            values.flags.writeable = False
            self._drawn[name] = values
        return self._drawn[name]

    def highest(self, name: str) -> float:
        """Return the high of one number. [its unit]"""
        return self.assumptions.highest(name)

    def chunks(self, size: int = CHUNK) -> Iterator[Draws]:
        """Yield the same draws in parts of a size that memory holds easily, in order."""
        end = self.first + self.count
        for first in range(self.first, end, size):
            yield replace(self, first=first, count=min(size, end - first))

    def _lots(self, name: str) -> Floats:
        """Return the lots of one number, from the first draw on. [share], shape (worlds,)"""
        return np.random.Generator(stream_of(name, self.seed).advance(self.first)).random(self.count)


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """Worlds in which one number at a time stands at its low and at its high, and all others are central.

    World 0 is central throughout; the worlds after it come in pairs, low and high of each name.

    Parameters
    ----------
    assumptions : Assumptions
    names : tuple of str
        Ids of the numbers that move.

    Examples
    --------
    >>> one = Swings(Assumptions({"jobs.a": Range(1.0, 2.0, 4.0), "jobs.b": Range(5.0, 6.0, 7.0)}), ("jobs.a",))
    >>> one["jobs.a"], one["jobs.b"]
    (array([2., 1., 4.]), array([6., 6., 6.]))
    """

    assumptions: Assumptions
    names: tuple[str, ...] = ()
    asked: set[str] = field(default_factory=set, init=False, repr=False)

    @property
    def count(self) -> int:
        """One central world, and two for each number that moves."""
        return 1 + 2 * len(self.names)

    @property
    def drawn(self) -> bool:
        """In no order of low, central and high."""
        return True

    def __getitem__(self, name: str) -> Floats:
        """Return one number in every world. [its unit], shape (worlds,)"""
        return self.cases(name)

    def cases(self, name: str) -> Floats:
        """Return one number in every world, and remember that it was asked for. [its unit], shape (worlds,)"""
        self.asked.add(name)
        low, central, high = self.assumptions.ranges[name]
        values = np.full(self.count, central)
        if name in self.names:
            first = 1 + 2 * self.names.index(name)
            values[first : first + 2] = low, high
        return values

    def highest(self, name: str) -> float:
        """Return the high of one number. [its unit]"""
        return self.assumptions.highest(name)
