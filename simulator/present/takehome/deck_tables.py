"""Tables of PowerPoint itself: goals, and how certain the assumptions are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Inches, Pt

from simulator.present.frames import CONFIDENCES
from simulator.present.takehome.deck_charts import Place
from simulator.present.takehome.handout import Handout
from simulator.present.theme import LIGHT

ROW_HEIGHT: Final = Inches(0.4)
GOAL_WIDTHS: Final = (1.6, 4.5, 2.0, 2.7, 1.333)
COUNT_WIDTHS: Final = (5.0, 2.378, 2.378, 2.377)


def add_goals(slide: Slide, place: Place, rows: pd.DataFrame, handout: Handout) -> Table:
    """Add goals, one row each: status in symbol, word and colour, what is wanted, what the scenario gives.

    Parameters
    ----------
    slide : Slide
    place : Place
    rows : DataFrame
        From `frames.goals`.
    handout : Handout
    """
    heads = [handout.say(f"goals.{name}") for name in ("status", "what", "value", "target", "chance")]
    written = [
        [
            f"{row['symbol']} {row['status_name']}",
            row["name"],
            row["value"],
            f"{row['target']} {row['by']}",
            row["chance"],
        ]
        for _, row in rows.iterrows()
    ]
    table = _table(slide, place, [heads, *written], GOAL_WIDTHS)
    for place_, status in enumerate(rows["status"], start=1):
        _dress(table.cell(place_, 0), colour=LIGHT[status], bold=True)
    return table


def add_confidence(slide: Slide, place: Place, handout: Handout) -> Table:
    """Add how many assumptions of each theme are measured, estimated or assumed."""
    counts = pd.crosstab(handout.assumptions["topic"], handout.assumptions["confidence"])
    counts = counts.reindex(columns=list(CONFIDENCES), fill_value=0)
    heads = [handout.say("take.theme"), *(handout.say(f"take.count_{word}") for word in CONFIDENCES)]
    written = [
        [handout.say(f"topic.{topic}"), *(str(int(row[word])) for word in CONFIDENCES)]
        for topic, row in counts.iterrows()
    ]
    return _table(slide, place, [heads, *written], COUNT_WIDTHS, height=Inches(0.3), size=12)


def _table(
    slide: Slide,
    place: Place,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    height: int = ROW_HEIGHT,
    size: float = 13,
) -> Table:
    """Add a plain table: a dark head, light rows, figures to be read across."""
    frame = slide.shapes.add_table(len(rows), len(widths), place.left, place.top, place.width, height * len(rows))
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for down, row in enumerate(rows):
        table.rows[down].height = height
        for across, words in enumerate(row):
            cell = table.cell(down, across)
            cell.text = words
            paper = LIGHT["surplus"] if down == 0 else "#F1F5F8" if down % 2 else LIGHT["paper"]
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(paper[1:])
            _dress(cell, colour=LIGHT["paper"] if down == 0 else LIGHT["text"], bold=down == 0, size=size)
    return table


def _dress(cell: _Cell, *, colour: str, bold: bool, size: float = 13) -> None:
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    font = cell.text_frame.paragraphs[0].font
    font.size, font.bold = Pt(size), bold
    font.color.rgb = RGBColor.from_string(colour[1:])
