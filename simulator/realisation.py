"""Which uncertain projects come about in which weather year, and how fast they reach full size.

Power, jobs and income all ask these two questions; they are answered here once, so that a data centre that is not
built uses no power, employs nobody and pays no tax in the same weather year.
"""

from __future__ import annotations

from typing import overload
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Establishment, Project, WeatherYears

Years = int | NDArray[np.int64]
Number = float | NDArray[np.float64]


def realised(probability: float, identity: str, weather: WeatherYears) -> NDArray[np.bool_]:
    """Tell in which weather years an uncertain project or establishment comes about.

    Every id owns one column of lots, chosen by its checksum: the answer depends neither on the order of the scenario
    nor on what else it holds, and a higher probability only ever adds years.

    Parameters
    ----------
    probability : float
        Chance that it is realised. [share]
    identity : str
        Id of the project or establishment.
    weather : WeatherYears
        Uses ``lots``.

    Returns
    -------
    ndarray
        True where it stands. shape (weather,)

    Notes
    -----
    Two ids that meet in one column share their fate; with many columns this is rare.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> weather = SimpleNamespace(lots=np.array([[0.1], [0.6], [0.9]]))
    >>> realised(0.65, "data_centre", weather)
    array([ True,  True, False])
    >>> bool(realised(1.0, "data_centre", weather).all())
    True
    """
    column = crc32(identity.encode()) % weather.lots.shape[1]
    return np.asarray(weather.lots[:, column] < probability)


@overload
def ramp_share(year: int, start_year: int, ramp_up_years: float, end_year: int | None) -> float: ...
@overload
def ramp_share(year: Years, start_year: int, ramp_up_years: Number, end_year: int | None) -> Number: ...
def ramp_share(year: Years, start_year: int, ramp_up_years: Number, end_year: int | None) -> Number:
    """Return how much of its full size something has in a calendar year.

    Parameters
    ----------
    year : int or ndarray
        Calendar year asked for, any shape.
    start_year : int
        First year of operation.
    ramp_up_years : float or ndarray
        Years after the first until full size is reached; 0 means full size at once. [years], any shape
    end_year : int or None
        First year in which it is gone again, if any.

    Returns
    -------
    float or ndarray
        0 before the start and from the end, 1 at full size, linear between. [share], year and ramp-up broadcast

    Examples
    --------
    >>> ramp_share(np.array([2027, 2028, 2029, 2031, 2033, 2034]), 2028, 3, 2034)
    array([0.  , 0.25, 0.5 , 1.  , 1.  , 0.  ])
    """
    reached = np.minimum(1.0, np.maximum(0, year - start_year + 1) / (ramp_up_years + 1))
    return reached if end_year is None else reached * np.less(year, end_year)


@overload
def reached_share(entry: Project | Establishment, year: int, ramp_up_years: float) -> float: ...
@overload
def reached_share(entry: Project | Establishment, year: Years, ramp_up_years: Number) -> Number: ...
def reached_share(entry: Project | Establishment, year: Years, ramp_up_years: Number) -> Number:
    """Return how much of its full size a project or establishment has in a calendar year, all steps together.

    Parameters
    ----------
    entry : Project or Establishment
        Uses its steps, delay included; each step grows on its own.
    year : int or ndarray
        Calendar year asked for, any shape.
    ramp_up_years : float or ndarray
        Years after the first until a step has reached its size. [years], any shape

    Returns
    -------
    float or ndarray
        [share of the full size], year and ramp-up broadcast

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> hall = SimpleNamespace(steps=((2028, 20.0), (2030, 60.0)), full_mw=80.0, end_year=None)
    >>> reached_share(hall, np.arange(2027, 2032), 1)
    array([0.   , 0.125, 0.25 , 0.625, 1.   ])
    """
    if entry.full_mw == 0:
        return ramp_share(year, entry.opening_year, ramp_up_years, entry.end_year)
    shares = ((mw, ramp_share(year, start, ramp_up_years, entry.end_year)) for start, mw in entry.steps)
    return sum(mw * share for mw, share in shares) / entry.full_mw
