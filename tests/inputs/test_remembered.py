"""What was put away comes back whole; anything else is refused by name, and nothing else happens."""

from __future__ import annotations

import json
from datetime import date

import pytest

from simulator import (
    InputError,
    Region,
    Result,
    load_region,
    load_scenario,
    load_weather,
    resolve,
    scenario_folder,
    simulate,
)
from simulator.inputs.remembered import LARGEST_BYTES, put_away, take_out
from simulator.premises import Horizon, Weather
from simulator.present.frames import followed_goals, followup_finding, moved_numbers, moved_table

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region()


@pytest.fixture(scope="module")
def result(region: Region) -> Result:
    scenario = load_scenario(scenario_folder() / "reference.toml", region).model_copy(
        update={"horizon": Horizon(first_year=2034, last_year=2035), "weather": Weather(count=1), "operation": "rule"}
    )
    weather = load_weather(scenario.weather)
    return simulate(scenario, resolve(region, scenario), region, weather)


def test_what_was_put_away_comes_back(region: Region, result: Result) -> None:
    then, scenario = take_out(put_away(result, DAY), "a.json", region)
    assert then.made == DAY
    assert scenario == result.scenario
    assert [(goal.id, goal.value, goal.status) for goal in then.goals] == [
        (goal.id, goal.value, goal.status) for goal in result.goals
    ]
    assert moved_numbers(then, result) == {}
    table = followed_goals(then, result, "en")
    assert len(table) == len(result.goals)
    assert set(table["Since then"]) == {"as before"}


def test_a_number_that_moved_and_a_goal_that_turned_stand_first(region: Region, result: Result) -> None:
    then, _ = take_out(put_away(result, DAY), "a.json", region)
    older = json.loads(then.model_dump_json())
    older["numbers"]["labour.displaced_share"] = [0.01, 0.02, 0.03]
    last = older["goals"][-1]
    last["status"] = "missed" if last["status"] == "reached" else "reached"
    then, _ = take_out(json.dumps(older).encode(), "a.json", region)
    moved = moved_numbers(then, result)
    assert list(moved) == ["labour.displaced_share"]
    assert moved_table(moved, result, region.book, "en")["Then"].tolist() == ["2%"]
    assert followed_goals(then, result, "en")["Since then"].iloc[0] in {"better", "worse"}
    assert "26 November 2026" in followup_finding(then, result, moved, "en")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"form": "another"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"form": "surplus follow-up 1", "made": "2026-01-01", "simulator": "0", "name": "a", "scenario": "x", '
        b'"goals": [], "numbers": {"a": [1, NaN, 2]}}',
        b" " * (LARGEST_BYTES + 1),
    ],
)
def test_another_file_is_refused(region: Region, content: bytes) -> None:
    with pytest.raises(InputError) as error:
        take_out(content, "a.json", region)
    assert all(problem.code in {"no_followup", "too_large"} for problem in error.value.problems)


def test_a_scenario_that_is_not_right_today_is_told_like_any_other(region: Region, result: Result) -> None:
    older = json.loads(put_away(result, DAY))
    older["scenario"] = 'title = "A"\nnonsense = 3\n'
    with pytest.raises(InputError, match="nonsense"):
        take_out(json.dumps(older).encode(), "a.json", region)
