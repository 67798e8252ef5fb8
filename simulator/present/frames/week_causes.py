"""Why one week is short: what differs from the same days of the other weather years, source by source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.hours import DAYS_PER_WEEK, HOURS_PER_DAY
from simulator.present.frames.slices import Floats
from simulator.present.text import figure, text
from simulator.records import SOURCES_OF_POWER, HourDigest
from simulator.stages.adequacy import shortage_hours
from simulator.stages.indicators import MWH_PER_GWH

UNSERVED_MW = 1e-3
FULL_SHARE = 1 - 1e-5


def week_causes(digest: HourDigest, weather: int, first_day: int, language: str) -> pd.DataFrame:
    """Hold a week against the mean of the same days over all weather years.

    Returns
    -------
    DataFrame
        Columns cause, name, this_gwh, normal_gwh, change_gwh; consumption counts as a minus, so that every column sums
        to the surplus of the week.
    """
    hours = slice(first_day * HOURS_PER_DAY, (first_day + DAYS_PER_WEEK) * HOURS_PER_DAY)
    made = {
        source: digest.production_mw[:, place, hours].sum(axis=-1, dtype=float)
        for place, source in enumerate(SOURCES_OF_POWER)
    }
    used = {
        "consumption": -digest.consumption_mw[:, hours].sum(axis=-1, dtype=float),
        "establishments": -digest.establishment_mw[:, hours].sum(axis=-1, dtype=float),
    }
    rows = [
        {
            "cause": cause,
            "name": text(f"hours.cause_{cause}", language),
            "this_gwh": float(mwh[weather]) / MWH_PER_GWH,
            "normal_gwh": float(mwh.mean()) / MWH_PER_GWH,
        }
        for cause, mwh in {**made, **used}.items()
        if np.abs(mwh).max() > 0
    ]
    found = pd.DataFrame(rows)
    found["change_gwh"] = found["this_gwh"] - found["normal_gwh"]
    return found


def causes_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the causes out, with their sum: the surplus of the week. [GWh]"""
    names = ("this_gwh", "normal_gwh", "change_gwh")
    written = {text("hours.column_cause", language): [*rows["name"], text("hours.cause_sum", language)]}
    for name in names:
        values = [*rows[name], rows[name].sum()]
        written[text(f"hours.column_{name}", language)] = [
            figure(gwh, 1, language, signed=name == "change_gwh") for gwh in values
        ]
    return pd.DataFrame(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekState:
    """What the weather, the reservoirs and the grid were like in one week.

    ``colder_c`` below the mean of the same days; ``inflow_share`` of that mean; ``filling_share`` at the start of the
    week and ``usual_filling_share``; ``import_mw`` highest, without transit; ``full_hours`` in which an exchange point
    imports all it may; ``unserved_hours``.
    """

    temperature_c: float
    colder_c: float
    inflow_share: float
    filling_share: float
    usual_filling_share: float
    import_mw: float
    full_hours: int
    unserved_hours: int


def week_state(digest: HourDigest, weather: int, first_day: int) -> WeekState:
    """Describe a week of one weather year beside the same days of all."""
    days = slice(first_day, first_day + DAYS_PER_WEEK)
    hours = slice(first_day * HOURS_PER_DAY, (first_day + DAYS_PER_WEEK) * HOURS_PER_DAY)
    cold, inflow = (values[:, days].mean(axis=-1) for values in (digest.temperature_c, digest.inflow_mw))
    filling = digest.reservoir_share[:, first_day]
    return WeekState(
        temperature_c=float(cold[weather]),
        colder_c=float(cold.mean() - cold[weather]),
        inflow_share=_share(inflow, weather),
        filling_share=float(filling[weather]),
        usual_filling_share=float(filling.mean()),
        import_mw=float(digest.import_mw[weather, hours].max()),
        full_hours=int((digest.loading_share[weather, 0, hours] >= FULL_SHARE).sum()),
        unserved_hours=int(shortage_hours(UNSERVED_MW - digest.unserved_mw[weather, hours].astype(float))),
    )


def _share(values: Floats, weather: int) -> float:
    mean = float(values.mean())
    return float(values[weather]) / mean if mean else 1.0
