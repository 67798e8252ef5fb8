"""What becomes of establishments' load: what is matched, cut and covered, and whom its heat reaches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Region
from simulator.records import EstablishmentLoad, HeatDemand, PowerYear

Floats = NDArray[np.float64]


def sum_matching(power: PowerYear, surplus_mw: Floats) -> dict[str, Floats]:
    """Sum the load that the region's own production meets in the same hour.

    Parameters
    ----------
    power : PowerYear
        Establishments hour by hour.
    surplus_mw : ndarray
        Production less load of the whole region. [MW], shape (weather, 8760)

    Returns
    -------
    dict of str to ndarray
        ``matched_mwh``: of all load, the sum of min(production, load). ``establishment_matched_mwh``: of
        establishments, after everybody else has been served. [MWh], shape (weather,)
    """
    short_mw = np.maximum(-surplus_mw, 0)
    total_mwh = power.demand.group_mwh.sum(axis=(1, 2))
    wanted = sum((load.mw for load in power.demand.loads), np.zeros_like(surplus_mw))
    missed = np.minimum(short_mw, wanted).sum(axis=1)
    return {
        "matched_mwh": total_mwh - short_mw.sum(axis=1),
        "establishment_matched_mwh": power.demand.establishment_mwh.sum(axis=1) - missed,
    }


def sum_establishments(power: PowerYear, region: Region) -> dict[str, Floats]:
    """Sum own back-up, waste heat and load that can wait.

    Returns
    -------
    dict of str to ndarray
        ``backup_mwh`` cut energy that own back-up covers; ``waste_heat_mwh`` heat that leaves in a form others can use,
        ``waste_heat_used_mwh`` the part that meets a heat demand of its area in the same hour [MWh]; ``shiftable_mw``
        load that can wait [MW]; shape (weather,)
    """
    sums = {name: np.zeros(len(power.demand.mw)) for name in ("backup_mwh", "waste_heat_mwh", "waste_heat_used_mwh")}
    heat = {demand.area: demand for demand in power.demand.heat}
    for area in dict.fromkeys(load.area for load in power.demand.loads):
        loads = [load for load in power.demand.loads if load.area == area]
        cut = _cut_share(power, region.area_index(area))
        sums["backup_mwh"] += sum(_covered(load, cut) for load in loads if load.backup_mw > 0 and cut is not None)
        given, used = _waste_heat(loads, cut, heat.get(area))
        sums["waste_heat_mwh"] += given
        sums["waste_heat_used_mwh"] += used
    ids = {load.id for load in power.demand.loads}
    waiting = [store.power_mw for store in power.supply.batteries if store.id in ids]
    return {**sums, "shiftable_mw": sum(waiting, np.zeros(len(power.demand.mw)))}


def _cut_share(power: PowerYear, area: int) -> Floats | None:
    """Return the part of the interruptible load of an area that is cut; None where nothing is cut.

    [share], shape (weather, 8760)
    """
    cut, wanted = power.dispatch.establishment_cut_mw[:, area], power.demand.establishment_mw[:, area]
    if not cut.any():
        return None
    return np.asarray(np.divide(cut, wanted, out=np.zeros_like(cut), where=wanted > 0))


def _covered(load: EstablishmentLoad, cut_share: Floats) -> Floats:
    """Return the cut energy that an establishment's own back-up covers. [MWh], shape (weather,)"""
    return np.asarray(np.minimum(load.mw * load.interruptible_share * cut_share, load.backup_mw).sum(axis=1))


def _waste_heat(
    loads: list[EstablishmentLoad], cut_share: Floats | None, demand: HeatDemand | None
) -> tuple[Floats, Floats]:
    """Return the waste heat of an area and what of it is wanted in the same hour. [MWh], shape (weather,)"""
    heat = sum(load.capacity_mw * load.waste_heat_share * _served(load, cut_share) for load in loads)
    heat = np.asarray(heat)
    used = np.zeros(len(heat)) if demand is None else np.minimum(heat, demand.mw).sum(axis=1)
    return heat.sum(axis=1), used


def _served(load: EstablishmentLoad, cut_share: Floats | None) -> Floats:
    """Return the load that gets its power. [per unit of capacity], shape (weather, 8760)"""
    return load.load_pu if cut_share is None else load.load_pu * (1 - load.interruptible_share * cut_share)
