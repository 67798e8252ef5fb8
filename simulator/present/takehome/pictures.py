"""Charts as pictures: the chart of the screen with title, explanation, source and date printed on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import vl_convert

from simulator.present import frames
from simulator.present.charts import ROWS, template
from simulator.present.frames import Seen, View
from simulator.present.takehome import svg
from simulator.present.takehome.handout import Handout
from simulator.present.text import text
from simulator.present.theme import Look

CHART_WIDTH: Final = 720.0
MARGIN: Final = 28.0
TITLE_SIZE, SUBTITLE_SIZE, SOURCE_SIZE = 22.0, 13.0, 11.0
CHIP, CHIP_GAP, CHIP_LINE = 12.0, 18.0, 20.0
SCALE: Final = 2.0
# Charts of one scenario that can be taken home.
TAKEN: Final = ("waterfall", "months", "weeks", "work", "income")
VEGALITE: Final = "6.4"


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed on a picture: title and explanation above, source and date below.

    Parameters
    ----------
    title, subtitle, source, printed_on : str
    slots : tuple of str
        Titles of the compared scenarios in the order of their colours, where nothing else in the chart names them.
    """

    title: str
    subtitle: str
    source: str
    printed_on: str
    slots: tuple[str, ...] = ()


def bare_chart(
    name: str,
    rows: pd.DataFrame,
    look: Look,
    *,
    width: float,
    height: float | None = None,
    label_room: float | None = None,
) -> str:
    """Draw a chart of `BUILDERS` alone, as SVG.

    Parameters
    ----------
    name : str
    rows : DataFrame
        As its builder wants them.
    look : Look
    width, height : float
        Size; the chart's own height if left out. [px]
    label_room : float
        For the names of the bars; the chart's own if left out. [px]
    """
    spec = template(name, look)
    spec["width"] = width
    if height is not None:
        spec["height"] = height
    if label_room is not None:
        _make_room(spec, label_room)
    spec["datasets"] = {ROWS: rows.to_dict("records")}
    spec["autosize"] = (
        {"type": "fit-x", "contains": "padding"} if height is None else {"type": "fit", "contains": "padding"}
    )
    spec["config"] = {**spec["config"], "font": svg.FONT}
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE))


def _make_room(spec: dict[str, Any], label_room: float) -> None:
    """Let the names beside the bars be longer."""
    for layer in spec["layer"]:
        axis = layer.get("encoding", {}).get("y", {}).get("axis")
        if axis:
            axis["labelLimit"] = label_room


def chart_svg(name: str, rows: pd.DataFrame, look: Look, caption: Caption) -> str:
    """Draw a chart with its caption on paper, as SVG.

    Parameters
    ----------
    name : str
        Of `BUILDERS`.
    rows : DataFrame
    look : Look
    caption : Caption
    """
    colours, width = look.colours, CHART_WIDTH
    chart = bare_chart(name, rows, look, width=width)
    title = svg.lines_of(caption.title, TITLE_SIZE, width, bold=True)
    subtitle = svg.lines_of(caption.subtitle, SUBTITLE_SIZE, width)
    below = svg.lines_of(f"{caption.source} {caption.printed_on}", SOURCE_SIZE, width)
    top = MARGIN + TITLE_SIZE
    under_title = top + len(title) * TITLE_SIZE * svg.LINE_HEIGHT - 4
    chips_top = under_title + len(subtitle) * SUBTITLE_SIZE * svg.LINE_HEIGHT
    chips, chart_top = _chips(caption.slots, look, chips_top)
    source_top = chart_top + svg.size_of(chart)[1] + SOURCE_SIZE + 14
    height = source_top + (len(below) - 1) * SOURCE_SIZE * svg.LINE_HEIGHT + MARGIN
    parts = [
        svg.write_lines(MARGIN, top, title, size=TITLE_SIZE, colour=colours["text"], bold=True),
        svg.write_lines(MARGIN, under_title, subtitle, size=SUBTITLE_SIZE, colour=colours["quiet"]),
        *chips,
        svg.placed(chart, MARGIN, chart_top),
        svg.write_lines(MARGIN, source_top, below, size=SOURCE_SIZE, colour=colours["quiet"]),
    ]
    return svg.page((width + 2 * MARGIN, height), parts, paper=colours["paper"], title=caption.title)


def _chips(titles: Sequence[str], look: Look, top: float) -> tuple[list[str], float]:
    """Draw which colour belongs to which scenario, in as many lines as it takes; return where the last one ends."""
    parts, x, y = [], MARGIN, top + 8
    for place, title in enumerate(titles):
        words = svg.lines_of(title, SUBTITLE_SIZE, CHART_WIDTH - CHIP - CHIP_GAP, most=1)
        wide = CHIP + 6 + svg.width_of(words[0], SUBTITLE_SIZE) + CHIP_GAP
        if x > MARGIN and x + wide > MARGIN + CHART_WIDTH:
            x, y = MARGIN, y + CHIP_LINE
        parts.append(svg.box((x, y - CHIP + 1), (CHIP, CHIP), fill=look.slot(place), radius=2))
        parts.append(svg.write_lines(x + CHIP + 6, y, words, size=SUBTITLE_SIZE, colour=look.colours["text"]))
        x += wide
    return parts, y + CHIP if titles else top


def as_png(drawn: str, *, scale: float = SCALE) -> bytes:
    """Turn a drawn picture into PNG."""
    return bytes(vl_convert.svg_to_png(drawn, scale=scale))


def as_pdf(drawn: str) -> bytes:
    """Turn a drawn picture into PDF, its text still text."""
    return bytes(vl_convert.svg_to_pdf(drawn))


def scenario_pictures(seen: Seen, handout: Handout, *, dark: bool = False) -> Mapping[str, str]:
    """Draw every chart of one scenario, as SVG by name."""
    look, view = Look(handout.language, dark), handout.look_at
    rows = {
        "waterfall": handout.steps,
        "months": handout.months,
        "weeks": frames.weeks(seen, view),
        "work": frames.work([seen], view),
        "income": frames.income([seen], view),
    }
    return MappingProxyType({name: chart_svg(name, rows[name], look, _caption(name, seen, handout)) for name in TAKEN})


def _caption(name: str, seen: Seen, handout: Handout) -> Caption:
    view: View = handout.look_at
    words = {"year": view.year, "weather": handout.weather}
    titles = {
        "waterfall": (
            text("chart.waterfall", view.language, **words),
            handout.say("chart.waterfall_subtitle", **words),
        ),
        "months": (handout.say("chart.months"), handout.say("chart.months_subtitle", **words)),
        "weeks": (handout.say("week.title"), handout.say("week.definition")),
        "work": (handout.say("chart.jobs"), handout.say("chart.jobs_subtitle", **words)),
        "income": (
            handout.say("chart.income"),
            handout.say("chart.income_subtitle", price_year=seen.result.income.price_year, **words),
        ),
    }
    title, subtitle = titles[name]
    return Caption(title, f"{handout.title}. {subtitle}", handout.source, handout.printed_on)
