"""What the room for labour takes from the room for jobs, in one place."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Project, Scenario
from simulator.records import Jobs

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
        Uses ``labour.displaced_share`` where nothing is stated; its high value belongs to the low case.

    Returns
    -------
    ndarray
        [share], shape (cases, entries); projects first
    """
    usual = assumptions.cases("labour.displaced_share")[::-1]
    entries: tuple[Project | Establishment, ...] = (*scenario.projects, *scenario.establishments)
    shares = [
        np.full_like(usual, one.displacement_share)
        if isinstance(one, Establishment) and one.displacement_share is not None
        else usual
        for one in entries
    ]
    return np.stack(shares, axis=-1) if shares else np.zeros((len(usual), 0))
