"""The form of a scenario: merged content becomes a checked scenario, or a draft and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from simulator.inputs.messages import ENTRIES, PARTS, TABLES, Finding, Place, unknown
from simulator.inputs.source import Content
from simulator.premises import OwnSeries, Phase, Scenario
from simulator.premises.parts import MONTH_DAY, PLAIN_WORD, SERIES_FILE, VISIBLE, VISIBLE_LINES

WORDS: Final = {
    "missing": "give this key",
    "int_type": "give a whole number without quotes",
    "int_from_float": "give a whole number",
    "float_type": "give a number without quotes, with decimal point",
    "string_type": "give a text in quotes",
    "bool_type": "give true or false",
    "finite_number": "give a finite number",
}
LISTS: Final = {
    "overrides": "write a table: [overrides], and below it ids of numbers with their values",
    "remove": 'write a list of ids, as in ["first", "second"]',
    "months": "write a list of months, as in [6, 7]",
}
SEEN: Final = "use letters that can be seen, without control or direction marks"
PATTERNS: Final = {
    PLAIN_WORD: "use lower-case letters, digits and _, starting with a letter",
    VISIBLE: SEEN,
    VISIBLE_LINES: SEEN,
    MONTH_DAY: 'give month and day as "MM-DD", such as "06-15" for 15 June',
    SERIES_FILE: "give the bare name of a .csv file that lies beside the scenario",
}
LIMITS: Final = {
    "less_than_equal": "at most",
    "greater_than_equal": "at least",
    "greater_than": "more than",
    "less_than": "less than",
}
INNER: Final[Mapping[str, type[BaseModel]]] = {"series": OwnSeries, "phases": Phase}
PERCENT: Final = 100
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
    return {**{key: _frozen(value) for key, value in content.items()}, "overrides": pairs}


def _frozen(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_frozen(entry) for entry in value)
    if isinstance(value, dict):
        return {key: _frozen(entry) for key, entry in value.items()}
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
    found = "nothing" if kind == "missing" else repr(error["input"])[:80]
    return Finding(kind, place, found, _remedy(kind, place, error))


def _remedy(kind: str, place: Place, error: Mapping[str, Any]) -> str:
    """Say what would be right."""
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(place)
    if kind in LIMITS:
        return _limit(kind, context, error["input"])
    words = {
        "literal_error": f"give one of {context.get('expected')}",
        "string_pattern_mismatch": PATTERNS.get(str(context.get("pattern"))),
        "tuple_type": LISTS.get(str(place[-1]), "write the list as [[name]] tables"),
    }
    return words.get(kind) or WORDS.get(kind) or str(error["msg"]).lower()


def _unknown_key(place: Place) -> str:
    model = PARTS.get(str(place[0]), Scenario) if len(place) > 1 else Scenario
    model = next((INNER[str(part)] for part in place[1:-1] if part in INNER), model)
    return unknown(str(place[-1]), model.model_fields, "key")


def _limit(kind: str, context: Mapping[str, Any], value: Any) -> str:
    bound = next(iter(context.values()))
    advice = f"give {LIMITS[kind]} {bound:g}"
    if kind != "less_than_equal" or not isinstance(value, int | float):
        return advice
    if bound == 1:  # a share: whoever writes more thinks in percent
        return f"{advice}; give a share from 0 to 1" + (f"; did you mean {value / 100:g}?" if value <= PERCENT else "")
    if 0 < value / 1000 <= bound:
        advice += f"; is the unit a thousand times too small? did you mean {value / 1000:g}?"
    return advice
