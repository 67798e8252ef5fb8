"""What the status of a goal stands on: numbers, tables and what the scenario states, and the weakest word of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.premises import Establishment, Goal, Project, Region, Scenario
from simulator.records import Evidence

CONFIDENCES: Final = ("assumption", "estimate", "measured")  # weakest first
STATED: Final = "scenario"
TABLE: Final = ".csv"
JOBS: Final = "jobs"
OUTPUT: Final = "output"


def evidence_of(goal: Goal, scenario: Scenario, region: Region) -> Evidence:
    """Name what a goal's figure stands on in one scenario.

    Parameters
    ----------
    goal : Goal
        Uses ``evidence``: ids of numbers, tables with ``.csv``, ``scenario`` for what the scenario states, ``output``
        for what its projects deliver, and ``jobs`` for jobs on site, also ``jobs:FOO+WOO`` of some sectors.
    scenario : Scenario
        Uses kinds, promised jobs and overridden numbers.
    region : Region
        Uses every number's word of confidence and the sector of each kind.

    Returns
    -------
    Evidence
        The word is the weakest among its sources. A number that the scenario sets itself counts as assumption, and so
        does what it states.
    """
    sources = tuple(dict.fromkeys(_sources(goal, scenario, region))) or (STATED,)
    words = {_word(source, goal, scenario, region) for source in sources}
    return Evidence(confidence=min(words, key=CONFIDENCES.index), sources=sources)


def _word(source: str, goal: Goal, scenario: Scenario, region: Region) -> str:
    """Return the word of confidence of one source."""
    if source == STATED or source in dict(scenario.overrides):
        return CONFIDENCES[0]
    return goal.tables[source] if source.endswith(TABLE) else region.book[source].confidence


def _sources(goal: Goal, scenario: Scenario, region: Region) -> Iterator[str]:
    for part in goal.evidence:
        name, _, sectors = part.partition(":")
        if name == JOBS:
            yield from _job_numbers(scenario, region, tuple(sectors.split("+")) if sectors else ())
        elif name == OUTPUT:
            yield from (f"project.{one.kind}.capacity_factor_share" for one in scenario.projects)
        else:
            yield name


def _job_numbers(scenario: Scenario, region: Region, sectors: tuple[str, ...]) -> Iterator[str]:
    """Return the numbers that jobs on site follow from; of all sectors if none is named."""
    for project in scenario.projects:
        if not sectors or region.project_kinds[project.kind].sector in sectors:
            yield f"project.{project.kind}.operating_persons_per_mw"
    for one in scenario.establishments:
        if not sectors or region.establishment_kinds[one.kind].sector in sectors:
            yield from _job_number(one)


def _job_number(one: Project | Establishment) -> Iterator[str]:
    """Return what the jobs of one establishment follow from: the promise it states, or its size."""
    if isinstance(one, Establishment) and one.jobs_persons is not None:
        yield STATED
        yield f"establishment.{one.kind}.promise_to_reality_share"
    else:
        yield f"establishment.{one.kind}.jobs_persons_per_mw"
