"""Chart of work against power, the picture of what an establishment gives for the energy it takes."""

from __future__ import annotations

from typing import Final

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
    x = alt.X("gwh:Q", title=text("chart.jobs_power_x", look.language), scale=root, axis=_axis())
    y = alt.Y("jobs:Q", title=text("chart.jobs_power_y", look.language), scale=root, axis=_axis())
    places = list(range(1, LARGEST_SET + 1))
    shape = alt.Shape("slot:N", scale=alt.Scale(domain=places, range=list(SHAPES)), legend=None)
    told = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("title:N", title=" "),
        alt.Tooltip("text:N", title=text("chart.jobs_power_told", look.language)),
    ]
    colour = by_slot(look)
    points = alt.Chart().transform_filter(POINT)
    range_x = points.mark_rule(strokeWidth=2, opacity=0.8).encode(x=x.copy(), x2="high_gwh:Q", y=y, color=colour)
    range_x = range_x.encode(x=alt.X("low_gwh:Q", title=x.title, scale=root))
    range_y = points.mark_rule(strokeWidth=2, opacity=0.8).encode(
        x=x, y=alt.Y("low_jobs:Q", title=y.title, scale=root), y2="high_jobs:Q", color=colour
    )
    marks = points.mark_point(filled=True, size=110, opacity=1).encode(x=x, y=y, color=colour, shape=shape, tooltip=told)
    names = [_names(x, y, look, side) for side in ("left", "right")]
    return finished([*_lines(x, y, look), range_x, range_y, marks, *names], rows, look, height=HEIGHT)


def _axis() -> alt.Axis:
    return alt.Axis(tickCount=6, format=",.0f", labelOverlap=True)


def _lines(x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    """Draw lines of equal work per energy, each with its ratio at the end."""
    rows = alt.Chart().transform_filter(LINE)
    line = rows.mark_rule(strokeDash=[4, 4], color=look.colours["quiet"], opacity=0.6).encode(
        x=x, x2=alt.datum(0), y=y, y2=alt.datum(0)
    )
    said = rows.mark_text(align="right", baseline="bottom", dx=-4, dy=-3, color=look.colours["quiet"], fontSize=12)
    return [line, said.encode(x=x, y=y, text="label:N")]


def _names(x: alt.X, y: alt.Y, look: Look, side: str) -> alt.Chart:
    """Write names beside their points, on the side where there is room."""
    beside = {"right": ("left", 10), "left": ("right", -10)}[side]
    mark = alt.Chart().mark_text(
        align=beside[0], dx=beside[1], dy=-9, color=look.colours["text"], fontSize=12, limit=WIDEST_NAME
    )
    named: alt.Chart = mark.encode(x=x, y=y, text="label:N").transform_filter(f"{POINT} && datum.side == '{side}'")
    return named
