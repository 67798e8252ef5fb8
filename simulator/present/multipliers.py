"""Multipliers by every rule side by side: a tidy table for files, and one to read in a terminal."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich.table import Table

from simulator.present.text import fmt, text
from simulator.stages.jobs import MultiplierTable

Floats = NDArray[np.float64]

COLUMNS: Final = ("sector", "method", "case", "type_one", "type_two")
DIGITS: Final = 2
NONE: Final = "–"
SHOWN: Final = ("national", "retention", "flq", "slq")
WITH_RANGE: Final = ("retention", "flq")
FOOD: Final = "FOO"


def multipliers_frame(table: MultiplierTable) -> pd.DataFrame:
    """List both types of multiplier of every sector that employs somebody, by rule and case.

    Returns
    -------
    DataFrame
        Columns sector, method, case, type_one, type_two. [jobs per job]
    """
    axes = pd.MultiIndex.from_product([table.sectors, table.methods, table.cases], names=COLUMNS[:3])
    listed = pd.DataFrame({"type_one": table.type_one.ravel(), "type_two": table.type_two.ravel()}, index=axes)
    return listed.dropna().reset_index()


def multipliers_table(table: MultiplierTable, language: str) -> Table:
    """Lay the rules side by side: all jobs in the region per job on site, with suppliers and spent pay.

    Parameters
    ----------
    table : MultiplierTable
    language : str
        Catalogue to take the words from.

    Returns
    -------
    Table
        Central figures, with low and high for the rule in use and for FLQ; food once more without more local milk;
        last the part of the nation's ripple effects that stays. The remaining rules are in `multipliers_frame`.
    """
    shown = Table(title=text("multipliers.title", language), caption=text("multipliers.note", language))
    shown.title_justify = shown.caption_justify = "left"
    shown.add_column(text("multipliers.sector", language))
    for method in SHOWN:
        shown.add_column(text(f"method.{method}", language), justify="right", no_wrap=method in WITH_RANGE)
    for sector, rules in zip(table.sectors, table.type_two, strict=True):
        if not np.isfinite(rules).all():
            continue
        found = dict(zip(table.methods, rules, strict=True))
        shown.add_row(text(f"sector.{sector}", language), *(_cell(name, found[name], language) for name in SHOWN))
        if sector == FOOD:
            same_milk = _cell("retention", found["retention_same_milk"], language)
            shown.add_row(text("multipliers.same_milk", language), NONE, same_milk, NONE, NONE)
    shown.add_section()
    kept = dict(zip(table.methods, table.kept_share, strict=True))
    shown.add_row(text("multipliers.kept", language), *(_cell(name, kept[name], language) for name in SHOWN))
    return shown


def _cell(method: str, cases: Floats, language: str) -> str:
    """Write the central figure of a rule, low and high in brackets for the two that are compared."""
    low, central, high = (fmt(float(value), "count", DIGITS, language) for value in cases)
    return f"{central} ({low}–{high})" if method in WITH_RANGE else central
