"""Chart of work against power, the picture of what an establishment gives for the energy it takes."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from simulator.present.charts.parts import Rows, by_slot, finished
from simulator.present.text import text
from simulator.present.theme import LARGEST_SET, Look

HEIGHT: Final = 420
ROOT: Final = 0.5
WIDEST_NAME: Final = 190
SHAPES: Final = ("circle", "square", "triangle-up", "diamond")
LINE: Final = "datum.layer == 'iso'"
POINT: Final = "datum.layer == 'point'"


def chart_jobs_power(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw every establishment by the power it uses and the work it gives, with lines of equal work per energy.

    Both axes are drawn by the square root: small and large show, and lines of equal work per energy stay straight.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.jobs_power`. [GWh], [persons]
    look : Look
    """
    root = alt.Scale(type="pow", exponent=ROOT, nice=False, domainMin=0)
    across: dict[str, Any] = {"title": text("chart.jobs_power_x", look.language), "scale": root, "axis": _axis()}
    up: dict[str, Any] = {"title": text("chart.jobs_power_y", look.language), "scale": root, "axis": _axis()}
    x, y = alt.X("gwh:Q", **across), alt.Y("jobs:Q", **up)
    places = list(range(1, LARGEST_SET + 1))
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=places, range=list(SHAPES)), legend=None)
    told = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("title:N", title=" "),
        alt.Tooltip("text:N", title=text("chart.jobs_power_told", look.language)),
    ]
    colour = by_slot(look)
    points = alt.Chart().transform_filter(POINT)
    rule = points.mark_rule(strokeWidth=2)
    range_x = rule.encode(x=alt.X("low_gwh:Q", **across), x2="high_gwh:Q", y=y, color=colour)
    range_y = rule.encode(x=x, y=alt.Y("low_jobs:Q", **up), y2="high_jobs:Q", color=colour)
    marks = points.mark_point(filled=True, size=110, opacity=1).encode(
        x=x, y=y, color=colour, shape=shape, tooltip=told
    )
    names = [_names(x, y, look, side) for side in ("left", "right")]
    return finished([*_lines(x, y, look), range_x, range_y, marks, *names], rows, look, height=HEIGHT)


def _axis() -> alt.Axis:
    return alt.Axis(tickCount=6, format=",.0f", labelOverlap=True)


def _lines(x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    """Draw lines of equal work per energy, each with its ratio at the end."""
    rows = alt.Chart().transform_filter(LINE)
    line = rows.mark_rule(strokeDash=[4, 4], color=look.colours["quiet"], opacity=0.8).encode(
        x=x, x2=alt.datum(0), y=y, y2=alt.datum(0)
    )
    said = rows.mark_text(align="right", baseline="bottom", dx=-4, dy=-3, color=look.colours["quiet"], fontSize=12)
    return [line, said.encode(x=x, y=y, text="label:N")]


def _names(x: alt.X, y: alt.Y, look: Look, side: str) -> alt.Chart:
    """Write names beside their points, on the side where there is room."""
    look_of: dict[str, Any] = {"dy": -9, "color": look.colours["text"], "fontSize": 12, "limit": WIDEST_NAME}
    alone = alt.Chart()
    mark = alone.mark_text(align="left", dx=10, **look_of)
    if side == "left":
        mark = alone.mark_text(align="right", dx=-10, **look_of)
    named: alt.Chart = mark.encode(x=x, y=y, text="name:N").transform_filter(f"{POINT} && datum.side == '{side}'")
    return named
