"""From records to the compiled hour loop and back."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_DAY, MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.records import Battery, Dispatch, HydroSystem, Network, PowerSystem
from simulator.stages.dispatch import kernel
from simulator.stages.dispatch.arrays import Grid, Hours, Rivers, Steering, Stores, Year

WATER_ACCOUNTS: Final = 5


def dispatch_power(system: PowerSystem) -> Dispatch:
    """Run rivers, batteries and grid through every hour of one year.

    Reservoirs follow a rule curve and the prices of the day, never knowing the weather ahead; each hour is settled on
    the radial grid in the order of `simulator.records.LEVELS`. Water is held back before wind or sun is curtailed, and
    the reserve in the reservoirs is used before anybody goes without.

    Parameters
    ----------
    system : PowerSystem
        Everything that is given.

    Returns
    -------
    Dispatch
        Complete and checked: water adds up.
    """
    supply, demand, rivers, network = system.supply, system.demand, system.rivers, system.network
    reservoirs = np.flatnonzero(rivers.storage_m3 > 0)
    hours = _empty_hours(demand.mw.shape, len(rivers.names), len(network.exchanges), len(reservoirs))
    year = Year(
        _rivers(rivers, reservoirs),
        _grid(network),
        _stores(supply.batteries, network.areas, len(demand.mw)),
        Steering(rivers.steering_ahead_hours, rivers.inflow_memory_hours),
        demand.mw,
        demand.establishment_mw,
        supply.available_mw,
        system.price_eur_mwh,
        MONTH_OF_HOUR,
    )
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        deque(pool.map(lambda w: kernel.run_weather(w, year, hours), range(len(demand.mw))), maxlen=0)
    return _record(hours, system, reservoirs)


def compile_kernels() -> None:
    """Compile the hour loop, or load it if this machine has compiled it before; the first time takes some seconds."""
    areas, steps, hours = 1, 1, HOURS_PER_DAY
    none, zero = np.zeros(0), np.zeros(steps)
    where = np.zeros(steps, dtype=np.int64)
    rivers = Rivers(
        *(zero,) * 6,
        *(where - 1,) * 2,
        where + 1,
        *(where,) * 3,
        np.zeros((1, steps, hours)),
        np.zeros((steps, hours)),
        np.zeros((2, 1, hours), dtype=np.uint8),
    )
    network = Grid(where, where - 1, zero, np.zeros(0, dtype=np.int64), none, none)
    stores = Stores(*(np.ones((1, areas)),) * 3)
    power = np.zeros((1, areas, hours))
    power.flags.writeable = False  # as in the records: a loop is compiled anew for arrays that may be written
    price = np.zeros((2, 1, hours))
    year = Year(rivers, network, stores, Steering(hours, 1.0), power, power, power, price, MONTH_OF_HOUR)
    kernel.run_weather(0, year, _empty_hours(power.shape, steps, 0, steps))


def _empty_hours(shape: tuple[int, ...], steps: int, exchanges: int, reservoirs: int) -> Hours:
    weather, _, hours = shape
    return Hours(
        hydro=np.zeros(shape),
        lost=np.zeros(shape),
        curtailed=np.zeros(shape),
        cut=np.zeros(shape),
        unserved=np.zeros(shape),
        charge=np.zeros(shape),
        discharge=np.zeros(shape),
        imported=np.zeros((weather, exchanges, hours)),
        exported=np.zeros((weather, exchanges, hours)),
        flow=np.zeros(shape),
        level=np.zeros((weather, reservoirs, hours + 1)),
        monthly=np.zeros((weather, steps, MONTHS_PER_YEAR)),
        value=np.zeros((weather, steps)),
        water=np.zeros((weather, steps, WATER_ACCOUNTS)),
    )


def _rivers(rivers: HydroSystem, reservoirs: NDArray[np.int64]) -> Rivers:
    slot = np.full(len(rivers.names), -1)
    slot[reservoirs] = np.arange(len(reservoirs))
    return Rivers(
        rivers.storage_m3,
        rivers.minimum_m3,
        rivers.max_flow_m3s,
        rivers.min_release_m3s,
        rivers.energy_kwh_m3,
        rivers.peaking_share,
        rivers.turbine_to,
        rivers.spill_to,
        rivers.travel_hours,
        rivers.area,
        rivers.market,
        slot,
        rivers.inflow_m3s,
        rivers.target_share,
        rivers.price_rank,
    )


def _grid(network: Network) -> Grid:
    return Grid(
        network.order,
        network.parent,
        network.capacity_mw[0],
        network.exchange_area,
        network.import_mw[0],
        network.export_mw[0],
    )


def _stores(batteries: tuple[Battery, ...], areas: tuple[str, ...], count: int) -> Stores:
    """Add up the batteries of each area; their efficiency is the mean over what they hold."""
    power, energy, kept = (np.zeros((count, len(areas))) for _ in range(3))
    for battery in batteries:
        area = areas.index(battery.area)
        power[:, area] += battery.power_mw
        energy[:, area] += battery.energy_mwh
        kept[:, area] += battery.efficiency_share * battery.energy_mwh
    return Stores(power, energy, np.divide(kept, energy, out=np.ones_like(kept), where=energy > 0))


def _record(hours: Hours, system: PowerSystem, reservoirs: NDArray[np.int64]) -> Dispatch:
    water, rivers, year = hours.water, system.rivers, system.demand.year
    unknown = np.full(len(water), np.nan)
    return Dispatch(
        year=year,
        engine="rule",
        cost_eur=unknown,
        bound_eur=unknown,
        water_value_eur_m3=np.zeros((len(water), len(reservoirs), 0)),
        reservoirs=tuple(rivers.names[step] for step in reservoirs),
        plants=rivers.plants,
        hydro_mw=hours.hydro,
        river_lost_mw=hours.lost,
        curtailed_mw=hours.curtailed,
        establishment_cut_mw=hours.cut,
        unserved_mw=hours.unserved,
        charge_mw=hours.charge,
        discharge_mw=hours.discharge,
        import_mw=hours.imported,
        export_mw=hours.exported,
        flow_mw=hours.flow,
        reservoir_m3=hours.level,
        plant_mwh=hours.monthly,
        plant_value_eur=hours.value,
        water_in_m3=water[..., 0],
        turbined_m3=water[..., 1],
        bypassed_m3=water[..., 2],
        spilled_m3=water[..., 3],
        stored_change_m3=water[..., 4],
    )
