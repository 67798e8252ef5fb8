"""What is measured on weather years, generated or real: one function per kind of statistic.

A set of years is a mapping from component to hourly values of shape (years, 8760). The same functions measure the
generated years (``climate_report.py``) and the real series (``derive_published.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import skew

from simulator.hours import DAYS_PER_YEAR, HOURS_PER_YEAR, IS_WEEKEND_DAY, MONTH_OF_DAY

Floats = NDArray[np.float64]
Series = Mapping[str, Floats]
WEEKS: Final = 52
RUNNING_DAYS: Final = 61
LEAST_FLOW: Final = 1e-3
LEAST_PRICE: Final = 1.0  # EUR/MWh; nearer zero a logarithm would speak of nothing else


def measure(series: Series, component: str, statistic: str, months: str) -> float:
    """Compute one statistic of one component in some months."""
    days = np.isin(MONTH_OF_DAY, months_of(months))
    for start, compute in PAIRS.items():
        if statistic.startswith(start):
            return compute(series, component, statistic.removeprefix(start), days)
    return SINGLES[statistic](series[component], days)


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


def thinned(hours: Floats, *, step_days: int, months: tuple[int, ...]) -> Floats:
    """Take daily means some days apart, so that hardly any memory is left between them. shape (sample,)"""
    days = daily(hours)
    chosen = np.arange(step_days // 2, DAYS_PER_YEAR, step_days)
    return days[:, chosen[np.isin(MONTH_OF_DAY[chosen], months)]].ravel()


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


def lag_in(values: Floats, steps: int, days: NDArray[np.bool_]) -> float:
    """Return the correlation of days in some months with the days some steps earlier."""
    now = np.flatnonzero(days)
    now = now[now >= steps]
    return correlation(values[:, now], values[:, now - steps])


def weekly(hourly: Floats) -> Floats:
    """Return weekly means. shape (years, 52)"""
    return daily(hourly)[:, : WEEKS * 7].reshape(len(hourly), WEEKS, 7).mean(axis=-1)


def weekly_anomaly(hourly: Floats) -> Floats:
    """Return weekly means less those of the calendar. shape (years, 52)"""
    weeks = weekly(hourly)
    return weeks - weeks.mean(axis=0)


def weekly_log(hourly: Floats, floor: float = LEAST_FLOW) -> Floats:
    """Return anomalies of the logarithm of weekly means. shape (years, 52)"""
    logs = np.log(np.maximum(weekly(hourly), floor))
    return logs - logs.mean(axis=0)


def least(name: str) -> float:
    """Return the floor below which the logarithm of a component is not taken. [unit of the component]"""
    return LEAST_PRICE if name.startswith("price") else LEAST_FLOW


def weekly_level(hourly: Floats) -> Floats:
    """Return anomalies of the logarithm of weekly prices around their own year's mean. shape (years, 52)"""
    logs = weekly_log(hourly, LEAST_PRICE)
    return logs - logs.mean(axis=1, keepdims=True)


def hourly_lag(series: Series, component: str, steps: str, _: NDArray[np.bool_]) -> float:
    """Return the autocorrelation of hours, prices as deviation from the running month."""
    hours = series[component]
    if component.startswith("price"):
        return lag(fast(hours, 30 * 24), int(steps))
    return lag(hours - hours.reshape(len(hours), DAYS_PER_YEAR, 24).mean(axis=0).reshape(-1), int(steps))


