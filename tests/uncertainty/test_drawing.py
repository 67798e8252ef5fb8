"""Whole-model draws: the one staircase, the same worlds in every scenario, independent of order and company."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from simulator import Region, Scenario, WeatherYears, resolve, simulate
from simulator.premises import Assumptions, Horizon, Range
from simulator.stages.dispatch import Operators
from simulator.uncertainty import (
    Drawn,
    Futures,
    bands,
    collect_draws,
    draw_results,
    explaining_points,
    goal_chances,
    of_one_year,
    shared_figures,
    split_variance,
    told_indicators,
)
from simulator.uncertainty.drawing import OF_HISTORY

YEAR = 2035
ARRAYS = ("numbers", "weather", "figures", "met", "stated", "stands", "opening_year")


def made(scenario: Scenario, region: Region, weather: WeatherYears, futures: Futures, numbers: list[int]) -> Drawn:
    outcomes = draw_results(scenario, region, weather, futures=futures, numbers=numbers)
    return collect_draws(scenario, region, futures=futures, outcomes=outcomes)


def test_order_and_company_move_no_draw(
    region: Region, uncertain: Scenario, weather: WeatherYears, futures: Futures, operators: Operators, drawn: Drawn
) -> None:
    """Two parts, worked backwards and put together, are bit for bit the whole: so workers may share it in any way."""
    parts = ([7, 3, 1], [2, 0])
    outcomes = [
        one
        for part in parts
        for one in draw_results(uncertain, region, weather, futures=futures, numbers=part, operators=operators)
    ]
    again = collect_draws(uncertain, region, futures=futures, outcomes=outcomes)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(again, name), getattr(drawn, name)[[0, 1, 2, 3, 7]])


def test_a_draw_is_a_scenario_through_the_staircase(
    region: Region, uncertain: Scenario, weather: WeatherYears, futures: Futures
) -> None:
    """What a draw tells is what `simulate` says of a scenario file that overrides every number."""
    future = futures.of(uncertain, 5)
    numbers = tuple(sorted((name, one.central) for name, one in future.assumptions.ranges.items()))
    written = future.scenario.model_copy(update={"overrides": numbers})
    result = simulate(written, resolve(region, written), region, weather.select(future.weather))
    one = made(uncertain, region, weather, futures, [5])
    for name in ("surplus_gwh", "jobs_direct_persons", "unserved_hours"):
        np.testing.assert_array_equal(one.of(name, YEAR)[0], result.indicators.at(name, YEAR))


def test_the_same_number_is_the_same_world_in_every_scenario(futures: Futures, shipped: dict[str, Scenario]) -> None:
    strategy, small = shipped["strategy"], shipped["small_steps"]
    both = strategy.model_copy(update={"projects": (*small.projects, *strategy.projects)})
    for number in range(4):
        one, other = futures.of(small, number), futures.of(both, number)
        assert one.assumptions.ranges == other.assumptions.ranges
        np.testing.assert_array_equal(one.weather, other.weather)
        assert one.scenario.projects == other.scenario.projects[: len(small.projects)]


def test_what_a_scenario_overrides_stands(futures: Futures, uncertain: Scenario) -> None:
    own = uncertain.model_copy(update={"overrides": (("jobs.retention_share", 0.11), ("realisation.delay_years", 0.0))})
    future = futures.of(own, 3)
    assert future.assumptions.ranges["jobs.retention_share"] == Range(0.11, 0.11, 0.11)
    assert [one.delay_years for one in future.scenario.projects] == [one.delay_years for one in own.projects]


def test_each_weather_year_is_met_equally_often(futures: Futures) -> None:
    for side in (0, 1):
        met = Counter(year for step in range(15) for year in futures.weather_of(2 * step + side))
        assert set(met) == set(range(30)) and set(met.values()) == {1}
    assert all(len(set(futures.weather_of(number))) == 2 for number in range(60))


def test_weather_that_cannot_be_shared_out_is_refused(futures: Futures) -> None:
    with pytest.raises(ValueError, match="cannot be shared out"):
        replace(futures, weather_per_draw=7)


def test_entries_come_as_often_as_they_are_likely(uncertain: Scenario) -> None:
    many = Futures(points={"x": np.zeros(4000)}, delay=Range(0.0, 1.0, 4.0), seed=1, weather_count=2)
    drawn = [many.of(uncertain, number).scenario.projects for number in range(0, 4000, 2)]
    for place, project in enumerate(uncertain.projects):
        stands = np.array([one[place].probability for one in drawn])
        assert stands.mean() == pytest.approx(project.probability, abs=0.05)
        delays = np.array([one[place].delay_years - project.delay_years for one in drawn])
        assert delays.min() >= 0 and delays.max() <= 4
        assert delays.mean() == pytest.approx(5 / 3, abs=0.1)


def test_pairs_share_the_fate_of_entries_and_nothing_else(futures: Futures, uncertain: Scenario) -> None:
    for number in range(0, 8, 2):
        one, other = futures.of(uncertain, number), futures.of(uncertain, number + 1)
        assert one.scenario == other.scenario
        assert one.assumptions.ranges != other.assumptions.ranges


def test_one_year_tells_what_a_whole_horizon_says_of_it(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears
) -> None:
    few = weather.select(np.array([3, 17]))
    long = shipped["strategy"].model_copy(update={"horizon": Horizon(first_year=2033, last_year=YEAR)})
    short = of_one_year(long, YEAR)
    both = [simulate(one, resolve(region, one), region, few).indicators for one in (long, short)]
    told = told_indicators(short)
    for name in told:
        np.testing.assert_allclose(both[0].at(name, YEAR), both[1].at(name, YEAR), rtol=1e-9, err_msg=name)
    assert set(told_indicators(long)) - set(told) == OF_HISTORY
    assert "surplus_gwh" in told and "jobs_direct_persons" in told


def test_operators_who_learned_elsewhere_are_near_those_who_learned_here(
    region: Region, uncertain: Scenario, weather: WeatherYears, futures: Futures, drawn: Drawn
) -> None:
    """The shortcut of draws: error well below the spread that draws are for."""
    own = made(uncertain, region, weather, futures, [0, 1, 2])
    for name in ("surplus_gwh", "winter_surplus_gwh"):
        error = np.abs(own.of(name, YEAR) - drawn.of(name, YEAR)[:3]).max()
        assert error < 0.25 * drawn.of(name, YEAR).std(), name
    np.testing.assert_array_equal(own.of("jobs_direct_persons", YEAR), drawn.of("jobs_direct_persons", YEAR)[:3])


def test_a_certain_world_draws_what_simulate_says(region: Region, uncertain: Scenario, weather: WeatherYears) -> None:
    """With no range anywhere, every draw is the central case under its weather."""
    central = {name: one.central for name, one in resolve(region, uncertain).ranges.items()}
    still = Futures(
        points={name: np.full(2, value) for name, value in central.items()},
        delay=Range(0.0, 0.0, 0.0),
        seed=1,
        weather_count=30,
    )
    sure = uncertain.model_copy(
        update={"projects": tuple(one.model_copy(update={"probability": 1.0}) for one in uncertain.projects)}
    )
    known = Assumptions({name: Range(value, value, value) for name, value in central.items()})
    result = simulate(sure, known, region, weather)
    one = made(sure, region, weather, still, [0, 1])
    for name in ("surplus_gwh", "worst_week_surplus_gwh", "jobs_induced_persons"):
        whole = result.indicators.at(name, YEAR)
        np.testing.assert_allclose(one.of(name, YEAR), whole[one.weather], rtol=1e-3, atol=0.5, err_msg=name)


def test_bands_chances_and_parts_of_what_was_drawn(drawn: Drawn) -> None:
    band = bands(drawn, "surplus_gwh")
    assert band.shape == (5, 1) and (np.diff(band[:, 0]) >= 0).all()
    chances = {one.goal: one for one in goal_chances(drawn)}
    assert set(chances) <= set(drawn.goals)
    assert all(0 <= one.chance_share <= 1 and 0 <= one.error_share <= 1 for one in chances.values())
    parts = split_variance(drawn.of("surplus_gwh", YEAR))
    assert parts.weather > 0 and parts.whole > 0


def test_a_bigger_sample_narrows_the_band_around_the_mean(drawn: Drawn) -> None:
    """The mean of n draws scatters by one over the root of n."""
    means = drawn.of("surplus_gwh", YEAR).mean(axis=1)
    stream = np.random.default_rng(1)
    widths = [np.ptp(np.percentile(stream.choice(means, (4000, size)).mean(axis=1), [5, 95])) for size in (6, 24, 96)]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.1)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.1)


def test_what_explains_has_every_draw_and_moves(drawn: Drawn, futures: Futures) -> None:
    names = ("jobs.retention_share", "realisation.operating_share")
    points = explaining_points(drawn, futures, names)
    assert "jobs.retention_share" in points and "realisation.operating_share" not in points
    assert f"stands:{drawn.entries[2]}" in points
    assert all(values.shape == drawn.numbers.shape and np.ptp(values) > 0 for values in points.values())


def test_only_scenarios_of_the_same_worlds_are_held_against_each_other(drawn: Drawn) -> None:
    assert shared_figures([drawn, drawn], "surplus_gwh", YEAR).shape == (2, len(drawn.numbers))
    with pytest.raises(ValueError, match="was not drawn in the worlds"):
        shared_figures([drawn, replace(drawn, seed=drawn.seed + 1)], "surplus_gwh", YEAR)


def test_nothing_drawn_is_refused(region: Region, uncertain: Scenario, futures: Futures) -> None:
    with pytest.raises(ValueError, match="no draw"):
        collect_draws(uncertain, region, futures=futures, outcomes=[])
