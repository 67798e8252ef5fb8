"""The same system as a folder of CSV files that PyPSA reads: power in MW, water in thousand m³ an hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.questions import missing_cost_eur
from simulator.records import HydroSystem, PowerSystem

Floats = NDArray[np.float64]
MARKETS: Final = ("NO1", "NO3")
OUT_OF_SIGHT: Final = "downstream"
M3_PER_UNIT: Final = 1000.0
UNITS_PER_M3S: Final = 3600.0 / M3_PER_UNIT
CARRIERS: Final = ("AC", "water")
LEAST: Final = "least flow of "
# Files in the order in which PyPSA wants them, and the series that each may have.
CLASSES: Final = ("carriers", "buses", "generators", "loads", "stores", "storage_units", "links")


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """Rows of every class of component, and the series that belong to them, as they grow."""

    hours: int
    rows: dict[str, dict[str, Mapping[str, object]]] = field(default_factory=lambda: {name: {} for name in CLASSES})
    series: dict[str, dict[str, Floats]] = field(default_factory=dict)

    def add(self, kind: str, name: str, **values: object) -> None:
        """Add a component; values by hour that are not all the same become a series. [per hour], shape (hours,)"""
        row: dict[str, object] = {}
        for key, value in values.items():
            if isinstance(value, np.ndarray) and (value != value[0]).any():
                self.series.setdefault(f"{kind}-{key}", {})[name] = value
            else:
                row[key] = value[0] if isinstance(value, np.ndarray) else value
        self.rows[kind][name] = row

    def add_limited(self, kind: str, name: str, limit: Floats, **values: object) -> None:
        """Add a component of which each hour allows a part. [MW] or [thousand m³/h], shape (hours,)"""
        most = float(limit.max(initial=0.0))
        self.add(kind, name, p_nom=most, p_max_pu=limit / most if most > 0 else np.ones(self.hours), **values)


def write_pypsa_folder(system: PowerSystem, weather: int, folder: Path, *, travel: bool = True) -> None:
    """Write one weather year of a system as a PyPSA network in CSV.

    Solved by PyPSA, its objective is the cost of `solve_reference` less what the links ``least flow of …`` are paid;
    they are paid so that minimum releases come first.

    Parameters
    ----------
    system : PowerSystem
        What every engine is given.
    weather : int
        Position of the weather year.
    folder : Path
        Is made if it is not there.
    travel : bool
        Whether water takes its time to the next step, as links with a delay; False for versions that know none.

    Notes
    -----
    Lines are two links, each with the loss in its efficiency. A turbine is a link from the water of its step to power
    and to the water of the next step. What must run is free to be left unused, as in the dispatch.
    """
    made = Folder(system.demand.mw.shape[-1])
    for carrier in CARRIERS:
        made.add("carriers", carrier)
    _add_areas(made, system, weather)
    _add_lines(made, system)
    _add_trade(made, system, weather)
    _add_batteries(made, system, weather)
    _add_water(made, system, weather, travel=travel)
    _save(made, system, folder)


def _add_areas(made: Folder, system: PowerSystem, weather: int) -> None:
    """Give each area its load, who may be cut, what must run, and a way to leave power unused."""
    terms, load, soft = system.terms, system.demand.mw[weather], system.demand.establishment_mw[weather]
    for place, area in enumerate(system.network.areas):
        made.add("buses", area, carrier="AC")
        made.add("loads", f"{area} load", bus=area, p_set=load[place])
        available = system.supply.available_mw[weather, place]
        made.add_limited("generators", f"{area} must run", available, bus=area)
        cut, firm = soft[place], np.maximum(load[place] - soft[place], 0.0)
        made.add_limited("generators", f"{area} cut", cut, bus=area, marginal_cost=terms.establishment_cut_eur_mwh)
        made.add_limited("generators", f"{area} unserved", firm, bus=area, marginal_cost=terms.unserved_eur_mwh)
        _add_drain(made, f"{area} unused", area, most=_most_mw(system))


def _add_drain(made: Folder, name: str, bus: str, *, most: float, least: float = -1.0) -> None:
    """Let anything leave a bus for nothing; with ``least`` and its opposite, come as well."""
    made.add("generators", name, bus=bus, p_nom=most, p_min_pu=least, p_max_pu=1.0 + least)


def _most_mw(system: PowerSystem) -> float:
    """Return more power than can ever come together anywhere. [MW]"""
    rivers, network = system.rivers, system.network
    hydro = float((rivers.max_flow_m3s * rivers.energy_kwh_m3).sum()) * UNITS_PER_M3S
    lines = float(network.capacity_mw[:, network.parent >= 0].max(axis=0, initial=0.0).sum())
    stores = float(sum(one.power_mw.max() for one in system.supply.batteries))
    trade = float(network.import_mw.max(axis=0, initial=0.0).sum() + network.export_mw.max(axis=0, initial=0.0).sum())
    return 1.0 + hydro + lines + stores + trade + float(system.supply.available_mw.max() + system.demand.mw.max())


def _add_lines(made: Folder, system: PowerSystem) -> None:
    network = system.network
    capacity = network.capacity_mw[network.period[: made.hours]]
    for place, parent in enumerate(network.parent):
        if parent >= 0:
            ends, keep = (network.areas[place], network.areas[parent]), 1.0 - network.loss_share[place]
            for start, end in (ends, ends[::-1]):
                made.add_limited(
                    "links", f"{start} to {end}", capacity[:, place], bus0=start, bus1=end, efficiency=keep
                )


def _add_trade(made: Folder, system: PowerSystem, weather: int) -> None:
    """Join the exchange points to markets that take and give whatever the links let through at their price."""
    network, period = system.network, system.network.period[: made.hours]
    buy, sell = system.buying_price_eur_mwh(weather), system.selling_price_eur_mwh(weather)
    for market in MARKETS:
        made.add("buses", market, carrier="AC")
        made.add("generators", market, bus=market, p_nom=_most_mw(system), p_min_pu=-1.0, p_max_pu=1.0)
    for point, name in enumerate(network.exchanges):
        area, market = network.areas[network.exchange_area[point]], network.exchange_market[point]
        made.add_limited(
            "links",
            f"{name} import",
            network.import_mw[period, point],
            bus0=MARKETS[market],
            bus1=area,
            marginal_cost=buy[market, : made.hours],
        )
        made.add_limited(
            "links",
            f"{name} export",
            network.export_mw[period, point],
            bus0=area,
            bus1=MARKETS[market],
            marginal_cost=-sell[market, : made.hours],
        )


def _add_batteries(made: Folder, system: PowerSystem, weather: int) -> None:
    for battery in system.supply.batteries:
        power, energy = float(battery.power_mw[weather]), float(battery.energy_mwh[weather])
        if power > 0:
            made.add(
                "storage_units",
                battery.id,
                bus=battery.area,
                p_nom=power,
                max_hours=energy / power,
                efficiency_store=battery.efficiency_share,
                efficiency_dispatch=battery.efficiency_share,
                state_of_charge_initial=0.0,
                cyclic_state_of_charge=False,
            )


def _add_water(made: Folder, system: PowerSystem, weather: int, *, travel: bool) -> None:
    """Give each step a bus of water, its inflow, its store, its turbine and two ways past it. [thousand m³]"""
    rivers = system.rivers
    buses = [f"{name} water" for name in rivers.names]
    inflow = _inflow(rivers, weather, made.hours, travel=travel)
    most = 1.0 + float(inflow.sum() + rivers.start_m3.sum() / M3_PER_UNIT)
    made.add("buses", OUT_OF_SIGHT, carrier="water")
    _add_drain(made, OUT_OF_SIGHT, OUT_OF_SIGHT, most=most)
    for step, name in enumerate(rivers.names):
        made.add("buses", buses[step], carrier="water")
        part = inflow[step] / max(float(inflow[step].max()), 1e-12)
        made.add(
            "generators", f"{name} inflow", bus=buses[step], p_nom=inflow[step].max(), p_min_pu=part, p_max_pu=part
        )
        _add_store(made, rivers, step, buses[step])
        _add_turbine(made, system, weather, step, buses, travel=travel)
        below = buses[rivers.spill_to[step]] if rivers.spill_to[step] >= 0 else OUT_OF_SIGHT
        way = {"bus0": buses[step], "bus1": below, **_late(rivers, step, "", travel=travel)}
        least = rivers.min_release_m3s[step] * UNITS_PER_M3S
        made.add("links", f"{LEAST}{name}", p_nom=least, marginal_cost=-missing_cost_eur(system), **way)
        made.add("links", f"{name} spill", p_nom=most, **way)


def _inflow(rivers: HydroSystem, weather: int, hours: int, *, travel: bool) -> Floats:
    """Return what comes to each step by itself, with what was on its way when the year began. shape (steps, hours)"""
    inflow = rivers.inflow_m3s[weather, :, :hours] * UNITS_PER_M3S
    for step, below in enumerate(rivers.turbine_to):
        if travel and below >= 0:
            inflow[below, : rivers.travel_hours[step]] += rivers.flow_before_m3s[weather, step] * UNITS_PER_M3S
    return np.asarray(inflow)


def _late(rivers: HydroSystem, step: int, port: str, *, travel: bool) -> dict[str, object]:
    """Return the delay of what leaves a step; what is on its way when the year ends is gone."""
    late = int(rivers.travel_hours[step]) if travel else 0
    return {f"delay{port}": late, f"cyclic_delay{port}": False} if late else {}


def _add_store(made: Folder, rivers: HydroSystem, step: int, bus: str) -> None:
    """Hold water between lowest and highest level; the year ends at least as full as it began."""
    room = float(max(rivers.storage_m3[step] - rivers.minimum_m3[step], 0.0)) / M3_PER_UNIT
    if room > 0:
        start = float(np.clip((rivers.start_m3[step] - rivers.minimum_m3[step]) / M3_PER_UNIT, 0.0, room))
        least = np.zeros(made.hours)
        least[-1] = start / room
        made.add("stores", rivers.names[step], bus=bus, e_nom=room, e_initial=start, e_min_pu=least, e_cyclic=False)


def _add_turbine(made: Folder, system: PowerSystem, weather: int, step: int, buses: list[str], *, travel: bool) -> None:
    rivers = system.rivers
    area, market, below = rivers.area[step], rivers.market[step], rivers.turbine_to[step]
    price = np.maximum(system.price_eur_mwh[market, weather, : made.hours], 0.0)
    way = {"bus2": buses[below], "efficiency2": 1.0, **_late(rivers, step, "2", travel=travel)} if below >= 0 else {}
    made.add(
        "links",
        f"{rivers.names[step]} turbine",
        bus0=buses[step],
        bus1=system.network.areas[area] if area >= 0 else MARKETS[market],
        p_nom=rivers.max_flow_m3s[step] * UNITS_PER_M3S,
        efficiency=rivers.energy_kwh_m3[step],
        marginal_cost=np.zeros(made.hours) if area >= 0 else -rivers.energy_kwh_m3[step] * price,
        **way,
    )


def _save(made: Folder, system: PowerSystem, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    first = pd.Timestamp(year=system.demand.year, month=1, day=1)
    days = pd.date_range(first, periods=made.hours + 24, freq="h")
    clock = days[(days.month != 2) | (days.day != 29)][: made.hours].rename("snapshot")
    pd.DataFrame({"objective": 1.0, "stores": 1.0, "generators": 1.0}, index=clock).to_csv(
        folder / "snapshots.csv", lineterminator="\n"
    )
    name = pd.DataFrame({"name": [f"power system of {system.demand.year}"]})
    name.to_csv(folder / "network.csv", index=False, lineterminator="\n")
    for kind, rows in made.rows.items():
        if rows:
            pd.DataFrame.from_dict(rows, orient="index").rename_axis("name").to_csv(
                folder / f"{kind}.csv", lineterminator="\n"
            )
    for file, columns in made.series.items():
        pd.DataFrame(columns, index=clock).to_csv(folder / f"{file}.csv", lineterminator="\n")
