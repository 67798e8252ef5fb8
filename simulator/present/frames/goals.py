"""The goals of the strategy as rows that can be read aloud."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import Final

import pandas as pd

from simulator.premises import GOAL_GROUPS
from simulator.present.frames.register import number_name
from simulator.present.text import fmt, known, text
from simulator.records import GoalCheck, Result

STATUSES: Final = ("reached", "close", "missed", "not_stated")
DISAGREEING: Final = ("employment_2035", "jobs_per_year")
BARE: Final = ("by", "seen_year", "worst_year", "years_met", "years")
UNIT_IN_SENTENCE: Final = MappingProxyType({"share": "share", "GWh": "GWh", "GWh/year": "GWh"})
SHARE: Final = "1"
COUNTED: Final = ("establishments", "areas", "projects")
FULL_BAR: Final = 1.25
ONE_IN_A_HUNDRED: Final = 0.01
MOST_NAMED: Final = 4


def goals(result: Result, language: str) -> pd.DataFrame:
    """List every goal with its status, figures and one sentence.

    Returns
    -------
    DataFrame
        Columns id, group, status, symbol, status_name, name, value, target, by, gap, when, chance_share, chance,
        sentence, evidence, bar (value over target, at most `FULL_BAR`; empty where a bar says nothing); figures are
        written out.
    """
    inside = sorted(result.goals, key=lambda goal: GOAL_GROUPS.index(goal.group))  # within a group as in the table
    return pd.DataFrame([_row(goal, language) for goal in inside])


def _row(goal: GoalCheck, language: str) -> dict[str, object]:
    return {
        "id": goal.id,
        "group": goal.group,
        "status": goal.status,
        "symbol": text(f"status.{goal.status}.symbol", language),
        "status_name": text(f"status.{goal.status}.name", language),
        "name": text(f"goal.{goal.id}.name", language),
        "value": value_written(goal, language),
        "target": _target(goal, language),
        "by": _by(goal, language),
        "gap": _gap(goal, language),
        "when": _when(goal, language),
        "chance_share": goal.probability,
        "chance": chance(goal, language),
        "sentence": text(f"goal.{goal.reason}", language, **_written(goal, language)),
        "evidence": _evidence(goal, language),
        "bar": _bar(goal),
    }


def _evidence(goal: GoalCheck, language: str) -> str:
    """Say how sure the figure is and what it stands on, the first few by name."""
    sources = goal.evidence.sources
    named = [_source(source, language) for source in sources[:MOST_NAMED]]
    more = len(sources) - len(named)
    rest = [text("goals.more_sources", language, count=more)] if more else []
    word = text(f"confidence.{goal.evidence.confidence}", language).lower()
    return text("goals.evidence", language, word=word, sources="; ".join([*named, *rest]))


def _source(source: str, language: str) -> str:
    """Name a number, a table or what the scenario states."""
    key = f"evidence.{source.removesuffix('.csv')}"
    return text(key, language) if known(key, language) else number_name(source, language)


def chance(goal: GoalCheck, language: str) -> str:
    """Write how surely a goal is met; a small chance is not written as none."""
    if goal.probability is None:
        return "–" if goal.value is None else text("goals.granted", language)
    if 0 < goal.probability < ONE_IN_A_HUNDRED:
        return text("goals.below", language, share=fmt(ONE_IN_A_HUNDRED, "share", None, language))
    return fmt(goal.probability, "share", None, language)


def is_milestone(goal: GoalCheck) -> bool:
    """Tell whether a goal is a matter of yes or no."""
    return goal.unit == SHARE and goal.kind != "measured"


def _unit(goal: GoalCheck) -> str:
    return "share" if goal.unit == SHARE else goal.unit


def value_written(goal: GoalCheck, language: str) -> str:
    """Write what a scenario gives for a goal, with its unit."""
    if goal.value is None:
        return text("goals.unknown", language)
    if is_milestone(goal):
        return text("goals.as_planned" if goal.status == "reached" else "goals.not_yet", language)
    return fmt(goal.value, _unit(goal), _digits(goal.value, goal), language)


def _digits(number: float, goal: GoalCheck) -> int | None:
    """Return one decimal for half a project: what is uncertain counts with its chance."""
    return 1 if goal.unit in COUNTED and not number.is_integer() else None


def _target(goal: GoalCheck, language: str) -> str:
    if is_milestone(goal):
        return text("goals.as_planned", language)
    unit = "jobs" if goal.unit == "jobs/year" else _unit(goal)
    written = fmt(goal.target, unit, None, language)
    return written if goal.target > 0 else text("goals.at_least", language, target=written)


def _gap(goal: GoalCheck, language: str) -> str:
    """Write what is missing to the target; a dash where nothing is, or where it is a matter of yes or no."""
    missing = dict(goal.details).get("gap", 0.0)
    if goal.value is None or goal.status == "reached" or is_milestone(goal) or missing <= 0:
        return "–"
    unit = "jobs" if goal.unit == "jobs/year" else _unit(goal)
    return fmt(missing, "points" if unit == "share" else unit, _digits(missing, goal), language)


def _when(goal: GoalCheck, language: str) -> str:
    """Say from which year on the figure meets the target, and when it ceases to."""
    if goal.first_met is None:
        return ""
    said = text("goals.first_met", language, year=goal.first_met)
    return f"{said}, {text('goals.first_broken', language, year=goal.first_broken)}" if goal.first_broken else said


def _by(goal: GoalCheck, language: str) -> str:
    if goal.by is not None:
        return text("goals.by", language, year=goal.by)
    every_year = any(name == "years_met" for name, _ in goal.details)
    return text("goals.always" if every_year else "goals.no_year", language)


def _bar(goal: GoalCheck) -> str:
    way = goal.target - goal.baseline
    if goal.value is None or is_milestone(goal) or way <= 0:
        return ""
    return f"{min(max((goal.value - goal.baseline) / way, 0.0), FULL_BAR):.3f}"


def _written(goal: GoalCheck, language: str) -> dict[str, str]:
    """Write the details of a goal for its sentence, which says itself what is counted."""
    unit = UNIT_IN_SENTENCE.get(_unit(goal), "count")
    gap_unit = "points" if unit == "share" else unit
    return {
        name: f"{number:.0f}"
        if name in BARE
        else fmt(number, gap_unit if name == "gap" else unit, _digits(number, goal), language)
        for name, number in goal.details
    }


def status_counts(result: Result) -> dict[str, int]:
    """Count the goals of each status."""
    found = Counter(goal.status for goal in result.goals)
    return {status: found[status] for status in STATUSES}


def disagreement(result: Result, language: str) -> str:
    """Say how the two goals for work differ, in figures of the strategy itself."""
    needed = result.people_needed
    if needed is None:
        return ""
    persons = {
        "now": needed.employed,
        "target": needed.target,
        "a_year": needed.jobs_per_year,
        "jobs_a_year": needed.yearly_goal,
        "would_be": needed.would_be,
        "working_age": needed.working_age_now,
        "still": needed.working_age_still,
        "people_a_year": needed.gap_persons_per_year,
        "workers": needed.in_migrant_workers,
        "workers_yearly": needed.in_migrant_workers_at_yearly_goal,
    }
    written = {name: fmt(number, "count", None, language) for name, number in persons.items()}
    return text("goals.disagree", language, by=needed.by, counted=needed.counted, **written)
