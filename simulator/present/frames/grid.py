"""The grid as small tables: room for more by area, lines that are full, and what it gives to establishments."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from simulator.present.frames.slices import Seen, View
from simulator.present.text import CENT, figure, fmt, text, titled, with_unit
from simulator.stages.indicators import MWH_PER_GWH
from simulator.stages.lead_time import connection_class, lead_time_years

WHOLE_FROM_MW: Final = 20.0
ROOM_FOR_LABELS: Final = 1.2
NONE: Final = "–"
CONNECTION_COLUMNS: Final = ("establishment", "size", "queue", "lead_time", "cost")


class Full(NamedTuple):
    """The line or exchange point that is full most often, and the way it mostly is."""

    id: str
    hours: float
    way: str


def headroom(seen: Seen, view: View) -> pd.DataFrame:
    """List what each area could take more, most room first.

    Returns
    -------
    DataFrame
        Columns area (id), name, firm_mw, conditional_mw (both the lowest of the weather years looked at) and
        coincidence_share (mean). [MW], [share]
    """
    found = seen.result.connections
    firm, conditional = (
        seen.of_year(values, view.year).min(axis=0)
        for values in (found.firm_headroom_mw, found.conditional_headroom_mw)
    )
    rows = pd.DataFrame(
        {
            "area": found.areas,
            "name": [text(f"area.{area}", view.language) for area in found.areas],
            "firm_mw": firm,
            "conditional_mw": conditional,
            "coincidence_share": seen.of_year(found.area_coincidence_share, view.year).mean(axis=0),
        }
    )
    return rows.sort_values("firm_mw", ascending=False, ignore_index=True)


def headroom_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the headroom out as a table."""
    columns = {
        "area": list(rows["name"]),
        "firm": [_megawatt(mw, language) for mw in rows["firm_mw"]],
        "conditional": [_megawatt(mw, language) for mw in rows["conditional_mw"]],
        "coincidence": [
            with_unit(figure(CENT * share, 0, language), "share", language) for share in rows["coincidence_share"]
        ],
    }
    return _named(columns, language)


def headroom_bars(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Shape the headroom for the chart of bars: the bar is firm, the line goes on to what is had on conditions.

    Returns
    -------
    DataFrame
        Columns as `bars`, one row per area. [MW]
    """
    firm, conditional = rows["firm_mw"], rows[["firm_mw", "conditional_mw"]].max(axis=1)
    return pd.DataFrame(
        {
            "slot": 2,
            "title": rows["name"],
            "axis_label": rows["name"],
            "value": firm,
            "low": firm,
            "high": conditional,
            "text": [_megawatt(mw, language) for mw in firm],
            "label_at": conditional,
            "edge_low": 0.0,
            "edge_high": max(float(conditional.max()), 1.0) * ROOM_FOR_LABELS,
        }
    )


def fullest(seen: Seen, view: View) -> Full | None:
    """Find what is full most often, over the weather years looked at; None if nothing ever is."""
    found = seen.result.connections
    names = [*found.links, *found.exchanges]
    ways = [("forth", "back")] * len(found.links) + [("import", "export")] * len(found.exchanges)
    both = np.concatenate([found.link_full_hours, found.exchange_full_hours], axis=2)
    hours = seen.of_year(both, view.year).mean(axis=0)
    most = int(hours.sum(axis=-1).argmax())
    if not hours[most].any():
        return None
    return Full(names[most], float(hours[most].sum()), ways[most][int(hours[most].argmax())])


def establishments_cut(seen: Seen, view: View) -> pd.DataFrame:
    """List what the grid gives to the establishments that stand in a year.

    Returns
    -------
    DataFrame
        Columns name, cut_hours, cut_gwh (means), longest_hours, firm_mw (the worst of the weather years looked at).
    """
    found, ledger = seen.result.connections, seen.result.ledger
    titles = {one.id: titled(one.title, view.language) for one in seen.scenario.establishments}

    def of(name: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        return seen.of_year(getattr(found, f"establishment_{name}"), view.year)

    stands = seen.of_year(ledger.establishment_mwh, view.year).sum(axis=0) > 0
    there = seen.of_year(ledger.establishment_mwh, view.year) > 0
    firm = np.where(there, of("firm_mw"), np.inf).min(axis=0, initial=np.inf)
    rows = pd.DataFrame(
        {
            "name": [titles[name] for name in found.establishments],
            "cut_hours": of("cut_hours").mean(axis=0),
            "cut_gwh": of("cut_mwh").mean(axis=0) / MWH_PER_GWH,
            "longest_hours": of("longest_cut_hours").max(axis=0, initial=0.0),
            "firm_mw": firm,
        }
    )
    standing: pd.DataFrame = rows.loc[stands].reset_index(drop=True)
    return standing


def establishments_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write out what the grid gives to establishments."""
    columns = {
        "establishment": list(rows["name"]),
        "cut_hours": [figure(hours, 0, language) for hours in rows["cut_hours"]],
        "cut_gwh": [figure(gwh, 1, language) for gwh in rows["cut_gwh"]],
        "longest": [figure(hours, 0, language) for hours in rows["longest_hours"]],
        "always": [_megawatt(mw, language) for mw in rows["firm_mw"]],
    }
    return _named(columns, language)


def connections(seen: Seen, language: str) -> pd.DataFrame:
    """Write out how far each establishment's connection has come, how long it takes and what it costs.

    Returns
    -------
    DataFrame
        One row per establishment of the scenario; a dash where its size has no class.
    """
    ranges = seen.result.assumptions.ranges
    rows = []
    for one in seen.scenario.establishments:
        found = connection_class(one.capacity_mw, ranges)
        shortest, longest = lead_time_years(one.capacity_mw, one.queue, ranges)
        rows.append(
            {
                "establishment": titled(one.title, language),
                "size": _megawatt(one.capacity_mw, language),
                "queue": text(f"room.queue_{one.queue or 'unknown'}", language),
                "lead_time": _range(shortest, longest, 1, language) if longest > 0 else NONE,
                "cost": _range(found.cost_mnok[0], found.cost_mnok[-1], 0, language) if found else NONE,
            }
        )
    return _named({name: [row[name] for row in rows] for name in CONNECTION_COLUMNS}, language)


def queue_sums(seen: Seen, language: str) -> str:
    """Say how much power establishments have asked the grid for, and how much of it is reserved and granted."""
    stated = [one.queue or "unknown" for one in seen.scenario.establishments]
    sizes = [one.full_mw for one in seen.scenario.establishments]
    sums = {
        f"queue_{step}": sum(mw for mw, queue in zip(sizes, stated, strict=True) if queue == step)
        for step in ("none", "requested", "reserved", "granted", "unknown")
    }
    open_mw = sums["queue_none"] + sums["queue_unknown"]
    written = {name: fmt(mw, "MW", None, language) for name, mw in {**sums, "open": open_mw, "all": sum(sizes)}.items()}
    return text("room.queue_sums", language, **written)


def _range(low: float, high: float, digits: int, language: str) -> str:
    return f"{figure(low, digits, language)}–{figure(high, digits, language)}"


def _named(columns: dict[str, list[str]], language: str) -> pd.DataFrame:
    return pd.DataFrame({text(f"room.{name}", language): values for name, values in columns.items()})


def _megawatt(mw: float, language: str) -> str:
    return figure(mw, 0 if mw >= WHOLE_FROM_MW else 1, language)
