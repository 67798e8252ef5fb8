"""What a person decides: one scenario, complete and checked, as the doors hand it on.

The same classes describe the file, validate it and publish its JSON Schema; there is no second list of keys.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

# Cc are control letters, Cf invisible ones and those that turn the direction of a text, Co private ones, Zl and Zp the
# ends of lines and paragraphs.
PLAIN_WORD: Final = r"^[a-z][a-z0-9_]{0,59}$"
VISIBLE: Final = r"^[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*$"
VISIBLE_LINES: Final = r"^([\n\r\t]|[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}])*$"
SERIES_FILE: Final = r"^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,95}\.csv$"  # a bare name: no folder, no way up
MONTH_DAY: Final = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

Id = Annotated[str, Field(pattern=PLAIN_WORD, description="lower-case letters, digits and _")]
Title = Annotated[str, Field(min_length=1, max_length=80, pattern=VISIBLE)]
Year = Annotated[int, Field(ge=2020, le=2060)]
SeriesFile = Annotated[str | None, Field(pattern=SERIES_FILE, description="name of a CSV file beside the scenario")]
Share = Annotated[float, Field(ge=0, le=1)]
CapacityMw = Annotated[float, Field(ge=0, le=2000)]
MonthDay = Annotated[str, Field(pattern=MONTH_DAY, description="MM-DD, such as 06-15")]
Month = Annotated[int, Field(ge=1, le=12)]
Status = Literal["idea", "applied", "licensed", "building", "operating"]


class Part(BaseModel):
    """A piece of a scenario: frozen, strict, no unknown keys, no infinities."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


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
    storage_hours: float | None = Field(default=None, gt=0, le=24, description="batteries: hours at full power")
    start_year: Year
    end_year: Year | None = None
    local_ownership_share: Share = 0.0
    probability: Share = Field(default=1.0, description="chance that it is realised")
    status: Status = "idea"


class Establishment(Part):
    """A new business that uses power: what, where, when, how large."""

    id: Id
    kind: Id
    title: Title
    area: str = Field(description="grid area or municipality")
    capacity_mw: CapacityMw
    start_year: Year
    end_year: Year | None = None
    ramp_up_years: float | None = Field(default=None, ge=0, le=15, description="from zero to full load")
    load_shape: Id | None = Field(default=None, description="instead of the kind's own shape")
    jobs_fte: float | None = Field(default=None, ge=0, le=5000, description="promised full-time jobs, if stated")
    large: bool | None = Field(default=None, description="counts as a larger establishment; default by size")
    queue: Literal["none", "requested", "reserved", "granted"] | None = Field(
        default=None, description="how far the request for a grid connection has come"
    )
    queue_id: Title | None = Field(default=None, description="number of the case at the grid company; counted once")
    request_year: Year | None = Field(default=None, description="year of the request; the lead time runs from it")
    probability: Share = Field(default=1.0, description="chance that it is realised")
    status: Status = "idea"


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
    projects: tuple[Project, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    industrial_areas: tuple[IndustrialArea, ...] = ()
    grid: tuple[GridMeasure, ...] = ()
    outages: tuple[Outage, ...] = ()
    milestones: Milestones = Milestones()
    overrides: tuple[tuple[str, float], ...] = Field(default=(), description="assumption id to value")
