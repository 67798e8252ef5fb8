"""Settle who fills the jobs, and what that does to people and participation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region
from simulator.records import Jobs, Labour

Floats = NDArray[np.float64]

EMPLOYED_YEAR: Final = 2024
EVERYBODY: Final = "total"
WORKING_AGE: Final = "20-66"
WAYS: Final = ("in_migrant", "in_commuter", "resident", "displaced")


def settle_labour(jobs: Jobs, region: Region, assumptions: Assumptions) -> Labour:
    """Find people for the jobs, and say which jobs find nobody.

    Parameters
    ----------
    jobs : Jobs
        Uses ``operating_persons``; building work is done by crews that come and go and never enters here.
    region : Region
        Uses the population table.
    assumptions : Assumptions
        Uses ``labour.*``, central values only.

    Returns
    -------
    Labour
        [persons], shape (cases, years, weather)

    Notes
    -----
    offered = operating persons + public-service jobs that last year's new inhabitants need.
    A fixed part of offered jobs stays unfilled; the rest is filled in four ways whose shares are scaled to sum to 1.
    employed residents = baseline + in-migrants + residents who were not at work. In-commuters work in the region and
    live elsewhere; displaced persons leave another local job that then stands empty: neither adds an employed
    resident. Recruited by moving in = in-migrants / (offered − unfilled).

    Population and working age are those of the 1 January after each year, as the count of employed is compared with
    them in the facts. In-migrants of a year stand there with their households: that is the lag of one year. The
    public service they need follows in the year they are counted, for one round only.

    The cases low, central and high are those of the jobs and of nothing else. How many people move in or out without
    the scenario is the same in a scenario and in its reference; were it spread as well, the band would mostly show
    what nobody in the scenario decides, and adding all low values would show a coincidence. It is drawn, together with
    all other numbers, when uncertainty is asked for.

    The figures are stocks: a year in which an establishment closes offers its jobs no longer, and those who came for
    them are taken to leave. Not modelled: a ceiling on the resident reserve (75–150 persons), housing, and who fills
    which establishment's jobs.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 4.2 and 4.3.
    """
    ways = filling_shares(assumptions)
    operating = jobs.operating_persons
    public = last_year(new_inhabitants(operating, ways, assumptions)) * assumptions["labour.public_jobs_per_inhabitant"]
    offered = operating + public
    persons = {f"{way}_persons": offered * share for way, share in ways.items()}
    baseline = np.broadcast_to(baseline_employed(jobs.years, region, assumptions)[None, :, None], offered.shape)
    moved_in = persons["in_migrant_persons"]
    return Labour(
        years=jobs.years,
        baseline_employed_persons=baseline,
        offered_persons=offered,
        public_service_persons=public,
        employed_persons=baseline + moved_in + persons["resident_persons"],
        working_age_persons=_first_january(WORKING_AGE, jobs.years, region=region, assumptions=assumptions)
        + moved_in * working_age_per_in_migrant(region, assumptions),
        population_persons=_first_january(EVERYBODY, jobs.years, region=region, assumptions=assumptions)
        + new_inhabitants(offered, ways, assumptions),
        **persons,
    )


def filling_shares(assumptions: Assumptions) -> dict[str, float]:
    """Return how offered jobs are filled, or are not.

    Parameters
    ----------
    assumptions : Assumptions
        Uses ``labour.recruiting_failure_share`` and ``labour.in_migrant_share``, ``.in_commuter_share``,
        ``.resident_share`` and ``.displaced_share``; the four need not sum to 1, they are scaled.

    Returns
    -------
    dict of str to float
        ``unfilled`` and the four ways; all together 1. [share]

    Raises
    ------
    ValueError
        If none of the four ways has a share above zero.

    Examples
    --------
    >>> from simulator.premises import Range
    >>> numbers = {"recruiting_failure_share": 0.2, "in_migrant_share": 0.4, "in_commuter_share": 0.2}
    >>> numbers |= {"resident_share": 0.3, "displaced_share": 0.1}
    >>> assumptions = Assumptions({f"labour.{name}": Range(n, n, n) for name, n in numbers.items()})
    >>> {way: round(share, 2) for way, share in filling_shares(assumptions).items()}
    {'unfilled': 0.2, 'in_migrant': 0.32, 'in_commuter': 0.16, 'resident': 0.24, 'displaced': 0.08}
    """
    unfilled = assumptions["labour.recruiting_failure_share"]
    stated = {way: assumptions[f"labour.{way}_share"] for way in WAYS}
    total = sum(stated.values())
    if total <= 0:
        raise ValueError("nobody fills the jobs: the four labour shares are all zero")
    return {"unfilled": unfilled} | {way: (1 - unfilled) * share / total for way, share in stated.items()}


def new_inhabitants(offered_persons: Floats, ways: Mapping[str, float], assumptions: Assumptions) -> Floats:
    """Return those who move in for the jobs of a year, with their households, by the 1 January after.

    Parameters
    ----------
    offered_persons : ndarray
        Jobs. [persons], any shape
    ways : mapping of str to float
        See `filling_shares`.
    assumptions : Assumptions
        Uses ``labour.household_size_persons``.

    Returns
    -------
    ndarray
        [persons], same shape
    """
    return offered_persons * (ways["in_migrant"] * assumptions["labour.household_size_persons"])


def last_year(values: Floats) -> Floats:
    """Return the values of the year before; nothing before the first year.

    Parameters
    ----------
    values : ndarray
        shape (cases, years, weather)

    Returns
    -------
    ndarray
        Same shape.

    Examples
    --------
    >>> last_year(np.array([[[1.0], [2.0], [3.0]]])).ravel()
    array([0., 1., 2.])
    """
    return np.concatenate([np.zeros_like(values[:, :1]), values[:, :-1]], axis=1)


def baseline_employed(years: Sequence[int], region: Region, assumptions: Assumptions) -> Floats:
    """Return employed residents without the scenario.

    Parameters
    ----------
    years : sequence of int
    region : Region
        Uses the residents aged 20–66.
    assumptions : Assumptions
        Uses ``labour.employed_persons_2024``, ``labour.employment_ratio_share`` and the yearly change of
        `working_age_change`.

    Returns
    -------
    ndarray
        The count of 2024, following the residents aged 20–66 counted and rolled forward; earlier years keep the count.
        [persons], shape (years,)

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 1.4, 1.5 and 1.7.
    """
    dates = [max(year, EMPLOYED_YEAR) for year in (EMPLOYED_YEAR, *years)]
    people = _first_january(WORKING_AGE, dates, region=region, assumptions=assumptions)[0, :, 0]
    change = assumptions["labour.employment_ratio_share"] * (people[1:] - people[0])
    return np.asarray(assumptions["labour.employed_persons_2024"] + change)


def working_age_change(assumptions: Assumptions) -> float:
    """Return the yearly change of residents aged 20–66 without the scenario: ageing and moving. [persons/year]"""
    return assumptions["labour.working_age_change_persons"] + assumptions["labour.net_migration_persons"]


def rolled_forward(dates: Sequence[int], observed_years: Sequence[int], *, observed: Floats, change: float) -> Floats:
    """Return observed people where they were counted, and roll the last count forward after that.

    Parameters
    ----------
    dates : sequence of int
        Years, each meaning 1 January.
    observed_years : sequence of int
        Years that were counted, in order.
    observed : ndarray
        People on 1 January. [persons], shape (observed years,)
    change : float
        Change a year after the last count. [persons/year]

    Returns
    -------
    ndarray
        [persons], shape (dates,)

    Examples
    --------
    >>> rolled_forward((2024, 2025, 2027), (2024, 2025), observed=np.array([100.0, 104.0]), change=-2.0)
    array([100., 104., 100.])
    """
    after = np.maximum(np.array(dates) - observed_years[-1], 0)
    return np.asarray(np.interp(dates, observed_years, observed) + change * after)


def working_age_per_in_migrant(region: Region, assumptions: Assumptions) -> float:
    """Return how many persons aged 20–66 come with one job filled by moving in.

    The worker is one; the rest of the household is composed as the region's population.

    Parameters
    ----------
    region : Region
        Uses the last population count.
    assumptions : Assumptions
        Uses ``labour.household_size_persons``.

    Returns
    -------
    float
        [persons per in-migrant]
    """
    share = _counted(region, WORKING_AGE)[-1] / _counted(region, EVERYBODY)[-1]
    return 1 + max(assumptions["labour.household_size_persons"] - 1, 0.0) * float(share)


def _counted(region: Region, group: str) -> Floats:
    """Return the region's people of one age group. [persons], shape (population years,)"""
    return np.asarray(region.population[:, :, region.age_groups.index(group)].sum(axis=0), dtype=float)


def _first_january(group: str, years: Sequence[int], *, region: Region, assumptions: Assumptions) -> Floats:
    """Return people on 1 January after each year, without the scenario.

    Those aged 20–66 change by ageing and moving; everybody together by moving only, for births and deaths have nearly
    balanced and those who turn 67 stay. [persons], shape (1, years, 1)
    """
    dates = [year + 1 for year in years]
    moving = assumptions["labour.net_migration_persons"]
    change = moving if group == EVERYBODY else working_age_change(assumptions)
    counted = _counted(region, group)
    return rolled_forward(dates, region.population_years, observed=counted, change=change)[None, :, None]
