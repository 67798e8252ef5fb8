"""Scenarios side by side as tidy tables: key figures, months, work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.months import MONTHS
from simulator.present.frames.power import unique_labels, wrapped
from simulator.present.frames.slices import Floats, Seen, View, spread_of
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure, fmt, rounded, text, titled, with_unit
from simulator.records import CASES
from simulator.stages.indicators import INDICATORS, MWH_PER_GWH, UNITS

KINDS_OF_WORK: Final = ("direct", "indirect", "induced")
PER_ENERGY: Final = "persons/GWh"
CASE_FIGURES: Final = ("jobs",)
LABEL_ROOM: Final = 1.3


def titles(seen: Sequence[Seen], language: str) -> list[str]:
    """Return the titles of the scenarios in a language, each of them once."""
    return unique_labels([titled(one.scenario.title, language) for one in seen])


def bars(seen: Sequence[Seen], view: View, name: str) -> pd.DataFrame:
    """List one key figure of every scenario.

    Parameters
    ----------
    name : str
        Indicator id, or ``jobs`` for all operating work.

    Returns
    -------
    DataFrame
        Columns slot, title, value, low, high, text, label_at, edge_low, edge_high. Low and high are low and high
        estimate where the figure has a range of its own, otherwise what eight of ten weather years lie within.
    """
    rows = []
    for slot, (one, title) in enumerate(zip(seen, titles(seen, view.language), strict=True), start=1):
        low, value, high = range_of(one, view, name)
        written = _short(value, name, view.language)
        rows.append(
            {
                "slot": slot,
                "title": title,
                "axis_label": wrapped(title),
                "value": value,
                "low": low,
                "high": high,
                "text": written,
            }
        )
    table = pd.DataFrame(rows)
    table["label_at"] = table[["value", "high"]].max(axis=1).clip(lower=0)
    table["edge_low"] = min(float(table["low"].min()), 0.0)
    table["edge_high"] = max(float(table["label_at"].max()), 0.0) + LABEL_ROOM * _width(table) / 4
    return table


def _short(value: float, name: str, language: str) -> str:
    """Write a figure without its unit, which stands in the heading."""
    if name in CASE_FIGURES:
        return figure(value, 0, language)
    return fmt(value, UNITS[name], None, language).removesuffix(with_unit("", UNITS[name], language))


def _width(table: pd.DataFrame) -> float:
    return float(table["label_at"].max() - table["edge_low"].min()) or 1.0


def range_of(one: Seen, view: View, name: str) -> tuple[float, float, float]:
    """Return low, central and high of one key figure, an indicator or ``jobs``."""
    if name in CASE_FIGURES:
        return work_cases(one, view)
    if name in one.result.indicators.spread:
        return _cases(one.result.indicators.spread[name], one, view)
    spread = spread_of(one.of_year(one.indicator(name), view.year))
    return spread.low, spread.mean, spread.high


def work_cases(one: Seen, view: View) -> tuple[float, float, float]:
    """Return low, central and high of all operating work in the region. [persons], mean over weather years"""
    return _cases(one.result.jobs.operating_persons, one, view)


def _cases(values: Floats, one: Seen, view: View) -> tuple[float, float, float]:
    """Return low, central and high in one year, mean over weather years. shape (cases, years, weather)"""
    low, central, high = (float(one.weather(case).mean()) for case in values[:, one.year_place(view.year)])
    return low, central, high


def work(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List operating work by kind and scenario, with the range of the total.

    Returns
    -------
    DataFrame
        Columns slot, title, kind, name, persons, start_persons, end_persons, printed, low_persons, high_persons, text,
        edge_persons; three rows per scenario, whose printed persons sum to the printed total.
    """
    rows = []
    for slot, (one, title) in enumerate(zip(seen, titles(seen, view.language), strict=True), start=1):
        low, central, high = work_cases(one, view)
        total = {"slot": slot, "title": title, "axis_label": wrapped(title), "low_persons": low, "high_persons": high}
        total["text"] = figure(central, 0, view.language)
        end, printed = 0.0, printed_work(one, view)
        for kind in KINDS_OF_WORK:
            start, end = end, end + _work_of(one, view, kind)
            row = {"kind": kind, "name": text(f"jobs.{kind}", view.language), "persons": end - start}
            row |= {"start_persons": start, "end_persons": end, "printed": figure(printed[kind], 0, view.language)}
            rows.append(total | row)
    table = pd.DataFrame(rows)
    table["edge_persons"] = max(float(table["high_persons"].max()), 1.0) * LABEL_ROOM
    return table


