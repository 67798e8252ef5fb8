"""People followed through the years under three cases of migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import AGES, OLDEST, Assumptions, Region, Scenario
from simulator.records import CASES, People
from simulator.stages.people.ageing import Rates, Step, next_january, read_rates
from simulator.stages.people.start import estimate_ages

Floats = NDArray[np.float64]
WORKING_AGE: Final = (20, 66)
BLOCK_YEARS: Final = 5
FIRST_DATE: Final = 2025  # the employed of 2024 are compared with this 1 January
MIGRATION: Final = ("low", "none", "good")


class Flow(NamedTuple):
    """One step of the cohort model with those who arrived."""

    step: Step
    arriving: Floats


def follow_people(scenario: Scenario, region: Region, assumptions: Assumptions) -> People:
    """Follow the people of every municipality from the last count to the 1 January after the horizon.

    Parameters
    ----------
    scenario : Scenario
        Uses the horizon, and ``migration``: one case for all, else each case has its own.
    region : Region
        Uses the population table and ``demography``.
    assumptions : Assumptions
        Uses ``labour.net_migration_persons``: low, central and high are the three cases of migration; and
        ``people.*``, see `read_rates`.

    Returns
    -------
    People
        [persons], shape (cases, municipalities, dates, ages)

    Notes
    -----
    Before and at the last count, people are those counted, by estimated single ages. Then, for five years at a time,
    just as many arrive as the wanted balance needs, see `arrivals`; the shares who die and leave stay the same.
    """
    counts, end = region.population_years, scenario.horizon.last_year + 1
    first = min(FIRST_DATE, scenario.horizon.first_year + 1, counts[-1])
    dates = tuple(range(first, max(end, counts[-1]) + 1))
    known = [date for date in dates if date <= counts[-1]]
    counted = np.stack([estimate_ages(region, max(date, counts[0])) for date in known], axis=1)
    balances = _balances(scenario, assumptions)
    rates, steps = read_rates(region, assumptions), len(dates) - len(known)
    flows = [list(_followed(counted[:, -1], value, steps, rates=rates, region=region)) for value in balances]

    def flow(name: str) -> Floats:
        shape = (len(balances), len(region.municipalities), 0, AGES)
        found = [[np.asarray(getattr(one.step, name)) for one in case] for case in flows]
        return np.stack([np.stack(case, axis=1) for case in found]) if steps else np.zeros(shape)

    arriving = [np.stack([one.arriving for one in case], axis=1) for case in flows] if steps else []
    past = np.repeat(counted[None], len(balances), axis=0)
    return People(
        municipalities=region.municipalities,
        dates=dates,
        counted=len(known),
        persons=np.concatenate([past, flow("persons")], axis=2),
        births=flow("births") if steps else np.zeros((len(balances), len(region.municipalities), 0)),
        deaths=flow("deaths"),
        leaving=flow("leaving"),
        arriving=np.stack(arriving) if steps else flow("persons"),
    )


def _balances(scenario: Scenario, assumptions: Assumptions) -> Floats:
    """Return the wanted balance of each case. [persons/year], shape (cases,)"""
    stated = assumptions.cases("labour.net_migration_persons")
    if scenario.migration is None:
        return stated
    return np.full(len(CASES), stated[MIGRATION.index(scenario.migration)])


def _followed(persons: Floats, wanted: float, steps: int, *, rates: Rates, region: Region) -> Iterator[Flow]:
    """Yield year after year, arrivals solved anew every five years."""
    for place in range(steps):
        if place % BLOCK_YEARS == 0:
            arriving = arrivals(persons, wanted, rates=rates, region=region)
        step = next_january(persons, rates, arriving)
        yield Flow(step, arriving)
        persons = step.persons


def arrivals(persons: Floats, wanted: float, *, rates: Rates, region: Region) -> Floats:
    """Return who must arrive, the same every year for five years, for a balance of people aged 20–66.

    Parameters
    ----------
    persons : ndarray
        On the first 1 January. [persons], shape (municipalities, ages)
    wanted : float
        Balance a year over the five years, see `balance`. [persons/year]
    rates : Rates
    region : Region
        Uses the ages of those who arrive. Municipalities share them as they share the people of the first 1 January.

    Returns
    -------
    ndarray
        [persons/year], shape (municipalities, ages)

    Notes
    -----
    The balance is linear in the number of arrivals, so two runs give the answer: without any, and with one person.
    A balance so low that fewer than nobody would have to arrive is not reached: then nobody arrives.
    """
    one = persons.sum(axis=1)[:, None] / persons.sum() * region.demography.arriving_share
    without, with_one = (balance(persons, _after(persons, number * one, rates)) for number in (0.0, 1.0))
    number = max((BLOCK_YEARS * wanted - without) / (with_one - without), 0.0)
    return np.asarray(number * one)


def _after(persons: Floats, arriving: Floats, rates: Rates) -> Floats:
    for _ in range(BLOCK_YEARS):
        persons = next_january(persons, rates, arriving).persons
    return persons


def balance(start: Floats, end: Floats, years: int = BLOCK_YEARS) -> float:
    """Return people aged 20–66 at the end less those who would be of that age by time alone.

    It is moves in less moves out less deaths, all in one. [persons], from shape (..., ages) twice
    """
    first, last = WORKING_AGE
    return float(end[..., first : last + 1].sum() - start[..., first - years : last + 1 - years].sum())


def still_aged(persons: Floats, years: int, ages: tuple[int, int] = WORKING_AGE) -> float:
    """Return people of some ages after some years in which nobody is born, dies or moves.

    Parameters
    ----------
    persons : ndarray
        [persons], shape (..., ages)
    years : int
        0 or more, and not beyond the lower age: who is not born yet is not known.
    ages : tuple of int
        First and last, both included.

    Raises
    ------
    ValueError
        If the years are out of range.
    """
    first, last = ages
    if not 0 <= years <= first:
        raise ValueError(f"{years} years of ageing alone: give 0 to {first}")
    until = last + 1 - years if last < OLDEST else AGES
    return float(persons[..., first - years : until].sum())
