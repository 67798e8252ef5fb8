"""From a validator's findings to problems that a person can mend, with the line they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from simulator.errors import Problem
from simulator.premises import (
    Establishment,
    GridMeasure,
    Horizon,
    IndustrialArea,
    Milestones,
    Project,
    Scenario,
    Weather,
)

PARTS: Final[Mapping[str, type[BaseModel]]] = {
    "projects": Project,
    "establishments": Establishment,
    "industrial_areas": IndustrialArea,
    "grid": GridMeasure,
    "horizon": Horizon,
    "weather": Weather,
    "milestones": Milestones,
}
WORDS: Final = {
    "missing": "give this key",
    "int_type": "give a whole number without quotes",
    "int_from_float": "give a whole number",
    "float_type": "give a number without quotes, with decimal point",
    "string_type": "give a text in quotes",
    "bool_type": "give true or false",
    "finite_number": "give a finite number",
    "string_pattern_mismatch": "use lower-case letters, digits and _, starting with a letter",
    "tuple_type": "write the list as [[name]] tables",
}
Place = tuple[str | int, ...]


def problems_of(fault: ValidationError, *, source: str, file: str, inherited: Mapping[str, int]) -> Iterator[Problem]:
    """Turn each finding into a problem, in the order of the file.

    Parameters
    ----------
    fault : ValidationError
        What the validator found in the merged scenario.
    source, file : str
        Text and name of the file, for line numbers.
    inherited : mapping of str to int
        Entries of each list that come from the parent.
    """
    found = []
    for error in fault.errors():
        place = own_place(error["loc"], inherited)
        found.append((line_of(source, place) or 0, place, error))
    for line, place, error in sorted(found, key=lambda item: (item[0], str(item[1]))):
        where = f"line {line}, {written(place)}" if line else written(place)
        value = "nothing" if error["type"] == "missing" else repr(error["input"])[:80]
        yield Problem(
            code=error["type"], file=file, place=where, found=value, remedy=remedy(error["type"], place, error)
        )


def own_place(place: Place, inherited: Mapping[str, int]) -> Place:
    """Count list entries as they stand in the file, without those of the parent."""
    if len(place) > 1 and isinstance(place[1], int):
        return (place[0], place[1] - inherited.get(str(place[0]), 0), *place[2:])
    return place


def written(place: Place) -> str:
    """Write a place as a person would count.

    Examples
    --------
    >>> written(("establishments", 1, "capacity_mw"))
    'establishments[2].capacity_mw'
    """
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def line_of(source: str, place: Place) -> int | None:
    r"""Find the line of a key, or of its table if the key is not there.

    Examples
    --------
    >>> line_of('title = "a"\n[[grid]]\n[[grid]]\nyear = 1', ("grid", 1, "year"))
    4
    """
    lines = source.splitlines()
    start, header = 0, None
    if len(place) > 1:
        wanted = re.compile(rf"\s*\[\[?\s*{re.escape(str(place[0]))}\s*\]\]?")
        headers = [number for number, line in enumerate(lines) if wanted.match(line)]
        nth = place[1] if isinstance(place[1], int) else 0
        if nth >= len(headers):
            return None
        start, header = headers[nth] + 1, headers[nth] + 1
    key = re.compile(rf"\s*[\"']?{re.escape(str(place[-1]))}[\"']?\s*=")
    for number, line in enumerate(lines[start:], start=start + 1):
        if key.match(line):
            return number
        if len(place) > 1 and line.lstrip().startswith("["):
            break
    return header


def remedy(kind: str, place: Place, error: Any) -> str:
    """Say what would be right."""
    if kind == "extra_forbidden":
        return _unknown_key(place)
    context = error.get("ctx", {})
    if kind in {"less_than_equal", "greater_than_equal", "greater_than", "less_than"}:
        return _limit(kind, context, error["input"])
    if kind == "literal_error":
        return f"give one of {context['expected']}"
    return WORDS.get(kind, str(error["msg"]).lower())


def _unknown_key(place: Place) -> str:
    model = PARTS.get(str(place[0]), Scenario) if len(place) > 1 else Scenario
    return unknown(str(place[-1]), sorted(model.model_fields), "key")


def unknown(name: str, among: list[str], what: str) -> str:
    """Say that a name is unknown, with the nearest known one.

    Examples
    --------
    >>> unknown("capasity_mw", ["capacity_mw", "title"], "key")
    'unknown key; did you mean capacity_mw?'
    """
    close = get_close_matches(name, among, n=1, cutoff=0.6)
    return f"unknown {what}; did you mean {close[0]}?" if close else f"unknown {what}; use one of {', '.join(among)}"


def _limit(kind: str, context: dict[str, Any], value: Any) -> str:
    bound = next(iter(context.values()))
    words = {
        "less_than_equal": "at most",
        "greater_than_equal": "at least",
        "greater_than": "more than",
        "less_than": "less than",
    }
    advice = f"give {words[kind]} {bound:g}"
    if kind == "less_than_equal" and isinstance(value, int | float) and 0 < value / 1000 <= bound:
        advice += f"; is the unit a thousand times too small? did you mean {value / 1000:g}?"
    return advice
