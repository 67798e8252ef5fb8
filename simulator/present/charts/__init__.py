"""Charts as data: tidy rows in, `altair` out. Draws nothing that the rows do not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import altair as alt
import pandas as pd

from simulator.present.charts.comparison import chart_bars, chart_income, chart_scenario_months, chart_work
from simulator.present.charts.gathering import chart_gathering
from simulator.present.charts.hours import (
    chart_day_map,
    chart_days,
    chart_duration,
    chart_month_hours,
    chart_reservoir,
    chart_week_hours,
)
from simulator.present.charts.jobs_power import chart_jobs_power
from simulator.present.charts.mixes import chart_front
from simulator.present.charts.parts import ROWS, Rows, named_rows
from simulator.present.charts.power import chart_months, chart_waterfall, chart_weeks
from simulator.present.charts.uncertainty import (
    chart_chances,
    chart_curve,
    chart_drawn_chances,
    chart_draws,
    chart_fan,
    chart_parts,
    chart_reach,
    chart_swings,
    chart_tornado,
)
from simulator.present.theme import Look

TEMPLATES_KEPT: Final = 256
BUILDERS: Final[Mapping[str, Callable[[Rows, Look], alt.LayerChart]]] = MappingProxyType(
    {
        "waterfall": chart_waterfall,
        "months": chart_months,
        "weeks": chart_weeks,
        "bars": chart_bars,
        "work": chart_work,
        "income": chart_income,
        "scenario_months": chart_scenario_months,
        "jobs_power": chart_jobs_power,
        "days": chart_days,
        "month_hours": chart_month_hours,
        "week_hours": chart_week_hours,
        "duration": chart_duration,
        "day_map": chart_day_map,
        "reservoir": chart_reservoir,
        "gathering": chart_gathering,
        "fan": chart_fan,
        "chances": chart_chances,
        "draws": chart_draws,
        "curve": chart_curve,
        "tornado": chart_tornado,
        "swings": chart_swings,
        "drawn_chances": chart_drawn_chances,
        "parts": chart_parts,
        "reach": chart_reach,
        "front": chart_front,
    }
)


def template(name: str, look: Look) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart, its rows to be given by the name `ROWS`.

    Building a chart takes 50-140 ms and depends on nothing but its look: done once, then only rows are sent. What is
    returned is the caller's own.
    """
    return deepcopy(_built(name, look))


@lru_cache(maxsize=TEMPLATES_KEPT)
def _built(name: str, look: Look) -> dict[str, Any]:
    return dict(BUILDERS[name](named_rows(), look).to_dict())


def has_figures(rows: pd.DataFrame) -> bool:
    """Tell whether there is a figure to draw; nothing but nought is one.

    Examples
    --------
    >>> has_figures(pd.DataFrame({"mw": [0.0]})), has_figures(pd.DataFrame({"mw": [float("nan")]}))
    (True, False)
    """
    return bool(rows.select_dtypes("number").notna().to_numpy().any())


__all__ = [
    "BUILDERS",
    "ROWS",
    "chart_bars",
    "chart_chances",
    "chart_curve",
    "chart_day_map",
    "chart_days",
    "chart_drawn_chances",
    "chart_draws",
    "chart_duration",
    "chart_fan",
    "chart_front",
    "chart_gathering",
    "chart_income",
    "chart_jobs_power",
    "chart_month_hours",
    "chart_months",
    "chart_reservoir",
    "chart_scenario_months",
    "chart_swings",
    "chart_tornado",
    "chart_waterfall",
    "chart_week_hours",
    "chart_weeks",
    "chart_work",
    "has_figures",
    "named_rows",
    "template",
]
