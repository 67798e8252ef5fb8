"""Room: close every hour of every area (docs/method.md, balance)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.records import Balance, Demand, Dispatch, Network, Supply


def settle_balance(supply: Supply, demand: Demand, dispatch: Dispatch, *, network: Network) -> Balance:
    """Hold what was delivered against what was wanted, area by area.

    The flows are added up anew from lines and exchange points, so that the balance checks the dispatch instead of
    repeating it.

    Returns
    -------
    Balance
        Exists only if every hour closes. [MW], shape (weather, areas, hours)
    """
    return Balance(
        year=demand.year,
        generation_mw=dispatch.hydro_mw + supply.available_mw - dispatch.curtailed_mw,
        demand_mw=demand.mw,
        net_import_mw=net_import(dispatch, network),
        storage_mw=dispatch.discharge_mw - dispatch.charge_mw,
        unserved_mw=dispatch.unserved_mw,
    )


def net_import(dispatch: Dispatch, network: Network) -> NDArray[np.float64]:
    """Add up what lines and exchange points bring into each area. [MW], shape (weather, areas, hours)"""
    net = -dispatch.flow_mw
    for area, parent in enumerate(network.parent):
        if parent >= 0:
            net[:, parent] += arriving(dispatch.flow_mw[:, area], network.loss_share[area])
    for point, area in enumerate(network.exchange_area):
        net[:, area] += dispatch.import_mw[:, point] - dispatch.export_mw[:, point]
    return net


def arriving(flow_mw: NDArray[np.float64], loss_share: float) -> NDArray[np.float64]:
    """Return what a line brings to its parent's end: less than is sent up, or minus the more that is sent down.

    Examples
    --------
    >>> arriving(np.array([10.0, -10.0]), 0.2)
    array([  8. , -12.5])
    """
    return np.asarray(np.where(flow_mw > 0, flow_mw * (1 - loss_share), flow_mw / (1 - loss_share)))


def loading_share(dispatch: Dispatch, network: Network) -> NDArray[np.float64]:
    """Return how heavily the line of each area towards the root is loaded at most in the year.

    Returns
    -------
    ndarray
        Highest flow over capacity; 0 at the root and where there is no line. [share], shape (weather, areas)
    """
    period = network.period[: dispatch.flow_mw.shape[-1]]
    loading = np.zeros(dispatch.flow_mw.shape[:2])
    for now in np.unique(period):
        flow, capacity = (
            dispatch.flow_mw[..., period == now] if period.any() else dispatch.flow_mw,
            network.capacity_mw[now],
        )
        sent = np.maximum(flow.max(axis=-1), -flow.min(axis=-1) / (1 - network.loss_share))
        loading = np.maximum(loading, np.divide(sent, capacity, out=np.zeros_like(sent), where=capacity > 0))
    return loading
