"""Months as tidy tables: what is made and used, and the printed figures that add up."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from simulator.hours import MONTHS_PER_YEAR
from simulator.present.frames.slices import Floats, Seen, View, spread_of
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure, text
from simulator.stages.consumption import ESTABLISHMENTS
from simulator.stages.indicators import MWH_PER_GWH

MONTHS: Final = tuple(range(1, MONTHS_PER_YEAR + 1))
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
    rows: list[MonthRow] = []
    for month in MONTHS:
        block = [_month_row(month, part, values[:, month - 1], view.language) for part, values in parts.items()]
        rows += _printed_month(block, view.language)
    return pd.DataFrame([row for part in parts for row in rows if row["part"] == part])


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


def _month_row(month: int, part: str, values: Floats, language: str) -> MonthRow:
    spread = spread_of(values)
    return {
        "month": month,
        "label": text(f"month.{month}", language),
        "part": part,
        "name": text(f"chart.{part}", language),
        "gwh": spread.mean,
        "low_gwh": spread.low,
        "high_gwh": spread.high,
    }


def month_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Lay the months out as they are printed, one row each.

    Returns
    -------
    DataFrame
        Columns production, below, above, consumption, establishments, surplus, rounded to a tenth. [GWh]
    """
    parts = {part: block.set_index("month") for part, block in rows.groupby("part")}
    made = parts["months_production"]
    columns = {
        "production": made["printed_gwh"],
        "below": made["low_gwh"].round(1),
        "above": made["high_gwh"].round(1),
        "consumption": parts["months_today"]["printed_gwh"],
        "establishments": parts["months_establishments"]["printed_gwh"],
        "surplus": made["printed_surplus_gwh"],
    }
    return pd.DataFrame(columns)


def month_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the months out as a table: production with its range, consumption, surplus. [GWh]"""
    written = {
        text(f"table.{name}", language): [figure(gwh, 1, language) for gwh in column]
        for name, column in month_numbers(rows).items()
    }
    return pd.DataFrame({text("table.month", language): list(rows["label"].iloc[: len(MONTHS)]), **written})
