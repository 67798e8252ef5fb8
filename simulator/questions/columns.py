"""The columns of the exact program, and its answer as the record that every engine gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_DAY, MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.questions.disposal import Hours, trace_waste
from simulator.questions.program import Solution
from simulator.records import Dispatch, HydroSystem, PowerSystem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SECONDS_PER_HOUR: Final = 3600.0
M3_PER_UNIT: Final = 1000.0  # water is counted in thousand m³: coefficients of one size
KWH_PER_MWH: Final = 1000.0
WEAR_EUR_MWH: Final = 1e-5  # so that no battery gives power for nothing; not part of the cost


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Where things stand in the program: one array of columns, or rows, per name. shape (hours,)"""

    up: list[Ints]
    down: list[Ints]
    charge: list[Ints]
    discharge: list[Ints]
    imports: list[Ints]
    exports: list[Ints]
    cut: list[Ints]
    unserved: list[Ints]
    turbined: list[Ints]
    passed: list[Ints]
    missing: list[Ints]
    stored: list[Ints | None]
    travel_hours: Ints
    water_rows: list[Ints]
    area_rows: list[Ints]


def room_of(rivers: HydroSystem) -> tuple[Floats, Floats]:
    """Return what each step can store above its lowest level, and what of it is filled at the start. [thousand m³]"""
    room = np.maximum(rivers.storage_m3 - rivers.minimum_m3, 0.0)
    return room / M3_PER_UNIT, np.clip(rivers.start_m3 - rivers.minimum_m3, 0.0, room) / M3_PER_UNIT


def missing_cost_eur(system: PowerSystem) -> float:
    """Return what a thousand m³ of minimum release not let past counts: more than its water could ever be worth. [EUR]

    It is not part of the cost.
    """
    mwh = float(system.rivers.energy_kwh_m3.sum()) / KWH_PER_MWH * M3_PER_UNIT
    return 2.0 * mwh * system.terms.unserved_eur_mwh + 1000.0


def read_dispatch(solution: Solution, columns: Columns, system: PowerSystem, weather: int) -> Dispatch:
    """Read the answer as a dispatch of one weather year.

    Power that nobody takes is curtailed: first what wind, sun and the rest could deliver, then rivers.
    """
    rivers, hours = system.rivers, system.demand.mw.shape[-1]
    cut, unserved = _rows(solution, columns.cut, hours), _rows(solution, columns.unserved, hours)
    charge, discharge = _by_area(solution, columns, system)
    turbined = _rows(solution, columns.turbined, hours) * M3_PER_UNIT
    passed = _rows(solution, columns.passed, hours) * M3_PER_UNIT
    power = turbined * rivers.energy_kwh_m3[:, None] / KWH_PER_MWH
    exports = _rows(solution, columns.exports, hours)
    hydro = _sum_to(power, rivers.area, len(cut))
    moved = _moved(solution, columns, system, weather, hydro=hydro)
    moved.excess[:] += cut + unserved + discharge - charge - _sum_to(exports, system.network.exchange_area, len(cut))
    np.maximum(moved.excess, 0.0, out=moved.excess)
    curtailed, lost = trace_waste(moved, system.network)
    taken = np.divide(hydro - lost, hydro, out=np.ones_like(hydro), where=hydro > 0)
    inside = rivers.area >= 0
    power[inside] *= taken[rivers.area[inside]]
    cost = np.array([_true_cost(solution, columns, system)])
    return Dispatch(
        year=system.demand.year,
        engine="reference",
        cost_eur=cost,
        bound_eur=cost.copy(),
        hydro_mw=(hydro - lost)[None],
        river_lost_mw=lost[None],
        curtailed_mw=curtailed[None],
        establishment_cut_mw=cut[None],
        unserved_mw=(cut + unserved)[None],
        charge_mw=charge[None],
        discharge_mw=discharge[None],
        import_mw=moved.imports[None],
        export_mw=exports[None],
        flow_mw=moved.flow[None],
        plants=rivers.plants,
        **_plants(power, system, weather),
        **_water(solution, columns, system, weather, turbined=turbined, passed=passed),
    )


def _true_cost(solution: Solution, columns: Columns, system: PowerSystem) -> float:
    """Return the cost without what only steers the program. [EUR]"""
    missing = sum(float(solution[part].sum()) for part in columns.missing)
    given = sum(float(solution[part].sum()) for part in columns.discharge)
    return solution.cost - missing_cost_eur(system) * missing - WEAR_EUR_MWH * given


