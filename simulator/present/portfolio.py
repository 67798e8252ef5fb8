"""The best choice of projects and establishments, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from rich.console import RenderableType
from rich.table import Table

from simulator.premises import Scenario
from simulator.present import mixes
from simulator.present.text import text, titled
from simulator.questions.portfolio import Portfolio, candidates_of


def portfolio_in_terminal(
    found: Portfolio, scenario: Scenario, figure: str, *, year: int, language: str
) -> Iterator[RenderableType]:
    """Lay out the best choice, what it is made of, what comes near it, what was refused, and the front.

    Yields
    ------
    RenderableType
        Tables and sentences, in the order in which they are read.
    """
    titles = {one.id: titled(one.title, language) for one in candidates_of(scenario)}
    if found.found:
        best = mixes.mix_table(found, titles, language)
        yield _table(best, text("portfolio.title", language, year=year), text("portfolio.note", language))
        yield mixes.gap_sentence(found.found[0], figure, language)
        if found.found[1:]:
            yield _table(mixes.near_table(found, titles, figure, language), text("portfolio.near", language), "")
    else:
        yield text("portfolio.none", language)
    yield from mixes.refused_sentences(found, titles, language)
    if not found.exhausted:
        yield mixes.stopped_sentence(found, language)
    if found.front:
        rows = mixes.front_table(found, titles, figure, language)
        yield _table(rows, text("portfolio.front", language), text("portfolio.front_note", language))


def _table(rows: pd.DataFrame, title: str, caption: str) -> Table:
    """Lay out written rows: words to the left, figures to the right."""
    shown = Table(title=title, caption=caption)
    shown.title_justify = shown.caption_justify = "left"
    for place, head in enumerate(rows.columns):
        shown.add_column(head, justify="right" if place else "left")
    for cells in rows.itertuples(index=False):
        shown.add_row(*cells)
    return shown
