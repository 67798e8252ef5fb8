"""The rivers and the grid as arrays, ready for dispatch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HydroSystem:
    """The rivers as arrays, upstream before downstream; one entry per waterway step.

    Shapes are (steps,) unless said: ``storage_m3``, ``minimum_m3`` [m³]; ``max_flow_m3s``, ``min_release_m3s`` [m³/s];
    ``energy_kwh_m3`` [kWh/m³]; ``turbine_to`` and ``spill_to`` positions or -1; ``area`` position or -1 outside the
    region; ``market`` 0 for NO1, 1 for NO3; ``inflow_m3s`` local inflow [m³/s], shape (weather, steps, hours);
    ``flow_before_m3s`` what left each step in the hours before the year, on its way [m³/s], shape (weather, steps);
    ``start_m3`` stored at the start, and again at the end where the weather is known [m³]; ``target_share`` filling
    that the rule curve steers for [share], shape (steps, hours); ``price_rank`` place of the hour's price within its
    day, 0 the dearest, shape (2, weather, hours); ``steering_ahead_hours`` and ``inflow_memory_hours`` how far the rule
    curve looks ahead and back.
    """

    names: tuple[str, ...]
    plants: tuple[str, ...]
    storage_m3: Floats
    minimum_m3: Floats
    max_flow_m3s: Floats
    min_release_m3s: Floats
    energy_kwh_m3: Floats
    peaking_share: Floats
    turbine_to: Ints
    spill_to: Ints
    travel_hours: Ints
    area: Ints
    market: Ints
    inflow_m3s: Floats
    flow_before_m3s: Floats
    start_m3: Floats
    target_share: Floats
    price_rank: NDArray[np.uint8]
    steering_ahead_hours: int
    inflow_memory_hours: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """The radial grid of one year, rooted at its first area.

    ``order`` lists areas children first; ``parent`` is -1 at the root; ``link[i]`` is the position among the links of
    the line from area i to its parent, -1 at the root. The year falls into periods in which nothing changes, such as an
    outage; ``period`` gives that of each hour, shape (hours,); period 0 has no outage. ``capacity_mw`` limits what
    either end sends into a line, infinite at the root [MW], shape (periods, areas); ``loss_share`` is lost of what is
    sent [share], shape (areas,). Exchange points: ``exchange_area``, ``exchange_market`` (0 NO1, 1 NO3), ``import_mw``
    and ``export_mw`` [MW], shape (periods, exchanges).
    """

    areas: tuple[str, ...]
    links: tuple[str, ...]
    exchanges: tuple[str, ...]
    order: Ints
    parent: Ints
    period: Ints
    capacity_mw: Floats
    loss_share: Floats
    link: Ints
    exchange_area: Ints
    exchange_market: Ints
    import_mw: Floats
    export_mw: Floats
