"""What new energy projects earn for those of their owners who live in the region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Project, Region
from simulator.records import Ledger
from simulator.stages.income.formulas import annuity, profit_mnok

Floats = NDArray[np.float64]

WIND: Final = ("wind",)
HYDRO: Final = ("inflow", "regulated")


def local_dividends(ledger: Ledger, projects: Sequence[Project], *, region: Region, assumptions: Assumptions) -> Floats:
    """Return the profit after tax that stays with local owners, municipal or private.

    Parameters
    ----------
    ledger : Ledger
        Production and its worth at market prices, after curtailment.
    projects : sequence of Project
    region : Region
    assumptions : Assumptions
        Uses ``income.eur_nok``, ``income.discount_rate_share``, ``income.corporate_tax_share``,
        ``income.resource_rent_tax_*`` and ``project.<kind>.capital_mnok_per_mw``, ``.operating_cost_nok_per_mwh`` and
        ``.lifetime_years``.

    Returns
    -------
    ndarray
        [MNOK], shape (years, weather, projects)

    References
    ----------
    .. [1] research notes on jobs (not shipped; sources in data/), section 6, profit channel.
    """
    dividends = np.zeros_like(ledger.project_mwh)
    for column, project in enumerate(projects):
        numbers = f"project.{project.kind}"
        profit = profit_mnok(
            ledger.project_mwh[:, :, column],
            ledger.project_value_eur[:, :, column] * assumptions["income.eur_nok"],
            operating_cost_nok_per_mwh=assumptions[f"{numbers}.operating_cost_nok_per_mwh"],
            capital_cost_mnok=_capital_cost_mnok(project, assumptions),
        )
        kept = 1 - profit_tax_share(project, region, assumptions)
        dividends[:, :, column] = project.local_ownership_share * kept * profit
    return dividends


def profit_tax_share(project: Project, region: Region, assumptions: Assumptions) -> float:
    """Return the part of profit beyond capital cost that the state takes.

    Parameters
    ----------
    project : Project
    region : Region
        Uses the profile of the kind: ``wind``, and ``inflow`` above the size limit, pay resource-rent tax.
    assumptions : Assumptions
        Uses ``income.corporate_tax_share``, ``income.resource_rent_tax_hydro_share`` and ``_wind_share`` (effective
        rates, added to corporate tax), and ``income.natural_resource_tax_limit_mva``.

    Returns
    -------
    float
        [share]

    References
    ----------
    .. [1] research notes on power (not shipped; sources in data/), section 7.1.
    """
    tax = assumptions["income.corporate_tax_share"]
    if belongs(project, WIND, region):
        return tax + assumptions["income.resource_rent_tax_wind_share"]
    if belongs(project, HYDRO, region) and project.capacity_mw >= assumptions["income.natural_resource_tax_limit_mva"]:
        return tax + assumptions["income.resource_rent_tax_hydro_share"]
    return tax


def belongs(project: Project, profiles: tuple[str, ...], region: Region) -> bool:
    """Tell whether a project is driven by one of some profiles, such as wind or inflow."""
    return region.project_kinds[project.kind].profile in profiles


def _capital_cost_mnok(project: Project, assumptions: Assumptions) -> float:
    """Return capital × annuity. [MNOK/year]"""
    kind = f"project.{project.kind}"
    yearly = annuity(assumptions["income.discount_rate_share"], assumptions[f"{kind}.lifetime_years"])
    return project.capacity_mw * assumptions[f"{kind}.capital_mnok_per_mw"] * yearly
