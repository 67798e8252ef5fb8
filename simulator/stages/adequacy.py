"""Formula: how often, how much and for how long something is missing or left over."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def shortage_hours(surplus_mw: Floats) -> Ints:
    """Count the hours in which something is missing: loss of load, expected over the weather years by their mean.

    Parameters
    ----------
    surplus_mw : ndarray
        What is there less what is wanted. [MW], shape (..., hours)

    Returns
    -------
    ndarray
        [hours], shape (...)

    References
    ----------
    .. [1] quintel/merit (MIT), specification of the loss of load expectation.

    Examples
    --------
    >>> demand_mw = np.array([2.0, 1.0, 2.0, 1.5])
    >>> [int(shortage_hours(capacity_mw - demand_mw)) for capacity_mw in (2.0, 1.5, 0.5)]
    [0, 2, 4]
    """
    return np.asarray((surplus_mw < 0).sum(axis=-1))


def shortage_energy_mwh(surplus_mw: Floats) -> Floats:
    """Add up what is missing.

    Parameters
    ----------
    surplus_mw : ndarray
        What is there less what is wanted. [MW], shape (..., hours)

    Returns
    -------
    ndarray
        [MWh], shape (...)

    Examples
    --------
    >>> float(shortage_energy_mwh(np.array([-0.5, -2.0, 0.0, 1.0, -1.0])))
    3.5
    """
    return np.asarray(np.maximum(-surplus_mw, 0.0).sum(axis=-1))


def peak_shortage_mw(surplus_mw: Floats) -> Floats:
    """Return the largest shortage of any hour, 0 where nothing is missing.

    Parameters
    ----------
    surplus_mw : ndarray
        What is there less what is wanted. [MW], shape (..., hours)

    Returns
    -------
    ndarray
        [MW], shape (...)

    Examples
    --------
    >>> float(peak_shortage_mw(np.array([-0.5, -2.0, 0.0, 1.0, -1.0])))
    2.0
    """
    return np.asarray(np.maximum(-surplus_mw, 0.0).max(axis=-1, initial=0.0))


def longest_event_hours(present: NDArray[np.bool_]) -> Ints:
    """Return the length of the longest unbroken run of hours, 0 where there is none.

    Parameters
    ----------
    present : ndarray
        Whether the hour belongs to an event. shape (..., hours)

    Returns
    -------
    ndarray
        [hours], shape (...)

    Examples
    --------
    >>> longest_event_hours(np.array([[1, 1, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0]]) > 0)
    array([3, 0])
    """
    longest = np.zeros(present.shape[:-1], dtype=np.int64)
    for place in np.argwhere(present.any(axis=-1)):
        edges = np.flatnonzero(np.diff(present[tuple(place)].astype(np.int8), prepend=0, append=0))
        longest[tuple(place)] = (edges[1::2] - edges[::2]).max()
    return longest


def event_counts(present: NDArray[np.bool_], at_least_hours: Sequence[int]) -> Ints:
    """Count unbroken runs of hours by how long they last at least.

    Parameters
    ----------
    present : ndarray
        Whether the hour belongs to an event, such as ``surplus_mw < 0``. shape (..., hours)
    at_least_hours : sequence of int
        Shortest length that counts, one per class; a run counts in every class that it is long enough for. [hours]

    Returns
    -------
    ndarray
        Number of runs in each class. shape (..., classes)

    References
    ----------
    .. [1] quintel/merit (MIT), specification of net load events.

    Examples
    --------
    >>> event_counts(np.array([1, 1, 0, 1, 1]) > 0, [1, 2, 3])
    array([2, 2, 0])
    >>> event_counts(np.ones(14, dtype=bool), [1, 2, 4, 8])
    array([1, 1, 1, 1])
    """
    lasting = np.zeros((*present.shape[:-1], present.shape[-1] + 1), dtype=np.int64)
    for hour in range(present.shape[-1]):
        lasting[..., hour] = np.where(present[..., hour], lasting[..., hour - 1] + 1, 0)
    ended = np.where(lasting[..., 1:] == 0, lasting[..., :-1], 0)
    return np.stack([(ended >= max(hours, 1)).sum(axis=-1) for hours in at_least_hours], axis=-1)
