"""Jobs, employed residents, inhabitants and income of each municipality, written out."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.income import written_range
from simulator.present.society import place_figures
from simulator.present.text import text
from simulator.records import Result

SHOWN: Final = (
    ("jobs_offered_persons", "persons", 0),
    ("employed_persons", "persons", 0),
    ("population_persons", "persons", 0),
    ("municipal_income_mnok", "MNOK", 1),
)


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
