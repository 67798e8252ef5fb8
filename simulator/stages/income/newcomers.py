"""What new establishments and new inhabitants pay to the municipalities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, WeatherYears, capital_per_mw
from simulator.stages.income.places import standing

Floats = NDArray[np.float64]


def establishment_property_tax(
    establishments: Sequence[Establishment], years: Sequence[int], *, numbers: Assumptions, weather: WeatherYears
) -> Floats:
    """Return the property tax of new establishments, on the taxable part of what was built.

    Parameters
    ----------
    establishments : sequence of Establishment
    years : sequence of int
    numbers : Assumptions
        Of one case; uses ``establishment.<kind>.capital_mnok_per_mw``, ``income.establishment_taxable_share`` and
        ``income.establishment_property_tax_share``.
    weather : WeatherYears

    Returns
    -------
    ndarray
        [MNOK], shape (years, weather, establishments)
    """
    taxed = numbers["income.establishment_taxable_share"] * numbers["income.establishment_property_tax_share"]
    per_mw = np.array(
        [capital_per_mw(one, numbers[f"establishment.{one.kind}.capital_mnok_per_mw"]) for one in establishments]
    )
    built = [[sum(mw for start, mw in one.steps if start <= year) for one in establishments] for year in years]
    capital = per_mw * np.array(built).reshape(len(years), len(establishments))
    return np.asarray(standing(establishments, years, weather) * (taxed * capital)[:, None, :])


def inhabitants_tax(in_migrant_persons: Floats, numbers: Assumptions) -> Floats:
    """Return the tax of new inhabitants, before the state evens incomes out.

    Tax follows where a person lives on 1 January, so those who came for last year's jobs count.

    Parameters
    ----------
    in_migrant_persons : ndarray
        Workers who moved in. [persons], shape (municipalities, years, weather)
    numbers : Assumptions
        Of one case; uses ``labour.household_size_persons`` and ``income.tax_per_inhabitant_mnok``.

    Returns
    -------
    ndarray
        [MNOK], same shape
    """
    moved_in = in_migrant_persons * numbers["labour.household_size_persons"]
    registered = np.concatenate([np.zeros_like(moved_in[:, :1]), moved_in[:, :-1]], axis=1)
    return np.asarray(registered * numbers["income.tax_per_inhabitant_mnok"])
