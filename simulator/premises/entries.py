"""What a person enters: projects, establishments, measures, areas and outages, one entry each."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, PrivateAttr

from simulator.premises.parts import (
    DATE,
    VISIBLE_LINES,
    CapacityMw,
    DelayYears,
    Id,
    Month,
    MonthDay,
    Part,
    SeriesFile,
    Share,
    Title,
    Year,
)

Step = tuple[int, float]
Cost = TypeVar("Cost", float, NDArray[np.float64])
OWNER: Final = "who owns it; said, and used in no figure"
OPERATION: Final = "what operation costs, if known; else as the kind"
INVESTMENT: Final = "investment in all, if known; else by capacity and kind"
GRAVITY_KN_M3: Final = 9.81  # weight of a cubic metre of water
KW_PER_MW: Final = 1000.0
Status = Literal["idea", "applied", "licensed", "building", "operating"]


class Project(Part):
    """A new energy project: what is built, where, when and by whom."""

    id: Id
    kind: Id
    title: Title
    area: str = Field(description="grid area or municipality")
    capacity_mw: CapacityMw
    mean_gwh: float | None = Field(default=None, ge=0, le=5000, description="mean production a year, if known")
    storage_hours: float | None = Field(default=None, gt=0, le=168, description="stores: hours at full power")
    start_year: Year
    end_year: Year | None = None
    delay_years: DelayYears = 0
    head_m: float | None = Field(default=None, gt=0, le=1500, description="hydropower: height of fall, as a check")
    max_flow_m3s: float | None = Field(default=None, gt=0, le=1000, description="hydropower: largest flow, as a check")
    capital_mnok: float | None = Field(default=None, ge=0, le=100_000, description=INVESTMENT)
    operating_cost_nok_per_mwh: float | None = Field(default=None, ge=0, le=5000, description=OPERATION)
    owner: Title | None = Field(default=None, description=OWNER)
    local_ownership_share: Share = 0.0
    local_purchase_share: Share | None = Field(default=None, description="part of the investment bought in the region")
    probability: Share = Field(default=1.0, description="chance that it is realised")
    status: Status = "idea"

    @property
    def opening_year(self) -> int:
        """First year of operation, delay included."""
        return self.start_year + self.delay_years

    @property
    def steps(self) -> tuple[Step, ...]:
        """Year and size of each step of building out; a project has one. [MW]"""
        return ((self.opening_year, self.capacity_mw),)

    @property
    def full_mw(self) -> float:
        """Capacity when all is built. [MW]"""
        return self.capacity_mw

    @property
    def falling_water_mw(self) -> float | None:
        """Power of the stated water over the stated fall without any loss, where both are stated. [MW]"""
        if self.head_m is None or self.max_flow_m3s is None:
            return None
        return GRAVITY_KN_M3 * self.head_m * self.max_flow_m3s / KW_PER_MW


class Phase(Part):
    """A later step of an establishment: its capacity in all from a year on."""

    year: Year
    capacity_mw: CapacityMw


class OwnCurve(NamedTuple):
    """An hourly curve as the door read it: where it lay, its 8,760 values, and the hash of the bytes read."""

    path: str
    values: tuple[float, ...]
    sha256: str


class Establishment(Part):
    """A new business that uses power: what, where, when, how large."""

    id: Id
    kind: Id
    title: Title
    area: str = Field(description="grid area or municipality")
    capacity_mw: CapacityMw
    start_year: Year
    end_year: Year | None = None
    delay_years: DelayYears = 0
    phases: tuple[Phase, ...] = Field(default=(), description="later steps, each with the capacity in all")
    ramp_up_years: float | None = Field(default=None, ge=0, le=15, description="from zero to full load, each step")
    load_shape: Id | None = Field(default=None, description="instead of the kind's own shape")
    load_series: SeriesFile = None
    load_factor_share: Share | None = Field(default=None, description="mean load over capacity, if known")
    shiftable_share: Share = Field(default=0.0, description="of the mean load, can wait some hours")
    shift_hours: float | None = Field(default=None, gt=0, le=168, description="how long shifted load can wait")
    price_sensitive_share: Share = Field(default=0.0, description="of the load, stands still at high prices")
    price_limit_eur_mwh: float | None = Field(default=None, ge=-500, le=5000, description="above it that load stops")
    interruptible_share: Share = Field(default=1.0, description="of the load, is cut before anybody else")
    backup_mw: CapacityMw = Field(default=0.0, description="own generation for hours in which it is cut")
    heat_demand_gwh: float | None = Field(default=None, ge=0, le=1000, description="heat wanted close by, a year")
    jobs_persons: float | None = Field(
        default=None, ge=0, le=5000, description="promised jobs, if stated, counted in persons"
    )
    extra_local_milk: bool = Field(default=False, description="food industry: farms here deliver more because of it")
    displacement_share: Share | None = Field(default=None, description="of its people, taken from other local firms")
    retained_share: Share | None = Field(default=None, description="of its people, at work here today: kept, not new")
    large: bool | None = Field(default=None, description="counts as a larger establishment; default by size")
    capital_mnok: float | None = Field(default=None, ge=0, le=100_000, description=INVESTMENT)
    queue: Literal["none", "requested", "reserved", "granted"] | None = Field(
        default=None, description="how far the request for a grid connection has come"
    )
    queue_id: Title | None = Field(default=None, description="number of the case at the grid company; counted once")
    request_year: Year | None = Field(default=None, description="year of the request; the lead time runs from it")
    owner: Title | None = Field(default=None, description=OWNER)
    probability: Share = Field(default=1.0, description="chance that it is realised")
    status: Status = "idea"
    _curve: OwnCurve | None = PrivateAttr(default=None)

    @property
    def curve(self) -> OwnCurve | None:
        """The own hourly curve as the door found it; not part of the file, but two differ if this does."""
        return self._curve

    def with_curve(self, curve: OwnCurve) -> Establishment:
        """Return the same establishment, its curve found."""
        establishment = self.model_copy()
        establishment._curve = curve
        return establishment

    @property
    def opening_year(self) -> int:
        """First year of operation, delay included."""
        return self.start_year + self.delay_years

    @property
    def steps(self) -> tuple[Step, ...]:
        """Year and added size of each step of building out. [MW]"""
        sizes = (self.capacity_mw, *(phase.capacity_mw for phase in self.phases))
        years = (self.start_year, *(phase.year for phase in self.phases))
        added = (after - before for before, after in zip((0.0, *sizes), sizes, strict=False))
        return tuple((year + self.delay_years, mw) for year, mw in zip(years, added, strict=True))

    @property
    def full_mw(self) -> float:
        """Capacity when all is built. [MW]"""
        return self.phases[-1].capacity_mw if self.phases else self.capacity_mw


class EfficiencyMeasure(Part):
    """Energy freed in existing buildings and plants: how much a year, where, and how fast."""

    id: Id
    title: Title
    area: str | None = Field(default=None, description="grid area or municipality; the whole region if left out")
    sector: Id = Field(description="sector of today's consumption")
    freed_gwh: float = Field(gt=0, le=500, description="a year, when all is done")
    start_year: Year
    full_year: Year | None = Field(default=None, description="year in which all is done; the start if left out")


class IndustrialArea(Part):
    """An industrial area made ready, or a dormant one brought into use."""

    id: Id
    title: Title
    municipality: str
    ready_year: Year
    dormant: bool = Field(default=False, description="an existing area brought back into use")


class GridMeasure(Part):
    """A strengthening of one line or exchange point of the grid."""

    id: Id
    title: Title
    link: Id = Field(description="id of the line or exchange point in data/grid.toml")
    added_mw: float = Field(gt=0, le=5000)
    year: Year
    kind: Literal["line", "transformer", "transmission"] | None = Field(
        default=None, description="what is strengthened: the wire, the transformers, or both; both if left out"
    )
    cost_mnok: float | None = Field(default=None, ge=0, le=100_000, description="investment, if known")


class Outage(Part):
    """A planned outage of one line or exchange point: the same days of one year, or of every year."""

    id: Id
    title: Title
    link: Id = Field(description="id of the line or exchange point in data/grid.toml")
    year: Year | None = Field(default=None, description="every year if left out")
    months: tuple[Month, ...] | None = Field(default=None, description="1 is January")
    first_day: MonthDay | None = None
    last_day: MonthDay | None = Field(default=None, description="included; before the first: over the new year")
    remaining_mw: CapacityMw | None = Field(default=None, description="what is left; nothing if neither is given")
    remaining_share: Share | None = None


class Decision(Part):
    """One line of the log kept with a scenario: when, by whom and why something in it was decided."""

    date: str = Field(pattern=DATE, description="YYYY-MM-DD")
    who: Title
    what: Title
    why: str = Field(default="", max_length=2000, pattern=VISIBLE_LINES)


def capital_per_mw(entry: Project | Establishment, of_kind: Cost) -> Cost | float:
    """Return what a megawatt costs to build: as the entry states it, else as its kind does. [MNOK/MW]

    Examples
    --------
    >>> tolga = Project(id="t", kind="hydro_upgrade", title="T", area="tolga", capacity_mw=43, start_year=2030)
    >>> capital_per_mw(tolga, 20.8), capital_per_mw(tolga.model_copy(update={"capital_mnok": 860.0}), 20.8)
    (20.8, 20.0)
    """
    return of_kind if entry.capital_mnok is None or not entry.full_mw else entry.capital_mnok / entry.full_mw
