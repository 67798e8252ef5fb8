"""Temperature: a seasonal curve, a fast and a slow anomaly with cold tails in winter, and the day's swing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import (
    DAY_OF_YEAR,
    DAYS_IN_MONTH,
    DAYS_PER_YEAR,
    FIRST_DAY_OF_MONTH,
    HOUR_OF_DAY,
    HOURS_PER_DAY,
    MONTH_OF_HOUR,
    WINTER_MONTHS,
    smooth_monthly,
)
from simulator.inputs.climate.noise import (
    SPIN_UP_HOURS,
    Dice,
    first_order,
    hours_from_days,
    persistence_of,
    second_order,
    skewed,
    this_year,
    with_spin_up,
)
from simulator.inputs.climate.tables import ClimateTables

_SHARPENING_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DailyTemperature:
    """Daily temperature, spin-up first, as the other components see it.

    Parameters
    ----------
    score : ndarray
        Standard normal score of the day's anomaly. [1], shape (weather, spin-up + 365)
    mean_c : ndarray
        Daily mean. [°C], shape (weather, spin-up + 365)
    """

    score: NDArray[np.float64]
    mean_c: NDArray[np.float64]


def draw_daily_temperature(climate: ClimateTables, dice: Dice) -> DailyTemperature:
    """Draw the day's anomaly as a fast and a slow AR(1), the slow one mostly a winter matter."""
    slow_share = with_spin_up(np.clip(climate.curve("temperature_slow_share"), 0, 1))
    fast = first_order(dice.days("temperature fast"), persistence_of(climate.scalar("temperature.fast_days")))
    slow = first_order(dice.days("temperature slow"), persistence_of(climate.scalar("temperature.slow_days")))
    score = np.sqrt(1 - slow_share) * fast + np.sqrt(slow_share) * slow
    anomaly = skewed(score, with_spin_up(climate.curve("temperature_skew")))
    mean, std = (with_spin_up(climate.curve(f"temperature_{name}_c")) for name in ("mean", "std"))
    return DailyTemperature(score=score, mean_c=_held_above_floor(climate, mean + std * anomaly))


def _held_above_floor(climate: ClimateTables, mean_c: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bend extreme cold towards a floor: the skewed tail knows no end, the valley does. [°C], shape of `mean_c`"""
    start, floor = climate.scalar("temperature.floor_start_c"), climate.scalar("temperature.floor_c")
    room, below = start - floor, np.clip(start - mean_c, 0, None)
    return np.where(below > 0, start - room * (1 - np.exp(-below / room)), mean_c)


def build_hourly_temperature(climate: ClimateTables, dice: Dice, *, daily: DailyTemperature) -> NDArray[np.float64]:
    """Lay the diurnal cycle and an hourly AR(2) residual over the daily means. [°C], shape (weather, 8760)"""
    roots = {name: climate.scalar(f"temperature.hourly_{name}") for name in ("root_slow", "root_fast")}
    residual = second_order(dice.hours("temperature hourly"), **roots)[:, SPIN_UP_HOURS:]
    residual = _without_daily_mean(residual) * climate.curve("temperature_hourly_std_c")[DAY_OF_YEAR]
    return hours_from_days(_sharpened(this_year(daily.mean_c))) + _diurnal_cycle(climate) + residual


def _sharpened(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stretch daily values so that straight lines between them keep the daily means. [°C], shape (weather, 365)"""
    knots = days
    for _ in range(_SHARPENING_ROUNDS):
        knots = knots + days - _daily_means(hours_from_days(knots))
    return knots


def _daily_means(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average hours to days. shape (weather, 8760) -> (weather, 365)"""
    return np.asarray(hourly.reshape(len(hourly), DAYS_PER_YEAR, HOURS_PER_DAY).mean(axis=-1))


def _without_daily_mean(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take out a smoothed daily mean, which the daily anomaly already has; unit variance. [1], shape (weather, 8760)"""
    within = hourly - hours_from_days(_sharpened(_daily_means(hourly)))
    return np.asarray(within / within.std(axis=1, keepdims=True))


def _diurnal_cycle(climate: ClimateTables) -> NDArray[np.float64]:
    """Return the mean swing of each day. [°C], shape (8760,)"""
    winter = np.isin(MONTH_OF_HOUR, WINTER_MONTHS)
    shape = np.where(
        winter,
        climate.hourly["temperature_winter_shape"][HOUR_OF_DAY],
        climate.hourly["temperature_summer_shape"][HOUR_OF_DAY],
    )
    return np.asarray(shape * climate.curve("temperature_half_range_c")[DAY_OF_YEAR])


def match_temperature(climate: ClimateTables, hourly_c: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shift all years by one common yearly curve so that their monthly means meet the table.

    Parameters
    ----------
    climate : ClimateTables
        Gives the monthly means. [°C]
    hourly_c : ndarray
        Drawn temperatures. [°C], shape (weather, 8760)

    Returns
    -------
    ndarray
        Matched temperatures. [°C], shape (weather, 8760)
    """
    drawn = np.add.reduceat(_daily_means(hourly_c).mean(axis=0), FIRST_DAY_OF_MONTH) / DAYS_IN_MONTH
    return hourly_c + smooth_monthly(climate.monthly["temperature_mean_c"] - drawn)[DAY_OF_YEAR]
