"""From records to the compiled loops and back: three engines behind one door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from simulator.hours import HOURS_PER_DAY
from simulator.records import Dispatch, PowerSystem
from simulator.stages.dispatch.layout import (
    cleared,
    empty_hours,
    lay_out,
    lay_rivers,
    lay_wish,
    lay_year,
    no_table,
)
from simulator.stages.dispatch.learning import Learned, learn_from, signs_of, water_tables
from simulator.stages.dispatch.loops.arrays import (
    BY_POLICY,
    BY_RULE,
    CAME,
    CHAIN,
    EARNED,
    FIRST_MONTH,
    PAST,
    SPILLED,
    STORED,
    TURBINED,
    Floats,
    Given,
    Out,
)
from simulator.stages.dispatch.loops.days import plan_days
from simulator.stages.dispatch.loops.foresight import plan_year
from simulator.stages.dispatch.loops.forward import run_year
from simulator.stages.dispatch.smallest import smallest_system
from simulator.threads import in_threads

Engine = Literal["policy", "foresight", "rule"]


def dispatch_power(system: PowerSystem, *, engine: Engine = "policy", learned: Learned | None = None) -> Dispatch:
    """Run rivers, batteries and grid through every hour of one year, under every weather year.

    Each hour is settled at least cost on the radial grid. The engines differ in what they know when they let water go.

    Parameters
    ----------
    system : PowerSystem
        Everything that is given. [MW], shape (weather, areas, hours)
    engine : {"policy", "foresight", "rule"}
        ``policy`` follows water values of an operator who does not know the weather; ``foresight`` knows the whole
        year, and is the best that the water could do; ``rule`` follows a filling curve.
    learned : Learned, optional
        Water values for ``policy``; learned from the system's own weather years if not given.

    Returns
    -------
    Dispatch
        Complete and checked: water adds up.

    Raises
    ------
    ValueError
        If there is no such engine.
    """
    if engine not in get_args(Engine):
        raise ValueError(f"no engine {engine!r}; there are {', '.join(get_args(Engine))}")
    grid, weather = lay_out(system), len(system.demand.mw)
    years = in_threads(lambda year: lay_year(system, grid, year), weather)
    tables = [no_table(system)] * weather
    if engine == "policy":
        signs = signs_of(system)
        tables = water_tables(signs, learned or learn_from(system, years, signs))
    out = empty_hours(system)

    def run(year: int) -> None:
        _run(system, years[year], year, engine=engine, table=tables[year], out=cleared(out, year))

    in_threads(run, weather)
    return _record(out, system, engine)


def _run(system: PowerSystem, given: Given, year: int, *, engine: Engine, table: Floats, out: Out) -> None:
    """Run one weather year by one engine."""
    case, stores = given.case, given.stores
    reservoirs, batteries, hours = len(given.river.reservoirs), len(stores.area), case.firm.shape[1]
    wish = lay_wish(system.rivers, year, batteries, hours, table)
    if engine == "foresight":
        worth = np.zeros((reservoirs + batteries, hours))
        plan_year(given, wish, worth, out)
        out.worth[:] = worth[:reservoirs, ::HOURS_PER_DAY]
        return
    if batteries:
        wish = wish._replace(given=plan_days(case.buy, case.sell, given.grid.home[stores.area], stores))
    run_year(BY_POLICY if engine == "policy" else BY_RULE, given, wish, np.empty(case.firm.shape), out)


def _record(out: Out, system: PowerSystem, engine: Engine) -> Dispatch:
    account, rivers = out.account, system.rivers
    river = lay_rivers(rivers)[0]
    names = [rivers.names[step] for step in river.reservoirs]
    floor = rivers.minimum_m3[river.reservoirs]
    return Dispatch(
        year=system.demand.year,
        engine=engine,
        reservoirs=tuple(names),
        plants=rivers.plants,
        cost_eur=out.total[:, 0].copy(),
        bound_eur=out.total[:, 1].copy() if engine == "foresight" else np.full(len(account), np.nan),
        water_value_eur_m3=out.worth * river.size[river.reservoirs, CHAIN][:, None],
        hydro_mw=out.hydro,
        river_lost_mw=out.lost,
        curtailed_mw=out.curtailed,
        establishment_cut_mw=out.cut,
        unserved_mw=out.unserved,
        charge_mw=out.charge,
        discharge_mw=out.discharge,
        import_mw=out.imported,
        export_mw=out.exported,
        flow_mw=out.flow,
        reservoir_m3=out.level + floor[:, None],
        plant_mwh=account[..., FIRST_MONTH:].copy(),
        plant_value_eur=account[..., EARNED].copy(),
        water_in_m3=account[..., CAME].copy(),
        turbined_m3=account[..., TURBINED].copy(),
        bypassed_m3=account[..., PAST].copy(),
        spilled_m3=account[..., SPILLED].copy(),
        stored_change_m3=account[..., STORED].copy(),
    )


def compile_kernels(tell: Callable[[str], None] = lambda _: None) -> None:
    """Compile all loops, or load them if this machine has compiled them before.

    Parameters
    ----------
    tell : callable
        Is told what comes next; compiling takes a minute or so the first time.
    """
    system = smallest_system()
    for number, engine in enumerate(get_args(Engine), start=1):
        tell(f"loops {number} of {len(get_args(Engine))}: {engine}")
        dispatch_power(system, engine=engine)
