"""Power as tidy tables: where it goes, month by month, and the worst week."""

from __future__ import annotations

from textwrap import wrap
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from simulator.hours import DAYS_IN_MONTH, DAYS_PER_YEAR, FIRST_DAY_OF_MONTH, MONTH_OF_DAY, MONTHS_PER_YEAR
from simulator.present.frames.slices import Seen, View
from simulator.present.rounding import rounded_parts
from simulator.present.text import figure, rounded, text, titled
from simulator.stages.consumption import ESTABLISHMENTS
from simulator.stages.indicators import MWH_PER_GWH
from simulator.stages.ledger import HYDRO

GWH: Final = "GWh"
TOTALS: Final = ("existing", "surplus", "deficit", "scenario")
SMALLEST_GWH: Final = 0.005
WIDEST_LABEL: Final = 22
ROOM_FOR_LABELS: Final = 1.16
FIRST_DAY_OF_JULY: Final = int(FIRST_DAY_OF_MONTH[6])


class Part(NamedTuple):
    """One thing that adds to the surplus of a year or takes from it."""

    id: str
    kind: str
    label: str
    gwh: float


def surplus_parts(seen: Seen, view: View) -> list[Part]:
    """Take the surplus of one year apart; the parts sum to the key figure.

    Existing plants, new power by technology, consumption as in the first year of the horizon, its growth since, where
    there is more than one year, and every establishment. [GWh], mean over the weather years looked at
    """
    ledger = seen.result.ledger
    made = seen.of_year(ledger.production_mwh, view.year).sum(axis=-1).mean(axis=0) / MWH_PER_GWH
    first, now = _without_establishments(seen, ledger.years[0]), _without_establishments(seen, view.year)
    taken = seen.of_year(ledger.establishment_mwh, view.year).mean(axis=0) / MWH_PER_GWH
    titles = {one.id: titled(one.title, view.language) for one in seen.scenario.establishments}
    language, start = view.language, ledger.years[0]
    parts = [Part(HYDRO, "existing", text("step.existing", language), float(made[ledger.technologies.index(HYDRO)]))]
    parts += [
        Part(name, "new_production", _new_power(name, language), float(gwh))
        for name, gwh in zip(ledger.technologies, made, strict=True)
        if name != HYDRO and abs(gwh) > SMALLEST_GWH
    ]
    parts += [Part("today", "consumption", text("step.today", language, year=start), -first)]
    if len(ledger.years) > 1:
        parts += [Part("growth", "consumption", text("step.growth", language, year=start), first - now)]
    parts += [
        Part(name, "establishment", titles[name], -float(gwh))
        for name, gwh in zip(ledger.establishments, taken, strict=True)
        if gwh > SMALLEST_GWH
    ]
    return parts


def _new_power(technology: str, language: str) -> str:
    return text("step.technology", language, name=text(f"technology.{technology}", language))


def _without_establishments(seen: Seen, year: int) -> float:
    """Return consumption of everybody but the establishments. [GWh]"""
    ledger = seen.result.ledger
    others = [place for place, group in enumerate(ledger.groups) if group != ESTABLISHMENTS]
    used = seen.of_year(ledger.consumption_mwh, year)[:, others]
    return float(used.sum(axis=(1, 2)).mean() / MWH_PER_GWH)


def waterfall(seen: Seen, view: View) -> pd.DataFrame:
    """List the steps from what is made to what is left.

    Returns
    -------
    DataFrame
        Columns step, kind, label, axis_label, change_gwh, start_gwh, end_gwh, printed_gwh, digits, text, text_gwh,
        edge_gwh; the last row is the surplus. What is printed sums exactly to the printed surplus.
    """
    parts = surplus_parts(seen, view)
    surplus = sum(part.gwh for part in parts)
    kind = "surplus" if surplus >= 0 else "deficit"
    year = seen.result.ledger.years[seen.year_place(view.year)]
    last = Part("surplus", kind, text(f"step.{kind}", view.language, year=year), surplus)
    whole, digits = rounded(surplus, GWH)
    printed = [*rounded_parts([part.gwh for part in parts], whole, digits), whole]
    return _steps([*parts, last], printed, [digits] * len(printed), view.language)


