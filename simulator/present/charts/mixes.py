"""Chart of a choice between two goods: what more of the one costs of the other."""

from __future__ import annotations

from typing import Final

import altair as alt

from simulator.present.charts.parts import Rows, by_kind, finished
from simulator.present.mixes import SORTS
from simulator.present.text import text
from simulator.present.theme import Look

HEIGHT: Final = 340
COLOURS: Final = ("range", "new_production", "existing", "deficit")
SHAPES: Final = ("circle", "diamond", "square", "cross")
SIZES: Final = (70, 240, 70, 110)


def chart_front(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the choices of which none has more of both, and where those run in full came to lie.

    A line leads from the sum of effects to what the whole simulation gave.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `mixes.front_rows`. [GWh], [unit of the aim]
    look : Look
    """
    scale = alt.Scale(zero=False, nice=True, padding=14)
    axis = alt.Axis(format=",.0f", tickCount=5)
    x = alt.X("surplus_gwh:Q", title=text("portfolio.axis", look.language), scale=scale, axis=axis)
    y = alt.Y("aim:Q", title=None, scale=scale, axis=axis)
    colour = by_kind("sort", SORTS, look, colours=COLOURS, words="portfolio.sort_", columns=2)
    shape = alt.Shape("sort:N", scale=alt.Scale(domain=list(SORTS), range=list(SHAPES)), legend=colour["legend"])
    size = alt.Size("sort:N", scale=alt.Scale(domain=list(SORTS), range=list(SIZES)), legend=None)
    tips = [alt.Tooltip(f"{field}:N", title=" ") for field in ("sort_name", "printed", "names")]
    on_front = alt.Chart().transform_filter("datum.sort == 'front'")
    gap = alt.Chart().mark_rule(color=look.colours["quiet"], strokeWidth=2, strokeDash=[3, 2])
    layers = [
        on_front.mark_line(color=look.colours["range"], strokeWidth=2).encode(x=x, y=y, order="surplus_gwh:Q"),
        gap.encode(x=x, x2="sum_gwh:Q", y=y, y2="sum_aim:Q"),
        alt.Chart()
        .mark_point(filled=True, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, size=size, tooltip=tips),
        alt.Chart()
        .mark_text(align="left", dx=11, dy=-9, color=look.colours["text"], fontWeight=600)
        .encode(x=x, y=y, text="mark:N"),
    ]
    return finished(layers, rows, look, height=HEIGHT)
