"""Scenarios side by side: for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
from rich.table import Table
from rich.text import Text

from simulator.present.frames.bridge import what_limits
from simulator.present.text import fmt, text, titled, with_unit
from simulator.records import GoalCheck, Result
from simulator.stages.indicators import INDICATORS, UNITS

KEY_FIGURES: Final = (
    "production_gwh",
    "consumption_gwh",
    "surplus_gwh",
    "winter_surplus_gwh",
    "worst_week_surplus_gwh",
    "peak_load_mw",
    "import_gwh",
    "export_gwh",
    "curtailed_gwh",
    "hourly_matching_share",
    "unserved_gwh",
    "unserved_hours",
    "general_unserved_hours",
    "longest_cut_hours",
    "firm_headroom_mw",
    "full_line_hours",
    "new_production_gwh",
    "power_used_by_establishments_gwh",
    "jobs_direct_persons",
    "jobs_indirect_persons",
    "jobs_induced_persons",
    "jobs_per_gwh",
    "employed_persons",
    "participation_share",
    "recruited_share",
    "population_persons",
    "municipal_income_mnok",
)
FIRST_COLUMN: Final = 26
NARROWEST: Final = 13
EDGES: Final = 3
STYLES: Final = {"reached": "green", "close": "yellow", "missed": "red", "not_stated": "dim"}
BETTER: Final = {indicator.id: indicator.better for indicator in INDICATORS}


def that_fit(results: Sequence[Result], width: int) -> tuple[tuple[Result, ...], ...]:
    """Part scenarios so that their names can be read in so many letters; the first one leads every part.

    Parameters
    ----------
    results : sequence of Result
        One or more.
    width : int
        Of the terminal. [letters]

    Examples
    --------
    >>> [len(part) for part in that_fit(["first", *range(8)], 80)], len(that_fit(["first", *range(8)], 200))
    ([3, 3, 3, 3], 1)
    """
    first, *others = results
    beside = max((width - FIRST_COLUMN - EDGES) // (NARROWEST + EDGES) - 1, 1)
    return tuple((first, *others[place : place + beside]) for place in range(0, max(len(others), 1), beside))


def comparison_table(results: Sequence[Result], *, year: int, language: str) -> Table:
    """Lay scenarios side by side: key figures of one year, then goals.

    Parameters
    ----------
    results : sequence of Result
        The first is the one that differences are counted from.
    year : int
        Year to show; in the horizon of every scenario.
    language : str
        Catalogue to take the words from.

    Returns
    -------
    Table
        Mean over weather years, and the difference from the first scenario in brackets; then what keeps jobs empty at
        the end of the jobs bridge, and a symbol per goal.
    """
    table = Table(
        title=text("comparison.title", language, year=str(year)), title_justify="left", caption_justify="left"
    )
    table.caption = f"{text('comparison.note', language)}\n{_legend(language)}"
    table.add_column(text("comparison.figure", language), width=FIRST_COLUMN, overflow="fold")
    for result in results:
        table.add_column(titled(result.scenario.title, language), justify="right", overflow="fold")
    for name in KEY_FIGURES:
        table.add_row(_name(name, language), *_figures(results, name, year, language))
    table.add_row(text("bridge.limit", language), *(what_limits(result, language) for result in results))
    table.add_section()
    for place, goal in enumerate(results[0].goals):
        cells = [_goal_cell(result.goals[place], language) for result in results]
        table.add_row(text(f"goal.{goal.id}.name", language), *cells)
    return table


def comparison_frame(results: Sequence[Result], year: int) -> pd.DataFrame:
    """Lay scenarios side by side for programs: a row for each figure, a column for each scenario.

    Returns
    -------
    DataFrame
        Columns figure, unit and the id of each scenario; every indicator of one year, mean over weather years.
    """
    rows = [
        {"figure": name, "unit": unit}
        | {result.scenario.id: float(result.indicators.at(name, year).mean()) for result in results}
        for name, unit in UNITS.items()
    ]
    return pd.DataFrame(rows)


def _name(indicator: str, language: str) -> str:
    """Name an indicator, with its unit."""
    name, unit = text(f"indicator.{indicator}.name", language), text(f"unit.{UNITS[indicator]}", language)
    said = UNITS[indicator] == "share" or unit.lower() in name.lower()
    return name if said else f"{name} ({unit})"


def _figures(results: Sequence[Result], name: str, year: int, language: str) -> list[Text]:
    means = [float(result.indicators.at(name, year).mean()) for result in results]
    return [_figure(name, mean, mean - means[0], language, first=place == 0) for place, mean in enumerate(means)]


def _figure(name: str, mean: float, change: float, language: str, *, first: bool) -> Text:
    """Write a figure and, unless it is the first scenario's, how it differs."""
    cell = Text(_bare(name, mean, language))
    written = _bare(name, change, language, signed=True)
    if first or not any(digit in "123456789" for digit in written):
        return cell
    good = (change > 0) == (BETTER[name] == "more")
    style = "dim" if BETTER[name] == "neither" else "green" if good else "red"
    return cell.append(f"\n({written})", style=style)


def _bare(name: str, value: float, language: str, *, signed: bool = False) -> str:
    """Write a figure without its unit, which stands with the name; shares keep their sign of per cent."""
    unit = UNITS[name]
    written = fmt(value, unit, language=language, signed=signed)
    return written if unit == "share" else written.removesuffix(with_unit("", unit, language))


def _goal_cell(goal: GoalCheck, language: str) -> Text:
    return Text(text(f"status.{goal.status}.symbol", language), style=STYLES[goal.status])


def _legend(language: str) -> str:
    """Say what the symbols mean."""
    return " · ".join(
        f"{text(f'status.{status}.symbol', language)} {text(f'status.{status}.name', language).lower()}"
        for status in STYLES
    )
