"""What the names in a scenario refer to: areas, kinds, lines, assumptions; and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from simulator.errors import Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs.messages import Place, line_of, unknown, written
from simulator.premises import Region, Scenario

MWH_PER_GWH: Final = 1000.0
Finding = tuple[str, Place, str, str]


def settle_names(content: dict[str, Any], region: Region) -> None:
    """Replace municipality names by their main grid area, and tidy case, in unchecked content."""
    main: dict[str, str] = {}
    for area in region.areas:
        main.setdefault(area.municipality, area.id)
    for name in ("projects", "establishments"):
        entries = content.get(name, [])
        if isinstance(entries, list | tuple):
            content[name] = [_with(entry, "area", main) for entry in entries]
    areas = content.get("industrial_areas", [])
    if isinstance(areas, list | tuple):
        content["industrial_areas"] = [_with(entry, "municipality", {}) for entry in areas]


def _with(entry: Any, key: str, main: dict[str, str]) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
        return entry
    name = entry[key].strip().lower()
    return {**entry, key: main.get(name, name)}


def check_references(scenario: Scenario, region: Region, *, source: str, file: str) -> list[Problem]:
    """List every name that refers to nothing and every number that cannot be.

    Returns
    -------
    list of Problem
        In the order of the file; empty if all is well.
    """
    problems = []
    for code, place, found, remedy in _findings(scenario, region):
        line = line_of(source, place)
        where = f"line {line}, {written(place)}" if line else written(place)
        problems.append((line or 0, Problem(code=code, file=file, place=where, found=found, remedy=remedy)))
    return [problem for _, problem in sorted(problems, key=lambda item: item[0])]


def _findings(scenario: Scenario, region: Region) -> Iterator[Finding]:
    yield from _horizon(scenario)
    yield from _duplicates(scenario)
    yield from _kinds_and_areas(scenario, region)
    yield from _years(scenario)
    yield from _energy(scenario)
    links = sorted(name.split(".")[1] for name in region.book if name.startswith("grid."))
    for place, measure in enumerate(scenario.grid):
        if measure.link not in links:
            yield "unknown_link", ("grid", place, "link"), repr(measure.link), unknown(measure.link, links, "line")
    for name, value in scenario.overrides:
        quantity = region.book.get(name)
        if quantity is None:
            yield (
                "unknown_assumption",
                ("overrides", name),
                repr(name),
                unknown(name, sorted(region.book), "assumption")[:200],
            )
        elif value < 0 <= quantity.low:
            yield "negative_override", ("overrides", name), f"{value:g}", f"give 0 or more {quantity.unit}"
        elif quantity.unit == "1" and value > 1 >= quantity.high:
            yield (
                "not_a_share",
                ("overrides", name),
                f"{value:g}",
                f"give a share from 0 to 1; did you mean {value / 100:g}?",
            )


def _horizon(scenario: Scenario) -> Iterator[Finding]:
    if scenario.horizon.last_year < scenario.horizon.first_year:
        yield "horizon_reversed", ("horizon", "last_year"), str(scenario.horizon.last_year), "end after the first year"


def _duplicates(scenario: Scenario) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in ("projects", "establishments", "industrial_areas", "grid"):
        for place, entry in enumerate(getattr(scenario, name)):
            if entry.id in seen:
                yield "duplicate_id", (name, place, "id"), repr(entry.id), "give every entry its own id"
            seen.add(entry.id)


def _kinds_and_areas(scenario: Scenario, region: Region) -> Iterator[Finding]:
    """Find names of kinds, areas, load shapes and municipalities that refer to nothing."""
    areas = [area.id for area in region.areas]
    places = sorted({*areas, *region.municipalities})
    for name, kinds in (("projects", region.project_kinds), ("establishments", region.establishment_kinds)):
        for place, entry in enumerate(getattr(scenario, name)):
            yield from _unless_known(entry.kind, sorted(kinds), "kind", (name, place, "kind"))
            if entry.area not in areas:
                yield from _unless_known(entry.area, places, "area", (name, place, "area"))
    for place, establishment in enumerate(scenario.establishments):
        shapes = sorted(region.load_shapes)
        spot: Place = ("establishments", place, "load_shape")
        yield from _unless_known(establishment.load_shape or shapes[0], shapes, "load_shape", spot)
    for place, site in enumerate(scenario.industrial_areas):
        spot = ("industrial_areas", place, "municipality")
        yield from _unless_known(site.municipality, list(region.municipalities), "municipality", spot)


def _unless_known(name: str, among: list[str], what: str, place: Place) -> Iterator[Finding]:
    if name not in among:
        yield f"unknown_{what}", place, repr(name), unknown(name, among, what.replace("_", " "))


def _years(scenario: Scenario) -> Iterator[Finding]:
    first, last = scenario.horizon.first_year, scenario.horizon.last_year
    advice = f"give a year from {first} to {last}, the horizon"
    for name, key in (
        ("projects", "start_year"),
        ("establishments", "start_year"),
        ("grid", "year"),
        ("industrial_areas", "ready_year"),
    ):
        for place, entry in enumerate(getattr(scenario, name)):
            year = getattr(entry, key)
            if not first <= year <= last:
                yield "outside_horizon", (name, place, key), str(year), advice
    for name in ("projects", "establishments"):
        for place, entry in enumerate(getattr(scenario, name)):
            if entry.end_year is not None and entry.end_year <= entry.start_year:
                yield "ends_before_start", (name, place, "end_year"), str(entry.end_year), "end after the start"


def _energy(scenario: Scenario) -> Iterator[Finding]:
    """Find projects that would run more hours than the year has."""
    for place, project in enumerate(scenario.projects):
        if project.mean_gwh is None:
            continue
        most = project.capacity_mw * HOURS_PER_YEAR / MWH_PER_GWH
        if project.mean_gwh > most:
            found = f"{project.mean_gwh:g} GWh from {project.capacity_mw:g} MW"
            advice = f"at most {most:.1f} GWh is possible in {HOURS_PER_YEAR} hours; check MW, GWh and the unit"
            yield "above_nameplate", ("projects", place, "mean_gwh"), found, advice
