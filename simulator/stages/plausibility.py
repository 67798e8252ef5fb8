"""Formula: full-load hours and capacity factor, and when nobody should believe them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import ceil
from typing import Final, NamedTuple

from simulator.errors import Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Establishment, Range, Region, Scenario

MWH_PER_GWH: Final = 1000.0
SIZE_FACTOR: Final = 3.0
SAME_SIZE_SHARE: Final = 0.05
CLASS: Final = "connection."
UNDER_WAY: Final = ("building", "operating")


class ConnectionClass(NamedTuple):
    """How long a connection of some size takes and what it costs, as ranges. [MW], [years], [MNOK]"""

    id: str
    from_mw: float
    studies_years: Range
    build_years: Range
    cost_mnok: Range


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

    Full-load hours beyond the limit of the technology, establishments far outside the sizes seen, promises of more jobs
    than comparable cases delivered, connections before the grid can be ready, one plan that seems to stand there twice.

    Returns
    -------
    tuple of Problem
        Never an error; shown beside the result.
    """
    return (
        *_full_load_hours(scenario, region),
        *_sizes(scenario, region),
        *_promises(scenario, region),
        *_early_connections(scenario, region),
        *_twins(scenario),
    )


def connection_class(capacity_mw: float, ranges: Mapping[str, Range]) -> ConnectionClass | None:
    """Return the class of a connection by its size; None below the first class.

    Parameters
    ----------
    capacity_mw : float
        Asked for. [MW]
    ranges : mapping of str to Range
        Uses ``connection.<class>.from_mw``, ``studies_years``, ``build_years`` and ``cost_mnok``.

    Returns
    -------
    ConnectionClass or None

    References
    ----------
    .. [1] L-nett, published classes of connections: an example of another grid company.
    """
    names = {name.split(".")[1] for name in ranges if name.startswith(CLASS) and name.endswith(".from_mw")}
    classes = [
        ConnectionClass(
            id=name,
            from_mw=ranges[f"{CLASS}{name}.from_mw"].central,
            studies_years=ranges[f"{CLASS}{name}.studies_years"],
            build_years=ranges[f"{CLASS}{name}.build_years"],
            cost_mnok=ranges[f"{CLASS}{name}.cost_mnok"],
        )
        for name in names
    ]
    return max((one for one in classes if one.from_mw <= capacity_mw), key=lambda one: one.from_mw, default=None)


def lead_time_years(establishment: Establishment, ranges: Mapping[str, Range]) -> tuple[float, float]:
    """Return the shortest and the longest time that is left until a connection can stand.

    Who is granted, builds or runs waits no more; who is reserved has the studies behind.

    Returns
    -------
    tuple of float
        [years]
    """
    found = connection_class(establishment.capacity_mw, ranges)
    if found is None or establishment.queue == "granted" or establishment.status in UNDER_WAY:
        return 0.0, 0.0
    ahead = [found.build_years] if establishment.queue == "reserved" else [found.studies_years, found.build_years]
    return sum(part.low for part in ahead), sum(part.high for part in ahead)


def _full_load_hours(scenario: Scenario, region: Region) -> Iterator[Problem]:
    for project in scenario.projects:
        limit = region.book.get(f"production.{project.kind}_full_load_hours_limit_hours")
        if limit is None or project.mean_gwh is None or project.capacity_mw == 0:
            continue
        hours = full_load_hours(project.mean_gwh * MWH_PER_GWH, project.capacity_mw)
        if implausible_full_load_hours(project.kind, hours, {project.kind: limit.value}):
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


def _early_connections(scenario: Scenario, region: Region) -> Iterator[Problem]:
    ranges = {
        name: Range(number.low, number.value, number.high)
        for name, number in region.book.items()
        if name.startswith(CLASS)
    }
    for establishment in scenario.establishments:
        shortest, longest = lead_time_years(establishment, ranges)
        asked = establishment.request_year or scenario.horizon.first_year
        first = asked + ceil(shortest)
        if shortest > 0 and establishment.start_year < first:
            found = f"start in {establishment.start_year}, asked for in {asked}"
            advice = (
                f"a connection of {establishment.capacity_mw:g} MW takes {shortest:.1f}–{longest:.1f} years; "
                f"start in {first} or later, or state queue and request_year"
            )
            yield _note("early_connection", scenario, establishment.id, found, advice)


def _twins(scenario: Scenario) -> Iterator[Problem]:
    """Find two entries that may be one plan: same kind and area, as good as the same size, at the same time."""
    for one, other in combinations(scenario.establishments, 2):
        told_apart = None not in (one.queue_id, other.queue_id)
        alike = (one.kind, one.area) == (other.kind, other.area)
        close = abs(one.capacity_mw - other.capacity_mw) <= SAME_SIZE_SHARE * max(one.capacity_mw, other.capacity_mw)
        if alike and close and not told_apart and _meet(one, other):
            advice = "if it is one plan, count it once; else give both a queue_id"
            yield _note("perhaps_twice", scenario, other.id, f"much like {one.id}", advice)


def _meet(one: Establishment, other: Establishment) -> bool:
    """Tell whether two establishments stand at the same time."""
    first, second = sorted((one, other), key=lambda part: part.start_year)
    return first.end_year is None or second.start_year < first.end_year


def _note(code: str, scenario: Scenario, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=f"{scenario.id}.toml", place=place, found=found, remedy=remedy)
