"""Door for CSV tables: every cell is checked, every problem is told at once."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from simulator.errors import Problem

NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")

Row = dict[str, Any]
Reader = Callable[[str], Any]
Line = tuple[int, list[str]]

TABLES_KEPT: Final = 64


def text(cell: str) -> str:
    """Accept any text that is not empty."""
    if not cell.strip():
        raise ValueError("give a text")
    return cell.strip()


def free_text(cell: str) -> str:
    """Accept any text, also none."""
    return cell.strip()


def number(cell: str) -> float:
    """Accept one finite number with decimal point."""
    if "," in cell:
        raise ValueError("write the number with a decimal point")
    if cell.strip().lstrip("+-").lower() in {"nan", "inf", "infinity"}:
        raise ValueError("give a finite number")
    if not NUMBER.fullmatch(cell.strip()):
        raise ValueError("give a number")
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError("give a finite number")
    return value


def positive(cell: str) -> float:
    """Accept one finite number that is not negative."""
    value = number(cell)
    if value < 0:
        raise ValueError("give 0 or more")
    return value


def share(cell: str) -> float:
    """Accept one number from 0 to 1."""
    value = number(cell)
    if not 0 <= value <= 1:
        raise ValueError("give a share from 0 to 1")
    return value


def whole(cell: str) -> int:
    """Accept one whole number."""
    value = number(cell)
    if value != int(value):
        raise ValueError("give a whole number")
    return int(value)


@lru_cache
def at_least(low: int) -> Reader:
    """Accept one whole number that is not below a limit."""

    def read(cell: str) -> int:
        value = whole(cell)
        if value < low:
            raise ValueError(f"give {low} or more")
        return value

    return read


@lru_cache
def between(low: int, high: int) -> Reader:
    """Accept one whole number within a range."""

    def read(cell: str) -> int:
        value = whole(cell)
        if not low <= value <= high:
            raise ValueError(f"give a whole number from {low} to {high}")
        return value

    return read


@lru_cache
def optional(reader: Reader) -> Reader:
    """Accept an empty cell as None, else read it."""
    return lambda cell: None if not cell.strip() else reader(cell)


@lru_cache
def one_of(*words: str) -> Reader:
    """Accept exactly one of some words."""

    def read(cell: str) -> str:
        if cell not in words:
            raise ValueError(f"give one of {', '.join(filter(None, words))}")
        return cell

    return read


def known(names: Collection[str], *others: str) -> Reader:
    """Accept a name from another table, or one of some other words; any text if that table could not be read."""
    return one_of(*sorted(names), *others) if names else free_text


CONFIDENCE = one_of("measured", "estimate", "assumption")


def read_table(
    path: Path, columns: Mapping[str, Reader], problems: list[Problem], *, key: tuple[str, ...] = ("id",)
) -> list[Row]:
    """Read one CSV table; what is wrong is added to ``problems``.

    Parameters
    ----------
    path : Path
        UTF-8, comma separated, one header line.
    columns : mapping of str to reader
        Columns that must be there and how each cell is read; other columns are left alone.
    problems : list of Problem
        Receives missing files and columns, every cell that cannot be read, and every row that stands twice.
    key : tuple of str
        Columns that together tell a row from the others.

    Returns
    -------
    list of dict
        One per row that is wholly right.
    """
    content = _content(path, problems)
    if content is None:
        return []
    rows, faults = _read(content, Path(path.name), tuple(columns.items()), key)
    problems += faults
    return [dict(row) for row in rows]


def read_names(path: Path, column: str = "id") -> set[str]:
    """Return the names that a table gives to its rows; what is wrong with it is told by whoever reads it in full."""
    return {row[column] for row in read_table(path, {column: text}, [], key=(column,))}


def check_complete(
    path: Path, there: Iterable[tuple[Any, ...]], wanted: Iterable[tuple[Any, ...]], problems: list[Problem]
) -> None:
    """Add a problem if keys of rows are missing; a table that is broken already is left alone."""
    missing = sorted(set(wanted) - set(there))
    if missing and not is_told(path.name, problems):
        found = f"nothing for {', '.join(map(str, missing[0]))}"
        found += f" and {len(missing) - 1} more" if missing[1:] else ""
        problems.append(_problem("missing_row", path, "rows", found, "give every row"))


def is_told(file: str, problems: Iterable[Problem]) -> bool:
    """Tell whether something is known to be wrong with a file."""
    return any(problem.file == file for problem in problems)


def _content(path: Path, problems: list[Problem]) -> str | None:
    """Return the text of a table, or None if it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError) as fault:
        problems.append(_unreadable(path, fault))
        return None


@lru_cache(maxsize=TABLES_KEPT)
def _read(
    content: str, path: Path, columns: tuple[tuple[str, Reader], ...], key: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """Return the rows that are wholly right and what is wrong; the same text is not read twice."""
    try:
        lines = _lines(content)
    except csv.Error as fault:
        return (), (_unreadable(path, fault),)
    readers = dict(columns)
    problems = list(_header_faults(path, lines, readers))
    if problems or not lines:
        return (), tuple(problems)
    header, body = lines[0][1], lines[1:]
    rows: dict[tuple[Any, ...], Row] = {}
    for line, cells in body:
        row = _read_row(path, (line, cells), header, readers, problems)
        if row is None:
            continue
        name = tuple(row[column] for column in key)
        if name in rows:
            place = f"line {line}, {', '.join(key)}"
            problems.append(_problem("duplicate", path, place, ", ".join(map(str, name)), "give each one once"))
        rows.setdefault(name, row)
    return tuple(rows.values()), tuple(problems)


def _lines(content: str) -> list[Line]:
    """Return every line that is not blank with its number."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    return [(reader.line_num, cells) for cells in reader if cells]


def _unreadable(path: Path, fault: Exception) -> Problem:
    return _problem("unreadable_table", path, "file", str(fault), "give a readable UTF-8 CSV file")


def _header_faults(path: Path, lines: list[Line], columns: Mapping[str, Reader]) -> Iterator[Problem]:
    """Yield what is wrong with the header, or that nothing stands below it."""
    header = lines[0][1] if lines else []
    missing = [name for name in columns if lines[1:] and name not in header]
    if missing or not lines[1:]:
        found = f"no column {', '.join(missing)}" if missing else "no rows"
        yield _problem("missing_column", path, "header", found, f"give columns {', '.join(columns)}")
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield _problem("duplicate_column", path, "header", f"{name} twice", "give each column once")


def _read_row(
    path: Path, line: Line, header: list[str], columns: Mapping[str, Reader], problems: list[Problem]
) -> Row | None:
    place, cells = line
    if len(cells) != len(header):
        found, remedy = f"{len(cells)} cells", f"give {len(header)}; numbers with decimal point, commas only in quotes"
        problems.append(_problem("bad_row", path, f"line {place}", found, remedy))
        return None
    row: Row = {}
    stated = dict(zip(header, cells, strict=True))
    for name, reader in columns.items():
        try:
            row[name] = reader(stated[name])
        except ValueError as fault:
            problems.append(_problem("bad_cell", path, f"line {place}, {name}", repr(stated[name]), str(fault)))
    return row if len(row) == len(columns) else None


def _problem(code: str, path: Path, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=path.name, place=place, found=found, remedy=remedy)
