"""Door for changes: a dotted key and a value, as a plan names them, become another scenario."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from simulator.inputs.messages import ENTRIES, TABLES, Finding, Heritage, Place, unknown
from simulator.inputs.plan import Axis
from simulator.inputs.references import check_references, settle_names
from simulator.inputs.validation import remedy_of
from simulator.premises import Region, Scenario
from simulator.words import Said, said

PLAIN: Final = ("operation", "migration", "new_homes_per_year", "realisation")
ALONE: Final = Heritage("", {})


class Spot(NamedTuple):
    """Where a key stands in one scenario: its part, which entry if the part is a list, and the field."""

    part: str
    entry: int | None
    field: str


class Lane(NamedTuple):
    """One axis of a plan in one scenario: the key as written, where it stands, its values as the scenario has them."""

    key: str
    spot: Spot
    values: tuple[Any, ...]


class UnknownKeyError(LookupError):
    """A key that a scenario does not have; its argument says what would be right."""


def find_spot(scenario: Scenario, key: str, region: Region) -> Spot:
    """Find where a dotted key stands.

    Parameters
    ----------
    scenario : Scenario
    key : str
        Such as ``establishments.dairy.capacity_mw``, ``weather.seed``, ``overrides.jobs.retention_share``,
        ``operation``.
    region : Region
        Knows the numbers that may be overridden.

    Raises
    ------
    UnknownKeyError

    Examples
    --------
    >>> find_spot(Scenario(title="a"), "weather.seed", None)
    Spot(part='weather', entry=None, field='seed')
    """
    part, _, rest = key.partition(".")
    if part == "overrides":
        return Spot(part, None, _known(rest, region.book, "assumption"))
    if part in TABLES:
        return Spot(part, None, _known(rest, TABLES[part].model_fields, "key"))
    if part in ENTRIES:
        identity, _, field = rest.partition(".")
        ids = [entry.id for entry in getattr(scenario, part)]
        if not ids:
            raise UnknownKeyError(said("remedy.no_entries", part=part, scenario=scenario.id))
        entry = ids.index(_known(identity, ids, "id"))
        return Spot(part, entry, _known(field, ENTRIES[part].model_fields.keys() - {"id"}, "key"))
    return Spot("", None, _known(key, (*PLAIN, "overrides", *TABLES, *ENTRIES), "key"))


def _known(name: str, among: Any, thing: str) -> str:
    if name not in among:
        raise UnknownKeyError(unknown(name, among, thing))
    return name


def lay(scenario: Scenario, spot: Spot, value: Any) -> Scenario:
    """Set one key; the value is not checked.

    Examples
    --------
    >>> lay(Scenario(title="a"), Spot("weather", None, "seed"), 7).weather.seed
    7
    """
    part, entry, field = spot
    if part == "overrides":
        overrides = tuple(sorted({**dict(scenario.overrides), field: value}.items()))
        return scenario.model_copy(update={"overrides": overrides})
    if not part:
        return scenario.model_copy(update={field: value})
    whole = getattr(scenario, part)
    if entry is None:
        return scenario.model_copy(update={part: whole.model_copy(update={field: value})})
    entries = (*whole[:entry], whole[entry].model_copy(update={field: value}), *whole[entry + 1 :])
    return scenario.model_copy(update={part: entries})


def read_lane(scenario: Scenario, axis: Axis, region: Region, place: Place) -> tuple[Lane | None, list[Finding]]:
    """Read an axis of a plan for one scenario, and check every value of it alone.

    Parameters
    ----------
    scenario : Scenario
    axis : Axis
    region : Region
    place : tuple
        Of the axis in the plan.

    Returns
    -------
    lane : Lane or None
    findings : list of Finding
        Everything that is wrong, if there is no lane.
    """
    try:
        spot = find_spot(scenario, axis.key, region)
    except UnknownKeyError as fault:
        return None, [Finding("unknown_key", (*place, "set"), repr(axis.key), fault.args[0])]
    values, findings = [], []
    for index, stated in enumerate(axis.stated):
        value, remedy = _read(spot, stated, region)
        if remedy is None:
            remedy = next(_doubts(lay(scenario, spot, value), region), None)
        if remedy is not None:
            at = (*place, "values", index) if axis.values is not None else (*place, "from")
            findings.append(Finding("value", at, f"{stated!r} ({scenario.id})", remedy))
        values.append(value)
    return (None, findings) if findings else (Lane(axis.key, spot, tuple(values)), [])


def _read(spot: Spot, stated: Any, region: Region) -> tuple[Any, Said | None]:
    """Read one value as its field has it, or say what would be right."""
    if spot.field == "area":
        content: dict[str, Any] = {spot.part: [{"area": stated}]}
        settle_names(content, region)
        stated = content[spot.part][0]["area"]
    try:
        return _adapter(spot.part, spot.field).validate_python(stated), None
    except ValidationError as fault:
        error = fault.errors(include_url=False)[0]
        return None, remedy_of(str(error["type"]), (spot.field,), error)


@cache
def _adapter(part: str, field: str) -> TypeAdapter[Any]:
    """Return what reads one field, strict as the whole scenario."""
    strict = ConfigDict(strict=True, allow_inf_nan=False)
    if part == "overrides":
        return TypeAdapter(float, config=strict)
    model: type[BaseModel] = ENTRIES.get(part) or TABLES.get(part) or Scenario
    known = model.model_fields[field]
    annotated: Any = Annotated[known.annotation, known]
    return TypeAdapter(annotated, config=strict)


def _doubts(scenario: Scenario, region: Region) -> Iterator[Said]:
    return (finding.remedy for finding in check_references(scenario, region, ALONE))
