"""The chance of an entry that states none: certain as before, or by its status where a scenario asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import Region, load_scenario, read_scenario, scenario_folder
from simulator.inputs.chances import by_status
from simulator.inputs.writing import scenario_text

WIND = '[[projects]]\nid = "{id}"\nkind = "wind"\ntitle = "V"\narea = "Tynset"\ncapacity_mw = 10\nstart_year = 2030\n'
BY_STATUS = 'realisation = "by_status"\n'


def chances(text: str, region: Region, folder: Path | None = None) -> dict[str, float]:
    scenario = read_scenario('title = "T"\n' + text, "own.toml", region, folder)
    return {one.id: one.probability for one in (*scenario.projects, *scenario.establishments)}


def wind(identity: str, *lines: str) -> str:
    return WIND.format(id=identity) + "".join(f"{line}\n" for line in lines)


def test_without_asking_everything_is_certain(region: Region) -> None:
    assert chances(wind("a", 'status = "applied"') + wind("b"), region) == {"a": 1.0, "b": 1.0}


def test_status_gives_the_chance_where_none_is_stated(region: Region) -> None:
    text = wind("a", 'status = "licensed"') + wind("b", "probability = 0.9") + wind("c")
    found = chances(BY_STATUS + text, region)
    book = region.book
    assert found == {"a": book["realisation.licensed_share"].value, "b": 0.9, "c": book["realisation.idea_share"].value}


def test_a_scenario_can_set_the_chance_of_a_status(region: Region) -> None:
    own = '[overrides]\n"realisation.idea_share" = 0.3\n'
    assert chances(BY_STATUS + wind("a") + own, region) == {"a": 0.3}


def test_what_a_parent_leaves_open_follows_the_child(region: Region, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('title = "P"\n' + wind("a") + wind("b", "probability = 1.0"), encoding="utf-8")
    assert chances('based_on = "plan"\n' + BY_STATUS, region, tmp_path) == {"a": 0.2, "b": 1.0}


def test_the_resolved_scenario_reads_back_the_same(region: Region) -> None:
    scenario = read_scenario('title = "T"\n' + BY_STATUS + wind("a"), "own.toml", region)
    assert read_scenario(scenario_text(scenario), "own.toml", region) == scenario


def test_shipped_scenarios_keep_their_meaning(region: Region) -> None:
    for path in scenario_folder().glob("*.toml"):
        scenario = load_scenario(path, region)
        assert scenario.realisation == "as_stated"
        stated = {one.id: one.probability for one in (*scenario.projects, *scenario.establishments)}
        uncertain = {name for name, chance in stated.items() if chance < 1}
        assert len(uncertain) <= 2, path.stem


@pytest.mark.parametrize("entry", ["", 'status = "dreamt"'])
def test_a_status_that_nobody_knows_is_told_by_the_validator(region: Region, entry: str) -> None:
    text = BY_STATUS + wind("a", *filter(None, [entry]))
    if entry:
        with pytest.raises(Exception, match="status"):
            chances(text, region)
    else:
        assert chances(text, region) == {"a": 0.2}


def test_a_scenario_can_be_taken_by_status_afterwards(region: Region) -> None:
    text = wind("a", 'status = "licensed"') + wind("b", "probability = 0.9") + wind("c")
    later = by_status(read_scenario('title = "T"\n' + text, "own.toml", region), region)
    asked = read_scenario('title = "T"\n' + BY_STATUS + text, "own.toml", region)
    assert [one.probability for one in later.projects] == [one.probability for one in asked.projects]
    assert by_status(later, region) == later
