"""Work against power: every establishment of the compared scenarios as a point with its ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from simulator.present.frames.comparison import titles
from simulator.present.frames.income import written_range
from simulator.present.frames.slices import Seen, View, spread_of
from simulator.present.text import figure, text, titled
from simulator.stages.indicators import MWH_PER_GWH

POINT, ISO = "point", "iso"
RATIOS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
MOST_LINES: Final = 4
ROOM: Final = 1.15
LEFT_FROM: Final = 0.45  # of the width, as drawn: a name further right stands to the left of its point
SAME_PLACE: Final = 0.05  # part by which two points may lie apart and still share one name
ROOT: Final = 0.5  # the axes are drawn by the square root, so that small and large both show
KINDS: Final = ("direct_persons", "indirect_persons", "induced_persons")


def jobs_power(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List work and power of every establishment that stands, and the lines of equal work per energy.

    Returns
    -------
    DataFrame
        Columns layer (point or iso), slot, title, label, name (empty where a point lies on one of
        the same name), gwh, low_gwh, high_gwh, jobs, low_jobs, high_jobs, side,
        text. A point: mean use over the weather years in which it stands, low and high what eight of ten of them lie
        within [GWh/year]; its operating work with suppliers and spent pay, low, central and high [persons]. A line
        runs from the origin to (gwh, jobs). No row if nothing stands.
    """
    points = [point for at, one in enumerate(seen) for point in _points(one, view, at)]
    if not points:
        return pd.DataFrame()
    names = titles(seen, view.language)
    edge_gwh = ROOM * max(point["high_gwh"] for point in points)
    edge_jobs = ROOM * max(1.0, *(point["high_jobs"] for point in points))
    for point in points:
        point["title"] = names[point["slot"] - 1]
        point["name"] = "" if _named_before(point, points) else point["label"]
        point["side"] = "left" if (point["gwh"] / edge_gwh) ** ROOT > LEFT_FROM else "right"
    return pd.DataFrame([*points, *_lines(points, edge_gwh, edge_jobs, view.language)])


def _named_before(point: dict[str, Any], points: Sequence[dict[str, Any]]) -> bool:
    """Tell whether the same establishment stands at nearly the same place in a scenario before this one."""
    return any(
        other["slot"] < point["slot"]
        and other["label"] == point["label"]
        and all(abs(other[axis] - point[axis]) <= SAME_PLACE * point[axis] for axis in ("gwh", "jobs"))
        for other in points
    )


def _points(one: Seen, view: View, at: int) -> list[dict[str, Any]]:
    ledger, jobs = one.result.ledger, one.result.jobs
    used = one.of_year(ledger.establishment_mwh, view.year) / MWH_PER_GWH
    work = sum(getattr(jobs, name)[:, one.year_place(view.year)] for name in KINDS)[..., len(ledger.projects) :]
    names = {entry.id: titled(entry.title, view.language) for entry in one.scenario.establishments}
    rows: list[dict[str, Any]] = []
    for place, name in enumerate(ledger.establishments):
        there = used[:, place] > 0
        if not there.any():
            continue
        energy = spread_of(used[there, place])
        low, central, high = (float(one.weather(case)[there, place].mean()) for case in work)
        row = {"layer": POINT, "slot": at + 1, "title": "", "label": names[name]}
        row |= {"gwh": energy.mean, "low_gwh": energy.low, "high_gwh": energy.high}
        row |= {"jobs": central, "low_jobs": low, "high_jobs": high, "side": "right"}
        row["text"] = f"{figure(energy.mean, 1, view.language)} GWh · {figure(central, 0, view.language)}"
        rows.append(row)
    return rows


def _lines(points: Sequence[dict[str, Any]], edge_gwh: float, edge_jobs: float, language: str) -> list[dict[str, Any]]:
    """Return a few lines of round work per energy among the points, each up to the edge of the picture."""
    ratios = [point["jobs"] / point["gwh"] for point in points]
    least = max((ratio for ratio in RATIOS if ratio <= max(min(ratios), RATIOS[0])), default=RATIOS[0])
    within = [ratio for ratio in RATIOS if least <= ratio <= max(*ratios, least)]
    chosen = within if len(within) <= MOST_LINES else [within[at] for at in _evenly(len(within))]
    rows: list[dict[str, Any]] = []
    for ratio in chosen:
        gwh = min(edge_gwh, edge_jobs / ratio)
        digits = 0 if ratio >= 1 else 1 if ratio >= 0.1 else 2
        label = text("chart.jobs_power_line", language, ratio=figure(ratio, digits, language))
        row: dict[str, Any] = {"layer": ISO, "slot": 0, "title": "", "label": label, "name": label, "text": label}
        row |= {"gwh": gwh, "low_gwh": gwh, "high_gwh": gwh, "side": "left"}
        rows.append(row | dict.fromkeys(("jobs", "low_jobs", "high_jobs"), gwh * ratio))
    return rows


def _evenly(count: int) -> list[int]:
    return [round(float(place)) for place in np.linspace(0, count - 1, MOST_LINES)]


def jobs_power_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write the points out: scenario, establishment, power and work with their ranges, work per energy."""
    rows, language = jobs_power(seen, view), view.language
    if rows.empty:
        return rows
    points = rows[rows["layer"] == POINT]
    columns = {
        text("table.scenario", language): list(points["title"]),
        text("table.establishment", language): list(points["label"]),
    }
    for name, digits in (("gwh", 1), ("jobs", 0)):
        cases = points[[f"low_{name}", name, f"high_{name}"]].to_numpy()
        columns[text(f"table.{name}", language)] = [written_range(list(case), digits, language) for case in cases]
    ratio = points["jobs"] / points["gwh"]
    columns[text("table.jobs_per_gwh", language)] = [figure(float(one), 2, language) for one in ratio]
    return pd.DataFrame(columns)


def jobs_power_alt(seen: Sequence[Seen], view: View) -> str:
    """Say which establishment gives most work for the power, and which least."""
    rows = jobs_power(seen, view)
    points = rows[rows["layer"] == POINT].reset_index(drop=True)
    ratio = points["jobs"] / points["gwh"]
    most, least = points.loc[int(ratio.argmax())], points.loc[int(ratio.argmin())]
    return text(
        "chart.jobs_power_alt",
        view.language,
        most=most["label"],
        most_ratio=figure(float(ratio.max()), 2, view.language),
        least=least["label"],
        least_ratio=figure(float(ratio.min()), 2, view.language),
        count=len(points),
    )
