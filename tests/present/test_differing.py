"""What scenarios decide differently: every change is found and told, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from simulator import Region, Scenario, load_scenario, scenario_folder
from simulator.inputs.messages import ENTRIES
from simulator.premises import Establishment, GridMeasure, Milestones, Phase
from simulator.present import frames
from simulator.present.frames import Seen, View
from simulator.present.frames.differing import APART, PLAIN, TABLES, Difference, decisions_apart, field_name, written
from simulator.present.text import titled

HALL = Establishment(
    id="hall", kind="data_centre_tenant", title="Hall", area="tynset_no1", capacity_mw=80.0, start_year=2030
)
LINE = GridMeasure(id="line", title="Linje", link="tolga_os", added_mw=20.0, year=2031)
BASE = Scenario(title="A", establishments=(HALL,), grid=(LINE,))


def changed(**changes: Any) -> Scenario:
    return BASE.model_copy(update=changes)


def hall(**changes: Any) -> Scenario:
    return changed(establishments=(HALL.model_copy(update=changes),))


CHANGES: dict[str, tuple[Callable[[], Scenario], str, str, str, str]] = {
    "size": (lambda: hall(capacity_mw=60.0), "establishments", "capacity_mw", "80", "60"),
    "kind": (lambda: hall(kind="crypto"), "establishments", "kind", "datasenter", "krypto"),
    "share": (lambda: hall(probability=0.25), "establishments", "probability", "100", "25"),
    "phases": (
        lambda: hall(phases=(Phase(year=2033, capacity_mw=90.0),)),
        "establishments",
        "phases",
        "ikke oppgitt",
        "2033: 90",
    ),
    "link": (
        lambda: changed(grid=(LINE.model_copy(update={"link": "alvdal_tynset_no1"}),)),
        "grid",
        "link",
        "Tolga",
        "Alvdal",
    ),
    "milestone": (
        lambda: changed(milestones=Milestones(airport=2030)),
        "milestones",
        "airport",
        "ikke oppgitt",
        "2030",
    ),
    "operation": (lambda: changed(operation="foresight"), "", "operation", "", ""),
    "homes": (lambda: changed(new_homes_per_year=12.0), "", "new_homes_per_year", "ikke oppgitt", "12"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_one_field_is_one_row_with_both_values(name: str) -> None:
    make, part, field, before, after = CHANGES[name]
    (found,) = decisions_apart([BASE, make()])
    assert (found.part, found.field) == (part, field)
    cells = [written(found, value, "nb") for value in found.said]
    assert before.lower() in cells[0].lower() and after.lower() in cells[1].lower()
    assert cells[0] != cells[1]


def test_an_entry_that_one_lacks_is_told_once_and_not_field_by_field() -> None:
    (found,) = decisions_apart([BASE, changed(establishments=())])
    assert found.present == (True, False) and found.field == ""
    assert written(found, found.said[1], "nb") == "–"
    assert "80" in written(found, found.said[0], "nb")


def test_of_three_the_one_that_lacks_it_and_the_ones_that_differ_are_told_apart() -> None:
    found = decisions_apart([BASE, hall(capacity_mw=60.0), changed(establishments=())])
    assert [one.field for one in found] == ["", "capacity_mw"]
    assert found[1].said == (80.0, 60.0, None)


def test_a_field_that_differs_says_so_where_a_third_lacks_the_entry(reference: Seen) -> None:
    scenarios = [BASE, hall(capacity_mw=60.0), changed(establishments=())]
    three = [Seen(replace(reference.result, scenario=one)) for one in scenarios]
    assert list(frames.decisions_table(three, 0, "nb").iloc[:, 1]) == ["ikke i A (3)", "ulikt"]


def test_what_is_the_same_is_not_told() -> None:
    assert decisions_apart([BASE, changed(title="B", description="said otherwise", id="other")]) == ()
    swapped = (HALL.model_copy(update={"id": "second"}), HALL)
    assert decisions_apart([changed(establishments=swapped), changed(establishments=swapped[::-1])]) == ()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_field_of_a_scenario_has_a_word(language: str) -> None:
    models = [*ENTRIES.values(), *(type(getattr(BASE, name)) for name in TABLES)]
    fields = {name for model in models for name in model.model_fields if name not in APART} | set(PLAIN)
    for name in fields:
        assert field_name(name, language)
    told = {
        *ENTRIES,
        *TABLES,
        *PLAIN,
        "id",
        "title",
        "description",
        "schema_version",
        "based_on",
        "remove",
        "decisions",
        "overrides",
    }
    assert told == set(Scenario.model_fields)
    with pytest.raises(KeyError):
        field_name("colour", language)


def test_tables_hold_each_scenario_and_mark_the_zero_point(reference: Seen, strategy: Seen, view: View) -> None:
    table = frames.decisions_table([reference, strategy], 1, view.language)
    assert len(table) == len(decisions_apart([reference.scenario, strategy.scenario]))
    assert table.columns[2] == titled(reference.scenario.title, view.language)
    assert titled(strategy.scenario.title, view.language) in table.columns[3] and table.columns[3] != titled(
        strategy.scenario.title, view.language
    )
    assert frames.decisions_table([reference, reference], 0, view.language).empty


def test_assumptions_that_differ_are_told_with_the_value_that_each_uses(
    region: Region, reference: Seen, strategy: Seen, view: View
) -> None:
    own = reference.scenario.model_copy(update={"overrides": (("labour.displaced_share", 0.3),)})
    ranges = dict(reference.result.assumptions.ranges)
    ranges["labour.displaced_share"] = type(ranges["labour.displaced_share"])(0.3, 0.3, 0.3)
    given = replace(reference.result.assumptions, ranges=ranges)
    other = Seen(replace(reference.result, scenario=own, assumptions=given))
    table = frames.assumptions_table([strategy, other], 0, region.book, view.language)
    assert len(table) == 1
    cells = list(table.iloc[0])
    assert "15" in cells[2] and "30" in cells[3] and cells[1] == titled(reference.scenario.title, view.language)
    assert frames.assumptions_table([other, other], 0, region.book, view.language).empty


def test_every_pair_of_shipped_scenarios_can_be_written(region: Region) -> None:
    shipped = [load_scenario(path, region) for path in sorted(scenario_folder().glob("*.toml"))]
    for other in shipped[1:]:
        for found in decisions_apart([shipped[0], other]):
            assert isinstance(found, Difference)
            for value in found.said:
                assert "{" not in written(found, value, "en")
