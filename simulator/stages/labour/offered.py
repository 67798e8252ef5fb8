"""What the room for labour takes from the room for jobs, in one place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Project, Scenario
from simulator.records import CASES, Jobs

Floats = NDArray[np.float64]
LAYERS: Final = ("direct", "supplier", "induced")


def operating_persons(jobs: Jobs) -> Floats:
    """Return operating work in heads: on site, at suppliers, from spent pay.

    Returns
    -------
    ndarray
        [persons], shape (layers, cases, years, weather, entries)
    """
    return np.stack([jobs.direct_persons, jobs.indirect_persons, jobs.induced_persons])


def building_job_years(jobs: Jobs) -> tuple[Floats, Floats]:
    """Return building work asked of the region, and asked of others from the start.

    Returns
    -------
    tuple of ndarray
        [job-years], each of shape (cases, years, weather)
    """
    inside, outside = jobs.construction_job_years, jobs.construction_outside_job_years
    return np.asarray(inside.sum(axis=-1)), np.asarray(outside.sum(axis=-1))


def displaced_share(scenario: Scenario, assumptions: Assumptions) -> Floats:
    """Return which part of its people each entry takes from other local firms.

    Parameters
    ----------
    scenario : Scenario
        Uses ``displacement_share`` of establishments.
    assumptions : Assumptions
        Uses ``establishment.<kind>.displaced_share`` where nothing is stated, and ``labour.displaced_share`` for
        projects; the high value belongs to the low case.

    Returns
    -------
    ndarray
        [share], shape (cases, entries); projects first
    """
    entries: tuple[Project | Establishment, ...] = (*scenario.projects, *scenario.establishments)
    shares = [_displaced(one, assumptions) for one in entries]
    return np.stack(shares, axis=-1) if shares else np.zeros((len(CASES), 0))


def _displaced(one: Project | Establishment, assumptions: Assumptions) -> Floats:
    """Return the part of one entry's people that leaves other local firms. [share], shape (cases,)"""
    if isinstance(one, Project):
        return assumptions.cases("labour.displaced_share")[::-1]
    if one.displacement_share is not None:
        return np.full(len(CASES), one.displacement_share)
    return assumptions.cases(f"establishment.{one.kind}.displaced_share")[::-1]
