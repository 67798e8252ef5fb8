"""The model year: 8,760 hours, fixed UTC+1, no 29 February, 1 January a Monday (conventions §1)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

HOURS_PER_DAY: Final = 24
DAYS_PER_YEAR: Final = 365
HOURS_PER_YEAR: Final = HOURS_PER_DAY * DAYS_PER_YEAR
DAYS_PER_WEEK: Final = 7
MONTHS_PER_YEAR: Final = 12
SECONDS_PER_HOUR: Final = 3600
DAYS_IN_MONTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WINTER_MONTHS: Final = (0, 1, 2, 9, 10, 11)
HOURS_PER_WEEK: Final = HOURS_PER_DAY * DAYS_PER_WEEK
WINTER_HOURS: Final = HOURS_PER_DAY * sum(DAYS_IN_MONTH[month] for month in WINTER_MONTHS)

HOUR_OF_DAY: Final[NDArray[np.int64]] = np.tile(np.arange(HOURS_PER_DAY), DAYS_PER_YEAR)
DAY_OF_YEAR: Final[NDArray[np.int64]] = np.repeat(np.arange(DAYS_PER_YEAR), HOURS_PER_DAY)
MONTH_OF_DAY: Final[NDArray[np.int64]] = np.repeat(np.arange(MONTHS_PER_YEAR), DAYS_IN_MONTH)
MONTH_OF_HOUR: Final[NDArray[np.int64]] = MONTH_OF_DAY[DAY_OF_YEAR]
FIRST_DAY_OF_MONTH: Final[NDArray[np.int64]] = np.concatenate([[0], np.cumsum(DAYS_IN_MONTH)[:-1]])
IS_WEEKEND_DAY: Final[NDArray[np.bool_]] = np.arange(DAYS_PER_YEAR) % DAYS_PER_WEEK >= DAYS_PER_WEEK - 2
IS_WEEKEND: Final[NDArray[np.bool_]] = IS_WEEKEND_DAY[DAY_OF_YEAR]

for _calendar in (
    HOUR_OF_DAY,
    DAY_OF_YEAR,
    MONTH_OF_DAY,
    MONTH_OF_HOUR,
    FIRST_DAY_OF_MONTH,
    IS_WEEKEND_DAY,
    IS_WEEKEND,
):
    _calendar.flags.writeable = False


def month_sums(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum hourly values to months.

    Parameters
    ----------
    hourly : ndarray
        Mean power of each hour. [MW], shape (..., 8760)

    Returns
    -------
    ndarray
        Energy of each month. [MWh], shape (..., 12)

    Examples
    --------
    >>> month_sums(np.ones(8760))[:2]
    array([744., 672.])
    """
    return np.asarray(np.add.reduceat(day_sums(hourly), FIRST_DAY_OF_MONTH, axis=-1))


def day_sums(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum hourly values to days.

    Parameters
    ----------
    hourly : ndarray
        Mean power of each hour. [MW], shape (..., 8760)

    Returns
    -------
    ndarray
        Energy of each day. [MWh], shape (..., 365)
    """
    return np.asarray(hourly.reshape(*hourly.shape[:-1], DAYS_PER_YEAR, HOURS_PER_DAY).sum(axis=-1))


def week_sums(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum hourly values to every seven days in a row that lie within the year.

    Parameters
    ----------
    hourly : ndarray
        Mean power of each hour. [MW], shape (..., 8760)

    Returns
    -------
    ndarray
        Energy of the week that begins on each day. [MWh], shape (..., 359)

    Examples
    --------
    >>> week_sums(np.ones(8760))[[0, -1]]
    array([168., 168.])
    """
    running = np.cumsum(day_sums(hourly), axis=-1)
    before = np.concatenate([np.zeros((*running.shape[:-1], 1)), running[..., :-DAYS_PER_WEEK]], axis=-1)
    return np.asarray(running[..., DAYS_PER_WEEK - 1 :] - before)


def smooth_monthly(monthly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw a smooth yearly curve through twelve monthly means.

    The curve is periodic, linear between mid-months, and shifted month by month so that each month keeps its mean.

    Parameters
    ----------
    monthly : ndarray
        One value per month. shape (12,)

    Returns
    -------
    ndarray
        One value per day. shape (365,)

    Examples
    --------
    >>> bool(np.allclose(smooth_monthly(np.full(12, 3.0)), 3.0))
    True
    """
    middles = FIRST_DAY_OF_MONTH + np.array(DAYS_IN_MONTH) / 2
    days = np.arange(DAYS_PER_YEAR) + 0.5
    target = np.asarray(monthly, dtype=float)
    knots = target.copy()
    for _ in range(8):
        curve = np.asarray(np.interp(days, middles, knots, period=DAYS_PER_YEAR))
        knots = knots + target - np.add.reduceat(curve, FIRST_DAY_OF_MONTH) / DAYS_IN_MONTH
    return np.asarray(np.interp(days, middles, knots, period=DAYS_PER_YEAR))
