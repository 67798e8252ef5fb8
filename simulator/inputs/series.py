"""Door for series of hours that somebody measured: a CSV file of 8,760 numbers a year, checked line by line."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.errors import InputError, Problem, raise_if
from simulator.hours import DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_YEAR

LARGEST_SERIES_BYTES: Final = 32_000_000  # 200 years of 18 letters an hour
MOST_TOLD: Final = 20
NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
SEPARATORS: Final = (";", "\t", ",")
LONGEST_QUOTE: Final = 40
LENGTHS: Final = {
    HOURS_PER_YEAR + HOURS_PER_DAY: "leave out 29 February",
    HOURS_PER_YEAR * 4: "average quarters to hours",
    DAYS_PER_YEAR: "give hours, not days",
    HOURS_PER_YEAR + 1: "remove the heading or the line too many",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the values of a series can be.

    Parameters
    ----------
    low, high : float
        Least and greatest value that can be. [`unit`]
    unit : str
        Unit, for messages.
    clamp : bool
        Whether a value outside is moved to the bound and counted, or refused.
    """

    low: float = -math.inf
    high: float = math.inf
    unit: str = ""
    clamp: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HourlySeries:
    """A series as read, and what a person should see before it is used.

    Parameters
    ----------
    values : ndarray
        One row per column of the file, read-only. [as in the file], shape (column, 8760)
    clamped : int
        How many values were moved to a bound.
    """

    values: NDArray[np.float64]
    clamped: int = 0

    @property
    def low(self) -> float:
        """The least value. [as in the file]"""
        return float(self.values.min())

    @property
    def mean(self) -> float:
        """The mean of all hours and years. [as in the file]"""
        return float(self.values.mean())

    @property
    def high(self) -> float:
        """The greatest value. [as in the file]"""
        return float(self.values.max())

    def full_load_hours(self, capacity: float = 1.0) -> float:
        """Return the hours a year at full capacity that give the same energy. [hours]

        Parameters
        ----------
        capacity : float
            Full capacity; 1 for a series per unit, `high` for the hours at the series' own peak. [as in the file]
        """
        return self.mean * HOURS_PER_YEAR / capacity if capacity else 0.0


def read_hours(
    path: Path, *, bounds: Bounds | None = None, columns: Collection[int] = (1,), decimal_comma: bool = False
) -> HourlySeries:
    """Read a file of hours: 8,760 lines, one number per line and column, no heading.

    A byte-order mark is dropped, and so are empty lines at the end and one separator at the end of a line. Columns are
    parted by ``;`` or a tab, where the decimal sign may be a comma, or else by a comma.

    Parameters
    ----------
    path : Path
        CSV, UTF-8, hours in the order of conventions §1.
    bounds : Bounds, optional
        What the values can be; anything finite if left out.
    columns : collection of int
        How many columns the file may have.
    decimal_comma : bool
        Whether a comma is a decimal sign though no ``;`` or tab parts columns.

    Returns
    -------
    HourlySeries

    Raises
    ------
    InputError
        With everything that is wrong, by line; the first twenty are told.
    """
    return hours_of(path.name, _content(path), bounds=bounds, columns=columns, decimal_comma=decimal_comma)


def hours_of(
    file: str,
    content: bytes,
    *,
    bounds: Bounds | None = None,
    columns: Collection[int] = (1,),
    decimal_comma: bool = False,
) -> HourlySeries:
    """Read hours from the content of a file, as an upload gives it; see `read_hours`.

    Raises
    ------
    InputError
    """
    cells = _cells(_lines(file, content), decimal_comma=decimal_comma)
    shape = _misshapen(file, cells, columns=columns, decimal_comma=decimal_comma)
    _raise_some(file, chain(shape, _not_numbers(file, cells)))
    bounds = bounds or Bounds()
    values = np.array(cells, dtype=float)
    if not bounds.clamp:
        _raise_some(file, _outside(file, values, bounds))
    within = np.clip(values, bounds.low, bounds.high)
    hours = np.ascontiguousarray(within.T)
    hours.flags.writeable = False
    return HourlySeries(values=hours, clamped=int((within != values).sum()))


