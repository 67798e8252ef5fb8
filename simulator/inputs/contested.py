"""Door to the numbers that sources disagree on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import Problem, raise_if
from simulator.inputs.messages import unknown
from simulator.inputs.places import data_folder
from simulator.inputs.quantities import read_toml
from simulator.premises import Contested, Quantity

FILE: Final = "contested.toml"


def load_contested(book: Mapping[str, Quantity], folder: Path | None = None) -> tuple[Contested, ...]:
    """Read every number that is kept as two values, in the order of the file.

    Parameters
    ----------
    book : mapping of str to Quantity
        The numbers that may be named.
    folder : Path, optional
        Holds ``contested.toml``; the shipped ``data/`` if left out.

    Raises
    ------
    InputError
        With everything that is wrong: a number that is not in the book, one value twice, a source that is missing.
    """
    problems: list[Problem] = []
    found: list[Contested] = []
    for name, table in read_toml((folder or data_folder()) / FILE, problems).items():
        one, wrong = _read(name, table)
        problems += wrong
        if one is not None:
            problems += _doubts(one, book)
            found.append(one)
    raise_if(problems)
    return tuple(found)


def _read(name: str, table: Any) -> tuple[Contested | None, list[Problem]]:
    stated = table if isinstance(table, dict) else {}
    try:
        return Contested.model_validate({**stated, "id": name}), []
    except ValidationError as fault:
        return None, [_problem(".".join((name, *map(str, one["loc"]))), one["msg"]) for one in fault.errors()]


def _doubts(one: Contested, book: Mapping[str, Quantity]) -> Iterator[Problem]:
    if one.number not in book:
        yield _problem(f"{one.id}.number", unknown(one.number, book, "number"))
    if one.one == one.other:
        yield _problem(f"{one.id}.other", "give two values that differ")
    if one.one_source.strip() == one.other_source.strip():
        yield _problem(f"{one.id}.other_source", "give two sources that differ")


def _problem(place: str, remedy: str) -> Problem:
    return Problem(code="contested", file=FILE, place=place, found="a wrong entry", remedy=remedy)
