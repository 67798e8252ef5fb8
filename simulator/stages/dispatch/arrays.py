"""What the compiled loops read and write: plain arrays with names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Grid(NamedTuple):
    """The tree of areas and its exchange points; see `simulator.records.Network`."""

    order: Ints
    parent: Ints
    capacity: Floats
    exchange_area: Ints
    imports: Floats
    exports: Floats


class Rivers(NamedTuple):
    """Steps of the rivers, upstream first; see `simulator.records.HydroSystem`."""

    storage: Floats
    minimum: Floats
    max_flow: Floats
    min_release: Floats
    energy: Floats
    peaking: Floats
    turbine_to: Ints
    spill_to: Ints
    travel: Ints
    area: Ints
    market: Ints
    slot: Ints
    inflow: Floats
    target: Floats
    rank: NDArray[np.uint8]


class Stores(NamedTuple):
    """Batteries added up by area: power, energy and one-way efficiency, each of shape (weather, areas)."""

    power: Floats
    energy: Floats
    efficiency: Floats


class Steering(NamedTuple):
    """How reservoirs are steered: look-ahead to the target filling and memory of the inflow, in hours."""

    ahead: int
    memory: float


class Year(NamedTuple):
    """Everything the hour loop reads; load, available and price have the weather year or market first."""

    rivers: Rivers
    grid: Grid
    stores: Stores
    steering: Steering
    load: Floats
    establishments: Floats
    available: Floats
    price: Floats
    month: Ints


class Work(NamedTuple):
    """State and scratch of one weather year: rivers in m³, areas in MW."""

    stored: Floats
    usual: Floats
    arriving: Floats
    plan: Floats
    water: Floats
    bypass: Floats
    turbined: Floats
    offer: Floats
    charge: Floats
    base: Floats
    offers: Floats
    shares: Floats
    flow: Floats
    level: Floats
    total: Floats
    sent: Floats


class Hours(NamedTuple):
    """Hourly outcome, one array per quantity, first axis the weather year."""

    hydro: Floats
    lost: Floats
    curtailed: Floats
    cut: Floats
    unserved: Floats
    charge: Floats
    discharge: Floats
    imported: Floats
    exported: Floats
    flow: Floats
    level: Floats
    monthly: Floats
    value: Floats
    water: Floats
