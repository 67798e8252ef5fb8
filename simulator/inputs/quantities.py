"""Door for TOML catalogues of numbers, each with range, unit, source, year and confidence."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from simulator.errors import Problem
from simulator.inputs.tables import Reader, is_told
from simulator.premises import Confidence, Quantity

REQUIRED: Final = {
    "value": float,
    "low": float,
    "high": float,
    "unit": str,
    "source": str,
    "year": int,
    "confidence": str,
}

CATALOGUES_KEPT: Final = 32

Table = dict[str, Any]
Head = Mapping[str, Reader]
Fault = tuple[str, str, str, str]


def read_quantities(path: Path, prefix: str, heads: tuple[Head, ...], problems: list[Problem]) -> tuple[Table, Table]:
    """Read a catalogue: things with head texts, and numbers below them.

    Parameters
    ----------
    path : Path
        TOML with one table per thing; a sub-table is a number.
    prefix : str
        First word of the dotted ids, such as ``grid``; empty for none.
    heads : tuple of mapping of str to reader
        The sorts of things: head texts that each must have, unless the reader takes an empty one. Things of one
        sort also have the same numbers, but for the sort without head texts.
    problems : list of Problem
        Receives what is wrong.

    Returns
    -------
    quantities : dict of str to Quantity
        By dotted id.
    things : dict of str to dict
        Head texts by thing, of those that are wholly right.
    """
    tables = read_toml(path, problems)
    quantities: Table = {}
    things: Table = {}
    for thing, table in tables.items():
        if not isinstance(table, dict):
            problems.append(_problem(path, "not_a_table", thing, repr(table), "write numbers below a [table]"))
            continue
        head = _sort(table, heads)
        faults = list(_head_faults(thing, table, head))
        problems += [_problem(path, *fault) for fault in faults]
        if not faults:
            things[thing] = {key: table.get(key, "") for key in head}
        for name, number in _numbers(table):
            identity = ".".join(part for part in (prefix, thing, name) if part)
            quantities |= _quantity(path, identity, number, problems)
    problems += [_problem(path, *fault) for fault in _uneven(tables, heads)]
    return quantities, things


def read_toml(path: Path, problems: list[Problem]) -> Table:
    """Read one TOML file, whose tables are shared and never changed; what is wrong is added to ``problems``."""
    try:
        content = _parsed(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        problems.append(_problem(path, "unreadable_toml", "file", str(fault), "mend the file"))
        return {}
    if not content:
        problems.append(_problem(path, "empty_toml", "file", "nothing", "give the numbers"))
    return content


@lru_cache(maxsize=CATALOGUES_KEPT)
def _parsed(content: str) -> Table:
    """Parse a catalogue; the same text is not parsed twice."""
    return tomllib.loads(content)


def check_needed(path: Path, quantities: Table, needed: Iterable[str], problems: list[Problem]) -> None:
    """Add a problem for every number that somebody asks for and nobody gives; a broken file is left alone."""
    if not is_told(path.name, problems):
        missing = (name for name in needed if name not in quantities)
        problems += [_problem(path, "missing_number", name, "nothing", "give the number") for name in missing]


def _numbers(table: Table) -> Iterator[tuple[str, Table]]:
    yield from ((name, value) for name, value in table.items() if isinstance(value, dict))


def _sort(table: Table, heads: tuple[Head, ...]) -> Head:
    """Tell what sort of thing a table is: the one it has most head texts of."""
    return max(heads, key=lambda head: len(head.keys() & table.keys()))


def _head_faults(thing: str, table: Table, head: Head) -> Iterator[Fault]:
    """Yield what is wrong with the head texts of one thing."""
    for key, reader in head.items():
        found = table.get(key, "")
        try:
            reader(found if isinstance(found, str) else repr(found))
        except ValueError as fault:
            yield "bad_head", f"{thing}.{key}", str(table.get(key, "nothing")), str(fault)
    for key, value in table.items():
        if key not in head and not isinstance(value, dict):
            remedy = f"use only {', '.join(head)} and numbers" if head else "write a number as a table with value"
            yield "unknown_key", f"{thing}.{key}", str(value), remedy


def _uneven(tables: Table, heads: tuple[Head, ...]) -> Iterator[Fault]:
    """Yield the numbers that most things of a sort have and one has not, and those that only few have."""
    for head in filter(None, heads):
        things = {name: dict(_numbers(table)) for name, table in tables.items() if _is_of(table, head, heads)}
        counts = Counter(number for numbers in things.values() for number in numbers)
        usual = [number for number, count in counts.items() if 2 * count > len(things)]
        for thing, numbers in things.items():
            for number in usual:
                if number not in numbers:
                    yield "missing_number", f"{thing}.{number}", "nothing", "give the number"
            for number in numbers.keys() - set(usual):
                yield "unknown_number", f"{thing}.{number}", "a number that the others have not", "mend the name"


def _is_of(table: Any, head: Head, heads: tuple[Head, ...]) -> bool:
    return isinstance(table, dict) and _sort(table, heads) is head


def _quantity(path: Path, identity: str, number: Table, problems: list[Problem]) -> dict[str, Quantity]:
    """Build one number under its id; nothing if it is faulty."""
    faults = [("bad_quantity", f"{identity}.{place}", found, remedy) for place, found, remedy in _faults(number)]
    problems += [_problem(path, *fault) for fault in faults]
    if faults:
        return {}
    ranges = {name: float(number[name]) for name in ("value", "low", "high")}
    try:
        return {identity: Quantity(**{**number, **ranges})}
    except ValueError as fault:
        problems.append(_problem(path, "bad_range", identity, str(fault), "order low, value, high"))
        return {}


def _faults(number: Table) -> Iterator[tuple[str, str, str]]:
    """Yield place, what was found and remedy of everything wrong with one number."""
    for key, kind in REQUIRED.items():
        if key not in number:
            yield key, "nothing", f"give {key}"
        elif isinstance(number[key], bool) or not isinstance(number[key], (kind, int) if kind is float else kind):
            yield key, repr(number[key]), f"give a {kind.__name__}"
    for key in number.keys() - REQUIRED.keys() - {"note"}:
        yield key, "an unknown key", f"use only {', '.join(REQUIRED)} and note"
    if number.get("confidence") not in get_args(Confidence):
        yield "confidence", repr(number.get("confidence")), f"give one of {', '.join(get_args(Confidence))}"
    if not str(number.get("source", "")).strip():
        yield "source", "nothing", "say where the number comes from, or why it is assumed"


def _problem(path: Path, code: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=path.name, place=place, found=found, remedy=remedy)
