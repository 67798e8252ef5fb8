"""Results become tidy tables: one row per figure, the same in every file and on every screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from simulator.premises import Region
from simulator.records import CASES, WAYS, PowerYear, Result
from simulator.stages.indicators import MWH_PER_GWH, UNITS

PROJECT_COLUMNS: Final = (
    "scenario",
    "year",
    "project",
    "kind",
    "production_gwh",
    "winter_share",
    "curtailed_gwh",
    "captured_price_share",
)
PERCENTILES: Final = {"p10": 10, "p50": 50, "p90": 90}
WAYS_OF: Final = {"link": WAYS, "exchange": ("import", "export")}
PLACE_FIGURES: Final = (
    ("area", "firm_headroom_mw", "MW", None),
    ("area", "conditional_headroom_mw", "MW", None),
    ("area", "area_cut_hours", "hours", None),
    ("area", "area_cut_mwh", "MWh", None),
    ("area", "area_longest_cut_hours", "hours", None),
    ("area", "area_coincidence_share", "share", None),
    ("establishment", "establishment_cut_hours", "hours", None),
    ("establishment", "establishment_cut_mwh", "MWh", None),
    ("establishment", "establishment_longest_cut_hours", "hours", None),
    ("establishment", "establishment_firm_mw", "MW", None),
    ("establishment", "establishment_coincidence_share", "share", None),
    ("link", "link_full_hours", "hours", 0),
    ("link", "link_full_hours", "hours", 1),
    ("exchange", "exchange_full_hours", "hours", 0),
    ("exchange", "exchange_full_hours", "hours", 1),
)


def summary_table(results: Iterable[Result]) -> pd.DataFrame:
    """List every indicator of every scenario and year.

    Returns
    -------
    DataFrame
        Columns scenario, year, indicator, unit, mean, p10, p50, p90; percentiles over weather years (and the lots of
        uncertain projects).
    """
    return pd.concat([_summary(result) for result in results], ignore_index=True)


def _summary(result: Result) -> pd.DataFrame:
    years, of_all = result.indicators.years, result.indicators.values  # noqa: PD011 - a mapping, not a frame
    values = list(of_all.values())
    shares = [np.percentile(one, list(PERCENTILES.values()), axis=1) for one in values]
    return pd.DataFrame(
        {
            "scenario": result.scenario.id,
            "year": np.tile(years, len(values)),
            "indicator": np.repeat(list(of_all), len(years)),
            "unit": np.repeat([UNITS[name] for name in of_all], len(years)),
            "mean": np.concatenate([one.mean(axis=1) for one in values]),
            **{name: np.concatenate([one[place] for one in shares]) for place, name in enumerate(PERCENTILES)},
        }
    )


def assumptions_table(results: Iterable[Result]) -> pd.DataFrame:
    """List every number about the world as each scenario used it.

    Returns
    -------
    DataFrame
        Columns scenario, number, low, central, high.
    """
    rows = [
        (result.scenario.id, name, *one)
        for result in results
        for name, one in sorted(result.assumptions.ranges.items())
    ]
    return pd.DataFrame(rows, columns=["scenario", "number", "low", "central", "high"])


def goals_table(results: Iterable[Result]) -> pd.DataFrame:
    """List every goal of every scenario.

    Returns
    -------
    DataFrame
        Columns scenario, goal, target, by, value, unit, status, probability, first_met, first_broken, confidence,
        evidence; empty cells where nothing is stated, or where there is no such year. Evidence: ids of numbers,
        tables and ``scenario``, separated by spaces.
    """
    rows = [
        {
            "scenario": result.scenario.id,
            "goal": goal.id,
            "target": goal.target,
            "by": goal.by,
            "value": goal.value,
            "unit": goal.unit,
            "status": goal.status,
            "probability": goal.probability,
            "first_met": goal.first_met,
            "first_broken": goal.first_broken,
            "confidence": goal.evidence.confidence,
            "evidence": " ".join(goal.evidence.sources),
        }
        for result in results
        for goal in result.goals
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(("by", "first_met", "first_broken"), "Int64"))


def spread_table(results: Iterable[Result]) -> pd.DataFrame:
    """List low, central and high of the indicators that have a range of their own.

    Returns
    -------
    DataFrame
        Columns scenario, year, indicator, unit, low, central, high; mean over weather years.
    """
    blocks = []
    for result in results:
        for name, values in result.indicators.spread.items():
            block = {
                "scenario": result.scenario.id,
                "year": result.indicators.years,
                "indicator": name,
                "unit": UNITS[name],
            }
            blocks.append(pd.DataFrame(block | dict(zip(CASES, values.mean(axis=2), strict=True))))
    return pd.concat(blocks, ignore_index=True)


def grid_table(results: Iterable[Result]) -> pd.DataFrame:
    """List cuts, headroom, coincidence and full hours of every place: area, establishment, line, exchange point.

    Returns
    -------
    DataFrame
        Columns scenario, year, place, name, figure, unit, mean, p10, p50, p90; over weather years.
    """
    return pd.concat([_of_place(result, *figure) for result in results for figure in PLACE_FIGURES], ignore_index=True)


def _of_place(result: Result, place: str, figure: str, unit: str, way: int | None) -> pd.DataFrame:
    """List one figure of every place of a kind."""
    found = result.connections
    names = getattr(found, f"{place}s")
    values = getattr(found, figure) if way is None else getattr(found, figure)[..., way]
    shares = np.percentile(values, list(PERCENTILES.values()), axis=1)
    block = {
        "scenario": result.scenario.id,
        "year": np.repeat(found.years, len(names)),
        "place": place,
        "name": names * len(found.years),
        "figure": figure if way is None else f"{figure.removesuffix('_full_hours')}_{WAYS_OF[place][way]}_full_hours",
        "unit": unit,
        "mean": values.mean(axis=1).ravel(),
    }
    return pd.DataFrame(block | {name: share.ravel() for name, share in zip(PERCENTILES, shares, strict=True)})


def projects_table(results: Iterable[Result]) -> pd.DataFrame:
    """List what every project delivers, cannot deliver and earns, year by year.

    Returns
    -------
    DataFrame
        Columns scenario, year, project, kind, production_gwh, winter_share, curtailed_gwh, captured_price_share; means
        over weather years. The captured price is the production-weighted price over the plain mean price; empty where
        nothing is delivered.
    """
    rows = [
        {"scenario": result.scenario.id, "year": year, "project": project.id, "kind": project.kind}
        | _delivered(result, at, place)
        for result in results
        for at, year in enumerate(result.ledger.years)
        for place, project in enumerate(result.scenario.projects)
    ]
    return pd.DataFrame(rows, columns=list(PROJECT_COLUMNS))


def _delivered(result: Result, at: int, place: int) -> dict[str, float]:
    """Return the figures of one project in one year."""
    ledger = result.ledger
    flat_eur = float(ledger.project_flat_eur[at, :, place].sum())
    value_eur = float(ledger.project_value_eur[at, :, place].sum())
    made_mwh = float(ledger.project_mwh[at, :, place].sum())
    return {
        "production_gwh": float(ledger.project_mwh[at, :, place].mean()) / MWH_PER_GWH,
        "winter_share": float(ledger.project_winter_mwh[at, :, place].sum()) / made_mwh if made_mwh else np.nan,
        "curtailed_gwh": float(ledger.project_curtailed_mwh[at, :, place].mean()) / MWH_PER_GWH,
        "captured_price_share": value_eur / flat_eur if flat_eur else np.nan,
    }


def hourly_table(power: PowerYear, region: Region) -> pd.DataFrame:
    """List the hours of one year under every weather year.

    Returns
    -------
    DataFrame
        Columns year, weather_year, hour, then region totals [MW] and reservoir contents [Mm³] at the start of the hour.
        8,760 rows per weather year.
    """
    dispatch, balance, demand = power.dispatch, power.balance, power.demand
    imported, exported = dispatch.import_mw.sum(axis=1), dispatch.export_mw.sum(axis=1)
    transit = np.minimum(imported, exported)
    count, _, hours = demand.mw.shape
    generation = balance.generation_mw.sum(axis=1)
    columns = {
        "production_mw": generation,
        "hydro_mw": dispatch.hydro_mw.sum(axis=1),
        "consumption_mw": demand.mw.sum(axis=1),
        "surplus_mw": generation - demand.mw.sum(axis=1),
        "import_mw": imported - transit,
        "export_mw": exported - transit,
        "transit_mw": transit,
        "curtailed_mw": (dispatch.curtailed_mw + dispatch.river_lost_mw).sum(axis=1),
        "unserved_mw": dispatch.unserved_mw.sum(axis=1),
        "establishment_cut_mw": dispatch.establishment_cut_mw.sum(axis=1),
        "storage_mw": balance.storage_mw.sum(axis=1),
        **{f"consumption_{area.id}_mw": demand.mw[:, place] for place, area in enumerate(region.areas)},
        **{f"{name}_mm3": dispatch.reservoir_m3[:, place, :-1] / 1e6 for place, name in enumerate(dispatch.reservoirs)},
    }
    table = {
        "year": np.full(count * hours, power.year),
        "weather_year": np.repeat(np.arange(1, count + 1), hours),
        "hour": np.tile(np.arange(hours), count),
    }
    return pd.DataFrame(table | {name: values.ravel() for name, values in columns.items()})
