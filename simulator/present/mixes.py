"""The best mix of projects and establishments as tables, chart rows and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from simulator.present.frames.fit import inside
from simulator.present.text import figure as number
from simulator.present.text import fmt, rounded, text
from simulator.questions.choosing import Limit
from simulator.questions.hosting import CONDITIONAL, FIRM
from simulator.questions.portfolio import AGAINST, INCOME, INVESTMENT, JOBS, UNFILLED, Portfolio, Tried

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
FRONT, BEST, NEAR, REFUSED = "front", "best", "near", "refused"
SORTS: Final = (FRONT, BEST, NEAR, REFUSED)
Titles = Mapping[str, str]


def mix_finding(found: Portfolio, titles: Titles, figure: str, year: int, language: str) -> str:
    """Say which candidates are chosen and what they give; or that no choice keeps every limit."""
    if not found.found:
        return text("portfolio.none", language)
    best = found.found[0]
    return text(
        "portfolio.finding" if best.chosen else "portfolio.finding_nothing",
        language,
        count=len(best.chosen),
        all=len(found.effects.names),
        year=year,
        name=inside(figure_name(figure, language)),
        value=_written(figure, best.full[figure], language),
        surplus=_written(AGAINST, best.full[AGAINST], language),
        names=_listed(best.chosen, titles),
    )


def without_any(found: Portfolio, limits: Sequence[Limit], language: str) -> str:
    """Say where the figures of the limits stand without any candidate."""
    there = found.effects.together(())
    names = [limit.figure for limit in limits]
    figures = "; ".join(
        f"{inside(figure_name(name, language))} {_written(name, there[name], language)}" for name in names
    )
    return text("portfolio.without", language, figures=figures)


def gap_sentence(best: Tried, figure: str, language: str) -> str:
    """Say what the whole simulation gives beside the sum of effects."""
    return text(
        "portfolio.gap",
        language,
        name=figure_name(figure, language),
        linear=_written(figure, best.linear[figure], language),
        full=_written(figure, best.full[figure], language),
        gap=_written(figure, best.gap(figure), language, signed=True),
    )


def refused_sentences(found: Portfolio, titles: Titles, language: str) -> Iterator[str]:
    """Say of each refused choice which limit it breaks in the whole simulation although the sum of effects keeps it."""
    for one in found.refused:
        limits = ", ".join(
            f"{inside(figure_name(figure, language))} {_written(figure, one.full[figure], language)}"
            for figure in one.broken
        )
        yield text("portfolio.refused", language, names=_listed(one.chosen, titles), limits=limits)


def stopped_sentence(found: Portfolio, language: str) -> str:
    """Say that the number of checks ended the search; nothing if it did not."""
    count = len(found.found) + len(found.refused)
    return "" if found.exhausted else text("portfolio.stopped", language, count=count)


def mix_table(found: Portfolio, titles: Titles, language: str) -> pd.DataFrame:
    """Write what each chosen candidate does alone, their sum with what is there, and the whole simulation."""
    effects, best = found.effects, found.found[0]
    rows: list[tuple[str, Mapping[str, float], bool]] = [
        (text("portfolio.there", language), effects.together(()), False)
    ]
    for name in best.chosen:
        alone = effects.alone[:, effects.names.index(name)].tolist()
        rows.append((titles[name], dict(zip(effects.figures, alone, strict=True)), True))
    rows += [
        (text("portfolio.sum", language), best.linear, False),
        (text("portfolio.full", language), best.full, False),
    ]
    table = {text("portfolio.entry", language): [label for label, _, _ in rows]}
    for figure in FOR_EACH:
        written = [_bare(figure, values[figure], language, signed=signed) for _, values, signed in rows]
        table[_head(figure, language)] = written
    return pd.DataFrame(table)


def near_table(found: Portfolio, titles: Titles, figure: str, language: str) -> pd.DataFrame:
    """Write how each near choice differs from the best, and what the whole simulation gives."""
    best, *others = found.found
    apart = []
    for one in others:
        added = [f"+ {titles[name]}" for name in one.chosen if name not in best.chosen]
        left = [f"− {titles[name]}" for name in best.chosen if name not in one.chosen]
        apart.append(", ".join(added + left))
    table = {text("portfolio.differs", language): apart}
    return _with_figures(table, [one.full for one in others], figure, language)


def front_table(found: Portfolio, titles: Titles, figure: str, language: str) -> pd.DataFrame:
    """Write the choices of which none has more of both, as sums of effects."""
    sums = [found.effects.together(chosen) for chosen in found.front]
    table = {text("portfolio.chosen", language): [_listed(chosen, titles) for chosen in found.front]}
    return _with_figures(table, sums, figure, language)


def _with_figures(
    table: dict[str, list[str]], values: Sequence[Mapping[str, float]], figure: str, language: str
) -> pd.DataFrame:
    for name in dict.fromkeys((figure, AGAINST, INVESTMENT)):
        table[_head(name, language)] = [_bare(name, one[name], language) for one in values]
    return pd.DataFrame(table)


def front_rows(found: Portfolio, titles: Titles, figure: str, language: str) -> pd.DataFrame:
    """List the front, and every choice that was run in full with its way from the sum of effects.

    Returns
    -------
    DataFrame
        Columns sort (one of `SORTS`), sort_name, surplus_gwh, aim and sum_gwh, sum_aim (as sums of effects)
        [unit of the figure], names, printed, mark (written beside the best only).
    """
    sums = [found.effects.together(chosen) for chosen in found.front]
    points = [(FRONT, chosen, one, one) for chosen, one in zip(found.front, sums, strict=True)]
    tried = [
        *zip((BEST, *[NEAR] * len(found.found)), found.found, strict=False),
        *((REFUSED, r) for r in found.refused),
    ]
    # the best last, so that it lies on top
    points += [(sort, one.chosen, dict(one.linear), dict(one.full)) for sort, one in reversed(tried)]
    rows: list[dict[str, Any]] = []
    for sort, chosen, linear, full in points:
        named = text(f"portfolio.sort_{sort}", language)
        printed = f"{_written(figure, full[figure], language)} · {_written(AGAINST, full[AGAINST], language)}"
        row: dict[str, Any] = {
            "sort": sort,
            "sort_name": named,
            "names": _listed(chosen, titles) or "–",
            "printed": printed,
        }
        row |= {
            "surplus_gwh": full[AGAINST],
            "aim": full[figure],
            "sum_gwh": linear[AGAINST],
            "sum_aim": linear[figure],
        }
        rows.append(row | {"mark": named if sort == BEST else ""})
    return pd.DataFrame(rows)


def alt_front(found: Portfolio, figure: str, language: str) -> str:
    """Say where the front begins and ends."""
    ends = [found.effects.together(chosen) for chosen in (found.front[0], found.front[-1])]
    (most, surplus), (least, most_surplus) = (
        (_written(figure, end[figure], language), _written(AGAINST, end[AGAINST], language)) for end in ends
    )
    words = {"count": len(found.front), "name": inside(figure_name(figure, language)), "most": most, "surplus": surplus}
    return text("portfolio.front_alt", language, **words, least=least, most_surplus=most_surplus)


def figure_name(figure: str, language: str) -> str:
    """Return the name of a figure that can be an aim or a limit."""
    return text(f"portfolio_figure.{figure}", language)


def _listed(chosen: Sequence[str], titles: Titles) -> str:
    return ", ".join(titles[name] for name in chosen)


def _written(figure: str, value: float, language: str, *, signed: bool = False) -> str:
    return fmt(value, UNITS[figure], None, language, signed=signed)


def _head(figure: str, language: str) -> str:
    return f"{figure_name(figure, language)} ({text(f'unit.{UNITS[figure]}', language)})"


def _bare(figure: str, value: float, language: str, *, signed: bool = False) -> str:
    return number(*rounded(value, UNITS[figure]), language, signed=signed)
