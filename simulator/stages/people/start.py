"""Single years of age in years of which only age groups are published."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import OLDEST, Region, age_span

Floats = NDArray[np.float64]
ROUNDS: Final = 500
CLOSE_ENOUGH: Final = 1e-9
HARDLY_ANYBODY: Final = 1e-9  # an age of which the shape knows nobody can still be filled by its age group


@lru_cache(maxsize=32)  # the same region is asked for again with every other number
def estimate_ages(region: Region, year: int) -> Floats:
    """Estimate people by single years of age on one 1 January.

    Parameters
    ----------
    region : Region
        Uses the population table, and from ``demography`` the count by single years of age, the deaths and what is
        known of other ages.
    year : int
        One of the years of the population table.

    Returns
    -------
    ndarray
        Read-only. [persons], shape (municipalities, ages)

    Raises
    ------
    ValueError
        If the population table has no such year, or its sums cannot all be met.

    Notes
    -----
    The shape of the one full count follows its cohorts to the year, by survival alone. Then it is scaled in turn to
    every published age group of each municipality, and to what is known of the whole region, until all fit (iterative
    proportional fitting). In the year of the full count nothing is left to scale.
    """
    if year not in region.population_years:
        raise ValueError(f"no people counted on 1 January {year}: give one of {region.population_years}")
    persons = _shifted(region, year - region.demography.year)
    persons = np.where(persons > 0, persons, HARDLY_ANYBODY) if year != region.demography.year else persons.copy()
    counts = region.population[:, region.population_years.index(year)]
    spans: list[tuple[int, int, Floats | float]] = [
        (*age_span(group), counts[:, place])
        for place, group in enumerate(region.age_groups)
        if not np.isnan(counts[:, place]).any()
    ]
    spans += [(one.age_from, one.age_to, one.persons) for one in region.demography.age_counts if one.year == year]
    for _ in range(ROUNDS):
        if max(_scale(persons, *span) for span in spans) < CLOSE_ENOUGH:
            persons.flags.writeable = False
            return persons
    raise ValueError(f"the age groups of {year} contradict each other: no single years of age fit them all")


def _scale(persons: Floats, first: int, last: int, wanted: Floats | float) -> float:
    """Scale some ages to their sum, in place; return the largest relative step that this took."""
    part = persons[:, first : last + 1]
    found = part.sum(axis=1) if np.ndim(wanted) else np.full(1, part.sum())
    factor = np.divide(wanted, found, out=np.ones_like(found), where=found > 0)
    part *= factor[:, None]
    return float(np.abs(factor - 1).max())


def _shifted(region: Region, years: int) -> Floats:
    """Return the full count, its cohorts followed so many years onward or back. [persons], shape (places, ages)"""
    persons, survive = region.demography.persons.copy(), 1 - region.demography.death_share
    for _ in range(max(years, 0)):
        newborn = persons[:, :1]
        persons = np.concatenate([newborn, persons[:, :-1] * survive[:-1]], axis=1)
    for _ in range(max(-years, 0)):
        oldest = np.zeros_like(persons[:, :1])
        persons = np.concatenate([persons[:, 1:] / np.maximum(survive[:OLDEST], 0.5), oldest], axis=1)
    return persons
