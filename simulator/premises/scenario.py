"""What a person decides: one scenario, complete and checked, as the doors hand it on.

The same classes describe the file, validate it and publish its JSON Schema; there is no second list of keys.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field, PrivateAttr

from simulator.premises.entries import (
    Decision,
    EfficiencyMeasure,
    Establishment,
    GridMeasure,
    IndustrialArea,
    Outage,
    Project,
)
from simulator.premises.parts import (
    VISIBLE,
    VISIBLE_LINES,
    Part,
    SeriesFile,
    Title,
    Year,
)

Operation = Literal["policy", "foresight", "rule"]
Migration = Literal["low", "none", "good"]
Realisation = Literal["as_stated", "by_status"]


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
    """Where a series was found, and the hash of the bytes that were checked."""

    component: str
    path: str
    sha256: str


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


class Milestones(Part):
    """Years in which the scenario states that a milestone is reached; absent means not stated."""

    transmission: Year | None = None
    storsteigen: Year | None = None
    competence_arena: Year | None = None
    shorter_case_time: Year | None = None
    airport: Year | None = None
    critical_infrastructure: Year | None = None
    development_forum: Year | None = None


class Apprentices(Part):
    """New apprentice contracts that the scenario adds to today's, whoever signs them."""

    added_persons_per_year: float = Field(default=0.0, ge=0, le=1000, description="new contracts a year")
    from_year: Year | None = Field(default=None, description="first year; the whole horizon if left out")

    def in_year(self, year: int) -> float:
        """Return the contracts added in one year. [persons/year]"""
        return self.added_persons_per_year if self.from_year is None or year >= self.from_year else 0.0


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
    migration: Migration | None = Field(
        default=None, description="one case of moving for all; each its own if left out"
    )
    new_homes_per_year: float | None = Field(default=None, ge=0, le=1000, description="dwellings for newcomers")
    realisation: Realisation = Field(
        default="as_stated", description="chance of an entry that states none: certain, or by its status"
    )
    projects: tuple[Project, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    efficiency: tuple[EfficiencyMeasure, ...] = ()
    industrial_areas: tuple[IndustrialArea, ...] = ()
    grid: tuple[GridMeasure, ...] = ()
    outages: tuple[Outage, ...] = ()
    milestones: Milestones = Milestones()
    apprentices: Apprentices = Apprentices()
    decisions: tuple[Decision, ...] = Field(default=(), description="log of this file: when, who, what, why")
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

    def uses(self, number: str) -> bool:
        """Tell whether a number bears on this scenario: those of kinds that it does not build do not.

        Examples
        --------
        >>> Scenario(title="a").uses("project.wind.build_years"), Scenario(title="a").uses("labour.displaced_share")
        (False, True)
        """
        built: dict[str, tuple[Project | Establishment, ...]] = {
            "establishment": self.establishments,
            "project": self.projects,
        }
        topic, owner, *_ = number.split(".")
        return topic not in built or owner in {one.kind for one in built[topic]}
