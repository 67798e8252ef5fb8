"""Charts of scenarios side by side: one colour per scenario, the same order and scale everywhere."""

from __future__ import annotations

from typing import Final

import altair as alt

from simulator.present.charts.parts import (
    Rows,
    apart,
    by_kind,
    by_slot,
    finished,
    label,
    lines_of_labels,
    room,
    spread_line,
    step,
    zero_line,
)
from simulator.present.text import text
from simulator.present.theme import LARGEST_SET, Look

WORK_KINDS: Final = ("direct", "indirect", "induced")
INCOME_KINDS: Final = ("plants", "projects", "establishments", "inhabitants", "local")
INCOME_COLOURS: Final = ("existing", "new_production", "establishment", "surplus", "part4")
LINES_HEIGHT: Final = 300


def chart_bars(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw one key figure of every scenario with its range.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.bars`.
    look : Look
    """
    y = lines_of_labels(look)
    x = alt.X("value:Q", title=None, axis=None)
    bar = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=x, y=y, color=by_slot(look), tooltip=[alt.Tooltip("title:N", title=" "), alt.Tooltip("text:N", title=" ")]
        )
    )
    layers = [
        bar,
        room("edge_low"),
        room("edge_high"),
        spread_line("low", "high", look, y),
        zero_line(look, upright=True),
        label("text", "label_at", look, y),
    ]
    return finished(layers, rows, look, height=step(look))


def chart_work(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw operating work by kind, with the range of the total.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.work`. [persons]
    look : Look
    """
    y = lines_of_labels(look)
    colour = by_kind("kind", WORK_KINDS, look, colours=("part1", "part2", "part3"), words="jobs.")
    bar = (
        alt.Chart()
        .mark_bar(**apart(look))
        .encode(
            x=alt.X(
                "start_persons:Q",
                title=text("chart.jobs_axis", look.language),
                axis=alt.Axis(tickCount=5, format=",.0f"),
            ),
            x2="end_persons:Q",
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("title:N", title=" "),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("printed:N", title=" "),
            ],
        )
    )
    layers = [
        bar,
        room("edge_persons"),
        spread_line("low_persons", "high_persons", look, y).transform_filter("datum.kind == 'direct'"),
        label("text", "high_persons", look, y).transform_filter("datum.kind == 'direct'"),
    ]
    return finished([*layers, zero_line(look, upright=True)], rows, look, height=step(look))


def chart_income(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw income by group of sources.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.income`. [million NOK]
    look : Look
    """
    y = lines_of_labels(look)
    colour = by_kind("group", INCOME_KINDS, look, colours=INCOME_COLOURS, words="income_group.")
    bar = (
        alt.Chart()
        .mark_bar(**apart(look))
        .encode(
            x=alt.X(
                "start_mnok:Q",
                title=text("chart.income_axis", look.language),
                axis=alt.Axis(tickCount=5, format=",.0f"),
            ),
            x2="end_mnok:Q",
            y=y,
            color=colour,
            tooltip=[
                alt.Tooltip("title:N", title=" "),
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("mnok:Q", title=" ", format=",.1f"),
            ],
        )
    )
    layers = [
        bar,
        room("edge_mnok"),
        label("text", "total_mnok", look, y).transform_filter("datum.group == 'plants'"),
        zero_line(look, upright=True),
    ]
    return finished(layers, rows, look, height=step(look))


def chart_scenario_months(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the surplus of every scenario month by month.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.scenario_months`. [GWh]
    look : Look
    """
    slots = alt.Scale(range=[look.slot(place) for place in range(LARGEST_SET)])
    line = (
        alt.Chart()
        .mark_line(strokeWidth=3, point={"size": 45, "filled": True})
        .encode(
            x=alt.X("label:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y(
                "surplus_gwh:Q",
                title=text("chart.months_axis", look.language),
                axis=alt.Axis(tickCount=5, format=",.0f"),
            ),
            color=alt.Color("title:N", sort=None, scale=slots, legend=None),
            tooltip=[
                alt.Tooltip("title:N", title=" "),
                alt.Tooltip("label:N", title=" "),
                alt.Tooltip("surplus_gwh:Q", title="GWh", format=",.1f"),
            ],
        )
    )
    return finished([zero_line(look, upright=False), line], rows, look, height=LINES_HEIGHT)
