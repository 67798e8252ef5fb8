"""Building work: how much there is, who does it, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Region, Worlds, capital_per_mw
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
    entries: Sequence[Entry], years: Sequence[int], assumptions: Worlds, *, region: Region, local: Multipliers
) -> BuildingWork:
    """Return the building work done by the region, layer by layer, and by people from outside.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    years : sequence of int
    assumptions : Worlds
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
    whole = [_whole(entry, assumptions, region=region, local=local) for entry in entries]
    spread = columns([building_share(one, years, assumptions) for one in entries], len(years), assumptions.count)
    parts = (columns([one[part] for one in whole], assumptions.count)[:, None, :] * spread for part in range(4))
    return BuildingWork(*parts)


def capital_mnok(entry: Entry, assumptions: Worlds) -> Floats:
    """Return what is invested when all is built, the same in low, central and high. [MNOK], shape () or (draws,)

    The range of ``construction_job_years_per_mnok`` is that of the published work per MW at the central cost per MW;
    moving the cost as well would count it twice.
    """
    of_kind = np.asarray(assumptions[f"{kind_of(entry)}.capital_mnok_per_mw"])
    return np.asarray(entry.full_mw * capital_per_mw(entry, of_kind))


def _whole(entry: Entry, assumptions: Worlds, *, region: Region, local: Multipliers) -> tuple[Floats, ...]:
    """Return all building work of one entry in four parts. [job-years], each of shape (cases,)"""
    invested_mnok = capital_mnok(entry, assumptions)
    national = invested_mnok * assumptions.cases(f"{kind_of(entry)}.construction_job_years_per_mnok")
    lines = region.lines_of(kind_of(entry), "construction")
    share = phase_local_share(entry, "construction", assumptions)
    per_mnok = work_per_mnok(lines, share, local=local, table=region.input_output)
    paid = Layers(*(invested_mnok * layer for layer in per_mnok))
    regional = paid.on_site + paid.suppliers
    kept = np.divide(national, regional, out=np.ones_like(regional), where=regional > national)
    return (*(layer * kept for layer in paid), national - regional * kept)


def building_share(entry: Entry, years: Sequence[int], assumptions: Worlds) -> Floats:
    """Return how the building work spreads over the years, by the size of each step. [share], see `step_share`"""
    return step_share(entry, years, assumptions[f"{kind_of(entry)}.build_years"], ends_before_years=0.0)


def step_share(
    entry: Entry, years: Sequence[int], length_years: float | Floats, *, ends_before_years: float | Floats
) -> Floats:
    """Return how work before each step of building out spreads over the years, by the size of the step.

    Parameters
    ----------
    entry : Project or Establishment
    years : sequence of int
    length_years : float or ndarray
        How long the work takes. [years], shape () or (draws,)
    ends_before_years : float or ndarray
        How long before the step opens the work is done. [years], shape () or (draws,)

    Returns
    -------
    ndarray
        [share], shape (years, draws), or (years, 1) where it is the same in all
    """
    full, year = entry.full_mw or 1.0, np.array(years)[:, None]
    return np.asarray(
        sum(mw / full * construction_share(year, start - ends_before_years, length_years) for start, mw in entry.steps)
    )
