"""Local multipliers of many worlds at once, from one decomposition of the national table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import schur

from simulator.premises import InputOutput
from simulator.stages.jobs.multipliers import per_own_job
from simulator.stages.jobs.regional import Multipliers, found_here, spending_pattern

Floats = NDArray[np.float64]


def swept_multipliers(
    table: InputOutput, retention_share: Floats, *, household_retention_share: Floats, spending_share: float | Floats
) -> Multipliers:
    """Return what `local_multipliers` returns, for many retentions at once.

    Parameters
    ----------
    table : InputOutput
    retention_share, household_retention_share : ndarray
        Parts of firms' and households' domestic purchases that stay in the region. [share], shape (worlds,)
    spending_share : float or ndarray
        Part of compensation that households spend. [share], shape (worlds,)

    Returns
    -------
    Multipliers
        [jobs per job], each of shape (worlds, sectors)

    Notes
    -----
    Households are one more row and column, so the closed table needs no inverse of its own. With j and w the jobs and
    the pay per NOK of output, suppliers included, s the part of pay spent and h what stays of one NOK that households
    spend: jobs in all = j + s w (j·h) / (1 − s w·h).

    References
    ----------
    .. [1] Miller and Blair, 2009, section 2.5; inverse of a bordered matrix: Golub and Van Loan, *Matrix
       Computations*, 4th ed. 2013, section 2.1.4.
    """
    local = found_here(table)
    jobs, pay = swept_contents(
        table.A * local[:, None], np.array([table.jobs_per_mnok, table.pay_share]), retention_share
    )
    bought = household_retention_share * (spending_pattern(table) * local)[:, None]
    rounds = (jobs * bought).sum(axis=0) / (1 - spending_share * (pay * bought).sum(axis=0))
    own = table.jobs_per_mnok[:, None]
    return Multipliers(per_own_job(jobs, own).T, per_own_job(jobs + spending_share * rounds * pay, own).T)


def swept_contents(A: Floats, contents: Floats, retention_share: Floats) -> Floats:
    """Return c (I − r A)⁻¹ of some contents c for many scalars r.

    Parameters
    ----------
    A : ndarray
        Input per unit of output. [NOK/NOK], shape (sectors, sectors)
    contents : ndarray
        Jobs, pay or value added per unit of output, one per row. [any unit per NOK], shape (contents, sectors)
    retention_share : ndarray
        What is kept of every purchase. [share], shape (worlds,)

    Returns
    -------
    ndarray
        The same with all suppliers. [the same unit], shape (contents, sectors, worlds)

    Notes
    -----
    A = Q T Qᴴ with T upper triangular, so x (I − r A) = c is solved for y = x Q from the left, sector by sector and
    for all r together: y_k = (c Q)_k + r Σ_{i<k} y_i T_ik, over 1 − r T_kk. Unlike with eigenvectors, Q does not
    magnify rounding.

    References
    ----------
    .. [1] Golub and Van Loan, *Matrix Computations*, 4th ed. 2013, sections 7.1.3 and 7.4.

    Examples
    --------
    >>> A, jobs = np.array([[0.15, 0.25], [0.20, 0.05]]), np.array([[0.30, 0.25]])
    >>> swept_contents(A, jobs, np.array([0.0, 1.0])).round(4)
    array([[[0.3   , 0.4422],
            [0.25  , 0.3795]]])
    """
    T, Q = schur(A, output="complex")
    start = (contents @ Q).T
    turned = np.empty((*start.shape, len(retention_share)), dtype=complex)
    for k in range(len(T)):
        bought = np.tensordot(T[:k, k], turned[:k], axes=1)
        turned[k] = (start[k, :, None] + retention_share * bought) / (1 - retention_share * T[k, k])
    return np.tensordot(Q.conj(), turned, axes=1).real.swapaxes(0, 1)
