"""Formula: full-load hours and capacity factor, and when nobody should believe them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import ceil
from typing import Final

from simulator.errors import Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Establishment, Project, Region, Scenario, capital_per_mw
from simulator.stages.lead_time import CLASS, lead_time_years
from simulator.stages.plausibility.note import note
from simulator.stages.plausibility.work import jobs_per_mw, kept_jobs, local_shares, milk, promises
from simulator.words import said

MWH_PER_GWH: Final = 1000.0
SIZE_FACTOR: Final = 3.0
SAME_SIZE_SHARE: Final = 0.05
CENT: Final = 100
PARTS: Final = {"line": "capacity_mw", "transformer": "transformer_mw"}
UNDER_WAY: Final = ("building", "operating")


def full_load_hours(energy_mwh: float, capacity_mw: float) -> float:
    """Return the hours at nameplate that would give the same energy.

    Parameters
    ----------
    energy_mwh : float
        Energy of one year. [MWh]
    capacity_mw : float
        Nameplate, above zero. [MW]

    Returns
    -------
    float
        [hours]

    Raises
    ------
    ValueError
        If there is no capacity.

    Examples
    --------
    Odal wind farm and Furuseth solar park, as published.

    >>> full_load_hours(500_000, 160)
    3125.0
    >>> round(full_load_hours(6_400, 7))
    914
    """
    if not capacity_mw > 0:
        raise ValueError(f"full-load hours need a capacity above zero, not {capacity_mw:g} MW")
    return energy_mwh / capacity_mw


def capacity_factor_share(energy_mwh: float, capacity_mw: float) -> float:
    """Return mean output over nameplate in a year of 8,760 hours.

    Parameters
    ----------
    energy_mwh : float
        Energy of one year. [MWh]
    capacity_mw : float
        Nameplate, above zero. [MW]

    Returns
    -------
    float
        [share]

    Examples
    --------
    >>> round(capacity_factor_share(500_000, 160), 3)
    0.357
    """
    return full_load_hours(energy_mwh, capacity_mw) / HOURS_PER_YEAR


def implausible_full_load_hours(technology: str, hours: float, limits_hours: Mapping[str, float]) -> bool:
    """Tell whether a project claims more full-load hours than its kind of weather can give here.

    Parameters
    ----------
    technology : str
        Kind of project: ``wind``, ``solar_ground`` and so on.
    hours : float
        Claimed, as from `full_load_hours`. [hours]
    limits_hours : mapping of str to float
        Highest believable value by technology, from ``production.<technology>_full_load_hours_limit_hours``; without a
        limit a technology is held to the year alone. [hours]

    Returns
    -------
    bool
        True if a warning is due.

    Examples
    --------
    >>> limits_hours = {"wind": 5000.0, "solar_ground": 1200.0}
    >>> implausible_full_load_hours("wind", 5001, limits_hours)
    True
    >>> implausible_full_load_hours("solar_ground", 914, limits_hours)
    False
    """
    return hours > limits_hours.get(technology, HOURS_PER_YEAR)


def doubtful(scenario: Scenario, region: Region) -> tuple[Problem, ...]:
    """List what a careful reader would ask about.

    Full-load hours beyond or below what the technology gives here, turbines that do not fit their water,
    establishments or stores far outside the sizes seen, promises of more jobs than comparable cases delivered or of
    fewer than any had, jobs per MW outside what was observed, more local purchases than any case had, milk where no
    food is made, what comes after the horizon, connections before the grid can be ready, one plan that seems to
    stand there twice, wires that their transformers hold back, a milestone without its line.

    Returns
    -------
    tuple of Problem
        Never an error; shown beside the result.
    """
    checks = (
        _full_load_hours,
        _falling_water,
        _sizes,
        _stores,
        _costs,
        promises,
        jobs_per_mw,
        local_shares,
        kept_jobs,
        milk,
        _late,
        _early_connections,
        _weak_parts,
    )
    return (
        *(told for check in checks for told in check(scenario, region)),
        *_twins(scenario),
        *_missing_line(scenario),
    )


def _full_load_hours(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for project in scenario.projects:
        limit = region.book.get(f"production.{project.kind}_full_load_hours_limit_hours")
        if limit is None or project.mean_gwh is None or project.capacity_mw == 0:
            continue
        hours = full_load_hours(project.mean_gwh * MWH_PER_GWH, project.capacity_mw)
        found = said("found.full_load_hours", hours=round(hours))
        if implausible_full_load_hours(project.kind, hours, {project.kind: limit.value}):
            advice = said("remedy.doubtful_above", hours=round(limit.value))
            yield note("many_hours", scenario, project.id, found, advice)
        least = region.book.get(f"production.{project.kind}_full_load_hours_least_hours")
        if least is not None and hours < least.value:
            advice = said("remedy.hardly_below", hours=round(least.value))
            yield note("few_hours", scenario, project.id, found, advice)


def _falling_water(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about turbines that make much less, or a little more, of their water than turbines do."""
    least, most = (region.book[f"production.hydro_{end}_efficiency_share"].value for end in ("least", "most"))
    for project in scenario.projects:
        water_mw = project.falling_water_mw
        if water_mw is None or least <= project.capacity_mw / water_mw <= most:
            continue
        found = said("found.of_falling_water", mw=project.capacity_mw, water=float(f"{water_mw:.3g}"))
        advice = said("remedy.turbines_give", least=round(CENT * least), most=round(CENT * most))
        yield note("head_and_flow", scenario, project.id, found, advice)


