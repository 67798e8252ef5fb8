"""The list of figures that everybody looks at, each defined once (docs/method.md, indicators)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import WINTER_MONTHS
from simulator.premises import Assumptions, Establishment, Region, Scenario, WeatherYears
from simulator.realisation import ramp_share, realised
from simulator.records import CASES, Connections, Income, Indicators, Jobs, Labour, Ledger, Skills
from simulator.stages.indicators.accounts import MWH_PER_GWH, Accounts, indicator, pooled_ratio
from simulator.stages.indicators.connection import CONNECTION_INDICATORS
from simulator.stages.indicators.money import MONEY_INDICATORS
from simulator.stages.indicators.skills import SKILL_INDICATORS
from simulator.stages.indicators.use import USE_INDICATORS

Floats = NDArray[np.float64]
CENTRAL: Final = CASES.index("central")
FOOD: Final = "FOO"
FARM_AND_FOREST: Final = ("AGR", "FOR", "FOO", "WOO")
Lifetime = tuple[str, float, int, int | None]


def measure(  # noqa: PLR0913 - the front door of the gallery: one argument per room
    ledger: Ledger,
    scenario: Scenario,
    *,
    region: Region,
    connections: Connections,
    jobs: Jobs,
    labour: Labour,
    skills: Skills,
    income: Income,
    weather: WeatherYears,
    assumptions: Assumptions,
) -> Indicators:
    """Measure every indicator in every year.

    Returns
    -------
    Indicators
        shape (years, weather)
    """
    accounts = Accounts(
        scenario=scenario,
        ledger=ledger,
        connections=connections,
        jobs=jobs,
        labour=labour,
        skills=skills,
        income=income,
        counts=count_parts(scenario, weather, assumptions),
        regional_persons=dict(zip(region.input_output.sectors, region.input_output.regional_persons, strict=True)),
        profiles={name: kind.profile for name, kind in region.project_kinds.items()},
        plants_inside=tuple(plant.id for plant in region.plants if plant.area),
    )
    shape = (len(ledger.years), ledger.peak_load_mw.shape[1])
    values, spread = {}, {}
    for one in INDICATORS:
        measured = one.measured(accounts)
        if measured.ndim == len(shape) + 1:
            spread[one.id] = _in_order(measured)
            measured = measured[CENTRAL]
        values[one.id] = np.broadcast_to(measured, shape)
    return Indicators(years=ledger.years, values=values, spread=spread)


def _in_order(cases: Floats) -> Floats:
    """Return the lowest of three cases, the central one and the highest: a low case can give a high figure.

    shape (cases, years, weather)
    """
    return np.stack([cases.min(axis=0), cases[CENTRAL], cases.max(axis=0)])


def count_parts(scenario: Scenario, weather: WeatherYears, assumptions: Assumptions) -> dict[str, Floats]:
    """Count what the scenario lists, year by year, where it is realised.

    Parameters
    ----------
    scenario : Scenario
    weather : WeatherYears
        Uses the lots.
    assumptions : Assumptions
        Uses ``goals.large_establishment_mw``. [MW]

    Returns
    -------
    dict of str to ndarray
        Indicator id to count. shape (years, weather)
    """
    years = scenario.horizon.years
    large_mw = assumptions["goals.large_establishment_mw"]

    def count(parts: Sequence[Lifetime]) -> Floats:
        total = np.zeros((len(years), weather.count))
        for identity, probability, start, end in parts:
            stands = np.array([ramp_share(year, start, 0, end) for year in years])
            total += stands[:, None] * realised(probability, identity, weather)
        return total

    large = [
        (part.id, part.probability, year, part.end_year)
        for part in scenario.establishments
        if (year := _large_from(part, large_mw)) is not None
    ]
    owned = [
        (part.id, part.probability, part.opening_year, part.end_year)
        for part in scenario.projects
        if part.local_ownership_share > 0
    ]
    sites = [(part.id, 1.0, part.ready_year, None) for part in scenario.industrial_areas]
    dormant = [(part.id, 1.0, part.ready_year, None) for part in scenario.industrial_areas if part.dormant]
    counts = {
        "large_establishments": count(large),
        "owned_projects": count(owned),
        "industrial_areas": count(sites),
        "dormant_areas": count(dormant),
    }
    costs = [sum(one.cost_mnok or 0.0 for one in scenario.grid if one.year == year) for year in years]
    counts["grid_cost_mnok"] = np.array(costs, dtype=float)[:, None]
    for name, year in scenario.milestones.model_dump().items():
        counts[f"milestone_{name}"] = count([(name, 1.0, year, None)] if year is not None else [])
    return counts


def _large_from(part: Establishment, large_mw: float) -> int | None:
    """Return the year from which an establishment counts as a larger one, None if it never does."""
    if part.large is not None:
        return part.opening_year if part.large else None
    sizes = accumulate(mw for _, mw in part.steps)
    return next((year for (year, _), mw in zip(part.steps, sizes, strict=True) if mw >= large_mw), None)


def winter_sum(monthly: Floats) -> Floats:
    """Sum October–March. shape (..., 12) to (...)"""
    return np.asarray(monthly[..., list(WINTER_MONTHS)].sum(axis=-1))


def _gwh(monthly: Floats) -> Floats:
    return np.asarray(monthly.sum(axis=-1) / MWH_PER_GWH)


def _yearly_change(values: Floats) -> Floats:
    """Return the change from the year before; the first year has none. shape (cases, years, weather)"""
    return np.asarray(np.diff(values, axis=1, prepend=values[:, :1]))


def _jobs_filled(accounts: Accounts) -> Floats:
    """Return jobs filled by people who do not leave another local job for them. shape (cases, years, weather)"""
    labour = accounts.labour
    return np.asarray(labour.offered_persons - labour.unfilled_persons - labour.displaced_persons)


def _recruited_share(accounts: Accounts) -> Floats:
    """Return those who move in among the new workforce; people who leave another local job are not new to it."""
    labour = accounts.labour
    filled = labour.offered_persons - labour.unfilled_persons - labour.displaced_persons
    return pooled_ratio(labour.in_migrant_persons, filled)


def _sector_persons(accounts: Accounts, sectors: tuple[str, ...]) -> Floats:
    """Return persons at work on site in some sectors. shape (cases, years, weather)"""
    chosen = [place for place, sector in enumerate(accounts.jobs.sectors) if sector in sectors]
    return np.asarray(accounts.jobs.direct_persons[..., chosen].sum(axis=-1))


def _food_jobs(*, more_milk: bool) -> Callable[[Accounts], Floats]:
    """Measure all local jobs of food industry, as if farms here delivered more or did not.

    [persons], shape (cases, years, weather)
    """

    def measured(accounts: Accounts) -> Floats:
        """Measure it, whichever of the two each entry says itself."""
        jobs = accounts.jobs
        chosen = [place for place, sector in enumerate(jobs.sectors) if sector == FOOD]
        every = jobs.direct_persons + jobs.indirect_persons + jobs.induced_persons
        change = np.array([float(more_milk) - float(says) for says in jobs.more_milk])
        return np.asarray((every + jobs.milk_persons * change)[..., chosen].sum(axis=-1))

    return measured


def _farm_forest_growth(accounts: Accounts) -> Floats:
    """Return new direct jobs over today's, a stand-in for growth of production and processing. [share]"""
    today = sum(accounts.regional_persons[sector] for sector in FARM_AND_FOREST)
    return _sector_persons(accounts, FARM_AND_FOREST) / today


