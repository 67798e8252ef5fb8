"""Prices of two areas: displaced lognormal around a calendar shape; higher when cold, calm and dry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAY_OF_YEAR, HOUR_OF_DAY, IS_WEEKEND, MONTH_OF_HOUR, WINTER_MONTHS
from simulator.inputs.climate.forms import ZONES
from simulator.inputs.climate.noise import (
    SPIN_UP_HOURS,
    Dice,
    first_order,
    hours_from_days,
    persistence_of,
    positive_curve,
    skewed,
    this_year,
)
from simulator.inputs.climate.tables import ClimateTables


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PriceWeather:
    """What the price knows about the weather.

    Parameters
    ----------
    temperature : ndarray
        Daily normal score with spin-up. [1], shape (weather, spin-up + 365)
    storage : ndarray
        Logarithm of remembered over normal inflow. [1], shape (weather, 365)
    wind : mapping of str to ndarray
        Hourly normal score per price area. [1], shape (weather, 8760)
    """

    temperature: NDArray[np.float64]
    storage: NDArray[np.float64]
    wind: Mapping[str, NDArray[np.float64]]


def draw_prices(climate: ClimateTables, dice: Dice, *, weather: PriceWeather) -> dict[str, NDArray[np.float64]]:
    """Draw hourly prices per price area, negative hours included. [EUR/MWh], shape (weather, 8760)"""
    level, fast = _slow_levels(climate, dice), _fast_scores(climate, dice)
    return {
        zone: _price(
            climate, zone, log_deviation=level[zone] + fast[zone] + _weather_log(climate, zone, weather=weather)
        )
        for zone in ZONES
    }


def _price(climate: ClimateTables, zone: str, *, log_deviation: NDArray[np.float64]) -> NDArray[np.float64]:
    """Displace the lognormal downwards, so that cheap hours can fall below zero. [EUR/MWh], shape (weather, 8760)

    What the deviations raise the mean by on their own is divided out, month by month.
    """
    displacement = climate.scalar("price.displacement_eur_mwh")
    usual = climate.scalar(f"price.{zone}.mean_eur_mwh") * calendar_shape(climate, zone) + displacement
    raised = positive_curve(climate.monthly[f"price_{zone}_model_factor"])[DAY_OF_YEAR]
    return np.asarray(usual / raised * np.exp(log_deviation) - displacement)


def calendar_shape(climate: ClimateTables, zone: str) -> NDArray[np.float64]:
    """Return the price by month, day kind and hour over its own yearly mean. [1], shape (8760,)"""
    winter = np.isin(MONTH_OF_HOUR, WINTER_MONTHS)
    weekday, weekend = (
        np.where(
            winter,
            climate.hourly[f"price_{zone}_winter_{kind}"][HOUR_OF_DAY],
            climate.hourly[f"price_{zone}_summer_{kind}"][HOUR_OF_DAY],
        )
        for kind in ("weekday", "weekend")
    )
    shape = climate.curve(f"price_{zone}_month_factor")[DAY_OF_YEAR] * np.where(IS_WEEKEND, weekend, weekday)
    return np.asarray(shape / shape.mean())


def _slow_levels(climate: ClimateTables, dice: Dice) -> dict[str, NDArray[np.float64]]:
    """Draw the level that drifts over months, and the spread between the areas. [1], shape (weather, 8760)"""
    memory = persistence_of(climate.scalar("price.slow_days"))
    scores = _correlated(
        dice.days("price level"), dice.days("price spread"), correlation=climate.scalar("price.slow_correlation")
    )
    stds = [climate.scalar(f"price.{zone}.slow_log_std") for zone in ZONES]
    return {
        zone: hours_from_days(this_year(std * first_order(score, memory))) - std**2 / 2
        for zone, score, std in zip(ZONES, scores, stds, strict=True)
    }


def _fast_scores(climate: ClimateTables, dice: Dice) -> dict[str, NDArray[np.float64]]:
    """Draw the deviations of days and hours: a lasting part and a spiky one. [1], shape (weather, 8760)"""
    share, correlation = climate.scalar("price.spike_share"), climate.scalar("price.fast_correlation")
    lasting, spiky = (
        _correlated(dice.hours(f"price {kind} common"), dice.hours(f"price {kind} spread"), correlation=correlation)
        for kind in ("fast", "spike")
    )
    scores = {}
    for zone, slow_shocks, quick_shocks in zip(ZONES, lasting, spiky, strict=True):
        slow = first_order(slow_shocks, climate.scalar(f"price.{zone}.fast_persistence"))
        quick = first_order(quick_shocks, climate.scalar("price.spike_persistence"))
        scores[zone] = (np.sqrt(1 - share) * slow + np.sqrt(share) * quick)[:, SPIN_UP_HOURS:]
    return {zone: _fast_log(climate, zone, score=score) for zone, score in scores.items()}


def _fast_log(climate: ClimateTables, zone: str, *, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale fast scores by season, with a longer tail to cheap hours than to dear ones. [1], shape (weather, 8760)"""
    std = climate.curve(f"price_{zone}_fast_log_std")[DAY_OF_YEAR]
    return np.asarray(std * skewed(score, np.array(climate.scalar("price.fast_skew"))) - std**2 / 2)


def _correlated(
    first: NDArray[np.float64], other: NDArray[np.float64], *, correlation: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first shocks and others that agree with them as far as told. [1], shape of `first`"""
    return first, correlation * first + np.sqrt(1 - correlation**2) * other


def _weather_log(climate: ClimateTables, zone: str, *, weather: PriceWeather) -> NDArray[np.float64]:
    """Return how weather moves the logarithm of the price: up when cold, dry or calm. [1], shape (weather, 8760)"""
    cold = climate.curve("price_on_temperature") * this_year(weather.temperature)
    dry = climate.scalar(f"price.{zone}.on_storage") * weather.storage
    wind = climate.scalar(f"price.{zone}.on_wind") * weather.wind[zone]
    return hours_from_days(cold + dry) + wind
