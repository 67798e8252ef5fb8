"""People, work and money of one scenario: which room comes before which, and what each is handed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from simulator.premises import Assumptions, Region, Scenario, WeatherYears
from simulator.records import Income, Jobs, Labour, Ledger, People, PhaseWork, Places, Skills
from simulator.stages.income import collect_income, tax_inhabitants
from simulator.stages.jobs import count_jobs, count_phases
from simulator.stages.labour import match_skills, settle_labour, spread_places

# Numbers about people and money: no power room is given them, so that changing one runs no year again.
SOCIETY_ALONE: Final = re.compile(
    r"(jobs|labour|income|people|goals|tariff)\.|.*(_persons_per_|_job_years_per_|_mnok_per_|_nok_per_|_local_share$)"
)


class Society(NamedTuple):
    """What the rooms on people, work and money hand on."""

    people: People
    jobs: Jobs
    phases: PhaseWork
    labour: Labour
    places: Places
    skills: Skills
    income: Income


def settle_society(
    ledger: Ledger,
    scenario: Scenario,
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
    people: People,
) -> Society:
    """Run the rooms on work and money: what power and establishments pay is known before anybody moves in.

    Returns
    -------
    Society
        New income pays jobs, people are found for all jobs, and the tax of those who moved in comes last.
    """
    jobs = count_jobs(scenario, region, assumptions, weather)
    phases = count_phases(jobs, ledger, scenario, region=region, assumptions=assumptions, weather=weather)
    earned = collect_income(ledger, scenario, region=region, assumptions=assumptions, weather=weather)
    paid = earned.paid_persons.sum(axis=1)
    labour = settle_labour(jobs, people, scenario, region=region, assumptions=assumptions, income_persons=paid)
    places = spread_places(jobs, labour, people, region=region, assumptions=assumptions, income=earned)
    income = tax_inhabitants(earned, places.in_migrant_persons, assumptions)
    skills = match_skills(jobs, labour, scenario, region=region, assumptions=assumptions)
    return Society(people, jobs, phases, labour, places, skills, income)


def power_numbers(assumptions: Assumptions) -> Assumptions:
    """Return what the power rooms are given; one that asked for another number would fail.

    Examples
    --------
    >>> from simulator.premises import Range
    >>> known = {"jobs.retention_share": Range(0.2, 0.3, 0.4), "demand.cars_gwh": Range(0.0, 15.0, 22.0)}
    >>> list(power_numbers(Assumptions(known)).ranges)
    ['demand.cars_gwh']
    """
    return Assumptions({name: one for name, one in assumptions.ranges.items() if not SOCIETY_ALONE.match(name)})
