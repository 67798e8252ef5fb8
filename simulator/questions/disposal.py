"""Power that nobody takes: the program lets it vanish anywhere; here it is traced back to where it came from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.records import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hours:
    """What areas, lines and exchange points do; changed in place while waste is traced. [MW]

    ``flow`` at each area's own end of its line, ``free`` what must run and ``hydro`` what rivers give, ``imports`` by
    exchange point, ``excess`` what nobody takes; shape (areas, hours) or (exchanges, hours).
    """

    flow: Floats
    free: Floats
    hydro: Floats
    imports: Floats
    excess: Floats


def trace_waste(hours: Hours, network: Network) -> tuple[Floats, Floats]:
    """Take away power that nobody uses: in its own area, else what is bought or brought in for nothing.

    Moving power for no use costs nothing where it is free, so the least cost does not change. A tree needs two walks:
    towards the root, areas decline what comes from their parent; from the root, what comes from their children.

    Returns
    -------
    curtailed, lost : ndarray
        Of what must run and of rivers. [MW], shape (areas, hours)
    """
    curtailed, lost = np.zeros_like(hours.free), np.zeros_like(hours.hydro)
    for area in network.order:
        _drop_own(hours, network, area, curtailed, lost)
        if network.parent[area] >= 0:
            _decline_parent(hours, network, area)
    for area in network.order[::-1]:
        _drop_own(hours, network, area, curtailed, lost)
        for child in np.flatnonzero(network.parent == area):
            _decline_child(hours, network, area, int(child))
    return curtailed, lost


def _drop_own(hours: Hours, network: Network, area: int, curtailed: Floats, lost: Floats) -> None:
    excess = hours.excess[area]
    for source, dropped in ((hours.free[area], curtailed[area]), (hours.hydro[area], lost[area])):
        part = np.minimum(excess, source - dropped)
        np.add(dropped, part, out=dropped)
        excess -= part
    for point in np.flatnonzero(network.exchange_area == area):
        part = np.minimum(excess, hours.imports[point])
        hours.imports[point] -= part
        excess -= part


def _decline_parent(hours: Hours, network: Network, area: int) -> None:
    part = np.minimum(hours.excess[area], np.maximum(-hours.flow[area], 0.0))
    hours.flow[area] += part
    hours.excess[area] -= part
    hours.excess[network.parent[area]] += part / (1 - network.loss_share[area])


def _decline_child(hours: Hours, network: Network, area: int, child: int) -> None:
    keep = 1 - network.loss_share[child]
    part = np.minimum(hours.excess[area], np.maximum(hours.flow[child], 0.0) * keep)
    hours.flow[child] -= part / keep
    hours.excess[area] -= part
    hours.excess[child] += part / keep
