"""A scenario that was put away, held against today's data: its goals then and now, and the numbers that have moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from simulator.premises import Quantity, Range, Remembered
from simulator.present.frames.goals import value_written
from simulator.present.frames.register import number_name, written_number
from simulator.present.text import text, titled
from simulator.records import GoalCheck, Result

RANK: Final = ("not_stated", "missed", "close", "reached")


def followed_goals(then: Remembered, now: Result, language: str) -> pd.DataFrame:
    """List every goal then and now, those first whose status has changed.

    Returns
    -------
    DataFrame
        Four columns in the words of the language: goal, then, now, what has become of it; everything written out.
    """
    heads = [text(f"followup.{name}", language) for name in ("goal", "then", "now", "turn")]
    pairs = sorted(goal_pairs(then, now), key=lambda pair: _turn(*pair) == "same")
    rows = [
        [
            text(f"goal.{after.id}.name", language),
            *(f"{text(f'status.{one.status}.symbol', language)} {value_written(one, language)}" for one in pair),
            text(f"followup.{_turn(*pair)}", language),
        ]
        for pair in pairs
        for after in pair[1:]
    ]
    return pd.DataFrame(rows, columns=heads)


def followup_finding(then: Remembered, now: Result, moved: Mapping[str, Range], language: str) -> str:
    """Say in a sentence how many goals have turned and how many numbers have moved since."""
    turns = [_turn(*pair) for pair in goal_pairs(then, now)]
    day = text(
        "followup.day",
        language,
        day=then.made.day,
        month=text(f"month_long.{then.made.month}", language),
        year=then.made.year,
    )
    words = {"better": turns.count("better"), "worse": turns.count("worse"), "numbers": len(moved)}
    return text("followup.finding", language, day=day, title=titled(now.scenario.title, language), **words)


def moved_numbers(then: Remembered, now: Result) -> dict[str, Range]:
    """Return the numbers whose value or range is another today, as they were. [their units]"""
    today = now.assumptions.ranges
    return {name: Range(*one) for name, one in then.numbers.items() if name in today and Range(*one) != today[name]}


def moved_table(moved: Mapping[str, Range], now: Result, book: Mapping[str, Quantity], language: str) -> pd.DataFrame:
    """List the numbers that have moved: name, then, now; everything written out."""
    heads = [text(f"followup.{name}", language) for name in ("number", "then", "now")]
    rows = [
        [
            number_name(name, language),
            *(
                written_number(name, one.central, book[name].unit, language)
                for one in (before, now.assumptions.ranges[name])
            ),
        ]
        for name, before in moved.items()
        if name in book
    ]
    return pd.DataFrame(rows, columns=heads)


def goal_pairs(then: Remembered, now: Result) -> list[tuple[GoalCheck, GoalCheck]]:
    """Pair every goal that both know, as it was and as it is."""
    before = {goal.id: goal for goal in then.goals}
    return [
        (replace(goal, value=before[goal.id].value, status=before[goal.id].status), goal)
        for goal in now.goals
        if goal.id in before
    ]


def _turn(before: GoalCheck, after: GoalCheck) -> str:
    steps = RANK.index(after.status) - RANK.index(before.status)
    return "same" if steps == 0 else "better" if steps > 0 else "worse"
