"""Search price parameters that give drawn prices the memory, spread and tails of measured ones.

Run ``python -m benchmarks.fit_price [seconds]`` after the climate is calibrated. It draws weather once,
changes the parameters of the price at random, keeps what brings the price rows of ``published.csv`` nearer, and prints
the best. They guide the numbers in ``scalars.toml``, which are chosen and rounded by hand, and the level of
``price_<zone>_fast_log_std`` in ``monthly.csv``, on which the factors are. Then ``calibrate_climate`` runs again.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.climate_statistics import Series, measure
from simulator import data_folder
from simulator.hours import MONTH_OF_HOUR
from simulator.inputs.climate.forms import ZONES
from simulator.inputs.climate.inflow import draw_daily_inflow, draw_rain_score, storage_index
from simulator.inputs.climate.noise import Dice, hours_from_days, this_year
from simulator.inputs.climate.price import PriceWeather, calendar_shape, draw_prices
from simulator.inputs.climate.tables import ClimateTables, load_climate
from simulator.inputs.climate.temperature import draw_daily_temperature
from simulator.inputs.climate.wind import draw_wind_scores, wind_from_score

# What is searched, with bounds; the drift of the level over months has sources of its own.
SEARCH: Final = {
    "price.no1.fast_persistence": (0.98, 0.996),
    "price.no3.fast_persistence": (0.98, 0.996),
    "price.displacement_eur_mwh": (5.0, 15.0),
    "price.spike_share": (0.1, 0.3),
    "price.fast_skew": (-0.9, -0.2),
    "price.no1.slow_log_std": (0.2, 0.36),
    "price.no3.slow_log_std": (0.2, 0.4),
    "price.no1.on_wind": (-0.2, -0.05),
    "price.no3.on_wind": (-0.25, -0.08),
    "price.fast_correlation": (0.4, 0.8),
}
FACTORS: Final = tuple(f"price_{zone}_fast_log_std" for zone in ZONES)
FACTOR_BOUNDS: Final = (0.5, 1.3)
LEFT_OUT: Final = "spread_mean|month_over|_load"  # what levels, calendar and consumption decide
YEARS: Final = 40
MOST_ERRORS: Final = 1.5  # a row further out counts no more: no parameter is spent on what this form can not give
STEP_SHARE: Final = 0.2
MOVED_SHARE: Final = 0.35


def main(seconds: float) -> None:
    """Search for some seconds and print the best parameters and what they give."""
    climate = load_climate(data_folder() / "climate")
    rows = pd.read_csv(data_folder() / "climate" / "published.csv", dtype={"months": str}, keep_default_na=False)
    rows = rows[rows["component"].str.startswith("price") & ~rows["statistic"].str.contains(LEFT_OUT)]
    weather = draw_weather(climate)
    low, high = np.transpose([*SEARCH.values(), *[FACTOR_BOUNDS] * len(ZONES)])
    best = np.array([*(climate.scalar(name) for name in SEARCH), 1.0, 1.0])
    stream, least, stop = (
        np.random.default_rng(1),
        gap(climate, best, weather=weather, rows=rows),
        time.time() + seconds,
    )
    while time.time() < stop:
        moved = stream.random(best.size) < MOVED_SHARE
        tried = np.clip(best + moved * stream.normal(size=best.size) * STEP_SHARE * (high - low), low, high)
        found = gap(climate, tried, weather=weather, rows=rows)
        best, least = (tried, found) if found < least else (best, least)
    for name, value in zip((*SEARCH, *FACTORS), best, strict=True):
        print(f"{name:32} {value:.4f}")
    print(f"mean squared gap in sampling errors {least:.2f}")


def draw_weather(climate: ClimateTables) -> tuple[Dice, PriceWeather, Series]:
    """Draw once what prices lean on, and the series that rows compare prices with."""
    dice = Dice(seed=7, count=YEARS)
    day = draw_daily_temperature(climate, dice)
    rain = draw_rain_score(climate, dice, temperature=day.score)
    inflow = draw_daily_inflow(climate, dice, temperature_c=day.mean_c, rain=rain)
    wind = draw_wind_scores(climate, dice, temperature=day.score, rain=rain)
    leans = PriceWeather(temperature=day.score, storage=storage_index(climate, inflow), wind=wind)
    series = {f"wind_{zone}": wind_from_score(climate, zone, score=wind[zone]) for zone in ZONES}
    series |= {f"inflow_{branch}": hours_from_days(this_year(days)) for branch, days in inflow.items()}
    return dice, leans, {**series, "temperature": hours_from_days(this_year(day.mean_c))}


def gap(
    climate: ClimateTables,
    values: NDArray[np.float64],
    *,
    weather: tuple[Dice, PriceWeather, Series],
    rows: pd.DataFrame,
) -> float:
    """Return the mean squared deviation of all rows, each over its sampling error."""
    dice, leans, others = weather
    chosen = with_values(climate, dict(zip((*SEARCH, *FACTORS), values, strict=True)))
    drawn = {**others, **settled(chosen, draw_prices(chosen, dice, weather=leans))}
    shown = np.array([measure(drawn, *row) for row in rows[["component", "statistic", "months"]].to_numpy()])
    errors = np.abs(shown - rows["published"].to_numpy()) / rows["tolerance"].to_numpy()
    return float((np.minimum(errors, MOST_ERRORS) ** 2).mean())


def with_values(climate: ClimateTables, values: Mapping[str, float]) -> ClimateTables:
    """Return the tables with other parameters of the price."""
    scalars = {
        name: replace(climate.scalars[name], value=values[name], low=values[name], high=values[name]) for name in SEARCH
    }
    monthly = {name: climate.monthly[name] * values[name] for name in FACTORS}
    return replace(climate, scalars={**climate.scalars, **scalars}, monthly={**climate.monthly, **monthly})


def settled(climate: ClimateTables, prices: Series) -> Series:
    """Scale drawn prices by month to the level wanted, as `calibrate_climate` will."""
    displacement, scaled = climate.scalar("price.displacement_eur_mwh"), {}
    for zone in ZONES:
        wanted = climate.scalar(f"price.{zone}.mean_eur_mwh") * calendar_shape(climate, zone) + displacement
        drawn = (prices[zone] + displacement).mean(axis=0)
        factor = np.bincount(MONTH_OF_HOUR, wanted) / np.bincount(MONTH_OF_HOUR, drawn)
        scaled[f"price_{zone}"] = (prices[zone] + displacement) * factor[MONTH_OF_HOUR] - displacement
    return scaled


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 200.0)
