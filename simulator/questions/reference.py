"""Question: what is the exact optimum of one year under one weather, everything known? (docs/method.md, reference)"""

from __future__ import annotations

import numpy as np

from simulator.questions.columns import (
    KWH_PER_MWH,
    M3_PER_UNIT,
    SECONDS_PER_HOUR,
    WEAR_EUR_MWH,
    Columns,
    Floats,
    Ints,
    missing_cost_eur,
    read_dispatch,
    room_of,
)
from simulator.questions.program import Program
from simulator.records import Battery, Dispatch, HydroSystem, Network, PowerSystem


def solve_reference(system: PowerSystem, weather: int, *, travel: bool = True) -> Dispatch:
    """Solve one year under one weather as one linear program, with the whole year known.

    Parameters
    ----------
    system : PowerSystem
        The same that every engine is given.
    weather : int
        Position of the weather year.
    travel : bool
        Whether water takes its time to the next step; False where the result is held against a tool without delays.

    Returns
    -------
    Dispatch
        Of the one weather year; ``cost_eur`` and ``bound_eur`` are both the optimum.

    Raises
    ------
    ValueError
        If there is no solution.

    Notes
    -----
    A year of the region has about 350,000 columns and takes HiGHS a minute or two. Battery and reservoirs end as they
    began. Minimum release is let past whenever there is water, by a penalty that is left out of the cost.

    References
    ----------
    .. [1] Huangfu and Hall (2018), Parallelizing the dual revised simplex method, Math. Prog. Comp. 10, 119-142.
    """
    program = Program(system.demand.mw.shape[-1])
    columns = _columns(program, system, weather, travel=travel)
    solution = program.solve()
    return read_dispatch(solution, columns, system, weather)


def _columns(program: Program, system: PowerSystem, weather: int, *, travel: bool) -> Columns:
    network, hours = system.network, program.hours
    demand, available = system.demand.mw[weather], system.supply.available_mw[weather]
    area_rows = [program.at_least.add(demand[area] - available[area]) for area in range(len(network.areas))]
    up, down = _add_lines(program, network, area_rows)
    imports, exports = _add_trade(program, system, weather, area_rows)
    soft = system.demand.establishment_mw[weather]
    cut = [program.column(soft[area], cost=system.terms.establishment_cut_eur_mwh) for area in range(len(soft))]
    firm = demand - soft
    unserved = [program.column(firm[area], cost=system.terms.unserved_eur_mwh) for area in range(len(soft))]
    for area, rows in enumerate(area_rows):
        program.at_least.put(rows, cut[area], 1.0)
        program.at_least.put(rows, unserved[area], 1.0)
    stores = [
        _add_battery(program, battery, weather, area_rows[network.areas.index(battery.area)])
        for battery in system.supply.batteries
    ]
    plain = np.maximum(system.price_eur_mwh[:, weather, :hours], 0.0)
    turbined, passed, missing, stored = _add_steps(program, system, plain, area_rows)
    travel_hours = np.where(travel, system.rivers.travel_hours, 0)
    steps = (turbined, passed, stored)
    water_rows = _join_steps(program, system.rivers, weather, steps, travel_hours=travel_hours)
    return Columns(
        up=up,
        down=down,
        charge=[charge for charge, _ in stores],
        discharge=[discharge for _, discharge in stores],
        imports=imports,
        exports=exports,
        cut=cut,
        unserved=unserved,
        turbined=turbined,
        passed=passed,
        missing=missing,
        stored=stored,
        travel_hours=travel_hours,
        water_rows=water_rows,
        area_rows=area_rows,
    )


def _add_lines(program: Program, network: Network, area_rows: list[Ints]) -> tuple[list[Ints], list[Ints]]:
    """Let each line carry up to its capacity either way, less its loss; the root's has none."""
    capacity = network.capacity_mw[network.period[: program.hours]]
    up: list[Ints] = []
    down: list[Ints] = []
    for area, parent in enumerate(network.parent):
        for flows, sender, receiver in ((up, area, parent), (down, parent, area)):
            flows.append(program.column(capacity[:, area] if parent >= 0 else 0.0))
            if parent >= 0:
                program.at_least.put(area_rows[sender], flows[-1], -1.0)
                program.at_least.put(area_rows[receiver], flows[-1], 1 - network.loss_share[area])
    return up, down


