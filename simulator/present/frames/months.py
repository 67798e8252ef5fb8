"""Months as tidy tables: what is made and used, and the printed figures that add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from simulator.hours import MONTHS_PER_YEAR
from simulator.present.frames.slices import HIGH_PERCENTILE, LOW_PERCENTILE, Floats, Seen, View
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure, text
from simulator.stages.consumption import ESTABLISHMENTS
from simulator.stages.indicators import MWH_PER_GWH

MONTHS: Final = tuple(range(1, MONTHS_PER_YEAR + 1))
ENDS: Final = (LOW_PERCENTILE, HIGH_PERCENTILE)
MonthRow = dict[str, Any]


def months(seen: Seen, view: View) -> pd.DataFrame:
    """List production and consumption month by month.

    Returns
    -------
    DataFrame
        Columns month, label, part, name, gwh, low_gwh, high_gwh, surplus_gwh, printed_surplus_gwh, printed_gwh, text;
        three parts of twelve rows. What is printed of a month adds up.
    """
    ledger = seen.result.ledger
    made = seen.of_year(ledger.production_mwh, view.year).sum(axis=1) / MWH_PER_GWH
    used = seen.of_year(ledger.consumption_mwh, view.year) / MWH_PER_GWH
    own = ledger.groups.index(ESTABLISHMENTS)
    parts = {
        "months_today": used.sum(axis=1) - used[:, own],
        "months_establishments": used[:, own],
        "months_production": made,
    }
    spreads = {part: (values.mean(axis=0), *np.percentile(values, ENDS, axis=0)) for part, values in parts.items()}
    rows: list[MonthRow] = []
    for month in MONTHS:
        block = [_month_row(month, part, spread, view.language) for part, spread in spreads.items()]
        rows += _printed_month(block, view.language)
    rows.sort(key=lambda row: list(parts).index(row["part"]))
    return pd.DataFrame({name: [row[name] for row in rows] for name in rows[0]})


def _printed_month(block: list[MonthRow], language: str) -> list[MonthRow]:
    """Give the rows of one month what is printed: production minus consumption is the printed surplus, exactly."""
    signed = [row["gwh"] if row["part"] == "months_production" else -row["gwh"] for row in block]
    surplus = sum(signed)
    whole = round(surplus, 1) + 0.0
    return [
        row
        | {
            "surplus_gwh": surplus,
            "printed_surplus_gwh": whole,
            "printed_gwh": abs(gwh),
            "text": figure(abs(gwh), 1, language),
        }
        for row, gwh in zip(block, rounded_parts(signed, whole, 1), strict=True)
    ]


def _month_row(month: int, part: str, spread: Sequence[Floats], language: str) -> MonthRow:
    mean, low, high = (float(values[month - 1]) for values in spread)
    return {
        "month": month,
        "label": text(f"month.{month}", language),
        "part": part,
        "name": text(f"chart.{part}", language),
        "gwh": mean,
        "low_gwh": low,
        "high_gwh": high,
    }


def month_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Lay the months out as they are printed, one row each.

    Returns
    -------
    DataFrame
        Columns production, below, above, consumption, establishments, surplus, rounded to a tenth. [GWh]
    """
    part = rows["part"].to_numpy()
    made, today, own = (part == f"months_{name}" for name in ("production", "today", "establishments"))
    printed = rows["printed_gwh"].to_numpy()
    columns = {
        "production": printed[made],
        "below": rows["low_gwh"].to_numpy()[made].round(1),
        "above": rows["high_gwh"].to_numpy()[made].round(1),
        "consumption": printed[today],
        "establishments": printed[own],
        "surplus": rows["printed_surplus_gwh"].to_numpy()[made],
    }
    return pd.DataFrame(columns, index=pd.Index(MONTHS, name="month"))


def month_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the months out as a table: production with its range, consumption, surplus. [GWh]"""
    written = {
        text(f"table.{name}", language): [figure(gwh, 1, language) for gwh in column]
        for name, column in month_numbers(rows).items()
    }
    return pd.DataFrame({text("table.month", language): list(rows["label"].iloc[: len(MONTHS)]), **written})