def printed_work(one: Seen, view: View) -> dict[str, float]:
    """Return operating work by kind as it is printed, summing to the printed total. [persons]"""
    parts = [_work_of(one, view, kind) for kind in KINDS_OF_WORK]
    whole, digits = rounded(work_cases(one, view)[CASES.index("central")], "count")
    return dict(zip(KINDS_OF_WORK, rounded_parts(parts, whole, digits), strict=True))


def _work_of(one: Seen, view: View, kind: str) -> float:
    persons = getattr(one.result.jobs, f"{kind}_persons")[CASES.index("central"), one.year_place(view.year)].sum(
        axis=-1
    )
    return float(one.weather(persons).mean())


def work_numbers(one: Seen, view: View) -> pd.DataFrame:
    """List work by kind as it is printed: low, central and high, building work apart. [persons], [job-years]

    Returns
    -------
    DataFrame
        Columns kind, low, central, high; whole numbers, the central ones of operation summing to the printed total.
    """
    place, jobs, printed = one.year_place(view.year), one.result.jobs, printed_work(one, view)
    kinds = {kind: getattr(jobs, f"{kind}_persons") for kind in KINDS_OF_WORK}
    rows = []
    for kind, values in {**kinds, "construction": jobs.construction_job_years}.items():
        low, central, high = (round(float(one.weather(case).mean())) for case in values[:, place].sum(axis=-1))
        row = {"low": low, "central": printed.get(kind, central), "high": high}
        rows.append({"kind": text(f"jobs.{kind}", view.language), **row})
    return pd.DataFrame(rows)


def work_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write work out as a table: low, central and high of each kind, building work apart. [persons], [job-years]"""
    rows = [
        {"scenario": title, "kind": row["kind"]} | {case: figure(row[case], 0, view.language) for case in CASES}
        for one, title in zip(seen, titles(seen, view.language), strict=True)
        for row in work_numbers(one, view).to_dict("records")
    ]
    return pd.DataFrame(rows).rename(columns=lambda name: text(f"table.{name}", view.language))


def figure_name(name: str, language: str) -> str:
    """Return the name of a figure that `bars` can show, with its unit unless the name says it."""
    if name in CASE_FIGURES:
        return text("figure.jobs", language)
    named, unit = text(f"indicator.{name}.name", language), text(f"unit.{UNITS[name]}", language)
    return named if UNITS[name] == PER_ENERGY else f"{named} ({unit})"


def figure_explained(name: str, language: str) -> str:
    """Return what a figure that `bars` can show means."""
    return text("glossary.jobs" if name in CASE_FIGURES else f"indicator.{name}.explain", language)


def scenario_months(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List the surplus of every scenario month by month.

    Returns
    -------
    DataFrame
        Columns slot, title, month, label, surplus_gwh.
    """
    rows = []
    for slot, (one, title) in enumerate(zip(seen, titles(seen, view.language), strict=True), start=1):
        surplus = one.of_year(one.result.ledger.surplus_mwh, view.year).mean(axis=0) / MWH_PER_GWH
        rows += [
            {
                "slot": slot,
                "title": title,
                "month": month,
                "label": text(f"month.{month}", view.language),
                "surplus_gwh": float(surplus[month - 1]),
            }
            for month in MONTHS
        ]
    return pd.DataFrame(rows)


def all_figures(seen: Sequence[Seen], view: View, zero: int = 0) -> pd.DataFrame:
    """Write every key figure of every scenario, the difference from one of them in brackets.

    Parameters
    ----------
    zero : int
        Position of the scenario that the others are compared with.

    Returns
    -------
    DataFrame
        First column the key figure, then one column per scenario; everything written out.
    """
    heads = titles(seen, view.language)
    heads[zero] = text("table.zero", view.language, title=heads[zero])
    rows = []
    for indicator in INDICATORS:
        means = [_mean(one.indicator(indicator.id), one, view) for one in seen]
        name = text(f"indicator.{indicator.id}.name", view.language)
        cells = [_cell(mean, mean - means[zero], indicator.unit, view.language) for mean in means]
        rows.append(dict(zip([text("comparison.figure", view.language), *heads], [name, *cells], strict=True)))
    return pd.DataFrame(rows)


def _mean(values: Floats, one: Seen, view: View) -> float:
    return float(np.mean(one.of_year(values, view.year)))


def _cell(mean: float, change: float, unit: str, language: str) -> str:
    written, difference = fmt(mean, unit, None, language), fmt(change, unit, None, language, signed=True)
    same = unit == "reached" or not any(digit in difference for digit in "123456789")
    return written if same else f"{written} ({difference})"
