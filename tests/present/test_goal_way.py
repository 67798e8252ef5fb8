"""The way to a goal: the figures of the core year by year, the goal where it lies, and words that agree with both."""

from __future__ import annotations

import pytest

from simulator import Region
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.text import fmt, text

SHOWN = ("new_production", "employment_2035", "participation_2035", "jobs_per_year", "owned_projects")


@pytest.mark.parametrize("name", SHOWN)
def test_every_year_stands_as_the_core_gives_it(strategy: Seen, view: View, region: Region, name: str) -> None:
    goal = next(goal for goal in region.goals if goal.id == name)
    rows = frames.goal_way(strategy.result, goal, view.language)
    size = 100 if goal.unit == "1" else 1
    assert list(rows["year"]) == list(strategy.result.ledger.years)
    middle = strategy.indicator(goal.indicator).mean(axis=1)
    assert list(rows["value"]) == pytest.approx(list(size * middle))
    assert set(rows["target"]) == {size * goal.target}
    assert (rows["low"] <= rows["high"] + 1e-9).all()
    ranges = strategy.result.indicators.spread.get(goal.indicator)
    if ranges is not None:
        assert list(rows["high"]) == pytest.approx(list(size * ranges[2].mean(axis=1)))


def test_the_goals_own_year_carries_the_figure_and_the_words_say_the_same(
    strategy: Seen, view: View, region: Region
) -> None:
    goal = next(goal for goal in region.goals if goal.id == "new_production")
    check = next(check for check in strategy.result.goals if check.id == goal.id)
    rows = frames.goal_way(strategy.result, goal, view.language)
    assert list(rows.loc[rows["value_label"] != "", "year"]) == [goal.by]
    value = fmt(check.value or 0.0, goal.unit, None, view.language)
    assert list(rows.loc[rows["value_label"] != "", "value_label"]) == [value]
    said = sentences.alt_goal_way(rows, check, view.language)
    for words in (text(f"goal.{goal.id}.name", view.language), value, str(goal.by), str(check.first_met or "")):
        assert words in said
    assert frames.goal_way_table(rows, view.language).iloc[:, 1].tolist() == rows["printed"].tolist()


def test_a_goal_met_in_no_year_is_said_so(reference: Seen, view: View, region: Region) -> None:
    goal = next(goal for goal in region.goals if goal.id == "new_production")
    check = next(check for check in reference.result.goals if check.id == goal.id)
    said = sentences.alt_goal_way(frames.goal_way(reference.result, goal, view.language), check, view.language)
    assert text("goals.way_never", view.language) in said
