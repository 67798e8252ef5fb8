"""Draw weather years: every component of every hour, drawn together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from simulator.inputs.climate.forms import BRANCHES, ZONES
from simulator.inputs.climate.inflow import draw_daily_inflow, draw_rain_score, storage_index
from simulator.inputs.climate.noise import Dice, hours_from_days, this_year
from simulator.inputs.climate.price import PriceWeather, draw_prices
from simulator.inputs.climate.solar import draw_solar
from simulator.inputs.climate.tables import ClimateTables
from simulator.inputs.climate.temperature import build_hourly_temperature, draw_daily_temperature, match_temperature
from simulator.inputs.climate.wind import draw_wind_scores, wind_from_score
from simulator.premises.weather import WeatherYears

LOTS: Final = 97
MATCH_FROM_COUNT: Final = 10
_MATCH_ROUNDS: Final = 20


def draw_weather_years(climate: ClimateTables, *, count: int, seed: int) -> WeatherYears:
    """Draw weather years in which cold, calm and dry coincide.

    Temperature comes first; precipitation leans on it; snow, melt and inflow follow from both; wind and clearness lean
    on both; prices lean on temperature, wind and the water of the last months. Every (year, component) has its own
    random stream, so that neither a further component nor a further year shifts another.

    With ten years or more the sample is matched to its statistics: one common factor per component makes the mean
    inflow of every branch exactly 1 and the mean of wind, solar and both prices exactly the stated long-run mean
    (factors are commonly within 5 %; wind and solar stay within 0-1), and one common yearly curve makes the monthly
    mean temperatures those of the table. "Normal production" therefore holds for the years drawn, and year i of a
    draw of 30 equals year i of a draw of 60 but for these common factors and that curve. Below ten years nothing is
    matched and year i is the same in every such draw.

    Parameters
    ----------
    climate : ClimateTables
        Statistics to draw from.
    count : int
        Number of weather years, at least 1.
    seed : int
        Seed of every stream, at least 0.

    Returns
    -------
    WeatherYears
        The years, named ``weather year 01`` and on, with `LOTS` stratified lots each.

    Raises
    ------
    ValueError
        If `count` is below 1 or `seed` below 0.
    """
    if count < 1 or seed < 0:
        raise ValueError(f"count must be at least 1 and seed at least 0, not {count} and {seed}")
    series = draw_series(climate, Dice(seed=seed, count=count))
    if count >= MATCH_FROM_COUNT:
        series = _match(climate, series)
    names = tuple(f"weather year {year:02d}" for year in range(1, count + 1))
    return WeatherYears(series=series, lots=_draw_lots(count, seed), names=names, seed=seed)


def draw_series(climate: ClimateTables, dice: Dice) -> dict[str, NDArray[np.float64]]:
    """Draw all components, not yet matched, in the order in which they depend on each other.

    Parameters
    ----------
    climate : ClimateTables
        Statistics to draw from.
    dice : Dice
        Random streams of the years wanted.

    Returns
    -------
    dict of str to ndarray
        One array per name in `COMPONENTS`. [see COMPONENTS], shape (weather, 8760)
    """
    daily = draw_daily_temperature(climate, dice)
    rain = draw_rain_score(climate, dice, temperature=daily.score)
    inflow = draw_daily_inflow(climate, dice, temperature_c=daily.mean_c, rain=rain)
    wind = draw_wind_scores(climate, dice, temperature=daily.score, rain=rain)
    weather = PriceWeather(temperature=daily.score, storage=storage_index(climate, inflow), wind=wind)
    prices = draw_prices(climate, dice, weather=weather)
    return {
        "temperature": build_hourly_temperature(climate, dice, daily=daily),
        "solar": draw_solar(climate, dice, temperature=daily.score, rain=rain),
        **{f"inflow_{branch}": hours_from_days(this_year(inflow[branch])) for branch in BRANCHES},
        **{f"wind_{zone}": wind_from_score(climate, zone, score=wind[zone]) for zone in ZONES},
        **{f"price_{zone}": prices[zone] for zone in ZONES},
    }


def _match(climate: ClimateTables, series: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Give the sample the long-run means, by one common factor or curve per component."""
    matched = {"temperature": match_temperature(climate, series["temperature"])}
    for branch in BRANCHES:
        matched[f"inflow_{branch}"] = _scaled(series[f"inflow_{branch}"], 1.0, ceiling=np.inf)
    matched["solar"] = _scaled(
        series["solar"], climate.scalar("solar.mean_pu"), ceiling=climate.scalar("solar.ceiling_pu")
    )
    for zone in ZONES:
        matched[f"wind_{zone}"] = _scaled(series[f"wind_{zone}"], climate.scalar(f"wind.{zone}.mean_pu"), ceiling=1.0)
        mean = climate.scalar(f"price.{zone}.mean_eur_mwh")
        matched[f"price_{zone}"] = _scaled(series[f"price_{zone}"], mean, ceiling=np.inf)
    return matched


def _scaled(drawn: NDArray[np.float64], mean: float, *, ceiling: float) -> NDArray[np.float64]:
    """Scale to a mean; where hours meet the ceiling, scale again for what was cut. [unit], shape (weather, 8760)"""
    for _ in range(_MATCH_ROUNDS):
        drawn = np.minimum(drawn * (mean / drawn.mean()), ceiling)
        if ceiling == np.inf or drawn.max() < ceiling:
            break
    return drawn


def _draw_lots(count: int, seed: int) -> NDArray[np.float64]:
    """Shuffle the middles of equal strata, column by column. [0-1], shape (weather, lots)"""
    stream = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(crc32(b"lots"),)))
    strata = np.tile(((np.arange(count) + 0.5) / count)[:, None], (1, LOTS))
    return stream.permuted(strata, axis=0)


def rank_years(weather: WeatherYears, weights: NDArray[np.float64] | None = None) -> NDArray[np.int64]:
    """Order the years from driest to wettest, so that dry, median and wet can be named.

    Parameters
    ----------
    weather : WeatherYears
        Years to order.
    weights : ndarray, optional
        Weight of each inflow branch in the order of `forms.BRANCHES`, such as ``climate.catchments["rank_weight"]``;
        equal weights if not given. [1], shape (branch,)

    Returns
    -------
    ndarray
        Positions of the years, driest first. shape (weather,)
    """
    means = np.stack([weather[f"inflow_{branch}"].mean(axis=1) for branch in BRANCHES])
    return np.argsort(np.average(means, axis=0, weights=weights), kind="stable")
