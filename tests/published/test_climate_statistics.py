"""The generated weather years against the statistics and quantiles of measured series."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from benchmarks.climate_report import report
from benchmarks.climate_statistics import longest, low_together, months_of, thinned
from benchmarks.derive_published import SEASONS, with_error
from simulator import WeatherYears, data_folder, load_weather
from simulator.premises import Weather

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
LEAST_SHARE = 0.9
REFUSED_BELOW = 0.01

# Told in docs/method.md, each with its reason.
KNOWN_DEVIATIONS = {
    ("temperature", "daily_quantile_99", "7"),
    ("inflow_glomma", "month_variation", "5"),
    ("inflow_glomma", "longest_low_days", "1-12"),
    ("inflow_folla", "daily_lag_7", "1-12"),
    ("inflow_orkla", "month_variation", "5"),
    ("inflow_orkla", "share_std", "5-7"),
    ("solar", "clearness_std", "7"),
    ("price_no1", "hourly_lag_168", "1-12"),
    ("price_no3", "hourly_lag_168", "1-12"),
    ("price_no3", "hourly_quantile_1", "1-12"),
    ("wind_no3", "hourly_quantile_50", "1-12"),
    ("price_no1", "weekly_log_lag_1", "1-12"),
    ("price_no1", "weekly_log_lag_4", "1-12"),
    ("price_no1", "weekly_log_lag_13", "1-12"),
    ("price_no1", "weekly_log_std", "1-12"),
    ("load", "weekly_mean_correlation_temperature", "11-3"),
    ("load", "weekly_mean_correlation_temperature", "4-6"),
}


@pytest.fixture(scope="module")
def weather() -> WeatherYears:
    """Draw as many years as the report does."""
    return load_weather(Weather(count=100))


@pytest.fixture(scope="module")
def table(weather: WeatherYears) -> pd.DataFrame:
    """Compute every published statistic once."""
    return report(weather)


@pytest.fixture(scope="module")
def quantiles() -> dict[tuple[str, str, int], NDArray[np.float64]]:
    """Load the thinned samples of the measured series, as quantiles."""
    rows = pd.read_csv(data_folder() / "climate" / "quantiles.csv")
    return {key: some["value"].to_numpy() for key, some in rows.groupby(["component", "season", "step_days"])}


def test_only_what_is_told_deviates(table: pd.DataFrame) -> None:
    outside = table[~table["within"]][["component", "statistic", "months"]]
    assert {tuple(row) for row in outside.to_numpy()} <= KNOWN_DEVIATIONS


def test_nine_of_ten_lie_within_the_sampling_error(table: pd.DataFrame) -> None:
    assert table["within"].mean() >= LEAST_SHARE
    assert (table["tolerance"] > 0).all()
    assert not table.duplicated(["component", "statistic", "months"]).any()


def test_the_method_tells_how_many(table: pd.DataFrame) -> None:
    told = re.search(r"(\d+) of (\d+) statistics", METHOD.read_text(encoding="utf-8"))
    assert told is not None
    assert (int(told[1]), int(told[2])) == (table["within"].sum(), len(table))


def test_a_wrong_climate_is_found(weather: WeatherYears) -> None:
    few = report(weather.select(weather["temperature"].mean(axis=1).argsort()[:2]))
    assert few["within"].mean() < 0.8


def refused(
    weather: WeatherYears, quantiles: dict[tuple[str, str, int], NDArray[np.float64]]
) -> list[tuple[str, str, int]]:
    """Return the samples that Kolmogorov and Smirnov tell apart from the measured ones.

    Both samples are thinned so far that hardly any memory is left; the measured one counts as many points as are
    tabulated, never more than the record holds.
    """
    found = []
    for (name, season, step_days), measured in quantiles.items():
        drawn = thinned(weather[name], step_days=step_days, months=SEASONS[season])
        # a wind site and an area differ in level; what is compared is the shape
        levels = (measured_mean(quantiles, name), weather[name].mean()) if name.startswith("wind") else (1.0, 1.0)
        if ks_2samp(measured / levels[0], drawn / levels[1]).pvalue < REFUSED_BELOW:
            found.append((name, season, step_days))
    return found


def measured_mean(quantiles: dict[tuple[str, str, int], NDArray[np.float64]], name: str) -> float:
    """Return the mean of a component over all seasons of the measured samples."""
    return float(np.mean([values.mean() for key, values in quantiles.items() if key[0] == name]))


def test_drawn_and_measured_days_are_of_one_kind(
    weather: WeatherYears, quantiles: dict[tuple[str, str, int], NDArray[np.float64]]
) -> None:
    assert len(quantiles) >= 24
    assert refused(weather, quantiles) == []


def test_days_of_another_climate_are_told_apart(
    weather: WeatherYears, quantiles: dict[tuple[str, str, int], NDArray[np.float64]]
) -> None:
    cold = weather.select(weather["temperature"].mean(axis=1).argsort()[:10])
    assert any(name == "temperature" for name, *_ in refused(cold, quantiles))
    seasons = [key for key in quantiles if key[0] == "inflow_orkla"]
    mistaken = {key: quantiles["inflow_folla", key[1], key[2]] for key in seasons}
    assert ("inflow_orkla", "winter", 45) in refused(weather, mistaken)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_of("12-2") == [11, 0, 1]
    assert months_of("1-12") == list(range(12))


def test_spells_and_joint_lows_are_counted() -> None:
    below = np.array([[True, True, True, False, True], [False] * 5])
    assert longest(below) == 1.5
    hours = np.random.default_rng(1).standard_normal((30, 8760))
    other = np.random.default_rng(2).standard_normal((30, 8760))
    every, alone = np.ones(365, dtype=bool), {"a": hours, "b": hours, "c": other}
    assert low_together(alone, "a", "b", every) == pytest.approx(1 / 3, abs=0.01)
    assert low_together(alone, "a", "c", every) == pytest.approx(1 / 9, abs=0.03)


def test_the_sampling_error_is_that_of_a_mean() -> None:
    """For a mean of years, leaving out one at a time gives the textbook error: t of 9 years, 2.26 over root ten."""
    years = np.random.default_rng(3).standard_normal(10)
    record = {"temperature": np.repeat(years[:, None], 8760, axis=1)}
    value, error = with_error(record, "temperature", "mean", "1-12")
    assert value == pytest.approx(years.mean())
    assert error == pytest.approx(2.262 * years.std(ddof=1) / np.sqrt(10), rel=1e-3)
