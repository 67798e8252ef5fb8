"""What power costs an establishment, and what surplus and waste heat are worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Region, WeatherYears
from simulator.records import Bills, Ledger
from simulator.stages.income.places import standing

Floats = NDArray[np.float64]

NOK_PER_MNOK: Final = 1e6
KW_PER_MW: Final = 1e3
FULL_TAX: Final = ("other",)
DATA_CENTRE: Final = "data_centre"


def settle_bills(
    ledger: Ledger,
    establishments: Sequence[Establishment],
    *,
    region: Region,
    assumptions: Assumptions,
    weather: WeatherYears,
) -> Bills:
    """Settle what establishments pay for power, and value surplus sold and heat used.

    Parameters
    ----------
    ledger : Ledger
        Energy and its price by the hour.
    establishments : sequence of Establishment
        In the order of the ledger.
    region : Region
        Group of each kind.
    assumptions : Assumptions
        Uses ``tariff.*``, ``income.eur_nok``, ``income.heat_price_nok_per_mwh`` and
        ``income.value_added_per_job_mnok``: low, central, high.
    weather : WeatherYears

    Returns
    -------
    Bills
        [MNOK], shape (cases, years, weather, establishments)

    Notes
    -----
    The grid tariff is taken of the capacity built, not of the peak of the year. All but charging and data centres
    below ``tariff.reduced_tax_least_mw`` are taken to pay the reduced consumption tax; whether crypto mining still does
    was not found. Energy that is cut is billed as if delivered.
    """

    def rates(name: str) -> Floats:
        return assumptions.cases(name)[:, None, None, None]

    mwh, eur_nok = ledger.establishment_mwh, rates("income.eur_nok")
    built = [[sum(mw for start, mw in one.steps if start <= year) for one in establishments] for year in ledger.years]
    capacity_mw = np.array(built, dtype=float).reshape(len(ledger.years), 1, len(establishments))
    capacity_mw = capacity_mw * standing(establishments, ledger.years, weather)
    grid_nok = rates("tariff.grid_energy_nok_per_mwh") * mwh
    grid_nok = grid_nok + rates("tariff.grid_capacity_nok_per_kw") * KW_PER_MW * capacity_mw
    least_mw = assumptions["tariff.reduced_tax_least_mw"]
    reduced = np.array([_is_reduced(one, region, least_mw) for one in establishments], dtype=bool)
    tax = np.where(
        reduced, rates("tariff.consumption_tax_reduced_nok_per_mwh"), rates("tariff.consumption_tax_nok_per_mwh")
    )
    return Bills(
        energy_mnok=eur_nok * ledger.establishment_value_eur / NOK_PER_MNOK,
        grid_mnok=grid_nok / NOK_PER_MNOK,
        tax_mnok=tax * mwh / NOK_PER_MNOK,
        sold_mnok=eur_nok[..., 0] * ledger.export_value_eur / NOK_PER_MNOK,
        heat_mnok=rates("income.heat_price_nok_per_mwh")[..., 0] * ledger.waste_heat_used_mwh / NOK_PER_MNOK,
        value_added_mnok_per_job=assumptions.cases("income.value_added_per_job_mnok"),
    )


def _is_reduced(establishment: Establishment, region: Region, least_mw: float) -> bool:
    """Tell whether an establishment pays the reduced consumption tax."""
    group = region.establishment_kinds[establishment.kind].group
    return group not in FULL_TAX and (group != DATA_CENTRE or establishment.full_mw > least_mw)
