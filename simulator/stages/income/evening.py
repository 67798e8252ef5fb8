"""Formulas: profits evened out between good and bad years, and output evened out over seven."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMOOTHED_YEARS: Final = 7


def evened_profit(profit: Floats, stands: Floats) -> Floats:
    """Return the profit that a company can tax and pay out when good and bad years are set against each other.

    Parameters
    ----------
    profit : ndarray
        Of each year under each weather; losses below zero. [MNOK], shape (years, weather)
    stands : ndarray
        1 where the project is realised and in operation, 0 elsewhere. shape (years, weather)

    Returns
    -------
    ndarray
        Mean over the weather years in which it stands, less the losses carried from earlier years, never below zero.
        [MNOK], shape (years,)

    Notes
    -----
    Weather years are chances, not a sequence: a company meets good and bad ones in turn and pays out the mean. Cutting
    each bad year off at zero would lift the mean above what the company earns.

    Examples
    --------
    >>> evened_profit(np.array([[-4.0, 2.0], [-1.0, 5.0], [1.0, 5.0]]), np.ones((3, 2)))
    array([0., 1., 3.])
    """
    count = stands.sum(axis=1)
    mean = np.divide((profit * stands).sum(axis=1), count, out=np.zeros(len(count)), where=count > 0)
    taxable, carried = np.zeros(len(mean)), 0.0
    for year, earned in enumerate(mean):
        taxable[year] = max(0.0, earned - carried)
        carried = max(0.0, carried - earned)
    return taxable


def seven_year_mean(mwh: Floats, before_mwh: float) -> Floats:
    """Return one seventh of the output of a year and the six before it.

    Parameters
    ----------
    mwh : ndarray
        Mean output of each year over the weather years. [MWh], shape (years,)
    before_mwh : float
        Yearly output before the first year; 0 for a plant that was not there. [MWh]

    Returns
    -------
    ndarray
        [MWh], shape (years,)

    References
    ----------
    .. [1] Tax Act section 18-2.

    Examples
    --------
    >>> seven_year_mean(np.array([70.0, 70.0, 0.0]), 0.0)
    array([10., 20., 20.])
    """
    padded = np.concatenate([np.full(SMOOTHED_YEARS - 1, before_mwh), mwh])
    summed = np.concatenate([[0.0], np.cumsum(padded)])
    return np.asarray((summed[SMOOTHED_YEARS:] - summed[:-SMOOTHED_YEARS]) / SMOOTHED_YEARS)


def taxable_value_nok_per_kwh(
    income_nok_per_mwh: Floats, *, rate_share: float, limits_nok_per_kwh: tuple[float, float]
) -> Floats:
    """Return the value of a large hydropower plant that property tax is taken of, per kWh of yearly output.

    Parameters
    ----------
    income_nok_per_mwh : ndarray
        Price less operating cost and resource-rent tax. [NOK/MWh], any shape
    rate_share : float
        Rate at which it is capitalised as if it lasted for ever, above 0. [share a year]
    limits_nok_per_kwh : tuple of float
        Statutory least and most. [NOK/kWh]

    Returns
    -------
    ndarray
        [NOK/kWh], same shape

    Examples
    --------
    >>> taxable_value_nok_per_kwh(np.array([12.0, 120.0, 600.0]), rate_share=0.06, limits_nok_per_kwh=(0.95, 2.74))
    array([0.95, 2.  , 2.74])
    """
    return np.clip(income_nok_per_mwh / 1e3 / rate_share, *limits_nok_per_kwh)
