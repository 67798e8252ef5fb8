"""From records to the compiled loops and back: three engines behind one door."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from simulator.hours import HOURS_PER_DAY, MONTH_OF_HOUR
from simulator.records import Dispatch, PowerSystem
from simulator.stages.dispatch.layout import (
    Layout,
    at,
    days,
    empty_hours,
    lay_case,
    lay_out,
    lay_river,
    lay_rule,
    lay_stores,
    no_policy,
)
from simulator.stages.dispatch.learning import Learned, learn_policy, policies
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
    Out,
    Plan,
    Policy,
    River,
    Stores,
)
from simulator.stages.dispatch.loops.foresight import plan_year
from simulator.stages.dispatch.loops.forward import run_year
from simulator.stages.dispatch.threads import in_threads

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
    layout, out, weather = lay_out(system), empty_hours(system), len(system.demand.mw)
    given = [no_policy(out.level.shape[1])] * weather
    if engine == "policy":
        given = policies(system, learned or learn_policy(system))

    def run(year: int) -> None:
        _run(system, layout, year, engine=engine, policy=given[year], out=at(out, year))

    in_threads(run, weather)
    return _record(out, system, engine)


def _run(
    system: PowerSystem, layout: Layout, year: int, *, engine: Engine, policy: Policy, out: Out
) -> None:
    """Run one weather year by one engine."""
    case, river = lay_case(system, year), lay_river(system.rivers, year)
    stores = lay_stores(system.supply.batteries, system.network.areas, year)
    hours = case.firm.shape[1]
    plan = Plan(np.zeros((len(river.reservoirs), hours)), np.zeros((len(stores.area), hours)))
    month = MONTH_OF_HOUR[:hours]
    wish = (plan, lay_rule(system.rivers, year), policy)
    if engine == "foresight":
        worth = np.zeros((len(river.reservoirs) + len(stores.area), hours))
        plan_year(layout.roots, case, layout.cuts, river, stores, wish, layout.areas_of, month, worth, out)
        out.worth[:] = worth[: len(river.reservoirs), ::HOURS_PER_DAY]
        return
    mode = BY_POLICY if engine == "policy" else BY_RULE
    tree = (layout.order[0], layout.parent[0], layout.keep[0])
    prices = np.empty(case.firm.shape)
    run_year(
        mode, tree, layout.capacity[0], case, layout.cuts, river, stores, wish, layout.bid_area, month, prices, out
    )


def _record(out: Out, system: PowerSystem, engine: Engine) -> Dispatch:
    account, rivers = out.account, system.rivers
    river = lay_river(rivers, 0)
    names = [rivers.names[step] for step in river.reservoirs]
    floor = rivers.minimum_m3[river.reservoirs]
    return Dispatch(
        year=system.demand.year,
        engine=engine,
        reservoirs=tuple(names),
        plants=rivers.plants,
        cost_eur=out.total[:, 0].copy(),
        bound_eur=np.where(out.total[:, 1] != 0, out.total[:, 1], np.nan),
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


def compile_kernels() -> None:
    """Compile all loops, or load them if this machine has compiled them before."""