def _moved(solution: Solution, columns: Columns, system: PowerSystem, weather: int, *, hydro: Floats) -> Hours:
    """Return lines and imports, and what they, rivers and must-run power bring beyond the load. [MW]"""
    hours = hydro.shape[1]
    keep = 1 - system.network.loss_share[:, None]
    flow = _rows(solution, columns.up, hours) - _rows(solution, columns.down, hours) * keep
    imports = _rows(solution, columns.imports, hours)
    free = system.supply.available_mw[weather]
    excess = hydro + free - system.demand.mw[weather] - _net_sent(flow, system)
    excess += _sum_to(imports, system.network.exchange_area, len(hydro))
    return Hours(flow=flow, free=free, hydro=hydro, imports=imports, excess=excess)


def _rows(solution: Solution, parts: list[Ints], hours: int) -> Floats:
    return np.stack([solution[part] for part in parts]) if parts else np.zeros((0, hours))


def _sum_to(values: Floats, places: Ints, count: int) -> Floats:
    """Add rows up where they belong; -1 belongs nowhere. shape (count, hours)"""
    total = np.zeros((count, values.shape[1]))
    there = places >= 0
    np.add.at(total, places[there], values[there])
    return total


def _by_area(solution: Solution, columns: Columns, system: PowerSystem) -> tuple[Floats, Floats]:
    """Return what the batteries of each area take and give; wear keeps any from doing both at once. [MW]"""
    areas, hours = system.network.areas, system.demand.mw.shape[-1]
    places = np.array([areas.index(one.area) for one in system.supply.batteries], dtype=np.int64)
    charge, discharge = _rows(solution, columns.charge, hours), _rows(solution, columns.discharge, hours)
    return _sum_to(charge, places, len(areas)), _sum_to(discharge, places, len(areas))


def _net_sent(flow: Floats, system: PowerSystem) -> Floats:
    """Return what each area sends over its lines less what they bring. [MW], shape (areas, hours)"""
    sent = flow.copy()
    for area, parent in enumerate(system.network.parent):
        if parent >= 0:
            keep = 1 - system.network.loss_share[area]
            sent[parent] -= np.where(flow[area] > 0, flow[area] * keep, flow[area] / keep)
    return sent


def _plants(power: Floats, system: PowerSystem, weather: int) -> dict[str, Any]:
    """Return energy by month and its value at the market's price."""
    hours = power.shape[1]
    month = MONTH_OF_HOUR[:hours]
    mwh = np.stack([power[:, month == number].sum(axis=1) for number in range(MONTHS_PER_YEAR)], axis=1)
    price = system.price_eur_mwh[system.rivers.market, weather, :hours]
    return {"plant_mwh": mwh[None], "plant_value_eur": (power * price).sum(axis=1)[None]}


def _water(
    solution: Solution, columns: Columns, system: PowerSystem, weather: int, *, turbined: Floats, passed: Floats
) -> dict[str, Any]:
    """Return levels, values and the year's account of the water."""
    rivers, hours = system.rivers, turbined.shape[1]
    room, start = room_of(rivers)
    stored = {step: part for step, part in enumerate(columns.stored) if part is not None}
    places = list(stored)
    held = np.array([[start[step], *solution[part]] for step, part in stored.items()]).reshape(len(places), hours + 1)
    change = np.zeros(len(room))
    change[places] = (held[:, -1] - held[:, 0]) * M3_PER_UNIT
    least = np.minimum(passed, rivers.min_release_m3s[:, None] * SECONDS_PER_HOUR)
    value = np.array([-solution.equal_price[columns.water_rows[step]] for step in places]).reshape(len(places), hours)
    return {
        "reservoirs": tuple(rivers.names[step] for step in places),
        "reservoir_m3": (held * M3_PER_UNIT + rivers.minimum_m3[places][:, None])[None],
        "water_value_eur_m3": (value[:, ::HOURS_PER_DAY] / M3_PER_UNIT)[None],
        "turbined_m3": turbined.sum(axis=1)[None],
        "bypassed_m3": least.sum(axis=1)[None],
        "spilled_m3": (passed - least).sum(axis=1)[None],
        "stored_change_m3": change[None],
        "water_in_m3": _came(rivers, weather, turbined, passed, travel_hours=columns.travel_hours)[None],
    }


def _came(rivers: HydroSystem, weather: int, turbined: Floats, passed: Floats, *, travel_hours: Ints) -> Floats:
    """Add up what came to each step within the year, counted anew from inflow and from what the steps above sent."""
    hours = turbined.shape[1]
    came = rivers.inflow_m3s[weather].sum(axis=1) * SECONDS_PER_HOUR
    for step, (below, aside) in enumerate(zip(rivers.turbine_to, rivers.spill_to, strict=True)):
        in_time = hours - min(int(travel_hours[step]), hours)
        if below >= 0:
            before = rivers.flow_before_m3s[weather, step] * SECONDS_PER_HOUR * (hours - in_time)
            came[below] += turbined[step, :in_time].sum() + before
        if aside >= 0:
            came[aside] += passed[step, :in_time].sum()
    return np.asarray(came)
