"""Formulas: levelised cost, net present value and payback of a row of yearly payments."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def discounted(yearly: Floats, rate_share: float) -> float:
    """Return the present value of payments at the end of years 1, 2, and so on.

    Parameters
    ----------
    yearly : ndarray
        [any unit], shape (years,)
    rate_share : float
        Real discount rate. [share a year]

    Returns
    -------
    float
        [same unit]

    Examples
    --------
    >>> round(discounted(np.array([105.0, 110.25]), 0.05), 9)
    200.0
    """
    return float((yearly / (1 + rate_share) ** np.arange(1, len(yearly) + 1)).sum())


def payback_years(capital: float, yearly: Floats) -> float | None:
    """Return the time after which an investment is earned back without interest.

    Parameters
    ----------
    capital : float
        [MNOK]
    yearly : ndarray
        Earned in each year of operation. [MNOK], shape (years,)

    Returns
    -------
    float or None
        Within a year in proportion; None if it never happens. [years]

    Examples
    --------
    >>> payback_years(25.0, np.array([10.0, 10.0, 10.0]))
    2.5
    >>> payback_years(31.0, np.array([10.0, 10.0, 10.0])) is None
    True
    >>> payback_years(0.0, np.array([10.0]))
    0.0
    """
    if capital <= 0:
        return 0.0
    earned = np.cumsum(yearly)
    reached = np.flatnonzero(earned >= capital)
    if not len(reached):
        return None
    year = int(reached[0])
    return year + float((capital - earned[year] + yearly[year]) / yearly[year])


def extended(yearly: Floats, lifetime_years: int) -> Floats:
    """Return a row of yearly figures as long as a lifetime: the last known year is repeated.

    Parameters
    ----------
    yearly : ndarray
        Known years of operation, at least one. [any unit], shape (years,)
    lifetime_years : int
        [years]

    Returns
    -------
    ndarray
        [same unit], shape (lifetime_years,)

    Examples
    --------
    >>> extended(np.array([1.0, 2.0]), 4)
    array([1., 2., 2., 2.])
    """
    return np.asarray(yearly[np.minimum(np.arange(lifetime_years), len(yearly) - 1)])
