"""Fit the river model to measured run-off under measured weather, and tell what it leaves out.

Part of ``calibrate_climate.py``, which holds the order of the steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, differential_evolution

from simulator.hours import DAYS_PER_YEAR, MONTHS_PER_YEAR
from simulator.inputs.climate.forms import BRANCHES
from simulator.inputs.climate.inflow import run_off
from simulator.inputs.climate.tables import load_climate

# What is fitted, with the bounds of the search: wide enough to hold what the literature on HBV models gives.
SEARCH: Final = {
    "lapse_c_per_100m": (0.4, 0.8),
    "snowfall_below_c": (0.0, 3.0),
    "melt_above_c": (-0.5, 2.5),
    "melt_mm_per_degree_day": (1.5, 6.0),
    "snow_catch_factor": (1.0, 2.4),
    "field_capacity_mm": (30.0, 400.0),
    "soil_exponent": (0.5, 5.0),
    "evaporation_mm_per_degree_day": (0.02, 0.5),
    "fast_days": (2.0, 20.0),
    "slow_days": (40.0, 250.0),
    "slow_share": (0.1, 0.6),
}
STATIONS: Final = {
    "glomma": ("runoff_narsjo_mm_per_day",),
    "folla": ("runoff_atnasjo_mm_per_day",),
    "orkla": ("runoff_eggafoss_mm_per_day", "runoff_driva_risefoss_mm_per_day"),
    "local": ("runoff_narsjo_mm_per_day",),
}
INDEPENDENT: Final = ("glomma", "folla", "orkla")  # local has the gauge of glomma
MEMORY_DAYS: Final = 14
MOST_SLOW_SHARE: Final = 0.95
PAIRS: Final = (("glomma", "folla"), ("glomma", "orkla"), ("folla", "orkla"))
MEMORY_LAGS_DAYS: Final = (1, 3, 7, 14, 30)
SEARCH_EFFORT: Final[dict[str, Any]] = {"maxiter": 50, "popsize": 8, "polish": False}
SPIN_UP_DAYS: Final = 400
LEAST_FLOW_PU: Final = 1e-3  # a frozen gauge shows zero; its logarithm would outweigh all else
CALENDAR_WIDTH_DAYS: Final = 15
POWER_BOUNDS: Final = (0.3, 1.4)  # outside, ten years of one month tell more of chance than of the river


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverFit:
    """What the stations tell of every branch.

    Parameters
    ----------
    branches : DataFrame
        The table of branches with its fitted columns. one row per branch
    power : mapping of str to ndarray
        Slope of the logarithm of run-off on that of the model. [1], shape (12,)
    slow_share : ndarray
        Part of the rest that remembers months. [1], shape (12,)
    log_std : mapping of str to ndarray
        Standard deviation of the daily log anomaly of the station, its whole record. [log], shape (12,)
    together : mapping of pairs to float
        Correlation of weekly log anomalies of two branches, whole record. [1]
    """

    branches: pd.DataFrame
    power: Mapping[str, NDArray[np.float64]]
    slow_share: NDArray[np.float64]
    log_std: Mapping[str, NDArray[np.float64]]
    together: Mapping[tuple[str, str], float]


def fit_rivers(series: Path, climate: Path) -> RiverFit:
    """Fit snow, soil and routing of every branch, 2005-2014, and measure what the fit leaves out."""
    branches = pd.read_csv(climate / "branches.csv", index_col="branch").astype(float)
    tables = load_climate(climate)
    elevation_m = tables.scalar("temperature.reference_elevation_m")
    weather, flow = read_daily(series)
    power, memory = {}, {}
    for branch in BRANCHES:
        corners = branches.filter(like="elevation").loc[branch].to_dict()
        simulate = _simulation(corners, elevation_m, weather=weather)
        station = station_flow(flow, branch).to_numpy()[SPIN_UP_DAYS:]
        found = _search(simulate, station)
        branches.loc[branch, list(SEARCH)] = np.round(found, 3)
        days = flow.index[SPIN_UP_DAYS:]
        power[branch], memory[branch] = _rest(days, station, modelled=simulate(found[:, None])[:, 0])
    anomaly = _anomalies(series)
    weekly = anomaly.resample("W").mean().dropna()
    return RiverFit(
        branches=branches,
        power=power,
        slow_share=_slow_share([memory[name] for name in INDEPENDENT], float(branches["anomaly_slow_days"].mean())),
        log_std={name: anomaly[name].groupby(anomaly.index.month).std().to_numpy() for name in BRANCHES},
        together={pair: float(weekly[pair[0]].corr(weekly[pair[1]])) for pair in PAIRS},
    )


def read_daily(series: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read daily weather near Folldal and run-off of the stations, for the days that both have."""
    weather = pd.read_csv(series / "weather_daily_atnasjoen_2005_2014.csv.gz", index_col="date", parse_dates=True)
    flow = pd.read_csv(series / "streamflow_daily_1985_2014.csv.gz", index_col="date", parse_dates=True)
    days = weather.index.intersection(flow.index)
    rain = weather.filter(like="precip").mean(axis=1).interpolate()
    weather = pd.DataFrame({"temperature_c": weather["temp_libru_780m_degC"], "precipitation": rain})
    return weather.loc[days], flow.loc[days]


