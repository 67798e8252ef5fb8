"""Door for CSV tables: every cell is checked, every problem is told at once."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.errors import Problem

Row = dict[str, Any]
Reader = Callable[[str], Any]


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
    try:
        value = float(cell)
    except ValueError:
        raise ValueError("give a number") from None
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


def optional(reader: Reader) -> Reader:
    """Accept an empty cell as None, else read it."""
    return lambda cell: None if not cell.strip() else reader(cell)


def one_of(*words: str) -> Reader:
    """Accept exactly one of some words."""

    def read(cell: str) -> str:
        if cell not in words:
            raise ValueError(f"give one of {', '.join(words)}")
        return cell

    return read


CONFIDENCE = one_of("measured", "estimate", "assumption")


def read_table(path: Path, columns: Mapping[str, Reader], problems: list[Problem]) -> list[Row]:
    """Read one CSV table; what is wrong is added to ``problems``.

    Parameters
    ----------
    path : Path
        UTF-8, comma separated, one header line.
    columns : mapping of str to reader
        Columns that must be there and how each cell is read; other columns are left alone.
    problems : list of Problem
        Receives missing files and columns, and every cell that cannot be read.

    Returns
    -------
    list of dict
        One per row that is wholly right.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as fault:
        problems.append(_problem("unreadable_table", path, "", str(fault), "give a readable UTF-8 CSV file"))
        return []
    missing = [name for name in columns if lines and name not in lines[0]]
    if missing or not lines:
        found = f"no column {', '.join(missing)}" if missing else "no rows"
        problems.append(_problem("missing_column", path, "header", found, f"give columns {', '.join(columns)}"))
        return []
    rows = [_read_row(path, place, line, columns, problems) for place, line in enumerate(lines, start=2)]
    return [row for row in rows if row is not None]


def check_unique(path: Path, rows: list[Row], key: str, problems: list[Problem]) -> None:
    """Add a problem for every key that stands twice."""
    seen: set[object] = set()
    for row in rows:
        if row[key] in seen:
            problems.append(_problem("duplicate", path, key, str(row[key]), "give each one once"))
        seen.add(row[key])


def _read_row(
    path: Path, place: int, line: dict[str, str], columns: Mapping[str, Reader], problems: list[Problem]
) -> Row | None:
    row: Row = {}
    for name, reader in columns.items():
        cell = line[name] if line[name] is not None else ""
        try:
            row[name] = reader(cell)
        except ValueError as fault:
            problems.append(_problem("bad_cell", path, f"line {place}, {name}", repr(cell), str(fault)))
    return row if len(row) == len(columns) else None


def _problem(code: str, path: Path, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=path.name, place=place, found=found, remedy=remedy)
