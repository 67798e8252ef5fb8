"""Write ``docs/reference.md``: every key of a scenario, indicator, goal, kind and number, as the program has them.

``python -m benchmarks.reference`` after a change of any of these; a test holds the page against the program.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from simulator import Region, load_region
from simulator.inputs.schema import scenario_schema
from simulator.premises import Goal, Quantity
from simulator.present.text import text
from simulator.stages.indicators import UNITS

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
LANGUAGE: Final = "en"
SHARE: Final = "1"  # the unit of a share
HEAD: Final = """# Reference

Made by `python -m benchmarks.reference` from the classes that check a scenario file and from the tables in `data/`.
The [user guide](user_guide.md) explains the keys, the [method](method.md) how figures are made.
"""
WORDS: Final = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false"}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown; what would end a cell is taken out of it."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell(word) for word in line)} |" for line in lines)


def cell(words: str) -> str:
    """Return words that stay within a cell and mean nothing in Markdown but what is marked as code."""
    return " ".join(words.split()).replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[").replace("*", "\\*")


def code(words: object) -> str:
    """Mark something as it is written in a file."""
    return f"`{words}`"


def kept_within(part: Mapping[str, Any]) -> str:
    """Return the limits of a value or a list, nothing if it has none."""
    lists = part.get("type") == "array"
    names = ("minItems", "maxItems") if lists else ("minLength", "maxLength") if part.get("type") == "string" else ()
    low, high = (part.get(name) for name in names or ("minimum", "maximum"))
    low, high = part.get("exclusiveMinimum", low), part.get("exclusiveMaximum", high)
    thing = {"string": " signs", "array": " of them"}.get(part.get("type", ""), "")
    if low is None and high is None:
        return ""
    return f", {f'at least {low}' if high is None else f'up to {high}' if low is None else f'{low}–{high}'}{thing}"


def kind_of(part: Mapping[str, Any]) -> str:
    """Say what may stand behind a key."""
    if "$ref" in part:
        return f"table {code(part['$ref'].rpartition('/')[2])}"
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(kind_of(one) for one in part["anyOf"] if one.get("type") != "null"))
    if "enum" in part or "const" in part:
        return ", ".join(code(repr(one).replace("'", '"')) for one in part.get("enum", [part.get("const")]))
    if part.get("type") == "array":
        return f"list of {kind_of(part.get('items', {}))}{kept_within(part)}"
    if part.get("type") == "object":
        return "table"
    return f"{WORDS.get(part.get('type', ''), 'value')}{kept_within(part)}"


def default_of(name: str, part: Mapping[str, Any], required: Iterable[str]) -> str:
    """Say what holds if a key is left out."""
    if name in required:
        return "required"
    default = part.get("default")
    if default is None or default in ("", [], {}):
        return "none"
    if isinstance(default, dict):
        return "as its own keys say"
    return code(str(default).lower() if isinstance(default, bool) else default)


def keys_of(model: Mapping[str, Any]) -> str:
    """Return the table of keys of one part of a file."""
    required = model.get("required", [])
    rows = (
        (code(name), kind_of(part), default_of(name, part, required), part.get("description", ""))
        for name, part in model.get("properties", {}).items()
    )
    return table(("Key", "What may stand there", "If left out", "Meaning"), rows)


def scenario_part() -> Iterator[str]:
    """Describe the scenario file, part by part."""
    schema = scenario_schema()
    yield f"## The scenario file\n\n{keys_of(schema)}"
    for name, model in sorted(schema["$defs"].items()):
        if model.get("properties"):
            yield f"### {name}\n\n{cell(model.get('description', '').split(chr(10))[0])}\n\n{keys_of(model)}"


def indicator_part() -> str:
    """List every indicator."""
    rows = (
        (code(name), unit, text(f"indicator.{name}.name", LANGUAGE), text(f"indicator.{name}.explain", LANGUAGE))
        for name, unit in UNITS.items()
    )
    return f"## Indicators\n\n{table(('Id', 'Unit', 'Name', 'What it is'), rows)}"


def target_of(goal: Goal) -> str:
    """Say what a goal asks for."""
    least = "at least" if goal.better == "more" else "at most"
    return f"{least} {goal.target:g} {goal.unit.removeprefix(SHARE)}".strip()


def goal_part(goals: Iterable[Goal]) -> str:
    """List every goal."""
    rows = (
        (
            code(goal.id),
            text(f"goal.{goal.id}.name", LANGUAGE),
            code(goal.indicator),
            target_of(goal),
            str(goal.by or ""),
            goal.over,
        )
        for goal in goals
    )
    return f"## Goals\n\n{table(('Id', 'Name', 'Indicator', 'Target', 'By', 'Over'), rows)}"


def kind_part(region: Region) -> Iterator[str]:
    """List the kinds of projects and establishments, and the areas they may stand in."""
    rows = ((code(name), text(f"technology.{name}", LANGUAGE)) for name in region.project_kinds)
    yield f"## Kinds of energy project\n\n{table(('Id', 'Name'), rows)}"
    kinds = region.establishment_kinds.items()
    lines = ((code(name), text(f"kind.{name}", LANGUAGE), kind.group, kind.sector) for name, kind in kinds)
    yield f"## Kinds of establishment\n\n{table(('Id', 'Name', 'Group', 'Sector'), lines)}"


def number_part(book: Mapping[str, Quantity]) -> Iterator[str]:
    """List every number of the assumption book, topic by topic."""
    topics = dict.fromkeys(name.split(".")[0] for name in book)
    yield f"## Numbers about the world\n\n{len(book)} of them; any can be overridden in a scenario under `[overrides]`."
    for topic in topics:
        rows = (
            (
                code(name),
                f"{one.value:g}",
                f"{one.low:g} to {one.high:g}",
                one.unit,
                str(one.year),
                one.confidence,
                one.source,
            )
            for name, one in book.items()
            if name.split(".")[0] == topic
        )
        heads = ("Id", "Value", "Range", "Unit", "Year", "Confidence", "Source")
        yield f"### {topic}\n\n{table(heads, rows)}"


def page(region: Region) -> str:
    """Return the whole page."""
    parts = [HEAD.strip(), *scenario_part(), indicator_part(), goal_part(region.goals), *kind_part(region)]
    return "\n\n".join([*parts, *number_part(region.book)]) + "\n"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(load_region()), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(PAGE.read_text(encoding='utf-8').splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
