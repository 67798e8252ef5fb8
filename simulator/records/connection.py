"""What the grid can give to those who ask for a connection, and whom it cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR
from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]

WAYS: Final = ("forth", "back")
HOURS: Final = (
    "cut_hours",
    "area_cut_hours",
    "establishment_cut_hours",
    "link_full_hours",
    "exchange_full_hours",
)
SHARES: Final = ("coincidence_share", "area_coincidence_share", "establishment_coincidence_share")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connections:
    """Cuts, headroom, coincidence and full lines of every horizon and weather year.

    Parameters
    ----------
    years, areas, establishments, links, exchanges : tuple
        Names along the axes.
    cut_hours : ndarray
        In which any establishment is cut. [hours], shape (years, weather)
    area_cut_hours, area_cut_mwh, area_longest_cut_hours : ndarray
        Of the establishments of an area: hours with a cut, energy, longest unbroken cut.
        [hours], [MWh], [hours], shape (years, weather, areas)
    establishment_cut_hours, establishment_cut_mwh, establishment_longest_cut_hours : ndarray
        The same for each establishment. shape (years, weather, establishments)
    establishment_firm_mw : ndarray
        What each gets in every hour that it is cut in; its own peak where it is never cut. [MW], same shape
    firm_headroom_mw, conditional_headroom_mw : ndarray
        Largest flat load more that is never cut, or in no more than the agreed hours a year.
        [MW], shape (years, weather, areas)
    coincidence_share : ndarray
        The region's peak over the sum of the areas' own peaks. [share], shape (years, weather)
    area_coincidence_share, establishment_coincidence_share : ndarray
        Load in the region's peak hour over the own peak. [share], shape (years, weather, areas or establishments)
    link_full_hours : ndarray
        Hours at the limit, first from ``area_from`` to ``area_to``, then back.
        [hours], shape (years, weather, links, 2)
    exchange_full_hours : ndarray
        Hours at the limit, import first, then export. [hours], shape (years, weather, exchanges, 2)

    Raises
    ------
    ValueError
        If hours do not fit in a year, an event lasts longer than all hours with a cut, conditions give less than a firm
        connection, or a share is not one.
    """

    years: tuple[int, ...]
    areas: tuple[str, ...]
    establishments: tuple[str, ...]
    links: tuple[str, ...]
    exchanges: tuple[str, ...]
    cut_hours: Floats
    area_cut_hours: Floats
    area_cut_mwh: Floats
    area_longest_cut_hours: Floats
    establishment_cut_hours: Floats
    establishment_cut_mwh: Floats
    establishment_longest_cut_hours: Floats
    establishment_firm_mw: Floats
    firm_headroom_mw: Floats
    conditional_headroom_mw: Floats
    coincidence_share: Floats
    area_coincidence_share: Floats
    establishment_coincidence_share: Floats
    link_full_hours: Floats
    exchange_full_hours: Floats

    def __post_init__(self) -> None:
        """Check that hours, events, headroom and shares can be."""
        for name in HOURS:
            require_at_least(name, getattr(self, name))
            require_at_least(f"rest of the year after {name}", HOURS_PER_YEAR - getattr(self, name))
        for name in SHARES:
            require_at_least(name, getattr(self, name))
            require_at_least(f"rest of 1 after {name}", 1 - getattr(self, name))
        for who in ("area", "establishment"):
            hours, longest = getattr(self, f"{who}_cut_hours"), getattr(self, f"{who}_longest_cut_hours")
            require_at_least(f"hours outside the longest cut of each {who}", hours - longest)
            require_at_least(f"{who}_cut_mwh", getattr(self, f"{who}_cut_mwh"))
        require_finite("conditional_headroom_mw", self.conditional_headroom_mw)
        require_at_least("firm_headroom_mw", self.firm_headroom_mw)
        require_at_least("gain from conditions", self.conditional_headroom_mw - self.firm_headroom_mw)
        freeze(self.firm_headroom_mw, self.conditional_headroom_mw)

    @property
    def most_full_hours(self) -> Floats:
        """Hours at the limit of the line or exchange point that has most of them, both ways. shape (years, weather)"""
        full = np.concatenate([self.link_full_hours, self.exchange_full_hours], axis=2).sum(axis=-1)
        return np.asarray(full.max(axis=-1, initial=0.0))
