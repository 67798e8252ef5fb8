"""The jobs bridge, and jobs, people and income by municipality, as tidy tables for files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.premises import LEVELS
from simulator.records import BRIDGE_STEPS, CASES, WORK_LAYERS, Result

Floats = NDArray[np.float64]

BRIDGE_COLUMNS: Final = ("scenario", "first_year", "last_year", "step", *CASES, "limit")
SKILL_COLUMNS: Final = ("scenario", "year", "level", "figure", *CASES)
PLACE_COLUMNS: Final = ("scenario", "year", "municipality", "figure", "unit", *CASES)


def bridges_table(results: Iterable[Result]) -> pd.DataFrame:
    """List start, steps and end of every jobs bridge.

    Returns
    -------
    DataFrame
        Columns scenario, first_year, last_year, step, low, central, high [persons], limit; mean over weather years. In
        each case start and steps sum to the end: a low case can hold the higher number of a step.
    """
    rows = []
    for result in results:
        bridge = result.bridge
        steps = {"start": bridge.start, **dict(zip(BRIDGE_STEPS, bridge.steps.T, strict=True)), "end": bridge.end}
        for step, cases in steps.items():
            rows.append(
                (result.scenario.id, bridge.first_year, bridge.last_year, step, *map(float, cases), bridge.limit)
            )
    return pd.DataFrame(rows, columns=list(BRIDGE_COLUMNS))


def skills_by_level(results: Iterable[Result]) -> pd.DataFrame:
    """List jobs and people by schooling.

    Returns
    -------
    DataFrame
        Columns scenario, year, level, figure (needed, filled, lacking), low, central, high [persons]; means over
        weather years.
    """
    rows = [
        (result.scenario.id, year, level, name, *map(float, values[place, :, at]))
        for result in results
        for name in ("needed", "filled", "lacking")
        for values in (getattr(result.skills, f"{name}_persons").mean(axis=-1),)
        for at, year in enumerate(result.labour.years)
        for place, level in enumerate(LEVELS)
    ]
    return pd.DataFrame(rows, columns=list(SKILL_COLUMNS))


def places_table(results: Iterable[Result]) -> pd.DataFrame:
    """List jobs, employed residents, inhabitants and income of every municipality and year.

    Returns
    -------
    DataFrame
        Columns scenario, year, municipality, figure, unit, low, central, high; mean over weather years. In each case
        the municipalities sum to the region: a low case can hold the higher number.
    """
    rows = [row for result in results for row in _places(result)]
    return pd.DataFrame(rows, columns=list(PLACE_COLUMNS))


def _places(result: Result) -> Iterator[tuple[object, ...]]:
    for (figure, unit), values in place_figures(result).items():
        mean = values.mean(axis=-1)
        for year, calendar in enumerate(result.ledger.years):
            for place, name in enumerate(result.places.municipalities):
                yield (result.scenario.id, calendar, name, figure, unit, *map(float, mean[:, place, year]))


def place_figures(result: Result) -> dict[tuple[str, str], Floats]:
    """Return every figure that is known by municipality, with its unit.

    Returns
    -------
    dict of (str, str) to ndarray
        shape (cases, municipalities, years, weather)
    """
    places, income = result.places, result.income
    jobs = {f"jobs_{layer}_persons": places.offered_persons[at] for at, layer in enumerate(WORK_LAYERS)}
    people = {
        "jobs_offered_persons": places.offered_persons.sum(axis=0),
        "employed_persons": places.employed_persons,
        "in_migrant_persons": places.in_migrant_persons,
        "population_persons": places.population_persons,
    }
    money = {
        "municipal_income_mnok": income.municipal_mnok(),
        "municipal_income_net_mnok": income.municipal_mnok(net=True),
    }
    return {(name, "persons"): values for name, values in (jobs | people).items()} | {
        (name, "MNOK"): values for name, values in money.items()
    }