def _jobs_per_gwh(accounts: Accounts) -> Floats:
    """Return operating work of the establishments per energy they use. shape (cases, years, weather)"""
    jobs = accounts.jobs
    every = jobs.direct_persons + jobs.indirect_persons + jobs.induced_persons
    work = every[..., len(accounts.ledger.projects) :].sum(axis=-1)
    used = accounts.ledger.establishment_mwh.sum(axis=-1) / MWH_PER_GWH
    return pooled_ratio(work, np.broadcast_to(used, work.shape))


def _owned_production(accounts: Accounts) -> Floats:
    """Return what projects with any local ownership deliver. [GWh], shape (years, weather)"""
    owned = [place for place, project in enumerate(accounts.scenario.projects) if project.local_ownership_share > 0]
    return np.asarray(accounts.ledger.project_mwh[..., owned].sum(axis=-1) / MWH_PER_GWH)


def _lowest_surplus(accounts: Accounts) -> Floats:
    surplus = accounts.ledger.surplus_mwh
    return np.asarray(np.minimum(surplus.sum(axis=-1), winter_sum(surplus)) / MWH_PER_GWH)


def _counted(name: str) -> Callable[[Accounts], Floats]:
    return lambda accounts: accounts.counts[name]


INDICATORS: Final = (
    indicator("production_gwh", "GWh", "more", lambda a: _gwh(a.ledger.production_mwh.sum(axis=2))),
    indicator("consumption_gwh", "GWh", "neither", lambda a: _gwh(a.ledger.consumption_mwh.sum(axis=2))),
    indicator("surplus_gwh", "GWh", "more", lambda a: _gwh(a.ledger.surplus_mwh)),
    indicator("winter_surplus_gwh", "GWh", "more", lambda a: winter_sum(a.ledger.surplus_mwh) / MWH_PER_GWH),
    indicator("worst_week_surplus_gwh", "GWh", "more", lambda a: a.ledger.worst_week_mwh / MWH_PER_GWH),
    indicator("lowest_surplus_gwh", "GWh", "more", _lowest_surplus),
    indicator("peak_load_mw", "MW", "less", lambda a: a.ledger.peak_load_mw),
    indicator("import_gwh", "GWh", "less", lambda a: _gwh(a.ledger.import_mwh)),
    indicator("export_gwh", "GWh", "neither", lambda a: _gwh(a.ledger.export_mwh)),
    indicator("spill_gwh", "GWh", "less", lambda a: a.ledger.spill_mwh / MWH_PER_GWH),
    indicator("curtailed_gwh", "GWh", "less", lambda a: _gwh(a.ledger.curtailed_mwh)),
    indicator("unserved_gwh", "GWh", "less", lambda a: _gwh(a.ledger.unserved_mwh)),
    indicator("unserved_hours", "hours", "less", lambda a: a.ledger.unserved_hours),
    indicator("general_unserved_hours", "hours", "less", lambda a: a.ledger.general_unserved_hours),
    *CONNECTION_INDICATORS,
    indicator("grid_cost_mnok", "MNOK", "neither", _counted("grid_cost_mnok")),
    indicator("new_production_gwh", "GWh", "more", lambda a: a.ledger.project_mwh.sum(axis=-1) / MWH_PER_GWH),
    indicator("owned_production_gwh", "GWh", "more", _owned_production),
    indicator(
        "power_used_by_establishments_gwh",
        "GWh",
        "neither",
        lambda a: a.ledger.establishment_mwh.sum(axis=-1) / MWH_PER_GWH,
    ),
    *USE_INDICATORS,
    indicator("jobs_direct_persons", "persons", "more", lambda a: a.jobs.direct_persons.sum(axis=-1)),
    indicator("jobs_indirect_persons", "persons", "more", lambda a: a.jobs.indirect_persons.sum(axis=-1)),
    indicator("jobs_induced_persons", "persons", "more", lambda a: a.jobs.induced_persons.sum(axis=-1)),
    indicator("construction_job_years", "job-years", "more", lambda a: a.jobs.construction_job_years.sum(axis=-1)),
    indicator(
        "construction_induced_job_years",
        "job-years",
        "more",
        lambda a: a.jobs.construction_induced_job_years.sum(axis=-1),
    ),
    indicator(
        "construction_outside_job_years",
        "job-years",
        "neither",
        lambda a: a.jobs.construction_outside_job_years.sum(axis=-1),
    ),
    indicator("jobs_per_gwh", "persons/GWh", "more", _jobs_per_gwh),
    indicator("new_jobs_per_year", "jobs/year", "more", lambda a: _yearly_change(_jobs_filled(a))),
    indicator("food_jobs_persons", "persons", "more", lambda a: _sector_persons(a, (FOOD,))),
    indicator("food_jobs_same_milk_persons", "persons", "more", _food_jobs(more_milk=False)),
    indicator("food_jobs_more_milk_persons", "persons", "more", _food_jobs(more_milk=True)),
    indicator("farm_forest_growth_share", "share", "more", _farm_forest_growth),
    indicator("employed_persons", "persons", "more", lambda a: a.labour.employed_persons),
    indicator(
        "participation_share", "share", "more", lambda a: a.labour.employed_persons / a.labour.working_age_persons
    ),
    indicator(
        "participation_15_74_share", "share", "more", lambda a: a.labour.employed_persons / a.labour.wide_age_persons
    ),
    indicator("recruited_share", "share", "more", _recruited_share),
    indicator("unfilled_persons", "persons", "less", lambda a: a.labour.unfilled_persons),
    indicator("population_persons", "persons", "more", lambda a: a.labour.population_persons),
    *SKILL_INDICATORS,
    *MONEY_INDICATORS,
    indicator("new_households", "households", "neither", lambda a: a.labour.new_households),
    indicator("outside_crew_job_years", "job-years", "less", lambda a: a.labour.crew_outside_job_years),
    indicator("large_establishments", "count", "more", _counted("large_establishments")),
    indicator("industrial_areas", "count", "more", _counted("industrial_areas")),
    indicator("owned_projects", "count", "more", _counted("owned_projects")),
    indicator("dormant_areas", "count", "more", _counted("dormant_areas")),
    indicator("milestone_transmission", "reached", "more", _counted("milestone_transmission")),
    indicator("milestone_storsteigen", "reached", "more", _counted("milestone_storsteigen")),
    indicator("milestone_competence_arena", "reached", "more", _counted("milestone_competence_arena")),
    indicator("milestone_shorter_case_time", "reached", "more", _counted("milestone_shorter_case_time")),
    indicator("milestone_airport", "reached", "more", _counted("milestone_airport")),
    indicator("milestone_critical_infrastructure", "reached", "more", _counted("milestone_critical_infrastructure")),
    indicator("milestone_development_forum", "reached", "more", _counted("milestone_development_forum")),
)
UNITS: Final = {one.id: one.unit for one in INDICATORS}
