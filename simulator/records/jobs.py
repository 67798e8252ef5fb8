"""What the room for jobs hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_at_least, require_finite
from simulator.records.units import Fte, JobYears, Persons

Floats = NDArray[np.float64]

CASES: Final = ("low", "central", "high")
RISING: Final = (
    "direct_persons",
    "indirect_persons",
    "induced_persons",
    "construction_job_years",
    "construction_supplier_job_years",
    "construction_induced_job_years",
)
LAYERS: Final = (*RISING, "construction_outside_job_years")


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
    direct_persons, indirect_persons, induced_persons : ndarray
        People at work in operation in the region, on average over the year: on site, at suppliers, from spent pay.
        Full-time or part-time, as the job factors and the employment of the input–output table count them.
        [persons], shape (cases, years, weather, entries)
    construction_job_years : ndarray
        Building work done by the region: on site and at suppliers. [job-years], same shape
    construction_supplier_job_years : ndarray
        The part of it that suppliers in the region do. [job-years], same shape
    construction_induced_job_years : ndarray
        What the region's builders spend of their pay adds; never part of the figures above. [job-years], same shape
    construction_outside_job_years : ndarray
        Building work done by people from outside; with the region's it is all work in the nation.
        [job-years], same shape
    persons_per_fte : float or ndarray
        People at work per full-time equivalent, 1 or more. [persons/FTE], one for all or shape (cases,)
    drawn : bool
        Whether the cases are worlds that were drawn, in no order; if not, they are low, central and high.

    Raises
    ------
    ValueError
        If a figure is negative, not finite, or low, central and high are not in order.
    """

    years: tuple[int, ...]
    entries: tuple[str, ...]
    sectors: tuple[str, ...]
    direct_persons: Floats
    indirect_persons: Floats
    induced_persons: Floats
    construction_job_years: Floats
    construction_supplier_job_years: Floats
    construction_induced_job_years: Floats
    construction_outside_job_years: Floats
    persons_per_fte: float | Floats = 1.0
    drawn: bool = False

    def __post_init__(self) -> None:
        """Check sign, finiteness and order of the cases."""
        for name in RISING:
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            if not self.drawn:
                require_at_least(f"step between the cases of {name}", np.diff(values, axis=0))
            freeze(values)
        require_at_least("construction_outside_job_years", self.construction_outside_job_years)
        require_at_least("construction_direct_job_years", self.construction_direct_job_years)

    @property
    def operating_persons(self) -> Floats:
        """All people at work in operation in the region. [persons], shape (cases, years, weather)"""
        return np.asarray((self.direct_persons + self.indirect_persons + self.induced_persons).sum(axis=-1))

    @property
    def operating(self) -> Persons:
        """The same, in a type that refuses other ways of counting. [persons], shape (cases, years, weather)"""
        return Persons(self.operating_persons)

    @property
    def operating_work(self) -> Fte:
        """The same work as full-time equivalents. [FTE], shape (cases, years, weather)"""
        return Fte(self.operating_persons / np.reshape(self.persons_per_fte, (-1, 1, 1)))

    @property
    def construction_direct_job_years(self) -> Floats:
        """Building work of the region on site. [job-years], shape (cases, years, weather, entries)"""
        return np.asarray(self.construction_job_years - self.construction_supplier_job_years)

    @property
    def construction(self) -> JobYears:
        """Building work done by the region, spent pay not included. [job-years], shape (cases, years, weather)"""
        return JobYears(self.construction_job_years.sum(axis=-1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JobTotals:
    """The work of `Jobs` with its entries summed, on average over the weather years: small enough for many worlds.

    Parameters
    ----------
    years : tuple of int
    direct_persons, indirect_persons, induced_persons : ndarray
        [persons], shape (cases, years)
    construction_job_years, construction_supplier_job_years, construction_induced_job_years : ndarray
        [job-years], same shape
    construction_outside_job_years : ndarray
        [job-years], same shape

    Raises
    ------
    ValueError
        If a figure is negative or not finite.
    """

    years: tuple[int, ...]
    direct_persons: Floats
    indirect_persons: Floats
    induced_persons: Floats
    construction_job_years: Floats
    construction_supplier_job_years: Floats
    construction_induced_job_years: Floats
    construction_outside_job_years: Floats

    def __post_init__(self) -> None:
        """Check sign and finiteness."""
        for name in LAYERS:
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            freeze(values)

    @property
    def operating_persons(self) -> Floats:
        """All people at work in operation in the region. [persons], shape (cases, years)"""
        return np.asarray(self.direct_persons + self.indirect_persons + self.induced_persons)
