"""Derive the fitted columns of ``data/climate`` from the real series, which are never committed.

Run ``python benchmarks/calibrate_climate.py <folder of series> data/climate``. It rewrites ``hourly.csv``, the fitted
columns of ``branches.csv`` and the columns ``inflow_<branch>_model_mm_day`` and
``price_<zone>_model_factor`` of ``monthly.csv``; everything else in those tables is copied by hand from published
statistics and stays as it is. Takes about a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, differential_evolution

from simulator.hours import DAYS_IN_MONTH, HOURS_PER_DAY, WINTER_MONTHS, month_sums
from simulator.inputs.climate.draw import draw_series
from simulator.inputs.climate.forms import BRANCHES, DAY_KINDS, SEASONS, ZONES
from simulator.inputs.climate.inflow import run_off
from simulator.inputs.climate.noise import Dice
from simulator.inputs.climate.price import calendar_shape
from simulator.inputs.climate.tables import ClimateTables, load_climate

# What is fitted, with the bounds of the search: wide enough to hold what the literature on HBV models gives.
SEARCH: Final = {
    "lapse_c_per_100m": (0.4, 0.8),
    "snowfall_below_c": (0.5, 3.0),
    "melt_above_c": (-0.5, 2.5),
    "melt_mm_per_degree_day": (1.5, 6.0),
    "snow_catch_factor": (1.0, 2.2),
    "rain_yield_share": (0.3, 1.0),
    "fast_days": (3.0, 15.0),
    "slow_days": (40.0, 200.0),
    "slow_share": (0.1, 0.5),
}
STATIONS: Final = {
    "glomma": ("runoff_narsjo_mm_per_day",),
    "folla": ("runoff_atnasjo_mm_per_day",),
    "orkla": ("runoff_eggafoss_mm_per_day", "runoff_driva_risefoss_mm_per_day"),
    "local": ("runoff_narsjo_mm_per_day",),
}
SEARCH_EFFORT: Final[dict[str, Any]] = {"maxiter": 60, "popsize": 10, "polish": False}
SPIN_UP_DAYS: Final = 300
SETTLE_YEARS: Final = 300
SETTLE_ROUNDS: Final = 8
FIRST_WEEKEND_DAY: Final = 5
HOURS_PER_WEEK: Final = 168
LEAST_WEEK_EUR_MWH: Final = 5.0  # a week that costs next to nothing says nothing about its shape


def main(series: Path, climate: Path) -> None:
    """Derive and write all fitted columns, in the order in which they depend on each other."""
    _write(climate / "hourly.csv", derive_hourly(series))
    _write(climate / "branches.csv", fit_branches(series, climate))
    settle_model(climate)


def derive_hourly(series: Path) -> pd.DataFrame:
    """Derive the shapes by hour of the day in UTC+1. shape (24, shapes)"""
    return pd.concat([_temperature_shapes(series), _price_shapes(series)], axis=1).rename_axis("hour").round(3)


def _season(times: pd.DatetimeIndex) -> NDArray[np.str_]:
    """Name the season of every hour as the generator does."""
    return np.where(np.isin(times.month - 1, WINTER_MONTHS), *SEASONS)


def _temperature_shapes(series: Path) -> pd.DataFrame:
    """Average the day's swing of Stugusjøen over its half range, per season."""
    times, table = _read_hourly(series / "temperature_hourly_tydal_2010_2014.csv.gz")
    swing = table["temp_stugusjoen_627m_degC"].groupby([times.month, times.hour]).mean().unstack()
    swing = swing.sub(swing.mean(axis=1), axis=0)
    half = (swing.max(axis=1) - swing.min(axis=1)) / 2
    winter = np.isin(swing.index - 1, WINTER_MONTHS)
    # weighting the months by their swing keeps the noise of dark months, which hardly swing, out of the shape
    shapes = {
        f"temperature_{season}_shape": swing[chosen].sum() / half[chosen].sum()
        for season, chosen in zip(SEASONS, (winter, ~winter), strict=True)
    }
    return pd.DataFrame(shapes)


def _price_shapes(series: Path) -> pd.DataFrame:
    """Take the median of price over its own week's mean, by zone, season, kind of day and hour."""
    times, prices = _read_hourly(series / "price_load_wind_hourly_no1_no3_2019_2025.csv.gz")
    kind = np.where(times.day_of_week >= FIRST_WEEKEND_DAY, *reversed(DAY_KINDS))
    shapes = {}
    for zone in ZONES:
        price = prices[f"price_eur_mwh_{zone}"].interpolate(limit=6)
        week = price.rolling(HOURS_PER_WEEK, center=True).mean()
        share = (price / week).where(week > LEAST_WEEK_EUR_MWH)
        median = share.groupby([_season(times), kind, times.hour]).median()
        for season in SEASONS:
            for day_kind in DAY_KINDS:
                shapes[f"price_{zone}_{season}_{day_kind}"] = median[season][day_kind]
    return pd.DataFrame(shapes)


