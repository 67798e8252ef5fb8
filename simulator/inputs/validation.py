"""The form of a scenario: merged content becomes a checked scenario, or a draft and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.inputs.messages import ENTRIES, PARTS, TABLES, Finding, Place, unknown
from simulator.inputs.migration import move_of
from simulator.inputs.slips import number_meant
from simulator.inputs.source import Content
from simulator.premises import OwnSeries, Phase, Scenario
from simulator.premises.parts import DATE, MONTH_DAY, PLAIN_WORD, SERIES_FILE, VISIBLE, VISIBLE_LINES
from simulator.words import Said, said

FORMS: Final = (
    "missing",
    "int_type",
    "int_from_float",
    "int_parsing_size",
    "float_type",
    "string_type",
    "bool_type",
    "finite_number",
    "model_type",
)
NUMBERS: Final = ("float_type", "int_type")
LISTS: Final = {
    "overrides": "remedy.list_overrides",
    "remove": "remedy.list_ids",
    "months": "remedy.list_months",
}
PATTERNS: Final = {
    PLAIN_WORD: "remedy.plain_word",
    VISIBLE: "remedy.visible",
    VISIBLE_LINES: "remedy.visible",
    DATE: "remedy.date",
    MONTH_DAY: "remedy.month_day",
    SERIES_FILE: "remedy.bare_csv",
}
LIMITS: Final = (
    "less_than_equal",
    "greater_than_equal",
    "greater_than",
    "less_than",
    "string_too_long",
    "string_too_short",
)
INNER: Final[Mapping[str, type[BaseModel]]] = {"series": OwnSeries, "phases": Phase}
PERCENT: Final = 100
LEAST_PERCENT: Final = 2  # a value between 1 and 2 is a share that is too large, hardly one per cent
THIS_SCHEMA: Final = 1
Model = TypeVar("Model", bound=BaseModel)


def validate(content: Content) -> tuple[Scenario, Iterator[Finding]]:
    """Check the form of one complete scenario.

    Parameters
    ----------
    content : dict
        As `merge` returns it.

    Returns
    -------
    scenario : Scenario
        If anything is wrong, a draft: None stands where a value is missing or wrong, so that the rest can be checked.
    findings : iterator of Finding
    """
    try:
        return Scenario.model_validate(_strict(content)), iter(())
    except ValidationError as fault:
        errors = fault.errors(include_url=False)
        places = _places(errors, content)
        return _draft(content, set(places)), map(_finding, errors, places)


def _strict(content: Content) -> Content:
    """Turn lists into tuples and the overrides into sorted pairs, as the frozen scenario holds them."""
    overrides = content["overrides"]
    pairs = tuple(sorted(overrides.items())) if isinstance(overrides, dict) else overrides
    return {**{key: frozen(value) for key, value in content.items()}, "overrides": pairs}


def frozen(value: Any) -> Any:
    """Turn lists into tuples, all the way down."""
    if isinstance(value, list | tuple):
        return tuple(frozen(entry) for entry in value)
    if isinstance(value, dict):
        return {key: frozen(entry) for key, entry in value.items()}
    return value


def _places(errors: Sequence[Mapping[str, Any]], content: Content) -> list[Place]:
    """Say where each error stands; overrides by their id, where the validator counts the sorted pairs."""
    pairs = sorted(content["overrides"]) if isinstance(content["overrides"], dict) else ()
    places: Iterator[Place] = (error["loc"] for error in errors)
    return [("overrides", pairs[int(loc[1])]) if loc[0] == "overrides" and len(loc) > 1 else loc for loc in places]


def _draft(content: Content, wrong: set[Place]) -> Scenario:
    """Build what could be read of a scenario."""
    parts: Content = {name: _gapped(model, content.get(name, {}), (name,), wrong) for name, model in TABLES.items()}
    for name, model in ENTRIES.items():
        entries = content.get(name, ())
        entries = entries if isinstance(entries, list | tuple) else ()
        parts[name] = tuple(_gapped(model, entry, (name, place), wrong) for place, entry in enumerate(entries))
    overrides = content["overrides"] if isinstance(content["overrides"], dict) else {}
    parts["overrides"] = tuple(pair for pair in overrides.items() if ("overrides", pair[0]) not in wrong)
    return Scenario.model_construct(**parts)


def _gapped(model: type[Model], content: Any, place: Place, wrong: set[Place]) -> Model:
    """Build one table without checking: the right values, defaults for those left out, None for the others."""
    stated = content if isinstance(content, dict) else {}
    values: Content = {}
    for name, field in model.model_fields.items():
        right = place not in wrong and (*place, name) not in wrong
        if name in stated or field.is_required() or not right:
            values[name] = stated.get(name) if right else None
    return model.model_construct(**values)


def _finding(error: Mapping[str, Any], place: Place) -> Finding:
    kind = error["type"]
    found = said("found.nothing") if kind == "missing" else repr(error["input"])[:80]
    return Finding(kind, place, found, remedy_of(kind, place, error))


def remedy_of(kind: str, place: Place, error: Mapping[str, Any]) -> Said:
    """Say what would be right."""
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(place)
    if kind in LIMITS:
        return _limit(kind, context, error["input"])
    if kind == "literal_error":
        return _choice(place, context["expected"], error["input"])
    if kind == "string_pattern_mismatch":
        return said(PATTERNS[context["pattern"]])
    if kind == "tuple_type":
        return said(LISTS.get(str(place[-1]), "remedy.list_tables"))
    number = number_meant(error["input"]) if kind in NUMBERS and isinstance(error["input"], str) else None
    return number or said(f"remedy.form_{kind}" if kind in FORMS else "remedy.form_other")


def _unknown_key(place: Place) -> Said:
    move = move_of("".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)[1:])
    if move is not None:
        return said("remedy.renamed", new=move.new) if move.new else said("remedy.out_of_use")
    model = PARTS.get(str(place[0]), Scenario) if len(place) > 1 else Scenario
    model = next((INNER[str(part)] for part in place[1:-1] if part in INNER), model)
    parts = _parts_with(str(place[0])) if len(place) == 1 else ""
    return said("remedy.belongs_in", parts=parts) if parts else unknown(str(place[-1]), model.model_fields, "key")


def _parts_with(key: str) -> str:
    """Name the parts that a key belongs in, as a file writes them; empty if there is none."""
    names = [name for name, model in PARTS.items() if key in model.model_fields]
    return ", ".join(f"[{name}]" if name in TABLES else f"[[{name}]]" for name in names)


def _choice(place: Place, expected: str, value: Any) -> Said:
    """Name what may be chosen, which the validator lists with an English word before the last."""
    if place == ("schema_version",) and isinstance(value, int) and value > THIS_SCHEMA:
        return said("remedy.newer_schema", schema=str(THIS_SCHEMA))
    others, _, last = expected.rpartition(" or ")
    return said("remedy.give_one_of", others=others, last=last) if others else said("remedy.give", what=last)


def _limit(kind: str, context: Mapping[str, Any], value: Any) -> Said:
    bound = next(iter(context.values()))
    if kind == "less_than_equal" and isinstance(value, int | float):
        if bound == 1 and LEAST_PERCENT <= value <= PERCENT:  # whoever writes more than a share thinks in per cent
            return said("remedy.limit_per_cent", guess=f"{value / PERCENT:g}")
        if bound != 1 and 0 < value / 1000 <= bound:
            return said("remedy.limit_unit", bound=f"{bound:g}", guess=f"{value / 1000:g}")
    return said(f"remedy.limit_{kind}", bound=f"{bound:g}")
