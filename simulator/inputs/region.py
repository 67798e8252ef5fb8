"""Door to the region: the tables of ``data/`` become one record, every problem told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Problem, raise_if
from simulator.hours import HOURS_PER_DAY, MONTHS_PER_YEAR
from simulator.inputs import cases, costs, society
from simulator.inputs import people as inhabitants
from simulator.inputs.connections import grid_faults, plant_faults, river_faults
from simulator.inputs.education import read_education
from simulator.inputs.hosts import read_hosts
from simulator.inputs.needed import NEEDED, TARIFFS
from simulator.inputs.places import data_folder
from simulator.inputs.quantities import Table, check_needed, read_quantities, read_toml
from simulator.inputs.tables import (
    CONFIDENCE,
    Reader,
    at_least,
    between,
    check_complete,
    free_text,
    is_told,
    known,
    number,
    one_of,
    positive,
    read_names,
    read_table,
    share,
    text,
    whole,
)
from simulator.inputs.written import written_in
from simulator.premises import (
    Area,
    Consumption,
    Exchange,
    Goal,
    Kind,
    Link,
    LoadShape,
    Plant,
    Quantity,
    Region,
    Waterway,
)

REGIONS_KEPT: Final = 2
MARKETS: Final = ("NO1", "NO3")
MARKET: Final = one_of(*MARKETS)
RIVER: Final = one_of("inflow_glomma", "inflow_folla", "inflow_orkla", "inflow_local")
PROJECT_PROFILE: Final = one_of("wind", "solar", "inflow", "regulated", "bio", "battery")
DAY_TYPES: Final = ("weekday", "weekend")
HOURS: Final = range(HOURS_PER_DAY)
MONTHS: Final = range(1, MONTHS_PER_YEAR + 1)

AREA: Final = {"id": text, "municipality": text, "name": text, "market": MARKET, "temperature_offset_c": number}
PLANT: Final = {
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
WATERWAY: Final = {
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
    "travel_hours": at_least(1),
}
CONSUMPTION: Final = {"area": text, "sector": text, "year": whole, "gwh": positive}
SHAPE_HOUR: Final = {"shape": text, "day_type": one_of(*DAY_TYPES), "hour": between(0, HOURS[-1]), "factor": positive}
SHAPE_MONTH: Final = {"shape": text, "month": between(1, MONTHS[-1]), "factor": positive}
SHAPE_HEAT: Final = {"shape": text, "heat_share_per_c": share}
FILLING: Final = {"market": MARKET, "month": between(1, MONTHS[-1]), "filling_share": share}


class Catalogues(NamedTuple):
    """Kinds and grid, and every number of the six catalogues by dotted id."""

    project_kinds: dict[str, Kind]
    establishment_kinds: dict[str, Kind]
    links: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    book: dict[str, Quantity]


def load_region(folder: Path | None = None) -> Region:
    """Read everything observed about the region; as long as the tables stay the same, it is the same region.

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
    return _read(folder, written_in(folder))


@lru_cache(maxsize=REGIONS_KEPT)
def _read(folder: Path, written: str) -> Region:  # noqa: ARG001 - other tables are another region
    """Read all tables; the same tables are not read twice."""
    problems: list[Problem] = []
    areas = _areas(folder, problems)
    plants, waterways = _rivers(folder, problems)
    shapes = _load_shapes(folder, problems)
    consumption = _consumption(folder, problems)
    filling = _filling(folder, problems)
    people, demography = inhabitants.read_people(folder, problems), inhabitants.read_demography(folder, problems)
    input_output = society.read_input_output(folder, problems)
    goals, hosts = society.read_goals(folder, problems), read_hosts(folder, problems)
    catalogues = _catalogues(folder, problems)
    evidence, local_shares = _evidence(folder, catalogues, problems, goals=goals)
    problems += [*river_faults(waterways), *plant_faults(plants, waterways)]
    if not is_told("areas.csv", problems) and not is_told("grid.toml", problems):
        problems += grid_faults(areas, catalogues.links)
    raise_if(problems)
    return Region(
        municipalities=people.municipalities,
        areas=areas,
        links=catalogues.links,
        exchanges=catalogues.exchanges,
        plants=plants,
        waterways=waterways,
        consumption=consumption,
        load_shapes=shapes,
        filling_share=filling,
        population=people.population,
        population_years=people.years,
        age_groups=people.age_groups,
        demography=demography,
        employed_residents=people.employed,
        input_output=society.require(input_output),
        project_kinds=catalogues.project_kinds,
        establishment_kinds=catalogues.establishment_kinds,
        goals=goals,
        **evidence,
        book=catalogues.book | local_shares,
        plant_hosts=hosts,
    )


def _evidence(
    folder: Path, catalogues: Catalogues, problems: list[Problem], *, goals: Sequence[Goal]
) -> tuple[dict[str, Any], dict[str, Quantity]]:
    """Read what stands behind the kinds, cases elsewhere, cost lines, schooling; check what goals stand on."""
    society.check_evidence(goals, catalogues.book, problems)
    sectors = read_names(folder / "employment.csv", "sector")
    families = {"project": catalogues.project_kinds, "establishment": catalogues.establishment_kinds}
    kinds = {
        f"{family}.{kind.id}": f"{family}.{kind.costs_as or kind.id}"
        for family, members in families.items()
        for kind in members.values()
    }
    lines, local_shares = costs.read_cost_lines(folder, kinds, sectors, problems)
    evidence = {
        "comparables": cases.read_comparables(folder, catalogues.establishment_kinds, problems),
        "cost_lines": lines,
        "education": read_education(folder, sectors, problems),
    }
    return evidence, local_shares


