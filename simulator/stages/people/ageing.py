"""One year in the life of a population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import AGES, Assumptions, Region

Floats = NDArray[np.float64]
FERTILE: Final = (15, 49)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rates:
    """How people are born, die and leave, by age on 1 January. [share of those of an age], shape (ages,)"""

    birth: Floats
    death: Floats
    leaving: Floats


class Step(NamedTuple):
    """People on the next 1 January and the flows of the year. [persons], shape (..., ages); births (...)"""

    persons: Floats
    births: Floats
    deaths: Floats
    leaving: Floats


def read_rates(region: Region, assumptions: Assumptions) -> Rates:
    """Return the rates of a year.

    Parameters
    ----------
    region : Region
        Uses the rates of ``demography``.
    assumptions : Assumptions
        Uses ``people.children_per_woman``, ``people.age_at_birth_years``, ``people.age_at_birth_spread_years`` and
        ``people.women_share``.
    """
    ages = np.arange(AGES)
    mean, spread = assumptions["people.age_at_birth_years"], assumptions["people.age_at_birth_spread_years"]
    bell = np.where((ages >= FERTILE[0]) & (ages <= FERTILE[1]), np.exp(-0.5 * ((ages - mean) / spread) ** 2), 0.0)
    birth = assumptions["people.children_per_woman"] * assumptions["people.women_share"] * bell / bell.sum()
    return Rates(birth=birth, death=region.demography.death_share, leaving=region.demography.leaving_share)


def next_january(persons: Floats, rates: Rates, arriving: Floats) -> Step:
    """Let everybody grow a year older: some are born, die or leave first, others arrive.

    Parameters
    ----------
    persons : ndarray
        On 1 January. [persons], shape (..., ages)
    rates : Rates
    arriving : ndarray
        By age on the next 1 January. [persons], shape (..., ages)

    Examples
    --------
    >>> nobody = np.zeros(AGES)
    >>> ones = next_january(np.ones(AGES), Rates(birth=nobody, death=nobody, leaving=nobody), nobody).persons
    >>> ones[[0, 1, -1]]
    array([0., 1., 2.])
    """
    deaths = persons * rates.death
    leaving = (persons - deaths) * rates.leaving
    births = (persons * rates.birth).sum(axis=-1)
    older = np.roll(persons - deaths - leaving, 1, axis=-1)
    older[..., -1] += older[..., 0]
    older[..., 0] = births
    return Step(older + arriving, births, deaths, leaving)
