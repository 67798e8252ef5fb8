"""The generated weather years against the statistics of measured series."""

from __future__ import annotations

from benchmarks.climate_report import report
from benchmarks.climate_statistics import months_of
from simulator import load_weather
from simulator.premises import Weather

# Told in docs/method.md: the rivers vary too much in winter and too little in flood and summer.
KNOWN_DEVIATIONS = {
    ("inflow_glomma", "weekly_correlation_temperature", "11-3"),
    ("inflow_glomma", "weekly_correlation_temperature", "7-10"),
    ("inflow_glomma", "daily_log_std", "3"),
    ("inflow_glomma", "daily_log_std", "5"),
    ("inflow_glomma", "daily_log_std", "8"),
    ("inflow_folla", "daily_log_std", "3"),
}


def test_only_what_is_told_deviates() -> None:
    table = report(load_weather(Weather(count=100)))
    outside = table[~table["within"]][["component", "statistic", "months"]]
    assert {tuple(row) for row in outside.to_numpy()} <= KNOWN_DEVIATIONS


def test_a_wrong_climate_is_found() -> None:
    weather = load_weather(Weather(count=10))
    table = report(weather.select(weather["temperature"].mean(axis=1).argsort()[:2]))
    assert table["within"].mean() < 0.8


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months_of("12-2") == [11, 0, 1]
    assert months_of("1-12") == list(range(12))
