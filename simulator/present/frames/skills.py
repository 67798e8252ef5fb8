"""Jobs and people by schooling, and apprentices, written out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulator.premises import LEVELS
from simulator.present.frames.income import written_range
from simulator.present.text import fmt, text
from simulator.records import CASES, Result


def skills_table(result: Result, language: str) -> pd.DataFrame:
    """Write jobs offered, filled and lacking by schooling in the last year of the jobs bridge.

    Returns
    -------
    DataFrame
        Four columns with written heads: schooling, jobs that ask for it, people with it who fill a job, lacking.
    """
    skills, year = result.skills, result.bridge.last_year
    at = result.labour.years.index(year)
    columns = {text("skills.level", language): [text(f"skills.{level}", language) for level in LEVELS]}
    for name in ("needed", "filled", "lacking"):
        cases = getattr(skills, f"{name}_persons")[:, :, at].mean(axis=-1)
        columns[text(f"skills.{name}_in", language, year=year)] = [
            written_range([float(one) for one in level], 0, language) for level in cases
        ]
    return pd.DataFrame(columns)


def apprentices(result: Result, language: str) -> str:
    """Say how many new apprentice contracts there are a year, against today's."""
    central, year = CASES.index("central"), result.bridge.last_year
    at = result.labour.years.index(year)
    today = float(result.skills.apprentices_today_persons[central])
    then = float(np.mean(result.skills.apprentices_persons[central, at]))
    written = {name: fmt(value, "count", 0, language) for name, value in (("today", today), ("then", then))}
    return text("skills.apprentices", language, year=year, **written)