def difference(base: Seen, other: Seen, view: View, *, names: tuple[str, str] | None = None) -> pd.DataFrame:
    """List the steps from the surplus of one scenario to that of another; what prints as nothing is left out.

    Parameters
    ----------
    base, other : Seen
    view : View
    names : tuple of str, optional
        What the two are called; their titles if left out.

    Returns
    -------
    DataFrame
        Columns as `waterfall`; first and last rows are the surpluses of the two.
    """
    before, after = surplus_parts(base, view), surplus_parts(other, view)
    called = names or tuple(titled(one.scenario.title, view.language) for one in (base, other))
    first = Part("base", "scenario", called[0], sum(part.gwh for part in before))
    last = Part("other", "scenario", called[1], sum(part.gwh for part in after))
    old = {part.id: part for part in before}
    new = {part.id: part for part in after}
    changes = [
        Part(name, part.kind, part.label, _gwh(new, name) - _gwh(old, name)) for name, part in {**old, **new}.items()
    ]
    changes = [part for part in changes if abs(part.gwh) > SMALLEST_GWH]
    (start, start_digits), (end, end_digits) = (rounded(part.gwh, GWH) for part in (first, last))
    digits = max(start_digits, end_digits)
    steps = rounded_parts([part.gwh for part in changes], end - start, digits) if changes else []
    seen = [(part, step) for part, step in zip(changes, steps, strict=True) if step]
    places = [start_digits, *[digits] * len(seen), end_digits]
    parts, printed = [part for part, _ in seen], [step for _, step in seen]
    return _steps([first, *parts, last], [start, *printed, end], places, view.language)


def _gwh(parts: dict[str, Part], name: str) -> float:
    return parts[name].gwh if name in parts else 0.0


def _steps(parts: list[Part], printed: list[float], digits: list[int], language: str) -> pd.DataFrame:
    """Stack parts end to end and close with the last one, which starts at zero."""
    *steps, last = parts
    ends = np.cumsum([part.gwh for part in steps])
    starts = np.concatenate([[0.0], ends[:-1]])
    labels = unique_labels([part.label for part in parts])
    begin, end = np.array([*starts, 0.0]), np.array([*ends, last.gwh])
    beside = np.maximum(begin, end).clip(min=0)
    return pd.DataFrame(
        {
            "step": [part.id for part in parts],
            "kind": [part.kind for part in parts],
            "label": labels,
            "change_gwh": [part.gwh for part in parts],
            "axis_label": [wrapped(label) for label in labels],
            "start_gwh": begin,
            "end_gwh": end,
            "printed_gwh": printed,
            "digits": digits,
            "text": [
                figure(gwh, places, language, signed=part.kind not in TOTALS)
                for part, gwh, places in zip(parts, printed, digits, strict=True)
            ],
            "text_gwh": beside,
            "edge_gwh": float(beside.max()) * ROOM_FOR_LABELS,
        }
    )


def step_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the steps of `waterfall` or `difference` out as a table. [GWh]"""
    return pd.DataFrame({text("table.step", language): rows["label"], text("table.change", language): rows["text"]})


def unique_labels(labels: list[str]) -> list[str]:
    """Number labels that occur twice, since a chart has one place per label.

    Examples
    --------
    >>> unique_labels(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    seen: dict[str, int] = {}
    numbered = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        numbered.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return numbered


def wrapped(label: str) -> str:
    r"""Break a label into lines that fit beside a chart on a small screen.

    Examples
    --------
    >>> wrapped("Ny kraft: oppgradert vannkraft")
    'Ny kraft: oppgradert\nvannkraft'
    """
    return "\n".join(wrap(label, WIDEST_LABEL, break_long_words=False))


def weeks(seen: Seen, view: View) -> pd.DataFrame:
    """List the worst week of every weather year looked at.

    Returns
    -------
    DataFrame
        Columns day (days after 1 July, so that a winter hangs together), month (in which the week begins), surplus_gwh,
        kind (surplus or deficit), text.
    """
    surplus = seen.of_year(seen.result.ledger.worst_week_mwh, view.year) / MWH_PER_GWH
    day = seen.weather(seen.result.ledger.worst_week_day[seen.year_place(view.year)])
    month = MONTH_OF_DAY[day] + 1
    in_month = day - FIRST_DAY_OF_MONTH[MONTH_OF_DAY[day]] + 1
    return pd.DataFrame(
        {
            "day": (day - FIRST_DAY_OF_JULY) % DAYS_PER_YEAR,
            "month": month,
            "surplus_gwh": surplus,
            "kind": np.where(surplus < 0, "deficit", "surplus"),
            "text": [
                f"{number}. {text(f'month_long.{name}', view.language)}"
                for number, name in zip(in_month, month, strict=True)
            ],
        }
    )


def july_months() -> list[tuple[int, int]]:
    """Return the months from July on: number, and first day counted from 1 July.

    Examples
    --------
    >>> july_months()[:2]
    [(7, 0), (8, 31)]
    """
    order = [*range(6, MONTHS_PER_YEAR), *range(6)]
    starts = np.concatenate([[0], np.cumsum([DAYS_IN_MONTH[month] for month in order])[:-1]])
    return [(month + 1, int(start)) for month, start in zip(order, starts, strict=True)]
