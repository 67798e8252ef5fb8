"""Which municipality gets what: plants, projects and establishments on the municipality axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Plant, Project, Region, WeatherYears
from simulator.realisation import realised

Floats = NDArray[np.float64]
Entry = Project | Establishment


def plant_hosts(plants: Sequence[Plant], region: Region) -> Floats:
    """Return which municipality hosts each existing plant; some lie in two.

    Parameters
    ----------
    plants : sequence of Plant
    region : Region
        Uses ``plant_hosts`` for plants that lie in more than one municipality.

    Returns
    -------
    ndarray
        [share], shape (municipalities, plants)
    """
    hosts = np.zeros((len(region.municipalities), len(plants)))
    for column, plant in enumerate(plants):
        for municipality, share in region.plant_hosts.get(plant.id, {plant.municipality: 1.0}).items():
            hosts[region.municipalities.index(municipality), column] = share
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
