"""The room for labour: who fills the jobs, in which order, and what that does to people."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, region, scenario, settled_labour, weather, wind_farm

from simulator.premises import Assumptions, Establishment, Project
from simulator.records import BRIDGE_STEPS, WAYS_OF_FILLING, Jobs, Labour
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import Pools, build_bridge, fill_jobs
from simulator.stages.labour.offered import building_job_years, displaced_share, operating_persons
from simulator.stages.labour.residents import persons_per_in_migrant
from simulator.stages.people import follow_people

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
LOW, CENTRAL, HIGH = 0, 1, 2
WAYS = tuple(way for way in WAYS_OF_FILLING if way != "unfilled")
NEW = tuple(way for way in WAYS if way != "displaced")


def jobs_of(*entries: Project | Establishment) -> Jobs:
    """Return the jobs of a scenario of these entries."""
    return count_jobs(scenario(*entries), REGION, assumptions=NUMBERS, weather=WEATHER_YEARS)


def settled(*entries: Project | Establishment, numbers: Assumptions = NUMBERS, **stated: object) -> Labour:
    """Return the labour market of a scenario of these entries."""
    return settled_labour(scenario(*entries).model_copy(update=stated), REGION, numbers)


def last(labour: Labour, way: str, case: int = CENTRAL) -> float:
    return float(getattr(labour, f"{way}_persons")[case, -1].mean())


def pools(**stated: float) -> Pools:
    caps = dict.fromkeys(Pools._fields, 0.0) | stated
    return Pools(**{name: np.array([[value]]) for name, value in caps.items()})


def test_the_reference_employs_7811_in_2024_and_offers_nothing() -> None:
    labour = settled()
    assert (labour.employed_persons[:, 0] == 7811).all()
    assert not labour.offered_persons.any()
    assert set(labour.limits) == {"no_jobs"}


def test_the_count_of_2024_stays_even_under_its_own_range() -> None:
    assert NUMBERS.cases("labour.employed_persons_2024")[0] != 7811
    assert (settled(data_centre()).baseline_employed_persons[:, 0] == 7811).all()


def test_the_baseline_follows_residents_of_working_age_case_by_case() -> None:
    labour, people = settled(), follow_people(scenario(), REGION, NUMBERS)
    residents = people.between(20, 66).sum(axis=1)
    ratio = np.array([0.9, 0.92, 0.95])[:, None]
    np.testing.assert_allclose(labour.employed_persons[:, :, 0], 7811 + ratio * (residents - residents[:, :1])[:, :8])
    assert (np.diff(labour.employed_persons[:, -1, 0]) > 0).all()


def test_years_before_the_count_keep_the_count() -> None:
    early = scenario().model_copy(update={"horizon": scenario().horizon.model_copy(update={"first_year": 2022})})
    assert (settled_labour(early, REGION, NUMBERS).employed_persons[:, :3] == 7811).all()


def test_small_counts_come_from_residents_and_large_ones_from_in_migrants() -> None:
    small, large = settled(data_centre(capacity_mw=10.0)), settled(data_centre())
    assert last(small, "in_migrant") == last(small, "in_commuter") == 0
    assert last(small, "unemployed") > 0
    assert last(large, "unemployed") == 6
    assert last(large, "inactive") == 4
    assert last(large, "returning_commuter") == 2
    assert last(large, "in_migrant") > 0


def test_no_way_passes_its_cap() -> None:
    labour = settled(data_centre(capacity_mw=1000.0))
    assert (labour.resident_persons <= np.array([8, 10, 12])[:, None, None] + 1e-9).all()
    assert (labour.returning_commuter_persons <= np.array([4, 2, 0])[:, None, None] + 1e-9).all()
    commuters = labour.in_commuter_persons - np.array([0.35, 0.2, 0.1])[:, None, None] * labour.offered_persons
    assert commuters.max() <= 1e-9
    grown = np.diff(labour.in_migrant_persons, axis=1)
    most = np.array([10, 20, 30]) / persons_per_in_migrant("20-66", REGION, NUMBERS)
    assert (grown <= most[:, None, None] + 1e-9).all()


def test_at_least_the_share_that_fails_to_recruit_is_unfilled() -> None:
    labour = settled(data_centre(capacity_mw=10.0))
    for case, share in ((LOW, 0.3), (CENTRAL, 0.2), (HIGH, 0.1)):
        assert last(labour, "unfilled", case) == pytest.approx(share * last(labour, "offered", case))
    assert labour.limits[-1] == "recruiting"


def test_what_nobody_can_fill_stays_unfilled_and_the_limit_is_named() -> None:
    labour = settled(data_centre(capacity_mw=1000.0))
    assert last(labour, "unfilled") > 0.2 * last(labour, "offered") + 1
    assert labour.limits[-1] == "moving"
    crowded = settled(data_centre(), new_homes_per_year=1.0)
    assert crowded.limits[-1] == "housing"
    assert last(crowded, "in_migrant") == pytest.approx(4)  # one home a year, 2028 to 2031, one worker in each


def test_a_horizon_that_starts_later_knows_the_years_people_had_to_move() -> None:
    of = scenario(data_centre(ramp_up_years=0.0))
    late = of.model_copy(update={"horizon": of.horizon.model_copy(update={"first_year": 2030})})
    whole, cut = settled_labour(of, REGION, NUMBERS), settled_labour(late, REGION, NUMBERS)
    most = 3 * 20 / persons_per_in_migrant("20-66", REGION, NUMBERS)[CENTRAL]  # 2028, 2029 and 2030
    assert cut.in_migrant_persons[CENTRAL, 0, 0] <= most
    assert cut.in_migrant_persons[CENTRAL, 0, 0] == pytest.approx(whole.in_migrant_persons[CENTRAL, 6, 0], rel=0.1)


def test_where_all_can_be_filled_nothing_limits() -> None:
    willing = assumptions(labour__recruiting_failure_share=0.0)
    assert settled(data_centre(capacity_mw=10.0), numbers=willing).limits[-1] == "nothing"


def test_an_establishment_can_state_whom_it_takes_from_others() -> None:
    offered = last(settled(data_centre()), "offered")
    assert last(settled(data_centre(displacement_share=0.0)), "displaced") < 0.01 * offered
    half = settled(data_centre(displacement_share=0.5))
    first = half.years.index(2028)  # public service has not followed yet
    np.testing.assert_allclose(half.displaced_persons[CENTRAL, first], 0.5 * 0.8 * half.offered_persons[CENTRAL, first])
    all_of_them = settled(data_centre(displacement_share=1.0))
    assert not all_of_them.resident_persons.any()


def test_each_kind_takes_its_own_part_from_others_and_power_projects_the_usual() -> None:
    numbers = assumptions(establishment__data_centre__displaced_share=(0.0, 0.1, 0.4), labour__displaced_share=0.2)
    share = displaced_share(scenario(wind_farm(), data_centre(), data_centre(displacement_share=0.5)), numbers)
    np.testing.assert_allclose(share, [[0.2, 0.4, 0.5], [0.2, 0.1, 0.5], [0.2, 0.0, 0.5]])


def test_commuters_and_displaced_add_no_employed_resident() -> None:
    labour = settled(data_centre())
    added = labour.employed_persons - labour.baseline_employed_persons
    np.testing.assert_allclose(added, labour.in_migrant_persons + labour.resident_persons)


def test_jobs_offered_are_those_counted_and_public_service() -> None:
    jobs, labour = jobs_of(data_centre()), settled(data_centre())
    counted = operating_persons(jobs).sum(axis=(0, -1))
    np.testing.assert_allclose(labour.offered_persons - labour.public_service_persons, counted)


def test_jobs_that_new_income_pays_are_offered_once_and_find_people_as_others_do() -> None:
    of = scenario(data_centre())
    without, paid = (settled_labour(of, REGION, NUMBERS, income_persons=jobs) for jobs in (0.0, 7.0))
    first = paid.years.index(2028)
    np.testing.assert_allclose(paid.offered_persons[:, : first + 1], without.offered_persons[:, : first + 1] + 7)
    gained = paid.offered_persons - without.offered_persons - 7
    np.testing.assert_allclose(gained, paid.public_service_persons - without.public_service_persons, atol=1e-9)
    np.testing.assert_allclose(paid.displaced_persons[CENTRAL, 0], 0.15 * 0.8 * 7)


def test_the_bridge_has_a_step_for_jobs_that_new_income_pays() -> None:
    of = scenario(data_centre())
    people = follow_people(of, REGION, NUMBERS)
    bridge = build_bridge(settled_labour(of, REGION, NUMBERS, income_persons=7.0), people, NUMBERS)
    np.testing.assert_allclose(bridge.steps[:, BRIDGE_STEPS.index("income")], 7)
    np.testing.assert_allclose(bridge.start + bridge.steps.sum(axis=-1), bridge.end, rtol=0, atol=1e-9)


def test_public_service_follows_the_inhabitants_of_the_year_before() -> None:
    labour = settled(data_centre(ramp_up_years=0.0))
    moved_in = labour.in_migrant_persons[CENTRAL] * 1.7
    np.testing.assert_allclose(labour.public_service_persons[CENTRAL, 1:], 0.06 * moved_in[:-1])
    assert not labour.public_service_persons[:, : labour.years.index(2028) + 1].any()


def test_new_inhabitants_come_with_their_households() -> None:
    labour, reference = settled(data_centre()), settled()
    moved_in, size = labour.in_migrant_persons, np.array([1.3, 1.7, 2.2])[:, None, None]
    np.testing.assert_allclose(labour.population_persons - reference.population_persons, size * moved_in)
    working_age = labour.working_age_persons - reference.working_age_persons
    np.testing.assert_allclose(working_age, (1 + (size - 1) * 47 / 106) * moved_in)
    np.testing.assert_allclose(labour.new_households, moved_in)


def test_building_work_never_fills_a_job() -> None:
    assert jobs_of(data_centre(start_year=2032)).construction_job_years.any()
    assert not settled(data_centre(start_year=2032)).offered_persons.any()


def test_building_beyond_the_crews_within_reach_is_from_outside() -> None:
    labour = settled(wind_farm(), data_centre())
    inside, outside = building_job_years(jobs_of(wind_farm(), data_centre()))
    np.testing.assert_allclose(labour.crew_inside_job_years + labour.crew_outside_job_years, inside + outside)
    ceiling = 72 * np.array([0.1, 0.2, 0.3]) * np.array([1.0, 1.25, 1.5])
    np.testing.assert_allclose(labour.crew_ceiling_job_years, ceiling)
    assert (labour.crew_inside_job_years[CENTRAL].max(axis=0) == ceiling[CENTRAL]).any()


def test_the_range_of_every_number_reaches_the_figures() -> None:
    for name, narrow in (
        ("labour__net_migration_persons", 0.0),
        ("labour__employment_ratio_share", 0.92),
        ("labour__reserve_persons", 10.0),
        ("labour__in_commuter_share", 0.2),
        ("labour__recruiting_failure_share", 0.2),
        ("labour__in_migration_per_year_persons", 20.0),
        ("labour__household_size_persons", 1.7),
        ("labour__displaced_share", 0.15),
        ("labour__returning_commuters_persons", 2.0),
    ):
        fixed, usual = settled(data_centre(), numbers=assumptions(**{name: narrow})), settled(data_centre())
        figures = ("population", "employed", "unfilled", "in_commuter")
        moved = [getattr(fixed, f"{one}_persons") - getattr(usual, f"{one}_persons") for one in figures]
        assert any(change[[LOW, HIGH]].any() for change in moved), name


def test_ways_that_do_not_sum_to_the_jobs_offered_are_refused() -> None:
    labour = settled(data_centre())
    for name in ("in_migrant_persons", "unfilled_persons", "operating_persons", "income_persons"):
        with pytest.raises(ValueError, match="differ"):
            dataclasses.replace(labour, **{name: getattr(labour, name) + 1})


def test_crews_beyond_their_ceiling_and_unknown_limits_are_refused() -> None:
    labour = settled(wind_farm())
    with pytest.raises(ValueError, match="ceiling"):
        dataclasses.replace(labour, crew_inside_job_years=labour.crew_inside_job_years + 1e4)
    with pytest.raises(ValueError, match="unknown limit"):
        dataclasses.replace(labour, limits=("weather",))


amounts, shares = st.floats(0, 500), st.floats(0, 1)


@given(amounts, amounts, shares, shares, st.tuples(amounts, amounts, amounts, amounts, amounts))
@settings(max_examples=100, deadline=None)
def test_ways_sum_to_the_jobs_and_more_jobs_never_leave_fewer_unfilled(
    offered: float, more: float, failure: float, commuters: float, caps: tuple[float, ...]
) -> None:
    names = ("displaced", "unemployed", "inactive", "returning_commuter", "in_migrant")
    given_caps = pools(failure_share=failure, in_commuter_share=commuters, **dict(zip(names, caps, strict=True)))
    few, many = (fill_jobs(np.array([[jobs]]), given_caps) for jobs in (offered, offered + more))
    for ways, jobs in ((few, offered), (many, offered + more)):
        assert sum(float(one[0, 0]) for one in ways.values()) == pytest.approx(jobs)
        assert all(one[0, 0] >= -1e-9 for one in ways.values())
        assert ways["unfilled"][0, 0] >= failure * jobs - 1e-9
    assert many["unfilled"][0, 0] >= few["unfilled"][0, 0] - 1e-9
    assert all(many[way][0, 0] >= few[way][0, 0] - 1e-9 for way in WAYS)


@pytest.mark.parametrize("entries", [(), (data_centre(),), (data_centre(), wind_farm())])
def test_the_bridge_closes(entries: tuple[Project | Establishment, ...]) -> None:
    of = scenario(*entries)
    labour, people = settled_labour(of, REGION, NUMBERS), follow_people(of, REGION, NUMBERS)
    bridge = build_bridge(labour, people, NUMBERS)
    np.testing.assert_allclose(bridge.start + bridge.steps.sum(axis=-1), bridge.end, atol=1e-9)
    np.testing.assert_allclose(bridge.end, labour.employed_persons[:, -1].mean(axis=-1))
    assert (bridge.first_year, bridge.last_year) == (2024, 2031)
    if not entries:
        assert not bridge.steps[:, BRIDGE_STEPS.index("direct") :].any()


def test_a_bridge_that_misses_the_other_side_is_refused() -> None:
    labour, people = settled(data_centre()), follow_people(scenario(), REGION, NUMBERS)
    bridge = build_bridge(labour, people, NUMBERS)
    with pytest.raises(ValueError, match="misses its end by 1 persons"):
        dataclasses.replace(bridge, end=bridge.end + 1)
