"""Building work: how much there is, who does it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import InputOutput, Project, Worlds
from simulator.stages.jobs.entries import Entry, columns, kind_of
from simulator.stages.jobs.regional import Multipliers
from simulator.stages.jobs.work import construction_share

Floats = NDArray[np.float64]

CONSTRUCTION: Final = "CON"


def construction_job_years(
    entries: Sequence[Entry], years: Sequence[int], assumptions: Worlds
) -> tuple[Floats, Floats]:
    """Return the building work done by the region and by people from outside, suppliers included and spent pay not.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    years : sequence of int
    assumptions : Worlds
        Uses ``capital_mnok_per_mw``, ``construction_job_years_per_mnok``, ``construction_regional_share`` and
        ``build_years`` of each kind; where a project states ``local_purchase_share``, also
        ``jobs.local_purchase_value_added_share`` and ``jobs.construction_value_added_mnok_per_job_year``.

    Returns
    -------
    tuple of ndarray
        Regional and outside; regional + outside = national. [job-years], shape (cases, years, entries)
    """
    national = columns([_national_job_years(entry, assumptions) for entry in entries], assumptions.count)
    regional = columns([_regional_job_years(entry, assumptions) for entry in entries], assumptions.count)
    spread = columns([_building(one, years, assumptions) for one in entries], len(years), assumptions.count)
    return regional[:, None, :] * spread, (national - regional)[:, None, :] * spread


def _national_job_years(entry: Entry, assumptions: Worlds) -> Floats:
    """Return all building work in the nation, suppliers included. [job-years], shape (cases,)"""
    capital_mnok = entry.full_mw * assumptions[f"{kind_of(entry)}.capital_mnok_per_mw"]
    return np.asarray(capital_mnok * assumptions.cases(f"{kind_of(entry)}.construction_job_years_per_mnok"))


def _regional_job_years(entry: Entry, assumptions: Worlds) -> Floats:
    """Return the part that the region does: as the kind usually has it, or what stated local purchases pay for.

    [job-years], shape (cases,)
    """
    national = _national_job_years(entry, assumptions)
    if not isinstance(entry, Project) or entry.local_purchase_share is None:
        return np.asarray(national * assumptions.cases(f"{kind_of(entry)}.construction_regional_share"))
    bought_mnok = entry.local_purchase_share * entry.full_mw * assumptions[f"{kind_of(entry)}.capital_mnok_per_mw"]
    paid_mnok = bought_mnok * assumptions.cases("jobs.local_purchase_value_added_share")
    return np.asarray(np.minimum(paid_mnok / assumptions["jobs.construction_value_added_mnok_per_job_year"], national))


def _building(entry: Entry, years: Sequence[int], assumptions: Worlds) -> Floats:
    """Return how the building work spreads over the horizon, by the size of each step.

    [share], shape (years, cases), or (years, 1) where building takes equally long in all
    """
    build_years, full = assumptions[f"{kind_of(entry)}.build_years"], entry.full_mw or 1.0
    year = np.array(years)[:, None]
    return np.asarray(sum(mw / full * construction_share(year, start, build_years) for start, mw in entry.steps))


def spent_pay_share(local: Multipliers, table: InputOutput) -> Floats:
    """Return the work that spent pay adds per regional job-year of building: II / I − 1 of construction.

    Parameters
    ----------
    local : Multipliers
        [jobs per job], shape (cases, sectors)
    table : InputOutput
        Tells where construction stands.

    Returns
    -------
    ndarray
        0 or more. [job-years per job-year], shape (cases, 1, 1)

    Notes
    -----
    Published regional job-years already hold suppliers, so only the step from type I to type II is left to add.
    """
    sector = table.sectors.index(CONSTRUCTION)
    return np.asarray(local.type_two[:, sector] / local.type_one[:, sector] - 1)[:, None, None]


def supplier_share(local: Multipliers, table: InputOutput) -> Floats:
    """Return the part of regional building work that suppliers do: 1 − 1 / I of construction.

    Parameters
    ----------
    local, table
        See `spent_pay_share`.

    Returns
    -------
    ndarray
        [share], shape (cases, 1, 1)

    Notes
    -----
    No source splits the regional job-years; builders are taken to buy as construction does on average.
    """
    sector = table.sectors.index(CONSTRUCTION)
    return np.asarray(1 - 1 / local.type_one[:, sector])[:, None, None]
