"""Solar power: a clear sky on a tilted plane, dimmed by a clearness that knows rain and temperature."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr

from simulator.hours import (
    DAY_OF_YEAR,
    DAYS_IN_MONTH,
    DAYS_PER_YEAR,
    FIRST_DAY_OF_MONTH,
    HOUR_OF_DAY,
    HOURS_PER_DAY,
    MONTH_OF_HOUR,
    MONTHS_PER_YEAR,
)
from simulator.inputs.climate.noise import SPIN_UP_HOURS, Dice, first_order, positive_curve, this_year
from simulator.inputs.climate.tables import ClimateTables

_SCORES: Final = np.linspace(-4.5, 4.5, 181)
_LOWEST_SINE: Final = 0.01  # below about half a degree the air-mass formula runs away and there is nothing to harvest
_DEGREES_PER_HOUR: Final = 360 / HOURS_PER_DAY
_UTC_OFFSET_HOURS: Final = 1.0


def draw_solar(
    climate: ClimateTables, dice: Dice, *, temperature: NDArray[np.float64], rain: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Draw photovoltaic capacity factors with the stated long-run mean.

    Parameters
    ----------
    climate : ClimateTables
        Clearness by month, loadings, plane and level.
    dice : Dice
        Random streams.
    temperature, rain : ndarray
        Daily normal scores with spin-up. [1], shape (weather, spin-up + 365)

    Returns
    -------
    ndarray
        Capacity factor. [per unit of capacity], shape (weather, 8760)
    """
    clear = tilted_clear_sky(climate) * climate.curve("solar_snow_free_share")[DAY_OF_YEAR]
    expected = (clear * climate.monthly["clearness_mean"][MONTH_OF_HOUR]).mean()
    score = _clearness_score(climate, dice, temperature=temperature, rain=rain)
    power = clear * clearness_from_score(climate, score) * climate.scalar("solar.mean_pu") / expected
    return np.asarray(np.clip(power, 0, climate.scalar("solar.ceiling_pu")))


def _clearness_score(
    climate: ClimateTables, dice: Dice, *, temperature: NDArray[np.float64], rain: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Draw the hour's clearness score around the day's. [1], shape (weather, 8760)"""
    on_temperature, on_rain = (climate.curve(f"clearness_on_{name}") for name in ("temperature", "precipitation"))
    together = climate.curve("precipitation_on_temperature")
    rest = np.sqrt(1 - on_temperature**2 - on_rain**2 - 2 * on_temperature * on_rain * together)
    own = first_order(dice.days("clearness"), climate.scalar("solar.clearness_persistence"))
    day = on_temperature * this_year(temperature) + on_rain * this_year(rain) + rest * this_year(own)
    hour = first_order(dice.hours("clearness hourly"), climate.scalar("solar.hourly_persistence"))[:, SPIN_UP_HOURS:]
    share = climate.scalar("solar.hourly_share")
    return np.asarray(np.sqrt(1 - share) * day[:, DAY_OF_YEAR] + np.sqrt(share) * hour)


def clearness_from_score(climate: ClimateTables, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn scores into beta-distributed clearness, month by month. [1], shape (weather, 8760)"""
    clearness = np.empty(score.shape)
    for month in range(MONTHS_PER_YEAR):
        mean, std = climate.monthly["clearness_mean"][month], climate.monthly["clearness_std"][month]
        weight = mean * (1 - mean) / std**2 - 1
        table = betaincinv(mean * weight, (1 - mean) * weight, ndtr(_SCORES))
        now = month == MONTH_OF_HOUR
        clearness[:, now] = np.interp(score[:, now], _SCORES, table)
    return clearness


def tilted_clear_sky(climate: ClimateTables) -> NDArray[np.float64]:
    """Return clear-sky radiation on the panels: measured on the level, carried over by geometry.

    [W/m²], shape (8760,)
    """
    level = clear_sky(climate, 0.0)
    modelled = np.add.reduceat(level, FIRST_DAY_OF_MONTH * HOURS_PER_DAY) / (np.array(DAYS_IN_MONTH) * HOURS_PER_DAY)
    measured = positive_curve(climate.monthly["clear_radiation_w_m2"] / modelled)[DAY_OF_YEAR]
    return np.asarray(measured * clear_sky(climate, climate.scalar("solar.tilt_degrees")))


def clear_sky(climate: ClimateTables, tilt_degrees: float) -> NDArray[np.float64]:
    """Compute the clear-sky radiation on a plane facing south, relative to the sun above the air.

    Parameters
    ----------
    climate : ClimateTables
        Place and transmittance of the air.
    tilt_degrees : float
        Tilt of the plane from level. [degrees]

    Returns
    -------
    ndarray
        Direct and diffuse radiation. [per unit of the solar constant], shape (8760,)

    References
    ----------
    Meinel and Meinel (1976), Applied Solar Energy, p. 46 (air mass); Cooper (1969), Solar Energy 12 (declination).
    """
    latitude, tilt = np.radians(climate.scalar("solar.latitude_degrees")), np.radians(tilt_degrees)
    declination, angle = _sun(climate.scalar("solar.longitude_degrees"))
    height = np.sin(latitude) * np.sin(declination) + np.cos(latitude) * np.cos(declination) * np.cos(angle)
    tilted = latitude - tilt
    facing = np.sin(tilted) * np.sin(declination) + np.cos(tilted) * np.cos(declination) * np.cos(angle)
    air_mass = 1 / np.clip(height, _LOWEST_SINE, None)
    beam = climate.scalar("solar.transmittance") ** (air_mass ** climate.scalar("solar.air_mass_exponent"))
    diffuse = climate.scalar("solar.diffuse_share") * beam * np.clip(height, 0, None) * (1 + np.cos(tilt)) / 2
    return np.where(height > _LOWEST_SINE, beam * np.clip(facing, 0, None) + diffuse, 0.0)


def _sun(longitude_degrees: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return declination and hour angle in the middle of every hour. [rad], shape (8760,)"""
    declination = np.radians(23.45) * np.sin(2 * np.pi * (284 + DAY_OF_YEAR + 1) / DAYS_PER_YEAR)
    solar_hour = HOUR_OF_DAY + 0.5 - _UTC_OFFSET_HOURS + longitude_degrees / _DEGREES_PER_HOUR
    return declination, np.radians((solar_hour - HOURS_PER_DAY / 2) * _DEGREES_PER_HOUR)
