"""Charts of one scenario's power: where it goes, month by month, the worst week."""

from __future__ import annotations

from typing import Final

import altair as alt

from simulator.hours import DAYS_PER_YEAR
from simulator.present.charts.parts import (
    Rows,
    apart,
    by_kind,
    edged,
    finished,
    label,
    lines_of_labels,
    room,
    step,
    tall,
    zero_line,
)
from simulator.present.frames import july_months
from simulator.present.text import text
from simulator.present.theme import Look

STEP_KINDS: Final = ("existing", "new_production", "consumption", "establishment", "surplus", "deficit", "scenario")
STEP_COLOURS: Final = (*STEP_KINDS[:-1], "existing")
MONTH_PARTS: Final = ("months_today", "months_establishments", "months_production")
MONTH_COLOURS: Final = ("consumption", "establishment", "surplus")
LINE: Final = "datum.part == 'months_production'"
MONTHS_HEIGHT: Final = 300
WEEKS_HEIGHT: Final = 240


def chart_waterfall(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the steps from what is made to what is left, read from the top like an account.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.waterfall` or `frames.difference`. [GWh]
    look : Look
    """
    y = lines_of_labels(look)
    axis = alt.X(
        "start_gwh:Q", title=text("chart.waterfall_axis", look.language), axis=alt.Axis(tickCount=5, format=",.0f")
    )
    bar = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=axis,
            x2="end_gwh:Q",
            y=y,
            color=by_kind("kind", STEP_KINDS, look, colours=STEP_COLOURS),
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("text:N", title="GWh")],
        )
    )
    layers = [bar, room("edge_gwh"), zero_line(look, upright=True), label("text", "text_gwh", look, y)]
    return finished(layers, rows, look, height=step(look))


def chart_months(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw consumption as bars and production as a line with its range, month by month.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.months`. [GWh]
    look : Look
    """
    axis = alt.Axis(labelAngle=0, labelOverlap=True)
    x = alt.X("label:N", sort=None, title=None, axis=axis, scale=alt.Scale(paddingInner=0.4))
    y = alt.Y("gwh:Q", title=text("chart.months_axis", look.language), axis=alt.Axis(tickCount=5, format=",.0f"))
    colour = by_kind("part", MONTH_PARTS, look, colours=MONTH_COLOURS, words="chart.", columns=2)
    tooltip = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("text:N", title="GWh"),
    ]
    bar = alt.Chart().mark_bar(**apart(look))
    bar = bar.encode(x=x, y=y.stack("zero"), color=colour, order="order:Q", tooltip=tooltip)
    band = alt.Chart().mark_area(**edged("range", 0.2, look)).encode(x=x, y="low_gwh:Q", y2="high_gwh:Q")
    line = (
        alt.Chart()
        .mark_line(strokeWidth=look.size(3), point={"size": look.size(55) * look.scale, "filled": True})
        .encode(x=x, y="gwh:Q", color=colour, tooltip=tooltip)
    )
    bars = bar.transform_filter(f"!({LINE})").transform_calculate(order="datum.part == 'months_today' ? 0 : 1")
    layers = [bars, band.transform_filter(LINE), line.transform_filter(LINE), zero_line(look, upright=False)]
    return finished(layers, rows, look, height=tall(MONTHS_HEIGHT, look))


def chart_weeks(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the worst week of every weather year as a dot, the winter in the middle.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.weeks`. [GWh]
    look : Look
    """
    names = [text(f"month.{month}", look.language) for month, _ in july_months()]
    starts = [start for _, start in july_months()]
    axis = alt.Axis(values=starts, labelExpr=f"{names}[indexof({starts}, datum.value)]", grid=True, labelAlign="left")
    x = alt.X(
        "day:Q",
        title=text("week.axis_start", look.language),
        axis=axis,
        scale=alt.Scale(domain=[0, DAYS_PER_YEAR], nice=False),
    )
    y = alt.Y(
        "surplus_gwh:Q", title=text("week.axis_surplus", look.language), axis=alt.Axis(tickCount=5, format=",.1f")
    )
    dot = (
        alt.Chart()
        .mark_circle(size=look.size(110) * look.scale, opacity=0.8)
        .encode(
            x=x,
            y=y,
            color=by_kind("kind", ("surplus", "deficit"), look),
            tooltip=[alt.Tooltip("text:N", title=" "), alt.Tooltip("surplus_gwh:Q", title="GWh", format=",.1f")],
        )
    )
    return finished([zero_line(look, upright=False), dot], rows, look, height=tall(WEEKS_HEIGHT, look))
