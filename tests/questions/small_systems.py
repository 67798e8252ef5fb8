"""Small power systems of a few days, drawn with a seed or put together by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from simulator.hours import MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.records import Battery, Demand, HydroSystem, MarketTerms, Network, PowerSystem, Supply

if TYPE_CHECKING:
    import pypsa

Floats = NDArray[np.float64]
YEAR = 2030
TERMS = MarketTerms(
    import_fee_eur_mwh=2.0, export_fee_eur_mwh=1.5, establishment_cut_eur_mwh=1500.0, unserved_eur_mwh=4000.0
)


def small_system(seed: int, *, hours: int = 48, weather: int = 1) -> PowerSystem:
    """Return a random system: some areas in a tree, up to four steps of a river, batteries, an outage, odd prices."""
    rng = np.random.default_rng(seed)
    areas = int(rng.integers(1, 5))
    load = rng.uniform(0, 12, (weather, areas, 1)) * rng.uniform(0.5, 1.5, (weather, areas, hours))
    demand = demand_of(load, new_mw=load * rng.choice([0.0, 0.3, 1.0], (weather, areas, 1)))
    swing = rng.uniform(0, 1, (weather, areas, hours)) ** 2
    available = rng.choice([0.0, 4.0, 15.0], (weather, areas, 1)) * swing
    price = rng.normal(30, 25, (2, weather, hours)) * rng.choice([0.0, 1.0], (2, weather, hours), p=[0.1, 0.9])
    return PowerSystem(
        supply=Supply(year=YEAR, generators=(), batteries=_batteries(rng, areas, weather), available_mw=available),
        demand=demand,
        rivers=_rivers(rng, areas, weather, hours),
        network=_network(rng, areas, hours),
        price_eur_mwh=price,
        terms=TERMS,
    )


def demand_of(load: Floats, new_mw: Floats | float = 0.0) -> Demand:
    """Return a demand of one group, part of it of establishments. [MW], shape (weather, areas, hours)"""
    month = MONTH_OF_HOUR[: load.shape[-1]]
    months = [load[..., month == number].sum(axis=(1, 2)) for number in range(MONTHS_PER_YEAR)]
    return Demand(
        year=YEAR,
        groups=("all",),
        mw=load.copy(),
        establishment_mw=np.zeros_like(load) + new_mw,
        group_mwh=np.stack(months, axis=1)[:, None],
        establishment_mwh=np.zeros((len(load), 0)),
    )


def network_of(parent: list[int], capacity_mw: list[float], hours: int) -> Network:
    """Return a tree without losses, with one exchange point with NO1 at the root. [MW]"""
    names = tuple(f"area_{number}" for number in range(len(parent)))
    return Network(
        areas=names,
        links=names[1:],
        exchanges=("border",),
        order=np.arange(len(parent))[::-1].copy(),
        parent=np.array(parent),
        period=np.zeros(hours, dtype=np.int64),
        capacity_mw=np.array([capacity_mw]),
        loss_share=np.zeros(len(parent)),
        link=np.arange(len(parent)) - 1,
        exchange_area=np.array([0]),
        exchange_market=np.array([0]),
        import_mw=np.array([[50.0]]),
        export_mw=np.array([[50.0]]),
    )


def river_of(inflow_m3s: Floats) -> HydroSystem:
    """Return steps one below the other: 1 kWh from each m³, no store, all in the root's area. [m³/s]"""
    weather, steps, hours = inflow_m3s.shape
    below = np.array([*range(1, steps), -1][:steps], dtype=np.int64)
    return HydroSystem(
        names=tuple(f"step_{number}" for number in range(steps)),
        plants=tuple(f"plant_{number}" for number in range(steps)),
        storage_m3=np.zeros(steps),
        minimum_m3=np.zeros(steps),
        max_flow_m3s=np.full(steps, 10.0),
        min_release_m3s=np.zeros(steps),
        energy_kwh_m3=np.ones(steps),
        peaking_share=np.full(steps, 0.5),
        turbine_to=below,
        spill_to=below.copy(),
        travel_hours=np.zeros(steps, dtype=np.int64),
        area=np.zeros(steps, dtype=np.int64),
        market=np.zeros(steps, dtype=np.int64),
        inflow_m3s=inflow_m3s,
        flow_before_m3s=np.zeros((weather, steps)),
        start_m3=np.zeros(steps),
        target_share=np.full((steps, hours), 0.5),
        price_rank=np.zeros((2, weather, hours), dtype=np.uint8),
        steering_ahead_hours=48,
        inflow_memory_hours=24.0,
    )