def _late(scenario: Scenario, region: Region) -> Iterator[Problem]:  # noqa: ARG001 - one form for all checks
    """Tell of what is delayed beyond the last year that is run."""
    last = scenario.horizon.last_year
    entries: tuple[Project | Establishment, ...] = (*scenario.projects, *scenario.establishments)
    for one in entries:
        if one.delay_years and one.opening_year > last:
            found = said("found.delayed", year=str(one.opening_year))
            yield note("never_seen", scenario, one.id, found, said("remedy.never_comes", last=str(last)))


def _sizes(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for establishment in scenario.establishments:
        usual = region.book[f"establishment.{establishment.kind}.capacity_mw"]
        if not usual.low / SIZE_FACTOR <= establishment.full_mw <= usual.high * SIZE_FACTOR:
            found = f"{establishment.full_mw:g} MW"
            advice = said("remedy.usual_size", low=usual.low, high=usual.high)
            yield note("unusual_size", scenario, establishment.id, found, advice)


def _costs(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Ask about an investment far from what its kind costs per megawatt."""
    families = (("project", scenario.projects), ("establishment", scenario.establishments))
    for family, one in ((family, one) for family, entries in families for one in entries):
        usual = region.book[f"{family}.{one.kind}.capital_mnok_per_mw"]
        stated = capital_per_mw(one, usual.value)
        if one.capital_mnok is None or usual.low / SIZE_FACTOR <= stated <= usual.high * SIZE_FACTOR:
            continue
        advice = said("remedy.usual_cost", low=usual.low, high=usual.high)
        yield note("unusual_cost", scenario, one.id, said("found.mnok_per_mw", cost=f"{stated:.3g}"), advice)


def _stores(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for project in scenario.projects:
        usual = region.book.get(f"project.{project.kind}.storage_hours")
        if project.storage_hours is None or usual is None or usual.high == 0:
            continue
        if not usual.low / SIZE_FACTOR <= project.storage_hours <= usual.high * SIZE_FACTOR:
            found = said("found.store_hours", hours=f"{project.storage_hours:g}")
            yield note(
                "unusual_store", scenario, project.id, found, said("remedy.usual_hours", low=usual.low, high=usual.high)
            )


def _early_connections(scenario: Scenario, region: Region) -> Iterator[Problem]:
    ranges = {
        name: (number.low, number.value, number.high) for name, number in region.book.items() if name.startswith(CLASS)
    }
    for establishment in scenario.establishments:
        if establishment.status in UNDER_WAY:
            continue
        shortest, longest = lead_time_years(establishment.full_mw, establishment.queue, ranges)
        asked = establishment.request_year or scenario.horizon.first_year
        first = asked + ceil(shortest)
        if shortest > 0 and establishment.opening_year < first:
            found = said("found.asked_for", start=str(establishment.opening_year), asked=str(asked))
            advice = said(
                "remedy.start_later",
                mw=establishment.capacity_mw,
                shortest=round(shortest, 1),
                longest=round(longest, 1),
                first=str(first),
            )
            yield note("early_connection", scenario, establishment.id, found, advice)


def _twins(scenario: Scenario) -> Iterator[Problem]:
    """Find two entries that may be one plan: same kind and area, as good as the same size, at the same time."""
    for one, other in combinations(scenario.establishments, 2):
        told_apart = None not in (one.queue_id, other.queue_id)
        alike = (one.kind, one.area) == (other.kind, other.area)
        close = abs(one.full_mw - other.full_mw) <= SAME_SIZE_SHARE * max(one.full_mw, other.full_mw)
        if alike and close and not told_apart and _meet(one, other):
            found = said("found.much_like", other=one.id)
            yield note("perhaps_twice", scenario, other.id, found, said("remedy.one_plan"))


def _meet(one: Establishment, other: Establishment) -> bool:
    """Tell whether two establishments stand at the same time."""
    first, second = sorted((one, other), key=lambda part: part.start_year)
    return first.end_year is None or second.start_year < first.end_year


def _weak_parts(scenario: Scenario, region: Region) -> Iterator[Problem]:
    """Find a wire that is strengthened alone beyond what its transformers carry, or the other way round."""
    stated = dict(scenario.overrides)
    for line in region.links:
        added = {
            part: sum(one.added_mw for one in scenario.grid if one.link == line.id and one.kind == part)
            for part in PARTS
        }
        for (part, name), (other, other_name) in (PARTS.items(), reversed(PARTS.items())):
            today, limit = (
                stated.get(key, region.book[key].value)
                for key in (f"grid.{line.id}.{name}", f"grid.{line.id}.{other_name}")
            )
            idle = min(today + added[part] - limit, added[part])
            if idle > 0 and not added[other]:
                thing = said(f"thing.{other}")
                found = said("found.cannot_carry", idle=idle, added=float(added[part]), thing=thing)
                yield note("weak_part", scenario, line.id, found, said("remedy.strengthen_both", part=part))


def _missing_line(scenario: Scenario) -> Iterator[Problem]:
    """Find a transmission grid that is stated to be there and stands in no year."""
    year = scenario.milestones.transmission
    if year is not None and not any(one.kind == "transmission" and one.year <= year for one in scenario.grid):
        found = said("found.without_line", year=str(year))
        yield note("no_line", scenario, "milestones.transmission", found, said("remedy.give_grid_entry"))
