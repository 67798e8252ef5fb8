"""Which municipality gets what: plants, projects and establishments on the municipality axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Project, Region, WeatherYears
from simulator.realisation import realised

Floats = NDArray[np.float64]
Entry = Project | Establishment


def by_municipality(values: Floats, hosts: Floats) -> Floats:
    """Hand what each payer pays to the municipality that hosts it.

    Parameters
    ----------
    values : ndarray
        [any unit], shape (years, weather, payers)
    hosts : ndarray
        Part of each payer that each municipality hosts. [share], shape (municipalities, payers)

    Returns
    -------
    ndarray
        [same unit], shape (municipalities, years, weather)

    Examples
    --------
    >>> by_municipality(np.array([[[3.0, 4.0]]]), np.array([[1.0, 0.0], [0.0, 0.5]])).ravel()
    array([3., 2.])
    """
    return np.asarray(np.einsum("ywp,mp->myw", values, hosts))


def plant_hosts(plants: Sequence[str], region: Region, *, limit_mw: float) -> Floats:
    """Return which municipality hosts each existing plant large enough to be taxed as one.

    Parameters
    ----------
    plants : sequence of str
        Ids.
    region : Region
    limit_mw : float
        Smaller plants count for nothing. The law says MVA; MW stands for it here. [MW]

    Returns
    -------
    ndarray
        1 for the host; all zero for small plants and for plants outside the six. shape (municipalities, plants)
    """
    known = {plant.id: plant for plant in region.plants}
    hosts = np.zeros((len(region.municipalities), len(plants)))
    for column, name in enumerate(plants):
        plant = known[name]
        if plant.area and plant.capacity_mw >= limit_mw:
            hosts[region.municipalities.index(plant.municipality), column] = 1.0
    return hosts


def entry_hosts(entries: Sequence[Entry], region: Region) -> Floats:
    """Return which municipality hosts each project or establishment.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    region : Region

    Returns
    -------
    ndarray
        1 for the host. shape (municipalities, entries)
    """
    hosts = np.zeros((len(region.municipalities), len(entries)))
    for column, entry in enumerate(entries):
        municipality = region.areas[region.area_index(entry.area)].municipality
        hosts[region.municipalities.index(municipality), column] = 1.0
    return hosts


def population_share(region: Region, group: str) -> Floats:
    """Return how the region's people were spread at the last count.

    Parameters
    ----------
    region : Region
    group : str
        Age group.

    Returns
    -------
    ndarray
        Sums to 1. [share], shape (municipalities,)
    """
    people = np.asarray(region.population[:, -1, region.age_groups.index(group)], dtype=float)
    return np.asarray(people / people.sum())


def standing(entries: Sequence[Entry], years: Sequence[int], weather: WeatherYears) -> Floats:
    """Return 1 where an entry is realised and in operation.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    years : sequence of int
    weather : WeatherYears

    Returns
    -------
    ndarray
        1 or 0. shape (years, weather, entries)
    """
    stands = np.zeros((len(years), weather.count, len(entries)))
    calendar = np.array(years)
    for column, entry in enumerate(entries):
        operates = calendar >= entry.opening_year
        if entry.end_year is not None:
            operates &= calendar < entry.end_year
        stands[:, :, column] = operates[:, None] & realised(entry.probability, entry.id, weather)[None, :]
    return stands
