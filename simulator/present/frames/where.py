"""The region as a map: what each area has left, and how full the lines between them get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from simulator.premises import Outline, Region, Spot
from simulator.present.frames.slices import Seen, View
from simulator.present.text import CENT, figure, fmt, text, with_unit
from simulator.stages.indicators import MWH_PER_GWH

KM_PER_DEGREE: Final = 111.2  # of latitude, on a globe of 6,371 km
FULL_FROM_HOURS: Final = 1.0
NONE: Final = "–"
BORDER, LINE, WAY, AREA, EXIT = "border", "line", "way", "area", "exit"  # parts of the map
TEXTS: Final = ("name", "label", "gwh_text", "load_text", "full_text", "side", "tone")
Parts = list[dict[str, Any]]
Point = tuple[float, float]
Ends = Mapping[str, tuple[Point, Point]]


def grid_map(seen: Seen, view: View, region: Region, outline: Outline) -> pd.DataFrame:
    """Shape one year for the map: corners of borders, lines, ways out, areas, and where power leaves the region.

    Parameters
    ----------
    seen : Seen
    view : View
    region : Region
        Which areas a line joins, and what market an exchange point meets.
    outline : Outline

    Returns
    -------
    DataFrame
        Columns part, id, number (of a corner), x_km, y_km, and for lines to_x_km, to_y_km, mid_x_km, mid_y_km; gwh left
        (areas, mean of the weather years looked at) and size_gwh, the same without sign; hours full (lines and ways);
        tone (``full`` or ``open``), side, name, label and, for the table, gwh_text, load_text and full_text.
        [km east and north of the middle], [GWh], [hours]
    """
    corners = np.concatenate(list(outline.borders.values()))
    middle = (corners.min(axis=0) + corners.max(axis=0)) / 2
    across = KM_PER_DEGREE * float(np.cos(np.deg2rad(middle[1])))

    def at(lon: float, lat: float) -> Point:
        return (lon - middle[0]) * across, (lat - middle[1]) * KM_PER_DEGREE

    parts: Parts = [
        {"part": BORDER, "id": name, "number": number, **_from(at(*corner))}
        for name, border in outline.borders.items()
        for number, corner in enumerate(border)
    ]
    areas = {name: at(spot.lon, spot.lat) for name, spot in outline.areas.items()}
    exits = {name: at(spot.lon, spot.lat) for name, spot in outline.exchanges.items()}
    ends = {line.id: (areas[line.area_from], areas[line.area_to]) for line in region.links}
    ways = {one.id: (areas[one.area], exits[one.id]) for one in region.exchanges}
    parts += _lines(seen, view, ends)
    parts += _ways(seen, view, ways)
    parts += _areas(seen, view, areas, outline.areas)
    markets = {one.id: one.market for one in region.exchanges}
    parts += [
        {**part, "part": EXIT, "side": outline.exchanges[part["id"]].side, **_from(exits[part["id"]])}
        | {"label": f"{markets[part['id']]}\n{part['load_text']}"}
        for part in parts
        if part["part"] == WAY
    ]
    return _filled(parts)


def grid_map_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write out what the map shows: areas first, then lines and exchange points."""
    shown = rows[rows["part"].isin([AREA, LINE, WAY])].sort_values("part", kind="stable")
    return pd.DataFrame(
        {
            text("where.what", language): shown["name"],
            text("where.gwh", language): shown["gwh_text"],
            text("where.load", language): shown["load_text"],
            text("where.full", language): shown["full_text"],
        }
    )


def map_finding(rows: pd.DataFrame, language: str) -> str:
    """Say which area has most left and which has least."""
    areas = rows[rows["part"] == AREA].sort_values("gwh")
    most, least = areas.iloc[-1], areas.iloc[0]
    return text(
        "where.finding",
        language,
        most=most["name"],
        most_amount=fmt(float(most["gwh"]), "GWh", None, language),
        least=least["name"],
        least_amount=fmt(float(least["gwh"]), "GWh", None, language),
    )


def _lines(seen: Seen, view: View, ends: Ends) -> Parts:
    """Return the lines, each with the highest load of the year or, where it gets full, the hours of that."""
    language, found = view.language, seen.result.connections
    load = seen.of_year(seen.result.ledger.link_loading_share, view.year).mean(axis=0)
    hours = seen.of_year(found.link_full_hours, view.year).sum(axis=-1).mean(axis=0)
    return [
        {
            **_line(LINE, name, ends[name], float(hours[place]), language),
            "load_text": _per_cent(float(load[place]), language),
            "label": _hours(float(hours[place]), language)
            if hours[place] >= FULL_FROM_HOURS
            else _per_cent(float(load[place]), language),
        }
        for place, name in enumerate(found.links)
    ]


def _ways(seen: Seen, view: View, ends: Ends) -> Parts:
    """Return the ways out of the region, each with the most that goes out and comes in."""
    language, found = view.language, seen.result.connections
    peak = seen.of_year(seen.result.ledger.exchange_peak_mw, view.year).mean(axis=0)
    hours = seen.of_year(found.exchange_full_hours, view.year).sum(axis=-1).mean(axis=0)
    return [
        {
            **_line(WAY, name, ends[name], float(hours[place]), language),
            "load_text": text(
                "where.out_and_in",
                language,
                outwards=figure(peak[place, 1], 0, language),
                inwards=figure(peak[place, 0], 0, language),
            ),
            "label": _hours(float(hours[place]), language) if hours[place] >= FULL_FROM_HOURS else "",
        }
        for place, name in enumerate(found.exchanges)
    ]


def _areas(seen: Seen, view: View, at: Mapping[str, Point], spots: Mapping[str, Spot]) -> Parts:
    """Return what each area has left in the year."""
    left = seen.of_year(seen.result.ledger.area_surplus_mwh, view.year).mean(axis=0) / MWH_PER_GWH
    parts = []
    for name, gwh in zip(seen.result.ledger.areas, left, strict=True):
        title = text(f"area.{name}", view.language)
        written = fmt(float(gwh), "GWh", None, view.language, signed=True)
        parts.append(
            {
                "part": AREA,
                "id": name,
                "gwh": float(gwh),
                "size_gwh": abs(float(gwh)),
                "name": title,
                "label": f"{title}\n{written}",
            }
            | {"gwh_text": written, "side": spots[name].side, **_from(at[name])}
        )
    return parts


def _line(part: str, name: str, ends: tuple[Point, Point], hours: float, language: str) -> dict[str, Any]:
    (x, y), (to_x, to_y) = ends
    return {
        "part": part,
        "id": name,
        "name": text(f"grid.{name}", language),
        "hours": hours,
        "full_text": _hours(hours, language),
        "tone": "full" if hours >= FULL_FROM_HOURS else "open",
        **_from(ends[0]),
        "to_x_km": to_x,
        "to_y_km": to_y,
        "mid_x_km": (x + to_x) / 2,
        "mid_y_km": (y + to_y) / 2,
    }


def _from(spot: Point) -> dict[str, float]:
    return {"x_km": spot[0], "y_km": spot[1]}


def _hours(hours: float, language: str) -> str:
    return fmt(hours, "hours", 0, language)


def _per_cent(share: float, language: str) -> str:
    return with_unit(figure(CENT * share, 0, language), "share", language)


def _filled(parts: Parts) -> pd.DataFrame:
    """Return the parts as rows; what does not concern a part is nought or a dash."""
    rows = pd.DataFrame(parts)
    words = {name: rows[name].fillna(NONE) for name in TEXTS}
    return rows.assign(**words).fillna(0.0)
