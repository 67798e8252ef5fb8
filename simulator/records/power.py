"""What the power rooms hand on, for one horizon year under every weather year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import TOLERANCE_MW, TOLERANCE_SHARE, freeze, require_at_least, require_finite
from simulator.records.systems import Network

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
LEVELS: Final = (
    "must_run",
    "charge",
    "planned",
    "export",
    "discharge",
    "import",
    "reserve",
    "establishments",
    "unserved",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Generator:
    """One generator that cannot move its output in time.

    Parameters
    ----------
    id, technology, area : str
        Who, what and where.
    capacity_mw : ndarray
        Nameplate, zero in weather years in which the project is not realised. [MW], shape (weather,)
    output_pu : ndarray
        Output per unit of nameplate. [0–1], shape (weather, hours)

    Raises
    ------
    ValueError
        If any hour lies above nameplate or below zero.
    """

    id: str
    technology: str
    area: str
    capacity_mw: Floats
    output_pu: Floats

    def __post_init__(self) -> None:
        """Hold the nameplate guard."""
        require_finite(f"output of {self.id}", self.output_pu)
        require_at_least(f"output of {self.id}", self.output_pu)
        if self.output_pu.size and self.output_pu.max() > 1 + TOLERANCE_SHARE:
            weather, hour = np.unravel_index(self.output_pu.argmax(), self.output_pu.shape)
            raise ValueError(
                f"{self.id} delivers {self.output_pu.max():.3f} times its nameplate in weather year {weather}, "
                f"hour {hour}"
            )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Battery:
    """Storage of one area. [MW], [MWh], efficiency of one way [share]"""

    id: str
    area: str
    power_mw: Floats
    energy_mwh: Floats
    efficiency_share: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Supply:
    """Generation outside the regulated rivers.

    ``available_mw`` is what wind, sun and the rest could deliver before curtailment. [MW],
    shape (weather, areas, hours)
    """

    year: int
    generators: tuple[Generator, ...]
    batteries: tuple[Battery, ...]
    available_mw: Floats

    def __post_init__(self) -> None:
        """Check finiteness and sign."""
        require_at_least("available_mw", self.available_mw)
        freeze(self.available_mw)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """What the region would use if nothing stopped it.

    Parameters
    ----------
    groups : tuple of str
        Sectors of today, then ``establishments``.
    mw : ndarray
        [MW], shape (weather, areas, hours)
    establishment_mw : ndarray
        The part of it that new establishments want, which is cut first if power is short. Same unit and shape
    group_mwh : ndarray
        The same energy by group and month. [MWh], shape (weather, groups, 12)
    establishment_mwh : ndarray
        Energy of each establishment in the year. [MWh], shape (weather, establishments)

    Raises
    ------
    ValueError
        If the groups do not add up to the hours.
    """

    year: int
    groups: tuple[str, ...]
    mw: Floats
    establishment_mw: Floats
    group_mwh: Floats
    establishment_mwh: Floats

    def __post_init__(self) -> None:
        """Check that the same energy stands in both views."""
        require_at_least("demand", self.mw)
        hourly, grouped = self.mw.sum(axis=(1, 2)), self.group_mwh.sum(axis=(1, 2))
        if not np.allclose(hourly, grouped, rtol=1e-9, atol=TOLERANCE_MW):
            worst = int(np.abs(hourly - grouped).argmax())
            raise ValueError(f"groups give {grouped[worst]:.6f} MWh, hours {hourly[worst]:.6f} in weather year {worst}")
        require_at_least("demand of others than establishments", self.mw - self.establishment_mw)
        freeze(self.mw, self.establishment_mw, self.group_mwh, self.establishment_mwh)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dispatch:
    """What rivers, batteries and grid did in every hour.

    Parameters
    ----------
    hydro_mw, curtailed_mw, unserved_mw, charge_mw, discharge_mw : ndarray
        [MW], shape (weather, areas, hours)
    river_lost_mw : ndarray
        What run-of-river plants could not deliver because the grid was full. [MW], same shape
    establishment_cut_mw : ndarray
        The part of ``unserved_mw`` that establishments go without. [MW], same shape
    import_mw, export_mw : ndarray
        [MW], shape (weather, exchanges, hours)
    flow_mw : ndarray
        Flow towards the root of the network, positive or negative. [MW], shape (weather, areas, hours)
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
    reservoirs: tuple[str, ...]
    plants: tuple[str, ...]
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
        if gap.size and np.abs(gap).max() > 1e-6 * scale:
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
