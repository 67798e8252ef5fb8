"""What closes the gap to a goal: the least that does, a step less does not; in a made-up world and in the real one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, Scenario, load_levers, load_region, load_weather, resolve, simulate
from simulator.cli import main
from simulator.premises import Goal, Horizon, Weather
from simulator.questions.closing import decided_horizon, gap, ways_to
from simulator.questions.levers import moved
from simulator.recall import Recall

REGION = load_region()
LEVERS = {lever.id: lever for lever in load_levers(REGION)}
EMPTY = Scenario(title="Tom", operation="rule", weather=Weather(count=2))
GOALS = {goal.id: goal for goal in REGION.goals}

SHORT = """
title = "Kort"
operation = "rule"
horizon = { first_year = 2029, last_year = 2030 }
weather = { count = 1 }
"""


def made_up(better: str) -> Goal:
    return Goal(
        id="it",
        group="people",
        kind="measured",
        indicator="x",
        baseline=0.0,
        target=10.0,
        unit="1",
        by=2035,
        better="more" if better == "more" else "less",
        over="at",
    )


def answering(value: Any) -> Any:
    """Return what answers every scenario with a figure of its MW of wind and of its new homes."""

    def evaluate(scenario: Scenario) -> Any:
        mw = sum(one.full_mw for one in scenario.projects)
        return SimpleNamespace(goals=[SimpleNamespace(id="it", value=value(mw, scenario.new_homes_per_year or 0.0))])

    return evaluate


@settings(deadline=None)
@given(per_mw=st.floats(0.001, 4), bend=st.floats(0.3, 3))
def test_the_least_reaches_the_goal_and_a_step_less_does_not(per_mw: float, bend: float) -> None:
    """Straight or bent: what more of it gives need not be in proportion."""

    def value(mw: float, _homes: float) -> float:
        return float(per_mw * mw**bend)

    wind = LEVERS["wind"]
    (way,) = ways_to(made_up("more"), EMPTY, [wind], region=REGION, evaluate=answering(value))
    if way.least is None:
        assert value(wind.high, 0) < made_up("more").target
        assert way.closed_share == pytest.approx(value(wind.high, 0) / 10)
    else:
        assert value(way.least, 0) >= 10 > value(way.least - wind.step, 0)


def test_less_is_tried_where_more_does_not_help() -> None:
    """Homes stand at 100; a goal that falls with them asks for fewer."""
    scenario = EMPTY.model_copy(update={"new_homes_per_year": 100.0})
    (way,) = ways_to(
        made_up("more"),
        scenario,
        [LEVERS["new_homes"]],
        region=REGION,
        evaluate=answering(lambda _mw, homes: 20 - homes / 5),
    )
    assert (way.start, way.end, way.least) == (100.0, 0.0, 50.0)


def test_a_lever_that_does_nothing_is_told_apart() -> None:
    (way,) = ways_to(
        made_up("more"), EMPTY, [LEVERS["solar"]], region=REGION, evaluate=answering(lambda _mw, _homes: 4.0)
    )
    assert (way.least, way.closed_share, way.end) == (None, 0.0, way.start)


def test_a_goal_to_stay_below_is_closed_downwards() -> None:
    assert gap(answering(lambda *_: 12.0)(EMPTY), made_up("less")) == 2.0
    assert gap(answering(lambda *_: 12.0)(EMPTY), made_up("more")) == -2.0


def test_a_figure_that_is_not_stated_is_the_whole_way_off() -> None:
    assert gap(answering(lambda *_: None)(EMPTY), made_up("more")) == 10.0


def test_a_goal_that_is_met_needs_no_way() -> None:
    with pytest.raises(ValueError, match="met as it is"):
        list(ways_to(made_up("more"), EMPTY, [], region=REGION, evaluate=answering(lambda *_: 11.0)))


def test_the_horizon_ends_where_the_goal_is_decided() -> None:
    assert decided_horizon(GOALS["food_jobs_2030"], EMPTY, REGION).last_year == 2030
    assert decided_horizon(GOALS["jobs_per_year"], EMPTY, REGION).last_year == 2035
    assert decided_horizon(GOALS["power_surplus"], EMPTY, REGION) == EMPTY.horizon


def test_the_real_region_says_how_much_food_industry_the_food_goal_takes(region: Region) -> None:
    goal = GOALS["food_jobs_2030"]
    scenario = EMPTY.model_copy(update={"horizon": Horizon(first_year=2028, last_year=2030)})
    weather, recall = load_weather(scenario.weather), Recall()

    def evaluate(one: Scenario) -> Any:
        return simulate(one, resolve(region, one), region, weather, recall=recall)

    (way,) = ways_to(goal, scenario, [LEVERS["food"]], region=region, evaluate=evaluate)
    assert way.least is not None
    for value, met in ((way.least, True), (way.least - LEVERS["food"].step, False)):
        after = moved(LEVERS["food"], scenario, value, region=region, title="food")
        assert (gap(evaluate(after), goal) <= 0) is met


@pytest.fixture(scope="module")
def region() -> Region:
    return REGION


def test_the_command_refuses_a_milestone_and_an_unknown_goal(capsys: pytest.CaptureFixture[str]) -> None:
    for goal in ("airport", "employmnt_2035"):
        assert main(["ways", "reference", "--goal", goal, "--language", "en"]) == 2
    assert "did you mean employment_2035?" in capsys.readouterr().err


def test_the_command_says_what_each_lever_does(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "short.toml"
    file.write_text(
        'title = "K"\noperation = "rule"\nhorizon = { first_year = 2029, last_year = 2030 }\nweather = { count = 1 }\n'
    )
    assert main(["ways", str(file), "--goal", "food_jobs_2030", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "is enough alone" in said
    assert main(["ways", str(file), "--goal", "power_surplus", "--language", "en"]) == 0
    assert "is reached as the scenario stands" in capsys.readouterr().out
