"""Rounding in one place: printed parts sum exactly to the printed whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def rounded_parts(values: Sequence[float], whole: float, digits: int) -> list[float]:
    """Round parts so that they sum to a whole that is rounded already, by the largest remainder.

    Parameters
    ----------
    values : sequence of float
        Parts, of any sign; at least one.
    whole : float
        What the printed parts shall sum to, near the sum of ``values``. A whole number of units of the last digit.
    digits : int
        Decimals to print.

    Returns
    -------
    list of float
        In order; each within one unit of the last digit of its value if ``whole`` is the rounded sum.

    Raises
    ------
    ValueError
        If there is no part.

    References
    ----------
    Hamilton's method of apportionment, see for example https://en.wikipedia.org/wiki/Largest_remainders_method.

    Examples
    --------
    >>> rounded_parts([0.4, 0.4, 0.4], 1.0, 0)
    [1.0, 0.0, 0.0]
    >>> sum(rounded_parts([2829.46, -830.44, -1397.44], 602.0, 0))
    602.0
    """
    if not values:
        raise ValueError("at least one part is needed")
    units = np.asarray(values, dtype=float) * 10**digits
    floors = np.floor(units)
    missing = round(whole * 10**digits) - int(floors.sum())
    each, rest = divmod(missing, len(values))
    floors += each
    floors[np.argsort(floors - units, kind="stable")[:rest]] += 1
    return [round(float(value) / 10**digits, digits) + 0.0 for value in floors]
