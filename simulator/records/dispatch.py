"""What rivers, batteries and grid were given and what they did, for one horizon year under every weather year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import TOLERANCE_MW, freeze, require_at_least
from simulator.records.power import Demand, Supply
from simulator.records.systems import HydroSystem, Network

Floats = NDArray[np.float64]

HOURLY_FLOWS: Final = (
    "hydro_mw",
    "river_lost_mw",
    "curtailed_mw",
    "establishment_cut_mw",
    "unserved_mw",
    "charge_mw",
    "discharge_mw",
    "import_mw",
    "export_mw",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTerms:
    """What trade and going without cost, beside the hourly prices. [EUR/MWh]

    ``establishment_cut_eur_mwh`` lies below ``unserved_eur_mwh``: establishments are cut first.
    """

    import_fee_eur_mwh: float
    export_fee_eur_mwh: float
    establishment_cut_eur_mwh: float
    unserved_eur_mwh: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PowerSystem:
    """Everything that one year's dispatch is given: the same for every engine, and for export.

    ``price_eur_mwh`` holds the hourly prices of NO1 and NO3. [EUR/MWh], shape (2, weather, hours)
    """

    supply: Supply
    demand: Demand
    rivers: HydroSystem
    network: Network
    price_eur_mwh: Floats
    terms: MarketTerms

    def buying_price_eur_mwh(self, weather: int | slice = slice(None)) -> Floats:
        """Return what a bought MWh costs; nobody is paid to use power. [EUR/MWh], shape (2, weather, hours)"""
        return np.maximum(self.price_eur_mwh[:, weather] + self.terms.import_fee_eur_mwh, 0)

    def selling_price_eur_mwh(self, weather: int | slice = slice(None)) -> Floats:
        """Return what a sold MWh earns; at negative prices nothing is sold. [EUR/MWh], shape (2, weather, hours)"""
        return np.maximum(self.price_eur_mwh[:, weather] - self.terms.export_fee_eur_mwh, 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dispatch:
    """What rivers, batteries and grid did in every hour.

    Parameters
    ----------
    engine : str
        Who decided: ``policy``, ``foresight``, ``rule`` or ``reference``.
    cost_eur : ndarray
        Imports less exports at `PowerSystem`'s prices, plus what going without costs, less what plants outside the
        region's areas earn. [EUR], shape (weather,)
    bound_eur : ndarray
        Certified lower bound on the cost of any operation that ends the year as it began; nan where none was sought.
        [EUR], shape (weather,)
    water_value_eur_m3 : ndarray
        Of one more m³ in each reservoir, at the start of each day; nan where the engine has none.
        [EUR/m³], shape (weather, reservoirs, days)
    hydro_mw, curtailed_mw, unserved_mw, charge_mw, discharge_mw : ndarray
        [MW], shape (weather, areas, hours)
    river_lost_mw : ndarray
        What run-of-river plants could not deliver because the grid was full. [MW], same shape
    establishment_cut_mw : ndarray
        The part of ``unserved_mw`` that establishments go without. [MW], same shape
    import_mw, export_mw : ndarray
        [MW], shape (weather, exchanges, hours)
    flow_mw : ndarray
        Flow of each area's line at the area's own end: what it sends towards the root before the loss, or, negative,
        what it receives after it. [MW], shape (weather, areas, hours)
    reservoir_m3 : ndarray
        Water stored, at the start of each hour and at the end. [m³], shape (weather, reservoirs, hours + 1)
    plant_mwh : ndarray
        [MWh], shape (weather, plants, 12)
    plant_value_eur : ndarray
        Production times the price of its area. [EUR], shape (weather, plants)
    water_in_m3, turbined_m3, bypassed_m3, spilled_m3 : ndarray
        Year's water of each step: local inflow and arrivals, through turbines, minimum release, spill.
        [m³], shape (weather, steps)
    stored_change_m3 : ndarray
        [m³], shape (weather, steps)

    Raises
    ------
    ValueError
        If the water of any step does not add up, or plants and hours disagree.
    """

    year: int
    engine: str
    reservoirs: tuple[str, ...]
    plants: tuple[str, ...]
    cost_eur: Floats
    bound_eur: Floats
    water_value_eur_m3: Floats
    hydro_mw: Floats
    river_lost_mw: Floats
    curtailed_mw: Floats
    establishment_cut_mw: Floats
    unserved_mw: Floats
    charge_mw: Floats
    discharge_mw: Floats
    import_mw: Floats
    export_mw: Floats
    flow_mw: Floats
    reservoir_m3: Floats
    plant_mwh: Floats
    plant_value_eur: Floats
    water_in_m3: Floats
    turbined_m3: Floats
    bypassed_m3: Floats
    spilled_m3: Floats
    stored_change_m3: Floats

    def __post_init__(self) -> None:
        """Check that water is conserved and that flows are never negative."""
        gap = self.water_in_m3 - self.turbined_m3 - self.bypassed_m3 - self.spilled_m3 - self.stored_change_m3
        scale = max(1.0, float(np.abs(self.water_in_m3).max(initial=0.0)))
        if gap.size and not np.abs(gap).max() <= 1e-6 * scale:
            weather, step = np.unravel_index(np.abs(gap).argmax(), gap.shape)
            raise ValueError(f"water does not add up: {gap[weather, step]:.1f} m³ in step {step}, weather {weather}")
        for name in HOURLY_FLOWS:
            values = getattr(self, name)
            require_at_least(name, values)
            freeze(values)
        require_at_least("reservoir_m3", self.reservoir_m3)
        freeze(self.flow_mw, self.reservoir_m3, self.plant_mwh, self.plant_value_eur)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Balance:
    """Every hour of every area closed: what comes in is what goes out.

    ``net_import_mw`` is what the neighbouring areas and the price areas bring, ``storage_mw`` what batteries give less
    what they take; these two have a sign.
    [MW], every array of shape (weather, areas, hours)

    Raises
    ------
    ValueError
        Naming weather year, area, hour and size of the largest gap.
    """

    year: int
    generation_mw: Floats
    demand_mw: Floats
    net_import_mw: Floats
    storage_mw: Floats
    unserved_mw: Floats

    def __post_init__(self) -> None:
        """Hold the law: generation + net import + net discharge + unserved = demand."""
        for weather in range(len(self.demand_mw)):
            gap = self.generation_mw[weather] + self.net_import_mw[weather]
            gap += self.storage_mw[weather]
            gap += self.unserved_mw[weather]
            gap -= self.demand_mw[weather]
            worst = max(gap.max(initial=0.0), -gap.min(initial=0.0))
            if not worst <= TOLERANCE_MW:
                area, hour = np.unravel_index(np.abs(gap).argmax(), gap.shape)
                raise ValueError(
                    f"balance open by {gap[area, hour]:.6g} MW in weather year {weather}, area {area}, hour {hour}"
                )
        freeze(self.generation_mw, self.demand_mw, self.net_import_mw, self.storage_mw, self.unserved_mw)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PowerYear:
    """One horizon year, hour by hour: what was offered, wanted, done and closed.

    ``link_loading_share`` is the highest loading of each area's line towards the root. [share], shape (weather, areas)
    """

    year: int
    supply: Supply
    demand: Demand
    network: Network
    dispatch: Dispatch
    balance: Balance
    link_loading_share: Floats
