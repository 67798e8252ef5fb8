"""Jobs, employed residents, inhabitants and income of each municipality, written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.comparison import titles
from simulator.present.frames.income import written_range
from simulator.present.frames.slices import Seen, View
from simulator.present.rounding import rounded_parts
from simulator.present.society import place_figures
from simulator.present.text import text
from simulator.records import CASES, Result

SHOWN: Final = (
    ("jobs_offered_persons", "persons", 0),
    ("employed_persons", "persons", 0),
    ("population_persons", "persons", 0),
    ("municipal_income_mnok", "MNOK", 1),
)
PLACE_FIGURES: Final = tuple(name for name, _, _ in SHOWN)
CENTRAL: Final = CASES.index("central")


def places_outlook(result: Result, language: str) -> pd.DataFrame:
    """Write what the scenario gives each municipality in the last year of the jobs bridge: central (low to high).

    Returns
    -------
    DataFrame
        Five columns with written heads: municipality, new jobs offered there, employed residents, inhabitants on the
        next 1 January, municipal income [million NOK]. The last row is the region.
    """
    year = result.bridge.last_year
    at = result.ledger.years.index(year)
    found = place_figures(result)
    names = [text(f"municipality.{name}", language) for name in result.places.municipalities]
    columns = {text("people.place", language): [*names, text("people.region", language)]}
    for figure, unit, digits in SHOWN:
        mean = found[figure, unit][:, :, at].mean(axis=-1)
        together = np.concatenate([mean, mean.sum(axis=1, keepdims=True)], axis=1)
        head = text(f"places.{figure}", language, year=year)
        columns[head] = [written_range([float(one) for one in cases], digits, language) for cases in together.T]
    return pd.DataFrame(columns)


def places_comparison(seen: Sequence[Seen], view: View, name: str) -> pd.DataFrame:
    """Write one figure of every municipality, scenario by scenario: central (low to high), the region last.

    Parameters
    ----------
    seen : sequence of Seen
    view : View
    name : str
        One of `PLACE_FIGURES`.

    Returns
    -------
    DataFrame
        Municipality, then one column per scenario; the printed parts sum to the printed region.
    """
    unit, digits = next((unit, digits) for one, unit, digits in SHOWN if one == name)
    names = [text(f"municipality.{place}", view.language) for place in seen[0].result.places.municipalities]
    columns = {text("people.place", view.language): [*names, text("people.region", view.language)]}
    for title, one in zip(titles(seen, view.language), seen, strict=True):
        values = place_figures(one.result)[name, unit][:, :, one.year_place(view.year)]
        mean = np.array([[one.weather(place).mean() for place in case] for case in values])
        together = np.concatenate([mean, mean.sum(axis=1, keepdims=True)], axis=1)
        whole = round(float(together[CENTRAL, -1]), digits)
        together[CENTRAL] = [*rounded_parts(list(mean[CENTRAL]), whole, digits), whole]
        columns[title] = [written_range([float(case) for case in cases], digits, view.language) for cases in together.T]
    return pd.DataFrame(columns)
