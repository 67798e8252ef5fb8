"""Figures on how well power is used: curtailment, captured price, hourly match, flexible load, heat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.stages.indicators.accounts import MWH_PER_GWH, Accounts, Indicator, indicator, pooled_ratio

Floats = NDArray[np.float64]
TRANSPORT: Final = "transport"
WIND: Final = ("wind",)
SUN: Final = ("solar",)
HYDRO: Final = ("inflow", "regulated")
BIO: Final = ("bio",)


def _projects(accounts: Accounts, profiles: Iterable[str]) -> list[int]:
    """Return the positions of the projects that are driven by some profiles."""
    return [place for place, one in enumerate(accounts.scenario.projects) if accounts.profiles[one.kind] in profiles]


def _curtailed(profiles: tuple[str, ...]) -> Callable[[Accounts], Floats]:
    """Measure what projects of a technology could not deliver; hydropower with the plants of today. [GWh]"""

    def measured(accounts: Accounts) -> Floats:
        ledger = accounts.ledger
        lost_mwh = ledger.project_curtailed_mwh[..., _projects(accounts, profiles)].sum(axis=-1)
        rivers_mwh = ledger.river_lost_mwh if profiles == HYDRO else np.zeros_like(ledger.river_lost_mwh)
        return np.asarray((lost_mwh + rivers_mwh) / MWH_PER_GWH)

    return measured


def _captured_price(profiles: tuple[str, ...]) -> Callable[[Accounts], Floats]:
    """Measure the production-weighted price over the plain mean price, both of the market that was delivered to."""

    def measured(accounts: Accounts) -> Floats:
        ledger, places = accounts.ledger, _projects(accounts, profiles)
        value_eur = ledger.project_value_eur[..., places].sum(axis=-1)
        flat_eur = ledger.project_flat_eur[..., places].sum(axis=-1)
        if profiles == HYDRO:
            inside = [place for place, plant in enumerate(ledger.plants) if plant in accounts.plants_inside]
            value_eur = value_eur + ledger.plant_value_eur[..., inside].sum(axis=-1)
            flat_eur = flat_eur + ledger.plant_flat_eur[..., inside].sum(axis=-1)
        return pooled_ratio(value_eur, flat_eur)

    return measured


def _matching(accounts: Accounts) -> Floats:
    return pooled_ratio(accounts.ledger.matched_mwh, accounts.ledger.consumption_mwh.sum(axis=(2, 3)))


def _establishment_matching(accounts: Accounts) -> Floats:
    ledger = accounts.ledger
    return pooled_ratio(ledger.establishment_matched_mwh, ledger.establishment_mwh.sum(axis=-1))


def _transport(accounts: Accounts) -> Floats:
    ledger = accounts.ledger
    chosen = [place for place, group in enumerate(ledger.groups) if group == TRANSPORT]
    return np.asarray(ledger.consumption_mwh[:, :, chosen].sum(axis=(2, 3)) / MWH_PER_GWH)


USE_INDICATORS: Final[tuple[Indicator, ...]] = (
    indicator("curtailed_wind_gwh", "GWh", "less", _curtailed(WIND)),
    indicator("curtailed_solar_gwh", "GWh", "less", _curtailed(SUN)),
    indicator("curtailed_hydro_gwh", "GWh", "less", _curtailed(HYDRO)),
    indicator("curtailed_bio_gwh", "GWh", "less", _curtailed(BIO)),
    indicator("captured_price_hydro_share", "share", "more", _captured_price(HYDRO)),
    indicator("captured_price_wind_share", "share", "more", _captured_price(WIND)),
    indicator("captured_price_solar_share", "share", "more", _captured_price(SUN)),
    indicator("hourly_matching_share", "share", "more", _matching),
    indicator("establishment_matching_share", "share", "more", _establishment_matching),
    indicator("heating_gwh", "GWh", "neither", lambda a: a.ledger.heating_mwh / MWH_PER_GWH),
    indicator("transport_gwh", "GWh", "neither", _transport),
    indicator("freed_gwh", "GWh", "more", lambda a: a.ledger.freed_mwh / MWH_PER_GWH),
    indicator("cooling_gwh", "GWh", "less", lambda a: a.ledger.cooling_mwh / MWH_PER_GWH),
    indicator("waste_heat_gwh", "GWh", "neither", lambda a: a.ledger.waste_heat_mwh / MWH_PER_GWH),
    indicator("waste_heat_used_gwh", "GWh", "more", lambda a: a.ledger.waste_heat_used_mwh / MWH_PER_GWH),
    indicator("shiftable_mw", "MW", "more", lambda a: a.ledger.shiftable_mw),
    indicator("price_stopped_gwh", "GWh", "neither", lambda a: a.ledger.price_stopped_mwh / MWH_PER_GWH),
    indicator("backup_gwh", "GWh", "neither", lambda a: a.ledger.backup_mwh / MWH_PER_GWH),
)
