"""Add up what the region uses in one year (docs/method.md, consumption)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR, MONTHS_PER_YEAR
from simulator.premises import Assumptions, EfficiencyMeasure, Region, Scenario
from simulator.realisation import ramp_share
from simulator.records import Demand, EstablishmentLoad, HeatDemand
from simulator.stages.consumption.establishments import EstablishmentProfile, size_mw
from simulator.stages.consumption.habits import CARS, HEAVY, TRANSPORT, Habits

MWH_PER_GWH: Final = 1000.0
ESTABLISHMENTS: Final = "establishments"
TRANSPORT_GROUP: Final = "transport"
HOUSEHOLDS: Final = "households"
SERVICES: Final = "services"
HEATED: Final = (HOUSEHOLDS, SERVICES)

Floats = NDArray[np.float64]


def build_demand(
    scenario: Scenario,
    region: Region,
    *,
    habits: Habits,
    establishment_profiles: tuple[EstablishmentProfile, ...],
    assumptions: Assumptions,
    year: int,
) -> Demand:
    """Add up today's use with growth, transport and savings, and the establishments of one year.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Uses establishments, efficiency measures and the last measured consumption.
    habits : Habits
        From `build_habits`.
    establishment_profiles : tuple of EstablishmentProfile
        From `build_establishment_profiles`.
    assumptions : Assumptions
        Uses ``demand.growth_<sector>_share``, ``demand.cars_gwh``, ``demand.heavy_transport_gwh``,
        ``demand.transport_level_year``, ``demand.heat_reach_share`` and ``establishment.<kind>.ramp_up_years`` and
        ``.waste_heat_share``.
    year : int
        Horizon year.

    Returns
    -------
    Demand
        [MW], shape (weather, areas, 8760)
    """
    usual_mw, freed_mw = mean_use(scenario, region, habits, assumptions, year)
    mean_mw = usual_mw - freed_mw
    mw = habits.degrees * habits.per_degree(mean_mw)
    mw += habits.steady(mean_mw)
    wanted = np.zeros_like(mw)
    sizes = np.array([size_mw(one, assumptions, year) for one in scenario.establishments])
    loads = _loads(scenario, establishment_profiles, sizes, assumptions)
    for load in loads:
        place, hourly = region.area_index(load.area), load.mw
        mw[:, place] += hourly
        wanted[:, place] += hourly if load.interruptible_share == 1 else hourly * load.interruptible_share
    months = [one.month_hours for one in establishment_profiles]
    return Demand(
        year=year,
        groups=(*habits.uses[: -len(TRANSPORT)], TRANSPORT_GROUP, ESTABLISHMENTS),
        mw=mw,
        establishment_mw=wanted,
        group_mwh=_group_mwh(habits.month_mwh(mean_mw), months, sizes),
        establishment_mwh=_sized([month.sum(axis=1) for month in months], sizes, len(mw)),
        loads=loads,
        heat=_heat(scenario, region, habits, mean_mw, assumptions),
        heating_mwh=habits.heating_mwh(mean_mw),
        freed_mwh=float(freed_mw.sum()) * HOURS_PER_YEAR,
        stopped_mwh=_sized([one.stopped_hours for one in establishment_profiles], sizes, len(mw)).sum(axis=1),
        cooling_mwh=_sized([one.cooling_hours for one in establishment_profiles], sizes, len(mw)).sum(axis=1),
    )


def mean_use(
    scenario: Scenario, region: Region, habits: Habits, assumptions: Assumptions, year: int
) -> tuple[Floats, Floats]:
    """Return the mean load of each area and use in a year before savings, and what savings free of it.

    Returns
    -------
    usual_mw, freed_mw : ndarray
        [MW], shape (areas, uses)
    """
    usual_mw = np.zeros((len(region.areas), len(habits.uses)))
    measured = max(row.year for row in region.consumption)
    for row in region.consumption:
        if row.year == measured:
            growth = (1 + assumptions[f"demand.growth_{row.sector}_share"]) ** (year - measured)
            place = region.area_index(row.area), habits.uses.index(row.sector)
            usual_mw[place] += row.gwh * MWH_PER_GWH / HOURS_PER_YEAR * growth
    grown = transport_share(year, measured, assumptions["demand.transport_level_year"])
    for use, among, level in (
        (CARS, HOUSEHOLDS, assumptions["demand.cars_gwh"]),
        (HEAVY, SERVICES, assumptions["demand.heavy_transport_gwh"]),
    ):
        spread = usual_mw[:, habits.uses.index(among)] if among in habits.uses else np.ones(len(usual_mw))
        mean_mw = level * grown * MWH_PER_GWH / HOURS_PER_YEAR
        usual_mw[:, habits.uses.index(use)] = mean_mw * spread / (spread.sum() or 1.0)
    freed_mw = np.zeros_like(usual_mw)
    for measure in scenario.efficiency:
        freed_mw += _freed(measure, region, habits, usual_mw, year)
    return usual_mw, np.minimum(freed_mw, usual_mw)


def transport_share(year: int, measured_year: int, level_year: float) -> float:
    """Return how far electric transport has come from the measured year to its stated level. [share]

    Examples
    --------
    >>> [transport_share(year, 2024, 2040) for year in (2024, 2032, 2040, 2050)]
    [0.0, 0.5, 1.0, 1.0]
    """
    return min(1.0, max(0, year - measured_year) / max(1.0, level_year - measured_year))


def _freed(measure: EfficiencyMeasure, region: Region, habits: Habits, usual_mw: Floats, year: int) -> Floats:
    """Return what a measure frees, linear from its start to its full year. [MW], shape (areas, uses)"""
    years_of_work = (measure.full_year or measure.start_year) - measure.start_year
    mean_mw = (
        measure.freed_gwh * ramp_share(year, measure.start_year, years_of_work, None) * MWH_PER_GWH / HOURS_PER_YEAR
    )
    use = habits.uses.index(measure.sector)
    there = np.array([measure.area in (None, area.id) for area in region.areas]) * usual_mw[:, use]
    freed = np.zeros_like(usual_mw)
    freed[:, use] = mean_mw * there / (there.sum() or 1.0)
    return freed


def _loads(
    scenario: Scenario, profiles: tuple[EstablishmentProfile, ...], sizes: Floats, assumptions: Assumptions
) -> tuple[EstablishmentLoad, ...]:
    """Return the establishments that use power in a year."""
    return tuple(
        EstablishmentLoad(
            id=one.id,
            area=one.area,
            capacity_mw=float(size),
            load_pu=profile.load_pu,
            interruptible_share=one.interruptible_share,
            backup_mw=one.backup_mw,
            waste_heat_share=assumptions[f"establishment.{one.kind}.waste_heat_share"],
        )
        for one, profile, size in zip(scenario.establishments, profiles, sizes, strict=True)
        if size > 0
    )


def _heat(
    scenario: Scenario, region: Region, habits: Habits, mean_mw: Floats, assumptions: Assumptions
) -> tuple[HeatDemand, ...]:
    """Return the heat wanted close to establishments, area by area.

    Where an establishment states a heat demand of its neighbours, the sum of those stated stands, spread over the year
    by heating degrees; elsewhere a part of the electric heating of homes and services can be reached.
    """
    heated = [habits.uses.index(sector) for sector in HEATED if sector in habits.uses]
    electric = np.zeros_like(mean_mw)
    electric[:, heated] = mean_mw[:, heated]
    reached = habits.per_degree(electric) * assumptions["demand.heat_reach_share"]
    demands = []
    for area in dict.fromkeys(one.area for one in scenario.establishments):
        place = region.area_index(area)
        stated = [one.heat_demand_gwh for one in scenario.establishments if one.area == area]
        stated_mw = sum(gwh for gwh in stated if gwh is not None) * MWH_PER_GWH / HOURS_PER_YEAR
        every_degree = stated_mw / (habits.usual_degrees[place] or 1.0)
        per_degree = reached[place] if stated.count(None) == len(stated) else np.full(HOURS_PER_YEAR, every_degree)
        demands.append(HeatDemand(area=area, mw_per_c=per_degree, degrees=habits.degrees[:, place]))
    return tuple(demands)


def _group_mwh(used_mwh: Floats, months: list[Floats], sizes: Floats) -> Floats:
    """Return the energy of sectors, transport and establishments. [MWh], shape (weather, groups, 12)"""
    first_transport = used_mwh.shape[1] - len(TRANSPORT)
    group_mwh = np.zeros((len(used_mwh), first_transport + 2, MONTHS_PER_YEAR))
    group_mwh[:, :first_transport] = used_mwh[:, :first_transport]
    group_mwh[:, -2] = used_mwh[:, first_transport:].sum(axis=1)
    for size, month in zip(sizes, months, strict=True):
        group_mwh[:, -1] += size * month
    return group_mwh


def _sized(per_mw: list[Floats], sizes: Floats, weather_years: int) -> Floats:
    """Return the energy of each establishment at its size of the year. [MWh], shape (weather, establishments)"""
    return np.array(per_mw).reshape(len(per_mw), weather_years).T * sizes
