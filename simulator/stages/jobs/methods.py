"""Multipliers by every rule side by side: what the retention bracket gives, and what location quotients give."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, InputOutput
from simulator.records import CASES
from simulator.stages.jobs.quotients import (
    aflq_coefficients,
    cilq_coefficients,
    flq_coefficients,
    slq_coefficients,
)
from simulator.stages.jobs.regional import (
    Multipliers,
    local_multipliers,
    multipliers_of,
    national_multipliers,
    retained,
    spending_pattern,
    without_more_milk,
)

Floats = NDArray[np.float64]

METHODS: Final = ("national", "retention", "retention_same_milk", "slq", "cilq", "flq", "aflq")


class MultiplierTable(NamedTuple):
    """Jobs per job by sector, rule and case.

    ``type_one`` and ``type_two`` [jobs per job], shape (sectors, methods, cases), nan for a sector that employs nobody;
    ``kept_share`` is the part of the nation's type I excess over 1 that stays, sectors weighted by the region's
    employed persons. [share], shape (methods, cases)
    """

    sectors: tuple[str, ...]
    methods: tuple[str, ...]
    cases: tuple[str, ...]
    type_one: Floats
    type_two: Floats
    kept_share: Floats


def multiplier_table(table: InputOutput, assumptions: Assumptions) -> MultiplierTable:
    """Return the multipliers of every rule, so that the default can be judged.

    Parameters
    ----------
    table : InputOutput
    assumptions : Assumptions
        Uses ``jobs.retention_share``, ``jobs.household_retention_share``, ``jobs.flq_delta`` and the central
        ``jobs.household_spending_share``.

    Returns
    -------
    MultiplierTable

    Notes
    -----
    The rules differ in what firms buy; what households buy in the region is the household retention under all of them
    but the national. A higher δ keeps less, so the low case of the quotients takes the high δ. SLQ and CILQ know no δ:
    their type I is the same in all cases. ``retention_same_milk`` is the retention rule for food made of milk that is
    delivered already.

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), sections 3.2 and 3.3.
    """
    found = [[_by(method, case, table, assumptions) for case in range(len(CASES))] for method in METHODS]
    type_one, type_two = (
        np.moveaxis(np.array([[getattr(one, name) for one in row] for row in found]), -1, 0)
        for name in ("type_one", "type_two")
    )
    return MultiplierTable(
        sectors=table.sectors,
        methods=METHODS,
        cases=CASES,
        type_one=type_one,
        type_two=type_two,
        kept_share=_kept_share(type_one, table.regional_persons),
    )


def flq_multipliers(
    table: InputOutput, delta: float, *, household_retention_share: float, spending_share: float
) -> Multipliers:
    """Return multipliers by Flegg's location quotient.

    Parameters
    ----------
    table : InputOutput
        Uses the region's and the nation's employed persons too.
    delta : float
        See `flq_share`.
    household_retention_share, spending_share : float
        See `local_multipliers`.

    Returns
    -------
    Multipliers
        Never above the nation's; 1 before spent pay for a sector that the region does not have.
        [jobs per job], shape (sectors,)
    """
    A = flq_coefficients(table.A, table.regional_persons, national_persons=table.national_persons, delta=delta)
    homes = retained(spending_pattern(table), household_retention_share)
    return multipliers_of(table, A, household_share=homes, spending_share=spending_share)


def _by(method: str, case: int, table: InputOutput, assumptions: Assumptions) -> Multipliers:
    """Return the multipliers of one rule in one case. [jobs per job], shape (sectors,)"""
    spending = assumptions["jobs.household_spending_share"]
    if method == "national":
        return national_multipliers(table, spending)
    homes = float(assumptions.cases("jobs.household_retention_share")[case])
    if method.startswith("retention"):
        firms = float(assumptions.cases("jobs.retention_share")[case])
        base = without_more_milk(table) if method == "retention_same_milk" else table
        return local_multipliers(base, firms, household_retention_share=homes, spending_share=spending)
    delta = float(assumptions.cases("jobs.flq_delta")[len(CASES) - 1 - case])
    if method == "flq":
        return flq_multipliers(table, delta, household_retention_share=homes, spending_share=spending)
    A = _coefficients(method, table, delta)
    household_share = retained(spending_pattern(table), homes)
    return multipliers_of(table, A, household_share=household_share, spending_share=spending)


def _coefficients(method: str, table: InputOutput, delta: float) -> Floats:
    """Return regional coefficients of one of the other quotients. [NOK/NOK], shape (sectors, sectors)"""
    persons, national = table.regional_persons, table.national_persons
    if method == "slq":
        return slq_coefficients(table.A, persons, national_persons=national)
    if method == "cilq":
        return cilq_coefficients(table.A, persons, national_persons=national)
    return aflq_coefficients(table.A, persons, national_persons=national, delta=delta)


def _kept_share(type_one: Floats, regional_persons: Floats) -> Floats:
    """Return the weighted part of the nation's excess over 1 that stays. [share], shape (methods, cases)"""
    here = regional_persons > 0
    excess = np.tensordot(regional_persons[here], type_one[here] - 1, axes=1)
    return np.asarray(excess / excess[METHODS.index("national")])
