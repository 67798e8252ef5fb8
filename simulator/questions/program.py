"""A linear program put together block by block: columns of hours, rows of hours."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.optimize import linprog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """One side of the program, equalities or lower limits, as it grows."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    right: list[Floats] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Rows so far."""
        return sum(len(part) for part in self.right)

    def add(self, right: Floats) -> Ints:
        """Add one row per hour with the given right side; return the rows."""
        rows = np.arange(self.count, self.count + len(right))
        self.right.append(right)
        return rows

    def put(self, rows: Ints, columns: Ints, value: float, *, later: int = 0) -> None:
        """Put a coefficient between an hour's column and the row ``later`` hours after it."""
        span = len(rows) - later
        if span > 0:
            self.row.append(rows[later:])
            self.column.append(columns[:span])
            self.value.append(np.full(span, float(value)))

    def limits(self) -> Floats:
        """Return the right sides. shape (rows,)"""
        return np.concatenate(self.right) if self.right else np.zeros(0)

    def matrix(self, columns: int) -> sparse.csr_matrix:
        """Return the coefficients. shape (rows, columns)"""
        if not self.row:
            return sparse.csr_matrix((self.count, columns))
        parts = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.column)))
        return sparse.csr_matrix(parts, shape=(self.count, columns))


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A linear program over a number of hours: least cost, equalities, and rows that are at least something."""

    hours: int
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    cost: list[Floats] = field(default_factory=list)
    equal: Rows = field(default_factory=Rows)
    at_least: Rows = field(default_factory=Rows)

    def column(self, high: ArrayLike, *, low: ArrayLike = 0.0, cost: ArrayLike = 0.0) -> Ints:
        """Add one variable per hour, between ``low`` and ``high``; return its columns. shape (hours,)"""
        first = self.hours * len(self.low)
        for parts, value in ((self.low, low), (self.high, high), (self.cost, cost)):
            parts.append(np.broadcast_to(np.asarray(value, dtype=float), (self.hours,)))
        return np.arange(first, first + self.hours)

    def solve(self) -> Solution:
        """Find the least cost.

        Raises
        ------
        ValueError
            If there is no solution; the solver's words are passed on.
        """
        count = self.hours * len(self.low)
        found = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
            np.concatenate(self.cost),
            A_ub=-self.at_least.matrix(count),
            b_ub=-self.at_least.limits(),
            A_eq=self.equal.matrix(count),
            b_eq=self.equal.limits(),
            bounds=np.stack([np.concatenate(self.low), np.concatenate(self.high)], axis=1),
            method="highs-ds",
        )
        if found.status != 0:
            raise ValueError(f"the linear program has no solution: {found.message}")
        return Solution(found.x, float(found.fun), found.eqlin.marginals, -found.ineqlin.marginals)


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Value of every column, the least cost, and what one more on the right side of each row would cost."""

    value: Floats
    cost: float
    equal_price: Floats
    at_least_price: Floats

    def __getitem__(self, columns: Ints) -> Floats:
        """Return the values of some columns, rounding errors below zero taken away."""
        return np.maximum(self.value[columns], 0.0)
