"""Low, central and high: one coherent set of numbers for each case."""

from __future__ import annotations

from functools import cache
from typing import Final

from simulator.premises import Assumptions, Range
from simulator.records import CASES

# A high value of these lowers what municipalities and owners get: the low case takes them high.
COSTS: Final = (
    "income.concession_power_price_nok_per_mwh",
    "income.corporate_tax_share",
    "income.resource_rent_tax_hydro_share",
    "income.resource_rent_tax_wind_share",
    "income.discount_rate_share",
    "income.equalisation_share",
    "income.plant_operating_cost_nok_per_mwh",
    "income.nok_per_local_job_mnok",
)
PROJECT_COSTS: Final = (".capital_mnok_per_mw", ".operating_cost_nok_per_mwh")


def in_case(assumptions: Assumptions, case: str) -> Assumptions:
    """Return the numbers of one case, each with no range left.

    Parameters
    ----------
    assumptions : Assumptions
    case : {'low', 'central', 'high'}
        Low takes the low end of what brings income and the high end of what costs.

    Returns
    -------
    Assumptions

    Notes
    -----
    All low ends together are less likely than any one of them: the range is the widest that the numbers allow.

    Examples
    --------
    >>> stated = {"income.eur_nok": Range(10, 11, 12), "income.discount_rate_share": Range(0.04, 0.06, 0.08)}
    >>> low = in_case(Assumptions(stated), "low")
    >>> low["income.eur_nok"], low["income.discount_rate_share"]
    (10, 0.08)
    """
    place = CASES.index(case)
    chosen = {
        name: stated[len(CASES) - 1 - place if _costs(name) else place] for name, stated in assumptions.ranges.items()
    }
    return Assumptions({name: Range(value, value, value) for name, value in chosen.items()})


@cache  # the same names are asked for with every scenario
def _costs(name: str) -> bool:
    return name in COSTS or (name.startswith("project.") and name.endswith(PROJECT_COSTS))
