"""Multipliers of the nation and of the region, from the national table."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import InputOutput
from simulator.stages.jobs.multipliers import type_one_jobs, type_two_jobs

Floats = NDArray[np.float64]

NOT_LOCAL: Final = ("FIS", "OGM")
IMPUTED_RENT: Final = "IMR"
FARMING: Final = "AGR"
FOOD: Final = "FOO"


class Multipliers(NamedTuple):
    """Jobs per direct job: with suppliers (type I), and with spent pay as well (type II). shape (sectors,)"""

    type_one: Floats
    type_two: Floats


def spending_pattern(table: InputOutput) -> Floats:
    """Return what households buy for one NOK of real purchases.

    The rent that owners of a dwelling "pay" to themselves is no purchase: its entry is set to zero and the rest is
    scaled up to one NOK.

    Parameters
    ----------
    table : InputOutput
        Uses ``household_share`` and ``imputed_rent_share``.

    Returns
    -------
    ndarray
        [NOK/NOK], shape (sectors,)

    References
    ----------
    .. [1] research notes on jobs section 7.2, rule for reproducing ``multipliers.csv``.
    """
    bought = np.array([sector != IMPUTED_RENT for sector in table.sectors])
    return np.asarray(table.household_share * bought / (1 - table.imputed_rent_share))


def retained(A: Floats, retention_share: float) -> Floats:
    """Return what is still bought inside the region of what is bought inside the nation.

    Parameters
    ----------
    A : ndarray
        Domestic input per unit of output. [NOK/NOK], any shape
    retention_share : float
        Part that local suppliers deliver. [share]

    Returns
    -------
    ndarray
        [NOK/NOK], same shape

    Examples
    --------
    >>> retained(np.array([[0.2, 0.1]]), 0.3).round(2)
    array([[0.06, 0.03]])
    """
    return np.asarray(A * retention_share)


def national_multipliers(table: InputOutput, spending_share: float) -> Multipliers:
    """Return multipliers of the whole country, an upper bound that never applies to a small region.

    Parameters
    ----------
    table : InputOutput
    spending_share : float
        Part of compensation that households spend. [share]

    Returns
    -------
    Multipliers
        [jobs per job], shape (sectors,)
    """
    return multipliers_of(table, table.A, household_share=spending_pattern(table), spending_share=spending_share)


def local_multipliers(
    table: InputOutput, retention_share: float, *, household_retention_share: float, spending_share: float
) -> Multipliers:
    """Return multipliers of the region: national coefficients, less what is bought elsewhere.

    Fish and petroleum are never supplied locally, so their rows are empty.

    Parameters
    ----------
    table : InputOutput
    retention_share, household_retention_share : float
        Parts of firms' and households' domestic purchases that stay in the region. [share]
    spending_share : float
        Part of compensation that households spend. [share]

    Returns
    -------
    Multipliers
        [jobs per job], shape (sectors,)

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 3.3 and 7.2; ``facts/multipliers.csv``.
    """
    local = found_here(table)
    A = retained(table.A, retention_share) * local[:, None]
    household_share = retained(spending_pattern(table), household_retention_share) * local
    return multipliers_of(table, A, household_share=household_share, spending_share=spending_share)


def found_here(table: InputOutput) -> Floats:
    """Return 1 for a sector that the region has suppliers in, 0 for fish and petroleum. [share], shape (sectors,)"""
    return np.array([sector not in NOT_LOCAL for sector in table.sectors], dtype=float)


def without_more_milk(table: InputOutput) -> InputOutput:
    """Return the table in which food industry buys nothing more from farming.

    A dairy that works up milk which the region's farms deliver already brings no new farm jobs: the row of farming in
    the column of food is empty.

    Parameters
    ----------
    table : InputOutput

    Returns
    -------
    InputOutput
        The table as it is where it does not know both sectors.

    References
    ----------
    .. [1] research notes on jobs section 3.3: type II of food 1.17 / 1.26 / 1.37 against 1.34 / 1.53 / 1.74.
    """
    if not {FARMING, FOOD} <= set(table.sectors):
        return table
    A = table.A.copy()
    A[table.sectors.index(FARMING), table.sectors.index(FOOD)] = 0.0
    return replace(table, A=A)


def multipliers_of(table: InputOutput, A: Floats, *, household_share: Floats, spending_share: float) -> Multipliers:
    """Return both types of multiplier for one set of coefficients.

    Parameters
    ----------
    table : InputOutput
        Uses ``jobs_per_mnok`` and ``pay_share``.
    A : ndarray
        Input per NOK of output that stays. [NOK/NOK], shape (sectors, sectors)
    household_share : ndarray
        What households buy there for one NOK. [NOK/NOK], shape (sectors,)
    spending_share : float
        Part of compensation that households spend. [share]

    Returns
    -------
    Multipliers
        [jobs per job], shape (sectors,)
    """
    jobs = table.jobs_per_mnok
    type_two = type_two_jobs(
        A, jobs, pay_share=table.pay_share, household_share=household_share, spending_share=spending_share
    )
    return Multipliers(type_one_jobs(A, jobs), type_two)
