"""Settle who fills the jobs, year after year."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Project, Region, Scenario
from simulator.records import CASES, Jobs, Labour, People
from simulator.stages.labour.crews import split_crews
from simulator.stages.labour.filling import WAYS, Pools, fill_jobs, steady_pools
from simulator.stages.labour.offered import displaced_share, operating_persons
from simulator.stages.labour.residents import (
    EVERYBODY,
    WIDE_AGE,
    WORKING_AGE,
    baseline_employed,
    on_next_january,
    persons_per_in_migrant,
)

Floats = NDArray[np.float64]
CENTRAL: Final = CASES.index("central")
HARDLY: Final = 1e-9


class Moving(NamedTuple):
    """How many more workers can move in a year, and whether homes set that. [persons/year], shape (cases, 1)

    ``first_years`` is how many years they have had by the end of the first horizon year.
    """

    cap: Floats
    first_years: int
    housing_binds: bool


def settle_labour(
    jobs: Jobs,
    people: People,
    scenario: Scenario,
    *,
    region: Region,
    assumptions: Assumptions,
    income_persons: Floats,
) -> Labour:
    """Find people for the jobs, and say which jobs find nobody.

    Parameters
    ----------
    jobs : Jobs
    people : People
        Inhabitants without the scenario, in three cases of migration.
    scenario : Scenario
        Uses ``displacement_share`` of establishments and ``new_homes_per_year``.
    region : Region
        Uses people employed in building and the count by age.
    assumptions : Assumptions
        Uses ``labour.*``, low, central and high.
    income_persons : ndarray
        Jobs that new municipal income and dividends pay. [persons], shape (cases, years, weather)

    Returns
    -------
    Labour
        [persons], shape (cases, years, weather)

    Notes
    -----
    offered = operating persons + jobs that new income pays + public-service jobs that last year's new inhabitants need;
    filled as in `fill_jobs`. New income is that of projects and establishments alone: the tax of new inhabitants pays
    the public service that follows them, and is not spent once more.
    employed residents = baseline + in-migrants + residents who were not at work. In-commuters work here and live
    elsewhere, returning out-commuters and displaced persons were employed residents already: none adds one.

    The figures are stocks. In-migrants grow by no more than a cap a year, from the year the first entry opens; those
    who came for a job leave when it ends.

    Population and working age are those of the 1 January after each year, with those who moved in during the year and
    their households. The public service they need follows in the next year, for one round of jobs.

    Case by case, low takes what leaves fewer employed residents: few jobs, low migration, small reserve and cap, but
    high failure to recruit, displacement and commuting.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 4.2 and 4.3.
    """
    years = jobs.years
    by_entry = operating_persons(jobs)
    shares = displaced_share(scenario, assumptions)
    taken = (by_entry.sum(axis=0) * shares[:, None, None, :]).sum(axis=-1)
    moving = moving_cap(scenario, region, assumptions)
    taken = taken + income_persons * assumptions.cases("labour.displaced_share")[::-1, None, None]
    ways = _years(by_entry.sum(axis=(0, -1)) + income_persons, taken, moving=moving, assumptions=assumptions)
    moved_in = ways["in_migrant"]
    newcomers = moved_in * assumptions.cases("labour.household_size_persons")[:, None, None]
    baseline = np.repeat(baseline_employed(years, people, assumptions)[:, :, None], moved_in.shape[2], axis=2)

    def residents(group: str, newcomers: Floats) -> Floats:
        return on_next_january(people, years, group)[:, :, None] + newcomers

    def of_age(group: str) -> Floats:
        return residents(group, moved_in * persons_per_in_migrant(group, region, assumptions)[:, None, None])

    crews = split_crews(jobs, region, assumptions)
    return Labour(
        years=years,
        baseline_employed_persons=baseline,
        operating_persons=np.asarray(by_entry.sum(axis=-1)),
        income_persons=income_persons,
        employed_persons=baseline + moved_in + ways["unemployed"] + ways["inactive"],
        working_age_persons=of_age(WORKING_AGE),
        wide_age_persons=of_age(WIDE_AGE),
        population_persons=residents(EVERYBODY, newcomers),
        new_households=newcomers / assumptions.cases("labour.dwelling_size_persons")[:, None, None],
        crew_ceiling_job_years=crews.ceiling,
        crew_inside_job_years=crews.inside,
        crew_outside_job_years=crews.outside,
        limits=tuple(limit_of(place, ways, moving, assumptions) for place in range(len(years))),
        **{f"{name}_persons": values for name, values in ways.items()},
    )


def moving_cap(scenario: Scenario, region: Region, assumptions: Assumptions) -> Moving:
    """Return how many more workers can move in a year.

    Parameters
    ----------
    scenario : Scenario
        Uses ``new_homes_per_year``, without which housing sets no cap, and the years in which entries open.
    region : Region
        Uses the count by age.
    assumptions : Assumptions
        Uses ``labour.in_migration_per_year_persons`` (of ages 20–66), ``labour.household_size_persons`` and
        ``labour.dwelling_size_persons``.
    """
    entries: tuple[Project | Establishment, ...] = (*scenario.projects, *scenario.establishments)
    opened = [one.opening_year for one in entries]
    first_year = scenario.horizon.first_year
    first_years = first_year - min([*opened, first_year]) + 1
    history = assumptions.cases("labour.in_migration_per_year_persons")
    cap = history / persons_per_in_migrant(WORKING_AGE, region, assumptions)
    if scenario.new_homes_per_year is None:
        return Moving(cap[:, None], first_years, housing_binds=False)
    homes = scenario.new_homes_per_year * assumptions.cases("labour.dwelling_size_persons")
    housed = homes / assumptions.cases("labour.household_size_persons")
    return Moving(np.minimum(cap, housed)[:, None], first_years, housing_binds=bool(housed[CENTRAL] < cap[CENTRAL]))


def _years(lasting: Floats, taken: Floats, *, moving: Moving, assumptions: Assumptions) -> dict[str, Floats]:
    """Fill the jobs of one year after the other. [persons], each of shape (cases, years, weather)"""
    steady = steady_pools(assumptions)
    public_share = (
        assumptions.cases("labour.household_size_persons") * assumptions.cases("labour.public_jobs_per_inhabitant")
    )[:, None]
    usual = assumptions.cases("labour.displaced_share")[::-1, None]
    names = (*WAYS, "unfilled", "public_service", "offered")
    found = {name: np.zeros_like(lasting) for name in names}
    moved_in = np.zeros_like(lasting[:, 0])
    for place in range(lasting.shape[1]):
        public = moved_in * public_share
        offered = lasting[:, place] + public
        displaced = (taken[:, place] + public * usual) * (1 - steady.failure_share)
        pools: Pools = steady._replace(
            displaced=displaced, in_migrant=moved_in + moving.cap * (moving.first_years if place == 0 else 1)
        )
        ways = fill_jobs(offered, pools) | {"public_service": public, "offered": offered}
        for name, values in ways.items():
            found[name][:, place] = values
        moved_in = ways["in_migrant"]
    return found


def limit_of(place: int, ways: dict[str, Floats], moving: Moving, assumptions: Assumptions) -> str:
    """Say what keeps jobs of one year from being filled, in the central case: a code of ``LIMITS``."""
    offered, unfilled = (ways[name][CENTRAL, place].mean() for name in ("offered", "unfilled"))
    if offered <= HARDLY:
        return "no_jobs"
    if unfilled - assumptions["labour.recruiting_failure_share"] * offered > HARDLY:
        return "housing" if moving.housing_binds else "moving"
    return "recruiting" if unfilled > HARDLY else "nothing"
