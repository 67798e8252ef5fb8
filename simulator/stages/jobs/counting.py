"""Count the work that a scenario brings to the region, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, InputOutput, Project, Region, Scenario, WeatherYears
from simulator.realisation import reached_share, realised
from simulator.records import CASES, Jobs
from simulator.stages.jobs.regional import Multipliers, local_multipliers
from simulator.stages.jobs.work import construction_share

Floats = NDArray[np.float64]
Entry = Project | Establishment

CONSTRUCTION: Final = "CON"


def count_jobs(scenario: Scenario, region: Region, assumptions: Assumptions, weather: WeatherYears) -> Jobs:
    """Count operating jobs and building work of every project and establishment.

    Parameters
    ----------
    scenario : Scenario
        Its projects, then its establishments, become the axis ``entries``.
    region : Region
        Uses the input–output table and the sector of each kind.
    assumptions : Assumptions
        Uses ``establishment.<kind>.*`` and ``project.<kind>.*`` on jobs, capital, construction, build and ramp-up
        years, ``jobs.retention_share``, ``jobs.household_retention_share``, ``jobs.household_spending_share`` and
        ``labour.persons_per_fte``.
    weather : WeatherYears
        Decides by lot in which weather years an uncertain entry is realised.

    Returns
    -------
    Jobs
        [persons] and [job-years], shape (cases, years, weather, entries)

    Notes
    -----
    direct = size × jobs per size; indirect = direct × (I − 1); induced = direct × (II − I), with local multipliers I
    and II of the entry's sector. The cases low, central and high use that case of every number on jobs and of both
    retentions; capital, build and ramp-up years and the part of pay that is spent are central in all three. Building
    work before the first year of the horizon is not counted. Jobs paid for by new tax income and dividends are not
    here, nor jobs crowded out elsewhere: see `settle_labour`.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 3.2, 3.3 and 8.
    """
    entries: tuple[Entry, ...] = (*scenario.projects, *scenario.establishments)
    sectors = entry_sectors(scenario, region)
    local = case_multipliers(region.input_output, assumptions)
    stands = _columns([realised(entry.probability, entry.id, weather) for entry in entries], weather.count)
    direct = operating_direct_persons(entries, scenario.horizon.years, assumptions)[:, :, None, :] * stands
    indirect, induced = rippled_persons(direct, local, [region.input_output.sectors.index(code) for code in sectors])
    regional, outside = construction_job_years(entries, scenario.horizon.years, assumptions)
    regional = regional * _pay_factor(local, region.input_output)
    return Jobs(
        years=scenario.horizon.years,
        entries=tuple(entry.id for entry in entries),
        sectors=sectors,
        direct_persons=direct,
        indirect_persons=indirect,
        induced_persons=induced,
        construction_job_years=regional[:, :, None, :] * stands,
        construction_outside_job_years=outside[:, :, None, :] * stands,
        persons_per_fte=assumptions["labour.persons_per_fte"],
    )


def entry_sectors(scenario: Scenario, region: Region) -> tuple[str, ...]:
    """Return the input–output sector of every project, then of every establishment."""
    projects = tuple(region.project_kinds[project.kind].sector for project in scenario.projects)
    return projects + tuple(region.establishment_kinds[one.kind].sector for one in scenario.establishments)


def case_multipliers(table: InputOutput, assumptions: Assumptions) -> Multipliers:
    """Return local multipliers for low, central and high retention.

    Parameters
    ----------
    table : InputOutput
    assumptions : Assumptions
        Uses ``jobs.retention_share``, ``jobs.household_retention_share`` and the central
        ``jobs.household_spending_share``.

    Returns
    -------
    Multipliers
        [jobs per job], each of shape (cases, sectors)
    """
    pairs = zip(
        assumptions.cases("jobs.retention_share"), assumptions.cases("jobs.household_retention_share"), strict=True
    )
    spending = assumptions["jobs.household_spending_share"]
    found = [
        local_multipliers(table, firms, household_retention_share=homes, spending_share=spending)
        for firms, homes in pairs
    ]
    return Multipliers(np.array([one.type_one for one in found]), np.array([one.type_two for one in found]))


def rippled_persons(direct_persons: Floats, local: Multipliers, sectors: Sequence[int]) -> tuple[Floats, Floats]:
    """Return the jobs at suppliers and from spent pay that direct jobs bring.

    Parameters
    ----------
    direct_persons : ndarray
        [persons], shape (cases, years, weather, entries)
    local : Multipliers
        [jobs per job], shape (cases, sectors)
    sectors : sequence of int
        Position of each entry's sector.

    Returns
    -------
    tuple of ndarray
        Indirect and induced. [persons], shape (cases, years, weather, entries)

    Examples
    --------
    >>> local = Multipliers(np.array([[1.2]]), np.array([[1.5]]))
    >>> [part.round(1).item() for part in rippled_persons(np.full((1, 1, 1, 1), 10.0), local, [0])]
    [2.0, 3.0]
    """
    chosen = np.array(sectors, dtype=int)
    type_one = local.type_one[:, chosen][:, None, None, :]
    type_two = local.type_two[:, chosen][:, None, None, :]
    return direct_persons * (type_one - 1), direct_persons * (type_two - type_one)


def operating_direct_persons(entries: Sequence[Entry], years: Sequence[int], assumptions: Assumptions) -> Floats:
    """Return the jobs on site in every year, if the entry is realised. [persons], shape (cases, years, entries)"""
    full = _columns([full_direct_persons(entry, assumptions) for entry in entries], len(CASES))
    size = _columns(
        [[reached_share(one, year, _ramp_up_years(one, assumptions)) for year in years] for one in entries],
        len(years),
    )
    return np.asarray(full[:, None, :] * size)


def full_direct_persons(entry: Entry, assumptions: Assumptions) -> Floats:
    """Return the jobs on site at full size.

    An establishment that states its jobs is taken at its word times the part of promises that is usually kept;
    otherwise jobs follow from capacity and site. A power project follows from capacity alone.

    Parameters
    ----------
    entry : Project or Establishment
    assumptions : Assumptions
        Uses ``project.<kind>.operating_persons_per_mw``, or ``establishment.<kind>.jobs_persons_per_mw``,
        ``.jobs_persons_per_site`` and ``.promise_to_reality_share``.

    Returns
    -------
    ndarray
        Low, central, high. [persons], shape (3,)
    """
    if isinstance(entry, Project):
        return entry.capacity_mw * assumptions.cases(f"project.{entry.kind}.operating_persons_per_mw")
    kind = f"establishment.{entry.kind}"
    if entry.jobs_persons is not None:
        return entry.jobs_persons * assumptions.cases(f"{kind}.promise_to_reality_share")
    per_mw, per_site = (assumptions.cases(f"{kind}.jobs_persons_per_{what}") for what in ("mw", "site"))
    return entry.full_mw * per_mw + per_site


def construction_job_years(
    entries: Sequence[Entry], years: Sequence[int], assumptions: Assumptions
) -> tuple[Floats, Floats]:
    """Return the building work done by the region and by people from outside, spent pay not yet included.

    Parameters
    ----------
    entries : sequence of Project or Establishment
    years : sequence of int
    assumptions : Assumptions
        Uses ``capital_mnok_per_mw``, ``construction_job_years_per_mnok``, ``construction_regional_share`` and
        ``build_years`` of each kind.

    Returns
    -------
    tuple of ndarray
        Regional and outside; regional + outside = national. [job-years], shape (cases, years, entries)
    """
    national = _columns([_national_job_years(entry, assumptions) for entry in entries], len(CASES))
    share = _columns([assumptions.cases(f"{_kind(one)}.construction_regional_share") for one in entries], len(CASES))
    spread = _columns([_building(one, years, assumptions) for one in entries], len(years))
    return (national * share)[:, None, :] * spread, (national * (1 - share))[:, None, :] * spread


def _national_job_years(entry: Entry, assumptions: Assumptions) -> Floats:
    """Return all building work in the nation, suppliers included. [job-years], shape (3,)"""
    capital_mnok = entry.full_mw * assumptions[f"{_kind(entry)}.capital_mnok_per_mw"]
    return capital_mnok * assumptions.cases(f"{_kind(entry)}.construction_job_years_per_mnok")


def _building(entry: Entry, years: Sequence[int], assumptions: Assumptions) -> list[float]:
    """Return how the building work spreads over the horizon, by the size of each step. [share], one per year"""
    build_years, full = assumptions[f"{_kind(entry)}.build_years"], entry.full_mw or 1.0
    return [
        sum(mw / full * construction_share(year, start, build_years) for start, mw in entry.steps) for year in years
    ]


def _pay_factor(local: Multipliers, table: InputOutput) -> Floats:
    """Return what spent pay adds to local building work: II / I of construction. shape (cases, 1, 1)"""
    sector = table.sectors.index(CONSTRUCTION)
    return np.asarray(local.type_two[:, sector] / local.type_one[:, sector])[:, None, None]


def _ramp_up_years(entry: Entry, assumptions: Assumptions) -> float:
    """Return the years from start to full size: as stated, else as usual for the kind; none for power projects."""
    if isinstance(entry, Project):
        return 0.0
    if entry.ramp_up_years is not None:
        return entry.ramp_up_years
    return assumptions[f"{_kind(entry)}.ramp_up_years"]


def _kind(entry: Entry) -> str:
    """Return the beginning of the ids of an entry's assumptions."""
    return f"{'project' if isinstance(entry, Project) else 'establishment'}.{entry.kind}"


def _columns(rows: Sequence[Sequence[float] | Floats | NDArray[np.bool_]], length: int) -> Floats:
    """Stack one row per entry and turn them into columns, also where there are no entries. shape (length, entries)"""
    return np.array(rows, dtype=float).reshape(len(rows), length).T
