"""Phases: what is spent and worked in planning, construction, operation and retirement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, ledger, region, scenario, weather, wind_farm

from simulator.premises import PHASES, Assumptions, Establishment, Project
from simulator.premises import Phase as Step
from simulator.records import ONCE, JobYears, Persons, PhaseWork
from simulator.stages.jobs import count_jobs, count_phases, phase_share

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
LOW, CENTRAL, HIGH = range(3)
FIGURES = ("spending_mnok", "local_mnok", "outside_mnok", "on_site_job_years", "supplier_job_years")
LONG = range(2000, 2090)


def followed(*entries: Project | Establishment, numbers: Assumptions = NUMBERS, mwh: float = 0.0) -> PhaseWork:
    """Return the phases of a scenario in which every project delivers some energy a year."""
    of = scenario(*entries)
    book = ledger(of, REGION)
    book = replace(book, project_mwh=book.project_mwh + mwh)
    jobs = count_jobs(of, REGION, assumptions=numbers, weather=WEATHER_YEARS)
    return count_phases(jobs, book, of, region=REGION, assumptions=numbers, weather=WEATHER_YEARS)


def spent(phases: PhaseWork, phase: str, case: int = CENTRAL) -> dict[int, float]:
    """Return what the first entry spends in a phase, year by year, in the first weather year. [MNOK]"""
    values = phases.phase_mnok(phase)[case, :, 0, 0]
    return {year: float(value) for year, value in zip(phases.years, values, strict=True) if value}


def test_a_scenario_of_nothing_spends_nothing() -> None:
    phases = followed()
    assert phases.lines == ()
    assert phases.spending_mnok.shape == (3, 8, 4, 0)
    assert phases.on_site_job_years.shape == (3, 3, 8, 4, 0)


def test_phases_follow_one_another() -> None:
    # Open 2028–2029: built 2026–2027, planned 2024–2025, taken down in 2030 and 2031.
    phases = followed(data_centre(end_year=2030, ramp_up_years=0.0))
    assert {phase: tuple(spent(phases, phase)) for phase in PHASES} == {
        "planning": (2024, 2025),
        "construction": (2026, 2027),
        "operation": (2028, 2029),
        "retirement": (2030, 2031),
    }
    # 100 MW × 60 MNOK/MW: 2 % before, 5 % after, the years alike.
    assert spent(phases, "planning") == pytest.approx({2024: 60, 2025: 60})
    assert spent(phases, "construction") == pytest.approx({2026: 3000, 2027: 3000})
    assert spent(phases, "retirement") == pytest.approx({2030: 150, 2031: 150})


def test_an_entry_without_an_end_is_not_retired() -> None:
    assert spent(followed(wind_farm()), "retirement") == {}


def test_operation_of_a_project_costs_what_it_delivers_times_the_rate() -> None:
    phases = followed(wind_farm(), mwh=300_000.0)
    assert list(spent(phases, "operation").values()) == pytest.approx([30.0] * 8)  # NOK 100 per MWh


def test_a_project_may_state_what_its_operation_costs() -> None:
    phases = followed(wind_farm(operating_cost_nok_per_mwh=40.0), mwh=300_000.0)
    assert list(spent(phases, "operation").values()) == pytest.approx([12.0] * 8)


def test_building_work_follows_the_stated_investment() -> None:
    def work(*entries: Any) -> Any:
        return count_jobs(scenario(*entries), REGION, assumptions=NUMBERS, weather=WEATHER_YEARS).construction_job_years

    usual = work(wind_farm(), data_centre())
    same = work(wind_farm(capital_mnok=1500.0), data_centre(capital_mnok=6000.0))
    double = work(wind_farm(capital_mnok=3000.0), data_centre(capital_mnok=12_000.0))
    np.testing.assert_allclose(same, usual)
    np.testing.assert_allclose(double, 2 * usual)
    assert usual.sum() > 0


def test_operation_of_an_establishment_costs_what_its_industry_pays_per_job() -> None:
    phases = followed(data_centre(ramp_up_years=0.0))
    # ICT: (1 − surplus 0.37 − power 0.03) ÷ 0.36 jobs per million NOK; 60 jobs. Surplus = value added 0.67 − pay 0.3.
    assert spent(phases, "operation")[2031] == pytest.approx(60 * (1 - 0.37 - 0.03) / 0.36)


def test_work_of_planning_and_retirement_is_what_local_purchases_pay_for() -> None:
    phases = followed(data_centre(end_year=2030))
    planning, _, retirement = (phases.on_site_job_years[at, CENTRAL, :, 0, 0].sum() for at in range(3))
    assert planning == 0  # studies are bought
    assert phases.supplier_job_years[0, CENTRAL, :, 0, 0].sum() > 120 * 0.3 * 0.36
    assert retirement == pytest.approx(300 * 0.4 * 0.35)


def test_construction_is_counted_once() -> None:
    of = scenario(wind_farm(), data_centre())
    jobs = count_jobs(of, REGION, assumptions=NUMBERS, weather=WEATHER_YEARS)
    phases = followed(wind_farm(), data_centre())
    np.testing.assert_allclose(phases.work("construction").values, jobs.construction_job_years)
    np.testing.assert_allclose(phases.induced_job_years[1], jobs.construction_induced_job_years)


def test_work_that_ends_is_never_added_to_people_at_work() -> None:
    phases = followed(data_centre())
    assert isinstance(phases.work("planning"), JobYears)
    with pytest.raises(TypeError, match="counted differently"):
        phases.work("planning") + Persons(np.array(60.0))  # type: ignore[operator]
    with pytest.raises(ValueError, match="not in tuple"):
        phases.work("operation")


@given(st.floats(1, 900), st.floats(0.1, 2), st.floats(0, 1), st.integers(2026, 2031))
@settings(max_examples=20, deadline=None)
def test_all_is_linear_in_spending(capacity_mw: float, factor: float, probability: float, start_year: int) -> None:
    stated: dict[str, Any] = {"start_year": start_year, "probability": probability, "end_year": start_year + 2}
    one = followed(data_centre(capacity_mw=capacity_mw, **stated))
    other = followed(data_centre(capacity_mw=factor * capacity_mw, **stated))
    for figure in FIGURES:
        np.testing.assert_allclose(getattr(other, figure), factor * getattr(one, figure), rtol=1e-9, atol=1e-9)


@given(st.sampled_from(["planning", "construction", "retirement"]), st.integers(2025, 2045), st.floats(0, 9))
@settings(deadline=None)
def test_the_years_of_a_phase_are_the_whole_of_it(phase: str, start_year: int, length: float) -> None:
    steps = (Step(year=start_year + 3, capacity_mw=250.0),)
    entry = data_centre(start_year=start_year, phases=steps, end_year=start_year + 9)
    names = {"planning": "planning_years", "construction": "build_years"}
    name = f"establishment.data_centre.{names[phase]}" if phase in names else "jobs.retirement_years"
    numbers = assumptions(**{name.replace(".", "__"): length})
    shares = phase_share(entry, phase, LONG, numbers)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


@given(st.floats(0, 5), st.floats(0, 5))
@settings(deadline=None)
def test_planning_is_over_when_building_begins(planning_years: float, build_years: float) -> None:
    numbers = assumptions(
        establishment__data_centre__planning_years=planning_years, establishment__data_centre__build_years=build_years
    )
    planning, building = (phase_share(data_centre(), phase, LONG, numbers) for phase in ("planning", "construction"))
    last = max(year for year, share in zip(LONG, planning, strict=True) if share > 1e-9)
    first = min(year for year, share in zip(LONG, building, strict=True) if share > 1e-9)
    assert last <= first


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=20, deadline=None)
def test_money_is_conserved_and_lines_sum_to_the_phase(construction: float, operation: float) -> None:
    numbers = assumptions(
        project__wind__construction_local_share=construction, project__wind__operation_local_share=operation
    )
    phases = followed(wind_farm(end_year=2030), data_centre(), numbers=numbers, mwh=300_000.0)
    assert (phases.local_mnok >= 0).all() and (phases.outside_mnok >= -1e-9).all()
    np.testing.assert_allclose(phases.local_mnok + phases.outside_mnok, phases.spending_mnok)
    lines = sum(phases.phase_mnok(phase).sum() for phase in PHASES)
    assert lines == pytest.approx(phases.spending_mnok.sum())
    wind = [place for place, owner in enumerate(phases.owners) if owner == 0]
    for phase, share in (("construction", construction), ("operation", operation)):
        places = [place for place in wind if phases.lines[place].phase == phase]
        local = phases.local_mnok[..., places].sum(axis=-1)
        np.testing.assert_allclose(local, share * phases.phase_mnok(phase)[..., 0], atol=1e-9)


def test_without_spending_or_staff_there_is_no_work() -> None:
    numbers = assumptions(establishment__data_centre__capital_mnok_per_mw=0.0)
    phases = followed(data_centre(jobs_persons=0.0, end_year=2030), numbers=numbers)
    assert not phases.spending_mnok.any()
    assert not any(getattr(phases, f"{layer}_job_years").any() for layer in ("on_site", "supplier", "induced"))


def test_money_that_leaves_the_region_pays_nobody_here() -> None:
    numbers = assumptions(**{f"establishment__data_centre__{phase}_local_share": 0.0 for phase in PHASES})
    phases = followed(data_centre(end_year=2030), numbers=numbers)
    assert phases.spending_mnok.any() and not phases.local_mnok.any()
    assert not any(getattr(phases, f"{layer}_job_years").any() for layer in ("on_site", "supplier", "induced"))


def test_the_cases_are_in_order() -> None:
    phases = followed(wind_farm(end_year=2030), data_centre(), mwh=300_000.0)
    for figure in ("spending_mnok", "local_mnok"):
        assert (np.diff(getattr(phases, figure), axis=0) >= -1e-9).all(), figure
    for figure in ("on_site_job_years", "supplier_job_years", "induced_job_years"):
        assert (np.diff(getattr(phases, figure), axis=1) >= -1e-9).all(), figure


def test_two_halves_are_the_whole() -> None:
    whole = followed(data_centre(end_year=2030))
    halves = followed(
        data_centre(capacity_mw=50.0, end_year=2030), data_centre(id="b", capacity_mw=50.0, end_year=2030)
    )
    for phase in PHASES:
        np.testing.assert_allclose(halves.phase_mnok(phase).sum(axis=-1), whole.phase_mnok(phase).sum(axis=-1))
    for at in range(len(ONCE)):
        np.testing.assert_allclose(halves.on_site_job_years[at].sum(axis=-1), whole.on_site_job_years[at].sum(axis=-1))


def test_an_entry_that_is_not_realised_spends_nothing() -> None:
    phases = followed(data_centre(probability=0.5))
    np.testing.assert_array_equal(phases.spending_mnok[CENTRAL].any(axis=(0, 2)), [True, True, False, False])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"spending_mnok": -1.0}, "spending_mnok is -1"),
        ({"local_share": 2.0}, "outside share is -1"),
        ({"local_share": np.nan}, "local_share is not finite"),
        ({"induced_job_years": -1.0}, "induced_job_years is -1"),
    ],
)
def test_a_record_refuses_what_cannot_be(change: dict[str, float], complaint: str) -> None:
    phases = followed(data_centre())
    ((name, value),) = change.items()
    with pytest.raises(ValueError, match=complaint):
        replace(phases, **{name: np.full(getattr(phases, name).shape, value)})


def test_a_record_refuses_lines_that_are_not_the_whole() -> None:
    phases = followed(data_centre())
    broken = (replace(phases.lines[0], share=0.9), *phases.lines[1:])
    with pytest.raises(ValueError, match=r"lines of hall in planning are 0\.9"):
        replace(phases, lines=broken)
