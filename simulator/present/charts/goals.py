"""Chart of the way to a goal, year by year."""

from __future__ import annotations

from typing import Final

import altair as alt

from simulator.present.charts.parts import Rows, edged, finished, haloed, tall
from simulator.present.theme import Look

HEIGHT: Final = 280
BAND: Final = 0.3


def chart_goal_way(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw what a scenario gives year by year, how far it may lie off, and the goal as a broken line.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.goal_way`.
    look : Look
    """
    ink = look.colours
    years = alt.Axis(format="d", tickCount=6, labelOverlap=True, labelSeparation=look.size(4))
    x = alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False), axis=years)
    axis = alt.Axis(tickCount=5, format=",~f")
    tips = [alt.Tooltip("year:Q", title=" ", format="d")]
    tips += [alt.Tooltip(f"{field}:N", title=" ") for field in ("printed", "printed_low", "printed_high")]
    band = alt.Chart().mark_area(**edged("range", BAND, look))
    line = alt.Chart().mark_line(
        color=ink["range"],
        strokeWidth=look.size(3),
        point={"filled": True, "color": ink["range"], "size": look.size(40)},
    )
    goal = alt.Chart().mark_line(color=ink["reached"], strokeWidth=look.size(2), strokeDash=[6, 4])
    named = alt.Chart().mark_text(
        align="left", baseline="bottom", dx=look.size(4), dy=-look.size(4), color=ink["text"], fontWeight=600
    )
    said = haloed(alt.Chart(), look, "text", align="right", baseline="bottom", dy=-look.size(8), fontWeight=600)
    layers = [
        band.encode(x=x, y=alt.Y("low:Q", title=None, axis=axis, scale=alt.Scale(zero=False)), y2="high:Q"),
        goal.encode(x=x, y="target:Q"),
        line.encode(x=x, y="value:Q", tooltip=tips),
        named.encode(x=x, y="target:Q", text="target_label:N"),
        *(mark.encode(x=x, y="value:Q", text="value_label:N") for mark in said),
    ]
    return finished(layers, rows, look, height=tall(HEIGHT, look))
