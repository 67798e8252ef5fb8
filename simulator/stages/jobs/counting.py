"""Count the work that a scenario brings to the region, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import InputOutput, Project, Region, Scenario, WeatherYears, Worlds
from simulator.realisation import reached_share, realised
from simulator.records import Jobs
from simulator.stages.jobs.building import construction_work
from simulator.stages.jobs.entries import Entry, columns, entries_of, kind_of
from simulator.stages.jobs.regional import FOOD, Multipliers, local_multipliers, without_more_milk
from simulator.stages.jobs.sweeping import swept_multipliers

Floats = NDArray[np.float64]


def count_jobs(scenario: Scenario, region: Region, assumptions: Worlds, weather: WeatherYears) -> Jobs:
    """Count operating jobs and building work of every project and establishment.

    Parameters
    ----------
    scenario : Scenario
        Its projects, then its establishments, become the axis ``entries``.
    region : Region
        Uses the input–output table, and the sector and the cost lines of each kind.
    assumptions : Worlds
        Low, central and high, or draws. Uses ``establishment.<kind>.*`` and ``project.<kind>.*`` on jobs, capital,
        construction, build and ramp-up years, ``jobs.retention_share``, ``jobs.household_retention_share``,
        ``jobs.household_spending_share`` and ``labour.persons_per_fte``.
    weather : WeatherYears
        Decides by lot in which weather years an uncertain entry is realised.

    Returns
    -------
    Jobs
        [persons] and [job-years], shape (cases, years, weather, entries)

    Notes
    -----
    direct = size × jobs per size; indirect = direct × (I − 1); induced = direct × (II − I), with local multipliers I
    and II of the entry's sector. Building work is what the local part of each cost line pays for: on site and at
    suppliers, as the published figures count it; what spent pay adds to it is shown apart. The cases low, central and
    high use that case of every number on jobs, of the local part of each line and of both retentions; capital, build
    and ramp-up years and the part of pay that is spent are central in all three, and vary like the rest in a draw.
    Building work before the first year of the horizon is not counted. Jobs paid for by new tax income and dividends
    are not here, nor jobs crowded out elsewhere: see `settle_labour`. Planning, retirement and all spending: see
    `count_phases`.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 3.2, 3.3 and 8.
    """
    realised_in = stands(scenario, weather)
    work = certain_work(scenario, region, assumptions)
    return Jobs(
        years=scenario.horizon.years,
        entries=tuple(entry.id for entry in entries_of(scenario)),
        sectors=entry_sectors(scenario, region),
        more_milk=tuple(getattr(entry, "extra_local_milk", False) for entry in entries_of(scenario)),
        persons_per_fte=assumptions["labour.persons_per_fte"],
        drawn=assumptions.drawn,
        **{name: layer[:, :, None, :] * realised_in for name, layer in work.items()},
    )


def stands(scenario: Scenario, weather: WeatherYears) -> Floats:
    """Return in which weather years each entry is realised. [1 or 0], shape (weather, entries)"""
    return columns([realised(entry.probability, entry.id, weather) for entry in entries_of(scenario)], weather.count)


def certain_work(scenario: Scenario, region: Region, assumptions: Worlds) -> dict[str, Floats]:
    """Return every layer of work as it is if all entries are realised.

    Parameters
    ----------
    scenario, region, assumptions
        See `count_jobs`.

    Returns
    -------
    dict of str to ndarray
        By name of the layer in `Jobs`. [persons] and [job-years], shape (cases, years, entries)
    """
    entries, years = entries_of(scenario), scenario.horizon.years
    local = case_multipliers(region.input_output, assumptions)
    direct = operating_direct_persons(entries, years, assumptions)
    indirect, induced = rippled_persons(direct, entry_multipliers(local, scenario, region, assumptions))
    building = construction_work(entries, years, assumptions, region=region, local=local)
    return {
        "direct_persons": direct,
        "indirect_persons": indirect,
        "induced_persons": induced,
        "milk_persons": direct * milk_persons_per_job(local, scenario, region, assumptions)[:, None, :],
        "construction_job_years": building.on_site + building.suppliers,
        "construction_supplier_job_years": building.suppliers,
        "construction_induced_job_years": building.induced,
        "construction_outside_job_years": building.outside,
    }


def entry_sectors(scenario: Scenario, region: Region) -> tuple[str, ...]:
    """Return the input–output sector of every project, then of every establishment."""
    projects = tuple(region.project_kinds[project.kind].sector for project in scenario.projects)
    return projects + tuple(region.establishment_kinds[one.kind].sector for one in scenario.establishments)


def case_multipliers(table: InputOutput, assumptions: Worlds) -> Multipliers:
    """Return local multipliers for low, central and high retention, or for every draw.

    Parameters
    ----------
    table : InputOutput
    assumptions : Worlds
        Uses ``jobs.retention_share``, ``jobs.household_retention_share`` and ``jobs.household_spending_share``, the
        last one central in low, central and high.

    Returns
    -------
    Multipliers
        [jobs per job], each of shape (cases, sectors)
    """
    firms, homes = (assumptions.cases(f"jobs.{what}retention_share") for what in ("", "household_"))
    spending = assumptions["jobs.household_spending_share"]
    if assumptions.drawn:
        return swept_multipliers(table, firms, household_retention_share=homes, spending_share=spending)
    found = [
        local_multipliers(table, firm, household_retention_share=home, spending_share=float(spending))
        for firm, home in zip(firms, homes, strict=True)
    ]
    return Multipliers(np.array([one.type_one for one in found]), np.array([one.type_two for one in found]))


def entry_multipliers(local: Multipliers, scenario: Scenario, region: Region, assumptions: Worlds) -> Multipliers:
    """Return the local multipliers of every entry: those of its sector.

    Food made of milk that is delivered already brings no farm jobs; only an establishment that says
    ``extra_local_milk`` gets the multiplier with them.

    Parameters
    ----------
    local : Multipliers
        See `case_multipliers`. [jobs per job], shape (cases, sectors)
    scenario : Scenario
    region : Region
    assumptions : Worlds
        See `case_multipliers`.

    Returns
    -------
    Multipliers
        [jobs per job], shape (cases, entries)
    """
    table = region.input_output
    sectors = np.array([table.sectors.index(code) for code in entry_sectors(scenario, region)], dtype=int)
    chosen = Multipliers(local.type_one[:, sectors], local.type_two[:, sectors])
    more_milk = [True] * len(scenario.projects) + [one.extra_local_milk for one in scenario.establishments]
    same_milk = np.array([not more for more in more_milk], dtype=bool) & np.isin(sectors, _food(table))
    if not same_milk.any():
        return chosen
    other = case_multipliers(without_more_milk(table), assumptions)
    return Multipliers(
        np.where(same_milk, other.type_one[:, sectors], chosen.type_one),
        np.where(same_milk, other.type_two[:, sectors], chosen.type_two),
    )


def milk_persons_per_job(local: Multipliers, scenario: Scenario, region: Region, assumptions: Worlds) -> Floats:
    """Return what more local milk adds per direct job: the step in type II of food industry, 0 for all others.

    Returns
    -------
    ndarray
        [jobs per job], shape (cases, entries)
    """
    table = region.input_output
    sectors = np.array([table.sectors.index(code) for code in entry_sectors(scenario, region)], dtype=int)
    food = np.isin(sectors, _food(table))
    if not food.any():
        return np.zeros((assumptions.count, len(sectors)))
    other = case_multipliers(without_more_milk(table), assumptions)
    return np.asarray(np.where(food, local.type_two[:, sectors] - other.type_two[:, sectors], 0.0))


def _food(table: InputOutput) -> list[int]:
    """Return where food industry stands; nowhere in a table without it."""
    return [place for place, code in enumerate(table.sectors) if code == FOOD]


def rippled_persons(direct_persons: Floats, local: Multipliers) -> tuple[Floats, Floats]:
    """Return the jobs at suppliers and from spent pay that direct jobs bring.

    Parameters
    ----------
    direct_persons : ndarray
        [persons], shape (cases, years, entries)
    local : Multipliers
        See `entry_multipliers`. [jobs per job], shape (cases, entries)

    Returns
    -------
    tuple of ndarray
        Indirect and induced. [persons], shape (cases, years, entries)

    Examples
    --------
    >>> local = Multipliers(np.array([[1.2]]), np.array([[1.5]]))
    >>> [part.round(1).item() for part in rippled_persons(np.full((1, 1, 1), 10.0), local)]
    [2.0, 3.0]
    """
    type_one, type_two = local.type_one[:, None, :], local.type_two[:, None, :]
    return direct_persons * (type_one - 1), direct_persons * (type_two - type_one)


def operating_direct_persons(entries: Sequence[Entry], years: Sequence[int], assumptions: Worlds) -> Floats:
    """Return the new jobs on site in every year, if the entry is realised; jobs that are only kept are left out.

    [persons], shape (cases, years, entries)
    """
    full = columns([full_direct_persons(entry, assumptions) for entry in entries], assumptions.count)
    year = np.array(years)[:, None]
    reached = [reached_share(one, year, _ramp_up_years(one, assumptions)) for one in entries]
    size = columns(reached, len(years), assumptions.count)
    new = 1 - np.array([getattr(entry, "retained_share", None) or 0.0 for entry in entries])
    return np.asarray(full[:, None, :] * size * new)


def full_direct_persons(entry: Entry, assumptions: Worlds) -> Floats:
    """Return the jobs on site at full size.

    An establishment that states its jobs is taken at its word times the part of promises that is usually kept, but for
    no more than the highest observed jobs per MW and site give; otherwise jobs follow from capacity and site. A power
    project follows from capacity alone.

    Parameters
    ----------
    entry : Project or Establishment
    assumptions : Worlds
        Uses ``project.<kind>.operating_persons_per_mw``, or ``establishment.<kind>.jobs_persons_per_mw``,
        ``.jobs_persons_per_site`` and ``.promise_to_reality_share``.

    Returns
    -------
    ndarray
        [persons], shape (cases,)
    """
    if isinstance(entry, Project):
        return entry.capacity_mw * assumptions.cases(f"project.{entry.kind}.operating_persons_per_mw")
    kind = f"establishment.{entry.kind}"
    per_mw, per_site = (f"{kind}.jobs_persons_per_{what}" for what in ("mw", "site"))
    if entry.jobs_persons is None:
        return np.asarray(entry.full_mw * assumptions.cases(per_mw) + assumptions.cases(per_site))
    most = entry.full_mw * assumptions.highest(per_mw) + assumptions.highest(per_site)
    kept = entry.jobs_persons * assumptions.cases(f"{kind}.promise_to_reality_share")
    # Without power nothing is known per MW, and the promise stands alone.
    return np.asarray(np.minimum(kept, most) if entry.full_mw else kept)


def _ramp_up_years(entry: Entry, assumptions: Worlds) -> float | Floats:
    """Return the years from start to full size: as stated, else as usual for the kind; none for power projects."""
    if isinstance(entry, Project):
        return 0.0
    if entry.ramp_up_years is not None:
        return entry.ramp_up_years
    return assumptions[f"{kind_of(entry)}.ramp_up_years"]
