"""Room: what the region uses today, its growth, and new establishments (docs/method.md, consumption)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from simulator.hours import (
    HOUR_OF_DAY,
    HOURS_PER_YEAR,
    IS_WEEKEND,
    MONTH_OF_HOUR,
    MONTHS_PER_YEAR,
    month_sums,
)
from simulator.premises import Assumptions, Establishment, LoadShape, Region, Scenario, WeatherYears
from simulator.realisation import ramp_share, realised
from simulator.records import Demand
from simulator.stages.profiles import capped_profile

MWH_PER_GWH: Final = 1000.0
ESTABLISHMENTS: Final = "establishments"


def heating_degrees(
    temperature_c: NDArray[np.float64], threshold_c: float, inertia_hours: float
) -> NDArray[np.float64]:
    """Return how far the felt temperature lies below the heating threshold.

    Parameters
    ----------
    temperature_c : ndarray
        Outdoor temperature. [°C], shape (weather, hours)
    threshold_c : float
        No heating above it. [°C]
    inertia_hours : float
        Time constant with which buildings follow the weather. [hours]

    Returns
    -------
    ndarray
        [°C], shape (weather, hours)

    References
    ----------
    .. [1] Measured load NO1 and NO3 2013–2014 follows the temperature of the day before as well as that of the day,
       "consistent with one day of building inertia"; linear below 10–12 °C.
    """
    follow = 1 / inertia_hours
    start = (1 - follow) * temperature_c[:, :1]
    felt, _ = lfilter([follow], [1, follow - 1], temperature_c, axis=1, zi=start)
    return np.maximum(threshold_c - felt, 0)


def load_profile(shape: LoadShape, degrees: NDArray[np.float64], *, normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the load around its normal mean: habit by hour and month, heat by temperature.

    Parameters
    ----------
    shape : LoadShape
        Factors around 1 and heat response. [1], [1/°C]
    degrees : ndarray
        Heating degrees of the years asked for. [°C], shape (weather, 8760)
    normal : ndarray
        Heating degrees of the years that tell what is normal. [°C], shape (weather, 8760)

    Returns
    -------
    ndarray
        Mean over all normal years and hours is 1. shape (weather, 8760)
    """
    return np.asarray(_load(shape, degrees, normal.mean()) / _load(shape, normal, normal.mean()).mean())


def build_load_profiles(
    region: Region, *, weather: WeatherYears, assumptions: Assumptions
) -> dict[str, NDArray[np.float64]]:
    """Draw every load shape through the weather years.

    Returns
    -------
    dict of str to ndarray
        Shape id to load around 1. shape (weather, 8760)
    """
    degrees, normal = (
        heating_degrees(
            years["temperature"],
            assumptions["demand.heating_threshold_c"],
            assumptions["demand.building_inertia_hours"],
        )
        for years in (weather, weather.normal)
    )
    return {name: load_profile(shape, degrees, normal=normal) for name, shape in region.load_shapes.items()}


def _load(shape: LoadShape, degrees: NDArray[np.float64], usual_degrees: float) -> NDArray[np.float64]:
    habit = shape.hours[IS_WEEKEND.astype(int), HOUR_OF_DAY]
    season = shape.months[MONTH_OF_HOUR] + shape.heat_share_per_c * (degrees - usual_degrees)
    return np.asarray(habit * np.maximum(season, 0))


def build_establishment_profiles(
    scenario: Scenario,
    region: Region,
    *,
    profiles: dict[str, NDArray[np.float64]],
    weather: WeatherYears,
    assumptions: Assumptions,
) -> tuple[NDArray[np.float64], ...]:
    """Draw the load of every establishment at full size, zero in weather years in which it is not realised.

    Returns
    -------
    tuple of ndarray
        One per establishment. [per unit of capacity], shape (weather, 8760)
    """
    loads = []
    for establishment in scenario.establishments:
        shape = establishment.load_shape or region.establishment_kinds[establishment.kind].profile
        mean_share = assumptions[f"establishment.{establishment.kind}.load_factor_share"]
        there = realised(establishment.probability, establishment.id, weather)
        loads.append(there[:, None] * capped_profile(profiles[shape], mean_share))
    return tuple(loads)


def build_demand(
    scenario: Scenario,
    region: Region,
    *,
    profiles: dict[str, NDArray[np.float64]],
    establishment_profiles: tuple[NDArray[np.float64], ...],
    assumptions: Assumptions,
    year: int,
) -> Demand:
    """Add up today's use with growth and the establishments of one year.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Uses establishments and the last measured consumption.
    profiles : dict of str to ndarray
        From `build_load_profiles`. shape (weather, 8760)
    establishment_profiles : tuple of ndarray
        From `build_establishment_profiles`. [per unit of capacity], shape (weather, 8760)
    assumptions : Assumptions
        Uses ``demand.growth_<sector>_share`` and ``establishment.<kind>.ramp_up_years``.
    year : int
        Horizon year.

    Returns
    -------
    Demand
        [MW], shape (weather, areas, 8760)
    """
    sectors = tuple(dict.fromkeys(row.sector for row in region.consumption))
    mean_mw = _sector_means(region, sectors, assumptions, year)
    shapes = np.stack([profiles[sector] for sector in sectors], axis=1)
    mw = mean_mw @ shapes
    wanted = np.zeros_like(mw)
    group_mwh = np.zeros((len(mw), len(sectors) + 1, MONTHS_PER_YEAR))
    group_mwh[:, :-1] = mean_mw.sum(axis=0)[:, None] * month_sums(shapes)
    energy = np.zeros((len(mw), len(scenario.establishments)))
    for index, establishment in enumerate(scenario.establishments):
        size = _size_mw(establishment, assumptions, year)
        if size > 0:
            load = size * establishment_profiles[index]
            wanted[:, region.area_index(establishment.area)] += load
            group_mwh[:, -1] += month_sums(load)
            energy[:, index] = load.sum(axis=1)
    return Demand(
        year=year,
        groups=(*sectors, ESTABLISHMENTS),
        mw=mw + wanted,
        establishment_mw=wanted,
        group_mwh=group_mwh,
        establishment_mwh=energy,
    )


def _sector_means(region: Region, sectors: tuple[str, ...], assumptions: Assumptions, year: int) -> NDArray[np.float64]:
    """Return mean load of each area and sector in a year. [MW], shape (areas, sectors)"""
    mean_mw = np.zeros((len(region.areas), len(sectors)))
    measured = max(row.year for row in region.consumption)
    for row in region.consumption:
        if row.year == measured:
            growth = (1 + assumptions[f"demand.growth_{row.sector}_share"]) ** (year - measured)
            place = region.area_index(row.area), sectors.index(row.sector)
            mean_mw[place] += row.gwh * MWH_PER_GWH / HOURS_PER_YEAR * growth
    return mean_mw


def _size_mw(establishment: Establishment, assumptions: Assumptions, year: int) -> float:
    """Return the capacity that an establishment has reached in a year. [MW]"""
    usual = assumptions[f"establishment.{establishment.kind}.ramp_up_years"]
    ramp_up = usual if establishment.ramp_up_years is None else establishment.ramp_up_years
    return establishment.capacity_mw * ramp_share(year, establishment.start_year, ramp_up, establishment.end_year)
