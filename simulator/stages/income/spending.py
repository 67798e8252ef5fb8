"""Formulas: income that is spent again becomes work."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def public_persons(net_mnok: Floats, mnok_per_job: float) -> Floats:
    """Return the public jobs that municipal income can pay.

    Parameters
    ----------
    net_mnok : ndarray
        Municipal income after the state has evened out. [MNOK a year], any shape
    mnok_per_job : float
        Cost of one local job, above 0. [MNOK/job a year]

    Returns
    -------
    ndarray
        [persons], same shape

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), section 6.

    Examples
    --------
    >>> public_persons(np.array([4.1]), 1.0)
    array([4.1])
    """
    return np.asarray(net_mnok / mnok_per_job)


def private_persons(dividends_mnok: Floats, spending_share: float, mnok_per_job: float) -> Floats:
    """Return the jobs that local owners' spending of their dividends can pay.

    Parameters
    ----------
    dividends_mnok : ndarray
        After tax. [MNOK a year], any shape
    spending_share : float
        Part that is spent in the region. [share]
    mnok_per_job : float
        Cost of one local job, above 0. [MNOK/job a year]

    Returns
    -------
    ndarray
        [persons], same shape

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), section 6, profit channel.

    Examples
    --------
    >>> private_persons(np.array([10.0]), 0.4, 1.0)
    array([4.])
    """
    return np.asarray(dividends_mnok * spending_share / mnok_per_job)
