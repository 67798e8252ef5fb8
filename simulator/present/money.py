"""Income, worth of projects and power bills as tidy tables for files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from simulator.records import CASES, SOURCES, Income, Result

LOCAL_SHARES: Final = (0.0, 0.34, 0.51, 1.0)
INCOME_COLUMNS: Final = ("scenario", "year", "municipality", "group", "payer", "source", "recipient", *CASES)
WORTH_COLUMNS: Final = ("scenario", "project", "kind", "figure", *CASES)
BILL_COLUMNS: Final = ("scenario", "year", "establishment", "figure", *CASES)
FIGURES: Final = (
    "captured_price_nok_per_mwh",
    "levelised_cost_nok_per_mwh",
    "local_charges_nok_per_mwh",
    "municipal_nok_per_mwh",
    "running_margin_nok_per_mwh",
    "net_present_value_mnok",
    "payback_years",
)
PARTS: Final = ("energy_mnok", "grid_mnok", "tax_mnok")


def payments_table(results: Iterable[Result]) -> pd.DataFrame:
    """List who pays what to whom, by municipality of the payer.

    Returns
    -------
    DataFrame
        Columns scenario, year, municipality, group, payer, source, recipient, low, central, high; mean over weather
        years, million NOK of the price year. Rows in which nothing is paid are left out.
    """
    rows = [row for result in results for row in _payments(result.scenario.id, result.income)]
    return pd.DataFrame(rows, columns=list(INCOME_COLUMNS))


def _payments(scenario: str, income: Income) -> Iterable[tuple[object, ...]]:
    """Yield one row per year, municipality, payer and source."""
    mean = income.paid_mnok.mean(axis=-1)
    for source, payer, year in np.argwhere(np.moveaxis(mean != 0, 0, -1).any(axis=-1)):
        name = income.sources[source]
        for place in np.flatnonzero(income.hosts_share[:, payer]):
            cases = mean[:, source, payer, year] * income.hosts_share[place, payer]
            head = (scenario, income.years[year], income.municipalities[place], income.groups[payer])
            yield (*head, income.payers[payer], name, SOURCES[name], *cases)


def worth_table(results: Iterable[Result]) -> pd.DataFrame:
    """List what every project costs, earns and is worth, and its dividends at several local shares.

    Returns
    -------
    DataFrame
        Columns scenario, project, kind, figure, low, central, high; the name of the figure ends in its unit. An empty
        cell of payback means never.
    """
    rows = []
    for result in results:
        for found in result.income.economics:
            head = (result.scenario.id, found.project, found.kind)
            rows += [(*head, figure, *getattr(found, figure)) for figure in FIGURES]
            if found.yardstick_nok_per_mwh is not None:
                rows.append((*head, "yardstick_nok_per_mwh", *[found.yardstick_nok_per_mwh] * len(CASES)))
            for share in LOCAL_SHARES:
                rows.append((*head, f"local_dividends_at_{share:.2f}_mnok", *found.dividends_at(share)))
    return pd.DataFrame(rows, columns=list(WORTH_COLUMNS))


def bills_table(results: Iterable[Result]) -> pd.DataFrame:
    """List what power costs each establishment.

    Returns
    -------
    DataFrame
        Columns scenario, year, establishment, figure, low, central, high; mean over weather years, million NOK.
    """
    rows = []
    for result in results:
        for part in PARTS:
            mean = getattr(result.income.bills, part).mean(axis=2)
            for year, calendar in enumerate(result.ledger.years):
                for place, name in enumerate(result.ledger.establishments):
                    rows.append((result.scenario.id, calendar, name, part, *mean[:, year, place]))
    return pd.DataFrame(rows, columns=list(BILL_COLUMNS))
