"""Door for TOML catalogues of numbers, each with range, unit, source, year and confidence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from simulator.errors import Problem
from simulator.premises import Confidence, Quantity

REQUIRED = {"value": float, "low": float, "high": float, "unit": str, "source": str, "year": int, "confidence": str}

Table = dict[str, Any]


def read_toml(path: Path, problems: list[Problem]) -> Table:
    """Read one TOML file; what is wrong is added to ``problems``."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        problems.append(
            Problem(code="unreadable_toml", file=path.name, place="", found=str(fault), remedy="mend the file")
        )
        return {}


def read_quantities(path: Path, prefix: str, problems: list[Problem]) -> tuple[dict[str, Quantity], Table]:
    """Read a catalogue: things with head texts, and numbers below them.

    Parameters
    ----------
    path : Path
        TOML with one table per thing; a sub-table with the key ``value`` is a number.
    prefix : str
        First word of the dotted ids, such as ``grid``; empty for none.
    problems : list of Problem
        Receives what is wrong.

    Returns
    -------
    quantities, heads : dict
        Dotted id to `Quantity`, and thing to its head texts.
    """
    quantities: dict[str, Quantity] = {}
    heads: Table = {}
    for thing, table in read_toml(path, problems).items():
        heads[thing] = {key: value for key, value in table.items() if not isinstance(value, dict)}
        for name, number in _numbers(table):
            identity = ".".join(part for part in (prefix, thing, name) if part)
            quantity = _quantity(path.name, identity, number, problems)
            if quantity is not None:
                quantities[identity] = quantity
    return quantities, heads


def _numbers(table: Table) -> Iterator[tuple[str, Table]]:
    yield from ((name, value) for name, value in table.items() if isinstance(value, dict))


def _quantity(file: str, identity: str, number: Table, problems: list[Problem]) -> Quantity | None:
    faults = list(_faults(number))
    for place, found, remedy in faults:
        problems.append(
            Problem(code="bad_quantity", file=file, place=f"{identity}.{place}", found=found, remedy=remedy)
        )
    if faults:
        return None
    try:
        return Quantity(
            value=float(number["value"]),
            low=float(number["low"]),
            high=float(number["high"]),
            unit=number["unit"],
            source=number["source"],
            year=number["year"],
            confidence=number["confidence"],
            note=number.get("note", ""),
        )
    except ValueError as fault:
        problems.append(
            Problem(code="bad_range", file=file, place=identity, found=str(fault), remedy="order low, value, high")
        )
        return None


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
