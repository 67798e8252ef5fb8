"""Door outwards: the JSON Schema of a scenario file, for editors that check while one writes."""

from __future__ import annotations

from typing import Any, Final

from simulator.premises import Scenario

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
# Editors know no categories of letters, or other ones than the validator; these ranges mean the same for them.
CATEGORIES: Final = {
    r"\p{Cc}": r"\u0000-\u001f\u007f-\u009f",
    r"\p{Cf}": r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff",
    r"\p{Co}": r"\ue000-\uf8ff",
    r"\p{Zl}": r"\u2028",
    r"\p{Zp}": r"\u2029",
    r"\p{L}": r"A-Za-z\u00aa-\u02af",
    r"\p{N}": r"0-9",
}


def scenario_schema() -> dict[str, Any]:
    """Return the schema of a scenario file, made from the classes that check it.

    Returns
    -------
    dict
        As a file differs from a scenario: the id is the name of the file, the title may come from the parent, and
        overrides are tables in tables.

    Examples
    --------
    >>> sorted(scenario_schema()["anyOf"][1])
    ['required']
    """
    made: dict[str, Any] = _portable(Scenario.model_json_schema())
    properties = {name: one for name, one in made["properties"].items() if name != "id"}
    properties["overrides"] = {"$ref": "#/$defs/Overrides"}
    numbers = {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/Overrides"}]}
    overrides = {"type": "object", "description": "assumption id to value", "additionalProperties": numbers}
    return {
        "$schema": DIALECT,
        **{name: one for name, one in made.items() if name != "required"},
        "properties": properties,
        "$defs": {**made["$defs"], "Overrides": overrides},
        "anyOf": [{"required": ["title"]}, {"required": ["based_on"]}],
    }


def _portable(value: Any) -> Any:
    """Write every pattern in signs that all editors know."""
    if isinstance(value, list):
        return [_portable(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _without_categories(one) if key == "pattern" and isinstance(one, str) else _portable(one)
        for key, one in value.items()
    }


def _without_categories(pattern: str) -> str:
    for category, signs in CATEGORIES.items():
        pattern = pattern.replace(category, signs)
    return pattern
