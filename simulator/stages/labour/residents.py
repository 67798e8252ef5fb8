"""Employed residents and people of working age without the scenario, and who comes with an in-migrant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import OLDEST, Assumptions, Region, age_span
from simulator.records import People

Floats = NDArray[np.float64]
EMPLOYED_YEAR: Final = 2024
WORKING_AGE: Final = "20-66"
WIDE_AGE: Final = "15-74"
EVERYBODY: Final = "total"


def on_next_january(people: People, years: Sequence[int], group: str) -> Floats:
    """Return people of the region on 1 January after each year. [persons], shape (cases, years)"""
    first, last = age_span(group)
    places = [people.dates.index(max(year + 1, people.dates[0])) for year in years]
    return np.asarray(people.between(first, last).sum(axis=1)[:, places])


def baseline_employed(years: Sequence[int], people: People, assumptions: Assumptions) -> Floats:
    """Return employed residents without the scenario.

    Parameters
    ----------
    years : sequence of int
    people : People
        Uses residents aged 20–66.
    assumptions : Assumptions
        Uses ``labour.employed_persons_2024`` (central: its range is a matter of definition) and
        ``labour.employment_ratio_share``.

    Returns
    -------
    ndarray
        The count of 2024, following the residents aged 20–66; earlier years keep the count.
        [persons], shape (cases, years)
    """
    dates = [max(year, EMPLOYED_YEAR) for year in (EMPLOYED_YEAR, *years)]
    residents = on_next_january(people, dates, WORKING_AGE)
    ratio = assumptions.cases("labour.employment_ratio_share")[:, None]
    return np.asarray(assumptions["labour.employed_persons_2024"] + ratio * (residents[:, 1:] - residents[:, :1]))


def persons_per_in_migrant(group: str, region: Region, assumptions: Assumptions) -> Floats:
    """Return how many persons of an age group come with one job filled by moving in.

    The worker is one; the rest of the household is composed as the region's population.

    Parameters
    ----------
    group : str
        Such as ``20-66``; must hold the worker.
    region : Region
        Uses the full count by single years of age.
    assumptions : Assumptions
        Uses ``labour.household_size_persons``.

    Returns
    -------
    ndarray
        [persons per in-migrant], shape (cases,)
    """
    first, last = age_span(group)
    persons = region.demography.persons
    share = persons[:, first : last + 1].sum() / persons[:, : OLDEST + 1].sum()
    rest = np.maximum(assumptions.cases("labour.household_size_persons") - 1, 0.0)
    return np.asarray(1 + rest * share)
