"""A gathering: the scenarios of several tables as one tidy table, with least, middle and most of the room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.comparison import CASE_FIGURES, range_of, titles
from simulator.present.frames.power import wrapped
from simulator.present.frames.slices import Seen, View
from simulator.present.text import fmt, text
from simulator.stages.indicators import UNITS

GATHERED: Final = ("surplus_gwh", "worst_week_surplus_gwh", "jobs", "municipal_income_mnok")
MARGIN: Final = 0.06  # room for half a dot at either end
LANES: Final = 3
CLOSE: Final = 0.06  # nearer than this, two dots would hide each other


def gathering(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List the key figures of several tables' scenarios, and what the room has as least, middle and most.

    Parameters
    ----------
    seen : sequence of Seen
        One of each table, in the order of their numbers; at least one.
    view : View

    Returns
    -------
    DataFrame
        Columns figure, name, axis_label, number, title, value, text, low, middle, high, summary, and where each lies on
        the scale of its figure: at_share, low_share, middle_share, high_share, zero_share (below 0 if zero is not on
        it), lane. One row per figure and table.
    """
    blocks = [_block(name, seen, view) for name in GATHERED]
    return pd.concat(blocks, ignore_index=True)


def _block(name: str, seen: Sequence[Seen], view: View) -> pd.DataFrame:
    language, unit = view.language, "persons" if name in CASE_FIGURES else UNITS[name]
    values = [range_of(one, view, name)[1] for one in seen]
    ends = {"low": min(values), "middle": float(np.median(values)), "high": max(values)}
    written = {key: fmt(value, unit, None, language) for key, value in ends.items()}
    start, width = _scale(ends["low"], ends["high"])
    label = text(f"gathering.{name}", language)

    def place(value: float) -> float:
        return (value - start) / width

    table = pd.DataFrame(
        {
            "figure": name,
            "name": label,
            "axis_label": wrapped(label),
            "number": range(1, len(seen) + 1),
            "title": titles(seen, view.language),
            "value": values,
            "text": [fmt(value, unit, None, language) for value in values],
            "summary": text("gathering.summary", language, **written),
            "zero_share": place(0.0) if 0 <= place(0.0) <= 1 else -1.0,
            "at_share": [place(value) for value in values],
        }
    )
    for key, value in ends.items():
        table[key], table[f"{key}_share"] = value, place(value)
    table["lane"] = _lanes([place(value) for value in values])
    return table


def _scale(low: float, high: float) -> tuple[float, float]:
    """Return where a scale begins and how wide it is; agreement stands in its middle."""
    width = (high - low) / (1 - 2 * MARGIN) or abs(low) or 1.0
    return (low + high) / 2 - width / 2, width


def _lanes(places: Sequence[float]) -> list[float]:
    """Lay dots that would hide each other into lanes: 0, then above and below."""
    lanes = [0.0] * len(places)
    last, lane = -1.0, 0
    for dot in np.argsort(places, kind="stable"):
        lane = (lane + 1) % LANES if places[dot] - last < CLOSE else 0
        lanes[dot], last = float(lane if lane < 2 else -1), places[dot]
    return lanes


def gathering_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the gathering out: one row per table, then least, middle and most."""
    head = text("gathering.table", language)
    names = list(dict.fromkeys(rows["name"]))
    first = rows.drop_duplicates("number")
    columns = {head: [f"{number} · {title}" for number, title in zip(first["number"], first["title"], strict=True)]}
    for name in names:
        columns[name] = list(rows.loc[rows["name"] == name, "text"])
    return pd.DataFrame(columns)