def fit_branches(series: Path, climate: Path) -> pd.DataFrame:
    """Fit snow and routing of every branch to measured run-off under measured weather, 2005-2014."""
    branches = pd.read_csv(climate / "branches.csv", index_col="branch").astype(float)
    elevation_m = load_climate(climate).scalar("temperature.reference_elevation_m")
    weather, flow = _read_daily(series)
    bounds = Bounds(*np.transpose(list(SEARCH.values())))
    for branch in BRANCHES:
        elevations = branches.filter(like="elevation").loc[[branch]]
        corners = dict(zip(elevations.columns, elevations.to_numpy(dtype=float)[0], strict=True))
        score = _score_against(corners, elevation_m, weather=weather, stations=flow[list(STATIONS[branch])])
        found = differential_evolution(score, bounds, vectorized=True, updating="deferred", rng=1, **SEARCH_EFFORT)
        branches.loc[branch, list(SEARCH)] = np.round(found.x, 3)
        print(f"{branch}: Nash-Sutcliffe efficiency of the square root of run-off {1 - found.fun:.2f}")
    return branches


def _score_against(
    corners: dict[str, float], elevation_m: float, *, weather: pd.DataFrame, stations: pd.DataFrame
) -> Callable[..., Any]:
    """Return a function from candidates, shape (parameter, candidate), to 1 - efficiency, shape (candidate,)."""
    target = np.sqrt((stations / stations[SPIN_UP_DAYS:].mean()).mean(axis=1).to_numpy()[SPIN_UP_DAYS:])
    temperature = weather["temperature_c"].to_numpy()[None, :]

    def score(candidates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Measure how far each candidate is from the stations."""
        count = candidates.shape[1]
        rain = np.repeat(weather["precipitation"].to_numpy()[None, :, None], count, axis=-1)
        catchments = {name: np.full(count, corner) for name, corner in corners.items()} | dict(
            zip(SEARCH, candidates, strict=True)
        )
        flow = run_off(catchments, elevation_m, temperature_c=temperature, precipitation=rain)[0, SPIN_UP_DAYS:]
        gap = np.sqrt(flow / flow.mean(axis=0)) - target[:, None]
        return np.asarray((gap**2).sum(axis=0) / ((target - target.mean()) ** 2).sum())

    return score


def settle_model(climate: Path) -> None:
    """Find by month what the bare model gives, so that what is drawn meets stations and price levels."""
    monthly = pd.read_csv(climate / "monthly.csv", index_col="month")
    names = {f"inflow_{branch}": f"inflow_{branch}_model_mm_day" for branch in BRANCHES}
    names |= {f"price_{zone}": f"price_{zone}_model_factor" for zone in ZONES}
    monthly[list(names.values())] = 1.0
    for _ in range(SETTLE_ROUNDS):
        _write(climate / "monthly.csv", monthly)
        excess = _monthly_excess(load_climate(climate))
        for component, column in names.items():
            monthly[column] = (monthly[column] * excess[component]).round(4)
    _write(climate / "monthly.csv", monthly)


def _monthly_excess(climate: ClimateTables) -> dict[str, NDArray[np.float64]]:
    """Draw many years and compare their monthly means with those wanted. [1], shape (12,)"""
    drawn = {
        name: _monthly_mean(years) for name, years in draw_series(climate, Dice(seed=0, count=SETTLE_YEARS)).items()
    }
    excess = {
        f"inflow_{name}": drawn[f"inflow_{name}"] / climate.monthly[f"inflow_{name}_mean_pu"] for name in BRANCHES
    }
    displacement = climate.scalar("price.displacement_eur_mwh")
    for zone in ZONES:
        wanted = climate.scalar(f"price.{zone}.mean_eur_mwh") * _monthly_mean(calendar_shape(climate, zone)[None, :])
        excess[f"price_{zone}"] = (drawn[f"price_{zone}"] + displacement) / (wanted + displacement)
    return excess


def _monthly_mean(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Average all years by month. shape (weather, 8760) -> (12,)"""
    return np.asarray(month_sums(hourly.mean(axis=0)) / (np.array(DAYS_IN_MONTH) * HOURS_PER_DAY))


def _read_hourly(path: Path) -> tuple[pd.DatetimeIndex, pd.DataFrame]:
    """Read an hourly series and its clock, moved from UTC to UTC+1."""
    table = pd.read_csv(path, index_col=0)
    times = pd.DatetimeIndex(pd.to_datetime(table.index)).tz_localize(None) + pd.Timedelta(hours=1)
    table.index = times
    return times, table


def _read_daily(series: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read daily weather near Folldal and run-off of the stations, for the days that both have."""
    weather = pd.read_csv(series / "weather_daily_atnasjoen_2005_2014.csv.gz", index_col="date", parse_dates=True)
    flow = pd.read_csv(series / "streamflow_daily_1985_2014.csv.gz", index_col="date", parse_dates=True)
    days = weather.index.intersection(flow.index)
    rain = weather.filter(like="precip").mean(axis=1).interpolate()
    weather = pd.DataFrame({"temperature_c": weather["temp_libru_780m_degC"], "precipitation": rain})
    return weather.loc[days], flow.loc[days]


def _write(path: Path, table: pd.DataFrame) -> None:
    """Write one table with its key column first."""
    table.to_csv(path, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
