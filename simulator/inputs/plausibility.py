"""What is allowed but doubtful in a scenario: notes, not errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from simulator.errors import Problem
from simulator.premises import Region, Scenario

MWH_PER_GWH: Final = 1000.0
SIZE_FACTOR: Final = 3.0


def doubtful(scenario: Scenario, region: Region) -> tuple[Problem, ...]:
    """List what a careful reader would ask about.

    Full-load hours beyond the limit of the technology, establishments far outside the sizes seen, promises of more jobs
    than comparable cases delivered.

    Returns
    -------
    tuple of Problem
        Never an error; shown beside the result.
    """
    return (*_full_load_hours(scenario, region), *_sizes(scenario, region), *_promises(scenario, region))


def _full_load_hours(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for project in scenario.projects:
        limit = region.book.get(f"production.{project.kind}_full_load_hours_limit_hours")
        if limit is None or project.mean_gwh is None or project.capacity_mw == 0:
            continue
        hours = project.mean_gwh * MWH_PER_GWH / project.capacity_mw
        if hours > limit.value:
            found = f"{hours:.0f} full-load hours"
            yield _note("many_hours", scenario, project.id, found, f"above {limit.value:.0f} hours is doubtful here")


def _sizes(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for establishment in scenario.establishments:
        usual = region.book[f"establishment.{establishment.kind}.capacity_mw"]
        if not usual.low / SIZE_FACTOR <= establishment.capacity_mw <= usual.high * SIZE_FACTOR:
            found = f"{establishment.capacity_mw:g} MW"
            advice = f"this kind is usually {usual.low:g}–{usual.high:g} MW; check the unit"
            yield _note("unusual_size", scenario, establishment.id, found, advice)


def _promises(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for establishment in scenario.establishments:
        if establishment.jobs_fte is None:
            continue
        name = f"establishment.{establishment.kind}"
        most = region.book[f"{name}.jobs_fte_per_mw"].high * establishment.capacity_mw
        most += region.book[f"{name}.jobs_fte_per_site"].high
        if establishment.jobs_fte > most:
            found = f"{establishment.jobs_fte:g} promised jobs"
            yield _note("bold_promise", scenario, establishment.id, found, f"comparable cases gave at most {most:.0f}")


def _note(code: str, scenario: Scenario, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=scenario.id, place=place, found=found, remedy=remedy)
