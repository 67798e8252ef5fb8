"""Notes on jobs and local purchases that are hard to believe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator import Region
from simulator.errors import Problem
from simulator.premises import Establishment, Project, Scenario
from simulator.stages.plausibility import doubtful

WORK = {"all_jobs_new", "bold_promise", "low_promise", "jobs_per_mw", "local_share", "milk_without_food"}


def notes(region: Region, *entries: Project | Establishment, **overrides: float) -> list[Problem]:
    """Return what is asked about work in a scenario of these entries."""
    scenario = Scenario(
        title="One",
        projects=tuple(one for one in entries if isinstance(one, Project)),
        establishments=tuple(one for one in entries if isinstance(one, Establishment)),
        overrides=tuple((name.replace("__", "."), value) for name, value in overrides.items()),
    )
    return [told for told in doubtful(scenario, region) if told.code in WORK]


def codes(*told: object) -> list[str]:
    """Return the codes of notes."""
    return [one.code for one in told if isinstance(one, Problem)]


def establishment(kind: str, capacity_mw: float, **stated: object) -> Establishment:
    """Return one establishment."""
    fixed = {"id": "one", "kind": kind, "title": "One", "area": "tynset_no1", "start_year": 2034}
    kept = {"retained_share": None if stated.pop("asks_for_kept", False) else 0.0}
    return Establishment.model_validate(fixed | kept | {"capacity_mw": capacity_mw} | stated)


def wind(**stated: object) -> Project:
    """Return 100 MW of wind."""
    fixed = {"id": "ridge", "kind": "wind", "title": "Ridge", "area": "tynset_no1", "start_year": 2032}
    return Project.model_validate(fixed | {"capacity_mw": 100.0} | stated)


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "promised", "names"),
    [
        ("crypto", 5.0, 65.0, ("Alvdal crypto 0 of 65 promised on 5 MW", "Krefter Vågå 0 of 120 promised")),
        ("crypto", 20.0, 1.0, ("Alvdal",)),
        ("food_dairy", 3.0, 160.0, ("TINE Frya 150", "TINE Tretten 97")),
        ("data_centre_tenant", 100.0, 300.0, ("OSL-Hamar 220 on 90 MW",)),
        ("data_centre_hyperscale", 100.0, 95.0, ("Google Skien", "Facebook Luleå")),
    ],
)
def test_a_promise_above_comparable_cases_names_them(
    kind: str, capacity_mw: float, promised: float, names: tuple[str, ...], region: Region
) -> None:
    told = notes(region, establishment(kind, capacity_mw, jobs_persons=promised))
    assert codes(*told) == ["bold_promise"]
    assert f"{promised:g} promised jobs" in told[0].found
    for name in names:
        assert name in told[0].remedy


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "promised"),
    [("food_dairy", 3.0, 150.0), ("data_centre_tenant", 90.0, 220.0), ("hydrogen", 270.0, 50.0), ("crypto", 5.0, 0.0)],
)
def test_a_promise_that_was_kept_elsewhere_is_believed(
    kind: str, capacity_mw: float, promised: float, region: Region
) -> None:
    assert notes(region, establishment(kind, capacity_mw, jobs_persons=promised)) == []


def test_a_plan_without_a_delivered_figure_judges_nobody(region: Region) -> None:
    told = notes(region, establishment("battery_factory", 300.0, jobs_persons=2500.0))
    assert codes(*told) == ["bold_promise"]
    assert "Freyr" not in told[0].remedy
    assert "at most 2400" in told[0].remedy


def test_very_few_promised_jobs_are_asked_about(region: Region) -> None:
    assert codes(*notes(region, establishment("data_centre_tenant", 100.0, jobs_persons=20.0))) == ["low_promise"]


@pytest.mark.parametrize(("value", "asked"), [(0.1, True), (0.3, False), (0.9, False), (2.0, True)])
def test_jobs_per_megawatt_outside_the_observed_range(value: float, asked: bool, region: Region) -> None:
    told = notes(region, establishment__data_centre_hyperscale__jobs_persons_per_mw=value)
    assert (codes(*told) == ["jobs_per_mw"]) is asked
    if asked:
        assert "between 0.3 and 0.9 persons/MW" in told[0].remedy


@pytest.mark.parametrize(("share", "asked"), [(0.31, True), (0.5, True), (0.30, False), (0.12, False), (0.06, False)])
def test_local_purchases_of_wind_above_the_documented(share: float, asked: bool, region: Region) -> None:
    told = notes(region, wind(local_purchase_share=share))
    assert (codes(*told) == ["local_share"]) is asked


@pytest.mark.parametrize(("share", "asked"), [(0.38, True), (0.31, True), (0.3, False), (0.1, False)])
def test_an_overridden_local_share_of_wind_is_judged_as_a_stated_one(share: float, asked: bool, region: Region) -> None:
    told = notes(region, wind(), project__wind__construction_local_share=share)
    assert (codes(*told) == ["local_share"]) is asked
    if asked:
        assert told[0].found.startswith(f"{share:.0%}")


def test_what_a_wind_farm_states_counts_before_an_override(region: Region) -> None:
    assert notes(region, wind(local_purchase_share=0.12), project__wind__construction_local_share=0.5) == []


@pytest.mark.parametrize("case", ["low", "value", "high"])
def test_wind_is_believed_as_shipped_in_every_case(case: str, region: Region) -> None:
    assert 0.06 <= getattr(region.book["project.wind.construction_local_share"], case) <= 0.3
    assert notes(region, wind()) == []


def test_a_default_above_the_limit_is_asked_about(region: Region) -> None:
    name = "project.wind.construction_local_share"
    bold = replace(region, book=region.book | {name: replace(region.book[name], value=0.35, high=0.4)})
    assert codes(*notes(bold, wind())) == ["local_share"]


@pytest.mark.parametrize(("share", "asked"), [(0.5, False), (0.6, True)])
def test_other_kinds_are_held_to_what_their_lines_give(share: float, asked: bool, region: Region) -> None:
    told = notes(region, wind(kind="small_hydro", capacity_mw=5.0, local_purchase_share=share))
    assert (codes(*told) == ["local_share"]) is asked
    if asked:
        assert "at most 56%" in told[0].remedy


@pytest.mark.parametrize(("share", "asked"), [(0.3, False), (0.5, True)])
def test_an_establishment_is_held_to_what_its_lines_give(share: float, asked: bool, region: Region) -> None:
    hall = establishment("data_centre_tenant", 50.0)
    told = notes(region, hall, establishment__data_centre_tenant__construction_local_share=share)
    assert (codes(*told) == ["local_share"]) is asked


def test_every_kind_is_believed_as_shipped(region: Region) -> None:
    entries = [wind(id=kind, kind=kind) for kind in region.project_kinds]
    halls = [establishment(kind, 5.0, id=kind) for kind in region.establishment_kinds]
    assert notes(region, *entries, *halls) == []


def test_milk_for_a_data_hall(region: Region) -> None:
    assert codes(*notes(region, establishment("crypto", 5.0, extra_local_milk=True))) == ["milk_without_food"]
    assert notes(region, establishment("food_dairy", 3.0, extra_local_milk=True, retained_share=0.0)) == []


def test_food_that_counts_every_job_as_new(region: Region) -> None:
    assert codes(*notes(region, establishment("food_dairy", 3.0, asks_for_kept=True))) == ["all_jobs_new"]
    assert notes(region, establishment("food_dairy", 3.0, retained_share=0.6)) == []
    assert notes(region, establishment("wood", 1.0, asks_for_kept=True)) == []
