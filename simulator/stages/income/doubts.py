"""Formula: what is doubtful about the income that a scenario promises a municipality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.errors import Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Project, Region, Scenario
from simulator.words import said

NOK_PER_MNOK: Final = 1e6
MWH_PER_GWH: Final = 1e3
NOK_PER_MWH_PER_ORE: Final = 10.0
WIND: Final = "wind"


def doubtful_income(scenario: Scenario, region: Region) -> tuple[Problem, ...]:
    """List wind farms that would pay their municipality more or less than has been documented in all.

    Parameters
    ----------
    scenario : Scenario
    region : Region
        Uses ``income.wind_municipal_total_nok_per_mwh`` and what the income room adds up for wind.

    Returns
    -------
    tuple of Problem
        Never an error; shown beside the result.
    """
    return tuple(_wind(scenario, region))


def wind_municipal_nok_per_mwh(project: Project, region: Region, stated: dict[str, float]) -> float:
    """Return production fee and property tax of a wind farm per energy it makes, resource-rent tax left out.

    Parameters
    ----------
    project : Project
        Uses its mean production if it states one.
    region : Region
    stated : dict of str to float
        Numbers of the scenario that stand in for those of the region.

    Returns
    -------
    float
        [NOK/MWh]
    """

    def number(name: str) -> float:
        return stated.get(name, region.book[name].value)

    kind = f"project.{project.kind}"
    hours = number(f"{kind}.capacity_factor_share") * HOURS_PER_YEAR
    if project.mean_gwh and project.capacity_mw:
        hours = project.mean_gwh * MWH_PER_GWH / project.capacity_mw
    tax = number(f"{kind}.property_tax_mnok_per_mw") * NOK_PER_MNOK / hours
    return number("income.wind_production_fee_nok_per_mwh") + tax


def _wind(scenario: Scenario, region: Region) -> Iterator[Problem]:
    known = region.book["income.wind_municipal_total_nok_per_mwh"]
    stated = dict(scenario.overrides)
    for project in scenario.projects:
        if region.project_kinds[project.kind].profile != WIND:
            continue
        paid = wind_municipal_nok_per_mwh(project, region, stated)
        if known.low <= paid <= known.high:
            continue
        ore, low, high = (nok / NOK_PER_MWH_PER_ORE for nok in (paid, known.low, known.high))
        yield Problem(
            code="wind_income",
            file=f"{scenario.id}.toml",
            place=project.id,
            found=said("found.wind_income", ore=round(ore, 1)),
            remedy=said("remedy.wind_income", low=round(low, 1), high=round(high, 1)),
        )
