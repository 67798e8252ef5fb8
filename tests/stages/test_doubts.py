"""Every doubt about a scenario, on either side of its bound."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.premises import Establishment, GridMeasure, Horizon, Milestones, Project, Region, Scenario
from simulator.stages.plausibility import doubtful


def project(**changes: Any) -> Project:
    stated = {"id": "p", "kind": "wind", "title": "P", "area": "tynset_no1", "capacity_mw": 10.0, "start_year": 2030}
    return Project(**(stated | changes))


def hall(**changes: Any) -> Establishment:
    stated = {"id": "e", "kind": "wood", "title": "E", "area": "tynset_no1", "start_year": 2039, "status": "building"}
    return Establishment(**({"capacity_mw": 5.0} | stated | changes))


def doubts(region: Region, **parts: Any) -> list[tuple[str, str]]:
    """Return code and place of what is doubted."""
    listed = {name: tuple(part) if isinstance(part, list) else part for name, part in parts.items()}
    return [(note.code, note.place) for note in doubtful(Scenario(title="S", **listed), region)]


def value(region: Region, name: str, end: str = "value") -> float:
    return float(getattr(region.book[name], end))


# Full-load hours ----------------------------------------------------------------


@pytest.mark.parametrize(("more", "codes"), [(-1.0, []), (0.0, []), (1.0, [("many_hours", "p")])])
def test_hours_above_what_wind_gives(more: float, codes: list[tuple[str, str]], region: Region) -> None:
    most = value(region, "production.wind_full_load_hours_limit_hours")
    assert doubts(region, projects=[project(mean_gwh=(most + more) / 100)]) == codes


@pytest.mark.parametrize(("more", "codes"), [(-1.0, [("few_hours", "p")]), (0.0, []), (1.0, [])])
def test_hours_below_what_wind_gives(more: float, codes: list[tuple[str, str]], region: Region) -> None:
    least = value(region, "production.wind_full_load_hours_least_hours")
    assert doubts(region, projects=[project(mean_gwh=(least + more) / 100)]) == codes


def test_one_project_without_energy_hides_no_other(region: Region) -> None:
    most = value(region, "production.wind_full_load_hours_limit_hours")
    silent = project(id="q")
    assert doubts(region, projects=[silent, project(mean_gwh=(most + 1) / 100)]) == [("many_hours", "p")]


# Sizes ----------------------------------------------------------------


@pytest.mark.parametrize("kind", ["wood", "data_centre_tenant"])
def test_sizes_up_to_three_times_those_seen(kind: str, region: Region) -> None:
    low, high = (value(region, f"establishment.{kind}.capacity_mw", end) for end in ("low", "high"))
    usual = [low / 3, low, high, high * 3]
    assert all(not doubts(region, establishments=[hall(kind=kind, capacity_mw=mw)]) for mw in usual)
    for mw in (low / 3.01, high * 3.01):
        assert doubts(region, establishments=[hall(kind=kind, capacity_mw=mw)]) == [("unusual_size", "e")]


@pytest.mark.parametrize(("family", "kind"), [("project", "wind"), ("establishment", "wood")])
def test_investments_up_to_three_times_those_seen(family: str, kind: str, region: Region) -> None:
    low, high = (value(region, f"{family}.{kind}.capital_mnok_per_mw", end) for end in ("low", "high"))
    one = project(kind=kind) if family == "project" else hall(kind=kind, capacity_mw=10.0)

    def of(per_mw: float) -> list[str]:
        stated = one.model_copy(update={"capital_mnok": per_mw * one.full_mw})
        return [code for code, _ in doubts(region, **{f"{family}s": [stated]})]

    assert "unusual_cost" not in of(low / 2.99) + of(high * 2.99)
    assert "unusual_cost" in of(low / 3.01)
    assert "unusual_cost" in of(high * 3.01)


def test_stores_up_to_three_times_those_seen(region: Region) -> None:
    low, high = (value(region, "project.battery.storage_hours", end) for end in ("low", "high"))

    def of(hours: float) -> list[tuple[str, str]]:
        return doubts(region, projects=[project(kind="battery", storage_hours=hours)])

    assert not of(low / 2.99) and not of(low) and not of(high) and not of(high * 2.99)
    assert of(low / 3.01) == of(high * 3.01) == [("unusual_store", "p")]


# Years ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("delay", "codes"), [(0, []), (5, []), (6, [("never_seen", "p")])]
)  # the last year that is run still shows it
def test_what_is_delayed_beyond_the_last_year(delay: int, codes: list[tuple[str, str]], region: Region) -> None:
    horizon = Horizon(first_year=2024, last_year=2035)
    assert doubts(region, horizon=horizon, projects=[project(delay_years=delay)]) == codes


def test_what_was_planned_for_later_is_no_delay(region: Region) -> None:
    assert doubts(region, horizon=Horizon(first_year=2024, last_year=2029), projects=[project()]) == []


# Twins ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "twins"),
    [
        ({}, True),
        ({"capacity_mw": 4.76}, True),
        ({"capacity_mw": 4.74}, False),
        ({"capacity_mw": 5.26}, True),
        ({"capacity_mw": 5.27}, False),
        ({"area": "alvdal"}, False),
        ({"kind": "greenhouse"}, False),
        ({"start_year": 2045}, True),
        ({"queue_id": "second"}, False),
        ({"start_year": 2036, "end_year": 2039}, False),
        ({"start_year": 2036, "end_year": 2040}, True),
    ],
)
def test_two_entries_that_may_be_one_plan(changes: dict[str, Any], twins: bool, region: Region) -> None:
    both = [hall(id="first", queue_id="first"), hall(**({"queue_id": None} | changes))]
    found = [code for code, place in doubts(region, establishments=both) if place == "e"]
    assert ("perhaps_twice" in found) == twins


def test_two_places_in_the_queue_are_two_plans(region: Region) -> None:
    both = [hall(id="first", queue_id="a"), hall(queue_id="b")]
    assert not doubts(region, establishments=both)
    assert doubts(region, establishments=[hall(id="first"), hall()]) == [("perhaps_twice", "e")]


# The grid ----------------------------------------------------------------


def line(region: Region, kind: str | None, added_mw: float, **changes: Any) -> GridMeasure:
    stated = {"id": f"g_{kind}", "title": "G", "link": region.links[0].id, "added_mw": added_mw, "year": 2030}
    return GridMeasure(**(stated | {"kind": kind} | changes))


def test_a_wire_beyond_its_transformers_is_idle(region: Region) -> None:
    name = region.links[0].id
    wire, transformers = f"grid.{name}.capacity_mw", f"grid.{name}.transformer_mw"
    numbers = ((wire, 100.0), (transformers, 120.0))
    for added, doubted in ((20.0, False), (20.5, True), (50.0, True)):
        found = doubts(region, overrides=numbers, grid=[line(region, "line", added)])
        assert (("weak_part", name) in found) == doubted
    both = [line(region, "line", 50.0), line(region, "transformer", 10.0)]
    assert ("weak_part", name) not in doubts(region, overrides=numbers, grid=both)
    (note,) = [
        note
        for note in doubtful(Scenario(title="S", overrides=numbers, grid=(line(region, "line", 50.0),)), region)
        if note.code == "weak_part"
    ]
    assert "30" in note.found and "50" in note.found
    whole = doubtful(
        Scenario(title="S", overrides=((wire, 200.0), (transformers, 120.0)), grid=(line(region, "line", 7.0),)), region
    )
    assert "7" in next(note.found for note in whole if note.code == "weak_part")  # no more is idle than is added


@pytest.mark.parametrize(
    ("measure", "doubted"),
    [
        (None, True),
        ({"kind": "transmission", "year": 2031}, True),
        ({"kind": "transmission", "year": 2030}, False),
        ({"kind": "line", "year": 2029}, True),
    ],
)
def test_a_milestone_without_its_line(measure: dict[str, Any] | None, doubted: bool, region: Region) -> None:
    grid = [line(region, added_mw=1.0, **measure)] if measure else []
    found = doubts(region, grid=grid, milestones=Milestones(transmission=2030))
    assert (("no_line", "milestones.transmission") in found) == doubted
    assert ("no_line", "milestones.transmission") not in doubts(region, grid=grid)


# One after the other ----------------------------------------------------------------


def test_what_is_under_way_hides_no_early_connection_behind_it(region: Region) -> None:
    early = hall(id="late", kind="greenhouse", capacity_mw=30.0, start_year=2025, status="idea")
    found = doubts(region, establishments=[hall(), early])
    assert [place for code, place in found if code == "early_connection"] == ["late"]


def test_a_store_as_usual_hides_no_other(region: Region) -> None:
    odd = project(id="odd", kind="battery", storage_hours=168.0)
    found = doubts(region, projects=[project(), project(id="b", kind="battery", storage_hours=2.0), odd])
    assert found == [("unusual_store", "odd")]


def test_no_promise_hides_none_behind_it(region: Region) -> None:
    found = doubts(region, establishments=[hall(), hall(id="bold", kind="greenhouse", jobs_persons=5000.0)])
    assert ("bold_promise", "bold") in found


def test_a_believable_number_hides_none_behind_it(region: Region) -> None:
    name = "establishment.wood.jobs_persons_per_mw"
    numbers = (("jobs.retirement_years", 1.0), (name, value(region, name, "high") * 2))
    assert doubts(region, overrides=numbers) == [("jobs_per_mw", name)]
    for end in ("low", "high"):
        assert doubts(region, overrides=((name, value(region, name, end)),)) == []


def test_a_fall_without_its_water_hides_none_behind_it(region: Region) -> None:
    dry = project(id="dry", kind="small_hydro", head_m=100.0)
    wet = {"kind": "small_hydro", "head_m": 100.0, "max_flow_m3s": 1.0}  # 0.981 MW of falling water
    least, most = (value(region, f"production.hydro_{end}_efficiency_share") for end in ("least", "most"))
    for share, doubted in ((least * 0.99, True), (least * 1.01, False), (most * 0.99, False), (most * 1.01, True)):
        found = doubts(region, projects=[dry, project(capacity_mw=0.980665 * share, **wet)])
        assert (("head_and_flow", "p") in found) == doubted
