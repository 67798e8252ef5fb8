"""Question: how far from the best that could have been done is each way to operate? (docs/method.md, reference)"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulator.questions.reference import solve_reference
from simulator.records import Dispatch, HydroSystem, PowerSystem
from simulator.stages.dispatch import Learned, dispatch_power

SECONDS_PER_HOUR: Final = 3600.0
KWH_PER_MWH: Final = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """One way to operate beside the exact optimum of the same year and weather.

    ``gap_share`` is what it costs more, ``certified_share`` what it costs more than its own bound, nan if it has none;
    both of the year's water value, less what it has more in store at the end [share]. ``stored_eur`` is that water at
    the exact program's value of the last day. ``spilled_mwh`` is water past turbines that had been worth power there.
    """

    engine: str
    cost_eur: float
    gap_share: float
    certified_share: float
    stored_eur: float
    unserved_mwh: float
    spilled_mwh: float


def measure_distance(system: PowerSystem, weather: int, *, learned: Learned | None = None) -> tuple[Distance, ...]:
    """Hold foresight and policy against the exact program in one weather year.

    Parameters
    ----------
    system : PowerSystem
        What every engine is given.
    weather : int
        Position of the weather year.
    learned : Learned, optional
        What the operator knows; learned from the one weather year if not given, which knows too much.

    Returns
    -------
    tuple of Distance
        Of ``reference``, ``foresight`` and ``policy``.
    """
    alone = one_weather(system, weather)
    best = solve_reference(alone, 0)
    others = (dispatch_power(alone, engine="foresight"), dispatch_power(alone, engine="policy", learned=learned))
    return tuple(distance_of(dispatch, best, alone) for dispatch in (best, *others))


def distance_of(dispatch: Dispatch, best: Dispatch, system: PowerSystem) -> Distance:
    """Compare one answer with the exact one; the first weather year of each."""
    value = water_value_eur(system, 0)
    cost, stored = float(dispatch.cost_eur[0]), stored_eur(dispatch, best)
    spilled = (dispatch.spilled_m3[0] * system.rivers.energy_kwh_m3).sum() / KWH_PER_MWH
    return Distance(
        engine=dispatch.engine,
        cost_eur=cost,
        gap_share=(cost - stored - float(best.cost_eur[0])) / value if value > 0 else float("nan"),
        certified_share=(cost - stored - float(dispatch.bound_eur[0])) / value if value > 0 else float("nan"),
        stored_eur=stored,
        unserved_mwh=float(dispatch.unserved_mw.sum()),
        spilled_mwh=float(spilled + dispatch.river_lost_mw.sum()),
    )


def stored_eur(dispatch: Dispatch, best: Dispatch) -> float:
    """Return what is more in store at the end than in the exact answer, at its water value of the last day. [EUR]

    The least cost is convex in what must be left at the end, so the gap that remains is never too small.
    """
    more_m3 = dispatch.reservoir_m3[0, :, -1] - best.reservoir_m3[0, :, -1]
    return float(more_m3 @ best.water_value_eur_m3[0, :, -1])


def water_value_eur(system: PowerSystem, weather: int) -> float:
    """Return the year's inflow to the reservoirs, worth the mean price at all plants that it passes. [EUR]

    The denominator of gaps: cost itself passes through zero where the region turns from selling to buying.
    """
    rivers, hours = system.rivers, system.demand.mw.shape[-1]
    stores = rivers.storage_m3 > rivers.minimum_m3
    inflow_m3 = rivers.inflow_m3s[weather, stores, :hours].sum(axis=1) * SECONDS_PER_HOUR
    energy_mwh = (inflow_m3 * energy_below(rivers)[stores]).sum() / KWH_PER_MWH
    return float(energy_mwh * system.price_eur_mwh[:, weather, :hours].mean())


def energy_below(rivers: HydroSystem) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return what a m³ gives in its own turbine and in all below. [kWh/m³], shape (steps,)"""
    energy = rivers.energy_kwh_m3.copy()
    for step in range(len(energy) - 1, -1, -1):
        if rivers.turbine_to[step] >= 0:
            energy[step] += energy[rivers.turbine_to[step]]
    return energy


def one_weather(system: PowerSystem, weather: int) -> PowerSystem:
    """Return the system under one of its weather years alone."""
    keep = slice(weather, weather + 1)
    supply, demand, rivers = system.supply, system.demand, system.rivers
    batteries = tuple(
        replace(one, power_mw=one.power_mw[keep].copy(), energy_mwh=one.energy_mwh[keep].copy())
        for one in supply.batteries
    )
    return replace(
        system,
        supply=replace(supply, generators=(), batteries=batteries, available_mw=supply.available_mw[keep].copy()),
        demand=replace(
            demand,
            mw=demand.mw[keep].copy(),
            establishment_mw=demand.establishment_mw[keep].copy(),
            group_mwh=demand.group_mwh[keep].copy(),
            establishment_mwh=demand.establishment_mwh[keep].copy(),
        ),
        rivers=replace(
            rivers,
            inflow_m3s=rivers.inflow_m3s[keep].copy(),
            flow_before_m3s=rivers.flow_before_m3s[keep].copy(),
            price_rank=rivers.price_rank[:, keep].copy(),
        ),
        price_eur_mwh=system.price_eur_mwh[:, keep].copy(),
    )
