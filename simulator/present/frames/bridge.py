"""The jobs bridge as rows that can be read aloud: from today's employed to those of the goal's year."""

from __future__ import annotations

from typing import Final

import pandas as pd

from simulator.present.text import fmt, text
from simulator.records import BRIDGE_STEPS, CASES, Result

LIMIT_WORDS: Final = {"moving": "bridge.moving_limit"}
CENTRAL: Final = CASES.index("central")


def bridge_rows(result: Result, language: str) -> pd.DataFrame:
    """List start, every step and the end of the jobs bridge.

    Returns
    -------
    DataFrame
        Columns id, name, low_persons, central_persons, high_persons, text, range_text; the first row plus all steps
        sum to the last row, in each case. A low case can hold the higher number of a step.
    """
    bridge = result.bridge
    columns = [
        ("start", bridge.start, bridge.first_year),
        *((step, bridge.steps[:, place], None) for place, step in enumerate(BRIDGE_STEPS)),
        ("end", bridge.end, bridge.last_year),
    ]
    rows = []
    for name, cases, year in columns:
        low, central, high = (float(value) for value in cases)
        signed = year is None
        ends = [fmt(value, "count", 0, language, signed=signed) for value in sorted((low, high))]
        rows.append(
            {
                "id": name,
                "name": text(f"bridge.{name}", language, **({} if year is None else {"year": year})),
                "low_persons": low,
                "central_persons": central,
                "high_persons": high,
                "text": fmt(central, "count", 0, language, signed=signed),
                "range_text": text("figure.low_high", language, low=ends[0], high=ends[1]),
            }
        )
    return pd.DataFrame(rows)


def bridge_table(result: Result, language: str) -> pd.DataFrame:
    """Write the bridge as a table of three columns: step, persons, range."""
    rows = bridge_rows(result, language)
    heads = {name: text(f"bridge.{name}", language) for name in ("step", "central", "range")}
    return pd.DataFrame(
        {heads["step"]: rows["name"], heads["central"]: rows["text"], heads["range"]: rows["range_text"]}
    )


def bridge_title(result: Result, language: str) -> str:
    """Name the two years that the bridge joins."""
    return text("bridge.title", language, first=result.bridge.first_year, last=result.bridge.last_year)


def what_limits(result: Result, language: str) -> str:
    """Say in one sentence what keeps jobs from being filled."""
    limit = result.bridge.limit
    return text(LIMIT_WORDS.get(limit, f"bridge.{limit}"), language)
