"""Charts of how sure the figures are: fans, chances, draws, what matters most."""

from __future__ import annotations

from typing import Final, Literal

import altair as alt

from simulator.present.charts.parts import (
    STEP_HEIGHT,
    Rows,
    apart,
    by_kind,
    edged,
    finished,
    label,
    lines_of_labels,
    room,
    spread_line,
    zero_line,
)
from simulator.present.frames.goals import STATUSES
from simulator.present.text import text
from simulator.present.theme import Look

FAN_HEIGHT: Final = 250
DRAWS_HEIGHT: Final = 280
WORK_STEP: Final = 52  # names of goals, and of numbers about work, take up to three lines
SWING_STEP: Final = 66  # those about the grid up to four
OUTER: Final = 0.22
INNER: Final = 0.45
PER_CENT: Final = alt.Axis(format=".0%", tickCount=5)


def chart_fan(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how far a figure may lie from its middle, year by year: two bands and a line.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.fan` or `frames.jobs_fan`.
    look : Look
    """
    x = alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False), axis=alt.Axis(format="d", tickCount=5))
    layers = [
        _edge("edge_low"),
        _edge("edge_high"),
        _band(x, "outer", OUTER, look),
        _band(x, "inner", INNER, look),
        zero_line(look, upright=False),
        alt.Chart()
        .mark_line(color=look.colours["range"], strokeWidth=3)
        .encode(x=x, y=alt.Y("middle:Q"), tooltip=_tips(look)),
        _end_label(x, "outer_high", "high_label", look, baseline="bottom"),
        _end_label(x, "outer_low", "low_label", look, baseline="top"),
    ]
    return finished(layers, rows, look, height=FAN_HEIGHT)


def _edge(field: str) -> alt.Chart:
    """Make room above or below for labels."""
    point: alt.Chart = alt.Chart().mark_point(opacity=0, size=0).encode(y=f"{field}:Q")
    return point


def _band(x: alt.X, band: str, opacity: float, look: Look) -> alt.Chart:
    axis = alt.Axis(tickCount=5, tickMinStep=1, format=",.0f")
    area = alt.Chart().mark_area(**edged("range", opacity, look))
    drawn: alt.Chart = area.encode(x=x, y=alt.Y(f"{band}_low:Q", title=None, axis=axis), y2=f"{band}_high:Q")
    return drawn


def _tips(look: Look) -> list[alt.Tooltip]:
    bands = ("outer_high", "inner_high", "middle", "inner_low", "outer_low")
    tips = [alt.Tooltip(f"{band}:Q", title=text(f"fan.{band}", look.language), format=",.1f") for band in bands]
    return [alt.Tooltip("year:Q", title=" ", format="d"), *tips]


def _end_label(x: alt.X, at: str, field: str, look: Look, *, baseline: Literal["top", "bottom"]) -> alt.Chart:
    """Write what an edge stands for, at its last year."""
    mark = alt.Chart().mark_text(
        align="right", baseline=baseline, dy=4 if baseline == "top" else -4, color=look.colours["text"]
    )
    words: alt.Chart = mark.encode(x=x, y=f"{at}:Q", text=f"{field}:N")
    return words


def chart_chances(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how surely every goal is met.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.chances`.
    look : Look
    """
    y = lines_of_labels(look)
    tips = [alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "status_name", "label")]
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    bar = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("chance_share:Q", title=None, axis=axis), y=y, color=by_kind("status", STATUSES, look), tooltip=tips
        )
    )
    layers = [bar, room("edge_share"), label("label", "chance_share", look, y), zero_line(look, upright=True)]
    return finished(layers, rows, look, height=alt.Step(WORK_STEP))


def chart_draws(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how many draws fall where, with 5, 50 and 95 per cent.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.work_bins`.
    look : Look
    """
    language = look.language
    scale = alt.Scale(zero=False, nice=False, padding=40)
    x = alt.X("start_persons:Q", title=text("odds.persons", language), scale=scale, axis=_persons_axis())
    y = alt.Y("share:Q", title=text("odds.share", language), axis=PER_CENT)
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("printed:N", title=" ")]
    bar = alt.Chart().mark_bar(color=look.colours["range"], opacity=0.75, binSpacing=1)
    rule = alt.Chart().mark_rule(color=look.colours["text"], strokeWidth=2, strokeDash=[5, 3])
    words = alt.Chart().mark_text(baseline="bottom", dy=-3, color=look.colours["text"], fontWeight=600, lineBreak="\n")
    layers = [
        bar.encode(x=x, x2="end_persons:Q", y=y, y2=alt.datum(0), tooltip=tips).transform_filter("datum.part == 'bin'"),
        rule.encode(x=x, y=y, y2=alt.datum(0)).transform_filter("datum.part == 'mark'"),
        words.encode(x=x, y=y, text="label:N").transform_filter("datum.part == 'mark'"),
    ]
    return finished(layers, rows, look, height=DRAWS_HEIGHT)


