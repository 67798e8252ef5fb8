"""People by municipality, before any scenario brings somebody."""

from __future__ import annotations

from typing import Final

import pandas as pd

from simulator.present.text import fmt, text
from simulator.records import CASES, Result

CENTRAL: Final = CASES.index("central")
WORKING_AGE: Final = (20, 66)
EVERYBODY: Final = (0, 105)


def people_table(result: Result, language: str) -> pd.DataFrame:
    """Write people of each municipality at the last count and at the end of the jobs bridge, without the scenario.

    Returns
    -------
    DataFrame
        Six columns with written heads: municipality; everybody then, later and their range; ages 20–66 then and later.
        The last row is the region.
    """
    people = result.people
    now = people.counted - 1
    later = people.dates.index(max(result.bridge.last_year + 1, people.dates[now]))
    rows = []
    for place, name in [*enumerate(people.municipalities), (None, "")]:
        everybody, workers = (
            one.sum(axis=1) if place is None else one[:, place]
            for one in (people.between(*EVERYBODY), people.between(*WORKING_AGE))
        )
        low, high = (fmt(float(everybody[case, later]), "count", 0, language) for case in (0, -1))
        rows.append(
            [
                text("people.region", language) if place is None else text(f"municipality.{name}", language),
                *(fmt(float(everybody[CENTRAL, date]), "count", 0, language) for date in (now, later)),
                text("figure.low_high", language, low=low, high=high),
                *(fmt(float(workers[CENTRAL, date]), "count", 0, language) for date in (now, later)),
            ]
        )
    heads = [
        text("people.place", language),
        *(text("people.everybody", language, year=people.dates[date]) for date in (now, later)),
        text("bridge.range", language),
        *(text("people.workers", language, year=people.dates[date]) for date in (now, later)),
    ]
    return pd.DataFrame(rows, columns=heads)
