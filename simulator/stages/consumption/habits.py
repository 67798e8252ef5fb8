"""How today's load varies: habit by hour and month, heat by temperature (docs/method.md, consumption)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOUR_OF_DAY, HOURS_PER_YEAR, IS_WEEKEND, MONTH_OF_HOUR, month_sums
from simulator.premises import Assumptions, LoadShape, Region, WeatherYears
from simulator.recursion import remember

CARS: Final = "cars"
HEAVY: Final = "charging"
TRANSPORT: Final = (CARS, HEAVY)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Habits:
    """Everything about the hours of today's load that does not change from year to year.

    Load = mean load × (habit × (month factor − heat × usual degrees) + heat × habit × degrees) ÷ level: linear in the
    heating degrees, so that a year needs one product per area instead of one per area and sector.

    Parameters
    ----------
    uses : tuple of str
        Sectors of today, then the two of electric transport.
    habit, season : ndarray
        Hour factor, and hour factor times month factor. [1], shape (uses, 8760)
    degrees : ndarray
        Heating degrees. [°C], shape (weather, areas, 8760)
    usual_degrees : ndarray
        Their mean in normal years. [°C], shape (areas,)
    heat_share_per_c, level : ndarray
        Change of load per degree; mean of the load before it is scaled to 1. [1/°C], [1], shape (areas, uses)
    month_degrees : ndarray
        Monthly sums of habit × degrees. [°C × hours], shape (weather, areas, uses, 12)
    """

    uses: tuple[str, ...]
    habit: Floats
    season: Floats
    degrees: Floats
    usual_degrees: Floats
    heat_share_per_c: Floats
    level: Floats
    month_degrees: Floats

    def steady(self, mean_mw: Floats) -> Floats:
        """Return the part of the load that does not follow the temperature. [MW], shape (areas, 8760)

        Parameters
        ----------
        mean_mw : ndarray
            Mean load. [MW], shape (areas, uses)
        """
        part = mean_mw / self.level
        return np.asarray(
            part @ self.season - self.usual_degrees[:, None] * (part * self.heat_share_per_c @ self.habit)
        )

    def per_degree(self, mean_mw: Floats) -> Floats:
        """Return the load that each heating degree adds. [MW/°C], shape (areas, 8760)

        Parameters
        ----------
        mean_mw : ndarray
            Mean load. [MW], shape (areas, uses)
        """
        return np.asarray((mean_mw / self.level * self.heat_share_per_c) @ self.habit)

    def month_mwh(self, mean_mw: Floats) -> Floats:
        """Return the energy of each use and month, all areas together. [MWh], shape (weather, uses, 12)

        Parameters
        ----------
        mean_mw : ndarray
            Mean load. [MW], shape (areas, uses)
        """
        part = mean_mw / self.level
        heat = part * self.heat_share_per_c
        steady = part.sum(axis=0)[:, None] * month_sums(self.season)
        steady -= (self.usual_degrees[:, None] * heat).sum(axis=0)[:, None] * month_sums(self.habit)
        return np.asarray(steady + np.einsum("au,waum->wum", heat, self.month_degrees))

    def heating_mwh(self, mean_mw: Floats) -> Floats:
        """Return the energy that follows the cold, all areas and uses together. [MWh], shape (weather,)

        Parameters
        ----------
        mean_mw : ndarray
            Mean load. [MW], shape (areas, uses)
        """
        heat = mean_mw / self.level * self.heat_share_per_c
        return np.asarray(np.einsum("au,waum->w", heat, self.month_degrees))


def build_habits(region: Region, *, weather: WeatherYears, assumptions: Assumptions) -> Habits:
    """Work out the habits of every use in every area.

    Parameters
    ----------
    region : Region
        Load shapes, and how much warmer or colder each area is than the station of the weather years.
    weather : WeatherYears
        Temperature. [°C], shape (weather, 8760)
    assumptions : Assumptions
        Uses ``demand.heating_threshold_c`` and ``demand.building_inertia_hours``.

    Returns
    -------
    Habits

    Notes
    -----
    A heat response so strong that the load of a warm hour would fall below zero is weakened until it does not.
    """
    sectors = tuple(dict.fromkeys(row.sector for row in region.consumption))
    shapes = [region.load_shapes[name] for name in (*sectors, *TRANSPORT)]
    habit = np.stack([hour_factors(shape) for shape in shapes])
    season = habit * np.stack([shape.months[MONTH_OF_HOUR] for shape in shapes])
    degrees = area_degrees(region, weather, assumptions)
    normal = degrees if weather.normal is weather else area_degrees(region, weather.normal, assumptions)
    usual = normal.mean(axis=(0, 2))
    least_month = np.array([shape.months.min() for shape in shapes])
    room = np.divide(1.0, usual - normal.min(axis=(0, 2)), out=np.full(len(usual), np.inf), where=usual > 0)
    heat = np.minimum([shape.heat_share_per_c for shape in shapes], room[:, None] * least_month)
    deviation = normal.mean(axis=0) - usual[:, None]
    return Habits(
        uses=(*sectors, *TRANSPORT),
        habit=habit,
        season=season,
        degrees=degrees,
        usual_degrees=usual,
        heat_share_per_c=heat,
        level=season.mean(axis=1) + heat * (deviation @ habit.T) / HOURS_PER_YEAR,
        month_degrees=np.stack([month_sums(degrees * factors) for factors in habit], axis=2),
    )


def area_degrees(region: Region, weather: WeatherYears, assumptions: Assumptions) -> Floats:
    """Return the heating degrees of every area. [°C], shape (weather, areas, 8760)"""
    felt = felt_temperature(weather["temperature"], assumptions["demand.building_inertia_hours"])
    offset = np.array([area.temperature_offset_c for area in region.areas])
    return np.asarray(np.maximum(assumptions["demand.heating_threshold_c"] - felt[:, None] - offset[:, None], 0))


def felt_temperature(temperature_c: Floats, inertia_hours: float) -> Floats:
    """Return the temperature that buildings feel: they follow the weather slowly.

    Parameters
    ----------
    temperature_c : ndarray
        Outdoor temperature. [°C], shape (weather, hours)
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
    drive = follow * temperature_c
    drive[:, 0] = temperature_c[:, 0]
    return remember(drive, 1 - follow)


def hour_factors(shape: LoadShape) -> Floats:
    """Return the hour factor of every hour of the year. [1], shape (8760,)"""
    return np.asarray(shape.hours[IS_WEEKEND.astype(int), HOUR_OF_DAY])


def load_around_one(shape: LoadShape, degrees: Floats, usual_degrees: float) -> Floats:
    """Return a load around 1: habit by hour and month, heat by temperature.

    Parameters
    ----------
    shape : LoadShape
        Factors around 1 and heat response. [1], [1/°C]
    degrees : ndarray
        Heating degrees. [°C], shape (weather, 8760)
    usual_degrees : float
        Their mean in normal years. [°C]

    Returns
    -------
    ndarray
        Never negative. shape (weather, 8760)
    """
    season = shape.months[MONTH_OF_HOUR] + shape.heat_share_per_c * (degrees - usual_degrees)
    return np.asarray(hour_factors(shape) * np.maximum(season, 0))
