"""People, work and money of one scenario: which room comes before which, and what each is handed."""

from __future__ import annotations

from typing import NamedTuple

from simulator.premises import Assumptions, Region, Scenario, WeatherYears
from simulator.records import Income, Jobs, Labour, Ledger, People, PhaseWork, Places, Skills
from simulator.stages.income import collect_income, tax_inhabitants
from simulator.stages.jobs import count_jobs, count_phases
from simulator.stages.labour import match_skills, settle_labour, spread_places


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
