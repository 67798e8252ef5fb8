"""An own hourly curve as tidy tables: in parts of its highest hour, which the model takes for full power."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.hours import DAYS_PER_YEAR, HOURS_PER_DAY, MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.present.frames.hours import by_day
from simulator.present.text import figure, text

DECIMALS: Final = 2


def own_load(values: Sequence[float], language: str) -> pd.DataFrame:
    """List every day of a curve with its lowest hour, mean and highest hour.

    Parameters
    ----------
    values : sequence of float
        One per hour, the highest above 0.
    language : str

    Returns
    -------
    DataFrame
        Columns day, time_ms, date, low_share, mean_share, high_share. 365 rows.
    """
    hourly = (np.asarray(values) / max(values)).reshape(DAYS_PER_YEAR, HOURS_PER_DAY)
    return by_day(hourly, "share", language)


def own_load_table(values: Sequence[float], language: str) -> pd.DataFrame:
    """List least, mean and highest of every month, as the file has them."""
    hourly = np.asarray(values)
    rows = []
    for month in range(MONTHS_PER_YEAR):
        hours = hourly[month == MONTH_OF_HOUR]
        shown = (figure(float(one), DECIMALS, language) for one in (hours.min(), hours.mean(), hours.max()))
        rows.append([text(f"month_long.{month + 1}", language), *shown])
    heads = [text(f"curve.{head}", language) for head in ("month", "least", "mean", "highest")]
    return pd.DataFrame(rows, columns=heads)
