"""Charts of PowerPoint itself: their figures lie in a workbook inside the slides and can be edited there."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from simulator.present.frames.power import TOTALS
from simulator.present.theme import LIGHT

# Names of the series: what carries, what is shown above and below zero, and room for the written figure.
BASE, ABOVE, BELOW, ROOM = "0", "GWh", "−GWh", "…"
ROOM_SHARE: Final = 0.12  # of the longest bar
NUMBER_FORM: Final = "#,##0"
CHART_SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Place(NamedTuple):
    """Where something stands on a slide. [English metric units]"""

    left: int
    top: int
    width: int
    height: int


def add_waterfall(slide: Slide, place: Place, steps: pd.DataFrame, *, alt: str) -> Chart:
    """Add the waterfall as stacked bars on an unseen base, read from the top.

    Parameters
    ----------
    slide : Slide
    place : Place
    steps : DataFrame
        From `frames.waterfall`; the printed figures are drawn. [GWh]
    alt : str
        Description for those who do not see it.
    """
    spans = printed_spans(steps)
    content = CategoryChartData(number_format=NUMBER_FORM)
    content.categories = list(steps["label"])
    room = [ROOM_SHARE * float(steps["printed_gwh"].abs().max())] * len(steps)
    for name, column in ((BASE, spans["base"]), (ABOVE, spans["above"]), (BELOW, spans["below"]), (ROOM, room)):
        content.add_series(name, [float(value) for value in column])
    chart = _added(slide, place, XL_CHART_TYPE.BAR_STACKED, content, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    base, above, below, beside = plot.series
    for unseen in (base, beside):
        unseen.format.fill.background()
    for series in (above, below):
        _coloured(series, steps)
    _written(beside, steps)
    chart.has_legend = False
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    return chart


def printed_spans(steps: pd.DataFrame) -> pd.DataFrame:
    """Return how a stacked chart draws each printed step: an unseen base, and what is seen above and below zero.

    Returns
    -------
    DataFrame
        Columns base, above, below. [GWh]
    """
    ends = steps["printed_gwh"].cumsum()
    starts = (ends - steps["printed_gwh"]).round(1)
    ends = ends.round(1)
    starts.iloc[-1], ends.iloc[-1] = 0.0, steps["printed_gwh"].iloc[-1]
    low, high = pd.concat([starts, ends], axis=1).min(axis=1), pd.concat([starts, ends], axis=1).max(axis=1)
    base = low.where(low > 0, high.where(high < 0, 0.0))
    above = (high.clip(lower=0) - base.clip(lower=0)).round(1)
    below = (low.clip(upper=0) - base.clip(upper=0)).round(1)
    return pd.DataFrame({"base": base, "above": above, "below": below})


def _coloured(series: BarSeries, steps: pd.DataFrame) -> None:
    """Colour each bar by its kind."""
    series.invert_if_negative = False
    for place, kind in enumerate(steps["kind"]):
        _fill(series.points[place].format, LIGHT["existing" if kind == "scenario" else kind])


def _written(series: BarSeries, steps: pd.DataFrame) -> None:
    """Write each printed figure beside its bar."""
    for place, (words, kind) in enumerate(zip(steps["text"], steps["kind"], strict=True)):
        label = series.points[place].data_label
        label.text_frame.text = words
        font = label.text_frame.paragraphs[0].font
        font.size, font.bold = Pt(16), kind in TOTALS
        label.position = XL_LABEL_POSITION.INSIDE_BASE


def add_months(slide: Slide, place: Place, rows: pd.DataFrame, *, heads: list[str], alt: str) -> Chart:
    """Add the months: consumption as stacked columns, production as a line.

    Parameters
    ----------
    slide : Slide
    place : Place
    rows : DataFrame
        Columns label, consumption, establishments, production. [GWh]
    heads : list of str
        Names of the three, in that order.
    alt : str
    """
    content = CategoryChartData(number_format="#,##0.0")
    content.categories = list(rows["label"])
    for head, name in zip(heads, ("consumption", "establishments", "production"), strict=True):
        content.add_series(head, [float(value) for value in rows[name]])
    chart = _added(slide, place, XL_CHART_TYPE.COLUMN_STACKED, content, alt)
    chart.plots[0].gap_width, chart.plots[0].overlap = 60, 100
    for series, colour in zip(chart.plots[0].series, ("consumption", "establishment", "surplus"), strict=True):
        _fill(series.format, LIGHT[colour])
        series.invert_if_negative = False
    _last_as_line(chart)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(16)
    return chart


def _last_as_line(chart: Chart) -> None:
    """Move the last series of a column chart to a line chart on the same axes."""
    bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
    series = bars.findall(qn("c:ser"))[-1]
    bars.remove(series)
    for name in ("c:invertIfNegative", "c:spPr"):
        for found in series.findall(qn(name)):
            series.remove(found)
    colour = LIGHT["surplus"][1:]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    spaces = f'xmlns:c="{CHART_SPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    line = parse_xml(f'<c:spPr {spaces}><a:ln w="38100" cap="rnd">{fill}<a:round/></a:ln></c:spPr>')
    dots = parse_xml(
        f'<c:marker {spaces}><c:symbol val="circle"/><c:size val="8"/>'
        f"<c:spPr>{fill}<a:ln>{fill}</a:ln></c:spPr></c:marker>"
    )
    series.find(qn("c:tx")).addnext(line)
    line.addnext(dots)
    series.append(parse_xml(f'<c:smooth {spaces} val="0"/>'))
    axes = "".join(f'<c:axId val="{axis.get("val")}"/>' for axis in bars.findall(qn("c:axId")))
    start = '<c:grouping val="standard"/><c:varyColors val="0"/>'
    lines = parse_xml(f'<c:lineChart {spaces}>{start}<c:marker val="1"/>{axes}</c:lineChart>')
    lines.find(qn("c:varyColors")).addnext(series)
    bars.addnext(lines)


def _added(slide: Slide, place: Place, kind: Any, content: CategoryChartData, alt: str) -> Chart:
    """Add a chart, its letters large enough for the back of a room."""
    frame = slide.shapes.add_chart(kind, *place, content)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size = Pt(14)
    chart.font.color.rgb = RGBColor.from_string(LIGHT["text"][1:])
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(LIGHT["quiet"][1:])
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT["grid"][1:])
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = (
        NUMBER_FORM,
        False,
    )
    chart.value_axis.format.line.fill.background()
    return chart


def _fill(form: Any, colour: str) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = RGBColor.from_string(colour[1:])
