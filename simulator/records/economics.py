"""What a project is worth, what power costs an establishment, and what surplus and heat are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
Cases = tuple[float, float, float]
Covered = Literal["all", "operation", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEconomics:
    """What one project costs, earns and is worth, before taxes on profit; low, central, high of each.

    Parameters
    ----------
    project, kind : str
    captured_price_nok_per_mwh : tuple of float
        Market value per energy delivered, over all years and weather years. [NOK/MWh]
    levelised_cost_nok_per_mwh : tuple of float
        Capital and operation per energy delivered, both discounted. The low case has the high costs. [NOK/MWh]
    local_charges_nok_per_mwh : tuple of float
        What municipality, county and landowner get per energy delivered before there is a profit. [NOK/MWh]
    municipal_nok_per_mwh : tuple of float
        What the municipality gets of it and of resource-rent tax, per energy delivered. [NOK/MWh]
    running_margin_nok_per_mwh : tuple of float
        Market value less operation and local charges per energy delivered, both discounted. [NOK/MWh]
    net_present_value_mnok : tuple of float
        At the start of operation: discounted value less operation and local charges, less the investment. [MNOK]
    payback_years : tuple of float or None
        Years of operation until the investment is earned back without interest; None if never. [years]
    dividends_mnok : tuple of float
        What all owners get a year after tax, mean over the years of operation inside the horizon. [MNOK]
    local_ownership_share : float
        As the scenario states it. [share]
    yardstick_nok_per_mwh : float or None
        NVE's estimate of the levelised cost of such a plant; None if there is none. [NOK/MWh]

    Raises
    ------
    ValueError
        If a payback time is negative.
    """

    project: str
    kind: str
    captured_price_nok_per_mwh: Cases
    levelised_cost_nok_per_mwh: Cases
    local_charges_nok_per_mwh: Cases
    municipal_nok_per_mwh: Cases
    running_margin_nok_per_mwh: Cases
    net_present_value_mnok: Cases
    payback_years: tuple[float | None, float | None, float | None]
    dividends_mnok: Cases
    local_ownership_share: float
    yardstick_nok_per_mwh: float | None

    def __post_init__(self) -> None:
        """Refuse an investment earned back before it was made."""
        if any(years is not None and years < 0 for years in self.payback_years):
            raise ValueError(f"{self.project} is paid back after {self.payback_years} years")

    @property
    def covers(self) -> tuple[Covered, Covered, Covered]:
        """What the market pays for in each case: all, with the investment and interest; operation; or not even that."""
        low, central, high = map(_covered, self.net_present_value_mnok, self.running_margin_nok_per_mwh)
        return low, central, high

    def dividends_at(self, local_share: float) -> Cases:
        """Return what local owners would get a year if they owned another part of it. [MNOK]"""
        low, central, high = (local_share * mnok for mnok in self.dividends_mnok)
        return low, central, high


def _covered(value: float, margin: float) -> Covered:
    return "all" if value >= 0 else "operation" if margin >= 0 else "nothing"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bills:
    """What power costs establishments, and what surplus sold and heat used are worth.

    Parameters
    ----------
    energy_mnok, grid_mnok, tax_mnok : ndarray
        Energy at the price of the hour, grid tariff and consumption tax, without VAT. Low and high are those of the
        rates themselves. [MNOK], shape (cases, years, weather, establishments)
    sold_mnok : ndarray
        Surplus that leaves the region, at the price of the hour. [MNOK], shape (cases, years, weather)
    heat_mnok : ndarray
        Waste heat that somebody uses. [MNOK], shape (cases, years, weather)
    value_added_mnok_per_job : ndarray
        [MNOK/job/year], shape (cases,)

    Raises
    ------
    ValueError
        If a rate makes a bill for grid or tax negative, or a figure is not finite.
    """

    energy_mnok: Floats
    grid_mnok: Floats
    tax_mnok: Floats
    sold_mnok: Floats
    heat_mnok: Floats
    value_added_mnok_per_job: Floats

    def __post_init__(self) -> None:
        """Check sign and finiteness; make read-only. Energy may cost less than nothing in hours of negative prices."""
        for name in ("energy_mnok", "grid_mnok", "tax_mnok", "sold_mnok", "heat_mnok"):
            require_finite(name, getattr(self, name))
            freeze(getattr(self, name))
        require_at_least("grid_mnok", self.grid_mnok)
        require_at_least("tax_mnok", self.tax_mnok)

    @property
    def total_mnok(self) -> Floats:
        """The whole bill. [MNOK], shape (cases, years, weather, establishments)"""
        return np.asarray(self.energy_mnok + self.grid_mnok + self.tax_mnok)
