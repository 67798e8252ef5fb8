"""What power gives in work, kind by kind: the same count as for a scenario, one entry of every kind."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Assumptions, Establishment, Project, Region, Scenario
from simulator.stages.jobs.counting import case_multipliers, entry_multipliers, full_direct_persons
from simulator.stages.jobs.entries import Entry, kind_of
from simulator.stages.jobs.regional import FOOD

Floats = NDArray[np.float64]

MWH_PER_GWH: Final = 1000.0
ANY_YEAR: Final = 2030
PROJECT_SIZE_MW: Final = 1.0  # jobs of a power project follow its capacity alone, so any size gives the same ratio


class KindJobs(NamedTuple):
    """Work of one entry of every kind at its typical size; projects first.

    Parameters
    ----------
    kinds : tuple of str
    uses_power : tuple of bool
        True for establishments, which use energy; projects deliver it.
    extra_local_milk : tuple of bool
        True where farms here deliver more because of it; food industry stands twice.
    size_mw, energy_gwh : ndarray
        Typical size, and energy a year at the usual load or output. [MW], [GWh], shape (kinds,)
    direct_persons, total_persons : ndarray
        On site; with suppliers and spent pay in the region. [persons], shape (cases, kinds)
    """

    kinds: tuple[str, ...]
    uses_power: tuple[bool, ...]
    extra_local_milk: tuple[bool, ...]
    size_mw: Floats
    energy_gwh: Floats
    direct_persons: Floats
    total_persons: Floats


def compare_kinds(region: Region, assumptions: Assumptions) -> KindJobs:
    """Count the work of one entry of every kind at its typical size, complete and certain.

    Parameters
    ----------
    region : Region
        Uses the kinds, their sectors and the input–output table.
    assumptions : Assumptions
        Uses ``establishment.<kind>.capacity_mw``, ``.load_factor_share``, ``project.<kind>.capacity_factor_share`` and
        what `full_direct_persons` and `case_multipliers` use.

    Returns
    -------
    KindJobs
        Low, central and high are those of the numbers on jobs and retention; size and energy are central.
    """
    scenario = one_of_each(region, assumptions)
    entries: tuple[Entry, ...] = (*scenario.projects, *scenario.establishments)
    local = entry_multipliers(case_multipliers(region.input_output, assumptions), scenario, region, assumptions)
    direct = np.stack([full_direct_persons(entry, assumptions) for entry in entries], axis=-1)
    hours = np.array([_full_load_share(entry, assumptions) * HOURS_PER_YEAR for entry in entries])
    size = np.array([entry.full_mw for entry in entries])
    return KindJobs(
        kinds=tuple(entry.kind for entry in entries),
        uses_power=tuple(isinstance(entry, Establishment) for entry in entries),
        extra_local_milk=tuple(isinstance(entry, Establishment) and entry.extra_local_milk for entry in entries),
        size_mw=size,
        energy_gwh=size * hours / MWH_PER_GWH,
        direct_persons=direct,
        total_persons=direct * local.type_two,
    )


def one_of_each(region: Region, assumptions: Assumptions) -> Scenario:
    """Return a scenario with one project and one establishment of every kind; food industry with and without milk."""
    area = region.areas[0].id
    projects = tuple(
        Project(id=kind, kind=kind, title=kind, area=area, capacity_mw=PROJECT_SIZE_MW, start_year=ANY_YEAR)
        for kind in region.project_kinds
    )
    establishments = tuple(
        Establishment(
            id=f"{kind}_{number}",
            kind=kind,
            title=kind,
            area=area,
            capacity_mw=assumptions[f"establishment.{kind}.capacity_mw"],
            start_year=ANY_YEAR,
            extra_local_milk=bool(number),
        )
        for kind, about in region.establishment_kinds.items()
        for number in range(1 + (about.sector == FOOD))
    )
    return Scenario(title="kinds", projects=projects, establishments=establishments)


def _full_load_share(entry: Entry, assumptions: Assumptions) -> float:
    """Return mean output or load over capacity, as usual for the kind. [share]"""
    name = "capacity_factor_share" if isinstance(entry, Project) else "load_factor_share"
    return assumptions[f"{kind_of(entry)}.{name}"]
