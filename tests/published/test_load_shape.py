"""The model's mean day of every month against the measured load of NO1 (data/load_measured.csv)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from simulator import data_folder, load_region, load_weather, resolve, simulate_power
from simulator.hours import HOUR_OF_DAY, IS_WEEKEND, MONTH_OF_HOUR
from simulator.premises import Scenario, Weather

MEASURED_YEAR = 2024
LEAST_CORRELATION = 0.9
DAY_TYPES = ("weekday", "weekend")

Floats = NDArray[np.float64]


@cache
def measured() -> Floats:
    """Return the measured mean days. [1], shape (months, day types, hours)"""
    table = pd.read_csv(data_folder() / "load_measured.csv")
    wide = table.set_index(["month", "day_type", "hour"])["factor"]
    return np.array([[[wide[month, day, hour] for hour in range(24)] for day in DAY_TYPES] for month in range(1, 13)])


@cache
def modelled() -> Floats:
    """Return the model's mean days of the last measured year. [1], shape (months, day types, hours)"""
    region, scenario = load_region(), Scenario(title="t", weather=Weather(count=10))
    weather = load_weather(scenario.weather)
    power = simulate_power(scenario, resolve(region, scenario), region, weather, year=MEASURED_YEAR)
    load = power.demand.mw.sum(axis=1).mean(axis=0)
    days = np.zeros((12, 2, 24))
    for place in np.ndindex(days.shape):
        month, weekend, hour = place
        chosen = (month == MONTH_OF_HOUR) & (bool(weekend) == IS_WEEKEND) & (hour == HOUR_OF_DAY)
        days[place] = load[chosen].mean()
    return days / load.mean()


def all_days(days: Floats) -> Floats:
    """Return the mean day of each month, weekends counted as they occur. [1], shape (months, hours)"""
    return np.asarray((days * np.array([5, 2])[None, :, None]).sum(axis=1) / 7)


@pytest.mark.parametrize("month", range(12))
def test_the_mean_day_of_a_month_follows_measured_load(month: int) -> None:
    correlation = np.corrcoef(all_days(modelled())[month], all_days(measured())[month])[0, 1]
    assert correlation >= LEAST_CORRELATION


@pytest.mark.parametrize("month", range(12))
def test_weekdays_follow_measured_weekdays(month: int) -> None:
    assert np.corrcoef(modelled()[month, 0], measured()[month, 0])[0, 1] >= LEAST_CORRELATION


def test_all_hours_of_all_months_follow_measured_load() -> None:
    assert np.corrcoef(modelled().ravel(), measured().ravel())[0, 1] >= 0.98


def test_the_months_follow_measured_load() -> None:
    ours, theirs = (days.mean(axis=(1, 2)) for days in (modelled(), measured()))
    assert np.corrcoef(ours, theirs)[0, 1] >= 0.98
    assert np.abs(ours - theirs).max() < 0.15


def test_a_day_that_is_turned_would_not_pass() -> None:
    turned = np.corrcoef(np.roll(modelled()[0, 0], 3), measured()[0, 0])[0, 1]
    assert turned < LEAST_CORRELATION


def test_the_table_is_complete_and_around_one() -> None:
    assert measured().shape == (12, 2, 24)
    assert 0.4 < measured().min() < measured().mean() < measured().max() < 1.8