def _areas(folder: Path, problems: list[Problem]) -> tuple[Area, ...]:
    columns = AREA | {"municipality": known(read_names(folder / "municipalities.csv"))}
    return tuple(Area(**row) for row in read_table(folder / "areas.csv", columns, problems))


def _rivers(folder: Path, problems: list[Problem]) -> tuple[tuple[Plant, ...], tuple[Waterway, ...]]:
    area = {"area": known(read_names(folder / "areas.csv"), "")}
    plants = read_table(folder / "plants.csv", PLANT | area, problems)
    step = known(read_names(folder / "waterways.csv"), "")
    names = area | {"plant": known(read_names(folder / "plants.csv")), "turbine_to": step, "spill_to": step}
    waterways = read_table(folder / "waterways.csv", WATERWAY | names, problems)
    return tuple(Plant(**row) for row in plants), tuple(Waterway(**row) for row in waterways)


def _consumption(folder: Path, problems: list[Problem]) -> tuple[Consumption, ...]:
    names = {"area": known(read_names(folder / "areas.csv")), "sector": known(_shape_names(folder))}
    key = ("area", "sector", "year")
    rows = read_table(folder / "consumption.csv", CONSUMPTION | names, problems, key=key)
    return tuple(Consumption(**row) for row in rows)


def _shape_names(folder: Path) -> set[str]:
    return read_names(folder / "load_shapes_heat.csv", "shape")


def _load_shapes(folder: Path, problems: list[Problem]) -> dict[str, LoadShape]:
    """Read the three tables of load shapes; a shape must be whole in each of them."""
    heat = _cube(folder / "load_shapes_heat.csv", SHAPE_HEAT, problems)
    hours = _cube(folder / "load_shapes.csv", SHAPE_HOUR, problems)
    months = _cube(folder / "load_shape_months.csv", SHAPE_MONTH, problems)
    names = dict.fromkeys(name for name, *_ in (*heat, *hours, *months))
    check_complete(folder / "load_shapes_heat.csv", heat, product(names), problems)
    check_complete(folder / "load_shapes.csv", hours, product(names, DAY_TYPES, HOURS), problems)
    check_complete(folder / "load_shape_months.csv", months, product(names, MONTHS), problems)
    return {
        name: LoadShape(
            id=name,
            hours=np.array([[hours.get((name, day, hour), np.nan) for hour in HOURS] for day in DAY_TYPES]),
            months=np.array([months.get((name, month), np.nan) for month in MONTHS]),
            heat_share_per_c=heat.get((name,), np.nan),
        )
        for name in names
    }


def _filling(folder: Path, problems: list[Problem]) -> dict[str, NDArray[np.float64]]:
    path = folder / "filling.csv"
    filling = _cube(path, FILLING, problems)
    check_complete(path, filling, product(MARKETS, MONTHS), problems)
    return {market: np.array([filling.get((market, month), np.nan) for month in MONTHS]) for market in MARKETS}


def _cube(path: Path, columns: Mapping[str, Reader], problems: list[Problem]) -> dict[tuple[Any, ...], float]:
    """Read a table whose last column is a number, and all the others together its key."""
    *key, value = columns
    rows = read_table(path, columns, problems, key=tuple(key))
    return {tuple(row[column] for column in key): row[value] for row in rows}


def _catalogues(folder: Path, problems: list[Problem]) -> Catalogues:
    """Read kinds, grid and assumptions."""
    area = known(read_names(folder / "areas.csv"))
    line, point = {"from": area, "to": area}, {"area": area, "market": MARKET}
    kind = {"group": text, "sector": known(read_names(folder / "employment.csv", "sector"))}
    project_path, path = folder / "project_kinds.toml", folder / "establishment_kinds.toml"
    project = kind | {"profile": PROJECT_PROFILE, "costs_as": _one_of_these(project_path)}
    establishment = kind | {"profile": known(_shape_names(folder)), "costs_as": _one_of_these(path)}
    projects, project_heads = read_quantities(project_path, "project", (project,), problems)
    businesses, heads = read_quantities(path, "establishment", (establishment,), problems)
    grid, grid_heads = read_quantities(folder / "grid.toml", "grid", (line, point), problems)
    classes, _ = read_quantities(folder / "connection_classes.toml", "connection", ({"size": text},), problems)
    numbers, _ = read_quantities(folder / "assumptions.toml", "", ({},), problems)
    tariffs, _ = read_quantities(folder / "tariffs.toml", "", ({},), problems)
    check_needed(folder / "tariffs.toml", tariffs, TARIFFS, problems)
    check_needed(folder / "assumptions.toml", numbers, NEEDED, problems)
    return Catalogues(
        project_kinds=_kinds(project_heads),
        establishment_kinds=_kinds(heads),
        links=tuple(
            Link(id=name, area_from=ends["from"], area_to=ends["to"])
            for name, ends in grid_heads.items()
            if "to" in ends
        ),
        exchanges=tuple(Exchange(id=name, **head) for name, head in grid_heads.items() if "market" in head),
        book={**numbers, **tariffs, **classes, **grid, **projects, **businesses},
    )


def _one_of_these(path: Path) -> Reader:
    """Return what reads the name of another kind of the same file, or none."""
    return known(read_toml(path, []), "")


def _kinds(heads: Table) -> dict[str, Kind]:
    return {name: Kind(id=name, **head) for name, head in heads.items()}
