"""Room: the rivers as a system of steps, ready for dispatch (docs/method.md, hydro)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAY_OF_YEAR, DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR, smooth_monthly
from simulator.premises import Assumptions, Region, Waterway, WeatherYears
from simulator.records import HydroSystem

M3_PER_MM3: Final = 1e6
MARKETS: Final = ("NO1", "NO3")


def power_from_flow(flow_m3s: float, head_m: float, efficiency_share: float) -> float:
    """Return the power of falling water.

    Parameters
    ----------
    flow_m3s : float
        Flow through the turbines. [m³/s]
    head_m : float
        Height of fall. [m]
    efficiency_share : float
        Of turbine, generator and waterway. [share]

    Returns
    -------
    float
        P = ρ g Q H η. [MW]

    Examples
    --------
    >>> round(power_from_flow(60, 87, 0.88), 1)
    45.1
    """
    density_kg_m3, gravity_m_s2, watt_per_mw = 1000.0, 9.81, 1e6
    return density_kg_m3 * gravity_m_s2 * flow_m3s * head_m * efficiency_share / watt_per_mw


def price_ranks(price: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Rank the hours of each day by price, the dearest first.

    Parameters
    ----------
    price : ndarray
        [EUR/MWh], shape (..., 8760)

    Returns
    -------
    ndarray
        0 for the dearest hour of its day, 23 for the cheapest; ties by the clock. shape (..., 8760)
    """
    days = price.reshape(*price.shape[:-1], DAYS_PER_YEAR, HOURS_PER_DAY)
    order = np.argsort(-days, axis=-1, kind="stable")
    ranks = np.argsort(order, axis=-1, kind="stable").astype(np.uint8)
    return ranks.reshape(price.shape)


def build_rivers(region: Region, weather: WeatherYears, *, assumptions: Assumptions) -> HydroSystem:
    """Lay out the rivers upstream first, with their inflow in every weather year.

    Parameters
    ----------
    region : Region
        Uses waterways, areas and measured mean filling.
    weather : WeatherYears
        Inflow per river branch and prices. shape (weather, 8760)
    assumptions : Assumptions
        Uses ``hydro.steering_ahead_hours`` and ``hydro.inflow_memory_hours``.

    Returns
    -------
    HydroSystem
        One entry per waterway step.

    Raises
    ------
    ValueError
        If the waterways form a circle.
    """
    steps = upstream_first(region.waterways)
    names = [step.id for step in steps]
    market = np.array([_market(step, region) for step in steps])
    storage_m3 = _column(steps, "storage_mm3") * M3_PER_MM3
    target = np.stack([_target(region, MARKETS[index]) for index in market])
    turbine_to = _positions([step.turbine_to for step in steps], names)
    inflow = _inflow(steps, weather)
    return HydroSystem(
        names=tuple(names),
        plants=tuple(step.plant for step in steps),
        storage_m3=storage_m3,
        minimum_m3=_column(steps, "storage_mm3") * _column(steps, "minimum_share") * M3_PER_MM3,
        max_flow_m3s=_column(steps, "max_flow_m3s"),
        min_release_m3s=_column(steps, "min_release_m3s"),
        energy_kwh_m3=_column(steps, "energy_kwh_m3"),
        peaking_share=_column(steps, "peaking_share"),
        turbine_to=turbine_to,
        spill_to=_positions([step.spill_to for step in steps], names),
        travel_hours=np.array([step.travel_hours for step in steps]),
        area=_positions([step.area for step in steps], [area.id for area in region.areas]),
        market=market,
        inflow_m3s=inflow,
        flow_before_m3s=steady_flow(inflow[:, :, 0], turbine_to),
        start_m3=target[:, 0] * storage_m3,
        target_share=target,
        price_rank=np.stack([price_ranks(weather[f"price_{name.lower()}"]) for name in MARKETS]),
        steering_ahead_hours=int(assumptions["hydro.steering_ahead_hours"]),
        inflow_memory_hours=assumptions["hydro.inflow_memory_hours"],
    )


def upstream_first(steps: tuple[Waterway, ...]) -> list[Waterway]:
    """Order river steps so that water always flows to a later one.

    Raises
    ------
    ValueError
        If the steps form a circle.
    """
    ordered: list[Waterway] = []
    waiting = list(steps)
    while waiting:
        fed = {target for step in waiting for target in (step.turbine_to, step.spill_to)}
        sources = [step for step in waiting if step.id not in fed]
        if not sources:
            raise ValueError(f"waterways form a circle: {', '.join(step.id for step in waiting)}")
        ordered += sources
        waiting = [step for step in waiting if step not in sources]
    return ordered


def steady_flow(inflow_m3s: NDArray[np.float64], turbine_to: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the flow through each step if every step passed on what comes: local inflow and all from above.

    Parameters
    ----------
    inflow_m3s : ndarray
        Local inflow, upstream first. [m³/s], shape (weather, steps)
    turbine_to : ndarray
        Next step of each, -1 for none. shape (steps,)

    Returns
    -------
    ndarray
        [m³/s], shape (weather, steps)

    Examples
    --------
    >>> steady_flow(np.array([[3.0, 2.0]]), np.array([1, -1]))
    array([[3., 5.]])
    """
    flow = inflow_m3s.copy()
    for step, below in enumerate(turbine_to):
        if below >= 0:
            flow[:, below] += flow[:, step]
    return flow


def _column(steps: list[Waterway], name: str) -> NDArray[np.float64]:
    return np.array([getattr(step, name) for step in steps], dtype=float)


def _positions(names: list[str], among: list[str]) -> NDArray[np.int64]:
    """Return the place of each name, -1 for none."""
    return np.array([among.index(name) if name else -1 for name in names], dtype=np.int64)


def _market(step: Waterway, region: Region) -> int:
    return MARKETS.index(region.areas[region.area_index(step.area)].market) if step.area else 0


def _inflow(steps: list[Waterway], weather: WeatherYears) -> NDArray[np.float64]:
    """Return the local inflow of each step. [m³/s], shape (weather, steps, 8760)"""
    mean_m3s = _column(steps, "inflow_mm3") * M3_PER_MM3 / (HOURS_PER_YEAR * SECONDS_PER_HOUR)
    branches = np.stack([weather[step.river] for step in steps], axis=1)
    return np.ascontiguousarray(mean_m3s[:, None] * branches)


def _target(region: Region, market: str) -> NDArray[np.float64]:
    """Return the filling to steer for: the measured mean of the price area. [share], shape (8760,)"""
    return smooth_monthly(region.filling_share[market])[DAY_OF_YEAR]
