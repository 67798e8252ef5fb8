"""Spread jobs, employed residents and newcomers over the municipalities; the region's totals stay what they are."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region, age_span
from simulator.records import Income, Jobs, Labour, People, Places
from simulator.stages.labour.offered import operating_persons
from simulator.stages.labour.residents import EMPLOYED_YEAR, EVERYBODY, WORKING_AGE

Floats = NDArray[np.float64]
INDUCED_AND_SUPPLIER: Final = slice(1, 3)


def spread_places(
    jobs: Jobs, labour: Labour, people: People, *, region: Region, assumptions: Assumptions, income: Income
) -> Places:
    """Say where the jobs are, and where those who fill them live.

    Parameters
    ----------
    jobs : Jobs
        Entry by entry.
    labour : Labour
        Of the region.
    people : People
        Uses inhabitants by municipality without the scenario.
    region : Region
        Uses employed residents of 2024 and the count by age.
    assumptions : Assumptions
        Uses ``labour.lives_where_works_share``, ``labour.household_size_persons``, ``labour.employed_persons_2024``
        and ``labour.employment_ratio_share``.
    income : Income
        Uses where entries lie, and jobs that new income pays.

    Returns
    -------
    Places
        [persons], shape (cases, municipalities, years, weather)

    Notes
    -----
    Jobs on site stand in the host municipality; public service where newcomers live; jobs paid by new income where the
    money comes. Suppliers and shops lie as workers live. Of those who work in a municipality a part lives there, the
    rest in the five others by residents aged 20–66: no commuting matrix was found.
    """
    spread = lives_share(region, assumptions)
    hosts = _hosts(jobs, income)
    by_layer = np.einsum("lcywe,me->lcmyw", operating_persons(jobs), hosts)
    by_layer[INDUCED_AND_SUPPLIER] = np.einsum("lchyw,chm->lcmyw", by_layer[INDUCED_AND_SUPPLIER], spread)
    paid = income.paid_persons
    lasting = by_layer.sum(axis=0) + paid
    lives, public = _follow(lasting, labour.public_service_persons, spread)
    baseline = np.broadcast_to(baseline_by_place(labour.years, people, region, assumptions)[..., None], lives.shape)
    moved_in = labour.in_migrant_persons[:, None] * lives
    households = moved_in * assumptions.cases("labour.household_size_persons")[:, None, None, None]
    return Places(
        municipalities=region.municipalities,
        labour=labour,
        offered_persons=np.concatenate([by_layer, public[None], paid[None]]),
        baseline_employed_persons=baseline,
        employed_persons=baseline + moved_in + labour.resident_persons[:, None] * lives,
        in_migrant_persons=moved_in,
        population_persons=_on_next_january(people, labour.years, EVERYBODY)[..., None] + households,
    )


def lives_share(region: Region, assumptions: Assumptions) -> Floats:
    """Return where those live who work in a municipality.

    Parameters
    ----------
    region : Region
        Uses the count by single ages.
    assumptions : Assumptions
        Uses ``labour.lives_where_works_share``.

    Returns
    -------
    ndarray
        Sums to 1 over homes. [share], shape (cases, workplaces, homes)
    """
    first, last = age_span(WORKING_AGE)
    residents = region.demography.persons[:, first : last + 1].sum(axis=1)
    others = np.tile(residents, (len(residents), 1)) * (1 - np.eye(len(residents)))
    elsewhere = others / np.maximum(others.sum(axis=1, keepdims=True), 1.0)
    stays = assumptions.cases("labour.lives_where_works_share")[:, None, None]
    alone = elsewhere.sum(axis=1, keepdims=True) == 0  # a single municipality has nobody elsewhere
    return np.asarray(np.where(alone, 1.0, stays) * np.eye(len(residents)) + (1 - stays) * elsewhere)


def baseline_by_place(years: tuple[int, ...], people: People, region: Region, assumptions: Assumptions) -> Floats:
    """Return employed residents of each municipality without the scenario; they sum to `baseline_employed`.

    Returns
    -------
    ndarray
        [persons], shape (cases, municipalities, years)
    """
    dates = tuple(max(year, EMPLOYED_YEAR) for year in (EMPLOYED_YEAR, *years))
    residents = _on_next_january(people, dates, WORKING_AGE)
    part = region.employed_residents / region.employed_residents.sum()
    today = assumptions["labour.employed_persons_2024"] * part[None, :, None]
    ratio = assumptions.cases("labour.employment_ratio_share")[:, None, None]
    return np.asarray(today + ratio * (residents[..., 1:] - residents[..., :1]))


def _follow(lasting: Floats, public_service: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Follow year after year where workers live, and where the public service for those who moved in is.

    Parameters
    ----------
    lasting : ndarray
        Jobs but public service, where the work is. [persons], shape (cases, municipalities, years, weather)
    public_service : ndarray
        Of the region. [persons], shape (cases, years, weather)
    spread : ndarray
        See `lives_share`.

    Returns
    -------
    tuple of ndarray
        Part of all workers who live in each municipality [share], public service in each [persons]; shape as lasting
    """
    lives, public = np.zeros_like(lasting), np.zeros_like(lasting)
    for year in range(lasting.shape[2]):
        if year:
            public[:, :, year] = public_service[:, None, year] * lives[:, :, year - 1]
        homes = np.einsum("chw,chm->cmw", lasting[:, :, year] + public[:, :, year], spread)
        total = np.broadcast_to(homes.sum(axis=1, keepdims=True), homes.shape)
        before = lives[:, :, year - 1] if year else np.zeros_like(homes)
        lives[:, :, year] = np.divide(homes, total, out=before.copy(), where=total > 0)
    return lives, public


def _hosts(jobs: Jobs, income: Income) -> Floats:
    """Return which municipality each entry of the jobs lies in. [share], shape (municipalities, entries)"""
    first = income.groups.count("plants")
    return income.hosts_share[:, first : first + len(jobs.entries)]


def _on_next_january(people: People, years: tuple[int, ...], group: str) -> Floats:
    """Return people on 1 January after each year. [persons], shape (cases, municipalities, years)"""
    first, last = age_span(group)
    places = [people.dates.index(max(year + 1, people.dates[0])) for year in years]
    return np.asarray(people.between(first, last)[:, :, places])
