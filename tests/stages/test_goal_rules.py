"""How a goal is decided: which years count, what is reached, close or missed, and how surely."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import triang

from simulator.premises import Apprentices, Goal, Milestones, Scenario
from simulator.records import Indicators
from simulator.stages.goals.checks import (
    chance,
    deciding_years,
    decisive_values,
    details,
    is_stated,
    judge,
    place_of,
    share_above,
)

YEARS = tuple(range(2030, 2036))
UNTIL = 2034


def goal(**changes: Any) -> Goal:
    stated: dict[str, Any] = {
        "id": "it",
        "group": "people",
        "kind": "measured",
        "indicator": "x",
        "baseline": 0.0,
        "target": 10.0,
        "unit": "1",
        "by": 2033,
        "better": "more",
        "over": "at",
    }
    return Goal(**(stated | changes))


def seen(values: Any, spread: Any = None) -> Indicators:
    """Return one indicator. shape (years, weather)"""
    table = np.array(values, dtype=float)
    return Indicators(years=YEARS[: len(table)], values={"x": table}, spread={} if spread is None else {"x": spread})


RISING = np.arange(6.0)[:, None] * 2 + np.array([0.0, 1.0])


# Which years ----------------------------------------------------------------


@pytest.mark.parametrize(("year", "place"), [(2020, 0), (2030, 0), (2031, 1), (2035, 5), (2036, 5), (2090, 5)])
def test_a_year_outside_the_horizon_counts_as_its_nearest_end(year: int, place: int) -> None:
    assert place_of(year, YEARS) == place


@pytest.mark.parametrize(
    ("changes", "first", "end"),
    [
        ({"over": "at", "by": 2033}, 3, 4),
        ({"over": "at", "by": 2040}, 5, 6),
        ({"over": "at", "by": None}, 5, 6),
        ({"over": "every"}, 0, 6),
        ({"over": "mean"}, 1, 5),
    ],
)
def test_the_years_that_decide(changes: dict[str, Any], first: int, end: int) -> None:
    assert deciding_years(goal(**changes), YEARS, UNTIL) == slice(first, end)


def test_a_mean_over_one_year_is_that_year() -> None:
    assert deciding_years(goal(over="mean"), (2030,), UNTIL) == slice(0, 1)
    assert decisive_values(goal(over="mean"), seen([[4.0, 5.0]]), UNTIL).tolist() == [4.0, 5.0]


@pytest.mark.parametrize("until", [2000, 2029, 2030, 2031])
def test_a_horizon_that_begins_when_the_strategy_ends_is_judged_by_its_second_year(until: int) -> None:
    about = goal(over="mean")
    assert deciding_years(about, YEARS, until) == slice(1, 2)
    assert decisive_values(about, seen(RISING), until).tolist() == [2.0, 3.0]
    assert dict(details(about, seen(RISING), 2.5, until))["years"] == 1.0


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"over": "at"}, [6.0, 7.0]),
        ({"over": "every", "better": "more"}, [0.0, 1.0]),
        ({"over": "every", "better": "less"}, [10.0, 11.0]),
        ({"over": "mean"}, [5.0, 6.0]),
    ],
)
def test_what_decides_in_each_weather_year(changes: dict[str, Any], values: list[float]) -> None:
    assert decisive_values(goal(**changes), seen(RISING), UNTIL).tolist() == values


# What is reached ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "changes", "status"),
    [
        (10.0, {}, "reached"),
        (9.999, {}, "close"),
        (9.0, {}, "close"),
        (8.999, {}, "missed"),
        (10.0, {"better": "less"}, "reached"),
        (10.001, {"better": "less"}, "close"),
        (19.0, {"baseline": 5.0, "target": 20.0}, "close"),
        (18.499, {"baseline": 5.0, "target": 20.0}, "missed"),
        (18.5, {"baseline": 5.0, "target": 20.0}, "close"),
        (11.0, {"better": "less", "baseline": 20.0}, "close"),
        (11.001, {"better": "less", "baseline": 20.0}, "missed"),
        (9.5, {"kind": "milestone"}, "missed"),
        (9.5, {"baseline": 10.0}, "missed"),
    ],
)
def test_a_goal_is_close_from_nine_tenths_of_the_way(value: float, changes: dict[str, Any], status: str) -> None:
    assert judge(value, goal(**changes), 0.9) == status


# How surely ----------------------------------------------------------------


@given(
    st.lists(st.floats(-50, 50), min_size=3, max_size=3, unique=True).map(sorted).filter(lambda t: t[2] - t[0] > 0.1),
    st.floats(-60, 60),
)
def test_the_share_above_is_that_of_the_triangle(ends: list[float], target: float) -> None:
    low, mode, high = ends
    found = share_above(target, np.array([low]), mode=np.array([mode]), high=np.array([high]))
    wanted = triang.sf(target, (mode - low) / (high - low), loc=low, scale=high - low)
    assert float(found[0]) == pytest.approx(float(wanted), abs=1e-9)


@pytest.mark.parametrize(("target", "share"), [(4.0, 1.0), (5.0, 1.0), (5.001, 0.0)])
def test_a_certain_value_is_above_or_not(target: float, share: float) -> None:
    five = np.array([5.0])
    assert share_above(target, five, mode=five, high=five).tolist() == [share]


@pytest.mark.parametrize(
    ("mode", "target", "share"), [(0.0, 0.0, 1.0), (0.0, 5.0, 0.25), (10.0, 5.0, 0.75), (10.0, 10.0, 0.0)]
)
def test_a_triangle_may_lean_on_either_end(mode: float, target: float, share: float) -> None:
    ends = {"low": np.array([0.0]), "mode": np.array([mode]), "high": np.array([10.0])}
    assert share_above(target, **ends).tolist() == [share]


def test_each_weather_year_counts_with_its_part_of_the_triangle() -> None:
    low, central, high = (np.full((6, 2), value) for value in (0.0, 5.0, 10.0))
    shifted = np.stack([low, central, high]) + np.array([0.0, 10.0])
    cases = seen(central, shifted)
    assert chance(goal(target=5.0), cases, UNTIL) == pytest.approx((0.5 + 1.0) / 2)
    assert chance(goal(target=2.5), cases, UNTIL) == pytest.approx((0.875 + 1.0) / 2)
    assert chance(goal(target=2.5, better="less"), cases, UNTIL) == pytest.approx((0.125 + 0.0) / 2)


def test_what_a_scenario_takes_for_granted_has_no_chance() -> None:
    sure, unsure = seen(np.full((6, 4), 12.0)), seen(np.full((6, 4), [12.0, 12.0, 8.0, 12.0]))
    assert chance(goal(kind="milestone"), sure, UNTIL) is None
    assert chance(goal(kind="milestone"), seen(np.zeros((6, 4))), UNTIL) is None
    assert chance(goal(kind="milestone"), unsure, UNTIL) == 0.75
    assert chance(goal(), sure, UNTIL) == 1.0
    assert chance(goal(), unsure, UNTIL) == 0.75


# What is said ----------------------------------------------------------------


def named(**values: Any) -> Indicators:
    return Indicators(years=YEARS, values={name: np.array(table) for name, table in values.items()}, spread={})


def test_a_milestone_is_stated_by_its_year() -> None:
    said, silent = (Scenario(title="a", milestones=Milestones(airport=year)) for year in (2030, None))
    assert is_stated(goal(indicator="milestone_airport"), said, named())
    assert not is_stated(goal(indicator="milestone_airport"), silent, named())
    assert not is_stated(goal(indicator="milestone_transmission"), said, named())


def test_apprentices_are_stated_or_come_with_new_jobs() -> None:
    nobody, some = named(apprentice_growth_share=[[0.0]]), named(apprentice_growth_share=[[0.0], [0.1]])
    said = Scenario(title="a", apprentices=Apprentices(added_persons_per_year=1.0))
    about = goal(indicator="apprentice_growth_share")
    assert not is_stated(about, Scenario(title="a"), nobody)
    assert is_stated(about, Scenario(title="a"), some)
    assert is_stated(about, said, nobody)


def test_a_share_of_new_jobs_says_nothing_where_there_are_none_in_the_end() -> None:
    about, other = goal(indicator="recruited_share"), goal(indicator="x")
    early, late = ([[5.0], [0.0]], [[0.0], [5.0]])
    assert not is_stated(about, Scenario(title="a"), named(jobs_direct_persons=early))
    assert is_stated(about, Scenario(title="a"), named(jobs_direct_persons=late))
    assert is_stated(other, Scenario(title="a"), named(jobs_direct_persons=early))


def test_the_sentence_gets_its_figures() -> None:
    table = seen(RISING - 4)  # means -3.5, -1.5, 0.5, 2.5, 4.5, 6.5
    found = dict(details(goal(target=1.0), table, 2.5, UNTIL))
    assert found == {"value": 2.5, "target": 1.0, "gap": -1.5, "by": 2033.0, "seen_year": 2033.0}
    found = dict(details(goal(target=1.0, over="mean", by=2050), table, 2.5, UNTIL))
    assert (found["by"], found["seen_year"]) == (2050.0, 2035.0)
    assert (found["years_met"], found["years"], found["worst_year"]) == (2.0, 4.0, 2031.0)
    found = dict(details(goal(target=1.0, over="every", better="less", by=None), table, 2.5, UNTIL))
    assert "by" not in found
    assert (found["years_met"], found["years"], found["worst_year"]) == (3.0, 6.0, 2035.0)


def test_figures_beside_stand_in_the_sentence() -> None:
    both = named(participation_share=RISING, participation_15_74_share=RISING / 2)
    found = dict(details(goal(indicator="participation_share"), both, 6.5, UNTIL))
    assert found["other"] == 3.25
