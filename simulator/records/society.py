"""What the rooms for jobs, labour and income hand on."""

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labour:
    """Who fills the jobs, and what that does to people and participation.

    ``employed_persons`` counts employed residents (the 7,811 of 2024); ``working_age_persons`` those aged 20–66;
    the four ways of filling a job plus ``unfilled_persons`` sum to ``offered_persons``.
    [persons], shape (cases, years, weather)

    Raises
    ------
    ValueError
        If the ways of filling a job do not sum to the jobs offered.
    """

    years: tuple[int, ...]
    baseline_employed_persons: Floats
    offered_persons: Floats
    in_migrant_persons: Floats
    in_commuter_persons: Floats
    resident_persons: Floats
    displaced_persons: Floats
    unfilled_persons: Floats
    public_service_persons: Floats
    employed_persons: Floats
    working_age_persons: Floats
    population_persons: Floats

    def __post_init__(self) -> None:
        """Check that people are neither lost nor invented."""
        filled = self.in_migrant_persons + self.in_commuter_persons + self.resident_persons
        filled = filled + self.displaced_persons + self.unfilled_persons
        gap = np.abs(filled - self.offered_persons)
        if gap.max(initial=0.0) > 1e-6:
            raise ValueError(f"ways of filling jobs differ from jobs offered by {gap.max():.6g} persons")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Income:
    """What the municipalities earn, in million NOK of the price year.

    ``mnok`` has shape (sources, municipalities, years, weather); ``existing`` says which sources come from plants that
    stand today.
    """

    years: tuple[int, ...]
    sources: tuple[str, ...]
    municipalities: tuple[str, ...]
    price_year: int
    mnok: Floats

    def __post_init__(self) -> None:
        """Check finiteness and make read-only."""
        require_finite("income", self.mnok)
        freeze(self.mnok)
