"""Figures on money: income, what surplus and heat are worth, power bills, and the work that income pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.stages.indicators.accounts import MWH_PER_GWH, Accounts, Indicator, indicator, pooled_ratio

Floats = NDArray[np.float64]

NOK_PER_MNOK: Final = 1e6
WIND: Final = ("wind",)
SUN: Final = ("solar",)
HYDRO: Final = ("inflow", "regulated")
BIO: Final = ("bio",)


def _municipal_income(*, net: bool) -> Callable[[Accounts], Floats]:
    """Measure what the six municipalities get, before or after the state evens out. shape (cases, years, weather)"""
    return lambda accounts: np.asarray(accounts.income.municipal_mnok(net=net).sum(axis=1))


def _per_inhabitant(*, net: bool) -> Callable[[Accounts], Floats]:
    """Measure municipal income per inhabitant. [NOK/person], shape (cases, years, weather)"""
    income = _municipal_income(net=net)
    return lambda accounts: income(accounts) * NOK_PER_MNOK / accounts.labour.population_persons


def _captured_price(profiles: tuple[str, ...]) -> Callable[[Accounts], Floats]:
    """Measure the production-weighted price of a technology; hydropower with the plants of today.

    [NOK/MWh], shape (cases, years, weather)
    """

    def measured(accounts: Accounts) -> Floats:
        """Measure it for the profiles asked for."""
        income, ledger = accounts.income, accounts.ledger
        kinds = {project.id: accounts.profiles[project.kind] for project in accounts.scenario.projects}
        mwh = dict(zip(ledger.projects, np.moveaxis(ledger.project_mwh, -1, 0), strict=True))
        chosen = [name for name, profile in kinds.items() if profile in profiles]
        if profiles == HYDRO:
            mwh |= dict(zip(ledger.plants, np.moveaxis(ledger.plant_mwh, -1, 0), strict=True))
            chosen += accounts.plants_inside
        revenue = income.revenue_mnok[:, [income.payers.index(name) for name in chosen]].sum(axis=1)
        energy = sum((mwh[name] for name in chosen), np.zeros(revenue.shape[1:]))
        return pooled_ratio(revenue * NOK_PER_MNOK, np.broadcast_to(energy, revenue.shape))

    return measured


def _sold_per_gwh(accounts: Accounts) -> Floats:
    """Measure what a GWh of surplus earns when it leaves. [MNOK/GWh], shape (cases, years, weather)"""
    sold = accounts.income.bills.sold_mnok
    return pooled_ratio(sold, np.broadcast_to(accounts.ledger.export_mwh.sum(axis=-1) / MWH_PER_GWH, sold.shape))


def _used_per_gwh(accounts: Accounts) -> Floats:
    """Measure the value that establishments add per GWh they use: direct jobs × value added per job.

    [MNOK/GWh], shape (cases, years, weather)
    """
    direct = accounts.jobs.direct_persons[..., len(accounts.ledger.projects) :].sum(axis=-1)
    added = direct * accounts.income.bills.value_added_mnok_per_job[:, None, None]
    used = accounts.ledger.establishment_mwh.sum(axis=-1) / MWH_PER_GWH
    return pooled_ratio(added, np.broadcast_to(used, added.shape))


MONEY_INDICATORS: Final[tuple[Indicator, ...]] = (
    indicator("municipal_income_mnok", "MNOK", "more", _municipal_income(net=False)),
    indicator("municipal_income_net_mnok", "MNOK", "more", _municipal_income(net=True)),
    indicator("municipal_income_per_inhabitant_nok", "NOK/person", "more", _per_inhabitant(net=False)),
    indicator("municipal_income_net_per_inhabitant_nok", "NOK/person", "more", _per_inhabitant(net=True)),
    indicator("captured_price_hydro_nok_per_mwh", "NOK/MWh", "more", _captured_price(HYDRO)),
    indicator("captured_price_wind_nok_per_mwh", "NOK/MWh", "more", _captured_price(WIND)),
    indicator("captured_price_solar_nok_per_mwh", "NOK/MWh", "more", _captured_price(SUN)),
    indicator("captured_price_bio_nok_per_mwh", "NOK/MWh", "more", _captured_price(BIO)),
    indicator("surplus_sold_mnok", "MNOK", "more", lambda a: a.income.bills.sold_mnok),
    indicator("surplus_sold_mnok_per_gwh", "MNOK/GWh", "more", _sold_per_gwh),
    indicator("value_added_mnok_per_gwh", "MNOK/GWh", "more", _used_per_gwh),
    indicator("power_bill_mnok", "MNOK", "neither", lambda a: a.income.bills.total_mnok.sum(axis=-1)),
    indicator("waste_heat_value_mnok", "MNOK", "more", lambda a: a.income.bills.heat_mnok),
    indicator("income_public_persons", "persons", "more", lambda a: a.income.public_persons.sum(axis=1)),
    indicator("income_private_persons", "persons", "more", lambda a: a.income.private_persons.sum(axis=1)),
)
