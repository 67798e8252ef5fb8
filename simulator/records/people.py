"""What the room for people hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
TOLERANCE_PERSONS: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class People:
    """Inhabitants by municipality and single years of age, before any scenario brings somebody.

    Parameters
    ----------
    municipalities : tuple of str
    dates : tuple of int
        Years in a row, each meaning 1 January.
    counted : int
        How many of the dates, from the first, stand on a count; the flows lead from the last of them to the others.
    persons : ndarray
        [persons], shape (cases, municipalities, dates, ages); the last age holds everybody older
    births : ndarray
        Born between two dates and alive at the second. [persons], shape (cases, municipalities, steps)
    deaths, leaving : ndarray
        By age on the first of the two dates. [persons], shape (cases, municipalities, steps, ages)
    arriving : ndarray
        By age on the second of the two dates. [persons], same shape

    Raises
    ------
    ValueError
        If a figure is negative or not finite, or if people appear or vanish: those of an age are those a year younger
        less deaths and moves out plus moves in, in every municipality; the newborn are births plus moves in.
    """

    municipalities: tuple[str, ...]
    dates: tuple[int, ...]
    counted: int
    persons: Floats
    births: Floats
    deaths: Floats
    leaving: Floats
    arriving: Floats

    def __post_init__(self) -> None:
        """Check sign, finiteness and that people are conserved."""
        for name in ("persons", "births", "deaths", "leaving", "arriving"):
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            freeze(values)
        before = self.persons[:, :, self.counted - 1 : -1]
        expected = np.roll(before - self.deaths - self.leaving, 1, axis=-1)
        expected[..., -1] += expected[..., 0]  # the oldest stay the oldest
        expected[..., 0] = self.births
        gap = np.abs(self.persons[:, :, self.counted :] - expected - self.arriving)
        if gap.max(initial=0.0) > TOLERANCE_PERSONS:
            case, place, step, age = (int(axis) for axis in np.unravel_index(gap.argmax(), gap.shape))
            year = self.dates[self.counted + step]
            where = f"{self.municipalities[place]}, age {age}, 1 January {year}, case {case}"
            raise ValueError(f"people are not conserved: {gap.max():.6g} too many or too few in {where}")

    def between(self, first_age: int, last_age: int) -> Floats:
        """Return people of some ages, both included. [persons], shape (cases, municipalities, dates)"""
        return np.asarray(self.persons[..., first_age : last_age + 1].sum(axis=-1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleNeeded:
    """How many people the two goals for work ask for, in whole steps that can be followed.

    Jobs and inhabitants [persons]; ages 20–66 where nothing else is said.
    """

    first_year: int
    by: int
    employed: float
    target: float
    jobs_per_year: float
    yearly_goal: float
    would_be: float
    working_age_now: float
    counted: int
    working_age_needed: float
    working_age_still: float
    gap_persons_per_year: float
    high_ratio_share: float
    high_ratio_gap_persons_per_year: float
    in_migrant_workers: float
    in_migrant_workers_at_yearly_goal: float
    new_inhabitants: float
    new_inhabitants_at_yearly_goal: float