def _content(path: Path) -> bytes:
    """Read a file, at most one byte more than the largest that is allowed.

    Raises
    ------
    InputError
    """
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_SERIES_BYTES + 1)
    except (OSError, ValueError) as fault:  # ValueError: a name that no file can have
        reason = (getattr(fault, "strerror", None) or str(fault)).lower()
        raise InputError([_problem("no_file", path.name, "", reason, "put the file beside the scenario")]) from None


def _lines(file: str, content: bytes) -> list[str]:
    """Cut content of bounded size into lines, without empty ones at the end.

    Raises
    ------
    InputError
    """
    if len(content) > LARGEST_SERIES_BYTES:
        found, remedy = f"more than {LARGEST_SERIES_BYTES:,} bytes", "give fewer columns or fewer decimals"
        raise InputError([_problem("too_large", file, "", found, remedy)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        found = f"byte {fault.object[fault.start]:#04x} at position {fault.start}"
        raise InputError([_problem("not_utf8", file, "", found, "save the file as UTF-8")]) from None
    return text.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cells(lines: list[str], *, decimal_comma: bool) -> list[list[str]]:
    """Cut lines into cells with a decimal point."""
    separator = next((sign for sign in SEPARATORS if sign in lines[0]), ",")
    if decimal_comma and separator == ",":
        return [[line.removesuffix(",").replace(",", ".")] for line in lines]
    rows = [line.rstrip().removesuffix(separator).split(separator) for line in lines]
    return rows if separator == "," else [[cell.replace(",", ".") for cell in row] for row in rows]


def _misshapen(
    file: str, cells: list[list[str]], *, columns: Collection[int], decimal_comma: bool
) -> Iterator[Problem]:
    """Find a wrong number of lines or columns."""
    if len(cells) != HOURS_PER_YEAR:
        found = f"{len(cells):,} lines" if any(cells[0]) or len(cells) > 1 else "an empty file"
        remedy = LENGTHS.get(len(cells), "give every hour of a year of 365 days")
        yield _problem("wrong_length", file, "", found, f"{remedy}: {HOURS_PER_YEAR:,} lines, no heading")
    usual = len(cells[0])
    allowed = " or ".join(str(count) for count in sorted(set(columns)))
    if usual not in columns:
        comma = "" if decimal_comma else "; if the comma is a decimal sign, say decimal_comma = true"
        yield _problem("wrong_columns", file, "line 1", f"{usual} numbers", f"give {allowed} on every line{comma}")
    for number, row in enumerate(cells, start=1):
        if len(row) != usual:
            found, remedy = f"{len(row)} numbers", f"give {usual} as on line 1, parted the same way"
            yield _problem("wrong_columns", file, f"line {number}", found, remedy)


def _not_numbers(file: str, cells: list[list[str]]) -> Iterator[Problem]:
    """Find cells that hold no finite number."""
    for number, row in enumerate(cells, start=1):
        for cell in row:
            if not NUMBER.fullmatch(cell) or not math.isfinite(float(cell)):
                found = repr(cell[:LONGEST_QUOTE]) if cell.strip() else "an empty cell"
                remedy = "remove the heading" if number == 1 else "give a number, without blanks between thousands"
                yield _problem("not_a_number", file, f"line {number}", found, remedy)


def _outside(file: str, values: NDArray[np.float64], bounds: Bounds) -> Iterator[Problem]:
    """Find values that cannot be."""
    for line, column in np.argwhere((values < bounds.low) | (values > bounds.high)):
        remedy = f"give {bounds.low:g} to {bounds.high:g} {bounds.unit}".rstrip()
        yield _problem("out_of_range", file, f"line {line + 1}", f"{values[line, column]:g}", remedy)


def _raise_some(file: str, problems: Iterable[Problem]) -> None:
    """Raise what was found, the first twenty and a word that there are more.

    Raises
    ------
    InputError
    """
    problems = iter(problems)
    told = list(islice(problems, MOST_TOLD))
    if next(problems, None):
        told.append(_problem("many", file, "", f"more than {MOST_TOLD} problems", "mend these first"))
    raise_if(told)


def _problem(code: str, file: str, *about: str) -> Problem:
    """Say one problem: place, what was found, what would be right."""
    place, found, remedy = about
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)