def chart_curve(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the chance of at least so many at work, with the two goals.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.work_curve`.
    look : Look
    """
    language = look.language
    x = alt.X("persons:Q", title=text("odds.persons", language), scale=alt.Scale(nice=False), axis=_persons_axis())
    y = alt.Y("chance_share:Q", title=text("odds.at_least", language), axis=PER_CENT)
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("printed:N", title=" ")]
    line = alt.Chart().mark_line(color=look.colours["range"], strokeWidth=3)
    rule = alt.Chart().mark_rule(color=look.colours["text"], strokeWidth=2, strokeDash=[5, 3])
    words = alt.Chart().mark_text(angle=270, align="right", baseline="bottom", dy=-4, color=look.colours["text"])
    goal = "datum.part == 'goal'"
    layers = [
        line.encode(x=x, y=y, tooltip=tips).transform_filter("datum.part == 'curve'"),
        rule.encode(x=x, tooltip=tips).transform_filter(goal),
        words.encode(x=x, y=alt.datum(1), text="label:N").transform_filter(goal),
        alt.Chart()
        .mark_point(color=look.colours["text"], size=70, filled=True)
        .encode(x=x, y=y, tooltip=tips)
        .transform_filter(goal),
    ]
    return finished(layers, rows, look, height=DRAWS_HEIGHT)


def _persons_axis() -> alt.Axis:
    return alt.Axis(format=",.0f", tickCount=6, grid=False)


def chart_tornado(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how far each number alone moves the work, from its low to its high.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.tornado`.
    look : Look
    """
    return _tornado(rows, look, unit="persons", title=text("odds.persons", look.language))


def chart_swings(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how far each number alone moves a figure of power, from its low to its high.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.swing_rows`.
    look : Look
    """
    return _tornado(rows, look, unit="gwh", title="GWh")


def _tornado(rows: Rows, look: Look, *, unit: str, title: str) -> alt.LayerChart:
    y = lines_of_labels(look)
    tips = [alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "side_name", "change")]
    axis = alt.Axis(format=",.0f", tickCount=6, grid=False) if unit == "persons" else alt.Axis(tickCount=6, grid=False)
    x = alt.X(f"central_{unit}:Q", title=title, scale=alt.Scale(zero=False), axis=axis)
    colour = by_kind("side", ("low", "high"), look, colours=("surplus", "deficit"), words="tornado.")
    bar = alt.Chart().mark_bar().encode(x=x, x2=f"{unit}:Q", y=y, color=colour, tooltip=tips)
    middle = alt.Chart().mark_rule(color=look.colours["zero"], strokeWidth=1).encode(x=f"central_{unit}:Q")
    words = label("text", f"reach_{unit}", look, y).transform_filter("datum.side == 'high'")
    height = alt.Step(WORK_STEP if unit == "persons" else SWING_STEP)
    return finished([bar, room("edge_low"), room("edge_high"), middle, words], rows, look, height=height)


def chart_drawn_chances(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw in which part of the draws each goal is met, with the error of so few draws as a line.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.drawn_chances`.
    look : Look
    """
    y = lines_of_labels(look)
    tips = [alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "label", "error")]
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("chance_share:Q", title=None, axis=axis)
    bar = alt.Chart().mark_bar(color=look.colours["range"], opacity=0.75).encode(x=x, y=y, tooltip=tips)
    layers = [
        bar,
        room("edge_share"),
        spread_line("low_share", "high_share", look, y),
        label("label", "high_share", look, y),
        zero_line(look, upright=True),
    ]
    return finished(layers, rows, look, height=alt.Step(WORK_STEP))


def chart_parts(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw which part of the variance of each figure comes from where, as one divided bar.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.parts_of_variance`.
    look : Look
    """
    colours = ("existing", "new_production", "part4")
    tips = [alt.Tooltip(f"{field}:N", title=" ") for field in ("name", "part_name", "printed")]
    x = alt.X("share:Q", title=text("futures.parts_axis", look.language), stack="zero", axis=PER_CENT)
    colour = by_kind("part", ("weather", "projects", "assumptions"), look, colours=colours, words="futures.part_")
    bar = alt.Chart().mark_bar(**apart(look)).encode(x=x, y=lines_of_labels(look), color=colour, tooltip=tips)
    return finished([bar], rows, look, height=alt.Step(STEP_HEIGHT))


def chart_reach(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the chance that new production has reached its goal, year by year.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.reach_rows`.
    look : Look
    """
    x = alt.X("year:Q", title=None, scale=alt.Scale(nice=False, zero=False), axis=alt.Axis(format="d", tickCount=5))
    scale = alt.Scale(domain=[0, 1])
    y = alt.Y("chance_share:Q", title=text("futures.reach_axis", look.language), axis=PER_CENT, scale=scale)
    tips = [alt.Tooltip("year:Q", title=" ", format="d"), alt.Tooltip("printed:N", title=" ")]
    line = alt.Chart().mark_line(color=look.colours["range"], strokeWidth=3, point=True)
    words = alt.Chart().mark_text(align="right", baseline="bottom", dy=-8, color=look.colours["text"])
    layers = [line.encode(x=x, y=y, tooltip=tips), words.encode(x=x, y=y, text="label:N")]
    return finished(layers, rows, look, height=FAN_HEIGHT)
