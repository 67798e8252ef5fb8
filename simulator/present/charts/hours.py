"""Charts of hours: year, month and week with their peaks, sorted hours, month by hour, reservoirs."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from simulator.hours import HOURS_PER_YEAR
from simulator.present.charts.parts import Rows, by_kind, edged, finished, zero_line
from simulator.present.frames import WEEK_PARTS
from simulator.present.text import text
from simulator.present.theme import Look

PART_COLOURS: Final = ("part1", "part2", "new_production", "sun", "consumption", "deficit", "unserved")
HEIGHT: Final = 320
MAP_HEIGHT: Final = 420
LOAD_HEIGHT: Final = 200
UTC: Final = alt.Scale(type="utc", nice=False)
ABOVE: Final = "surplus"
BELOW: Final = "deficit"
FIRST_HOUR: Final = "datum.hours == 0"  # what stands in every row is drawn once
FIRST_DAY: Final = "datum.day == 0"
ASIDE: Final = alt.expr("datum.align == 'left' ? 8 : -8")


def chart_days(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the surplus of every day: a band from its lowest to its highest hour, a line through the means.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.days`. [MW]
    look : Look
    """
    x, tooltip = (
        _time("%b"),
        [
            alt.Tooltip("date:N", title=" "),
            _mw("low_mw", text("hours.lowest", look.language)),
            _mw("mean_mw", text("hours.mean", look.language)),
            _mw("high_mw", text("hours.highest", look.language)),
        ],
    )
    band = alt.Chart().mark_area(opacity=0.75, color=look.colours["range"])
    line = alt.Chart().mark_line(strokeWidth=1.8, color=look.colours["text"])
    layers = [
        band.encode(x=x, y=_surplus("low_mw", look), y2="high_mw:Q", tooltip=tooltip),
        zero_line(look, upright=False),
        line.encode(x=x, y="mean_mw:Q", tooltip=tooltip),
        *_extremes(x, look),
    ]
    return finished(layers, rows, look, height=HEIGHT)


