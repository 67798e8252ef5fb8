"""Collect who pays what to whom, case by case and payer by payer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Plant, Region, Scenario, WeatherYears
from simulator.records import CASES, SOURCES, Income, Ledger
from simulator.stages.income.bills import settle_bills
from simulator.stages.income.cases import in_case
from simulator.stages.income.economics import appraise_projects
from simulator.stages.income.newcomers import establishment_property_tax, inhabitants_tax
from simulator.stages.income.places import entry_hosts, plant_hosts
from simulator.stages.income.plants import plant_flows, plants_inside
from simulator.stages.income.projects import project_flows
from simulator.stages.income.spending import private_persons, public_persons

Floats = NDArray[np.float64]

INHABITANTS: Final = "inhabitants"
REVENUE: Final = "revenue"
NEW: Final = ("projects", "establishments")


class Premises(NamedTuple):
    """What is the same in every case."""

    ledger: Ledger
    scenario: Scenario
    region: Region
    weather: WeatherYears
    plants: tuple[Plant, ...]


def collect_income(
    ledger: Ledger,
    scenario: Scenario,
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
) -> Income:
    """Collect what power, projects and establishments pay, who gets it, and which jobs it pays.

    New inhabitants are not there yet: the jobs that this income pays are among those they come for. See
    `tax_inhabitants`.

    Parameters
    ----------
    ledger : Ledger
        Production and its worth, plant by plant and project by project.
    scenario : Scenario
    region : Region
    assumptions : Assumptions
        Uses ``income.*`` and the costs and taxes of ``project.<kind>`` and ``establishment.<kind>``: low, central and
        high each in one coherent case.
    weather : WeatherYears
        Decides by lot in which weather years an uncertain entry is realised.

    Returns
    -------
    Income
        [MNOK], shape (cases, sources, payers, years, weather)

    Notes
    -----
    Landowners and local owners are taken to live where the project stands. Existing plants below the size limit are
    taxed on book values that nobody publishes and are left out. Prices are those of ``income.price_year``.

    References
    ----------
    .. [1] research notes on power, section 7.1, and on jobs, section 6 (not shipped; sources in data/).
    """
    given = Premises(ledger, scenario, region, weather, plants_inside(region, ledger))
    worlds = [in_case(assumptions, case) for case in CASES]
    cases = [_paid(given, numbers) for numbers in worlds]
    nobody = np.zeros((len(CASES), len(region.municipalities), len(ledger.years), weather.count))
    entries = {
        "plants": tuple(plant.id for plant in given.plants),
        "projects": ledger.projects,
        "establishments": ledger.establishments,
        INHABITANTS: (INHABITANTS,) * len(region.municipalities),
    }
    income = Income(
        years=ledger.years,
        payers=tuple(name for names in entries.values() for name in names),
        groups=tuple(group for group, names in entries.items() for _ in names),
        municipalities=region.municipalities,
        price_year=int(assumptions["income.price_year"]),
        paid_mnok=np.stack([paid for paid, _ in cases]),
        revenue_mnok=np.stack([revenue for _, revenue in cases]),
        hosts_share=_hosts(given),
        evened_share=np.array([numbers["income.equalisation_share"] for numbers in worlds]),
        public_persons=nobody,
        private_persons=nobody,
        bills=settle_bills(ledger, scenario.establishments, region=region, assumptions=assumptions, weather=weather),
    )
    public, private = _spent(income, worlds)
    economics = appraise_projects(income, ledger, scenario.projects, worlds=worlds, weather=weather)
    return replace(income, economics=economics, public_persons=public, private_persons=private)


def tax_inhabitants(income: Income, in_migrant_persons: Floats, assumptions: Assumptions) -> Income:
    """Add what new inhabitants pay, where they live; it pays no jobs, for public service follows them already.

    Parameters
    ----------
    income : Income
        From `collect_income`.
    in_migrant_persons : ndarray
        Workers who moved in. [persons], shape (cases, municipalities, years, weather)
    assumptions : Assumptions
        See `inhabitants_tax`.

    Returns
    -------
    Income
    """
    paid = income.paid_mnok.copy()
    payers = np.array([group == INHABITANTS for group in income.groups])
    for place, case in enumerate(CASES):
        taxed = inhabitants_tax(in_migrant_persons[place], in_case(assumptions, case))
        paid[place, income.sources.index("inhabitants_tax"), payers] = taxed
    return replace(income, paid_mnok=paid)


def _spent(income: Income, worlds: Sequence[Assumptions]) -> tuple[Floats, Floats]:
    """Return the public and private jobs that new income pays.

    [persons], each of shape (cases, municipalities, years, weather)

    Only what new projects and establishments bring counts: the plants of today pay for jobs that are among the employed
    of today, and public service for new inhabitants follows the inhabitants in the room for labour.
    """
    new_mnok = income.municipal_mnok(net=True, groups=NEW)
    dividends = np.einsum("cpyw,mp->cmyw", income.of("local_dividends"), income.hosts_share)
    per_job = [numbers["income.nok_per_local_job_mnok"] for numbers in worlds]
    spent = [numbers["income.local_spending_share"] for numbers in worlds]
    cases = range(len(worlds))
    public = [public_persons(new_mnok[case], per_job[case]) for case in cases]
    private = [private_persons(dividends[case], spent[case], per_job[case]) for case in cases]
    return np.stack(public), np.stack(private)


def _hosts(given: Premises) -> Floats:
    """Return where every payer lies. [share], shape (municipalities, payers)"""
    region, scenario = given.region, given.scenario
    return np.concatenate(
        [
            plant_hosts(given.plants, region),
            entry_hosts(scenario.projects, region),
            entry_hosts(scenario.establishments, region),
            np.eye(len(region.municipalities)),
        ],
        axis=1,
    )


def _paid(given: Premises, numbers: Assumptions) -> tuple[Floats, Floats]:
    """Return what is paid and what is earned in one case.

    [MNOK], shape (sources, payers, years, weather) and (plants and projects, years, weather)
    """
    ledger, scenario, region, weather, plants = given
    flows = {
        "plants": plant_flows(ledger, plants, numbers),
        "projects": project_flows(ledger, scenario.projects, region=region, numbers=numbers, weather=weather),
        "establishments": {
            "establishment_property_tax": establishment_property_tax(
                scenario.establishments, ledger.years, numbers=numbers, weather=weather
            )
        },
        INHABITANTS: {},
    }
    sizes = (len(plants), len(ledger.projects), len(ledger.establishments), len(region.municipalities))
    nobody = np.zeros((len(ledger.years), weather.count, sum(sizes)))
    paid = {source: nobody.copy() for source in SOURCES}
    start = 0
    for size, group in zip(sizes, flows.values(), strict=True):
        for source, mnok in group.items():
            if source != REVENUE:
                paid[source][..., start : start + size] = mnok
        start += size
    revenue = np.concatenate([flows["plants"][REVENUE], flows["projects"][REVENUE]], axis=-1)
    return np.moveaxis(np.stack(list(paid.values())), -1, 1), np.moveaxis(revenue, -1, 0)
