"""Tiny power systems drawn by hypothesis: two to four areas, a river, batteries, a few days, one or two years."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulator.hours import MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.records import (
    Balance,
    Battery,
    Demand,
    Dispatch,
    HydroSystem,
    MarketTerms,
    Network,
    PowerSystem,
    Supply,
)
from simulator.stages.balance import settle_balance
from simulator.stages.dispatch import Learned, dispatch_power
from simulator.stages.hydro import steady_flow

Floats = NDArray[np.float64]
YEAR = 2030
STEPS = 3
TERMS = MarketTerms(
    import_fee_eur_mwh=2.0, export_fee_eur_mwh=1.5, establishment_cut_eur_mwh=1500.0, unserved_eur_mwh=4000.0
)


@dataclass(frozen=True)
class System:
    """What one dispatch is given."""

    load: Floats
    available: Floats
    batteries: tuple[Battery, ...]
    rivers: HydroSystem
    network: Network
    price: Floats
    soft_share: float = 0.0


def demand_of(load: Floats, soft_share: float = 0.0) -> Demand:
    """Return a demand of one group. [MW], shape (weather, areas, hours)"""
    group_mwh = np.zeros((len(load), 1, MONTHS_PER_YEAR))
    for month in range(MONTHS_PER_YEAR):
        group_mwh[:, 0, month] = load[..., MONTH_OF_HOUR[: load.shape[-1]] == month].sum(axis=(1, 2))
    return Demand(
        year=YEAR,
        groups=("all",),
        mw=load.copy(),
        establishment_mw=soft_share * load,
        group_mwh=group_mwh,
        establishment_mwh=np.zeros((len(load), 0)),
    )


def supply_of(system: System) -> Supply:
    """Return what wind and sun could deliver, and the batteries."""
    return Supply(year=YEAR, generators=(), batteries=system.batteries, available_mw=system.available.copy())


def given(system: System) -> PowerSystem:
    """Return the system as every engine is given it."""
    return PowerSystem(
        supply=supply_of(system),
        demand=demand_of(system.load, system.soft_share),
        rivers=system.rivers,
        network=system.network,
        price_eur_mwh=system.price,
        terms=TERMS,
    )


def run(system: System, engine: str = "rule", learned: Learned | None = None) -> Dispatch:
    """Dispatch one system."""
    return dispatch_power(given(system), engine=engine, learned=learned)


def settled(system: System, dispatch: Dispatch) -> Balance:
    """Close the hours of one system."""
    return settle_balance(
        supply_of(system), demand_of(system.load, system.soft_share), dispatch, network=system.network
    )


def scaled(system: System, factor: float) -> System:
    """Return a system in which every MW, MWh and m³ is larger by a factor."""
    rivers, network = system.rivers, system.network
    return System(
        load=system.load * factor,
        available=system.available * factor,
        batteries=tuple(
            replace(one, power_mw=one.power_mw * factor, energy_mwh=one.energy_mwh * factor) for one in system.batteries
        ),
        rivers=replace(
            rivers,
            storage_m3=rivers.storage_m3 * factor,
            minimum_m3=rivers.minimum_m3 * factor,
            max_flow_m3s=rivers.max_flow_m3s * factor,
            min_release_m3s=rivers.min_release_m3s * factor,
            inflow_m3s=rivers.inflow_m3s * factor,
            flow_before_m3s=rivers.flow_before_m3s * factor,
            start_m3=rivers.start_m3 * factor,
        ),
        network=replace(
            network,
            capacity_mw=network.capacity_mw * factor,
            import_mw=network.import_mw * factor,
            export_mw=network.export_mw * factor,
        ),
        price=system.price,
        soft_share=system.soft_share,
    )


def one_year(system: System, weather: int) -> System:
    """Return the system under one of its weather years alone."""
    keep = slice(weather, weather + 1)
    return System(
        load=system.load[keep].copy(),
        available=system.available[keep].copy(),
        batteries=tuple(
            replace(one, power_mw=one.power_mw[keep].copy(), energy_mwh=one.energy_mwh[keep].copy())
            for one in system.batteries
        ),
        rivers=replace(
            system.rivers,
            inflow_m3s=system.rivers.inflow_m3s[keep].copy(),
            flow_before_m3s=system.rivers.flow_before_m3s[keep].copy(),
            price_rank=system.rivers.price_rank[:, keep].copy(),
        ),
        network=system.network,
        price=system.price[:, keep].copy(),
        soft_share=system.soft_share,
    )


PERIODS = 2


@st.composite
def networks(draw: st.DrawFn, most_areas: int = 4, *, hours: int = 24, losses: bool = True) -> Network:
    """Draw a random tree of areas with none to two exchange points, two periods, and lines without any capacity."""
    count = draw(st.integers(2, most_areas))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    parent = np.array([-1, *(int(rng.integers(0, area)) for area in range(1, count))])
    points = draw(st.integers(0, 2))
    areas = tuple(f"area_{number}" for number in range(count))
    return Network(
        areas=areas,
        links=areas[1:],
        exchanges=tuple(f"point_{number}" for number in range(points)),
        order=np.arange(count)[::-1].copy(),
        parent=parent,
        period=np.arange(hours) * PERIODS // hours,
        capacity_mw=np.concatenate(
            [np.full((PERIODS, 1), np.inf), rng.choice([0.0, 3.0, 10.0, 40.0], (PERIODS, count - 1))], axis=1
        ),
        loss_share=np.concatenate([[0.0], losses * rng.choice([0.0, 0.02, 0.1], count - 1)]),
        link=np.arange(count) - 1,
        exchange_area=rng.integers(0, count, points),
        exchange_market=rng.integers(0, 2, points),
        import_mw=rng.choice([0.0, 4.0, 15.0], (PERIODS, points)),
        export_mw=rng.choice([0.0, 4.0, 15.0], (PERIODS, points)),
    )


@st.composite
def systems(
    draw: st.DrawFn, *, storage: bool = True, cascade: bool = True, batteries: bool = True, river: bool = True
) -> System:
    """Draw a small system; the switches leave out what a property does not hold for."""
    weather, hours = draw(st.integers(1, 2)), 24 * draw(st.integers(2, 10))
    network = draw(networks(hours=hours))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = (weather, len(network.areas), hours)
    return System(
        load=rng.uniform(0, 12, shape) * (rng.random(shape) > 0.05),
        available=rng.uniform(0, 20, shape) * (rng.random(shape) > 0.5),
        batteries=_batteries(rng, network, weather) if batteries else (),
        rivers=_rivers(rng, network, weather, hours, storage=storage, cascade=cascade, size=float(river)),
        network=network,
        price=np.maximum(rng.normal(40, 20, (2, weather, hours)), -20),
        soft_share=float(rng.choice([0.0, 0.4])),
    )


def _batteries(rng: np.random.Generator, network: Network, weather: int) -> tuple[Battery, ...]:
    """Return none to two batteries in different areas, of one efficiency, perhaps not realised in every year."""
    efficiency = float(rng.uniform(0.8, 1.0))
    places = rng.choice(len(network.areas), rng.integers(0, 3), replace=False)
    there = [(rng.random(weather) > 0.3).astype(float) for _ in places]
    return tuple(
        Battery(
            id=f"battery_{place}",
            area=network.areas[place],
            power_mw=8.0 * stands,
            energy_mwh=8.0 * stands * rng.uniform(0.5, 6),
            efficiency_share=efficiency,
        )
        for place, stands in zip(places, there, strict=True)
    )


def _rivers(
    rng: np.random.Generator, network: Network, weather: int, hours: int, *, storage: bool, cascade: bool, size: float
) -> HydroSystem:
    """Return three steps, upstream first; without a cascade each lets its water out of the region."""
    below = [int(rng.integers(step + 1, STEPS + 1)) for step in range(STEPS)]
    to = np.array([step if cascade and step < STEPS else -1 for step in below])
    storage_m3 = rng.uniform(1e4, 2e6, STEPS) * (rng.random(STEPS) > 0.4) * storage * size
    minimum_m3 = storage_m3 * rng.choice([0.0, 0.1, 0.3], STEPS)
    inflow = rng.gamma(0.5, 8.0, (weather, STEPS, hours)) * size
    return HydroSystem(
        names=tuple(f"step_{number}" for number in range(STEPS)),
        plants=tuple(f"plant_{number}" for number in range(STEPS)),
        storage_m3=storage_m3,
        minimum_m3=minimum_m3,
        max_flow_m3s=rng.uniform(2, 20, STEPS) * size,
        min_release_m3s=rng.choice([0.0, 0.5, 3.0], STEPS) * size,
        energy_kwh_m3=rng.uniform(0.05, 1.0, STEPS),
        peaking_share=rng.choice([0.0, 0.5, 1.0], STEPS),
        turbine_to=to,
        spill_to=to.copy(),
        travel_hours=rng.integers(1, 6, STEPS),
        area=rng.integers(0 if not cascade else -1, len(network.areas), STEPS),
        market=rng.integers(0, 2, STEPS),
        inflow_m3s=inflow,
        flow_before_m3s=steady_flow(inflow[:, :, 0], to),
        start_m3=minimum_m3 + 0.5 * (storage_m3 - minimum_m3),
        target_share=rng.uniform(0.1, 1.0, (STEPS, 1)) * np.ones(hours),
        price_rank=np.tile(np.arange(24, dtype=np.uint8), (2, weather, hours // 24)),
        steering_ahead_hours=48,
        inflow_memory_hours=24.0,
    )
