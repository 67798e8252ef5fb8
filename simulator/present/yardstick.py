"""Ways to operate beside the exact optimum, as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.table import Table

from simulator.present.text import fmt, text
from simulator.questions import Distance

NONE: Final = "–"
COLUMNS: Final = ("engine", "cost", "stored", "gap", "certified", "unserved", "spilled")
EUR_PER_MILLION: Final = 1e6
MWH_PER_GWH: Final = 1000.0


def distance_table(distances: Sequence[Distance], *, language: str) -> Table:
    """Lay ways to operate side by side, the exact one first.

    Returns
    -------
    Table
        Cost and water left over [million EUR], gaps [share of the year's water value], unserved and spilled [GWh].
    """
    table = Table(title=text("yardstick.title", language), caption=text("yardstick.note", language))
    table.title_justify = table.caption_justify = "left"
    for place, column in enumerate(COLUMNS):
        table.add_column(text(f"yardstick.{column}", language), justify="right" if place else "left")
    for one in distances:
        table.add_row(
            text(f"engine.{one.engine}", language),
            fmt(one.cost_eur / EUR_PER_MILLION, "count", 3, language),
            fmt(one.stored_eur / EUR_PER_MILLION, "count", 3, language),
            _share(one.gap_share, language),
            _share(one.certified_share, language),
            fmt(one.unserved_mwh / MWH_PER_GWH, "count", 3, language),
            fmt(one.spilled_mwh / MWH_PER_GWH, "count", 1, language),
        )
    return table


def _share(share: float, language: str) -> str:
    """Write a share with three decimals; what is not known as a dash."""
    return NONE if share != share else fmt(share, "share", 3, language)  # noqa: PLR0124 - nan is the only such number
