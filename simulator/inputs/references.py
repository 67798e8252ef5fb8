"""The meaning of a scenario: what its names refer to, and what its numbers cannot be.

Every check also reads a draft, in which None stands where a value is missing or wrong; what is None is left alone.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from simulator.hours import HOURS_PER_YEAR
from simulator.inputs.grid_measures import grid_findings
from simulator.inputs.loads import check_efficiency, check_loads
from simulator.inputs.messages import ENTRIES, Finding, Heritage, Place, unknown, unless_known
from simulator.inputs.source import Content, leaves
from simulator.inputs.validation import LEAST_PERCENT, PERCENT
from simulator.premises import Project, Quantity, Region, Scenario
from simulator.words import Said, said

MWH_PER_GWH: Final = 1000.0
YEARS: Final = (
    ("projects", "start_year"),
    ("establishments", "start_year"),
    ("efficiency", "start_year"),
    ("grid", "year"),
    ("outages", "year"),
    ("industrial_areas", "ready_year"),
)
HYDRO_PROFILES: Final = ("inflow", "regulated")
EFFICIENCIES: Final = ("round_trip_share", "efficiency_share")
LEAST_EFFICIENCY: Final = 0.01  # a smaller one is a slip, and what is bought to deliver anything has no end
A_YEAR: Final = "1/year"  # of growth: more than all in a year, gone or new, is a slip
MAY_BE_NOTHING: Final = ("1", "MW")  # a share may be none and a line may be out; an hour or a person may not


def settle_names(content: Content, region: Region) -> None:
    """Replace municipality names by their main grid area, and tidy case, in unchecked content."""
    main: dict[str, str] = {}
    for area in region.areas:
        main.setdefault(area.municipality, area.id)
    for name, key, known in (
        ("projects", "area", main),
        ("establishments", "area", main),
        ("efficiency", "area", main),
        ("industrial_areas", "municipality", {}),
    ):
        entries = content.get(name, [])
        if isinstance(entries, list | tuple):
            content[name] = [_settled(entry, key, known) for entry in entries]


def _settled(entry: Any, key: str, known: dict[str, str]) -> Any:
    if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
        return entry
    name = entry[key].strip().lower()
    return {**entry, key: known.get(name, name)}


def check_references(scenario: Scenario, region: Region, heritage: Heritage) -> Iterator[Finding]:
    """Find every name that refers to nothing and every number that cannot be.

    Parameters
    ----------
    scenario : Scenario
        Parents merged; may be a draft.
    region : Region
    heritage : Heritage
        What is not the file's own, and so not to blame where two entries clash.
    """
    yield from _horizon(scenario)
    yield from _duplicates(scenario, heritage)
    yield from _kinds(scenario, region)
    yield from _places(scenario, region)
    yield from grid_findings(scenario, region)
    yield from _years(scenario)
    yield from _ends(scenario)
    yield from _log_days(scenario)
    yield from _queue_cases(scenario, heritage)
    for index, project in enumerate(scenario.projects):
        yield from _energy(("projects", index, "mean_gwh"), project, region)
        yield from _falling_water(("projects", index, "head_m"), project, region)
    yield from check_loads(scenario)
    yield from check_efficiency(scenario, region)
    for name, value in scenario.overrides:
        yield from _override(("overrides", name), value, region)


def check_own(content: Content, parent: Scenario | None) -> Iterator[Finding]:
    """Find what a file says that cannot be seen after it is merged.

    Parameters
    ----------
    content : dict
        Of the file alone, unchecked.
    parent : Scenario, optional
        What the file is based on.
    """
    if "id" in content:
        yield Finding("stated_id", ("id",), repr(content["id"]), said("remedy.file_name_is_id"))
    yield from _removals(content.get("remove"), parent)
    overrides = content.get("overrides")
    spellings = Counter(name for name, _ in leaves(overrides if isinstance(overrides, dict) else {}))
    for name, count in spellings.items():
        if count > 1:
            found = said("found.same_number", count=count)
            yield Finding("two_spellings", ("overrides", name), found, said("remedy.once"))


def _removals(removed: Any, parent: Scenario | None) -> Iterator[Finding]:
    known = [entry.id for name in ENTRIES for entry in getattr(parent, name, ())]
    for index, identity in enumerate(removed if isinstance(removed, list) else ()):
        if isinstance(identity, str) and identity not in known:
            advice = unknown(identity, known, "id") if known else said("remedy.only_of_parent")
            yield Finding("unknown_id", ("remove", index), repr(identity), advice)


def _horizon(scenario: Scenario) -> Iterator[Finding]:
    first, last = scenario.horizon.first_year, scenario.horizon.last_year
    if None not in (first, last) and last < first:
        yield Finding("horizon_reversed", ("horizon", "last_year"), str(last), said("remedy.end_after_first_year"))


def _log_days(scenario: Scenario) -> Iterator[Finding]:
    """Find a line of the log on a day that its year has not."""
    for index, decision in enumerate(scenario.decisions):
        if decision.date is None:
            continue
        year, month, day = (int(part) for part in decision.date.split("-"))
        last = monthrange(year, month)[1] if year else 0
        if day > last:
            remedy = said("remedy.days_of_date", year=f"{year:04}", month=month, days=last)
            yield Finding("no_such_day", ("decisions", index, "date"), repr(decision.date), remedy)


def _duplicates(scenario: Scenario, heritage: Heritage) -> Iterator[Finding]:
    places: list[tuple[Place, str]] = [
        ((name, index, "id"), entry.id)
        for name in ENTRIES
        for index, entry in enumerate(getattr(scenario, name))
        if entry.id is not None
    ]
    seen: set[str] = set()
    for place, identity in sorted(places, key=lambda one: not heritage.has(one[0])):
        if identity in seen:
            yield Finding("duplicate_id", place, repr(identity), said("remedy.own_id"))
        seen.add(identity)


def _queue_cases(scenario: Scenario, heritage: Heritage) -> Iterator[Finding]:
    """Find a case of the grid company that two establishments claim; it would be counted twice."""
    cases: list[tuple[Place, str]] = [
        (("establishments", index, "queue_id"), one.queue_id)
        for index, one in enumerate(scenario.establishments)
        if one.queue_id is not None
    ]
    seen: set[str] = set()
    for place, case in sorted(cases, key=lambda one: not heritage.has(one[0])):
        plain = "".join(case.casefold().split())
        if plain in seen:
            yield Finding("same_queue_case", place, repr(case), said("remedy.case_once"))
        seen.add(plain)


def _kinds(scenario: Scenario, region: Region) -> Iterator[Finding]:
    for index, project in enumerate(scenario.projects):
        yield from unless_known(project.kind, region.project_kinds, ("projects", index, "kind"))
    for index, one in enumerate(scenario.establishments):
        yield from unless_known(one.kind, region.establishment_kinds, ("establishments", index, "kind"))
        yield from unless_known(one.load_shape, region.load_shapes, ("establishments", index, "load_shape"))


def _places(scenario: Scenario, region: Region) -> Iterator[Finding]:
    areas = {area.id for area in region.areas}
    among = areas | set(region.municipalities)
    for name in ("projects", "establishments", "efficiency"):
        for index, entry in enumerate(getattr(scenario, name)):
            if entry.area not in areas:
                yield from unless_known(entry.area, among, (name, index, "area"))
    for index, site in enumerate(scenario.industrial_areas):
        place = ("industrial_areas", index, "municipality")
        yield from unless_known(site.municipality, region.municipalities, place)


def _years(scenario: Scenario) -> Iterator[Finding]:
    first, last = scenario.horizon.first_year, scenario.horizon.last_year
    if None in (first, last):
        return
    advice = said("remedy.year_of_horizon", first=str(first), last=str(last))
    for name, key in YEARS:
        for index, entry in enumerate(getattr(scenario, name)):
            year = getattr(entry, key)
            if year is not None and not first <= year <= last:
                yield Finding("outside_horizon", (name, index, key), str(year), advice)


def _ends(scenario: Scenario) -> Iterator[Finding]:
    for name in ("projects", "establishments"):
        for index, entry in enumerate(getattr(scenario, name)):
            if None in (entry.start_year, entry.end_year, entry.delay_years):
                continue
            if entry.end_year <= entry.opening_year:
                place = (name, index, "end_year")
                yield Finding("ends_before_start", place, str(entry.end_year), said("remedy.end_after_start"))


def _energy(place: Place, project: Project, region: Region) -> Iterator[Finding]:
    """Find a project that would run more hours than the year has, or than its weather gives."""
    if project.mean_gwh is None or project.capacity_mw is None:
        return
    found = said("found.gwh_from_mw", gwh=f"{project.mean_gwh:g}", mw=f"{project.capacity_mw:g}")
    for code, hours, remedy in (
        ("above_nameplate", HOURS_PER_YEAR, "remedy.most_in_all_hours"),
        ("above_weather", _most_hours(project.kind, region), "remedy.most_with_weather"),
    ):
        most = project.capacity_mw * hours / MWH_PER_GWH
        if project.mean_gwh > most:
            yield Finding(code, place, found, said(remedy, gwh=round(most, 1), hours=HOURS_PER_YEAR))
            return


def _falling_water(place: Place, project: Project, region: Region) -> Iterator[Finding]:
    """Find a fall and a flow that no water, or not this much power, can come from."""
    kind = region.project_kinds.get(project.kind)
    if kind is not None and kind.profile not in HYDRO_PROFILES and (project.head_m or project.max_flow_m3s):
        yield Finding("not_hydropower", place, project.kind, said("remedy.only_hydropower"))
        return
    most = project.falling_water_mw
    if most is not None and project.capacity_mw is not None and project.capacity_mw > most:
        figures = {"mw": project.capacity_mw, "flow": project.max_flow_m3s or 0.0, "head": project.head_m or 0.0}
        found = said("found.mw_from_water", **{name: f"{value:g}" for name, value in figures.items()})
        yield Finding("above_falling_water", place, found, said("remedy.most_of_water", mw=float(f"{most:.3g}")))


def _most_hours(kind: str, region: Region) -> float:
    """Return the most full-load hours that the weather can give a kind of project. [hours/year]"""
    limit = region.book.get(f"production.{kind}_full_load_hours_most_hours")
    return limit.value if limit else HOURS_PER_YEAR


def _override(place: Place, value: float, region: Region) -> Iterator[Finding]:
    name = str(place[1])
    quantity = region.book.get(name)
    if quantity is None:
        among = _alike(name, region.book) or region.book
        yield Finding("unknown_assumption", place, repr(name), unknown(name, among, "assumption"))
        return
    most = _most_share(name, region)
    impossible = _impossible(name, value, quantity)
    if impossible is not None:
        yield Finding(impossible[0], place, f"{value:g}", impossible[1])
    elif value > most:
        yield Finding("above_weather", place, f"{value:g}", said("remedy.most_share", most=f"{most:.2f}"))


def _alike(name: str, among: Iterable[str]) -> list[str]:
    """Return the ids that differ in their last word only, or in all the others; comparing with all takes long."""
    head, _, last = name.rpartition(".")
    return [known for known in among if known.startswith(f"{head}.") or known.endswith(f".{last}")]


def _impossible(name: str, value: float, quantity: Quantity) -> tuple[str, Said] | None:
    """Say what is wrong with a value, and what would be right; None if all is well."""
    unit = quantity.unit
    if name.endswith(EFFICIENCIES) and not LEAST_EFFICIENCY <= value <= 1:
        remedy = said("remedy.between", low=f"{LEAST_EFFICIENCY:g}", high="1", unit="")
        return "not_an_efficiency", remedy
    if unit == A_YEAR and not -1 <= value <= 1:
        return "not_a_share", said("remedy.between", low="-1", high="1", unit="")
    if value == 0 < quantity.low and unit not in MAY_BE_NOTHING:
        return "zero_override", said("remedy.above_nothing", unit=unit)
    if value < 0 <= quantity.low:
        may_be_nothing = quantity.low == 0 or unit in MAY_BE_NOTHING
        return "negative_override", said(
            "remedy.nothing_or_more" if may_be_nothing else "remedy.above_nothing", unit=unit
        )
    if unit == "1" and value > 1 >= quantity.high:
        per_cent = LEAST_PERCENT <= value <= PERCENT
        guess = said("remedy.share", guess=f"{value / PERCENT:g}")
        return "not_a_share", guess if per_cent else said("remedy.share_alone")
    return None


def _most_share(name: str, region: Region) -> float:
    """Return the highest capacity factor that the weather can give, for the number that is one. [share]"""
    if name.startswith("project.") and name.endswith(".capacity_factor_share"):
        return _most_hours(name.split(".")[1], region) / HOURS_PER_YEAR
    return float("inf")
