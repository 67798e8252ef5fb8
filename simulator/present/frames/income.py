"""Who gets what, as tidy tables: income by group, source and municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from simulator.present.frames.comparison import LABEL_ROOM, titles
from simulator.present.frames.power import wrapped
from simulator.present.frames.slices import Seen, View
from simulator.present.text import figure, text
from simulator.records import CASES, IN_REGION, PAYERS, sources_of

LOCAL: Final = "local"
CENTRAL: Final = CASES.index("central")


def income_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write income out as a table, one row per source and one column per scenario. [million NOK]"""
    paid = [income_by_source(one, view) for one in seen]
    rows = {text("table.source", view.language): [text(f"source.{source}", view.language) for source in paid[0]]}
    for title, sources in zip(titles(seen), paid, strict=True):
        rows[title] = [figure(mnok, 1, view.language) for mnok in sources.values()]
    return pd.DataFrame(rows)


def income(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List income by group of sources and scenario.

    Returns
    -------
    DataFrame
        Columns slot, title, group, name, mnok, start_mnok, end_mnok, total_mnok, text, edge_mnok. [million NOK]
    """
    rows = []
    for slot, (one, title) in enumerate(zip(seen, titles(seen), strict=True), start=1):
        groups = income_by_group(one, view)
        total, end = sum(groups.values()), 0.0
        for group, mnok in groups.items():
            start, end = end, end + mnok
            row = {
                "slot": slot,
                "title": title,
                "axis_label": wrapped(title),
                "group": group,
                "name": text(f"income_group.{group}", view.language),
            }
            written = _income_text(total - groups[LOCAL], groups[LOCAL], view.language)
            rows.append(
                row | {"mnok": mnok, "start_mnok": start, "end_mnok": end, "total_mnok": total, "text": written}
            )
    table = pd.DataFrame(rows)
    table["edge_mnok"] = max(float(table["total_mnok"].max()), 1.0) * LABEL_ROOM
    return table


def _income_text(municipal: float, local: float, language: str) -> str:
    """Write what municipalities get, and after a plus what local owners get."""
    written = figure(municipal, 0, language)
    return f"{written} + {figure(local, 0, language)}" if round(local) else written


def income_by_source(one: Seen, view: View) -> dict[str, float]:
    """Return the income of one year by source, all municipalities together. [million NOK]

    Only what stays in the region: with municipalities, landowners and local owners.
    """
    income, place = one.result.income, one.year_place(view.year)
    paid = {source: income.of(source)[CENTRAL, :, place].sum(axis=0) for source in sources_of(*IN_REGION)}
    return {source: float(one.weather(mnok).mean()) for source, mnok in paid.items()}


def income_by_group(one: Seen, view: View) -> dict[str, float]:
    """Return what municipalities get from each group of payers, and what local owners get. [million NOK]"""
    income, place = one.result.income, one.year_place(view.year)
    paid = {group: income.to("municipality", groups=(group,)) for group in PAYERS}
    paid[LOCAL] = income.to("landowner", "local_owner")
    return {group: float(one.weather(mnok[CENTRAL, :, place].sum(axis=0)).mean()) for group, mnok in paid.items()}
