"""Many drawn worlds in the room for jobs: each is the world that the plain count would give."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, input_output, region, scenario, weather, wind_farm

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.premises import Assumptions, Establishment, InputOutput, Project, Range
from simulator.records import Jobs, JobTotals
from simulator.records.jobs import LAYERS
from simulator.stages.jobs import (
    count_job_totals,
    count_jobs,
    local_multipliers,
    swept_contents,
    swept_multipliers,
    total_content,
)
from simulator.uncertainty import Draws

HERE, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
CENTRAL, COUNT = 1, 5
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=6)
EXACTLY = {"rtol": 1e-10, "atol": 1e-10}
SHARE_IDS = ("jobs.retention_share", "jobs.household_retention_share", "jobs.household_spending_share")


def drawn(*entries: Project | Establishment, count: int = 50) -> Jobs:
    """Return the jobs of a scenario of these entries in many worlds."""
    return count_jobs(scenario(*entries), HERE, Draws(NUMBERS, count=count, seed=1), WEATHER_YEARS)


def moved(draws: Draws, world: int, *, closed: bool) -> Assumptions:
    """Return the numbers of one draw: as the central value of each range, or with no range at all."""
    ranges = {}
    for name, (low, _, high) in draws.assumptions.ranges.items():
        value = float(draws[name][world])
        ranges[name] = Range(value, value, value) if closed else Range(low, value, high)
    return Assumptions(ranges)


# World by world ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["strategy", "small_steps", "delayed_dry", "crypto"])
def test_a_draw_is_the_central_case_of_its_numbers(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears, *, name: str
) -> None:
    draws = Draws(resolve(region, shipped[name]), count=COUNT, seed=2024)
    many = count_jobs(shipped[name], region, draws, weather)
    for world in range(COUNT):
        one = count_jobs(shipped[name], region, moved(draws, world, closed=False), weather)
        for layer in LAYERS:
            np.testing.assert_allclose(getattr(many, layer)[world], getattr(one, layer)[CENTRAL], **EXACTLY)
        np.testing.assert_allclose(many.operating_work.values[world], one.operating_work.values[CENTRAL], **EXACTLY)


def test_a_draw_is_what_its_numbers_as_overrides_give() -> None:
    entries = (wind_farm(local_purchase_share=0.1), data_centre(ramp_up_years=2.0))
    numbers = assumptions(
        jobs__local_purchase_value_added_share=(0.4, 0.42, 0.45),
        jobs__construction_value_added_mnok_per_job_year=(0.9, 0.96, 1.0),
    )
    draws = Draws(numbers, count=COUNT, seed=2)
    many = count_jobs(scenario(*entries), HERE, draws, WEATHER_YEARS)
    for world in range(COUNT):
        one = count_jobs(scenario(*entries), HERE, moved(draws, world, closed=True), WEATHER_YEARS)
        for layer in LAYERS:
            for case in getattr(one, layer):
                np.testing.assert_allclose(getattr(many, layer)[world], case, **EXACTLY)


@pytest.mark.parametrize("name", ["strategy", "reference", "delayed_dry"])
def test_totals_are_the_sums_of_the_count(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears, *, name: str
) -> None:
    numbers = resolve(region, shipped[name])
    for worlds in (numbers, Draws(numbers, count=COUNT, seed=4)):
        totals = count_job_totals(shipped[name], region, worlds, weather)
        jobs = count_jobs(shipped[name], region, worlds, weather)
        for layer in LAYERS:
            expected = getattr(jobs, layer).sum(axis=-1).mean(axis=-1)
            np.testing.assert_allclose(getattr(totals, layer), expected, **EXACTLY)
        np.testing.assert_allclose(totals.operating_persons, jobs.operating_persons.mean(axis=-1), **EXACTLY)


def test_an_uncertain_entry_counts_by_the_part_of_weather_years_in_which_it_stands() -> None:
    draws = Draws(NUMBERS, count=COUNT, seed=1)
    half, whole = (
        count_job_totals(scenario(data_centre(probability=chance)), HERE, draws, WEATHER_YEARS) for chance in (0.5, 1.0)
    )
    np.testing.assert_allclose(half.operating_persons, whole.operating_persons / 2)


def test_what_the_three_cases_hold_still_is_drawn() -> None:
    jobs = drawn(data_centre())
    building = jobs.construction_job_years + jobs.construction_outside_job_years
    assert np.unique((building[:, :, 0, 0] > 0).sum(axis=1)).size > 1  # years of building
    early = jobs.direct_persons[:, jobs.years.index(2028), 0, 0] / jobs.direct_persons[:, -1, 0, 0]
    assert np.unique(early).size > 1  # ramp-up


def test_a_promise_is_held_to_the_highest_observed_in_every_draw() -> None:
    jobs = drawn(data_centre(capacity_mw=10.0, jobs_persons=1000.0), count=400)
    most = 10 * NUMBERS.highest("establishment.data_centre.jobs_persons_per_mw")
    assert jobs.direct_persons.max() == pytest.approx(most)


# Multipliers ----------------------------------------------------------------


def assert_swept_as_plain(table: InputOutput, firms: list[float], homes: float, spending: float) -> None:
    retention = np.array(firms)
    swept = swept_multipliers(
        table,
        retention,
        household_retention_share=np.full(retention.shape, homes),
        spending_share=np.full(retention.shape, spending),
    )
    for place, firm in enumerate(firms):
        plain = local_multipliers(table, firm, household_retention_share=homes, spending_share=spending)
        np.testing.assert_allclose(swept.type_one[place], plain.type_one, **EXACTLY)
        np.testing.assert_allclose(swept.type_two[place], plain.type_two, **EXACTLY)


@given(SHARES, st.floats(0, 1), st.floats(0, 1))
def test_swept_multipliers_are_the_plain_ones(firms: list[float], homes: float, spending: float) -> None:
    assert_swept_as_plain(input_output(), firms, homes, spending)


@given(SHARES, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30)
def test_swept_multipliers_of_the_shipped_table(
    region: Region, firms: list[float], homes: float, spending: float
) -> None:
    assert_swept_as_plain(region.input_output, firms, homes, spending)


@given(st.lists(st.floats(0, 0.24), min_size=16, max_size=16), SHARES)
def test_swept_contents_of_any_table(coefficients: list[float], retention: list[float]) -> None:
    # Tables without a full set of eigenvectors are among them.
    A, contents = np.array(coefficients).reshape(4, 4), np.array([[1.0, 0.5, 0.0, 2.0], [0.1, 0.2, 0.3, 0.4]])
    swept = swept_contents(A, contents, np.array(retention))
    for place, share in enumerate(retention):
        for row, content in enumerate(contents):
            np.testing.assert_allclose(swept[row, :, place], total_content(share * A, content), **EXACTLY)


def test_a_table_without_a_full_set_of_eigenvectors() -> None:
    A = np.diag([0.3, 0.3], 1) + 0.2 * np.eye(3)
    swept = swept_contents(A, np.ones((1, 3)), np.array([0.5]))
    np.testing.assert_allclose(swept[0, :, 0], total_content(0.5 * A, np.ones(3)), **EXACTLY)


def test_type_two_is_above_type_one_and_type_one_above_none_in_every_draw(region: Region) -> None:
    draws = Draws(Assumptions(dict.fromkeys(SHARE_IDS, Range(0.0, 0.5, 1.0))), count=500, seed=8)
    firms, homes, spending = (draws[name] for name in SHARE_IDS)
    swept = swept_multipliers(region.input_output, firms, household_retention_share=homes, spending_share=spending)
    staffed = region.input_output.jobs_per_mnok > 0
    assert (swept.type_one[:, staffed] >= 1 - 1e-12).all()
    assert (swept.type_two - swept.type_one >= -1e-12)[:, staffed].all()
    assert np.isnan(swept.type_one[:, ~staffed]).all()


# Laws ----------------------------------------------------------------


@given(st.floats(0.1, 900), st.floats(0.1, 2))
@settings(max_examples=15)
def test_every_draw_is_linear_in_capacity(capacity_mw: float, factor: float) -> None:
    one, other = (drawn(data_centre(capacity_mw=size), count=COUNT) for size in (capacity_mw, factor * capacity_mw))
    for layer in LAYERS:
        np.testing.assert_allclose(getattr(other, layer), factor * getattr(one, layer), rtol=1e-9)


@given(st.floats(0.1, 10))
@settings(max_examples=15)
def test_building_work_is_linear_in_spending_in_every_draw(factor: float) -> None:
    name = "project.wind.capital_mnok_per_mw"
    dearer = Assumptions({**NUMBERS.ranges, name: Range(*(factor * end for end in NUMBERS.ranges[name]))})
    one, other = (
        count_job_totals(scenario(wind_farm()), HERE, Draws(numbers, count=COUNT, seed=3), WEATHER_YEARS)
        for numbers in (NUMBERS, dearer)
    )
    for layer in LAYERS[3:]:
        np.testing.assert_allclose(getattr(other, layer), factor * getattr(one, layer), rtol=1e-9)
    np.testing.assert_array_equal(other.operating_persons, one.operating_persons)


def test_draws_of_nothing_bring_nothing() -> None:
    assert drawn().direct_persons.shape == (50, 8, 4, 0)
    totals = count_job_totals(scenario(), HERE, Draws(NUMBERS, count=3, seed=1), WEATHER_YEARS)
    assert totals.operating_persons.shape == (3, 8)
    assert not totals.operating_persons.any()


# Records ----------------------------------------------------------------


def test_drawn_worlds_stand_in_no_order_but_cases_do() -> None:
    jobs = drawn(data_centre())
    assert np.diff(jobs.operating_persons, axis=0).min() < 0
    with pytest.raises(ValueError, match="step between the cases"):
        replace(jobs, drawn=False)


@pytest.mark.parametrize(("value", "words"), [(-1.0, "below 0"), (np.nan, "not finite")])
def test_broken_work_is_refused_in_draws_and_totals(value: float, words: str) -> None:
    jobs = drawn(data_centre(), count=2)
    with pytest.raises(ValueError, match=words):
        replace(jobs, direct_persons=np.full(jobs.direct_persons.shape, value))
    names = [one.name for one in fields(JobTotals) if one.name != "years"]
    sound = {name: np.ones((2, 3)) for name in names}
    JobTotals(years=(2024, 2025, 2026), **sound)
    for name in names:
        with pytest.raises(ValueError, match=f"{name} .*{words}"):
            JobTotals(years=(2024, 2025, 2026), **{**sound, name: np.full((2, 3), value)})
