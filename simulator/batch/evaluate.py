"""What is kept of one case, and the bench that works it out: region, weather and answers stay between cases."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from simulator.batch.cases import Case
from simulator.errors import InputError
from simulator.inputs.assumptions import resolve
from simulator.inputs.region import load_region
from simulator.inputs.scenario import check_scenario
from simulator.inputs.weather import load_weather
from simulator.present.tables import goals_table, spread_table, summary_table
from simulator.recall import Recall
from simulator.records import Result
from simulator.simulation import simulate
from simulator.words import said

Evaluate = Callable[[Case], pd.DataFrame]
Start = Callable[[], Evaluate]  # called once in every process


class Finished(NamedTuple):
    """What became of a case: its rows, or why there are none."""

    case: Case
    rows: pd.DataFrame | None
    reason: str
    seconds: float


def open_bench() -> Evaluate:
    """Return what works out cases with the whole model; years that are the same are worked out once.

    Returns
    -------
    callable
        Case to rows, as `rows_of` lays them out.
    """
    region, recall = load_region(), Recall()

    def evaluate(case: Case) -> pd.DataFrame:
        scenario = case.scenario
        check_scenario(scenario, region)
        wanted = scenario.weather
        weather = recall.once(("weather", wanted), lambda: load_weather(wanted), shared=True)
        return rows_of(simulate(scenario, resolve(region, scenario), region, weather, recall=recall), case.years)

    return evaluate


def rows_of(result: Result, years: tuple[int, ...]) -> pd.DataFrame:
    """List every indicator of some years, and every goal.

    Parameters
    ----------
    result : Result
    years : tuple of int
        Of the horizon.

    Returns
    -------
    DataFrame
        Columns kind (``indicator`` or ``goal``), name, unit, year, mean, p10, p50, p90, low, high, target, probability,
        status. The year of a goal is the one it is due, its mean the value it is held against.
    """
    key = ["year", "indicator", "unit"]
    summary = summary_table([result]).drop(columns="scenario")
    spread = spread_table([result])[[*key, "low", "high"]]
    figures = summary[summary["year"].isin(years)].merge(spread, on=key, how="left")
    goals = goals_table([result])[["goal", "target", "by", "value", "unit", "status", "probability"]]
    return pd.concat(
        [
            figures.rename(columns={"indicator": "name"}).assign(kind="indicator"),
            goals.rename(columns={"goal": "name", "by": "year", "value": "mean"}).assign(kind="goal"),
        ],
        ignore_index=True,
    )


def finish(case: Case, evaluate: Evaluate) -> Finished:
    """Work out one case; whatever goes wrong with it becomes its reason."""
    start = time.monotonic()
    rows, reason = None, ""
    try:
        rows = evaluate(case)
    except InputError as fault:
        reason = "; ".join(map(str, fault.problems))
    except MemoryError:
        reason = said("reason.memory")
    except Exception as fault:
        reason = f"{type(fault).__name__}: {fault}"
    return Finished(case, rows, reason, time.monotonic() - start)
