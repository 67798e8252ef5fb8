"""What a person decides: one scenario, complete and checked, as the doors hand it on.

The same classes describe the file, validate it and publish its JSON Schema; there is no second list of keys.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from pydantic import Field, PrivateAttr

from simulator.premises.parts import (
    VISIBLE,
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
GRAVITY_KN_M3: Final = 9.81  # weight of a cubic metre of water
KW_PER_MW: Final = 1000.0
Operation = Literal["policy", "foresight", "rule"]
Status = Literal["idea", "applied", "licensed", "building", "operating"]


class Horizon(Part):
    """Calendar years that the scenario runs over, both included."""

    first_year: Year = 2024
    last_year: Year = 2040

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of the horizon, in order."""
        return tuple(range(self.first_year, self.last_year + 1))


class OwnSeries(Part):
    """Measured series that stand in for components of the weather, one key per component."""

    temperature: SeriesFile = None
    inflow_glomma: SeriesFile = None
    inflow_folla: SeriesFile = None
    inflow_orkla: SeriesFile = None
    inflow_local: SeriesFile = None
    wind_no1: SeriesFile = None
    wind_no3: SeriesFile = None
    solar: SeriesFile = None
    price_no1: SeriesFile = None
    price_no3: SeriesFile = None
    decimal_comma: bool = Field(default=False, description="a comma is a decimal sign, one column a file")

    @property
    def files(self) -> dict[str, str]:
        """Name of the file of each component that has one."""
        return self.model_dump(exclude={"decimal_comma"}, exclude_none=True)


class SeriesPlace(NamedTuple):
    """Where a series was found, and a stamp that changes when the file does."""

    component: str
    path: str
    changed: int


class Weather(Part):
    """Which generated weather years the scenario meets, and which measured series stand in for components."""

    count: int = Field(default=30, ge=1, le=200, description="number of weather years")
    seed: int = Field(default=2024, ge=0, description="same seed, same weather")
    choose: Literal["all", "dry", "median", "wet"] = Field(default="all", description="dry, wet: the outer third")
    series: OwnSeries = OwnSeries()
    _found: tuple[SeriesPlace, ...] = PrivateAttr(default=())

    @property
    def found(self) -> tuple[SeriesPlace, ...]:
        """Where the door found the series; not part of the file, but two weathers differ if this does."""
        return self._found

    def at(self, found: tuple[SeriesPlace, ...]) -> Weather:
        """Return the same weather, its series found."""
        weather = self.model_copy()
        weather._found = found
        return weather


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
    local_ownership_share: Share = 0.0
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
    """An hourly curve as the door read it: where it lay, and its 8,760 values."""

    path: str
    values: tuple[float, ...]


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
    jobs_fte: float | None = Field(default=None, ge=0, le=5000, description="promised full-time jobs, if stated")
    large: bool | None = Field(default=None, description="counts as a larger establishment; default by size")
    queue: Literal["none", "requested", "reserved", "granted"] | None = Field(
        default=None, description="how far the request for a grid connection has come"
    )
    queue_id: Title | None = Field(default=None, description="number of the case at the grid company; counted once")
    request_year: Year | None = Field(default=None, description="year of the request; the lead time runs from it")
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


class Milestones(Part):
    """Years in which the scenario states that a milestone is reached; absent means not stated."""

    transmission: Year | None = None
    storsteigen: Year | None = None
    competence_arena: Year | None = None
    apprentices_doubled: Year | None = None
    shorter_case_time: Year | None = None
    airport: Year | None = None
    critical_infrastructure: Year | None = None
    development_forum: Year | None = None


class Scenario(Part):
    """One scenario as the rooms see it: parents merged, areas resolved, everything checked."""

    schema_version: Literal[1] = 1
    id: str = Field(default="", pattern=VISIBLE, description="taken from the file name")
    title: Title
    description: str = Field(default="", max_length=2000, pattern=VISIBLE_LINES)
    based_on: str | None = Field(default=None, description="id of at most one parent scenario")
    remove: tuple[str, ...] = Field(default=(), description="ids inherited from the parent to leave out")
    horizon: Horizon = Horizon()
    weather: Weather = Weather()
    operation: Operation = Field(default="policy", description="how reservoirs are operated")
    projects: tuple[Project, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    efficiency: tuple[EfficiencyMeasure, ...] = ()
    industrial_areas: tuple[IndustrialArea, ...] = ()
    grid: tuple[GridMeasure, ...] = ()
    outages: tuple[Outage, ...] = ()
    milestones: Milestones = Milestones()
    overrides: tuple[tuple[str, float], ...] = Field(default=(), description="assumption id to value")

    def in_force(self, year: int) -> tuple[object, ...]:
        """Return all that decides the power of one year; of what comes later, only name, kind and place."""
        entries: tuple[Project | Establishment, ...] = (*self.projects, *self.establishments)
        coming = [one if one.opening_year <= year else (one.id, one.kind, one.area) for one in entries]
        return (
            self.operation,
            *coming,
            *(one.curve for one in self.establishments),
            *(one for one in self.efficiency if one.start_year <= year),
            *(one for one in self.grid if one.year <= year),
            *(one for one in self.outages if one.year in {None, year}),
        )
