"""The staircase: one scenario through all rooms, in order."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Final

from simulator.premises import Assumptions, Horizon, Region, Scenario, WeatherYears
from simulator.recall import Recall
from simulator.records import Connections, Generator, HourDigest, HydroSystem, Ledger, PowerSystem, PowerYear, Result
from simulator.society import power_numbers, settle_society
from simulator.stages.balance import loading_share, settle_balance
from simulator.stages.connection import settle_connections, stack_connections
from simulator.stages.consumption import (
    EstablishmentProfile,
    Habits,
    build_demand,
    build_establishment_profiles,
    build_habits,
    shift_stores,
)
from simulator.stages.digest import digest_hours
from simulator.stages.dispatch import Operators, dispatch_power, learn_policy
from simulator.stages.goals import check_goals
from simulator.stages.grid import build_network
from simulator.stages.hydro import build_rivers
from simulator.stages.indicators import measure
from simulator.stages.labour import build_bridge
from simulator.stages.ledger import stack_ledgers, sum_hours
from simulator.stages.people import follow_people, people_needed
from simulator.stages.production import build_generators, build_supply
from simulator.stages.system import build_system
from simulator.threads import pool_of

YEARS_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """One scenario under some weather, and what stays the same through all its horizon years, worked out once.

    ``whole`` is the same under the whole draw, where the weather years are a choice from it: what operators learn from,
    unless ``operators`` have learned before.
    """

    scenario: Scenario
    assumptions: Assumptions
    region: Region
    weather: WeatherYears
    rivers: HydroSystem
    generators: tuple[Generator, ...]
    habits: Habits
    establishment_profiles: tuple[EstablishmentProfile, ...]
    whole: Setting | None
    operators: Operators | None


def simulate(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    *,
    recall: Recall | None = None,
    operators: Operators | None = None,
) -> Result:
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
    recall : Recall, optional
        Years worked out before, of this scenario or others; those in which the same is in force are not run again.
    operators : Operators, optional
        What they know of water; they learn it from this world's own weather if not given.

    Returns
    -------
    Result
        Everything but the hours; `simulate_power` gives the hours of any one year again.
    """
    recall = Recall() if recall is None else recall
    years = _summed_years(scenario, assumptions, region, weather, recall=recall, operators=operators)
    ledger = stack_ledgers([of_year for of_year, _ in years])
    connections = stack_connections([of_year for _, of_year in years])
    world = (region, known_by(assumptions))
    moving = (*world, scenario.horizon, scenario.migration)
    people = recall.once(("people", *moving), lambda: follow_people(scenario, region, assumptions), shared=True)
    needed = recall.once(("needed", *world), lambda: people_needed(region, assumptions), shared=True)
    society = settle_society(ledger, scenario, region=region, assumptions=assumptions, weather=weather, people=people)
    indicators = measure(
        ledger,
        scenario,
        region=region,
        connections=connections,
        jobs=society.jobs,
        labour=society.labour,
        skills=society.skills,
        income=society.income,
        weather=weather,
        assumptions=assumptions,
    )
    return Result(
        scenario=scenario,
        assumptions=assumptions,
        ledger=ledger,
        connections=connections,
        **society._asdict(),
        people_needed=needed,
        bridge=build_bridge(society.labour, society.people, assumptions),
        indicators=indicators,
        goals=check_goals(scenario, indicators, region=region, assumptions=assumptions),
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
    return run_power(prepare(scenario, assumptions, region, weather), year)


def simulate_hours(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    *,
    year: int,
    recall: Recall | None = None,
) -> HourDigest:
    """Run the power rooms of one horizon year and keep what a screen needs of the hours.

    Returns
    -------
    HourDigest
        Regional sums hour by hour. [MW], shape (weather, 8760)
    """
    setting = prepare(scenario, assumptions, region, weather, recall)
    return digest_hours(run_power(setting, year), region, rivers=setting.rivers, weather=weather)


def work_year(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    *,
    year: int,
    recall: Recall,
) -> None:
    """Work out the power of one horizon year, so that `simulate` finds it. For those who cannot wait for all years."""
    short = scenario.model_copy(update={"horizon": Horizon(first_year=year, last_year=year)})
    _summed_years(short, assumptions, region, weather, recall=recall)


def known_by(assumptions: Assumptions) -> Hashable:
    """Return what tells one set of assumptions from another."""
    return frozenset(assumptions.ranges.items())


def prepare(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    recall: Recall | None = None,
    operators: Operators | None = None,
) -> Setting:
    """Work out what does not change from year to year; habits and rivers are the same for many scenarios."""
    assumptions = power_numbers(assumptions)
    recall, world = recall or Recall(), (region, weather, known_by(assumptions))
    habits = recall.once(
        ("habits", *world), lambda: build_habits(region, weather=weather, assumptions=assumptions), shared=True
    )
    rivers = recall.once(
        ("rivers", *world), lambda: build_rivers(region, weather, assumptions=assumptions), shared=True
    )
    learns = scenario.operation == "policy" and weather.drawn is not None and operators is None
    return Setting(
        scenario=scenario,
        assumptions=assumptions,
        region=region,
        weather=weather,
        rivers=rivers,
        generators=build_generators(scenario, region, weather=weather, assumptions=assumptions),
        habits=habits,
        establishment_profiles=build_establishment_profiles(
            scenario, region, habits=habits, weather=weather, assumptions=assumptions
        ),
        whole=prepare(scenario, assumptions, region, weather.normal, recall) if learns else None,
        operators=operators,
    )


def power_system(setting: Setting, year: int) -> PowerSystem:
    """Put together what the dispatch of one horizon year is given. [MW], shape (weather, areas, 8760)"""
    scenario, region, weather, assumptions = setting.scenario, setting.region, setting.weather, setting.assumptions
    profiles = setting.establishment_profiles
    supply = build_supply(
        scenario, region, generators=setting.generators, weather=weather, assumptions=assumptions, year=year
    )
    demand = build_demand(
        scenario,
        region,
        habits=setting.habits,
        establishment_profiles=profiles,
        assumptions=assumptions,
        year=year,
    )
    stores = shift_stores(scenario, establishment_profiles=profiles, assumptions=assumptions, year=year)
    return build_system(
        replace(supply, batteries=(*supply.batteries, *stores)),
        demand,
        setting.rivers,
        build_network(scenario, region, assumptions=assumptions, year=year),
        weather=weather,
        assumptions=assumptions,
    )


def run_power(setting: Setting, year: int) -> PowerYear:
    """Run the power rooms of one horizon year."""
    system = power_system(setting, year)
    learned = learn_policy(power_system(setting.whole, year)) if setting.whole else None
    learned = setting.operators.learned[year] if setting.operators else learned
    dispatch = dispatch_power(system, engine=setting.scenario.operation, learned=learned)
    return PowerYear(
        year=year,
        supply=system.supply,
        demand=system.demand,
        network=system.network,
        dispatch=dispatch,
        balance=settle_balance(system.supply, system.demand, dispatch, network=system.network),
        link_loading_share=loading_share(dispatch, system.network),
    )


def _summed_years(
    scenario: Scenario,
    assumptions: Assumptions,
    region: Region,
    weather: WeatherYears,
    *,
    recall: Recall,
    operators: Operators | None = None,
) -> list[tuple[Ledger, Connections]]:
    """Run every year of the horizon that is not known yet."""
    given = (region, weather, known_by(power_numbers(assumptions)), operators)
    keys = {year: (year, *given, scenario.in_force(year)) for year in scenario.horizon.years}

    def prepared() -> Setting:
        return prepare(scenario, assumptions, region, weather, recall, operators)

    setting = prepared() if any(key not in recall for key in keys.values()) else None

    def summed(year: int) -> tuple[Ledger, Connections]:
        return recall.once(keys[year], lambda: _summed_year(setting or prepared(), year))

    with pool_of(YEARS_AT_ONCE) as pool:
        return list(pool.map(summed, scenario.horizon.years))


def _summed_year(setting: Setting, year: int) -> tuple[Ledger, Connections]:
    """Run one year and let its hours go."""
    power = run_power(setting, year)
    scenario, region, loads = setting.scenario, setting.region, {load.id: load.mw for load in power.demand.loads}
    with pool_of(1) as beside:
        connections = beside.submit(
            settle_connections, power, scenario, region, loads=loads, assumptions=setting.assumptions
        )
        ledger = sum_hours(power, scenario, region, rivers=setting.rivers, weather=setting.weather)
        return ledger, connections.result()
