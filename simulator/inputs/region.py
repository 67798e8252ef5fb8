"""Door to the region: the tables of ``data/`` become one record, every problem told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from simulator.errors import Problem, raise_if
from simulator.hours import HOURS_PER_DAY, MONTHS_PER_YEAR
from simulator.inputs import society
from simulator.inputs.places import data_folder
from simulator.inputs.quantities import Table, read_quantities
from simulator.inputs.tables import (
    CONFIDENCE,
    Row,
    check_unique,
    free_text,
    number,
    one_of,
    positive,
    read_table,
    share,
    text,
    whole,
)
from simulator.premises import Area, Consumption, Exchange, Kind, Link, LoadShape, Plant, Region, Waterway

MARKET = one_of("NO1", "NO3")
RIVER = one_of("inflow_glomma", "inflow_folla", "inflow_orkla", "inflow_local")
Part = TypeVar("Part")

AREA = {"id": text, "municipality": text, "name": text, "market": MARKET}
PLANT = {
    "id": text,
    "name": text,
    "municipality": text,
    "area": free_text,
    "commissioned": free_text,
    "capacity_mw": positive,
    "mean_gwh": positive,
    "owner": free_text,
    "local_share": share,
    "confidence": CONFIDENCE,
    "source": text,
    "note": free_text,
}
WATERWAY = {
    "id": text,
    "plant": text,
    "area": free_text,
    "river": RIVER,
    "inflow_mm3": positive,
    "storage_mm3": positive,
    "minimum_share": share,
    "max_flow_m3s": positive,
    "min_release_m3s": positive,
    "energy_kwh_m3": positive,
    "peaking_share": share,
    "turbine_to": free_text,
    "spill_to": free_text,
    "travel_hours": whole,
}
CONSUMPTION = {"area": text, "sector": text, "year": whole, "gwh": number}
SHAPE_HOUR = {"shape": text, "day_type": one_of("weekday", "weekend"), "hour": whole, "factor": positive}
SHAPE_MONTH = {"shape": text, "month": whole, "factor": positive}
SHAPE_HEAT = {"shape": text, "heat_share_per_c": share}
FILLING = {"market": MARKET, "month": whole, "filling_share": share}


def load_region(folder: Path | None = None) -> Region:
    """Read everything observed about the region.

    Parameters
    ----------
    folder : Path, optional
        Folder with the tables; the shipped ``data/`` if left out.

    Returns
    -------
    Region

    Raises
    ------
    InputError
        With every problem of every table.
    """
    folder = folder or data_folder()
    problems: list[Problem] = []
    book, establishment_heads = read_quantities(folder / "establishment_kinds.toml", "establishment", problems)
    project_numbers, project_heads = read_quantities(folder / "project_kinds.toml", "project", problems)
    grid_numbers, grid_heads = read_quantities(folder / "grid.toml", "grid", problems)
    numbers, _ = read_quantities(folder / "assumptions.toml", "", problems)
    areas = _parts(folder, "areas", AREA, Area, problems)
    plants = _parts(folder, "plants", PLANT, Plant, problems)
    waterways = _parts(folder, "waterways", WATERWAY, Waterway, problems)
    consumption = _parts(folder, "consumption", CONSUMPTION, Consumption, problems)
    shapes = _load_shapes(folder, problems)
    filling = _filling(folder, problems)
    people = society.read_people(folder, problems)
    input_output = society.read_input_output(folder, problems)
    goals = society.read_goals(folder, problems)
    links, exchanges = _grid(grid_heads, problems)
    problems += _dangling(areas, plants, waterways, consumption, links, exchanges)
    raise_if(problems)
    return Region(
        municipalities=people.municipalities,
        areas=areas,
        links=links,
        exchanges=exchanges,
        plants=plants,
        waterways=waterways,
        consumption=consumption,
        load_shapes=shapes,
        filling_share=filling,
        population=people.population,
        population_years=people.years,
        age_groups=people.age_groups,
        input_output=society.require(input_output),
        project_kinds=_kinds(project_heads),
        establishment_kinds=_kinds(establishment_heads),
        goals=goals,
        book={**numbers, **grid_numbers, **project_numbers, **book},
    )


def _parts(
    folder: Path, name: str, columns: dict[str, Any], record: Callable[..., Part], problems: list[Problem]
) -> tuple[Part, ...]:
    """Read one table whose rows are records with the same field names."""
    path = folder / f"{name}.csv"
    rows = read_table(path, columns, problems)
    if "id" in columns:
        check_unique(path, rows, "id", problems)
    return tuple(record(**row) for row in rows)


def _load_shapes(folder: Path, problems: list[Problem]) -> dict[str, LoadShape]:
    hours = read_table(folder / "load_shapes.csv", SHAPE_HOUR, problems)
    months = read_table(folder / "load_shape_months.csv", SHAPE_MONTH, problems)
    heat = {
        row["shape"]: row["heat_share_per_c"]
        for row in read_table(folder / "load_shapes_heat.csv", SHAPE_HEAT, problems)
    }
    shapes = {}
    for name, response in heat.items():
        days = [[row["factor"] for row in _of(hours, name) if row["day_type"] == day] for day in ("weekday", "weekend")]
        year = [row["factor"] for row in sorted(_of(months, name), key=lambda row: row["month"])]
        if [len(day) for day in days] != [HOURS_PER_DAY] * 2 or len(year) != MONTHS_PER_YEAR:
            remedy = "give 24 hours for weekday and weekend, and 12 months"
            problems.append(
                Problem(code="incomplete_shape", file="load_shapes.csv", place=name, found="gaps", remedy=remedy)
            )
            continue
        shapes[name] = LoadShape(id=name, hours=np.array(days), months=np.array(year), heat_share_per_c=response)
    return shapes


def _of(rows: list[Row], shape: str) -> list[Row]:
    return [row for row in rows if row["shape"] == shape]


def _filling(folder: Path, problems: list[Problem]) -> dict[str, Any]:
    rows = sorted(read_table(folder / "filling.csv", FILLING, problems), key=lambda row: row["month"])
    curves = {market: [row["filling_share"] for row in rows if row["market"] == market] for market in ("NO1", "NO3")}
    for market, curve in curves.items():
        if len(curve) != MONTHS_PER_YEAR:
            found, remedy = f"{len(curve)} months", "give 12 months"
            problems.append(
                Problem(code="incomplete_filling", file="filling.csv", place=market, found=found, remedy=remedy)
            )
    return {market: np.array(curve) for market, curve in curves.items()}


def _kinds(heads: Table) -> dict[str, Kind]:
    return {name: Kind(id=name, **head) for name, head in heads.items()}


def _grid(heads: Table, problems: list[Problem]) -> tuple[tuple[Link, ...], tuple[Exchange, ...]]:
    links = [Link(id=name, area_from=head["from"], area_to=head["to"]) for name, head in heads.items() if "to" in head]
    points = [
        Exchange(id=name, area=head["area"], market=head["market"]) for name, head in heads.items() if "market" in head
    ]
    if len(links) + len(points) != len(heads):
        remedy = "give from and to for a line, area and market for an exchange point"
        problems.append(Problem(code="bad_grid", file="grid.toml", place="", found="an unclear table", remedy=remedy))
    return tuple(links), tuple(points)


def _dangling(
    areas: tuple[Area, ...],
    plants: tuple[Plant, ...],
    waterways: tuple[Waterway, ...],
    consumption: tuple[Consumption, ...],
    links: tuple[Link, ...],
    exchanges: tuple[Exchange, ...],
) -> Iterable[Problem]:
    """Yield a problem for every name that points nowhere."""
    known = {area.id for area in areas}
    steps = {step.id for step in waterways} | {""}
    plant_ids = {plant.id for plant in plants}
    wanted: list[tuple[str, str, set[str]]] = [
        *(("plants.csv", plant.area, known | {""}) for plant in plants),
        *(("waterways.csv", step.area, known | {""}) for step in waterways),
        *(("waterways.csv", step.plant, plant_ids) for step in waterways),
        *(("waterways.csv", to, steps) for step in waterways for to in (step.turbine_to, step.spill_to)),
        *(("consumption.csv", row.area, known) for row in consumption),
        *(("grid.toml", end, known) for line in links for end in (line.area_from, line.area_to)),
        *(("grid.toml", point.area, known) for point in exchanges),
    ]
    for file, name, among in wanted:
        if name not in among:
            remedy = f"use one of {', '.join(sorted(filter(None, among)))}"
            yield Problem(code="unknown_name", file=file, place="", found=name, remedy=remedy)
