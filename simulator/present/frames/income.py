"""Who gets what, as tidy tables: income by group, source and municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.comparison import LABEL_ROOM, titles
from simulator.present.frames.power import wrapped
from simulator.present.frames.slices import Floats, Seen, View
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure, fmt, text, titled
from simulator.records import CASES, IN_REGION, PAYERS, RECIPIENTS, ProjectEconomics, sources_of

LOCAL: Final = "local"
PROJECTS: Final = "projects"
LOCAL_SHARES: Final = (0.0, 0.34, 0.51, 1.0)
CENTRAL: Final = CASES.index("central")


def income_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write income out as a table, one row per source and one column per scenario. [million NOK]"""
    paid = [income_by_source(one, view) for one in seen]
    rows = {text("table.source", view.language): [text(f"source.{source}", view.language) for source in paid[0]]}
    for title, sources in zip(titles(seen, view.language), paid, strict=True):
        rows[title] = [figure(mnok, 1, view.language) for mnok in sources.values()]
    return pd.DataFrame(rows)


def income(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """List income by group of sources and scenario.

    Returns
    -------
    DataFrame
        Columns slot, title, group, name, mnok, start_mnok, end_mnok, total_mnok, text, edge_mnok. [million NOK]
    """
    rows = []
    for slot, (one, title) in enumerate(zip(seen, titles(seen, view.language), strict=True), start=1):
        groups = income_by_group(one, view)
        total, end = sum(groups.values()), 0.0
        for group, mnok in groups.items():
            start, end = end, end + mnok
            row = {
                "slot": slot,
                "title": title,
                "axis_label": wrapped(title),
                "group": group,
                "name": text(f"income_group.{group}", view.language),
            }
            written = _income_text(total - groups[LOCAL], groups[LOCAL], view.language)
            rows.append(
                row | {"mnok": mnok, "start_mnok": start, "end_mnok": end, "total_mnok": total, "text": written}
            )
    table = pd.DataFrame(rows)
    table["edge_mnok"] = max(float(table["total_mnok"].max()), 1.0) * LABEL_ROOM
    return table


def _income_text(municipal: float, local: float, language: str) -> str:
    """Write what municipalities get, and after a plus what local owners get."""
    written = figure(municipal, 0, language)
    return f"{written} + {figure(local, 0, language)}" if round(local) else written


def income_by_source(one: Seen, view: View) -> dict[str, float]:
    """Return the income of one year by source, all municipalities together. [million NOK]

    Only what stays in the region: with municipalities, landowners and local owners.
    """
    income, place = one.result.income, one.year_place(view.year)
    paid = {source: income.of(source)[CENTRAL, :, place].sum(axis=0) for source in sources_of(*IN_REGION)}
    return {source: float(one.weather(mnok).mean()) for source, mnok in paid.items()}


def income_by_group(one: Seen, view: View) -> dict[str, float]:
    """Return what municipalities get from each group of payers, and what local owners get. [million NOK]"""
    income, place = one.result.income, one.year_place(view.year)
    paid = {group: income.to("municipality", groups=(group,)) for group in PAYERS}
    paid[LOCAL] = income.to("landowner", "local_owner")
    return {group: float(one.weather(mnok[CENTRAL, :, place].sum(axis=0)).mean()) for group, mnok in paid.items()}


def municipality_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write the income of each municipality in one year, with its range: central (low to high). [million NOK]"""
    language = view.language
    rows = {}
    for title, one in zip(titles(seen, view.language), seen, strict=True):
        numbers = municipality_numbers(one, view)
        rows[text("table.municipality", language)] = list(numbers["name"])
        cases = numbers[["low", "central", "high"]].to_numpy()
        rows[title] = [written_range(list(case), 1, language) for case in cases]
    return pd.DataFrame(rows)


def municipality_numbers(one: Seen, view: View) -> pd.DataFrame:
    """List the income of each municipality as it is printed, then of all, then of all after evening out. [million NOK]

    Returns
    -------
    DataFrame
        Columns name, low, central, high, rounded to a tenth; the central ones sum to the printed total.
    """
    income, place, language = one.result.income, one.year_place(view.year), view.language
    paid = [_cases(one, mnok) for mnok in np.moveaxis(income.municipal_mnok()[:, :, place], 1, 0)]
    sums = [_cases(one, income.municipal_mnok(net=net)[:, :, place].sum(axis=1)) for net in (False, True)]
    for cases, printed in zip(paid, _printed(paid, sums[0]), strict=True):
        cases[CENTRAL] = printed
    names = [text(f"municipality.{name}", language) for name in income.municipalities]
    names += [text("table.together", language), text("table.net", language)]
    rows = [[min(cases), cases[CENTRAL], max(cases)] for cases in (*paid, *sums)]
    return pd.DataFrame(np.round(rows, 1) + 0.0, columns=list(CASES)).assign(name=names)


def _cases(one: Seen, mnok: Floats) -> list[float]:
    """Return low, central, high, mean over weather years. shape (cases, weather)"""
    return [float(one.weather(case).mean()) for case in mnok]


def _printed(parts: Sequence[Sequence[float]], whole: Sequence[float]) -> list[float]:
    """Round the central figures so that they sum to the printed whole."""
    return rounded_parts([cases[CENTRAL] for cases in parts], round(whole[CENTRAL], 1), 1)


def written_range(cases: Sequence[float], digits: int, language: str) -> str:
    """Write the central figure, and the ends of its range in order.

    Examples
    --------
    >>> written_range((3.0, 2.0, 1.0), 0, "en")
    '2 (1 to 3)'
    """
    low, high = (figure(value, digits, language) for value in (min(cases), max(cases)))
    return f"{figure(cases[CENTRAL], digits, language)} ({low} {text('word.to', language)} {high})"


def recipients_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write who gets what new power earns in one year; the last row is what it earns. [million NOK]"""
    language = view.language
    rows = {text("table.recipient", language): [text(f"recipient.{name}", language) for name in RECIPIENTS]}
    rows[text("table.recipient", language)] += [text("table.earned", language)]
    for title, one in zip(titles(seen, view.language), seen, strict=True):
        income, place = one.result.income, one.year_place(view.year)
        paid = [income.to(name, groups=(PROJECTS,))[CENTRAL, :, place].sum(axis=0) for name in RECIPIENTS]
        means = [float(one.weather(mnok).mean()) for mnok in paid]
        rows[title] = [figure(mnok, 1, language) for mnok in (*means, sum(means))]
    return pd.DataFrame(rows)


def economics_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write what every project costs, earns and is worth, one row per project: central (low to high).

    Returns
    -------
    DataFrame
        Columns scenario, project, what the market pays for, captured price, levelised cost and NVE's estimate of it,
        municipal income [NOK/MWh], net present value [million NOK], payback [years]; everything written out.
    """
    language = view.language
    rows = []
    for title, one in zip(titles(seen, view.language), seen, strict=True):
        named = {project.id: titled(project.title, language) for project in one.scenario.projects}
        for found in one.result.income.economics:
            yardstick = found.yardstick_nok_per_mwh
            rows.append(
                {
                    "scenario": title,
                    "project": named[found.project],
                    "covers": _covers(found, language),
                    "captured_price": written_range(found.captured_price_nok_per_mwh, 0, language),
                    "levelised_cost": written_range(found.levelised_cost_nok_per_mwh, 0, language),
                    "yardstick": "–" if yardstick is None else figure(yardstick, 0, language),
                    "municipal": written_range(found.municipal_nok_per_mwh, 0, language),
                    "present_value": written_range(found.net_present_value_mnok, 0, language),
                    "payback": _payback(found.payback_years[CENTRAL], language),
                }
            )
    return pd.DataFrame(rows).rename(columns=lambda name: text(f"table.{name}", language))


def _covers(found: ProjectEconomics, language: str) -> str:
    """Write what the market pays for in the central case, and whether low and high say the same."""
    low, central, high = (text(f"covers.{word}", language) for word in found.covers)
    return central if low == high else text("covers.range", language, central=central, low=low, high=high)


def _payback(years: float | None, language: str) -> str:
    return text("table.never", language) if years is None else fmt(years, "years", 0, language)


def ownership_table(seen: Sequence[Seen], view: View) -> pd.DataFrame:
    """Write what local owners would get a year of every project at different local shares. [million NOK]"""
    language = view.language
    rows = []
    for title, one in zip(titles(seen, view.language), seen, strict=True):
        named = {project.id: titled(project.title, language) for project in one.scenario.projects}
        for found in one.result.income.economics:
            row = {text("table.scenario", language): title, text("table.project", language): named[found.project]}
            row[text("table.stated_share", language)] = fmt(found.local_ownership_share, "share", 0, language)
            for share in LOCAL_SHARES:
                mnok = written_range(found.dividends_at(share), 1, language)
                row[fmt(share, "share", 0, language)] = mnok if share else figure(0.0, 0, language)
            rows.append(row)
    return pd.DataFrame(rows)