def chart_month_hours(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the surplus of every hour of a month, above and below zero in two colours.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.month_hours`. [MW]
    look : Look
    """
    x = _days(look)
    tooltip = [
        alt.Tooltip("moment:N", title=" "),
        _mw("surplus_mw", text("hours.axis", look.language)),
        _mw("production_mw", text("hours.produced", look.language)),
        _mw("consumption_mw", text("hours.part_consumption", look.language)),
    ]
    layers = [*_signed(x, look, "step-after", tooltip), zero_line(look, upright=False), *_extremes(x, look)]
    return finished(layers, rows, look, height=HEIGHT)


def chart_week_hours(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw what is made in every hour of a week, by source, and what is wanted.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.week_hours`. [MW]
    look : Look
    """
    x = _days(look)
    y = alt.Y("low_mw:Q", title=text("hours.axis_power", look.language), axis=alt.Axis(tickCount=5, format=",.0f"))
    kinds, colours = (*WEEK_PARTS, "consumption"), (*PART_COLOURS, "text")
    colour = by_kind("part", kinds, look, colours=colours, words="hours.part_", columns=2)
    tooltip = [
        alt.Tooltip("moment:N", title=" "),
        alt.Tooltip("name:N", title=" "),
        _mw("mw", "MW"),
    ]
    area = (
        alt.Chart().mark_area(interpolate="step-after").encode(x=x, y=y, y2="high_mw:Q", color=colour, tooltip=tooltip)
    )
    line = (
        alt.Chart()
        .mark_line(interpolate="step-after", strokeWidth=2.2)
        .encode(x=x, y="high_mw:Q", color=colour, tooltip=tooltip)
    )
    layers = [
        area.transform_filter("datum.part != 'consumption'"),
        line.transform_filter("datum.part == 'consumption'"),
    ]
    return finished([*layers, zero_line(look, upright=False)], rows, look, height=HEIGHT)


def chart_duration(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the hours of a year sorted by surplus, what the grid to the outside carries, and how long it lasts.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.duration`. [MW]
    look : Look
    """
    axis = alt.Axis(tickCount=5, format=",.0f")
    x = alt.X(
        "hours:Q",
        title=text("hours.duration_axis", look.language),
        axis=axis,
        scale=alt.Scale(domain=[0, HOURS_PER_YEAR], nice=False),
    )
    tooltip = [alt.Tooltip("hours:Q", title=text("unit.hours", look.language), format=",.0f"), _mw("surplus_mw", "MW")]
    band = alt.Chart().mark_area(**edged("existing", 0.25, look))
    line = alt.Chart().mark_line(strokeWidth=2, color=look.colours["text"])
    holds = alt.Chart().mark_text(dy=16, fontSize=15, fontWeight=600, color=look.colours["text"])
    layers = [
        *_signed(x, look, "linear", tooltip),
        band.encode(x=x, y="low_mw:Q", y2="high_mw:Q"),
        line.encode(x=x, y="surplus_mw:Q", tooltip=tooltip),
        zero_line(look, upright=False),
        *_limit("import", look, below=True),
        *_limit("export", look, below=False),
        holds.encode(x="label_hours:Q", y=alt.datum(0), text="text:N").transform_filter(FIRST_HOUR),
    ]
    return finished(layers, rows, look, height=HEIGHT)


def chart_day_map(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw the mean surplus of every hour of the day in every month; zero has the colour between.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.day_map`. [MW]
    look : Look
    """
    scale = alt.Scale(
        range=[look.colours[BELOW], look.colours["between"], look.colours[ABOVE]],
        domainMid=0,
        interpolate="rgb",
        nice=False,
    )
    legend = alt.Legend(
        type="gradient", orient="top", title=text("hours.axis", look.language), format=",.0f", gradientLength=220
    )
    months = alt.Axis(labelAngle=0, labelOverlap=True, orient="bottom", grid=False)
    hours = alt.Axis(labelOverlap=True, grid=False)
    x = alt.X("label:N", sort=None, title=None, axis=months)
    y = alt.Y("hour_label:O", sort=None, title=text("hours.map_axis", look.language), axis=hours)
    tooltip = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("hour_label:N", title=text("hours.map_axis", look.language)),
        alt.Tooltip("text:N", title=text("hours.mean", look.language)),
        alt.Tooltip("lowest_text:N", title=text("hours.map_lowest", look.language)),
    ]
    cell = alt.Chart().mark_rect(cornerRadius=0)
    unseen = alt.Chart().mark_rect(opacity=0)  # widens the scale to the same distance on both sides
    layers = [
        cell.encode(x=x, y=y, color=alt.Color("surplus_mw:Q", scale=scale, legend=legend), tooltip=tooltip),
        unseen.encode(x=x, y=y, color=alt.Color("edge_mw:Q", scale=scale, legend=legend)),
    ]
    frame = alt.ViewBackground(stroke=look.colours["existing"])  # faint cells end somewhere
    return finished(layers, rows, look, height=MAP_HEIGHT, view=frame)


def chart_reservoir(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw how full the reservoirs are week by week, with the range of the weather years and the lowest level.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.reservoir`. [share]
    look : Look
    """
    x = _time("%b")
    y = alt.Y(
        "share:Q",
        title=text("hours.reservoir_axis", look.language),
        axis=alt.Axis(tickCount=5, labelExpr="format(datum.value * 100, '.0f')"),
        scale=alt.Scale(domain=[0, 1]),
    )
    tooltip = [
        alt.Tooltip("date:N", title=" "),
        alt.Tooltip("share:Q", title=text("hours.reservoir_axis", look.language), format=".0%"),
    ]
    band = alt.Chart().mark_area(**edged("existing", 0.25, look))
    line = alt.Chart().mark_line(strokeWidth=3, color=look.colours["range"], point={"size": 18, "filled": True})
    lowest = alt.Chart().mark_rule(strokeDash=[5, 4], color=look.colours["quiet"])
    layers = [
        band.encode(x=x, y=alt.Y("low_share:Q"), y2="high_share:Q"),
        line.encode(x=x, y=y, tooltip=tooltip),
        lowest.encode(y="lowest_share:Q").transform_filter(FIRST_DAY),
    ]
    return finished(layers, rows, look, height=HEIGHT)


def chart_own_load(rows: Rows, look: Look) -> alt.LayerChart:
    """Draw an own hourly curve day by day: a band from its lowest to its highest hour, a line through the means.

    Parameters
    ----------
    rows : DataFrame or NamedData
        From `frames.own_load`. [share]
    look : Look
    """
    language, axis = look.language, alt.Axis(tickCount=5, format=".0%")
    x = _time("%b")
    y = alt.Y("low_share:Q", title=text("curve.axis", language), axis=axis, scale=alt.Scale(domain=[0, 1]))
    named = (("low_share", "least"), ("mean_share", "mean"), ("high_share", "highest"))
    shares = [alt.Tooltip(f"{field}:Q", title=text(f"curve.{name}", language), format=".0%") for field, name in named]
    tooltip = [alt.Tooltip("date:N", title=" "), *shares]
    layers = [
        alt.Chart().mark_area(**edged("range", 0.25, look)).encode(x=x, y=y, y2="high_share:Q", tooltip=tooltip),
        alt.Chart().mark_line(color=look.colours["text"]).encode(x=x, y="mean_share:Q", tooltip=tooltip),
    ]
    return finished(layers, rows, look, height=LOAD_HEIGHT)


def _time(form: str, ticks: Any = "month") -> alt.X:
    """Return a time axis that reads milliseconds and knows no time zone; a label begins where its time begins."""
    axis = alt.Axis(format=form, tickCount=ticks, labelAlign="left", labelOverlap="parity", labelSeparation=6)
    return alt.X("time_ms:T", title=None, scale=UTC, axis=axis)


def _days(look: Look) -> alt.X:
    """Return a time axis with a label for every day that has room for one."""
    return _time(text("hours.axis_date", look.language), "day")


def _surplus(field: str, look: Look) -> alt.Y:
    axis = alt.Axis(tickCount=5, format=",.0f")
    return alt.Y(f"{field}:Q", title=text("hours.axis", look.language), axis=axis)


def _mw(field: str, title: str) -> alt.Tooltip:
    return alt.Tooltip(f"{field}:Q", title=title, format=",.0f")


def _signed(x: alt.X, look: Look, interpolate: Any, tooltip: list[alt.Tooltip]) -> list[alt.Chart]:
    """Fill what lies above zero in one colour and what lies below in another."""
    parts = ((ABOVE, "max(datum.surplus_mw, 0)"), (BELOW, "min(datum.surplus_mw, 0)"))
    return [
        alt.Chart()
        .mark_area(opacity=0.75, interpolate=interpolate, color=look.colours[kind])
        .encode(x=x, y=_surplus("signed_mw", look), tooltip=tooltip)
        .transform_calculate(signed_mw=formula)
        for kind, formula in parts
    ]


def _extremes(x: alt.X, look: Look) -> list[alt.Chart]:
    """Mark the lowest and the highest hour with a dot and a figure that stays inside, with room for both."""
    dot = alt.Chart().mark_point(size=50, filled=True, opacity=1, color=look.colours["text"])
    unseen = alt.Chart().mark_point(opacity=0, size=0)
    layers = [
        unseen.encode(x=x, y="edge_mw:Q"),
        dot.encode(x=x, y="mark_mw:Q").transform_filter("datum.mark != ''"),
    ]
    for mark, away in (("lowest", 14), ("highest", -10)):
        words = alt.Chart().mark_text(
            align=alt.expr("datum.align"), dx=ASIDE, dy=away, fontWeight=600, color=look.colours["text"]
        )
        layers.append(words.encode(x=x, y="mark_mw:Q", text="text:N").transform_filter(f"datum.mark == '{mark}'"))
    return layers


def _limit(way: str, look: Look, *, below: bool) -> list[alt.Chart]:
    """Draw what the grid to the outside carries one way, with its name on the line."""
    rule = alt.Chart().mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=look.colours["quiet"])
    words = alt.Chart().mark_text(align="left" if below else "right", dx=6 if below else -6, dy=-9 if below else 12)
    at = alt.datum(0 if below else HOURS_PER_YEAR)
    return [
        rule.encode(y=f"{way}_limit_mw:Q").transform_filter(FIRST_HOUR),
        words.encode(x=at, y=f"{way}_limit_mw:Q", text=f"{way}_text:N").transform_filter(FIRST_HOUR),
    ]