def station_flow(flow: pd.DataFrame, branch: str) -> pd.Series:
    """Average the stations of a branch, each over its own mean. [per unit of the mean], one value per day"""
    stations = flow[list(STATIONS[branch])]
    return (stations / stations.mean()).mean(axis=1)


def _simulation(
    corners: Mapping[str, float], elevation_m: float, *, weather: pd.DataFrame
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return a function from candidates, shape (parameter, candidate), to run-off in per unit, (day, candidate)."""
    temperature = weather["temperature_c"].to_numpy()[None, :]

    def simulate(candidates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Run every candidate through the measured weather."""
        count = candidates.shape[1]
        rain = np.repeat(weather["precipitation"].to_numpy()[None, :, None], count, axis=-1)
        catchments = {name: np.full(count, corner) for name, corner in corners.items()} | dict(
            zip(SEARCH, candidates, strict=True)
        )
        flow = run_off(catchments, elevation_m, temperature_c=temperature, precipitation=rain)[0, SPIN_UP_DAYS:]
        return np.asarray(flow / flow.mean(axis=0))

    return simulate


def _search(simulate: Callable[..., NDArray[np.float64]], station: NDArray[np.float64]) -> NDArray[np.float64]:
    """Search the parameters that follow the station best, in floods and in low flow. shape (parameter,)"""
    scales = (np.sqrt, lambda flow: np.log(np.maximum(flow, LEAST_FLOW_PU)))

    def gap(flow: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return 1 - efficiency of the square root and of the logarithm. shape (candidate,) each"""
        return [_inefficiency(scale(flow), scale(station)) for scale in scales]

    bounds = Bounds(*np.transpose(list(SEARCH.values())))
    found = differential_evolution(
        lambda some: np.mean(gap(simulate(some)), axis=0), bounds, vectorized=True, updating="deferred", rng=1,
        **SEARCH_EFFORT,
    ).x  # fmt: skip
    root, log = (1 - float(one[0]) for one in gap(simulate(found[:, None])))
    print(f"Nash-Sutcliffe efficiency of the square root of run-off {root:.2f}, of its logarithm {log:.2f}")
    return np.asarray(found)


def _inefficiency(flow: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared gap over the variance of the target. shape (day, candidate) -> (candidate,)"""
    return np.asarray(((flow - target[:, None]) ** 2).sum(axis=0) / ((target - target.mean()) ** 2).sum())


def log_anomaly(days: pd.DatetimeIndex, flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the logarithm of flow less its own smoothed calendar. [log], shape (day,)"""
    logs = np.log(np.maximum(flow, LEAST_FLOW_PU))
    position = np.minimum(days.day_of_year, DAYS_PER_YEAR) - 1
    usual = pd.Series(logs).groupby(position).mean().reindex(range(DAYS_PER_YEAR)).interpolate().to_numpy()
    padded = np.concatenate([usual[-CALENDAR_WIDTH_DAYS:], usual, usual[:CALENDAR_WIDTH_DAYS]])
    smooth = np.convolve(padded, np.ones(CALENDAR_WIDTH_DAYS) / CALENDAR_WIDTH_DAYS, "same")
    return np.asarray(logs - smooth[CALENDAR_WIDTH_DAYS:-CALENDAR_WIDTH_DAYS][position])


def _rest(
    days: pd.DatetimeIndex, station: NDArray[np.float64], *, modelled: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Regress the log anomaly of a station on the model's; tell slope and memory of the rest. [1], shape (12,) each"""
    shown, told = log_anomaly(days, station), log_anomaly(days, modelled)
    month = days.month.to_numpy() - 1
    slope = [(shown * told)[month == one].mean() / (told**2)[month == one].mean() for one in range(MONTHS_PER_YEAR)]
    power = np.clip(np.round(slope, 2), *POWER_BOUNDS)
    rest = pd.Series(shown - power[month] * told, index=days)
    rest = rest / rest.groupby(month).transform("std")
    print("  rest of the model, lags:", {lag: round(float(rest.autocorr(lag)), 2) for lag in MEMORY_LAGS_DAYS})
    before = rest.shift(MEMORY_DAYS)
    memory = [rest[month == one].corr(before[month == one]) for one in range(MONTHS_PER_YEAR)]
    return power, np.array(memory, dtype=float)


def _slow_share(memories: list[NDArray[np.float64]], slow_days: float) -> NDArray[np.float64]:
    """Tell which part of the rest remembers months, from what is left of it after two weeks. [1], shape (12,)"""
    return np.clip(np.mean(memories, axis=0) * np.exp(MEMORY_DAYS / slow_days), 0, MOST_SLOW_SHARE).round(2)


def _anomalies(series: Path) -> pd.DataFrame:
    """Return the daily log anomaly of every branch's stations over the whole record. [log], one column per branch"""
    flow = pd.read_csv(series / "streamflow_daily_1985_2014.csv.gz", index_col="date", parse_dates=True)
    days = pd.DatetimeIndex(flow.index)
    return pd.DataFrame({name: log_anomaly(days, station_flow(flow, name).to_numpy()) for name in BRANCHES}, index=days)
