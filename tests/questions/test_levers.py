"""Levers: a move goes where it was asked to, moves nothing else, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import InputError, Region, Scenario, load_levers, load_region, load_scenario, scenario_folder
from simulator.inputs.scenario import check_scenario
from simulator.premises import Establishment, Lever, Phase
from simulator.questions.levers import moved, resized, standing

REGION = load_region()
LEVERS = {lever.id: lever for lever in load_levers(REGION)}
SHIPPED = {path.stem: load_scenario(path, REGION) for path in sorted(scenario_folder().glob("*.toml"))}


def entry(**changes: object) -> Establishment:
    stated = {
        "id": "hall",
        "kind": "wood",
        "title": "Hall",
        "area": "os",
        "capacity_mw": 10.0,
        "start_year": 2030,
        "jobs_persons": 40.0,
        "capital_mnok": 500.0,
        "phases": (Phase(year=2032, capacity_mw=20.0),),
    }
    return Establishment(**(stated | changes))  # type: ignore[arg-type]


@settings(max_examples=120, deadline=None)
@given(lever=st.sampled_from(list(LEVERS.values())), name=st.sampled_from(sorted(SHIPPED)), share=st.floats(0, 1))
def test_a_lever_stands_where_it_was_moved_to_and_the_scenario_stays_sound(
    lever: Lever, name: str, share: float
) -> None:
    before = SHIPPED[name]
    value = lever.settled(lever.low + share * (lever.high - lever.low))
    after = moved(lever, before, value, region=REGION, title="Ny")
    nothing_to_shift = lever.moves == "shifted" and not before.establishments
    if not nothing_to_shift:
        assert standing(lever, after, REGION) == pytest.approx(value, abs=1e-5)
    check_scenario(after, REGION)
    for other in LEVERS.values():
        apart = other.moves != lever.moves or not (set(other.kinds) & set(lever.kinds))
        mixed = {lever.moves, other.moves} == {"establishments", "shifted"}  # a mean over what stands
        if other.id != lever.id and apart and not mixed and (other.link, other.number) != (lever.link, lever.number):
            assert standing(other, after, REGION) == pytest.approx(standing(other, before, REGION))


@settings(max_examples=60, deadline=None)
@given(lever=st.sampled_from(list(LEVERS.values())), name=st.sampled_from(sorted(SHIPPED)), share=st.floats(0.01, 1))
def test_moving_back_gives_the_same_sizes(lever: Lever, name: str, share: float) -> None:
    before = SHIPPED[name]
    start = standing(lever, before, REGION)
    value = lever.settled(lever.low + share * (lever.high - lever.low))
    there = moved(lever, before, value, region=REGION, title="Ny")
    back = moved(lever, there, start, region=REGION, title="Ny")
    assert standing(lever, back, REGION) == pytest.approx(start, abs=1e-4)


def test_what_goes_with_the_size_follows() -> None:
    half = resized(entry(), 10.0)
    assert (half.capacity_mw, half.phases[0].capacity_mw, half.jobs_persons) == (5.0, 10.0, 20.0)
    assert half.capital_mnok == 250.0


def test_an_entry_without_size_gets_the_capacity_alone() -> None:
    assert resized(entry(capacity_mw=0.0, phases=(), jobs_persons=40.0), 10.0).jobs_persons == 40.0


def test_a_lever_begins_a_new_entry_where_nothing_stands(region: Region) -> None:
    after = moved(LEVERS["wind"], SHIPPED["reference"], 100.0, region=region, title="Vindpark")
    assert [(one.title, one.kind, one.capacity_mw) for one in after.projects if one.kind == "wind"] == [
        ("Vindpark", "wind", 100.0)
    ]


def test_several_entries_grow_in_proportion(region: Region) -> None:
    two = (entry(id="a", phases=(), capacity_mw=10.0), entry(id="b", phases=(), capacity_mw=30.0))
    before = Scenario(title="To", establishments=two)
    after = moved(LEVERS["industry"], before, 80.0, region=region, title="Ny")
    assert [one.capacity_mw for one in after.establishments] == [20.0, 60.0]


def test_what_is_wrong_in_a_changed_scenario_is_told_as_of_a_file(region: Region) -> None:
    wrong = Scenario(title="Feil", establishments=(entry(kind="wodo"), entry(id="b", area="nowhere")))
    with pytest.raises(InputError) as caught:
        check_scenario(wrong, region)
    assert [problem.code for problem in caught.value.problems] == ["unknown_kind", "unknown_area"]


def test_every_wrong_lever_is_told_at_once(region: Region, tmp_path: Path) -> None:
    (tmp_path / "levers.toml").write_text(
        'words = 3\n[a]\nmoves = "projects"\nkinds = ["wnid"]\narea = "tolga"\nlow = 0.0\nhigh = 10.0\nstep = 1.0\n'
        'unit = "MW"\nshown = "first"\nsource = "x"\nconfidence = "assumption"\n'
        '[b]\nmoves = "number"\nlow = 0.0\nhigh = 1.0\nstep = 0.1\nunit = "1"\nshown = "more"\nsource = "x"\n'
        'confidence = "assumption"\n[c]\nmoves = "homes"\nlow = 0.0\nhigh = 1.0\nstep = 9.0\nunit = "1"\n'
        'shown = "more"\nsource = "x"\nconfidence = "guess"\n'
    )
    with pytest.raises(InputError) as caught:
        load_levers(region, tmp_path)
    places = [problem.place for problem in caught.value.problems]
    assert "a.kinds" in places
    assert any(place.startswith("b") for place in places)
    assert any(place.startswith("c.confidence") for place in places)
    assert any(place.startswith("words") for place in places)
