"""What everybody looks at: indicators, goals and the whole result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Scenario
from simulator.records.bridge import Bridge
from simulator.records.connection import Connections
from simulator.records.income import Income
from simulator.records.jobs import Jobs
from simulator.records.labour import Labour
from simulator.records.laws import require_finite
from simulator.records.ledger import Ledger
from simulator.records.people import People, PeopleNeeded
from simulator.records.phases import PhaseWork
from simulator.records.places import Places
from simulator.records.skills import Skills

Floats = NDArray[np.float64]
Status = Literal["reached", "close", "missed", "not_stated"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Indicators:
    """The named figures of one scenario.

    Parameters
    ----------
    years : tuple of int
    values : mapping of str to ndarray
        Central value. [unit of the indicator], shape (years, weather)
    spread : mapping of str to ndarray
        Low, central and high, for indicators with a range of their own. shape (cases, years, weather)
    """

    years: tuple[int, ...]
    values: Mapping[str, Floats]
    spread: Mapping[str, Floats]

    def __post_init__(self) -> None:
        """Check finiteness; make the mappings read-only."""
        for name, values in self.values.items():
            require_finite(name, values)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        object.__setattr__(self, "spread", MappingProxyType(dict(self.spread)))

    def at(self, name: str, year: int) -> Floats:
        """Return one indicator in one year. shape (weather,)"""
        return np.asarray(self.values[name][self.years.index(year)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a figure stands on: ids of numbers, tables, ``scenario``; and the weakest word of confidence among them."""

    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCheck:
    """One goal of the strategy held against one scenario.

    ``value`` is None where the scenario says nothing; ``probability`` is how surely the goal is met, over weather
    years, project lots and the range of the figure itself, and None where the scenario simply takes it for granted;
    ``reason`` names the sentence that explains the status, filled with ``details``; ``evidence`` says what it stands
    on. ``first_met`` is the first year of the horizon in which the figure of the year meets the target by itself,
    ``first_broken`` the first after it in which it does not: means over weather years, whatever year the goal is for.
    """

    id: str
    group: str
    kind: str
    baseline: float
    target: float
    unit: str
    by: int | None
    value: float | None
    status: Status
    probability: float | None
    reason: str
    evidence: Evidence
    first_met: int | None = None
    first_broken: int | None = None
    details: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Result:
    """One scenario answered: what was assumed and everything that was computed, hours excepted."""

    scenario: Scenario
    assumptions: Assumptions
    ledger: Ledger
    connections: Connections
    jobs: Jobs
    phases: PhaseWork
    people: People
    people_needed: PeopleNeeded | None
    labour: Labour
    places: Places
    skills: Skills
    bridge: Bridge
    income: Income
    indicators: Indicators
    goals: tuple[GoalCheck, ...]
