"""Location quotients: what a region probably buys from itself, judged by its size and its industries.

They stand beside the retention shares as a check; `count_jobs` uses the retention shares.

All four rules keep two things: a region never buys more from itself than the nation does, and an industry that the
region does not have buys nothing there, so that its own multiplier is 1 before spent pay.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def slq(regional_persons: Floats, national_persons: Floats) -> Floats:
    """Return simple location quotients: a sector's weight in the region over its weight in the nation.

    Parameters
    ----------
    regional_persons, national_persons : ndarray
        Employed persons. [persons], shape (sectors,)

    Returns
    -------
    ndarray
        1 = same weight; 0 where the nation has nobody. [ratio], shape (sectors,)

    References
    ----------
    .. [1] Miller and Blair, *Input–Output Analysis*, 2nd ed. 2009, section 8.2.1.

    Examples
    --------
    >>> slq(np.array([30.0, 70.0]), np.array([500.0, 500.0]))
    array([0.6, 1.4])
    """
    ratio = np.divide(
        regional_persons, national_persons, out=np.zeros(len(national_persons)), where=national_persons > 0
    )
    return ratio / regional_size(regional_persons, national_persons)


def regional_size(regional_persons: Floats, national_persons: Floats) -> float:
    """Return the region's part of all employed persons in the nation. [share]

    Examples
    --------
    >>> regional_size(np.array([30.0, 70.0]), np.array([500.0, 500.0]))
    0.1
    """
    return float(regional_persons.sum() / national_persons.sum())


def cilq(quotients: Floats) -> Floats:
    """Return cross-industry location quotients: the seller's quotient over the buyer's.

    Parameters
    ----------
    quotients : ndarray
        Simple location quotients. [ratio], shape (sectors,)

    Returns
    -------
    ndarray
        Row = seller, column = buyer; the simple quotient on the diagonal; infinite where the buyer does not exist in
        the region but the seller does, 0 where the seller does not. [ratio], shape (sectors, sectors)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 8.2.3.

    Examples
    --------
    >>> cilq(np.array([0.5, 2.0]))
    array([[0.5 , 0.25],
           [4.  , 2.  ]])
    """
    sellers = np.repeat(quotients[:, None], len(quotients), axis=1)
    absent = np.where(sellers > 0, np.inf, 0.0)
    cross = np.divide(sellers, quotients[None, :], out=absent, where=(quotients[None, :] > 0) & (sellers > 0))
    np.fill_diagonal(cross, quotients)
    return cross


def flq_share(size_share: float, delta: float) -> float:
    """Return λ, by which the cross-industry quotients of a small region are scaled down.

    Parameters
    ----------
    size_share : float
        The region's part of national employment. [share]
    delta : float
        How strongly smallness counts, 0.2–0.3 in most studies. [exponent]

    Returns
    -------
    float
        λ = log₂(1 + size) ** δ; 1 for the whole nation. [share]

    References
    ----------
    .. [1] Flegg and Webber, "On the appropriate use of location quotients", *Regional Studies* 31, 1997.
    .. [2] Flegg and Tohmo, *Regional Studies* 47, 2013, doi 10.1080/00343404.2011.592138.

    Examples
    --------
    >>> round(flq_share(0.1, 0.2), 4), flq_share(1.0, 0.3)
    (0.6725, 1.0)
    """
    return float(np.log2(1 + size_share) ** delta)


def slq_coefficients(A: Floats, regional_persons: Floats, *, national_persons: Floats) -> Floats:
    """Return regional input coefficients by the seller's weight alone.

    Parameters
    ----------
    A : ndarray
        National domestic input per unit of output. [NOK/NOK], shape (sectors, sectors)
    regional_persons, national_persons : ndarray
        Employed persons. [persons], shape (sectors,)

    Returns
    -------
    ndarray
        A × min(SLQ of the seller, 1). [NOK/NOK], shape (sectors, sectors)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 8.2.1.

    Examples
    --------
    >>> persons = np.array([500.0, 500.0])
    >>> slq_coefficients(np.full((2, 2), 0.2), np.array([30.0, 70.0]), national_persons=persons).round(2)
    array([[0.12, 0.12],
           [0.2 , 0.2 ]])
    """
    sellers = slq(regional_persons, national_persons)[:, None]
    return _regional(A, np.broadcast_to(sellers, A.shape), regional_persons)


def cilq_coefficients(A: Floats, regional_persons: Floats, *, national_persons: Floats) -> Floats:
    """Return regional input coefficients by the seller's weight over the buyer's.

    Parameters
    ----------
    A, regional_persons, national_persons : ndarray
        See `slq_coefficients`.

    Returns
    -------
    ndarray
        A × min(CILQ, 1). [NOK/NOK], shape (sectors, sectors)

    References
    ----------
    .. [1] Miller and Blair, 2009, section 8.2.3.

    Examples
    --------
    >>> persons = np.array([500.0, 500.0])
    >>> cilq_coefficients(np.full((2, 2), 0.2), np.array([30.0, 70.0]), national_persons=persons).round(4)
    array([[0.12  , 0.0857],
           [0.2   , 0.2   ]])
    """
    return _regional(A, cilq(slq(regional_persons, national_persons)), regional_persons)


def flq_coefficients(A: Floats, regional_persons: Floats, *, national_persons: Floats, delta: float) -> Floats:
    """Return regional input coefficients by Flegg's location quotient, never above the national ones.

    Parameters
    ----------
    A, regional_persons, national_persons : ndarray
        See `slq_coefficients`.
    delta : float
        See `flq_share`.

    Returns
    -------
    ndarray
        A × min(λ × CILQ, 1). [NOK/NOK], shape (sectors, sectors)

    References
    ----------
    .. [1] Flegg and Webber, 1997, equations 1–4.

    Examples
    --------
    >>> persons = np.array([50.0, 50.0])
    >>> flq_coefficients(np.full((2, 2), 0.2), persons, national_persons=persons * 10, delta=0.2).round(4)
    array([[0.1345, 0.1345],
           [0.1345, 0.1345]])
    """
    return _regional(A, _flegg(regional_persons, national_persons, delta), regional_persons)


def aflq_coefficients(A: Floats, regional_persons: Floats, *, national_persons: Floats, delta: float) -> Floats:
    """Return regional input coefficients by Flegg's augmented quotient: specialised buyers find more at home.

    Parameters
    ----------
    A, regional_persons, national_persons : ndarray
        See `slq_coefficients`.
    delta : float
        See `flq_share`.

    Returns
    -------
    ndarray
        A × min(FLQ × log₂(1 + SLQ of the buyer), 1) where that SLQ is above 1, else as FLQ.
        [NOK/NOK], shape (sectors, sectors)

    References
    ----------
    .. [1] Flegg and Webber, *Regional Studies* 34, 2000.

    Examples
    --------
    >>> persons = np.array([50.0, 50.0])
    >>> aflq_coefficients(np.full((2, 2), 0.2), persons, national_persons=persons * 10, delta=0.2).round(4)
    array([[0.1345, 0.1345],
           [0.1345, 0.1345]])
    """
    quotients = slq(regional_persons, national_persons)
    specialised = np.log2(1 + np.maximum(quotients, 1.0))
    return _regional(A, _flegg(regional_persons, national_persons, delta) * specialised, regional_persons)


def _flegg(regional_persons: Floats, national_persons: Floats, delta: float) -> Floats:
    """Return Flegg's quotients, not yet held to 1. [ratio], shape (sectors, sectors)"""
    scale = flq_share(regional_size(regional_persons, national_persons), delta)
    return np.asarray(scale * cilq(slq(regional_persons, national_persons)))


def _regional(A: Floats, quotients: Floats, regional_persons: Floats) -> Floats:
    """Scale national coefficients by quotients up to 1; industries that are not here buy nothing. [NOK/NOK]"""
    return np.asarray(A * np.minimum(quotients, 1.0) * (regional_persons > 0))
