"""What every chart is put together from: rows, scales, the zero line, room for labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from simulator.present.text import text
from simulator.present.theme import LARGEST_SET, Look, chart_config

Rows = pd.DataFrame | alt.NamedData
ROWS: Final = "rows"
FIT: Final = alt.AutoSizeParams(type="fit-x", contains="padding")
STEP_HEIGHT: Final = 38
FROM_AFAR_STEP, FROM_AFAR_HEIGHT = 48, 400
WIDEST_AXIS_LABEL: Final = 190


def named_rows() -> alt.NamedData:
    """Stand for rows that come later: a chart drawn once, filled again and again."""
    return alt.NamedData(name=ROWS)


def finished(layers: Sequence[alt.Chart], rows: Rows, look: Look, **properties: Any) -> alt.LayerChart:
    """Lay the layers over each other and give the look."""
    chart = alt.layer(*layers, data=rows).properties(width="container", autosize=FIT, **properties)
    dressed: alt.LayerChart = chart.configure(**chart_config(look))
    return dressed


def step(look: Look) -> alt.Step:
    """Return how high a bar with its label is: two lines of letters fit."""
    return alt.Step(FROM_AFAR_STEP if look.from_afar else STEP_HEIGHT)


def tall(near: int, look: Look) -> int:
    """Return the height of a chart that is so high near by. [px]"""
    return FROM_AFAR_HEIGHT if look.from_afar else near


def lines_of_labels(look: Look) -> alt.Y:
    """Return a category axis whose labels are broken into lines, in the order of the rows."""
    limit = look.size(WIDEST_AXIS_LABEL)
    axis = alt.Axis(labelExpr="split(datum.value, '\\n')", labelLimit=limit, labelOverlap=False)
    return alt.Y("axis_label:N", sort=None, title=None, axis=axis, scale=alt.Scale(paddingInner=0.34, paddingOuter=0.2))


def by_kind(
    field: str,
    kinds: Sequence[str],
    look: Look,
    *,
    colours: Sequence[str] | None = None,
    words: str = "",
    columns: int = 1,
) -> alt.Color:
    """Colour by kind; near by with a legend in words if a part of the catalogue is given."""
    scale = alt.Scale(domain=list(kinds), range=[look.colours[colour] for colour in colours or kinds])
    told = words and not look.from_afar
    legend = alt.Legend(labelExpr=_in_words(kinds, words, look.language), columns=columns) if told else None
    return alt.Color(f"{field}:N", scale=scale, legend=legend)


def _in_words(kinds: Sequence[str], words: str, language: str) -> str:
    return f"{[text(f'{words}{kind}', language) for kind in kinds]}[indexof({list(kinds)}, datum.value)]"


def by_slot(look: Look) -> alt.Color:
    """Colour by the scenario's place in the comparison, the same on every chart."""
    places = list(range(1, LARGEST_SET + 1))
    scale = alt.Scale(domain=places, range=[look.slot(place - 1) for place in places])
    return alt.Color("slot:N", scale=scale, legend=None)


def zero_line(look: Look, *, upright: bool) -> alt.Chart:
    """Draw where the figure is zero."""
    rule = alt.Chart().mark_rule(color=look.colours["zero"], strokeWidth=look.size(1))
    line: alt.Chart = rule.encode(x=alt.datum(0)) if upright else rule.encode(y=alt.datum(0))
    return line


def room(field: str) -> alt.Chart:
    """Make room for labels: an unseen point that widens the scale."""
    point: alt.Chart = alt.Chart().mark_point(opacity=0, size=0).encode(x=f"{field}:Q")
    return point


def label(field: str, at: str, look: Look, y: alt.Y) -> alt.Chart:
    """Write a label to the right of a bar."""
    mark = alt.Chart().mark_text(align="left", dx=look.size(7), color=look.colours["text"], fontWeight=600)
    words: alt.Chart = mark.encode(x=f"{at}:Q", y=y, text=f"{field}:N")
    return words


def spread_line(low: str, high: str, look: Look, y: alt.Y) -> alt.Chart:
    """Draw a range as a line along a bar, with an edge that tells it from the bar."""
    mark = alt.Chart().mark_bar(height=look.size(4), cornerRadius=0, color=look.colours["text"], **apart(look))
    line: alt.Chart = mark.encode(x=f"{low}:Q", x2=f"{high}:Q", y=y)
    return line


def apart(look: Look) -> dict[str, Any]:
    """Keep marks that touch apart by an edge in the colour of the paper."""
    return {"stroke": look.colours["paper"], "strokeWidth": 1}


def edged(colour: str, opacity: float, look: Look) -> dict[str, Any]:
    """Fill palely, so that what lies behind shows, with an edge that is seen."""
    ink = look.colours[colour]
    return {"color": ink, "fillOpacity": opacity, "stroke": ink, "strokeWidth": 1}


def haloed(layer: alt.Chart, look: Look, colour: str, **style: Any) -> list[alt.Chart]:
    """Write words twice: wide in the colour of the paper, so that lines below do not run through them, and in ink."""
    paper, ink = look.colours["paper"], look.colours[colour]
    around = layer.mark_text(color=paper, stroke=paper, strokeWidth=look.size(3), strokeJoin="round", **style)
    return [around, layer.mark_text(color=ink, **style)]
