"""Chart of the region as a map: areas, the lines between them, and where power leaves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import altair as alt

from simulator.present.charts.parts import Rows, edged, finished, haloed
from simulator.present.theme import Look

HEIGHT: Final = 500
REACH_KM: Final = (140.0, 186.0)  # across and up: the region, and room for the ways out and their names
LARGEST_GWH, LARGEST_PX2 = 1500.0, 3200.0
OFFSET: Final = 11
Channel = type[alt.X] | type[alt.Y]
SIDES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "right": {"align": "left", "baseline": "middle", "dx": OFFSET},
        "left": {"align": "right", "baseline": "middle", "dx": -OFFSET},
        "above": {"align": "center", "baseline": "bottom", "dy": -OFFSET},
        "below": {"align": "center", "baseline": "top", "dy": OFFSET},
    }
)


def chart_grid_map(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw areas by what they have left, and lines by whether they get full. North is up, and a km as long both ways.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.grid_map`. [km], [GWh], [hours]
    look : Look
    """
    ink = look.colours
    x, y = _axis(alt.X, "x_km", "width"), _axis(alt.Y, "y_km", "height")
    border = (
        _part("border")
        .mark_line(interpolate="linear-closed", color=ink["consumption"], fill=ink["between"], strokeWidth=1)
        .encode(x=x, y=y, detail="id:N", order="number:Q")
    )
    lines = [
        _part("line", "way", more=f"datum.tone == '{tone}'")
        .mark_rule(color=ink[colour], strokeWidth=look.size(width), strokeCap="round")
        .encode(x=x, y=y, x2="to_x_km:Q", y2="to_y_km:Q", tooltip=_told())
        for tone, colour, width in (("open", "existing", 2.5), ("full", "deficit", 6))
    ]
    scale = alt.Scale(domain=[0, LARGEST_GWH], range=[0, LARGEST_PX2 * look.scale**2], clamp=True)
    circles = [
        _part("area", more=sign)
        .mark_circle(opacity=1, **inked)
        .encode(x=x, y=y, size=alt.Size("size_gwh:Q", scale=scale, legend=None), tooltip=_told())
        for sign, colour in (("datum.gwh >= 0", "surplus"), ("datum.gwh < 0", "deficit"))
        for inked in ({"color": ink["paper"], "stroke": ink[colour]}, edged(colour, 0.35, look))
    ]
    middle = {"x": _axis(alt.X, "mid_x_km", "width"), "y": _axis(alt.Y, "mid_y_km", "height")}
    beside = {"align": "left", "dx": look.size(7), "fontSize": look.size(11)}
    loads = [mark.encode(**middle, text="label:N") for mark in haloed(_part("line", "way"), look, "quiet", **beside)]
    names = [
        mark.encode(x=x, y=y, text="label:N")
        for side, where in SIDES.items()
        for mark in haloed(
            _part("area", "exit", more=f"datum.side == '{side}'"),
            look,
            "text",
            lineBreak="\n",
            fontWeight=600,
            fontSize=look.size(12),
            **{name: look.size(value) if isinstance(value, int) else value for name, value in where.items()},
        )
    ]
    return finished([border, *lines, *circles, *loads, *names], rows, look, height=look.size(HEIGHT))


def _part(*parts: str, more: str = "true") -> alt.Chart:
    """Begin a layer of some parts of the map."""
    chosen: alt.Chart = alt.Chart().transform_filter(f"indexof({list(parts)}, datum.part) >= 0 && {more}")
    return chosen


def _axis(channel: Channel, field: str, side: str) -> Any:
    """Return a channel whose scale shows the whole map, whatever the room: the narrower side decides."""
    across, up = REACH_KM
    half = f"{side} * max({across} / width, {up} / height) / 2"
    ends = {"domainMin": alt.ExprRef(f"-{half}"), "domainMax": alt.ExprRef(half)}
    return channel(f"{field}:Q", axis=None, scale=alt.Scale(nice=False, zero=False, **ends))


def _told() -> list[alt.Tooltip]:
    return [alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=" ")]
