"""Shares of variance of the Ishigami function (PC-31), whose shares are known, and of the model."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.premises import Assumptions, Range
from simulator.uncertainty import (
    figures_of,
    most_moving,
    moving_numbers,
    of_one_year,
    share_of_ranges,
    sobol_shares,
    spread_weather,
    swing_each,
)

A, B = 7.0, 0.1


def ishigami(lots: np.ndarray) -> np.ndarray:
    """Return the function of three angles, and a figure that nothing moves. shape (points, 2)"""
    x, y, z = np.pi * (2 * lots.T - 1)
    moved = np.sin(x) + A * np.sin(y) ** 2 + B * z**4 * np.sin(x)
    return np.stack([moved, np.ones_like(moved)], axis=1)


def test_pc31_shares_of_the_ishigami_function() -> None:
    """Sobol; published: first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437; mean 3.5, variance 13.8446."""
    found = sobol_shares(("x", "y", "z"), ishigami, count=2**13, seed=2024)
    np.testing.assert_allclose(found.first[0], [0.3139, 0.4424, 0.0], atol=0.02)
    np.testing.assert_allclose(found.whole[0], [0.5576, 0.4424, 0.2437], atol=0.02)
    assert not found.first[1].any() and not found.whole[1].any()
    lots = np.random.default_rng(1).random((200_000, 3))
    values = ishigami(lots)[:, 0]
    assert values.mean() == pytest.approx(3.5, abs=0.05) and values.var() == pytest.approx(13.8446, rel=0.02)


def test_the_seed_says_all() -> None:
    one, same, other = (sobol_shares(("x", "y", "z"), ishigami, count=64, seed=seed).first for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_shares_over_ranges_are_those_of_a_sum() -> None:
    """Of independent terms each share is its part of the variance, alone as with others; a triangle has a known one."""
    ranges = {"jobs.a": Range(0.0, 1.0, 2.0), "jobs.b": Range(0.0, 3.0, 6.0), "jobs.c": Range(5.0, 5.0, 5.0)}

    def total(numbers: Assumptions) -> np.ndarray:
        return np.array([numbers["jobs.a"] + numbers["jobs.b"] + numbers["jobs.c"]])

    found = share_of_ranges(total, Assumptions(ranges), ("jobs.a", "jobs.b"), count=1024, seed=3)
    for shares in (found.first, found.whole):
        np.testing.assert_allclose(shares[0], [0.1, 0.9], atol=0.01)


def test_each_number_alone_from_end_to_end(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> None:
    scenario = of_one_year(shipped["new_power_1twh"], 2035)
    assumptions, few = resolve(region, scenario), spread_weather(weather, 2)
    factor, people = "project.wind.capacity_factor_share", "project.wind.operating_persons_per_mw"
    figures = figures_of(scenario, region, few, indicators=("surplus_gwh", "jobs_direct_persons"), year=2035)
    wind, work, idle = swing_each(figures, assumptions, (factor, people, "project.small_hydro.build_years"))
    assert wind.ends[0, 0] < wind.ends[1, 0] and np.ptp(wind.ends[:, 1]) == 0
    assert work.ends[0, 1] < work.ends[1, 1] and np.ptp(work.ends[:, 0]) == 0
    assert not np.ptp(idle.ends, axis=0).any()
    assert set(most_moving([idle, wind, work], 2)) == {factor, people}


def test_numbers_of_kinds_that_are_not_there_are_left_out(region: Region, shipped: dict[str, Scenario]) -> None:
    scenario = shipped["new_power_1twh"].model_copy(update={"overrides": (("jobs.retention_share", 0.3),)})
    names = moving_numbers(scenario, resolve(region, scenario))
    assert "project.wind.capacity_factor_share" in names
    assert "jobs.retention_share" not in names
    assert not [name for name in names if name.startswith("establishment.")]


def test_weather_is_spread_from_dry_to_wet(weather: WeatherYears) -> None:
    assert weather.order is not None
    few = spread_weather(weather, 3)
    places = [int(np.flatnonzero(weather.order == weather.names.index(name))[0]) for name in few.names]
    assert places == [5, 15, 25]
