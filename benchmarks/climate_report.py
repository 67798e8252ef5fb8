"""Hold the generated weather years against the statistics of measured series.

    python -m benchmarks.climate_report [YEARS]

Prints every statistic of ``data/climate/published.csv`` with its deviation, and how many lie within the sampling error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import skew

from simulator import WeatherYears, data_folder, load_weather
from simulator.hours import DAYS_PER_YEAR, HOURS_PER_YEAR, MONTH_OF_DAY
from simulator.premises import Weather

Floats = NDArray[np.float64]
WEEKS: Final = 52
RUNNING_DAYS: Final = 61


def report(weather: WeatherYears) -> pd.DataFrame:
    """Compute every published statistic from generated years.

    Returns
    -------
    DataFrame
        The published table with columns ``generated``, ``deviation`` and ``within`` added.
    """
    table = pd.read_csv(data_folder() / "climate" / "published.csv", dtype={"months": str})
    table["generated"] = [measure(weather, *row) for row in table[["component", "statistic", "months"]].to_numpy()]
    table["deviation"] = table["generated"] - table["published"]
    table["within"] = table["deviation"].abs() <= table["tolerance"]
    return table


def measure(weather: WeatherYears, component: str, statistic: str, months: str) -> float:
    """Compute one statistic of one component in some months."""
    days = np.isin(MONTH_OF_DAY, months_of(months))
    for start, compute in PAIRS.items():
        if statistic.startswith(start):
            return compute(weather, component, statistic.removeprefix(start), days)
    return SINGLES[statistic](weather[component], days)


def months_of(text: str) -> list[int]:
    """Read months, counted from 0, over the turn of the year if need be.

    Examples
    --------
    >>> months_of("11-2"), months_of("4")
    ([10, 11, 0, 1], [3])
    """
    first, last = (int(part) - 1 for part in (text.split("-") * 2)[:2])
    return [month % 12 for month in range(first, last + 1 if last >= first else last + 13)]


def daily(hourly: Floats) -> Floats:
    """Return daily means. shape (years, 365)"""
    return hourly.reshape(len(hourly), DAYS_PER_YEAR, -1).mean(axis=-1)


def anomaly(values: Floats) -> Floats:
    """Return the deviation from the smoothed mean of the calendar. Same shape"""
    mean = values.mean(axis=0)
    width = max(mean.size // 24, 1)
    smooth = np.convolve(np.concatenate([mean[-width:], mean, mean[:width]]), np.ones(width) / width, "same")
    return values - smooth[width:-width]


def fast(values: Floats, width: int) -> Floats:
    """Return the deviation from the running mean within each year. Same shape"""
    kernel = np.ones(width) / width
    return np.stack([row - np.convolve(np.pad(row, width, "edge"), kernel, "same")[width:-width] for row in values])


def correlation(first: Floats, second: Floats) -> float:
    """Return the correlation over all years and times."""
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


def lag(values: Floats, steps: int) -> float:
    """Return the autocorrelation within years."""
    return correlation(values[:, :-steps], values[:, steps:])


def weekly_log(hourly: Floats) -> Floats:
    """Return anomalies of the logarithm of weekly means. shape (years, 52)"""
    weeks = daily(hourly)[:, : WEEKS * 7].reshape(len(hourly), WEEKS, 7).mean(axis=-1)
    logs = np.log(np.maximum(weeks, 1e-3))
    return logs - logs.mean(axis=0)


def hourly_lag(weather: WeatherYears, component: str, steps: str, _: NDArray[np.bool_]) -> float:
    """Return the autocorrelation of hours, prices as deviation from the running month."""
    hours = weather[component]
    if component.startswith("price"):
        return lag(fast(hours, 30 * 24), int(steps))
    return lag(hours - hours.reshape(len(hours), DAYS_PER_YEAR, 24).mean(axis=0).reshape(-1), int(steps))


def daily_correlation(weather: WeatherYears, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of daily deviations in some months."""
    first, second = (daily(weather[name]) for name in (component, other))
    if component.startswith("price"):
        return correlation(fast(first, RUNNING_DAYS)[:, days], fast(second, RUNNING_DAYS)[:, days])
    return correlation(anomaly(first)[:, days], anomaly(second)[:, days])


def weekly_correlation(weather: WeatherYears, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of the weekly logarithm with the weekly mean of another component in some months."""
    weeks = days[: WEEKS * 7 : 7]
    means = daily(weather[other])[:, : WEEKS * 7].reshape(weather.count, WEEKS, 7).mean(axis=-1)
    return correlation(weekly_log(weather[component])[:, weeks], (means - means.mean(axis=0))[:, weeks])


def cold_day_ratio(weather: WeatherYears, component: str, _: str, days: NDArray[np.bool_]) -> float:
    """Return the mean on days below −15 °C over the mean of the months."""
    values, cold = daily(weather[component]), daily(weather["temperature"]) < -15
    return float(values[cold & days].mean() / values[:, days].mean())


PAIRS: Final[dict[str, Callable[[WeatherYears, str, str, NDArray[np.bool_]], float]]] = {
    "hourly_lag_": hourly_lag,
    "daily_lag_": lambda weather, name, steps, _: lag(anomaly(daily(weather[name])), int(steps)),
    "daily_correlation_": daily_correlation,
    "weekly_correlation_": weekly_correlation,
    "cold_day_ratio": cold_day_ratio,
    "correlation_": lambda weather, name, other, _: correlation(weather[name], weather[other]),
    "weekly_log_correlation_": lambda weather, name, other, _: correlation(
        weekly_log(weather[name]), weekly_log(weather[other])
    ),
    "weekly_log_lag_": lambda weather, name, steps, _: lag(weekly_log(weather[name]), int(steps)),
}
SINGLES: Final[dict[str, Callable[[Floats, NDArray[np.bool_]], float]]] = {
    "mean": lambda hours, days: float(daily(hours)[:, days].mean()),
    "daily_anomaly_std": lambda hours, days: float(anomaly(daily(hours))[:, days].std()),
    "daily_anomaly_skew": lambda hours, days: float(skew(anomaly(daily(hours))[:, days].ravel())),
    "days_below_minus_15": lambda hours, days: float((daily(hours)[:, days] < -15).sum(axis=1).mean()),
    "days_below_minus_25": lambda hours, days: float((daily(hours)[:, days] < -25).sum(axis=1).mean()),
    "daily_log_std": lambda hours, days: float(anomaly(np.log(np.maximum(daily(hours), 1e-3)))[:, days].std()),
    "annual_spread": lambda hours, _: float(hours.mean(axis=1).std(ddof=1) / hours.mean()),
    "volume_share": lambda hours, days: float(daily(hours)[:, days].sum() / daily(hours).sum()),
    "full_load_hours": lambda hours, _: float(hours.mean() * HOURS_PER_YEAR),
    "negative_share": lambda hours, _: float((hours < 0).mean()),
}


def main(words: list[str]) -> None:
    """Print the table and the share within sampling error."""
    table = report(load_weather(Weather(count=int(words[0]) if words else 100)))
    print(table.round(3).to_string(index=False))
    print(f"{table['within'].sum()} of {len(table)} within the sampling error ({table['within'].mean():.0%})")


if __name__ == "__main__":
    main(sys.argv[1:])
