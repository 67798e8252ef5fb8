"""Contested numbers at both values, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from simulator.premises import Quantity
from simulator.present.frames.duels import contested_rows
from simulator.present.text import text
from simulator.questions.duel import Duel

COLUMNS: Final = ("name", "one", "other", "answer")


def duels_in_terminal(duels: Sequence[Duel], book: Mapping[str, Quantity], language: str) -> Table:
    """Lay out what hangs on each contested number: name, both values, whether a conclusion flips and which.

    Returns
    -------
    Table
        The same words and figures as on the screen.
    """
    rows = contested_rows([duel.contested for duel in duels], duels, book, language)
    shown = Table(title=text("duel.title", language), caption=text("duel.note", language))
    shown.title_justify = shown.caption_justify = "left"
    for name in COLUMNS:
        shown.add_column(text(f"duel.column_{name}", language), justify="right" if name in COLUMNS[1:3] else "left")
    for row in rows.to_dict("records"):
        said = Text("\n".join(filter(None, (str(row["answer"]), str(row["flips"])))))
        shown.add_row(str(row["name"]), str(row["one"]), str(row["other"]), said)
    return shown
