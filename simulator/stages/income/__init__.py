"""Room: what municipalities and local owners earn."""

from simulator.stages.income.collecting import collect_income, tax_inhabitants
from simulator.stages.income.doubts import doubtful_income
from simulator.stages.income.formulas import (
    annuity,
    captured_price,
    concession_power_mnok,
    fee_mnok,
    levelised_cost,
    property_tax_mnok,
)

__all__ = [
    "annuity",
    "captured_price",
    "collect_income",
    "concession_power_mnok",
    "doubtful_income",
    "fee_mnok",
    "levelised_cost",
    "property_tax_mnok",
    "tax_inhabitants",
]
