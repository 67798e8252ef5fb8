"""Work of every project and establishment: phase by phase, layer by layer, each in its own unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.records import CASES, ONCE, Result

Floats = NDArray[np.float64]

WORK_COLUMNS: Final = ("scenario", "year", "entry", "kind", "sector", "phase", "layer", "unit", *CASES)
CENTRAL: Final = CASES.index("central")
DIRECT: Final = "direct_persons"
COST_COLUMNS: Final = (
    "scenario",
    "year",
    "entry",
    "kind",
    "phase",
    "line",
    "layer",
    "sector",
    *(f"spending_{one}_mnok" for one in CASES),
    *(f"local_{one}_mnok" for one in CASES),
)
POWER_LINE: Final = {"phase": "operation", "line": "power", "layer": "supply", "sector": "ELE"}


class Layer(NamedTuple):
    """One figure of work: the phase and layer it is, and its unit; ramp-up is found year by year."""

    figure: str
    phase: str
    layer: str
    unit: str


LAYERS: Final = (
    *(
        Layer(figure, phase, layer, "job-years")
        for phase in ONCE
        for figure, layer in (
            ("on_site_job_years", "on_site"),
            ("supplier_job_years", "suppliers"),
            ("induced_job_years", "induced"),
        )
    ),
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
        Phases are planning, construction and retirement [job-years], ramp_up and operation [persons]; the two units
        are never added up. Years without work are left out.
    """
    rows = [row for result in results for layer in LAYERS for row in _rows(result, layer)]
    return pd.DataFrame(rows, columns=list(WORK_COLUMNS))


def costs_by_entry(results: Iterable[Result]) -> pd.DataFrame:
    """List what every phase of every entry is spent on, line by line and year by year, and how much in the region.

    Returns
    -------
    DataFrame
        Columns scenario, year, entry, kind, phase, line, layer, sector, spending_low_mnok, spending_central_mnok,
        spending_high_mnok, local_low_mnok, local_central_mnok, local_high_mnok; means over weather years. Years
        without spending are left out. Power of establishments is the bill; the region gains nothing more by it.
    """
    rows = [row for result in results for found in (_costs(result), _power(result)) for row in found]
    return pd.DataFrame(rows, columns=list(COST_COLUMNS))


def _costs(result: Result) -> Iterator[dict[str, object]]:
    phases, kinds = result.phases, _kinds(result)
    spending, local = phases.spending_mnok.mean(axis=2), phases.local_mnok.mean(axis=2)
    for place, (line, owner) in enumerate(zip(phases.lines, phases.owners, strict=True)):
        entry = phases.entries[owner]
        what = {"phase": line.phase, "line": line.line, "layer": line.layer, "sector": line.sector}
        for at in np.flatnonzero(spending[:, :, place].any(axis=0)):
            head = {"scenario": result.scenario.id, "year": phases.years[at], "entry": entry, "kind": kinds[entry]}
            yield head | what | _sums(spending[:, at, place], local[:, at, place])


def _power(result: Result) -> Iterator[dict[str, object]]:
    """Yield what establishments pay for power, grid tariff and its tax included."""
    bills, kinds = result.income.bills, _kinds(result)
    paid = (bills.energy_mnok + bills.grid_mnok + bills.tax_mnok).mean(axis=2)
    for place, entry in enumerate(result.ledger.establishments):
        for at in np.flatnonzero(paid[:, :, place].any(axis=0)):
            year = result.ledger.years[at]
            head = {"scenario": result.scenario.id, "year": year, "entry": entry, "kind": kinds[entry]}
            yield head | POWER_LINE | _sums(paid[:, at, place], np.zeros(len(paid)))


def _sums(spending_mnok: Floats, local_mnok: Floats) -> dict[str, float]:
    """Name what is spent and what stays, case by case."""
    return dict(zip(COST_COLUMNS[-2 * len(CASES) :], [*spending_mnok.tolist(), *local_mnok.tolist()], strict=True))


def _kinds(result: Result) -> dict[str, str]:
    """Return the kind of every entry."""
    kinds = {one.id: one.kind for one in result.scenario.projects}
    return kinds | {one.id: one.kind for one in result.scenario.establishments}


def _figure(result: Result, layer: Layer) -> Floats:
    """Return one figure of work, mean over weather years. shape (cases, years, entries)"""
    if hasattr(result.phases, layer.figure):
        values = getattr(result.phases, layer.figure)[ONCE.index(layer.phase)]
    else:
        values = getattr(result.jobs, layer.figure)
    return np.asarray(values.mean(axis=2))


def _rows(result: Result, layer: Layer) -> Iterator[dict[str, object]]:
    jobs, kinds, values = result.jobs, _kinds(result), _figure(result, layer)
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
