"""Sum one year hour by hour to a ledger (docs/method.md, ledger)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import WINTER_MONTHS, month_sums, week_sums
from simulator.premises import Region, Scenario, WeatherYears
from simulator.records import Dispatch, HydroSystem, Ledger, Network, PowerYear
from simulator.stages.adequacy import shortage_hours
from simulator.stages.ledger.establishments import sum_establishments, sum_matching
from simulator.stages.ledger.projects import flat_plant_value, sum_projects
from simulator.stages.ledger.worth import sum_worth

HYDRO: Final = "hydro"
KWH_PER_MWH: Final = 1000.0
UNSERVED_THRESHOLD_MW: Final = 1e-3

Floats = NDArray[np.float64]


def sum_hours(
    power: PowerYear, scenario: Scenario, region: Region, *, rivers: HydroSystem, weather: WeatherYears
) -> Ledger:
    """Sum one horizon year to a ledger of one year.

    Parameters
    ----------
    power : PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    scenario, region : Scenario, Region
        Names of projects, establishments, technologies and areas.
    rivers : HydroSystem
        Energy equivalents, for spill.
    weather : WeatherYears
        Prices, for what projects earn.

    Returns
    -------
    Ledger
        With a leading year axis of length 1.
    """
    dispatch, demand = power.dispatch, power.demand
    projects = sum_projects(power, scenario, region, weather)
    row: dict[str, object] = {
        **_names(power, scenario, region),
        **_exchange(dispatch, power.network),
        **_shortage(dispatch),
        **_surplus(power),
        **sum_establishments(power, region),
        **sum_worth(power, scenario, region, weather),
        "production_mwh": _production(dispatch, scenario, region, rivers, projects["month_mwh"]),
        "consumption_mwh": demand.group_mwh,
        "spill_mwh": _spill(dispatch, rivers),
        "storage_loss_mwh": (dispatch.charge_mw - dispatch.discharge_mw).sum(axis=(1, 2)),
        "peak_load_mw": demand.mw.sum(axis=1).max(axis=-1),
        "plant_mwh": dispatch.plant_mwh.sum(axis=-1),
        "plant_value_eur": dispatch.plant_value_eur,
        "plant_flat_eur": flat_plant_value(power, rivers, weather),
        "project_mwh": projects["month_mwh"].sum(axis=-1),
        "project_value_eur": projects["value_eur"],
        "project_flat_eur": projects["flat_eur"],
        "project_winter_mwh": projects["month_mwh"][..., list(WINTER_MONTHS)].sum(axis=-1),
        "project_curtailed_mwh": projects["curtailed_mwh"],
        "river_lost_mwh": dispatch.river_lost_mw.sum(axis=(1, 2)),
        "establishment_mwh": demand.establishment_mwh,
        "heating_mwh": _or_none(demand.heating_mwh, weather.count),
        "price_stopped_mwh": _or_none(demand.stopped_mwh, weather.count),
        "cooling_mwh": _or_none(demand.cooling_mwh, weather.count),
        "freed_mwh": np.full(weather.count, demand.freed_mwh),
        "link_loading_share": power.link_loading_share[:, np.argsort(power.network.link)[1:]],
    }
    return Ledger(**{name: value[None] if isinstance(value, np.ndarray) else value for name, value in row.items()})  # type: ignore[arg-type]


def stack_ledgers(ledgers: list[Ledger]) -> Ledger:
    """Join the ledgers of single years along the year axis."""
    joined: dict[str, object] = {}
    for field in fields(Ledger):
        parts = [getattr(ledger, field.name) for ledger in ledgers]
        if isinstance(parts[0], np.ndarray):
            joined[field.name] = np.concatenate(parts)
        else:
            joined[field.name] = tuple(year for part in parts for year in part) if field.name == "years" else parts[0]
    return Ledger(**joined)  # type: ignore[arg-type]


def worst_week(surplus_mw: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Find the seven days in a row with the lowest surplus.

    Parameters
    ----------
    surplus_mw : ndarray
        Production less consumption. [MW], shape (weather, 8760)

    Returns
    -------
    energy_mwh, first_day : ndarray
        [MWh] and day of the year counted from 0, each of shape (weather,)

    Examples
    --------
    >>> surplus = np.ones((1, 8760))
    >>> surplus[0, 24 * 10 : 24 * 17] = -1.0
    >>> worst_week(surplus)
    (array([-168.]), array([10]))
    """
    weeks = week_sums(surplus_mw)
    return weeks.min(axis=-1), weeks.argmin(axis=-1)


