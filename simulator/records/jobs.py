"""What the room for jobs hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]

CASES: Final = ("low", "central", "high")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Jobs:
    """Work in the region that the scenario's projects and establishments bring, kinds never mixed.

    Parameters
    ----------
    years : tuple of int
    entries : tuple of str
        Ids of projects and establishments, in the order of the scenario: projects first.
    sectors : tuple of str
        Input–output sector of each entry.
    direct_fte, indirect_fte, induced_fte : ndarray
        Operating full-time equivalents in the region: on site, at suppliers, from spent pay.
        [FTE], shape (cases, years, weather, entries)
    construction_job_years : ndarray
        Building work done by the region, suppliers and spending included. [job-years], same shape
    construction_outside_job_years : ndarray
        Building work done by people from outside. [job-years], same shape

    Raises
    ------
    ValueError
        If a figure is negative, not finite, or low, central and high are not in order.
    """

    years: tuple[int, ...]
    entries: tuple[str, ...]
    sectors: tuple[str, ...]
    direct_fte: Floats
    indirect_fte: Floats
    induced_fte: Floats
    construction_job_years: Floats
    construction_outside_job_years: Floats

    def __post_init__(self) -> None:
        """Check sign, finiteness and order of the cases."""
        for name in ("direct_fte", "indirect_fte", "induced_fte", "construction_job_years"):
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            require_at_least(f"step between the cases of {name}", np.diff(values, axis=0))
            freeze(values)
        require_at_least("construction_outside_job_years", self.construction_outside_job_years)

    @property
    def operating_fte(self) -> Floats:
        """All operating work in the region. [FTE], shape (cases, years, weather)"""
        return np.asarray((self.direct_fte + self.indirect_fte + self.induced_fte).sum(axis=-1))
