"""What new energy projects pay, and to whom: all that they earn is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Project, Region, WeatherYears, capital_per_mw
from simulator.records import Ledger
from simulator.stages.income.evening import evened_profit
from simulator.stages.income.formulas import annuity, fee_mnok
from simulator.stages.income.places import standing
from simulator.stages.income.plants import large_hydro_flows

Floats = NDArray[np.float64]

WIND: Final = ("wind",)
HYDRO: Final = ("inflow", "regulated")
NOK_PER_MNOK: Final = 1e6


class Earned(NamedTuple):
    """What one project delivers and earns, and where it stands. [MWh], [NOK], 0 or 1; shape (years, weather)"""

    mwh: Floats
    value_nok: Floats
    stands: Floats


def project_flows(
    ledger: Ledger, projects: Sequence[Project], *, region: Region, numbers: Assumptions, weather: WeatherYears
) -> dict[str, Floats]:
    """Return what new energy projects pay by source, all that they earn accounted for.

    Parameters
    ----------
    ledger : Ledger
    projects : sequence of Project
        In the order of the ledger.
    region : Region
    numbers : Assumptions
        Of one case; uses ``income.*`` and the costs and taxes of ``project.<kind>``.
    weather : WeatherYears

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (years, weather, projects); ``revenue`` among them.

    Notes
    -----
    Production fee, property tax, land rent and concession power are paid before there is a profit: money that a
    municipality has got is not there to be taxed and paid out again. Natural-resource tax is set against corporate
    tax. Building time pays nothing.

    References
    ----------
    .. [1] research notes on power, section 7.1, and on jobs, section 6 (not shipped; sources in data/).
    """
    stands = standing(projects, ledger.years, weather)
    value_nok = ledger.project_value_eur * numbers["income.eur_nok"]
    flows: dict[str, Floats] = {"revenue": value_nok / NOK_PER_MNOK}
    for place, project in enumerate(projects):
        earned = Earned(ledger.project_mwh[..., place], value_nok[..., place], stands[..., place])
        charges = local_charges(project, earned, region, numbers)
        costs = charges | running_costs(project, earned, numbers)
        for source, mnok in (costs | shared_profit(project, earned, costs, region=region, numbers=numbers)).items():
            flows.setdefault(source, np.zeros(value_nok.shape))[..., place] = mnok
    return flows


def local_charges(project: Project, earned: Earned, region: Region, numbers: Assumptions) -> dict[str, Floats]:
    """Return what is paid because the project stands and delivers, before any profit.

    Parameters
    ----------
    project : Project
    earned : Earned
    region : Region
    numbers : Assumptions
        Of one case.

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (years, weather)
    """
    kind = f"project.{project.kind}"
    charges = {
        "project_property_tax": earned.stands * project.capacity_mw * numbers[f"{kind}.property_tax_mnok_per_mw"],
        "local_land_rent": earned.stands * project.capacity_mw * numbers[f"{kind}.land_rent_mnok_per_mw"],
    }
    if belongs(project, WIND, region):
        charges["wind_production_fee"] = fee_mnok(earned.mwh, numbers["income.wind_production_fee_nok_per_mwh"])
    if is_large_hydro(project, region, numbers):
        large = large_hydro_flows(*earned, before_mwh=0.0, numbers=numbers)
        charges |= large | {"project_property_tax": large["property_tax"]}
        del charges["property_tax"]
        charges["concession_fee"] = earned.stands * project.capacity_mw * numbers["income.concession_fee_mnok_per_mw"]
    return charges


def running_costs(project: Project, earned: Earned, numbers: Assumptions) -> dict[str, Floats]:
    """Return operating cost and the yearly part of the capital. [MNOK], shape (years, weather)"""
    kind = f"project.{project.kind}"
    yearly = annuity(numbers["income.discount_rate_share"], numbers[f"{kind}.lifetime_years"])
    capital = project.capacity_mw * capital_per_mw(project, numbers[f"{kind}.capital_mnok_per_mw"])
    stated, usual = project.operating_cost_nok_per_mwh, numbers[f"{kind}.operating_cost_nok_per_mwh"]
    return {
        "operating_cost": fee_mnok(earned.mwh, usual if stated is None else stated),
        "capital_cost": earned.stands * capital * yearly,
    }


def shared_profit(
    project: Project, earned: Earned, costs: dict[str, Floats], *, region: Region, numbers: Assumptions
) -> dict[str, Floats]:
    """Share what is left between the state, the owners and the company itself.

    Parameters
    ----------
    project : Project
    earned : Earned
    costs : dict of str to ndarray
        All that is paid before profit. [MNOK], shape (years, weather)
    region : Region
    numbers : Assumptions
        Of one case; uses ``income.corporate_tax_share``, ``income.resource_rent_tax_*`` and
        ``income.wind_rent_municipal_share``.

    Returns
    -------
    dict of str to ndarray
        [MNOK], shape (years, weather)

    Notes
    -----
    Tax and dividends follow the profit evened out between good and bad weather years, losses of earlier years set off
    (`evened_profit`). The company keeps the difference: below zero in a bad year, above it in a good one.
    Natural-resource tax is credited: it is left out of the costs that lower the profit. Credit that exceeds the
    corporate tax of a year is borne by the company and not carried on.
    """
    credited = sum(
        (costs.get(name, 0.0) for name in ("natural_resource_tax", "natural_resource_tax_county")),
        np.zeros(earned.mwh.shape),
    )
    profit = earned.value_nok / NOK_PER_MNOK - sum(costs.values()) + credited
    taxed = evened_profit(profit, earned.stands)[:, None] * earned.stands
    corporate = taxed * numbers["income.corporate_tax_share"]
    rent = taxed * resource_rent_share(project, region, numbers)
    paid_out = taxed - corporate - rent
    to_state = np.maximum(corporate - credited, 0.0)
    municipal = numbers["income.wind_rent_municipal_share"] if belongs(project, WIND, region) else 0.0
    return {
        "corporate_tax": to_state,
        "resource_rent_tax": rent * (1 - municipal),
        "resource_rent_municipal": rent * municipal,
        "local_dividends": paid_out * project.local_ownership_share,
        "outside_dividends": paid_out * (1 - project.local_ownership_share),
        "kept_by_company": profit - taxed - np.maximum(credited - corporate, 0.0),
    }


def resource_rent_share(project: Project, region: Region, numbers: Assumptions) -> float:
    """Return the effective rate of resource-rent tax, on top of corporate tax.

    Parameters
    ----------
    project : Project
    region : Region
        Uses the profile of the kind: wind, and hydropower above the size limit, pay it.
    numbers : Assumptions
        Uses ``income.resource_rent_tax_hydro_share``, ``_wind_share`` and ``income.natural_resource_tax_limit_mva``.

    Returns
    -------
    float
        [share]

    References
    ----------
    .. [1] research notes on power (not shipped; sources in data/), section 7.1.
    """
    if belongs(project, WIND, region):
        return numbers["income.resource_rent_tax_wind_share"]
    return numbers["income.resource_rent_tax_hydro_share"] if is_large_hydro(project, region, numbers) else 0.0


def is_large_hydro(project: Project, region: Region, numbers: Assumptions) -> bool:
    """Tell whether a project is hydropower of at least the size that the tax rules name; MW stands for MVA."""
    return belongs(project, HYDRO, region) and (project.capacity_mw >= numbers["income.natural_resource_tax_limit_mva"])


def belongs(project: Project, profiles: tuple[str, ...], region: Region) -> bool:
    """Tell whether a project is driven by one of some profiles, such as wind or inflow."""
    return region.project_kinds[project.kind].profile in profiles
