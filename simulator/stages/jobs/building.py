"""Building work: how much there is, who does it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region
from simulator.stages.jobs.entries import Entry, columns, kind_of
from simulator.stages.jobs.regional import Multipliers
from simulator.stages.jobs.spending import Layers, phase_local_share, work_per_mnok
from simulator.stages.jobs.work import construction_share

Floats = NDArray[np.float64]


class BuildingWork(NamedTuple):
    """Work in the region in three layers, and by people from outside. [job-years], shape (cases, years, entries)"""

    on_site: Floats
    suppliers: Floats
    induced: Floats
    outside: Floats


def construction_work(
    entries: Sequence[Entry], years: Sequence[int], assumptions: Assumptions, *, region: Region, local: Multipliers
) -> BuildingWork:
    """Return the building work done by the region, layer by layer, and by people from outside.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    years : sequence of int
    assumptions : Assumptions
        Uses ``capital_mnok_per_mw``, ``construction_job_years_per_mnok``, ``construction_local_share`` and
        ``build_years`` of each kind.
    region : Region
        Uses the construction lines of each kind and the input–output table.
    local : Multipliers
        See `case_multipliers`. [jobs per job], shape (cases, sectors)

    Returns
    -------
    BuildingWork
        On site, suppliers and outside are all work in the nation. [job-years], shape (cases, years, entries)

    Notes
    -----
    The region never does more than the whole nation's published work on such a building.
    """
    cases = len(local.type_one)
    whole = [_whole(entry, assumptions, region=region, local=local) for entry in entries]
    spread = columns([building_share(one, years, assumptions) for one in entries], len(years))
    parts = (columns([one[part] for one in whole], cases)[:, None, :] * spread for part in range(4))
    return BuildingWork(*parts)


def capital_mnok(entry: Entry, assumptions: Assumptions) -> float:
    """Return what is invested when all is built, central in every case. [MNOK]"""
    return float(entry.full_mw * assumptions[f"{kind_of(entry)}.capital_mnok_per_mw"])


def _whole(entry: Entry, assumptions: Assumptions, *, region: Region, local: Multipliers) -> tuple[Floats, ...]:
    """Return all building work of one entry in four parts. [job-years], each of shape (cases,)"""
    invested_mnok = capital_mnok(entry, assumptions)
    national = invested_mnok * assumptions.cases(f"{kind_of(entry)}.construction_job_years_per_mnok")
    lines = region.lines_of(kind_of(entry), "construction")
    share = phase_local_share(entry, "construction", assumptions)
    per_mnok = work_per_mnok(lines, share, local=local, table=region.input_output)
    paid = Layers(*(invested_mnok * layer for layer in per_mnok))
    regional = paid.on_site + paid.suppliers
    kept = np.minimum(national / np.where(regional > 0, regional, 1.0), 1.0)
    return (*(layer * kept for layer in paid), national - regional * kept)


def building_share(entry: Entry, years: Sequence[int], assumptions: Assumptions) -> list[float]:
    """Return how the building work spreads over the years, by the size of each step. [share], one per year"""
    return step_share(entry, years, assumptions[f"{kind_of(entry)}.build_years"], ends_before_years=0.0)


def step_share(entry: Entry, years: Sequence[int], length_years: float, *, ends_before_years: float) -> list[float]:
    """Return how work before each step of building out spreads over the years, by the size of the step.

    Parameters
    ----------
    entry : Project or Establishment
    years : sequence of int
    length_years : float
        How long the work takes. [years]
    ends_before_years : float
        How long before the step opens the work is done. [years]

    Returns
    -------
    list of float
        One per year. [share]
    """
    full = entry.full_mw or 1.0
    return [
        sum(mw / full * construction_share(year, start - ends_before_years, length_years) for start, mw in entry.steps)
        for year in years
    ]
