"""The way to a goal: what a scenario gives year by year, and where the goal lies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulator.premises import Goal
from simulator.present.frames.slices import HIGH_PERCENTILE, LOW_PERCENTILE
from simulator.present.text import CENT, fmt, text
from simulator.records import Result

SHARES = ("1", "share")


def goal_way(result: Result, goal: Goal, language: str) -> pd.DataFrame:
    """List what a scenario gives towards a goal, year by year.

    Parameters
    ----------
    result : Result
    goal : Goal
        Not a matter of yes or no.
    language : str

    Returns
    -------
    DataFrame
        One row per year. Columns year; value (mean over weather years), low and high (range of the figure itself where
        it has one, else eight of ten weather years) and target, in the goal's unit, shares in per cent; printed,
        printed_low, printed_high, printed_target; value_label in the year of the goal, or in the last; target_label in
        the first.
    """
    indicators, name = result.indicators, goal.indicator
    values, ranges = indicators.values[name], indicators.spread.get(name)  # noqa: PD011 - no frame
    if ranges is None:
        low, high = np.percentile(values, [LOW_PERCENTILE, HIGH_PERCENTILE], axis=1)
    else:
        low, high = ranges[0].mean(axis=1), ranges[-1].mean(axis=1)
    size, years = CENT if goal.unit in SHARES else 1.0, np.array(result.ledger.years)
    columns = {"value": values.mean(axis=1), "low": low, "high": high}
    rows = pd.DataFrame({"year": years, **{name: size * column for name, column in columns.items()}})
    printed = {name: [written(goal, number, language) for number in column] for name, column in columns.items()}
    said = years == (goal.by if goal.by in years else years[-1])
    target = written(goal, goal.target, language)
    label = text("goals.way_target", language, target=target)
    return rows.assign(
        target=size * goal.target,
        printed=printed["value"],
        printed_low=printed["low"],
        printed_high=printed["high"],
        printed_target=target,
        value_label=np.where(said, printed["value"], ""),
        target_label=np.where(years == years[0], label, ""),
    )


def written(goal: Goal, number: float, language: str) -> str:
    """Write a figure of a goal with its unit."""
    unit = "share" if goal.unit in SHARES else "jobs" if goal.unit == "jobs/year" else goal.unit
    return fmt(float(number), unit, None, language)


def goal_way_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the way out as a table: year, what the scenario gives, from, to."""
    heads = {"year": "year", "printed": "value", "printed_low": "low", "printed_high": "high"}
    shown = rows[list(heads)].astype(str)
    return shown.rename(columns={name: text(f"goals.way_{head}", language) for name, head in heads.items()})
