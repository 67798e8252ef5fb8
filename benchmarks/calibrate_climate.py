"""Derive the fitted columns of ``data/climate`` from the real series, which are never committed.

Run ``python -m benchmarks.calibrate_climate <folder of series> data/climate``. It rewrites ``hourly.csv``, the fitted
columns of ``branches.csv``, and of ``monthly.csv`` the columns ``model_mm_day``, ``model_power`` and ``log_std`` of
every inflow, ``inflow_anomaly_slow_share``, ``temperature_hourly_std_c`` and ``price_<zone>_model_factor``. Everything
else in those tables is copied by hand from published statistics and stays as it is. Takes about a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.climate_statistics import anomaly, correlation, daily, weekly_log
from benchmarks.derive_published import RECORDS
from benchmarks.fit_inflow import RiverFit, fit_rivers
from simulator.hours import (
    DAYS_IN_MONTH,
    DAYS_PER_YEAR,
    HOURS_PER_DAY,
    MONTH_OF_DAY,
    MONTHS_PER_YEAR,
    WINTER_MONTHS,
    month_sums,
)
from simulator.inputs.climate.draw import draw_series
from simulator.inputs.climate.forms import BRANCHES, DAY_KINDS, SEASONS, ZONES
from simulator.inputs.climate.noise import Dice
from simulator.inputs.climate.price import calendar_shape
from simulator.inputs.climate.tables import ClimateTables, load_climate
from simulator.inputs.climate.temperature import build_hourly_temperature, draw_daily_temperature

HOUR_YEARS: Final = 60
HOUR_ROUNDS: Final = 3
LEAST_HOURLY_STD_C: Final = 0.3
SETTLE_YEARS: Final = 300
SETTLE_ROUNDS: Final = 14
LEAST_LOG_STD: Final = 0.05
MOST_COMMON_SHARE: Final = 0.98
FIRST_WEEKEND_DAY: Final = 5
HOURS_PER_WEEK: Final = 168
LEAST_WEEK_EUR_MWH: Final = 5.0  # a week that costs next to nothing says nothing about its shape


def main(series: Path, climate: Path) -> None:
    """Derive and write all fitted columns, in the order in which they depend on each other."""
    _write(climate / "hourly.csv", derive_hourly(series))
    fit = fit_rivers(series, climate)
    settle_hours(series, climate)
    settle_model(climate, fit)


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


def settle_hours(series: Path, climate: Path) -> None:
    """Find by month what hours add to straight lines between days, so that days vary within as at Stugusjøen."""
    wanted = _within_day_std(RECORDS["stugusjoen"](series)["temperature"])
    monthly, column = pd.read_csv(climate / "monthly.csv", index_col="month"), "temperature_hourly_std_c"
    dice = Dice(seed=0, count=HOUR_YEARS)
    for _ in range(HOUR_ROUNDS):
        tables = load_climate(climate)
        drawn = build_hourly_temperature(tables, dice, daily=draw_daily_temperature(tables, dice))
        missing = monthly[column] ** 2 + wanted**2 - _within_day_std(drawn) ** 2
        monthly[column] = np.sqrt(np.maximum(missing, LEAST_HOURLY_STD_C**2)).round(2)
        _write(climate / "monthly.csv", monthly)


def _within_day_std(hourly_c: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure the spread of hours around their own day's mean and the month's mean day. [°C], shape (12,)"""
    days = hourly_c.reshape(len(hourly_c), DAYS_PER_YEAR, HOURS_PER_DAY)
    within = days - days.mean(axis=-1, keepdims=True)
    months = (within[:, month == MONTH_OF_DAY] for month in range(MONTHS_PER_YEAR))
    return np.array([(days - days.mean(axis=(0, 1))).std() for days in months])


def settle_model(climate: Path, fit: RiverFit) -> None:
    """Find by month what the bare model gives, so that what is drawn meets stations and price levels."""
    monthly = pd.read_csv(climate / "monthly.csv", index_col="month")
    names = {f"inflow_{branch}": f"inflow_{branch}_model_mm_day" for branch in BRANCHES}
    names |= {f"price_{zone}": f"price_{zone}_model_factor" for zone in ZONES}
    monthly[list(names.values())] = 1.0
    monthly["inflow_anomaly_slow_share"] = fit.slow_share
    for branch in BRANCHES:
        monthly[f"inflow_{branch}_model_power"] = fit.power[branch]
        monthly[f"inflow_{branch}_log_std"] = LEAST_LOG_STD
    for _ in range(SETTLE_ROUNDS):
        _write(climate / "monthly.csv", monthly)
        _write(climate / "branches.csv", fit.branches)
        tables = load_climate(climate)
        drawn = draw_series(tables, Dice(seed=0, count=SETTLE_YEARS))
        for component, excess in _monthly_excess(tables, drawn).items():
            monthly[names[component]] = (monthly[names[component]] * excess).round(4)
        for branch in BRANCHES:
            _settle_spread(monthly, branch, wanted=fit.log_std[branch], drawn=_drawn_log_std(drawn[f"inflow_{branch}"]))
        _settle_together(fit, drawn)
    _write(climate / "monthly.csv", monthly)
    _write(climate / "branches.csv", fit.branches)


def _settle_together(fit: RiverFit, drawn: Mapping[str, NDArray[np.float64]]) -> None:
    """Share more of what the model leaves out among branches that agree too little from week to week."""
    share = fit.branches["anomaly_common_share"]
    for (first, other), wanted in fit.together.items():
        weeks = (weekly_log(drawn[f"inflow_{branch}"]) for branch in (first, other))
        gap = wanted - correlation(*weeks)
        share[[first, other]] = (share[[first, other]] + gap).clip(0, MOST_COMMON_SHARE).round(3)
    share["local"] = share["glomma"]  # the same gauge stands for both
    fit.branches["anomaly_common_share"] = share


def _settle_spread(
    monthly: pd.DataFrame, branch: str, *, wanted: NDArray[np.float64], drawn: NDArray[np.float64]
) -> None:
    """Give what the model leaves out the spread that is missing; where the model alone is too lively, calm it."""
    power, rest = f"inflow_{branch}_model_power", f"inflow_{branch}_log_std"
    missing = monthly[rest] ** 2 + wanted**2 - drawn**2
    monthly[rest] = np.sqrt(np.maximum(missing, LEAST_LOG_STD**2)).round(3)
    lively = np.where(missing < LEAST_LOG_STD**2, np.minimum(wanted / drawn, 1), 1)
    monthly[power] = (monthly[power] * lively).round(3)


def _drawn_log_std(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure the spread of the daily log anomaly by month. [log], shape (12,)"""
    logs = anomaly(np.log(daily(hourly)))
    return np.array([logs[:, month == MONTH_OF_DAY].std() for month in range(MONTHS_PER_YEAR)])


def _monthly_excess(climate: ClimateTables, years: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Compare the monthly means of drawn years with those wanted. [1], shape (12,)"""
    drawn = {name: _monthly_mean(hourly) for name, hourly in years.items()}
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


def _write(path: Path, table: pd.DataFrame) -> None:
    """Write one table with its key column first."""
    table.to_csv(path, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
