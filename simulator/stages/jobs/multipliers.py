"""Input–output formulas: how many jobs stand behind one job.

Letters A and L are those of Miller and Blair, *Input–Output Analysis*, 2nd ed. 2009, chapters 2 and 6.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def leontief_inverse(A: Floats) -> Floats:
    """Return the output that one unit of final demand needs, all rounds of suppliers included.

    Parameters
    ----------
    A : ndarray
        Input per unit of output, column = buyer. [NOK/NOK], shape (sectors, sectors)

    Returns
    -------
    ndarray
        L = (I − A)⁻¹. [NOK/NOK], shape (sectors, sectors)

    References
    ----------
    .. [1] Miller and Blair, *Input–Output Analysis*, 2nd ed. 2009, section 2.2.

    Examples
    --------
    >>> leontief_inverse(np.array([[0.15, 0.25], [0.20, 0.05]])).round(4)
    array([[1.2541, 0.33  ],
           [0.264 , 1.1221]])
    """
    return np.asarray(np.linalg.inv(np.eye(len(A)) - A))


def output_multipliers(A: Floats) -> Floats:
    """Return the output in all sectors per unit of final demand for each.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)

    Returns
    -------
    ndarray
        Column sums of the Leontief inverse. [NOK/NOK], shape (sectors,)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 6.2.1.

    Examples
    --------
    >>> output_multipliers(np.array([[0.15, 0.25], [0.20, 0.05]])).round(3)
    array([1.518, 1.452])
    """
    return np.asarray(leontief_inverse(A).sum(axis=0))


def total_content(A: Floats, content: Floats) -> Floats:
    """Return jobs, pay or value added in all sectors per unit of final demand for each.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)
    content : ndarray
        Jobs, pay or value added per unit of output. [any unit per NOK], shape (sectors,)

    Returns
    -------
    ndarray
        The same with all suppliers. [the same unit], shape (sectors,)

    Examples
    --------
    >>> total_content(np.array([[0.15, 0.25], [0.20, 0.05]]), np.array([0.30, 0.25])).round(4)
    array([0.4422, 0.3795])
    """
    return np.asarray(content @ leontief_inverse(A))


def type_one_jobs(A: Floats, jobs: Floats) -> Floats:
    """Return jobs on site and at suppliers per job on site.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)
    jobs : ndarray
        Persons per unit of output. [persons/MNOK], shape (sectors,)

    Returns
    -------
    ndarray
        At least 1; nan for a sector that employs nobody. [jobs per job], shape (sectors,)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 6.2.3.

    Examples
    --------
    >>> type_one_jobs(np.array([[0.15, 0.25], [0.20, 0.05]]), np.array([0.30, 0.25])).round(3)
    array([1.474, 1.518])
    """
    return per_own_job(total_content(A, jobs), jobs)


def closed_for_households(A: Floats, pay_spent_share: Floats, household_share: Floats) -> Floats:
    """Return the table with households as one more sector, which sells work and buys goods.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)
    pay_spent_share : ndarray
        Pay per unit of output that is spent again. [NOK/NOK], shape (sectors,)
    household_share : ndarray
        What households buy for one NOK. [NOK/NOK], shape (sectors,)

    Returns
    -------
    ndarray
        [NOK/NOK], shape (sectors + 1, sectors + 1)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 2.5.

    Examples
    --------
    >>> closed_for_households(np.array([[0.15]]), np.array([0.3]), np.array([0.05]))
    array([[0.15, 0.05],
           [0.3 , 0.  ]])
    """
    return np.block([[A, household_share[:, None]], [pay_spent_share[None, :], np.zeros((1, 1))]])


def type_two_jobs(
    A: Floats, jobs: Floats, *, pay_share: Floats, household_share: Floats, spending_share: float
) -> Floats:
    """Return jobs on site, at suppliers and from spent pay per job on site.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)
    jobs : ndarray
        Persons per unit of output. [persons/MNOK], shape (sectors,)
    pay_share : ndarray
        Compensation of employees per unit of output. [NOK/NOK], shape (sectors,)
    household_share : ndarray
        What households buy for one NOK, imputed rent left out: see `spending_pattern`. [NOK/NOK], shape (sectors,)
    spending_share : float
        Part of compensation that households spend. [share]

    Returns
    -------
    ndarray
        At least type I; nan for a sector that employs nobody. [jobs per job], shape (sectors,)

    Notes
    -----
    The households' own row is left out of the count: their work is already in the sectors that pay them.

    References
    ----------
    .. [1] Miller and Blair, 2009, section 6.2.3.

    Examples
    --------
    >>> A, jobs, pay = np.array([[0.5]]), np.array([1.0]), np.array([0.25])
    >>> type_two_jobs(A, jobs, pay_share=pay, household_share=np.array([0.8]), spending_share=0.5)
    array([2.5])
    """
    closed = closed_for_households(A, spending_share * pay_share, household_share)
    return per_own_job(total_content(closed, np.append(jobs, 0.0))[:-1], jobs)


def per_own_job(total: Floats, own: Floats) -> Floats:
    """Divide jobs in all sectors by jobs on site.

    Parameters
    ----------
    total, own : ndarray
        Jobs per unit of output. [persons/MNOK], shapes that broadcast to that of ``total``

    Returns
    -------
    ndarray
        nan where nobody works on site. [jobs per job], shape of ``total``

    Examples
    --------
    >>> per_own_job(np.array([0.6, 0.2]), np.array([0.5, 0.0]))
    array([1.2, nan])
    """
    return np.divide(total, own, out=np.full_like(total, np.nan), where=own > 0)