def _names(power: PowerYear, scenario: Scenario, region: Region) -> dict[str, object]:
    return {
        "years": (power.year,),
        "technologies": (HYDRO, *region.project_kinds),
        "groups": power.demand.groups,
        "areas": tuple(area.id for area in region.areas),
        "plants": power.dispatch.plants,
        "projects": tuple(project.id for project in scenario.projects),
        "establishments": tuple(establishment.id for establishment in scenario.establishments),
        "exchanges": power.network.exchanges,
        "links": power.network.links,
    }


def _exchange(dispatch: Dispatch, network: Network) -> dict[str, Floats]:
    """Sum trade, of which transit is what comes in and goes out in the same hour, and what lines and grid lose."""
    lost = dispatch.curtailed_mw + dispatch.river_lost_mw
    imported, exported = dispatch.import_mw.sum(axis=1), dispatch.export_mw.sum(axis=1)
    transit = np.minimum(imported, exported)
    share, net, gross = network.loss_share, dispatch.flow_mw.sum(axis=-1), np.abs(dispatch.flow_mw).sum(axis=-1)
    forth, back = (gross + net) / 2, (gross - net) / 2  # what lines send towards the root, and what they bring back
    return {
        "import_mwh": month_sums(imported - transit),
        "export_mwh": month_sums(exported - transit),
        "transit_mwh": transit.sum(axis=-1),
        "grid_loss_mwh": (forth * share + back * share / (1 - share)).sum(axis=1),
        "curtailed_mwh": month_sums(lost.sum(axis=1)),
        "exchange_peak_mw": np.stack([dispatch.import_mw.max(axis=-1), dispatch.export_mw.max(axis=-1)], axis=-1),
    }


def _shortage(dispatch: Dispatch) -> dict[str, Floats]:
    """Say who goes without, how much and for how long."""
    unserved = dispatch.unserved_mw.sum(axis=1)
    cut = dispatch.establishment_cut_mw.sum(axis=1)
    return {
        "unserved_mwh": month_sums(unserved),
        "establishment_cut_mwh": cut.sum(axis=-1),
        "unserved_hours": shortage_hours(UNSERVED_THRESHOLD_MW - unserved).astype(float),
        "general_unserved_hours": shortage_hours(UNSERVED_THRESHOLD_MW - (unserved - cut)).astype(float),
    }


def _surplus(power: PowerYear) -> dict[str, NDArray[Any]]:
    by_area = power.balance.generation_mw - power.demand.mw
    surplus = by_area.sum(axis=1)
    worst, first_day = worst_week(surplus)
    return {
        "worst_week_mwh": worst,
        "worst_week_day": first_day,
        "area_surplus_mwh": by_area.sum(axis=-1),
        **sum_matching(power, surplus),
    }


def _or_none(energy_mwh: Floats | None, weather_years: int) -> Floats:
    """Return what a demand says, 0 where it says nothing. [MWh], shape (weather,)"""
    return np.zeros(weather_years) if energy_mwh is None else energy_mwh


def _production(
    dispatch: Dispatch, scenario: Scenario, region: Region, rivers: HydroSystem, month_mwh: Floats
) -> Floats:
    """Return what each technology delivers, rivers first. [MWh], shape (weather, technologies, 12)"""
    kinds = list(region.project_kinds)
    production = np.zeros((len(month_mwh), 1 + len(kinds), month_mwh.shape[-1]))
    production[:, 0] = dispatch.plant_mwh[:, rivers.area >= 0].sum(axis=1)
    for place, project in enumerate(scenario.projects):
        production[:, 1 + kinds.index(project.kind)] += month_mwh[:, place]
    return production


def _spill(dispatch: Dispatch, rivers: HydroSystem) -> Floats:
    """Return the energy of the water that found no room in the region's reservoirs. [MWh], shape (weather,)"""
    reservoirs = (rivers.area >= 0) & (rivers.storage_m3 > 0)
    return np.asarray((dispatch.spilled_m3 * rivers.energy_kwh_m3)[:, reservoirs].sum(axis=1) / KWH_PER_MWH)
