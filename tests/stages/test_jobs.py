"""The room for jobs: what a scenario brings, kind by kind, case by case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, input_output, region, scenario, weather, wind_farm

from simulator.premises import Establishment, Phase, Project
from simulator.realisation import ramp_share, realised
from simulator.records import Jobs
from simulator.records.jobs import RISING
from simulator.stages.jobs import construction_share, count_jobs, local_multipliers

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
CENTRAL = 1


def counted(*entries: Project | Establishment, **changes: float) -> Jobs:
    """Return the jobs of a scenario of these entries."""
    numbers = assumptions(**changes) if changes else NUMBERS
    return count_jobs(scenario(*entries), REGION, assumptions=numbers, weather=WEATHER_YEARS)


def in_year(jobs: Jobs, figure: str, year: int) -> np.ndarray:
    """Return one figure in one year. shape (cases, weather, entries)"""
    return np.asarray(getattr(jobs, figure)[:, jobs.years.index(year)])


def test_a_scenario_of_nothing_brings_nothing() -> None:
    jobs = counted()
    assert jobs.entries == ()
    assert jobs.direct_persons.shape == (3, 8, 4, 0)
    assert not jobs.operating_persons.any()


def test_projects_stand_before_establishments() -> None:
    jobs = counted(data_centre(), wind_farm())
    assert jobs.entries == ("ridge", "hall")
    assert jobs.sectors == ("ELE", "ICT")


def test_direct_jobs_follow_capacity_in_every_case() -> None:
    jobs = counted(wind_farm(), data_centre())
    np.testing.assert_allclose(in_year(jobs, "direct_persons", 2031)[:, 0, :], [[4, 20], [6, 60], [8, 240]])


def test_a_site_employs_somebody_whatever_its_size() -> None:
    jobs = counted(data_centre(capacity_mw=10.0), establishment__data_centre__jobs_persons_per_site=5.0)
    assert in_year(jobs, "direct_persons", 2031)[CENTRAL, 0, 0] == pytest.approx(10 * 0.6 + 5)


def test_a_promise_is_believed_in_part() -> None:
    jobs = counted(data_centre(jobs_persons=65.0))
    np.testing.assert_allclose(in_year(jobs, "direct_persons", 2031)[:, 0, 0], [0, 32.5, 65])


def test_suppliers_and_spent_pay_follow_the_local_multipliers() -> None:
    jobs = counted(data_centre())
    sector = REGION.input_output.sectors.index("ICT")
    local = local_multipliers(input_output(), 0.3, household_retention_share=0.5, spending_share=0.57)
    direct, indirect, induced = (
        in_year(jobs, f"{kind}_persons", 2031)[CENTRAL, 0, 0] for kind in ("direct", "indirect", "induced")
    )
    assert indirect / direct == pytest.approx(local.type_one[sector] - 1)
    assert (direct + indirect + induced) / direct == pytest.approx(local.type_two[sector])


def test_nobody_works_before_the_start_nor_after_the_end() -> None:
    jobs = counted(data_centre(start_year=2027, end_year=2030, ramp_up_years=0.0))
    present = jobs.direct_persons[CENTRAL, :, 0, 0] > 0
    assert [year for year, here in zip(jobs.years, present, strict=True) if here] == [2027, 2028, 2029]


def test_the_ramp_of_the_scenario_counts_before_that_of_the_kind() -> None:
    by_kind, stated = counted(data_centre()), counted(data_centre(ramp_up_years=3.0))
    assert in_year(by_kind, "direct_persons", 2028)[CENTRAL, 0, 0] == pytest.approx(30)
    assert in_year(stated, "direct_persons", 2028)[CENTRAL, 0, 0] == pytest.approx(15)


def test_work_follows_the_phases() -> None:
    steps = (Phase(year=2030, capacity_mw=150.0),)
    grown = counted(data_centre(phases=steps, ramp_up_years=0.0), establishment__data_centre__build_years=1.0)
    whole = counted(data_centre(capacity_mw=150.0, ramp_up_years=0.0), establishment__data_centre__build_years=1.0)
    for year, share in ((2027, 0), (2028, 2 / 3), (2029, 2 / 3), (2030, 1)):
        expected = share * in_year(whole, "direct_persons", 2031)
        np.testing.assert_allclose(in_year(grown, "direct_persons", year), expected, rtol=1e-12)
    for year, share in ((2027, 2 / 3), (2028, 0), (2029, 1 / 3)):
        expected = share * in_year(whole, "construction_job_years", 2027)
        np.testing.assert_allclose(in_year(grown, "construction_job_years", year), expected, rtol=1e-12)


def test_a_delay_moves_the_work() -> None:
    late, planned = counted(data_centre(delay_years=2)), counted(data_centre(start_year=2030))
    np.testing.assert_array_equal(late.direct_persons, planned.direct_persons)
    np.testing.assert_array_equal(late.construction_job_years, planned.construction_job_years)


def test_an_uncertain_establishment_stands_in_its_part_of_the_weather_years() -> None:
    jobs = counted(data_centre(probability=0.5))
    np.testing.assert_array_equal(in_year(jobs, "direct_persons", 2031)[CENTRAL, :, 0] > 0, [True, True, False, False])
    np.testing.assert_array_equal(jobs.construction_job_years[CENTRAL, 2, :, 0] > 0, [True, True, False, False])


def test_building_work_precedes_operation_and_sums_to_the_capital() -> None:
    jobs = counted(data_centre())
    inside, outside = (
        getattr(jobs, name)[CENTRAL, :, 0, 0] for name in ("construction_job_years", "construction_outside_job_years")
    )
    years = np.array(jobs.years)
    assert set(years[inside > 0]) == set(years[outside > 0]) == {2026, 2027}
    # 100 MW × 60 MNOK/MW × 0.8 job-years/MNOK, of which the region does what 20 % of the investment pays for.
    local = local_multipliers(input_output(), 0.3, household_retention_share=0.5, spending_share=0.57)
    sector = REGION.input_output.sectors.index("CON")
    assert inside.sum() == pytest.approx(6000 * 0.2 * 0.35 * local.type_one[sector])
    assert inside.sum() + outside.sum() == pytest.approx(4800)
    induced = jobs.construction_induced_job_years[CENTRAL, :, 0, 0]
    np.testing.assert_allclose(induced, inside * (local.type_two[sector] / local.type_one[sector] - 1))


def test_suppliers_do_a_part_of_the_building_work() -> None:
    jobs = counted(wind_farm(), data_centre())
    suppliers, whole = jobs.construction_supplier_job_years, jobs.construction_job_years
    local = local_multipliers(input_output(), 0.3, household_retention_share=0.5, spending_share=0.57)
    one = local.type_one[REGION.input_output.sectors.index("CON")]  # in the central case only builders are local
    np.testing.assert_allclose(suppliers[CENTRAL], whole[CENTRAL] * (1 - 1 / one))
    np.testing.assert_allclose(jobs.construction_direct_job_years + suppliers, whole)


def test_the_region_never_does_more_than_the_nation() -> None:
    jobs = counted(wind_farm(local_purchase_share=1.0), project__wind__construction_job_years_per_mnok=0.1)
    np.testing.assert_allclose(jobs.construction_job_years.sum(axis=1)[:, 0, 0], 1500 * 0.1)
    np.testing.assert_allclose(jobs.construction_outside_job_years, 0, atol=1e-9)


def test_inside_and_outside_are_the_nation_in_every_case() -> None:
    jobs = counted(wind_farm(), data_centre())
    both = (jobs.construction_job_years + jobs.construction_outside_job_years).sum(axis=1)[:, 0, :]
    # MW × MNOK/MW × job-years/MNOK; all building years lie in the horizon.
    np.testing.assert_allclose(both, [[300, 3000], [420, 4800], [600, 6000]])


@given(st.integers(2020, 2060), st.floats(0, 12))
def test_building_work_is_all_done_by_the_start(start_year: int, build_years: float) -> None:
    spread = {year: construction_share(year, start_year, build_years) for year in range(2000, 2062)}
    assert sum(spread.values()) == pytest.approx(1)
    assert all(share >= 0 for share in spread.values())
    assert all(share == 0 for year, share in spread.items() if year >= start_year)


@given(st.floats(0.1, 900), st.floats(0.1, 2))
@settings(max_examples=20, deadline=None)
def test_jobs_are_linear_in_capacity(capacity_mw: float, factor: float) -> None:
    one = counted(data_centre(capacity_mw=capacity_mw))
    other = counted(data_centre(capacity_mw=factor * capacity_mw))
    for figure in RISING:
        np.testing.assert_allclose(getattr(other, figure), factor * getattr(one, figure), rtol=1e-9)


def test_two_halves_are_the_whole() -> None:
    whole = counted(data_centre())
    halves = counted(data_centre(capacity_mw=50.0), data_centre(id="annex", capacity_mw=50.0))
    np.testing.assert_allclose(halves.operating_persons, whole.operating_persons)


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=20, deadline=None)
def test_the_order_of_cases_survives_an_override(firms: float, homes: float) -> None:
    jobs = counted(wind_farm(), data_centre(), jobs__retention_share=firms, jobs__household_retention_share=homes)
    assert (np.diff(jobs.operating_persons, axis=0) >= -1e-9).all()


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_chance_only_adds_weather_years(lower: float, higher: float) -> None:
    lower, higher = sorted((lower, higher))
    assert (realised(lower, "hall", WEATHER_YEARS) <= realised(higher, "hall", WEATHER_YEARS)).all()


def test_certain_and_impossible() -> None:
    assert realised(1.0, "hall", WEATHER_YEARS).all()
    assert not realised(0.0, "hall", WEATHER_YEARS).any()


@given(st.integers(2020, 2060), st.floats(0, 15))
def test_a_ramp_never_falls_and_ends_full(start_year: int, ramp_up_years: float) -> None:
    shares = [ramp_share(year, start_year, ramp_up_years, None) for year in range(start_year - 2, start_year + 17)]
    assert shares[:2] == [0.0, 0.0]
    assert (np.diff(shares) >= 0).all()
    assert shares[-1] == 1


def test_jobs_that_are_only_kept_are_no_new_jobs() -> None:
    whole, kept = counted(data_centre()), counted(data_centre(retained_share=0.6))
    for name in ("direct_persons", "indirect_persons", "induced_persons"):
        np.testing.assert_allclose(getattr(kept, name), 0.4 * getattr(whole, name))
    np.testing.assert_array_equal(kept.construction_job_years, whole.construction_job_years)
