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
    ``target_share`` filling to steer for [share], shape (steps, hours); ``price_rank`` place of the hour's price
    within its day, 0 the dearest, shape (2, weather, hours).
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
    target_share: Floats
    price_rank: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """The radial grid of one year, rooted at its first area.

    ``order`` lists areas children first; ``parent`` is -1 at the root; ``capacity_mw[i]`` limits the line from area i
    to its parent, ``link[i]`` is its position among the links. Exchange points: ``exchange_area``, ``exchange_market``,
    ``import_mw``, ``export_mw``. [MW]
    """

    areas: tuple[str, ...]
    links: tuple[str, ...]
    exchanges: tuple[str, ...]
    order: Ints
    parent: Ints
    capacity_mw: Floats
    link: Ints
    exchange_area: Ints
    exchange_market: Ints
    import_mw: Floats
    export_mw: Floats
