"""Formula: the largest extra load that a radial grid can feed with unchanged generation."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records import Network

Floats = NDArray[np.float64]

HOURS_PER_GROUP: Final = 24


def extra_withdrawal_mw(network: Network, *, flow_mw: Floats, source_mw: Floats, capacity_mw: Floats) -> Floats:
    """Return how much more each area alone could take in every hour, generation and other loads unchanged.

    The largest flow through a tree is found by walking it twice: towards the root each area hands on what its subtree
    could give, from the root outwards what all the rest could give. A line gives first what it carries away now and
    need not, and saves the loss on it; then what it carries more, less the loss.

    Parameters
    ----------
    network : Network
        Uses ``order``, ``parent`` and ``loss_share``.
    flow_mw : ndarray
        Flow of each area's line now, at the area's own end, positive towards the root. [MW], shape (areas, hours)
    source_mw : ndarray
        What the exchange points of each area could bring more: unused import, and export that stays.
        [MW], shape (areas, hours)
    capacity_mw : ndarray
        What either end may send. [MW], shape (areas, hours) or (areas, 1)

    Returns
    -------
    ndarray
        [MW], shape (areas, hours)

    References
    ----------
    .. [1] Ford and Fulkerson 1956, Maximal flow through a network; on a tree every cut is one line.

    Examples
    --------
    An exchange point of 30 MW at the root, 5 MW of it in use by the area behind a line of 20 MW.

    >>> none = np.zeros(0, dtype=np.int64)
    >>> network = Network(
    ...     areas=("root", "leaf"), links=("line",), exchanges=(), order=np.array([1, 0]), parent=np.array([-1, 0]),
    ...     period=np.zeros(1, dtype=np.int64), capacity_mw=np.array([[np.inf, 20]]), loss_share=np.zeros(2),
    ...     link=np.array([-1, 0]), exchange_area=none, exchange_market=none, import_mw=np.zeros((1, 0)),
    ...     export_mw=np.zeros((1, 0)),
    ... )
    >>> flow, source = np.array([[0.0], [-5.0]]), np.array([[25.0], [0.0]])
    >>> extra_withdrawal_mw(network, flow_mw=flow, source_mw=source, capacity_mw=network.capacity_mw.T).ravel()
    array([25., 15.])
    """
    keep = 1 - network.loss_share
    out = np.maximum(flow_mw, 0)
    taken = out - flow_mw
    most, given = source_mw.copy(), np.zeros_like(source_mw)
    for area in network.order[:-1]:
        room = capacity_mw[area] - out[area]
        given[area] = _arriving(most[area], turned=taken[area], room=room, keep=keep[area])
        most[network.parent[area]] += given[area]
    for area in network.order[-2::-1]:
        elsewhere = most[network.parent[area]] - given[area]
        room = capacity_mw[area] - taken[area] / keep[area]
        most[area] += _arriving(elsewhere, turned=out[area] * keep[area], room=room, keep=keep[area])
    return np.maximum(most, 0, out=most)


def _arriving(offered: Floats, *, turned: Floats, room: Floats, keep: float) -> Floats:
    """Return what reaches the other end of a line if one end gives up some of its power. [MW], shape (hours,)

    ``turned`` is what this end receives now and need not; ``room`` what it may send beyond that.
    """
    kept_back = np.minimum(offered, turned)
    sent = np.minimum(offered - kept_back, np.maximum(room, 0))
    kept_back *= 1 / keep
    sent *= keep
    return np.asarray(np.add(kept_back, sent, out=sent))


def largest_load_mw(spare_mw: Floats, cut_limit_hours: float) -> tuple[Floats, Floats]:
    """Return the largest flat load that is never cut, and the largest that is cut in a few hours at most.

    Parameters
    ----------
    spare_mw : ndarray
        What could be fed more in each hour. [MW], shape (..., hours)
    cut_limit_hours : float
        Hours in which the second load may be cut, wholly or in part. [hours]

    Returns
    -------
    firm_mw, conditional_mw : ndarray
        [MW], shape (...)

    Examples
    --------
    >>> largest_load_mw(np.array([7.0, 3.0, 9.0, 5.0]), 2)
    (array(3.), array(7.))
    """
    allowed = min(int(cut_limit_hours), spare_mw.shape[-1] - 1)
    firm_mw, conditional_mw = spare_mw.min(axis=-1), np.empty(spare_mw.shape[:-1])
    for place in np.ndindex(conditional_mw.shape):
        conditional_mw[place] = _place_from_lowest(spare_mw[place], allowed)
    return np.asarray(firm_mw), conditional_mw


def _place_from_lowest(values: Floats, place: int) -> float:
    """Return the value that as many others lie below as ``place`` says.

    No group of hours can hold it whose lowest value lies above the lowest of enough other groups: what lies higher is
    not sorted, which is most.
    """
    length = len(values) // HOURS_PER_GROUP
    if place < length:
        lowest = values[: length * HOURS_PER_GROUP].reshape(HOURS_PER_GROUP, length).min(axis=0)
        values = values[values <= np.partition(lowest, place)[place]]
    return float(np.partition(values, place)[place])
