"""What every project is worth: captured price, levelised cost, net present value, payback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Project, WeatherYears, capital_per_mw
from simulator.records import Income, Ledger, ProjectEconomics
from simulator.stages.income.places import standing
from simulator.stages.income.worth import discounted, extended, payback_years

Floats = NDArray[np.float64]

NOK_PER_MNOK: Final = 1e6
LEAST_MWH: Final = 1.0
CHARGED: Final = ("municipality", "county", "landowner")
AFTER_PROFIT: Final = "resource_rent_municipal"
Figures = dict[str, float | None]


def appraise_projects(
    income: Income,
    ledger: Ledger,
    projects: Sequence[Project],
    *,
    worlds: Sequence[Assumptions],
    weather: WeatherYears,
) -> tuple[ProjectEconomics, ...]:
    """Say what each project costs, earns and is worth.

    Parameters
    ----------
    income : Income
        What each pays.
    ledger : Ledger
        What each delivers.
    projects : sequence of Project
        In the order of the ledger.
    worlds : sequence of Assumptions
        Numbers of the cases low, central and high; uses ``income.discount_rate_share``, ``income.nve_cost_<kind>_*``
        and ``project.<kind>.capital_mnok_per_mw``, unless a project states its own, and ``.lifetime_years``.
    weather : WeatherYears

    Returns
    -------
    tuple of ProjectEconomics
        Those that deliver something inside the horizon.

    Notes
    -----
    A year counts as the mean over the weather years in which the project stands. Years beyond the horizon are taken to
    be as its last one. Taxes on profit are left out of the net present value, charges paid before profit are not.
    """
    stands = standing(projects, ledger.years, weather)
    found = []
    for place, project in enumerate(projects):
        in_place = stands[..., place]
        if ledger.project_mwh[..., place].sum() < LEAST_MWH or not in_place.any():
            continue
        payer = income.payers.index(project.id)
        cases = [
            _case(income, ledger.project_mwh[..., place], in_place, (case, payer), project=project, numbers=numbers)
            for case, numbers in enumerate(worlds)
        ]
        yardstick = worlds[1].ranges.get(f"income.nve_cost_{project.kind}_nok_per_mwh")
        found.append(
            ProjectEconomics(
                project=project.id,
                kind=project.kind,
                local_ownership_share=project.local_ownership_share,
                yardstick_nok_per_mwh=None if yardstick is None else yardstick.central,
                **{name: tuple(case[name] for case in cases) for name in cases[0]},  # type: ignore[arg-type]
            )
        )
    return tuple(found)


def _case(
    income: Income, mwh: Floats, stands: Floats, where: tuple[int, int], *, project: Project, numbers: Assumptions
) -> Figures:
    """Return the figures of one project in one case."""
    case, payer = where

    def paid(*sources: str) -> Floats:
        return income.of(*sources)[case, payer] if sources else np.zeros(mwh.shape)

    kind, rate = f"project.{project.kind}", numbers["income.discount_rate_share"]
    life = max(1, round(numbers[f"{kind}.lifetime_years"]))
    revenue, operation = income.revenue_mnok[case, payer], paid("operating_cost")
    municipal = income.to("municipality")[case, payer]
    charges = income.to(*CHARGED)[case, payer] - paid(AFTER_PROFIT)
    dividends = paid("local_dividends", "outside_dividends")
    capital = project.capacity_mw * capital_per_mw(project, numbers[f"{kind}.capital_mnok_per_mw"])
    energy, cost, left = (
        extended(_mean_year(part, stands), life) for part in (mwh, operation, revenue - operation - charges)
    )
    delivered, per_mwh, margin = discounted(energy, rate), NOK_PER_MNOK / mwh.sum(), discounted(left, rate)
    return {
        "captured_price_nok_per_mwh": float(revenue.sum() * per_mwh),
        "levelised_cost_nok_per_mwh": (capital + discounted(cost, rate)) / delivered * NOK_PER_MNOK,
        "local_charges_nok_per_mwh": float(charges.sum() * per_mwh),
        "municipal_nok_per_mwh": float(municipal.sum() * per_mwh),
        "running_margin_nok_per_mwh": margin / delivered * NOK_PER_MNOK,
        "net_present_value_mnok": margin - capital,
        "payback_years": payback_years(capital, left),
        "dividends_mnok": float(_mean_year(dividends, stands).mean()),
    }


def _mean_year(values: Floats, stands: Floats) -> Floats:
    """Return the mean of each year of operation where it stands. shape (years of operation,)"""
    count = stands.sum(axis=1)
    open_years = count > 0
    return np.asarray((values * stands).sum(axis=1)[open_years] / count[open_years])
