"""The best choice of projects and establishments, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import RenderableType
from rich.table import Table

from simulator.premises import Scenario
from simulator.present.text import figure as number
from simulator.present.text import fmt, rounded, text, titled
from simulator.questions.hosting import CONDITIONAL, FIRM
from simulator.questions.portfolio import AGAINST, INCOME, INVESTMENT, JOBS, UNFILLED, Portfolio, Tried, candidates_of

UNITS: Final = {
    JOBS: "persons",
    INCOME: "MNOK",
    "surplus_gwh": "GWh",
    "winter_surplus_gwh": "GWh",
    "worst_week_surplus_gwh": "GWh",
    INVESTMENT: "MNOK",
    UNFILLED: "persons",
    FIRM: "hours",
    CONDITIONAL: "hours",
}
FOR_EACH: Final = (JOBS, INCOME, "surplus_gwh", "winter_surplus_gwh", INVESTMENT, UNFILLED)


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
        best = found.found[0]
        yield _best_table(found, best, titles, year=year, language=language)
        yield text(
            "portfolio.gap",
            language,
            name=_name(figure, language),
            linear=_written(figure, best.linear[figure], language),
            full=_written(figure, best.full[figure], language),
            gap=_written(figure, best.gap(figure), language, signed=True),
        )
        if found.found[1:]:
            yield _near_table(found.found, figure, titles, language)
    else:
        yield text("portfolio.none", language)
    yield from (_refused(one, titles, language) for one in found.refused)
    if not found.exhausted:
        yield text("portfolio.stopped", language, count=len(found.found) + len(found.refused))
    if found.front:
        yield _front_table(found, figure, titles, language)


def _best_table(found: Portfolio, best: Tried, titles: Mapping[str, str], *, year: int, language: str) -> Table:
    """Lay out what each chosen candidate does alone, their sum with what is there, and the whole simulation."""
    shown = _table(text("portfolio.title", language, year=year), text("portfolio.note", language))
    shown.add_column(text("portfolio.entry", language))
    for figure in FOR_EACH:
        shown.add_column(_head(figure, language), justify="right")
    effects = found.effects
    there = effects.together(())
    rows: list[tuple[str, Mapping[str, float], bool]] = [(text("portfolio.there", language), there, False)]
    for name in best.chosen:
        place = effects.names.index(name)
        rows.append((titles[name], dict(zip(effects.figures, effects.alone[:, place].tolist(), strict=True)), True))
    rows += [
        (text("portfolio.sum", language), best.linear, False),
        (text("portfolio.full", language), best.full, False),
    ]
    for label, values, signed in rows:
        shown.add_row(label, *(_bare(figure, values[figure], language, signed=signed) for figure in FOR_EACH))
    return shown


def _near_table(found: Sequence[Tried], figure: str, titles: Mapping[str, str], language: str) -> Table:
    """Lay out how each near choice differs from the best."""
    shown = _table(text("portfolio.near", language), "")
    figures = tuple(dict.fromkeys((figure, AGAINST, INVESTMENT)))
    shown.add_column(text("portfolio.differs", language))
    for name in figures:
        shown.add_column(_head(name, language), justify="right")
    best = found[0]
    for one in found[1:]:
        added = [f"+ {titles[name]}" for name in one.chosen if name not in best.chosen]
        left = [f"− {titles[name]}" for name in best.chosen if name not in one.chosen]
        shown.add_row(", ".join(added + left), *(_bare(name, one.full[name], language) for name in figures))
    return shown


def _front_table(found: Portfolio, figure: str, titles: Mapping[str, str], language: str) -> Table:
    """Lay out the choices of which none has more of both."""
    shown = _table(text("portfolio.front", language), text("portfolio.front_note", language))
    figures = tuple(dict.fromkeys((figure, AGAINST, INVESTMENT)))
    for name in figures:
        shown.add_column(_head(name, language), justify="right")
    shown.add_column(text("portfolio.chosen", language))
    for chosen in found.front:
        values = found.effects.together(chosen)
        written = (_bare(name, values[name], language) for name in figures)
        shown.add_row(*written, ", ".join(titles[name] for name in chosen))
    return shown


def _refused(one: Tried, titles: Mapping[str, str], language: str) -> str:
    """Say which limit a choice breaks in the whole simulation although the sum of effects keeps it."""
    limits = ", ".join(
        f"{_name(figure, language)} {_written(figure, one.full[figure], language)}" for figure in one.broken
    )
    return text("portfolio.refused", language, names=", ".join(titles[name] for name in one.chosen), limits=limits)


def _table(title: str, caption: str) -> Table:
    shown = Table(title=title, caption=caption)
    shown.title_justify = shown.caption_justify = "left"
    return shown


def _name(figure: str, language: str) -> str:
    return text(f"portfolio_figure.{figure}", language)


def _written(figure: str, value: float, language: str, *, signed: bool = False) -> str:
    return fmt(value, UNITS[figure], None, language, signed=signed)


def _head(figure: str, language: str) -> str:
    return f"{_name(figure, language)} ({text(f'unit.{UNITS[figure]}', language)})"


def _bare(figure: str, value: float, language: str, *, signed: bool = False) -> str:
    return number(*rounded(value, UNITS[figure]), language, signed=signed)
