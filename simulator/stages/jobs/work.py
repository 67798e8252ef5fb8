"""What a job is, and when building work is done."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

AT_ONCE_YEARS: Final = np.finfo(float).tiny  # all work of so short a time falls in the last year


def job_years(persons: float, years: float, time_share: float = 1.0) -> float:
    """Return the work of some people over some time.

    Parameters
    ----------
    persons : float
        People at work. [persons]
    years : float
        How long. [years]
    time_share : float
        Part of full time. [share]

    Returns
    -------
    float
        One person full time for one year is 1. [job-years]

    References
    ----------
    .. [1] NREL, *JEDI: Interpreting Results*; ``cases/published-cases.md`` PC-27.

    Examples
    --------
    >>> job_years(1, 2), job_years(4, 3 / 12), job_years(1, 1, 0.5)
    (2.0, 1.0, 0.5)
    """
    return float(persons * years * time_share)


def mean_jobs(work_job_years: float, years: float) -> float:
    """Return how many jobs stand on average while some work is done.

    Parameters
    ----------
    work_job_years : float
        [job-years]
    years : float
        How long the work takes, above 0. [years]

    Returns
    -------
    float
        [full-time jobs]

    Examples
    --------
    >>> mean_jobs(2000, 2)
    1000.0
    """
    return work_job_years / years


def construction_share(year: int | NDArray[np.int64], start_year: int, build_years: float | Floats) -> Floats:
    """Return how much of the building work falls in a calendar year.

    The work is spread evenly over ``build_years`` up to the 1 January on which operation starts; with no building
    time at all it falls in the year before.

    Parameters
    ----------
    year : int or ndarray
        Calendar year asked for, any shape.
    start_year : int
        First year of operation.
    build_years : float or ndarray
        How long building takes. [years], any shape

    Returns
    -------
    ndarray
        Sums to 1 over all calendar years. [share], year and building time broadcast

    Examples
    --------
    >>> construction_share(np.arange(2026, 2031), 2030, 2.5)
    array([0. , 0.2, 0.4, 0.4, 0. ])
    """
    lasting = np.maximum(build_years, AT_ONCE_YEARS)
    before, after = (np.maximum(0.0, start_year - year - passed) for passed in (0, 1))
    return np.asarray((np.minimum(before, lasting) - np.minimum(after, lasting)) / lasting)
