"""The region as it is: areas, grid, plants, rivers, consumption, people, industries, goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from simulator.premises.assumptions import Quantity
from simulator.premises.costs import CostLine
from simulator.premises.people import Demography

Market = Literal["NO1", "NO3"]
GOAL_GROUPS: Final = ("people", "business", "power", "society")  # headings under which goals are shown, in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One grid area: a municipality, or the part of one that lies in one price area.

    ``temperature_offset_c`` is how much warmer it is than at the station that the weather years tell of. [°C]
    """

    id: str
    municipality: str
    name: str
    market: Market
    temperature_offset_c: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line between two grid areas; its capacity is the assumption ``grid.<id>.capacity_mw``. [MW]"""

    id: str
    area_from: str
    area_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Where the region meets a price area: ``grid.<id>.import_mw`` and ``grid.<id>.export_mw``. [MW]"""

    id: str
    area: str
    market: Market


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One hydropower plant: mean production is published, not computed. [MW], [GWh/year]"""

    id: str
    name: str
    municipality: str
    area: str
    commissioned: str
    capacity_mw: float
    mean_gwh: float
    owner: str
    local_share: float
    confidence: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterway:
    """One step of a river: an intake or reservoir with its plant, and where the water goes next.

    Storage [Mm³], flows [m³/s], energy equivalent [kWh/m³]; ``turbine_to`` and ``spill_to`` name the next step, or
    are empty where the water leaves the region; ``travel_hours`` is at least 1.
    """

    id: str
    plant: str
    area: str
    river: str
    inflow_mm3: float
    storage_mm3: float
    minimum_share: float
    max_flow_m3s: float
    min_release_m3s: float
    energy_kwh_m3: float
    peaking_share: float
    turbine_to: str
    spill_to: str
    travel_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption:
    """Measured electricity use of one area and sector in one year. [GWh]"""

    area: str
    sector: str
    year: int
    gwh: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadShape:
    """How a load varies: hour factors for weekdays and weekends, and month factors, all around 1.

    ``hours`` has shape (2, 24): weekday, weekend. ``months`` has shape (12,). ``heat_share_per_c`` is the change of
    load per degree below the heating threshold. [1/°C]
    """

    id: str
    hours: NDArray[np.float64]
    months: NDArray[np.float64]
    heat_share_per_c: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of establishment or energy project; its numbers are assumptions named after it.

    ``costs_as`` names the kind whose cost lines stand in where it has none of its own; empty if none do.
    """

    id: str
    sector: str
    profile: str
    group: str
    costs_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InputOutput:
    """National input–output table, its notation that of Miller and Blair.

    Parameters
    ----------
    sectors : tuple of str
        Sector codes, order of every axis.
    A : ndarray
        Domestic input per NOK of output. [NOK/NOK], shape (sectors, sectors)
    pay_share, jobs_per_mnok, household_share : ndarray
        Compensation per NOK of output, employed persons per NOK million, and household spending pattern.
        shape (sectors,)
    imputed_rent_share : float
        Part of household spending that is imputed rent of own dwellings. [share]
    national_persons, regional_persons : ndarray
        Employed persons in the nation and in the region. [persons], shape (sectors,)
    import_share, tax_share, value_added_share : ndarray
        What leaves the round of domestic purchases: imported inputs, taxes less subsidies on products (below 0 where
        subsidies are larger), value added. With the column of ``A`` they sum to 1. [NOK/NOK], shape (sectors,)
    """

    sectors: tuple[str, ...]
    A: NDArray[np.float64]
    pay_share: NDArray[np.float64]
    jobs_per_mnok: NDArray[np.float64]
    household_share: NDArray[np.float64]
    imputed_rent_share: float
    national_persons: NDArray[np.float64]
    regional_persons: NDArray[np.float64]
    import_share: NDArray[np.float64]
    tax_share: NDArray[np.float64]
    value_added_share: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparable:
    """A case somewhere else: what was promised and what came of it.

    ``capacity_mw`` [MW], ``promised_persons`` and ``delivered_persons`` [persons] are None where no source tells.
    """

    id: str
    name: str
    kind: str
    capacity_mw: float | None
    promised_persons: float | None
    delivered_persons: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of the strategy: what is to be reached, by when, and how it is found out.

    ``group`` is one of `GOAL_GROUPS`; ``evidence`` names what the indicator stands on, and ``tables`` the word of
    confidence of each table among it.
    Progress is counted from ``baseline``. ``over`` says which years decide: ``at`` the goal's year, ``every`` year, or
    the ``mean`` of the years up to it.
    """

    id: str
    group: str
    kind: Literal["measured", "counted", "milestone"]
    indicator: str
    baseline: float
    target: float
    unit: str
    by: int | None
    better: Literal["more", "less"]
    over: Literal["at", "every", "mean"]
    evidence: tuple[str, ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Region:
    """Everything observed about the region, as the doors read it from ``data/``.

    ``population`` has shape (municipalities, years, age groups) with the axes named by ``municipalities``,
    ``population_years`` and ``age_groups``; ``demography`` knows single ages; ``filling_share`` maps a price area to
    the measured mean reservoir filling by month, shape (12,); ``book`` holds every ranged number with its source;
    ``employed_residents`` live in each municipality, 2024. [persons], shape (municipalities,);
    ``education`` has the levels of schooling of each sector and group of people. [share], shape (levels,);
    ``plant_hosts`` maps a plant that lies in more than one municipality to the part of each. [share];
    ``comparables`` are cases elsewhere against which promises of jobs are held; ``cost_lines`` split what each phase of
    each kind costs.
    """

    municipalities: tuple[str, ...]
    areas: tuple[Area, ...]
    links: tuple[Link, ...]
    exchanges: tuple[Exchange, ...]
    plants: tuple[Plant, ...]
    waterways: tuple[Waterway, ...]
    consumption: tuple[Consumption, ...]
    load_shapes: Mapping[str, LoadShape]
    filling_share: Mapping[str, NDArray[np.float64]]
    population: NDArray[np.float64]
    population_years: tuple[int, ...]
    age_groups: tuple[str, ...]
    demography: Demography
    employed_residents: NDArray[np.float64]
    input_output: InputOutput
    project_kinds: Mapping[str, Kind]
    establishment_kinds: Mapping[str, Kind]
    goals: tuple[Goal, ...]
    book: Mapping[str, Quantity]
    education: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    plant_hosts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    comparables: tuple[Comparable, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()

    def lines_of(self, kind: str, phase: str) -> tuple[CostLine, ...]:
        """Return what a phase of one kind, such as ``project.wind``, is spent on."""
        return tuple(line for line in self.cost_lines if line.kind == kind and line.phase == phase)

    def area_index(self, area: str) -> int:
        """Return the position of an area on every area axis.

        Raises
        ------
        KeyError
            If there is no such area.
        """
        for index, candidate in enumerate(self.areas):
            if candidate.id == area:
                return index
        raise KeyError(area)
