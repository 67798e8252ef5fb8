"""The staircase: one scenario through all rooms, in order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from simulator.premises import Assumptions, Region, Scenario, WeatherYears
from simulator.records import Generator, HydroSystem, Ledger, PowerYear, Result
from simulator.stages.balance import loading_share, settle_balance
from simulator.stages.consumption import (
    EstablishmentProfile,
    Habits,
    build_demand,
    build_establishment_profiles,
    build_habits,
    shift_stores,
)
from simulator.stages.dispatch import dispatch_power
from simulator.stages.goals import check_goals
from simulator.stages.grid import build_network
from simulator.stages.hydro import build_rivers
from simulator.stages.income import collect_income
from simulator.stages.indicators import measure
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import settle_labour
from simulator.stages.ledger import stack_ledgers, sum_hours
from simulator.stages.production import build_generators, build_supply
from simulator.stages.system import build_system

YEARS_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """What stays the same through all horizon years of one scenario, worked out once."""

    rivers: HydroSystem
    generators: tuple[Generator, ...]
    habits: Habits
    establishment_profiles: tuple[EstablishmentProfile, ...]


def simulate(scenario: Scenario, assumptions: Assumptions, region: Region, weather: WeatherYears) -> Result:
    """Run one scenario through every year of its horizon, hour by hour, under every weather year.

    Parameters
    ----------
    scenario : Scenario
        What is decided.
    assumptions : Assumptions
        Numbers about the world, overrides of the scenario included.
    region : Region
        What is observed.
    weather : WeatherYears
        The same for every scenario that is to be compared.

    Returns
    -------
    Result
        Everything but the hours; `simulate_power` gives the hours of any one year again.
    """
    setting = prepare(scenario, assumptions, region, weather)

    def ledger_of(year: int) -> Ledger:
        power = _power_year(scenario, assumptions, region, weather, setting=setting, year=year)
        return sum_hours(power, scenario, region, rivers=setting.rivers, weather=weather)

    with ThreadPoolExecutor(max_workers=YEARS_AT_ONCE) as pool:
        ledger = stack_ledgers(list(pool.map(ledger_of, scenario.horizon.years)))
    jobs = count_jobs(scenario, region, assumptions, weather)
    labour = settle_labour(jobs, region, assumptions)
    income = collect_income(ledger, scenario, region=region, assumptions=assumptions, weather=weather, labour=labour)
    indicators = measure(
        ledger,
        scenario,
        region=region,
        jobs=jobs,
        labour=labour,
        income=income,
        weather=weather,
        assumptions=assumptions,
    )
    goals = check_goals(scenario, indicators, region=region, assumptions=assumptions)
    return Result(
        scenario=scenario,
        assumptions=assumptions,
        ledger=ledger,
        jobs=jobs,
        labour=labour,
        income=income,
        indicators=indicators,
        goals=goals,
    )


def simulate_power(
    scenario: Scenario, assumptions: Assumptions, region: Region, weather: WeatherYears, *, year: int
) -> PowerYear:
    """Run the power rooms of one horizon year and keep the hours.

    Returns
    -------
    PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    """
    setting = prepare(scenario, assumptions, region, weather)
    return _power_year(scenario, assumptions, region, weather, setting=setting, year=year)


def prepare(scenario: Scenario, assumptions: Assumptions, region: Region, weather: WeatherYears) -> Setting:
    """Work out what does not change from year to year."""
    habits = build_habits(region, weather=weather, assumptions=assumptions)
    return Setting(
        rivers=build_rivers(region, weather, assumptions=assumptions),
        generators=build_generators(scenario, region, weather=weather, assumptions=assumptions),
        habits=habits,
        establishment_profiles=build_establishment_profiles(
            scenario, region, habits=habits, weather=weather, assumptions=assumptions
        ),
    )


def _power_year(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    *,
    setting: Setting,
    year: int,
) -> PowerYear:
    supply = build_supply(
        scenario, region, generators=setting.generators, weather=weather, assumptions=assumptions, year=year
    )
    demand = build_demand(
        scenario,
        region,
        habits=setting.habits,
        establishment_profiles=setting.establishment_profiles,
        assumptions=assumptions,
        year=year,
    )
    stores = shift_stores(
        scenario, establishment_profiles=setting.establishment_profiles, assumptions=assumptions, year=year
    )
    supply = replace(supply, batteries=(*supply.batteries, *stores))
    network = build_network(scenario, region, assumptions=assumptions, year=year)
    system = build_system(supply, demand, setting.rivers, network, weather=weather, assumptions=assumptions)
    dispatch = dispatch_power(system)
    balance = settle_balance(supply, demand, dispatch, network=network)
    return PowerYear(
        year=year,
        supply=supply,
        demand=demand,
        network=network,
        dispatch=dispatch,
        balance=balance,
        link_loading_share=loading_share(dispatch, network),
    )
