"""Wind power in two price areas: hourly AR(2) on the logit scale, tied to temperature, rain and each other."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from simulator.hours import DAY_OF_YEAR
from simulator.inputs.climate.forms import ZONES
from simulator.inputs.climate.noise import SPIN_UP_HOURS, Dice, hours_from_days, second_order, this_year
from simulator.inputs.climate.tables import ClimateTables

_QUANTILES: Final = 200
_HALVINGS: Final = 26
_LOGIT_BOUND: Final = 12.0


def draw_wind_scores(
    climate: ClimateTables, dice: Dice, *, temperature: NDArray[np.float64], rain: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Draw standard normal scores of wind power per price area.

    Parameters
    ----------
    climate : ClimateTables
        Loadings by month, roots and zone correlation.
    dice : Dice
        Random streams.
    temperature, rain : ndarray
        Daily normal scores with spin-up. [1], shape (weather, spin-up + 365)

    Returns
    -------
    dict of str to ndarray
        Score per price area. [1], shape (weather, 8760)
    """
    on_temperature, on_rain = (climate.curve(f"wind_on_{name}") for name in ("temperature", "precipitation"))
    together = climate.curve("precipitation_on_temperature")
    tied = on_temperature * this_year(temperature) + on_rain * this_year(rain)
    share = on_temperature**2 + on_rain**2 + 2 * on_temperature * on_rain * together
    rest = np.sqrt(1 - share)[DAY_OF_YEAR]
    return {zone: hours_from_days(tied) + rest * own for zone, own in _own_scores(climate, dice).items()}


def _own_scores(climate: ClimateTables, dice: Dice) -> dict[str, NDArray[np.float64]]:
    """Draw the part of each area's wind that neither temperature nor rain explains. [1], shape (weather, 8760)"""
    shared = np.sqrt(climate.scalar("wind.zone_correlation"))
    alone = np.sqrt(1 - climate.scalar("wind.zone_correlation"))
    roots = {name: climate.scalar(f"wind.{name}") for name in ("root_slow", "root_fast")}
    common = dice.hours("wind common")
    return {
        zone: second_order(shared * common + alone * dice.hours(f"wind {zone}"), **roots)[:, SPIN_UP_HOURS:]
        for zone in ZONES
    }


def wind_from_score(climate: ClimateTables, zone: str, *, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn scores into capacity factors whose monthly means follow the table. [1], shape (weather, 8760)"""
    spread, ceiling = climate.scalar(f"wind.{zone}.logit_std"), climate.scalar("wind.ceiling_pu")
    season = climate.curve(f"wind_{zone}_mean_pu")
    target = climate.scalar(f"wind.{zone}.mean_pu") * season / season.mean()
    middle = _logit_middle(target / ceiling, spread)[DAY_OF_YEAR]
    return np.asarray(ceiling * expit(middle + spread * score))


def _logit_middle(mean: NDArray[np.float64], spread: float) -> NDArray[np.float64]:
    """Find the middle of logit-normals of given mean by halving an interval. [1], shape (day,)"""
    scores = spread * ndtri((np.arange(_QUANTILES) + 0.5) / _QUANTILES)
    low, high = np.full(mean.shape, -_LOGIT_BOUND), np.full(mean.shape, _LOGIT_BOUND)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = expit(middle[:, None] + scores).mean(axis=1) < mean
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
