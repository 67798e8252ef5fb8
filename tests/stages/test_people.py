"""The room for people: the cohort model reproduces what was counted, and people neither appear nor vanish."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from society_builders import assumptions, scenario
from society_builders import region as small_region

from simulator import Region, Scenario, resolve
from simulator.premises import AGES, Assumptions, Horizon, age_span
from simulator.records import People
from simulator.stages.people import balance, estimate_ages, follow_people, people_needed, still_aged
from simulator.stages.people.ageing import Rates, next_january, read_rates
from simulator.stages.people.cohort import arrivals

Floats = NDArray[np.float64]
MEASURED = ((2016, -291), (2021, 221))
CASES = (-58, 0, 44)


@pytest.fixture(scope="module")
def numbers(region: Region, shipped: dict[str, Scenario]) -> Assumptions:
    return resolve(region, shipped["reference"])


@pytest.fixture(scope="module")
def people(region: Region, shipped: dict[str, Scenario], numbers: Assumptions) -> People:
    return follow_people(shipped["reference"], region, numbers)


def published(region: Region, year: int, group: str) -> float:
    counts = region.population[:, region.population_years.index(year), region.age_groups.index(group)]
    return float(counts.sum())


def back_cast(region: Region, numbers: Assumptions) -> dict[int, Floats]:
    """Start in 2016 and let the measured number of people arrive."""
    rates, persons, found = read_rates(region, numbers), estimate_ages(region, 2016), {}
    for year, total in MEASURED:
        arriving = arrivals(persons, total / 5, rates=rates, region=region)
        for _ in range(5):
            persons = next_january(persons, rates, arriving).persons
        found[year + 5] = persons
    return found


def test_started_in_2016_the_model_meets_2021_and_2026(region: Region, numbers: Assumptions) -> None:
    for year, persons in back_cast(region, numbers).items():
        assert persons[:, 20:67].sum() == pytest.approx(published(region, year, "20-66"), rel=0.01)
        assert persons.sum() == pytest.approx(published(region, year, "total"), rel=0.01)


@pytest.mark.parametrize("group", ["0-15", "16-19", "20-24", "25-39", "40-54", "55-66", "67-79", "80+"])
def test_no_age_group_of_the_back_cast_is_far_off(region: Region, numbers: Assumptions, group: str) -> None:
    first, last = age_span(group)
    for year, persons in back_cast(region, numbers).items():
        assert persons[:, first : last + 1].sum() == pytest.approx(published(region, year, group), rel=0.06)


@pytest.mark.parametrize("year", [2015, 2016, 2021, 2023, 2026])
def test_single_ages_sum_to_every_published_group(region: Region, year: int) -> None:
    persons = estimate_ages(region, year)
    for place, group in enumerate(region.age_groups):
        first, last = age_span(group)
        counted = region.population[:, region.population_years.index(year), place]
        np.testing.assert_allclose(persons[:, first : last + 1].sum(axis=1), counted, rtol=1e-6)


def test_the_full_count_is_kept_as_it_is(region: Region) -> None:
    np.testing.assert_array_equal(estimate_ages(region, 2023), region.demography.persons)
    # The balance of 2023 to 2024, +130, was not fitted: it comes out of the full count.
    ahead = published(region, 2024, "20-66") - region.demography.persons[:, 19:66].sum()
    assert ahead == 130


def test_measured_balances_come_back(region: Region) -> None:
    for year, total in MEASURED:
        assert balance(estimate_ages(region, year), estimate_ages(region, year + 5)) == pytest.approx(total, abs=0.1)


def test_the_three_cases_have_the_measured_balances(people: People) -> None:
    for case, wanted in enumerate(CASES):
        for start in (people.dates.index(2026), people.dates.index(2031), people.dates.index(2036)):
            found = balance(people.persons[case, :, start], people.persons[case, :, start + 5])
            assert found == pytest.approx(5 * wanted, abs=1e-6)


def test_one_case_of_migration_can_stand_for_all(region: Region, numbers: Assumptions, people: People) -> None:
    bare = Scenario(title="Good years")
    for place, name in enumerate(("low", "none", "good")):
        chosen = follow_people(bare.model_copy(update={"migration": name}), region, numbers)
        for case in range(3):
            np.testing.assert_array_equal(chosen.persons[case], people.persons[place])


def test_the_young_leave_and_those_of_25_to_39_arrive(people: People) -> None:
    net = (people.arriving[..., 1:] - people.leaving[..., :-1])[:, :, :5].sum(axis=(1, 2))
    assert (net[:, 15:25].sum(axis=1) < -150).all()
    assert 70 < net[1, 25:40].sum() < 310


def test_counted_years_are_the_count(people: People, region: Region) -> None:
    assert people.dates[: people.counted] == (2025, 2026)
    np.testing.assert_allclose(people.between(20, 66)[:, :, :2].sum(axis=1), [[8474, 8383]] * 3, rtol=1e-6)
    assert people.municipalities == region.municipalities


def test_people_who_appear_from_nowhere_are_refused(people: People) -> None:
    more = people.persons.copy()
    more[1, 2, -1, 40] += 1
    with pytest.raises(ValueError, match=r"not conserved: 1 .* os, age 40, 1 January 2041"):
        dataclasses.replace(people, persons=more)


def test_a_death_that_nobody_died_is_refused(people: People) -> None:
    deaths = people.deaths.copy()
    deaths[0, 0, 0, 80] += 0.5
    with pytest.raises(ValueError, match="not conserved"):
        dataclasses.replace(people, deaths=deaths)


@given(st.integers(-200, 200), st.floats(0, 0.5), st.integers(2020, 2060))
def test_people_are_conserved_whatever_happens(moves: int, leaving: float, last_year: int) -> None:
    region = small_region()
    demography = dataclasses.replace(region.demography, leaving_share=np.full(AGES, leaving))
    here = dataclasses.replace(region, demography=demography)
    short = scenario().model_copy(update={"horizon": Horizon(first_year=2020, last_year=last_year)})
    follow_people(short, here, assumptions(labour__net_migration_persons=float(moves)))  # the record checks


def test_nobody_arrives_where_a_balance_is_out_of_reach() -> None:
    found = follow_people(scenario(), small_region(), assumptions(labour__net_migration_persons=-1e6))
    assert not found.arriving.any()


def test_no_rates_mean_no_change_but_age() -> None:
    nothing = np.zeros(AGES)
    persons = np.arange(AGES, dtype=float)
    step = next_january(persons, Rates(birth=nothing, death=nothing, leaving=nothing), nothing)
    np.testing.assert_array_equal(step.persons[1:-1], persons[:-2])
    assert step.persons.sum() == persons.sum()


def test_the_arithmetic_of_the_goals_comes_out_of_the_model(region: Region, numbers: Assumptions) -> None:
    needed = people_needed(region, numbers)
    assert needed is not None
    assert round(needed.working_age_now) == 8383
    assert needed.working_age_still == pytest.approx(8088, abs=0.5)
    assert round(needed.jobs_per_year) == 63
    assert needed.would_be == 8911
    assert needed.working_age_needed == pytest.approx(9222, abs=1)
    assert round(needed.gap_persons_per_year) == 126
    assert round(needed.high_ratio_gap_persons_per_year) == 95
    assert needed.in_migrant_workers == pytest.approx(345, abs=0.5)
    assert needed.in_migrant_workers_at_yearly_goal == 550
    assert needed.new_inhabitants == pytest.approx(590, abs=5)
    assert needed.new_inhabitants_at_yearly_goal == pytest.approx(935)


def test_a_region_without_these_goals_needs_nobody() -> None:
    assert people_needed(small_region(), assumptions()) is None


def test_ageing_alone_cannot_reach_those_not_born() -> None:
    assert still_aged(np.ones(AGES), 20) == 47
    with pytest.raises(ValueError, match="give 0 to 20"):
        still_aged(np.ones(AGES), 21)


@pytest.mark.parametrize("group", ["15-200", "66-20", "abc", "-5", ""])
def test_ages_out_of_range_are_refused(group: str) -> None:
    with pytest.raises(ValueError, match="give ages"):
        age_span(group)


def test_a_year_nobody_counted_is_refused(region: Region) -> None:
    with pytest.raises(ValueError, match="1 January 1999"):
        estimate_ages(region, 1999)


def test_groups_that_contradict_each_other_are_refused() -> None:
    region = small_region()
    wrong = region.population.copy()
    wrong[0, 0] = 100, 500  # more people aged 20–66 than people
    with pytest.raises(ValueError, match="contradict"):
        estimate_ages(dataclasses.replace(region, population=wrong), 2024)
