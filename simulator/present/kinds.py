"""The trade-off between kinds, laid out for a terminal."""

from __future__ import annotations

from rich.table import Table

from simulator.present.frames.kinds import kinds_table
from simulator.present.text import text
from simulator.stages.jobs import KindJobs


def kinds_in_terminal(found: KindJobs, language: str) -> Table:
    """Lay out work per MW and per GWh of every kind, most work per MW first.

    Returns
    -------
    Table
        The same words and figures as on the screen.
    """
    rows = kinds_table(found, language)
    shown = Table(title=text("kinds.title", language), caption=text("kinds.note", language))
    shown.title_justify = shown.caption_justify = "left"
    for place, head in enumerate(rows.columns):
        shown.add_column(str(head), justify="right" if place > 1 else "left")
    for row in rows.itertuples(index=False):
        shown.add_row(*(str(cell) for cell in row))
    return shown
