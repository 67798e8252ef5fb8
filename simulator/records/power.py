"""What is offered and wanted in one horizon year, under every weather year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import TOLERANCE_MW, TOLERANCE_SHARE, freeze, require_at_least, require_finite

Floats = NDArray[np.float64]


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

    def __post_init__(self) -> None:
        """Check what the hour loop divides by: it has no bounds of its own."""
        if not 0 < self.efficiency_share <= 1:
            raise ValueError(f"battery {self.id}: efficiency {self.efficiency_share:g} is not above 0 and at most 1")
        require_at_least(f"power of battery {self.id}", self.power_mw)
        require_at_least(f"energy of battery {self.id}", self.energy_mwh)


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
class EstablishmentLoad:
    """One establishment at its size of the year.

    Parameters
    ----------
    id, area : str
        Who and where.
    capacity_mw : float
        Size reached in the year. [MW]
    load_pu : ndarray
        [per unit of capacity], shape (weather, hours)
    interruptible_share : float
        Part of the load that is cut before anybody else. [share]
    backup_mw : float
        Own generation for hours in which it is cut. [MW]
    waste_heat_share : float
        Part of its power that leaves as heat that others can use. [share]
    """

    id: str
    area: str
    capacity_mw: float
    load_pu: Floats
    interruptible_share: float
    backup_mw: float
    waste_heat_share: float

    @property
    def mw(self) -> Floats:
        """What it wants. [MW], shape (weather, hours)"""
        return np.asarray(self.capacity_mw * self.load_pu)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatDemand:
    """Heat that is wanted close to the establishments of an area.

    ``mw_per_c`` is wanted for each heating degree [MW/°C], shape (hours,); ``degrees`` [°C], shape (weather, hours).
    """

    area: str
    mw_per_c: Floats
    degrees: Floats

    @property
    def mw(self) -> Floats:
        """What is wanted. [MW], shape (weather, hours)"""
        return np.asarray(self.mw_per_c * self.degrees)


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
    loads : tuple of EstablishmentLoad
        The establishments that use power in the year, hour by hour.
    heat : tuple of HeatDemand
        Heat wanted close to them, by area.
    freed_mwh : float
        What efficiency measures free; not in ``mw``. [MWh]
    heating_mwh, stopped_mwh, cooling_mwh : ndarray, optional
        What follows the cold, in ``mw``; what stands still because the price is high, not in ``mw``; what cools
        servers, in ``mw``; none if left out.
        [MWh], shape (weather,)

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
    loads: tuple[EstablishmentLoad, ...] = ()
    heat: tuple[HeatDemand, ...] = ()
    freed_mwh: float = 0.0
    heating_mwh: Floats | None = None
    stopped_mwh: Floats | None = None
    cooling_mwh: Floats | None = None

    def __post_init__(self) -> None:
        """Check that the same energy stands in both views."""
        require_at_least("demand", self.mw)
        hourly, grouped = self.mw.sum(axis=(1, 2)), self.group_mwh.sum(axis=(1, 2))
        if not np.allclose(hourly, grouped, rtol=1e-9, atol=TOLERANCE_MW):
            worst = int(np.abs(hourly - grouped).argmax())
            raise ValueError(f"groups give {grouped[worst]:.6f} MWh, hours {hourly[worst]:.6f} in weather year {worst}")
        require_at_least("demand of others than establishments", self.mw - self.establishment_mw)
        freeze(self.mw, self.establishment_mw, self.group_mwh, self.establishment_mwh)
