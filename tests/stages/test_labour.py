"""The room for labour: who fills the jobs, and what that does to people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, region, scenario, weather

from simulator.premises import Assumptions, Establishment
from simulator.records import Jobs, Labour
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import filling_shares, settle_labour

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
CENTRAL = 1
WAYS = ("in_migrant", "in_commuter", "resident", "displaced")


def jobs_of(*entries: Establishment) -> Jobs:
    """Return the jobs of a scenario of these entries."""
    return count_jobs(scenario(*entries), REGION, assumptions=NUMBERS, weather=WEATHER_YEARS)


def settled(*entries: Establishment, numbers: Assumptions = NUMBERS) -> Labour:
    """Return the labour market of a scenario of these entries."""
    return settle_labour(jobs_of(*entries), REGION, assumptions=numbers)


def test_the_reference_employs_7811_in_2024_and_offers_nothing() -> None:
    labour = settled()
    assert (labour.employed_persons[:, 0] == 7811).all()
    assert not labour.offered_persons.any()
    assert not labour.public_service_persons.any()


def test_the_count_of_2024_stays_even_under_its_own_range() -> None:
    assert NUMBERS.cases("labour.employed_persons_2024")[0] != 7811
    assert (settled(data_centre()).baseline_employed_persons[:, 0] == 7811).all()


def test_the_baseline_follows_residents_of_working_age() -> None:
    labour = settled()
    # 1 January 2025 and 2026 hold as many aged 20–66; from there 30 fewer a year.
    fewer = 30 * np.maximum(np.arange(8) - 1, 0)
    np.testing.assert_allclose(labour.employed_persons[CENTRAL, :, 0], 7811 - 0.92 * fewer)


def test_years_before_the_count_keep_the_count() -> None:
    early = scenario().model_copy(update={"horizon": scenario().horizon.model_copy(update={"first_year": 2022})})
    jobs = count_jobs(early, REGION, assumptions=NUMBERS, weather=WEATHER_YEARS)
    labour = settle_labour(jobs, REGION, assumptions=NUMBERS)
    assert (labour.employed_persons[:, :3] == 7811).all()


def test_ways_of_filling_sum_to_jobs_offered() -> None:
    labour = settled(data_centre())
    filled = sum(getattr(labour, f"{way}_persons") for way in WAYS)
    np.testing.assert_allclose(filled + labour.unfilled_persons, labour.offered_persons)
    offered = labour.offered_persons[CENTRAL, -1, 0]
    assert labour.unfilled_persons[CENTRAL, -1, 0] == pytest.approx(0.2 * offered)
    assert labour.in_migrant_persons[CENTRAL, -1, 0] == pytest.approx(0.4 * 0.8 * offered)


def test_commuters_and_displaced_add_no_employed_resident() -> None:
    labour = settled(data_centre())
    added = labour.employed_persons - labour.baseline_employed_persons
    np.testing.assert_allclose(added, labour.in_migrant_persons + labour.resident_persons)


def test_jobs_offered_are_persons_not_full_time_equivalents() -> None:
    jobs, labour = jobs_of(data_centre()), settled(data_centre())
    without_public = labour.offered_persons - labour.public_service_persons
    np.testing.assert_allclose(without_public, jobs.operating_persons)


def test_public_service_follows_the_inhabitants_of_the_year_before() -> None:
    jobs, labour = jobs_of(data_centre(ramp_up_years=0.0)), settled(data_centre(ramp_up_years=0.0))
    public = labour.public_service_persons[CENTRAL, :, 0]
    start = labour.years.index(2028)
    assert public[start] == 0
    moved_in = jobs.operating_persons[CENTRAL, start, 0] * 0.8 * 0.4 * 1.7
    np.testing.assert_allclose(public[start + 1 :], 0.06 * moved_in)


def test_population_is_counted_and_then_rolled_forward() -> None:
    labour = settled()
    # 1 January 2025 and 2026 were counted; from there those aged 20–66 lose 30 a year, but nobody leaves the region.
    np.testing.assert_allclose(labour.population_persons[CENTRAL, :4, 0], [1000, 1000, 1000, 1000])
    np.testing.assert_allclose(labour.working_age_persons[CENTRAL, :4, 0], [560, 560, 530, 500])


def test_new_inhabitants_come_with_their_households() -> None:
    labour, reference = settled(data_centre()), settled()
    moved_in = labour.in_migrant_persons
    np.testing.assert_allclose(labour.population_persons - reference.population_persons, 1.7 * moved_in)
    working_age = labour.working_age_persons - reference.working_age_persons
    np.testing.assert_allclose(working_age, (1 + 0.7 * 560 / 1000) * moved_in)


def test_building_work_never_enters() -> None:
    labour = settled(data_centre(start_year=2040))
    assert jobs_of(data_centre(start_year=2032)).construction_job_years.any()
    assert not settled(data_centre(start_year=2032)).offered_persons.any()
    assert not labour.offered_persons.any()


def test_the_band_is_that_of_the_jobs() -> None:
    labour = settled(data_centre())
    assert (np.diff(labour.offered_persons, axis=0) >= 0).all()
    assert np.ptp(labour.baseline_employed_persons, axis=0).max() == 0


shares = st.floats(0, 1)


@given(st.tuples(shares, shares, shares, shares).filter(lambda four: sum(four) > 0.01), shares)
@settings(max_examples=50, deadline=None)
def test_shares_of_any_size_sum_to_one(four: tuple[float, ...], unfilled: float) -> None:
    stated = {f"labour__{way}_share": share for way, share in zip(WAYS, four, strict=True)}
    numbers = assumptions(labour__recruiting_failure_share=unfilled, **stated)
    assert sum(filling_shares(numbers).values()) == pytest.approx(1)
    settled(data_centre(), numbers=numbers)


def test_nobody_to_fill_the_jobs_is_refused() -> None:
    stated = {f"labour__{way}_share": 0.0 for way in WAYS}
    with pytest.raises(ValueError, match="nobody"):
        filling_shares(assumptions(**stated))
