"""Draws of the assumptions: within their ranges, reproducible, and any part without the rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import triang

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.premises import Assumptions, Range
from simulator.uncertainty import CHUNK, Draws, draw_jobs, triangular

HOUSEHOLD, RETENTION = "labour.household_size_persons", "jobs.retention_share"
TWO = Assumptions({HOUSEHOLD: Range(1.3, 1.7, 2.2), RETENTION: Range(0.2, 0.3, 0.4)})
FIGURES = st.floats(-1e6, 1e6)


@given(st.lists(FIGURES, min_size=3, max_size=3).map(sorted), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_value_lies_within_its_range_and_rises_with_its_lot(ends: list[float], lots: list[float]) -> None:
    values = triangular(np.array(sorted(lots)), Range(*ends))
    assert (values >= ends[0]).all() and (values <= ends[2]).all()
    assert (np.diff(values) >= -1e-6).all()


@pytest.mark.parametrize("ends", [(1.3, 1.7, 2.2), (0.0, 0.0, 3.0), (-58.0, 44.0, 44.0), (-1.0, 0.0, 0.5)])
def test_the_triangle_is_the_published_one(ends: tuple[float, float, float]) -> None:
    low, central, high = ends
    lots = np.linspace(0, 1, 101)
    expected = triang.ppf(lots, (central - low) / (high - low), loc=low, scale=high - low)
    np.testing.assert_allclose(triangular(lots, Range(*ends)), expected, atol=1e-12)


def test_a_number_without_a_range_is_the_same_in_every_draw() -> None:
    draws = Draws(Assumptions({"jobs.x": Range(0.1, 0.1, 0.1)}), count=100, seed=1)
    assert (draws["jobs.x"] == 0.1).all()


def test_every_number_of_the_book_stays_within_its_range(region: Region, shipped: dict[str, Scenario]) -> None:
    assumptions = resolve(region, shipped["strategy"])
    draws = Draws(assumptions, count=200, seed=2024)
    for name, (low, _, high) in assumptions.ranges.items():
        values = draws.cases(name)
        assert values.shape == (200,)
        assert low <= values.min() and values.max() <= high, name
        assert (np.ptp(values) > 0) == (high > low), name


def test_what_a_scenario_overrides_is_drawn_no_more(region: Region, shipped: dict[str, Scenario]) -> None:
    sure = shipped["strategy"].model_copy(update={"overrides": ((RETENTION, 0.25),)})
    assert (Draws(resolve(region, sure), count=50, seed=1).cases(RETENTION) == 0.25).all()


@given(st.integers(0, 2**32), st.integers(1, 40), st.integers(0, 40))
def test_the_seed_says_all_and_any_part_can_be_had_without_the_rest(seed: int, count: int, more: int) -> None:
    whole = Draws(TWO, count=more + count, seed=seed).cases(HOUSEHOLD)
    np.testing.assert_array_equal(Draws(TWO, count=count, seed=seed).cases(HOUSEHOLD), whole[:count])
    np.testing.assert_array_equal(Draws(TWO, count=count, seed=seed, first=more).cases(HOUSEHOLD), whole[more:])


def test_neither_order_nor_company_moves_a_draw() -> None:
    alone = Draws(Assumptions({HOUSEHOLD: TWO.ranges[HOUSEHOLD]}), count=9, seed=7).cases(HOUSEHOLD)
    later = Draws(TWO, count=9, seed=7)
    later.cases(RETENTION)
    np.testing.assert_array_equal(later.cases(HOUSEHOLD), alone)


def test_seeds_and_numbers_have_streams_of_their_own() -> None:
    same = Assumptions({"jobs.a": Range(0.0, 0.5, 1.0), "jobs.b": Range(0.0, 0.5, 1.0)})
    one, other = Draws(same, count=4000, seed=1), Draws(same, count=4000, seed=2)
    for first, second in ((one["jobs.a"], other["jobs.a"]), (one["jobs.a"], one["jobs.b"])):
        assert abs(np.corrcoef(first, second)[0, 1]) < 0.06  # four standard errors


def test_draws_have_the_mean_and_the_spread_of_the_triangle() -> None:
    low, central, high = TWO.ranges[HOUSEHOLD]
    values = Draws(TWO, count=20_000, seed=3).cases(HOUSEHOLD)
    squares = low**2 + central**2 + high**2 - low * central - low * high - central * high
    assert values.mean() == pytest.approx((low + central + high) / 3, abs=0.006)
    assert values.var() == pytest.approx(squares / 18, rel=0.05)


def test_more_draws_narrow_the_error_of_the_mean() -> None:
    truth = sum(TWO.ranges[HOUSEHOLD]) / 3
    errors = [
        np.sqrt(np.mean([(Draws(TWO, count=count, seed=seed)[HOUSEHOLD].mean() - truth) ** 2 for seed in range(60)]))
        for count in (25, 400, 6400)
    ]
    # Sixteen times the draws, a fourth of the error.
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.4)
    assert errors[1] / errors[2] == pytest.approx(4, rel=0.4)


def test_chunks_are_the_draws_in_order() -> None:
    draws = Draws(TWO, count=10, seed=5, first=3)
    parts = list(draws.chunks(4))
    assert [(part.first, part.count) for part in parts] == [(3, 4), (7, 4), (11, 2)]
    np.testing.assert_array_equal(np.concatenate([part[HOUSEHOLD] for part in parts]), draws[HOUSEHOLD])


def test_a_drawn_number_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Draws(TWO, count=3, seed=1)[HOUSEHOLD][0] = 9.0


@pytest.mark.parametrize("stated", [{"count": 0}, {"count": 3, "first": -1}])
def test_draws_that_do_not_exist_are_refused(stated: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="one or more are wanted, from 0"):
        Draws(TWO, seed=1, **stated)


def test_chunks_of_work_follow_each_other(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> None:
    strategy = shipped["strategy"]
    draws = Draws(resolve(region, strategy), count=CHUNK + 5, seed=2024)
    first, second = draw_jobs(strategy, region, draws, weather)
    assert first.direct_persons.shape == (CHUNK, len(strategy.horizon.years))
    alone = next(draw_jobs(strategy, region, list(draws.chunks())[1], weather))
    np.testing.assert_array_equal(second.operating_persons, alone.operating_persons)


def test_more_draws_narrow_the_error_of_the_mean_work(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears
) -> None:
    strategy = shipped["strategy"]
    draws = Draws(resolve(region, strategy), count=8192, seed=2024)
    work = np.concatenate([one.operating_persons[:, -1] for one in draw_jobs(strategy, region, draws, weather)])
    errors = [np.std(work.reshape(-1, size).mean(axis=1), ddof=1) for size in (16, 256)]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.4)
