"""What the room for labour hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.records.laws import freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
WAYS_OF_FILLING: Final = (
    "unemployed",
    "inactive",
    "returning_commuter",
    "in_commuter",
    "in_migrant",
    "displaced",
    "unfilled",
)
LIMITS: Final = ("no_jobs", "nothing", "recruiting", "moving", "housing")
TOLERANCE_PERSONS: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labour:
    """Who fills the jobs, and what that does to people and participation.

    ``employed_persons`` counts employed residents (the 7,811 of 2024). ``working_age_persons`` are aged 20–66,
    ``wide_age_persons`` 15–74. ``operating_persons`` are jobs on site, at suppliers and from spent pay: with those in
    ``public_service_persons`` and those that new income pays, ``income_persons``, they are ``offered_persons``, and so
    are the ways of filling them together with ``unfilled_persons``. ``new_households`` follow in-migrants, each needs a
    dwelling. [persons], shape (cases, years, weather); ``operating_persons`` (layers, cases, years, weather)

    Building work by the region's crews and by crews from outside. [job-years], shape (cases, years, weather);
    ``crew_ceiling_job_years`` is what the region's crews can do in a year. [job-years], shape (cases,)

    ``limits`` names, for each year, what keeps jobs from being filled: one of ``LIMITS``.

    Raises
    ------
    ValueError
        If the ways of filling a job do not sum to the jobs offered, the layers of jobs neither, a figure is negative or
        not finite, crews do more than they can, or a limit is unknown.
    """

    years: tuple[int, ...]
    baseline_employed_persons: Floats
    operating_persons: Floats
    public_service_persons: Floats
    income_persons: Floats
    offered_persons: Floats
    unemployed_persons: Floats
    inactive_persons: Floats
    returning_commuter_persons: Floats
    in_commuter_persons: Floats
    in_migrant_persons: Floats
    displaced_persons: Floats
    unfilled_persons: Floats
    employed_persons: Floats
    working_age_persons: Floats
    wide_age_persons: Floats
    population_persons: Floats
    new_households: Floats
    crew_ceiling_job_years: Floats
    crew_inside_job_years: Floats
    crew_outside_job_years: Floats
    limits: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check that people are neither lost nor invented."""
        for name in (*(f"{way}_persons" for way in WAYS_OF_FILLING), "employed_persons", "crew_outside_job_years"):
            values = getattr(self, name)
            require_finite(name, values)
            require_at_least(name, values)
            freeze(values)
        filled = sum(getattr(self, f"{way}_persons") for way in WAYS_OF_FILLING)
        self._require_equal("ways of filling jobs differ from jobs offered", filled, self.offered_persons)
        asked = self.operating_persons.sum(axis=0) + self.public_service_persons + self.income_persons
        self._require_equal("jobs of all layers differ from jobs offered", asked, self.offered_persons)
        added = self.in_migrant_persons + self.resident_persons
        employed = self.baseline_employed_persons + added
        self._require_equal(
            "employed residents differ from those who were and became so", employed, self.employed_persons
        )
        spare = self.crew_ceiling_job_years[:, None, None] - self.crew_inside_job_years
        require_at_least("room under the ceiling of building crews", spare)
        if not set(self.limits) <= set(LIMITS):
            raise ValueError(f"unknown limit among {self.limits}")

    def _require_equal(self, law: str, found: Floats, wanted: Floats) -> None:
        gap = np.abs(found - wanted)
        if not gap.max(initial=0.0) <= TOLERANCE_PERSONS:
            raise ValueError(f"{law} by {gap.max():.6g} persons")

    @property
    def resident_persons(self) -> Floats:
        """Residents who were not at work before. [persons], shape (cases, years, weather)"""
        return np.asarray(self.unemployed_persons + self.inactive_persons)
