"""Draws as tidy tables for files: values, goals, fates of entries, and the numbers that were drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulator.stages.indicators import UNITS
from simulator.uncertainty import PERCENTILES, Drawn, Futures, bands


def values_rows(drawn: Drawn) -> pd.DataFrame:
    """List every indicator of every draw, year and weather year.

    Returns
    -------
    DataFrame
        Columns scenario, draw, weather (place among the weather years), year, indicator, value. [its unit]
    """
    draws, weather, years, indicators = drawn.figures.shape
    each = weather * years * indicators
    return pd.DataFrame(
        {
            "scenario": drawn.scenario.id,
            "draw": np.repeat(drawn.numbers, each),
            "weather": np.repeat(drawn.weather.ravel(), years * indicators),
            "year": np.tile(np.repeat(drawn.years, indicators), draws * weather),
            "indicator": pd.Categorical(np.tile(drawn.indicators, draws * weather * years)),
            "value": drawn.figures.ravel(),
        }
    )


def bands_rows(drawn: Drawn) -> pd.DataFrame:
    """List within what every indicator lies, year by year, over all draws and their weather.

    Returns
    -------
    DataFrame
        Columns scenario, year, indicator, unit, and one for each percentile, such as p5. [its unit]
    """
    tables = []
    for name in drawn.indicators:
        percentiles = {f"p{one}": band for one, band in zip(PERCENTILES, bands(drawn, name), strict=True)}
        about = {"scenario": drawn.scenario.id, "year": drawn.years, "indicator": name, "unit": UNITS[name]}
        tables.append(pd.DataFrame(about | percentiles))
    return pd.concat(tables, ignore_index=True)


def goals_rows(drawn: Drawn) -> pd.DataFrame:
    """List in which part of its weather years each draw meets each goal it says something about.

    Returns
    -------
    DataFrame
        Columns scenario, draw, goal, met_share.
    """
    rows, goals = np.nonzero(drawn.stated)
    return pd.DataFrame(
        {
            "scenario": drawn.scenario.id,
            "draw": drawn.numbers[rows],
            "goal": np.array(drawn.goals, dtype=object)[goals],
            "met_share": drawn.met[rows, goals],
        }
    )


def fates_rows(drawn: Drawn) -> pd.DataFrame:
    """List whether and when each entry comes in each draw.

    Returns
    -------
    DataFrame
        Columns scenario, draw, entry, stands, opening_year (also of what never comes).
    """
    entries = len(drawn.entries)
    return pd.DataFrame(
        {
            "scenario": drawn.scenario.id,
            "draw": np.repeat(drawn.numbers, entries),
            "entry": np.tile(np.array(drawn.entries, dtype=object), len(drawn.numbers)),
            "stands": drawn.stands.ravel(),
            "opening_year": drawn.opening_year.ravel(),
        }
    )


def numbers_rows(futures: Futures) -> pd.DataFrame:
    """List every number of the book that was drawn; what a scenario overrides stood in that scenario as it says.

    Returns
    -------
    DataFrame
        Column draw, and one column for each number that has a range. [its unit]
    """
    moving = {name: values for name, values in futures.points.items() if np.ptp(values) > 0}
    return pd.DataFrame({"draw": np.arange(futures.count)} | moving)
