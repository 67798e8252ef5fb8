"""Why plants with a reservoir run as they do, day by day: read from price, worth of water, filling and lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from simulator.hours import DAYS_PER_WEEK, HOURS_PER_DAY
from simulator.present.frames.hours import date
from simulator.present.frames.week_causes import FULL_SHARE, UNSERVED_MW
from simulator.present.text import figure, text
from simulator.records import SOURCES_OF_POWER, HourDigest

NEARLY_FULL: Final = 0.98
NEARLY_EMPTY: Final = 0.02  # of what fits, above what no reservoir goes below
MOST_OF_A_DAY: Final = 18
HALF_A_DAY: Final = 12
NO_BREAK: Final = "\u00a0"


def reasons(digest: HourDigest, weather: int, first_day: int, language: str) -> pd.DataFrame:
    """Say for each day of a week what the plants with a reservoir deliver, and why.

    Returns
    -------
    DataFrame
        Columns day, date, mw (mean of the day), price_eur_mwh, water_value_eur_mwh (NaN where they go by none),
        reason (of `reason_of`), said (in words). 7 rows.
    """
    rows = []
    for day in range(first_day, first_day + DAYS_PER_WEEK):
        hours = slice(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY)
        price, worth = digest.reservoir_price_eur_mwh[weather, hours], digest.water_value_eur_mwh[weather, day]
        counted = {
            "dear": int((price > worth).sum()),
            "cheap": int((price <= worth).sum()),
            "full": int((digest.loading_share[weather, 1, hours] >= FULL_SHARE).sum()),
            "short": int((digest.unserved_mw[weather, hours] > UNSERVED_MW).sum()),
        }
        filling = float(digest.reservoir_share[weather, day])
        reason = reason_of(counted, filling, digest.lowest_share, by_value=bool(np.isfinite(worth)))
        made = digest.production_mw[weather, SOURCES_OF_POWER.index("reservoir"), hours]
        rows.append(
            {
                "day": day,
                "date": date(day, language).replace(" ", NO_BREAK),  # "11. " would begin a list
                "mw": float(made.mean(dtype=float)),
                "price_eur_mwh": float(price.mean(dtype=float)),
                "water_value_eur_mwh": float(worth),
                "reason": reason,
                "said": text(f"dispatch_reason.{reason}", language, **counted),
            }
        )
    return pd.DataFrame(rows)


def reason_of(hours: Mapping[str, int], filling_share: float, lowest_share: float, *, by_value: bool) -> str:
    """Return the first reason that holds, what leaves no choice before what is chosen.

    Parameters
    ----------
    hours : mapping of str to int
        Of a day: in which somebody goes without (``short``), power is dearer than water (``dear``), an exchange point
        can send out no more (``full``). [hours]
    filling_share, lowest_share : float
        How full the reservoirs are, and what they may not go below. [share]
    by_value : bool
        Whether operators go by the worth of water.

    Returns
    -------
    str
        ``short``, ``spilling``, ``empty``, ``curve``, ``blocked``, ``dear``, ``cheap`` or ``mixed``

    Examples
    --------
    >>> reason_of({"short": 0, "dear": 20, "full": 0}, 0.6, 0.1, by_value=True)
    'dear'
    >>> reason_of({"short": 0, "dear": 20, "full": 0}, 0.99, 0.1, by_value=True)
    'spilling'
    """
    first = {
        "short": hours["short"] > 0,
        "spilling": filling_share >= NEARLY_FULL,
        "empty": filling_share <= lowest_share + NEARLY_EMPTY,
        "curve": not by_value,
        "blocked": hours["dear"] >= HALF_A_DAY and hours["full"] >= HALF_A_DAY,
        "dear": hours["dear"] >= MOST_OF_A_DAY,
        "cheap": hours["dear"] <= HOURS_PER_DAY - MOST_OF_A_DAY,
    }
    return next((name for name, holds in first.items() if holds), "mixed")


def reasons_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the reasons out as a table: day, power, price, worth of water, why."""
    columns = {
        "day": rows["date"],
        "mw": [figure(mw, 0, language) for mw in rows["mw"]],
        "price": [figure(price, 0, language) for price in rows["price_eur_mwh"]],
        "worth": ["–" if np.isnan(worth) else figure(worth, 0, language) for worth in rows["water_value_eur_mwh"]],
        "why": rows["said"],
    }
    return pd.DataFrame({text(f"dispatch_reason.column_{name}", language): values for name, values in columns.items()})
