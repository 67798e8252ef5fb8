"""The systems that the power benchmark runs: a synthetic one without cascade, and the region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator import load_region, load_scenario, load_weather, resolve, scenario_folder
from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.records import Demand, HydroSystem, MarketTerms, Network, PowerSystem, Supply
from simulator.simulation import power_system, prepare

Floats = NDArray[np.float64]
# New flat load at two areas [MW] and the level of prices and inflow: enough power, tight grid, shortage.
VARIANTS: Final[Mapping[str, tuple[float, float, float]]] = MappingProxyType(
    {"normal": (60.0, 1.0, 1.0), "tight": (222.0, 1.3, 0.75), "stress": (238.0, 1.3, 0.75)}
)
CASES: Final = ("synthetic", "region")
AREAS: Final = 8
PARENT: Final = (-1, 0, 0, 1, 1, 2, 2, 5)
LINES_MW: Final = (np.inf, 150.0, 120.0, 90.0, 60.0, 110.0, 45.0, 70.0)
RESERVOIR_AREAS: Final = (3, 5, 7)
RESERVOIR_MW: Final = (92.0, 38.0, 24.0)
RESERVOIR_GWH: Final = (220.0, 57.0, 18.0)
INFLOW_GWH: Final = (420.0, 130.0, 70.0)


def synthetic_system(variant: str, *, weather: int, seed: int) -> PowerSystem:
    """Return eight areas, two markets, three reservoirs and must-run power, drawn with a seed. [MW], 8,760 hours"""
    load_mw, price_level, inflow_level = VARIANTS[variant]
    rng = np.random.default_rng([seed, 20261126])
    hour = np.arange(HOURS_PER_YEAR)
    season = np.cos(2 * np.pi * (hour - 24 * 15) / HOURS_PER_YEAR)
    return PowerSystem(
        supply=_supply(rng, weather, hour, season),
        demand=_demand(rng, weather, hour, season, load_mw),
        rivers=_rivers(rng, weather, hour, inflow_level),
        network=_network(),
        price_eur_mwh=_prices(rng, weather, hour, season, price_level),
        terms=MarketTerms(
            import_fee_eur_mwh=1.0,
            export_fee_eur_mwh=1.0,
            establishment_cut_eur_mwh=2900.0,
            unserved_eur_mwh=3000.0,
        ),
    )


def growing_system(areas: int, *, weather: int) -> PowerSystem:
    """Return the normal system with its load spread over more areas, each new one at the end of a line of 50 MW."""
    system = synthetic_system("normal", weather=weather, seed=0)
    added, network, demand = areas - AREAS, system.network, system.demand
    share = np.ones(areas)
    parts = 1 + np.bincount(np.arange(added) % AREAS, minlength=AREAS)
    source = np.concatenate([np.arange(AREAS), np.arange(added) % AREAS])
    share = 1 / parts[source]
    names = tuple(f"area_{number}" for number in range(areas))
    return replace(
        system,
        supply=replace(system.supply, available_mw=np.pad(system.supply.available_mw, ((0, 0), (0, added), (0, 0)))),
        demand=replace(
            demand,
            mw=demand.mw[:, source] * share[:, None],
            establishment_mw=demand.establishment_mw[:, source] * share[:, None],
        ),
        network=replace(
            network,
            areas=names,
            links=names[1:],
            order=np.concatenate([np.arange(AREAS, areas)[::-1], network.order]),
            parent=np.concatenate([network.parent, source[AREAS:]]),
            capacity_mw=np.concatenate([network.capacity_mw, np.full((1, added), 50.0)], axis=1),
            loss_share=np.zeros(areas),
            link=np.arange(areas) - 1,
        ),
    )


def region_system(*, weather: int, seed: int | None = None, year: int = 2030) -> PowerSystem:
    """Return one year of the region under the first weather years of a scenario."""
    region = load_region()
    read = load_scenario(scenario_folder() / "reference.toml", region)
    wanted = read.weather if seed is None else read.weather.model_copy(update={"seed": seed})
    years = load_weather(wanted).select(np.arange(weather))
    return power_system(prepare(read, resolve(region, read), region, years), year)


def make_case(case: str, weather: int = 1) -> PowerSystem:
    """Return one of `CASES`."""
    return (
        synthetic_system("normal", weather=weather, seed=0) if case == "synthetic" else region_system(weather=weather)
    )


def _noise(rng: np.random.Generator, weather: int, hours: float, spread: float) -> Floats:
    """Return a slow wave of chance with a memory of some hours. shape (weather, hours)"""
    keep = np.exp(-1 / hours)
    steps = rng.normal(0, spread * np.sqrt(1 - keep**2), (weather, HOURS_PER_YEAR))
    steps[:, 0] = rng.normal(0, spread, weather)
    wave = steps.copy()
    for t in range(1, HOURS_PER_YEAR):
        wave[:, t] += keep * wave[:, t - 1]
    return wave


def _prices(rng: np.random.Generator, weather: int, hour: NDArray[np.int64], season: Floats, level: float) -> Floats:
    day = 1 + 0.12 * np.sin(2 * np.pi * (hour % 24 - 8) / 12) * (hour % 24 > 5)
    common = np.exp(_noise(rng, weather, 900, 0.25) + _noise(rng, weather, 30, 0.12))
    own = np.exp(_noise(rng, weather, 200, 0.1))
    north = 40 * level * (1 + 0.2 * season) * day * common
    return np.stack([north, 0.9 * north * own])


def _supply(rng: np.random.Generator, weather: int, hour: NDArray[np.int64], season: Floats) -> Supply:
    available = np.zeros((weather, AREAS, HOURS_PER_YEAR))
    flood = np.clip(1 - 0.9 * season, 0.15, None)
    for area, size in ((1, 18.0), (2, 9.0), (4, 25.0), (6, 12.0), (7, 6.0)):
        available[:, area] += size * np.minimum(flood * np.exp(_noise(rng, weather, 120, 0.3)) / 1.6, 1)
    for area, size in ((0, 40.0), (5, 30.0)):
        available[:, area] += size / (1 + np.exp(0.8 - 1.7 * _noise(rng, weather, 14, 1.0)))
    sun = np.clip(np.sin(np.pi * (hour % 24 - 5) / 14), 0, None) * (hour % 24 > 5) * (hour % 24 < 19)
    available[:, 2] += 15 * sun * np.clip(0.55 - 0.5 * season, 0.03, None)
    return Supply(year=2030, generators=(), batteries=(), available_mw=available)


def _demand(rng: np.random.Generator, weather: int, hour: NDArray[np.int64], season: Floats, new_mw: float) -> Demand:
    share = np.array([0.25, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1, 0.05])
    shape = (1 + 0.35 * season) * (1 + 0.12 * np.sin(2 * np.pi * (hour % 24 - 9) / 24))
    shape = shape * (1 + _noise(rng, weather, 48, 0.06))
    load = 500e3 / HOURS_PER_YEAR * share[None, :, None] * shape[:, None]
    new = np.zeros_like(load)
    new[:, 0], new[:, 4] = 0.8 * new_mw, 0.2 * new_mw
    mw = load + new
    return Demand(
        year=2030,
        groups=("all",),
        mw=mw,
        establishment_mw=new,
        group_mwh=month_sums(mw.sum(axis=1))[:, None],
        establishment_mwh=np.zeros((weather, 0)),
    )


def _rivers(rng: np.random.Generator, weather: int, hour: NDArray[np.int64], level: float) -> HydroSystem:
    """Return three reservoirs of one kWh/m³ each, with a spring flood. [m³]"""
    flood = 0.25 + 3.0 * np.exp(-(((hour / 24 - 155) / 22.0) ** 2)) + 0.5 * np.exp(-(((hour / 24 - 270) / 30.0) ** 2))
    flood = flood / flood.mean()
    year = np.exp(rng.normal(0, 0.15, (weather, 1, 1)))
    local = np.exp(np.stack([_noise(rng, weather, 150, 0.35) for _ in range(3)], axis=1))
    mean_m3s = np.array(INFLOW_GWH) * 1e6 / (HOURS_PER_YEAR * 3600) * level
    inflow = mean_m3s[None, :, None] * flood * local * year
    storage = np.array(RESERVOIR_GWH) * 1e6
    whole = np.full(3, -1)
    return HydroSystem(
        names=("high", "middle", "low"),
        plants=("high", "middle", "low"),
        storage_m3=storage,
        minimum_m3=np.zeros(3),
        max_flow_m3s=np.array(RESERVOIR_MW) * 1000 / 3600,
        min_release_m3s=np.zeros(3),
        energy_kwh_m3=np.ones(3),
        peaking_share=np.full(3, 0.5),
        turbine_to=whole,
        spill_to=whole.copy(),
        travel_hours=np.ones(3, dtype=np.int64),
        area=np.array(RESERVOIR_AREAS),
        market=np.array([0, 1, 1]),
        inflow_m3s=inflow,
        flow_before_m3s=inflow[:, :, 0].copy(),
        start_m3=0.6 * storage,
        target_share=np.tile(0.55 - 0.35 * np.sin(2 * np.pi * (hour / 24 - 30) / 365), (3, 1)),
        price_rank=np.tile(np.arange(24, dtype=np.uint8), (2, weather, HOURS_PER_YEAR // 24)),
        steering_ahead_hours=336,
        inflow_memory_hours=168.0,
    )


def _network() -> Network:
    names = tuple(f"area_{number}" for number in range(AREAS))
    return Network(
        areas=names,
        links=names[1:],
        exchanges=("first", "second"),
        order=np.array([7, 6, 5, 4, 3, 2, 1, 0]),
        parent=np.array(PARENT),
        period=np.zeros(HOURS_PER_YEAR, dtype=np.int64),
        capacity_mw=np.array([LINES_MW]),
        loss_share=np.zeros(AREAS),
        link=np.arange(AREAS) - 1,
        exchange_area=np.array([0, 2]),
        exchange_market=np.array([0, 1]),
        import_mw=np.array([[110.0, 70.0]]),
        export_mw=np.array([[130.0, 80.0]]),
    )
