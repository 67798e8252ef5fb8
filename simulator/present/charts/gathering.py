"""Chart of a gathering: what the scenarios of several tables have in common, and how far apart they are."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt

from simulator.present.charts.parts import Rows, edged, finished
from simulator.present.theme import Look

ROW_HEIGHT: Final = 64
BAND, DOT, LETTER = 18, 420, 12
WHOLE_WIDTH: Final = alt.Scale(domain=[0, 1], nice=False, zero=False)
LANES: Final = alt.Scale(domain=[-1.5, 2.5])
ONCE: Final = "datum.number == 1"  # what stands in every row of a figure is drawn once


def chart_gathering(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw a band from least to most for every key figure, its middle, and a numbered dot for every table.

    Every figure has a scale of its own, so that one chart holds them all; zero is marked where it lies inside.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.gathering`.
    look : Look
    """
    colours = look.colours
    axis = alt.Axis(labelExpr="split(datum.value, '\\n')", labelOverlap=False, labelLimit=look.size(200))
    y = alt.Y("axis_label:N", sort=None, title=None, axis=axis)
    across = partial(alt.X, scale=WHOLE_WIDTH, axis=None)  # of every layer: some with an axis, some without, is nothing
    x = across("at_share:Q")
    tooltip = [alt.Tooltip("title:N", title=" "), alt.Tooltip("text:N", title=" ")]
    once = alt.Chart().transform_filter(ONCE)
    band = once.mark_bar(height=look.size(BAND), **edged("range", 0.3, look))
    middle = once.mark_tick(thickness=look.size(3), height=look.size(2 * BAND), color=colours["text"])
    zero = once.mark_tick(thickness=look.size(1), height=look.size(2 * BAND), color=colours["quiet"])
    dot = alt.Chart().mark_circle(size=DOT * look.scale**2, color=colours["range"], opacity=1)
    number = alt.Chart().mark_text(color=colours["paper"], fontWeight=700, fontSize=look.size(LETTER))
    said = once.mark_text(align="left", dy=look.size(24), fontWeight=600)
    lane = alt.YOffset("lane:Q", scale=LANES)
    layers = [
        band.encode(x=across("low_share:Q"), x2="high_share:Q", y=y),
        zero.encode(x=across("zero_share:Q"), y=y).transform_filter("datum.zero_share >= 0"),
        middle.encode(x=across("middle_share:Q"), y=y),
        dot.encode(x=x, y=y, yOffset=lane, tooltip=tooltip),
        number.encode(x=x, y=y, yOffset=lane, text="number:N"),
        said.encode(x=alt.XDatum(0, type="quantitative", scale=WHOLE_WIDTH, axis=None), y=y, text="summary:N"),
    ]
    return finished(layers, rows, look, height=alt.Step(look.size(ROW_HEIGHT)))
