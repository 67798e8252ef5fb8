"""What a job is, and when building work is done."""

from __future__ import annotations


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


def construction_share(year: int, start_year: float, build_years: float) -> float:
    """Return how much of the work that leads up to a start falls in a calendar year.

    The work is spread evenly over ``build_years`` up to the start, 1 January of a whole year; with no building time at
    all it falls in the year before.

    Parameters
    ----------
    year : int
        Calendar year asked for.
    start_year : float
        First year of operation, or the moment by which the work is done.
    build_years : float
        How long building takes. [years]

    Returns
    -------
    float
        Sums to 1 over all calendar years. [share]

    Examples
    --------
    >>> [construction_share(year, 2030, 2.5) for year in (2026, 2027, 2028, 2029, 2030)]
    [0.0, 0.2, 0.4, 0.4, 0.0]
    """
    years_left = max(0.0, start_year - year)
    if build_years == 0:
        return float(0 < years_left <= 1)
    return (min(years_left, build_years) - min(max(0.0, years_left - 1), build_years)) / build_years
