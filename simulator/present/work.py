"""Work of every project and establishment: phase by phase, layer by layer, each in its own unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.premises import Project, Region
from simulator.records import CASES, Result
from simulator.stages.jobs import line_costs

Floats = NDArray[np.float64]

WORK_COLUMNS: Final = ("scenario", "year", "entry", "kind", "sector", "phase", "layer", "unit", *CASES)
CENTRAL: Final = CASES.index("central")
DIRECT: Final = "direct_persons"


COST_COLUMNS: Final = (
    "scenario",
    "entry",
    "kind",
    "line",
    "sector",
    "cost_mnok",
    *(f"local_{one}_mnok" for one in CASES),
)


class Layer(NamedTuple):
    """One figure of `Jobs`: the layer it is, and its unit; the phase of operation is found year by year."""

    figure: str
    phase: str
    layer: str
    unit: str


LAYERS: Final = (
    Layer("construction_direct_job_years", "construction", "on_site", "job-years"),
    Layer("construction_supplier_job_years", "construction", "suppliers", "job-years"),
    Layer("construction_induced_job_years", "construction", "induced", "job-years"),
    Layer("construction_outside_job_years", "construction", "outside", "job-years"),
    Layer(DIRECT, "operation", "on_site", "persons"),
    Layer("indirect_persons", "operation", "suppliers", "persons"),
    Layer("induced_persons", "operation", "induced", "persons"),
)


def work_by_entry(results: Iterable[Result]) -> pd.DataFrame:
    """List the work of every entry in every year: on site, at suppliers and from spent pay, by phase.

    Returns
    -------
    DataFrame
        Columns scenario, year, entry, kind, sector, phase, layer, unit, low, central, high; means over weather years.
        Phases are construction [job-years], ramp_up and operation [persons]; the two units are never added up. Years
        without work are left out.
    """
    rows = [row for result in results for layer in LAYERS for row in _rows(result, layer)]
    return pd.DataFrame(rows, columns=list(WORK_COLUMNS))


def costs_by_entry(results: Iterable[Result], region: Region) -> pd.DataFrame:
    """List what the investment of every project buys, line by line, and how much of it in the region.

    Kinds without documented local purchases have no lines. What a project states itself is not spread over them.

    Returns
    -------
    DataFrame
        Columns scenario, entry, kind, line, sector, cost_mnok, local_low_mnok, local_central_mnok, local_high_mnok.
    """
    rows = [
        row for result in results for project in result.scenario.projects for row in _costs(result, project, region)
    ]
    return pd.DataFrame(rows, columns=list(COST_COLUMNS))


def _costs(result: Result, project: Project, region: Region) -> Iterator[dict[str, object]]:
    lines = [line for line in region.cost_lines if line.kind == project.kind]
    name = f"project.{project.kind}.capital_mnok_per_mw"
    capital_mnok_per_mw = dict(result.scenario.overrides).get(name, region.book[name].value)
    cost, local = line_costs(lines, project.full_mw * capital_mnok_per_mw)
    for place, line in enumerate(lines):
        head = {"scenario": result.scenario.id, "entry": project.id, "kind": project.kind}
        what = {"line": line.line, "sector": line.sector, "cost_mnok": cost[place]}
        yield head | what | dict(zip(COST_COLUMNS[-3:], local[:, place], strict=True))


def _rows(result: Result, layer: Layer) -> Iterator[dict[str, object]]:
    jobs = result.jobs
    kinds = {one.id: one.kind for one in result.scenario.projects}
    kinds |= {one.id: one.kind for one in result.scenario.establishments}
    values = getattr(jobs, layer.figure).mean(axis=2)
    growing = _growing(jobs.direct_persons.mean(axis=2)[CENTRAL])
    for place, (entry, sector) in enumerate(zip(jobs.entries, jobs.sectors, strict=True)):
        for at, year in enumerate(jobs.years):
            if not values[:, at, place].any():
                continue
            ramp_up = layer.phase == "operation" and growing[at, place]
            head = {"scenario": result.scenario.id, "year": year, "entry": entry, "kind": kinds[entry]}
            what = {"sector": sector, "phase": "ramp_up" if ramp_up else layer.phase, "layer": layer.layer}
            yield head | what | {"unit": layer.unit} | dict(zip(CASES, values[:, at, place], strict=True))


def _growing(direct_persons: Floats) -> NDArray[np.bool_]:
    """Tell in which years an entry has not yet its largest number of jobs. shape (years, entries)"""
    largest_yet_to_come = np.maximum.accumulate(direct_persons[::-1], axis=0)[::-1]
    return np.asarray((direct_persons > 0) & (direct_persons < largest_yet_to_come * (1 - 1e-9)))