def _add_trade(
    program: Program, system: PowerSystem, weather: int, area_rows: list[Ints]
) -> tuple[list[Ints], list[Ints]]:
    """Buy and sell at the exchange points."""
    network, hours = system.network, program.hours
    buy, sell = system.buying_price_eur_mwh(weather)[:, :hours], system.selling_price_eur_mwh(weather)[:, :hours]
    period = network.period[:hours]
    imports, exports = [], []
    for point, (area, market) in enumerate(zip(network.exchange_area, network.exchange_market, strict=True)):
        imports.append(program.column(network.import_mw[period, point], cost=buy[market]))
        exports.append(program.column(network.export_mw[period, point], cost=-sell[market]))
        program.at_least.put(area_rows[area], imports[-1], 1.0)
        program.at_least.put(area_rows[area], exports[-1], -1.0)
    return imports, exports


def _add_battery(program: Program, battery: Battery, weather: int, rows: Ints) -> tuple[Ints, Ints]:
    """Store power with a loss each way, empty at the start."""
    power, energy, eta = battery.power_mw[weather], battery.energy_mwh[weather], battery.efficiency_share
    charge, discharge, held = (
        program.column(power),
        program.column(power, cost=WEAR_EUR_MWH),
        program.column(energy),
    )
    program.at_least.put(rows, discharge, 1.0)
    program.at_least.put(rows, charge, -1.0)
    kept = program.equal.add(np.zeros(program.hours))
    for columns, value, later in ((held, 1.0, 0), (held, -1.0, 1), (charge, -eta, 0), (discharge, 1 / eta, 0)):
        program.equal.put(kept, columns, value, later=later)
    return charge, discharge


def _add_steps(
    program: Program, system: PowerSystem, plain: Floats, area_rows: list[Ints]
) -> tuple[list[Ints], list[Ints], list[Ints], list[Ints | None]]:
    """Give every step its turbine, what is let past, and its store. [thousand m³]"""
    rivers, lack = system.rivers, missing_cost_eur(system)
    turbined, passed, missing, stored = [], [], [], []
    room, start = room_of(rivers)
    for step, area in enumerate(rivers.area):
        mwh = rivers.energy_kwh_m3[step] / KWH_PER_MWH * M3_PER_UNIT
        earned = 0.0 if area >= 0 else -mwh * plain[rivers.market[step]]
        release = rivers.min_release_m3s[step] * SECONDS_PER_HOUR / M3_PER_UNIT
        turbined.append(program.column(rivers.max_flow_m3s[step] * SECONDS_PER_HOUR / M3_PER_UNIT, cost=earned))
        passed.append(program.column(np.inf))
        missing.append(program.column(release, cost=lack))
        rows = program.at_least.add(np.full(program.hours, release))
        program.at_least.put(rows, passed[-1], 1.0)
        program.at_least.put(rows, missing[-1], 1.0)
        if area >= 0:
            program.at_least.put(area_rows[area], turbined[-1], mwh)
        low = np.zeros(program.hours)
        low[-1] = start[step]
        stored.append(program.column(room[step], low=low) if room[step] > 0 else None)
    return turbined, passed, missing, stored


def _join_steps(
    program: Program,
    rivers: HydroSystem,
    weather: int,
    columns: tuple[list[Ints], list[Ints], list[Ints | None]],
    *,
    travel_hours: Ints,
) -> list[Ints]:
    """Keep account of the water of every step; return the rows. [thousand m³]"""
    turbined, passed, stored = columns
    _, start = room_of(rivers)
    joined: list[Ints] = []
    for step in range(len(rivers.names)):
        came = rivers.inflow_m3s[weather, step, : program.hours] * SECONDS_PER_HOUR / M3_PER_UNIT
        for above in np.flatnonzero(rivers.turbine_to == step):
            came[: travel_hours[above]] += rivers.flow_before_m3s[weather, above] * SECONDS_PER_HOUR / M3_PER_UNIT
        held = stored[step]
        came[0] += start[step] if held is not None else 0.0
        rows = program.equal.add(came)
        program.equal.put(rows, turbined[step], 1.0)
        program.equal.put(rows, passed[step], 1.0)
        if held is not None:
            program.equal.put(rows, held, 1.0)
            program.equal.put(rows, held, -1.0, later=1)
        for above in np.flatnonzero(rivers.turbine_to == step):
            program.equal.put(rows, turbined[above], -1.0, later=int(travel_hours[above]))
        for above in np.flatnonzero(rivers.spill_to == step):
            program.equal.put(rows, passed[above], -1.0, later=int(travel_hours[above]))
        joined.append(rows)
    return joined