def _batteries(rng: np.random.Generator, areas: int, weather: int) -> tuple[Battery, ...]:
    """Draw up to two batteries in areas of their own: the engines take those of one area together."""
    return tuple(
        Battery(
            id=f"battery_{place}",
            area=f"area_{place}",
            power_mw=rng.uniform(0, 5, weather),
            energy_mwh=rng.uniform(0, 20, weather),
            efficiency_share=float(rng.choice([0.9, 0.95, 1.0])),
        )
        for place in rng.permutation(areas)[: rng.integers(0, 3)]
    )


def _network(rng: np.random.Generator, areas: int, hours: int) -> Network:
    points = int(rng.integers(0, 3))
    parent = [-1, *(int(rng.integers(0, area)) for area in range(1, areas))]
    lines = np.concatenate([[np.inf], rng.choice([0.0, 3.0, 10.0, 40.0], areas - 1)])
    out = np.concatenate([[1.0], rng.choice([1.0, 0.3, 0.0], areas - 1)])
    return replace(
        network_of(parent, [0.0] * areas, hours),
        exchanges=tuple(f"point_{number}" for number in range(points)),
        period=(np.arange(hours) >= hours // 2).astype(np.int64),
        capacity_mw=np.stack([lines, np.where(out == 1, lines, np.where(np.isinf(lines), 0, lines) * out)]),
        loss_share=np.concatenate([[0.0], rng.choice([0.0, 0.03, 0.1], areas - 1)]),
        exchange_area=rng.integers(0, areas, points),
        exchange_market=rng.integers(0, 2, points),
        import_mw=np.tile(rng.choice([0.0, 4.0, 15.0], points), (2, 1)),
        export_mw=np.tile(rng.choice([0.0, 4.0, 15.0], points), (2, 1)),
    )


def _rivers(rng: np.random.Generator, areas: int, weather: int, hours: int) -> HydroSystem:
    """Draw up to four steps; each sends its water to any later one, or out of sight. Least flows never run dry."""
    steps = int(rng.integers(0, 5))
    storage = rng.choice([0.0, 1e5, 4e5], steps)
    minimum = storage * rng.choice([0.0, 0.2], steps)
    flood = rng.uniform(0, 4, (weather, steps, 1)) * rng.uniform(0.2, 1.8, (weather, steps, hours))
    price_rank = np.tile(np.arange(24, dtype=np.uint8), (2, weather, hours // 24))
    return replace(
        river_of(flood),
        storage_m3=storage,
        minimum_m3=minimum,
        max_flow_m3s=rng.choice([0.0, 3.0, 8.0], steps),
        min_release_m3s=rng.choice([0.0, 0.5], steps) * flood.min(axis=(0, 2), initial=4.0),
        energy_kwh_m3=rng.uniform(0.05, 1.2, steps),
        turbine_to=_below(rng, steps),
        spill_to=_below(rng, steps),
        travel_hours=rng.integers(0, 4, steps),
        area=rng.integers(-1, areas, steps),
        market=rng.integers(0, 2, steps),
        flow_before_m3s=rng.uniform(0, 2, (weather, steps)),
        start_m3=minimum + (storage - minimum) * rng.uniform(0, 1, steps),
        price_rank=price_rank,
    )


def _below(rng: np.random.Generator, steps: int) -> NDArray[np.int64]:
    """Choose where each step's water goes: to a later step or to none."""
    return np.array([rng.choice([-1, *range(step + 1, steps)]) for step in range(steps)], dtype=np.int64)


def read_by_pypsa(folder: Path) -> pypsa.Network:
    """Read a folder as PyPSA does. It takes two seconds to load, for which no other test should wait."""
    import pypsa  # noqa: PLC0415 - see above

    network = pypsa.Network()
    network.import_from_csv_folder(folder)
    return network