def daily_correlation(series: Series, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of daily deviations in some months."""
    first, second = (daily(series[name]) for name in (component, other))
    if component.startswith("price"):
        return correlation(fast(first, RUNNING_DAYS)[:, days], fast(second, RUNNING_DAYS)[:, days])
    return correlation(anomaly(first)[:, days], anomaly(second)[:, days])


def weekly_correlation(series: Series, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of the weekly logarithm with the weekly mean of another component in some months."""
    weeks = days[: WEEKS * 7 : 7]
    return correlation(weekly_log(series[component])[:, weeks], weekly_anomaly(series[other])[:, weeks])


def cold_day_ratio(series: Series, component: str, _: str, days: NDArray[np.bool_]) -> float:
    """Return the mean on days below −15 °C over the mean of the months."""
    values, cold = daily(series[component]), daily(series["temperature"]) < -15
    return float(values[cold & days].mean() / values[:, days].mean())


def weekly_mean_correlation(series: Series, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of weekly anomalies in some months, inflow on the logarithm."""
    first, second = (_weekly_of(series, name)[:, days[: WEEKS * 7 : 7]] for name in (component, other))
    return correlation(first, second)


def _weekly_of(series: Series, name: str) -> Floats:
    """Return weekly anomalies: log for inflow, clearness for the sun, the sign turned for ``high_``. (years, 52)"""
    if name.startswith("high_"):
        return -_weekly_of(series, name.removeprefix("high_"))
    if name.startswith("inflow"):
        return weekly_log(series[name])
    return weekly_anomaly(np.repeat(clearness(series[name]), 24, axis=-1) if name == "solar" else series[name])


def weekly_price_correlation(series: Series, component: str, other: str, days: NDArray[np.bool_]) -> float:
    """Return the correlation of log price around its running half-year with another component, weekly."""
    weeks = days[: WEEKS * 7 : 7]
    price = fast(np.log(np.maximum(weekly(series[component]), LEAST_PRICE)), 27)
    price = price - price.mean(axis=0)
    return correlation(price[:, weeks], _weekly_of(series, other)[:, weeks])


def low_together(series: Series, component: str, others: str, days: NDArray[np.bool_]) -> float:
    """Return the share of weeks in which all components lie in their lowest third at once."""
    weeks = days[: WEEKS * 7 : 7]
    values = [_weekly_of(series, name)[:, weeks] for name in (component, *others.split("+"))]
    return float(np.logical_and.reduce([one <= np.quantile(one, 1 / 3) for one in values]).mean())


def clearness(hourly: Floats) -> Floats:
    """Return daily sun over its usual clear day: the 90 % quantile of fifteen days around. shape (years, 365)"""
    days = daily(hourly)
    around = np.stack([np.roll(days, shift, axis=1) for shift in range(-7, 8)])
    return days / np.quantile(around, 0.9, axis=(0, 1))


def longest(below: NDArray[np.bool_]) -> float:
    """Return the mean over years of the longest run of true days.

    Examples
    --------
    >>> longest(np.array([[True, True, False, True], [False, False, True, False]]))
    1.5
    """
    run, best = np.zeros(len(below), dtype=int), np.zeros(len(below), dtype=int)
    for now in below.T:
        run = np.where(now, run + 1, 0)
        best = np.maximum(best, run)
    return float(best.mean())


def longest_low_days(hours: Floats, days: NDArray[np.bool_]) -> float:
    """Return the mean longest spell of a year with flow below two thirds of usual. [days]"""
    flow = daily(hours)
    usual = np.convolve(np.tile(flow.mean(axis=0), 3), np.ones(31) / 31, "same")[DAYS_PER_YEAR:-DAYS_PER_YEAR]
    return longest((flow < 2 / 3 * usual)[:, days])


def month_share(hours: Floats, days: NDArray[np.bool_]) -> Floats:
    """Return what share of its year's sum the months hold, year by year. shape (years,)"""
    return daily(hours)[:, days].sum(axis=1) / daily(hours).sum(axis=1)


def heat_slope(series: Series, component: str, _: str, days: NDArray[np.bool_]) -> float:
    """Return the slope of daily load on temperature below 10 °C, weekends apart, over mean load. [1/°C]"""
    load, temperature = daily(series[component]), daily(series["temperature"])
    cold = (temperature < 10) & days
    weekend = np.broadcast_to(_weekends(series, component), cold.shape)[cold]
    table = np.column_stack([np.ones(cold.sum()), temperature[cold], weekend])
    return float(np.linalg.lstsq(table, load[cold], rcond=None)[0][1] / load.mean())


def _weekends(series: Series, component: str) -> Floats:
    """Return which days are weekends: as the model year has it, or as the real years say. [0/1]"""
    return series[f"{component}_weekend"] if f"{component}_weekend" in series else IS_WEEKEND_DAY.astype(float)


def diurnal_half_range(hours: Floats, days: NDArray[np.bool_]) -> float:
    """Return half the range of the mean day. [unit of the hours]"""
    return float(np.ptp(hours.reshape(len(hours), DAYS_PER_YEAR, 24)[:, days].mean(axis=(0, 1))) / 2)


def heating_degrees(hours: Floats) -> Floats:
    """Return heating degree days to 17 °C. [°C days], shape (years,)"""
    return np.maximum(17 - daily(hours), 0).sum(axis=1)


def spread(values: Floats) -> float:
    """Return the standard deviation between years over the mean."""
    return float(values.std(ddof=1) / values.mean())


PAIRS: Final[dict[str, Callable[[Series, str, str, NDArray[np.bool_]], float]]] = {
    "hourly_lag_": hourly_lag,
    "weekly_mean_correlation_": weekly_mean_correlation,
    "weekly_price_correlation_": weekly_price_correlation,
    "low_together_": low_together,
    "heat_slope": heat_slope,
    "annual_correlation_": lambda series, name, other, _: correlation(
        series[name].mean(axis=1), series[other].mean(axis=1)
    ),
    "spread_mean_": lambda series, name, other, _: float((series[name] - series[other]).mean()),
    "spread_daily_std_": lambda series, name, other, _: float(
        (daily(series[name] - series[other]).std(axis=1) / series[name].mean(axis=1)).mean()
    ),
    "longest_below_minus_": lambda series, name, degrees, days: longest(
        (daily(series[name]) < -float(degrees))[:, days]
    ),
    "daily_quantile_": lambda series, name, percent, days: float(
        np.quantile(daily(series[name])[:, days], float(percent) / 100)
    ),
    "hourly_quantile_": lambda series, name, percent, _: float(
        np.quantile(series[name] / series[name].mean(axis=1, keepdims=True), float(percent) / 100)
    ),
    "daily_lag_": lambda series, name, steps, days: lag_in(anomaly(daily(series[name])), int(steps), days),
    "daily_correlation_": daily_correlation,
    "weekly_correlation_": weekly_correlation,
    "cold_day_ratio": cold_day_ratio,
    "correlation_": lambda series, name, other, _: correlation(series[name], series[other]),
    "weekly_log_correlation_": lambda series, name, other, _: correlation(
        weekly_log(series[name]), weekly_log(series[other])
    ),
    "weekly_log_lag_": lambda series, name, steps, _: lag(weekly_log(series[name], least(name)), int(steps)),
    "weekly_level_lag_": lambda series, name, steps, _: lag(weekly_level(series[name]), int(steps)),
    "weekly_level_std": lambda series, name, *_: float(weekly_level(series[name]).std()),
    "weekly_log_std": lambda series, name, *_: float(weekly_log(series[name], least(name)).std()),
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
    "days_below_minus_20": lambda hours, days: float((daily(hours)[:, days] < -20).sum(axis=1).mean()),
    "days_below_minus_30": lambda hours, days: float((daily(hours)[:, days] < -30).sum(axis=1).mean()),
    "coldest_day": lambda hours, _: float(daily(hours).min(axis=1).mean()),
    "monthly_mean_std": lambda hours, days: float(daily(hours)[:, days].mean(axis=1).std(ddof=1)),
    "month_variation": lambda hours, days: spread(daily(hours)[:, days].mean(axis=1)),
    "share_std": lambda hours, days: float(month_share(hours, days).std(ddof=1)),
    "driest_tenth": lambda hours, _: float(np.quantile(hours.mean(axis=1), 0.1) / hours.mean()),
    "longest_low_days": longest_low_days,
    "heating_degree_days": lambda hours, _: float(heating_degrees(hours).mean()),
    "heating_degree_days_std": lambda hours, _: float(heating_degrees(hours).std(ddof=1)),
    "diurnal_half_range": diurnal_half_range,
    "hourly_std_over_mean": lambda hours, _: float((hours.std(axis=1) / hours.mean(axis=1)).mean()),
    "month_over_year": lambda hours, days: float((daily(hours)[:, days].mean(axis=1) / hours.mean(axis=1)).mean()),
    "clearness_std": lambda hours, days: float(clearness(hours)[:, days].std()),
    "clearness_lag_1": lambda hours, days: lag_in(clearness(hours) - clearness(hours).mean(axis=0), 1, days),
    "negative_share": lambda hours, _: float((hours < 0).mean()),
}
