"""Door for series of hours that somebody measured: a CSV file of 8,760 numbers a year, checked line by line."""

from __future__ import annotations

import hashlib
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
from simulator.inputs.source import byte_of, line_of, reason_of
from simulator.words import said

LARGEST_SERIES_BYTES: Final = 32_000_000  # 200 years of 18 letters an hour
MOST_TOLD: Final = 20
MOST_LINES: Final = 100_000  # quarters of an hour, twice and more; a file of more is no year
NUMBER: Final = re.compile(r"[ \t]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t]*")
TIME_STAMP: Final = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4})([ T].*)?\s*")
SEPARATORS: Final = (";", "\t", ",")
LONGEST_QUOTE: Final = 40
LENGTHS: Final = {
    HOURS_PER_YEAR + HOURS_PER_DAY: "remedy.leave_out_29",
    HOURS_PER_YEAR * 4: "remedy.quarters",
    HOURS_PER_YEAR * 2: "remedy.half_hours",
    DAYS_PER_YEAR: "remedy.hours_not_days",
    HOURS_PER_YEAR + 1: "remedy.line_too_many",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the values of a series can be.

    Parameters
    ----------
    low, high : float
        Least and greatest value that can be. [`unit`]
    unit : str
        Unit, for messages: a key of the catalogues, such as ``bounds.wind``.
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
    sha256 : str
        Of the bytes that were read.
    """

    values: NDArray[np.float64]
    clamped: int = 0
    sha256: str

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
    lines = _lines(file, content)
    separator = _separator(lines[0], decimal_comma=decimal_comma)
    raise_if(_hopeless(file, lines, separator, columns=columns, decimal_comma=decimal_comma))
    raise_if(_mixed_signs(file, lines, separator))
    cells = [_cells(line, separator) for line in lines]
    _raise_some(file, chain(_misshapen(file, cells), _not_numbers(file, cells)))
    values, bounds = np.array(cells, dtype=float), bounds or Bounds()
    if not bounds.clamp:
        _raise_some(file, _outside(file, values, bounds))
    within = np.clip(values, bounds.low, bounds.high)
    hours = np.ascontiguousarray(within.T)
    hours.flags.writeable = False
    clamped = int((within != values).sum())
    return HourlySeries(values=hours, clamped=clamped, sha256=hashlib.sha256(content).hexdigest())


def _content(path: Path) -> bytes:
    """Read a file, at most one byte more than the largest that is allowed.

    Raises
    ------
    InputError
    """
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_SERIES_BYTES + 1)
    except (OSError, ValueError) as fault:
        remedy = said("remedy.file_beside_scenario")
        raise InputError([_problem("no_file", path.name, "", reason_of(fault), remedy)]) from None


def _lines(file: str, content: bytes) -> list[str]:
    """Cut content of bounded size into lines, without empty ones at the end; raise an `InputError` if it is none."""
    if len(content) > LARGEST_SERIES_BYTES:
        found, remedy = said("found.more_bytes", most=LARGEST_SERIES_BYTES), said("remedy.fewer_columns")
        raise InputError([_problem("too_large", file, "", found, remedy)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        about = (line_of(fault), byte_of(fault), said("remedy.save_as_utf8"))
        raise InputError([_problem("not_utf8", file, *about)]) from None
    return text.rstrip().replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _separator(line: str, *, decimal_comma: bool) -> str:
    """Return what parts the columns; nothing if a comma is a decimal sign."""
    separator = next((sign for sign in SEPARATORS if sign in line), ",")
    return "" if decimal_comma and separator == "," else separator


def _cells(line: str, separator: str) -> list[str]:
    """Cut a line into cells with a decimal point."""
    if not separator:
        return [line.removesuffix(",").replace(",", ".")]
    cells = line.rstrip().removesuffix(separator).split(separator)
    return cells if separator == "," else [cell.replace(",", ".") for cell in cells]


def _hopeless(
    file: str, lines: list[str], separator: str, *, columns: Collection[int], decimal_comma: bool
) -> Iterator[Problem]:
    """Find what makes looking at the cells useless and slow: no lines, far too many of them, or of columns."""
    some = len(lines) > 1 or lines[0]
    if not some or len(lines) > MOST_LINES:
        yield _wrong_length(file, len(lines) if some else 0)
        return
    count = lines[0].rstrip().removesuffix(separator).count(separator) + 1 if separator else 1
    if count not in columns:
        stamp = TIME_STAMP.fullmatch(lines[0].split(separator, 1)[0]) is not None
        key = "remedy.columns" if decimal_comma else "remedy.columns_or_comma"
        counts = " / ".join(str(count) for count in sorted(set(columns)))
        remedy = said("remedy.no_time_stamps") if stamp else said(key, counts=counts)
        yield _problem("wrong_columns", file, said("place.line", line="1"), said("found.numbers", count=count), remedy)


def _mixed_signs(file: str, lines: list[str], separator: str) -> Iterator[Problem]:
    """Find a file with decimal commas and points: one of them parts thousands, and would be read as a decimal sign."""
    if separator != ",":
        signs = {".": "point", ",": "comma"}
        first = {name: _first_with(sign, lines) for sign, name in signs.items()}
        if all(first.values()):
            places = {name: str(line) for name, line in first.items()}
            yield _problem(
                "mixed_decimals", file, "", said("found.both_signs", **places), said("remedy.one_decimal_sign")
            )


def _first_with(sign: str, lines: list[str]) -> int:
    """Return the first line with a sign between two digits, 0 if there is none."""
    between = re.compile(rf"[0-9]{re.escape(sign)}[0-9]")
    return next((number for number, line in enumerate(lines, start=1) if between.search(line)), 0)


def _wrong_length(file: str, count: int) -> Problem:
    """Say that a file has too many lines, too few or none."""
    found = said("found.lines", count=count) if count else said("found.empty_file")
    wanted = said(LENGTHS.get(count, "remedy.every_hour"))
    return _problem("wrong_length", file, "", found, said("remedy.hours", remedy=wanted, count=HOURS_PER_YEAR))


def _misshapen(file: str, cells: list[list[str]]) -> Iterator[Problem]:
    """Find a wrong number of lines, or lines that are parted otherwise than the first."""
    if len(cells) != HOURS_PER_YEAR:
        yield _wrong_length(file, len(cells))
    usual = len(cells[0])
    for number, row in enumerate(cells, start=1):
        if len(row) != usual:
            found, remedy = said("found.numbers", count=len(row)), said("remedy.as_on_line_1", count=usual)
            yield _problem("wrong_columns", file, said("place.line", line=str(number)), found, remedy)


def _not_numbers(file: str, cells: list[list[str]]) -> Iterator[Problem]:
    """Find cells that hold no finite number."""
    for number, row in enumerate(cells, start=1):
        for cell in row:
            if not NUMBER.fullmatch(cell) or not math.isfinite(float(cell)):
                found = repr(cell[:LONGEST_QUOTE]) if cell.strip() else said("found.empty_cell")
                place = said("place.line", line=str(number))
                yield _problem("not_a_number", file, place, found, said(_remedy_of(cell, number)))


def _remedy_of(cell: str, number: int) -> str:
    if TIME_STAMP.fullmatch(cell[:LONGEST_QUOTE]):
        return "remedy.no_time_stamps"
    return "remedy.remove_heading" if number == 1 else "remedy.number_without_blanks"


def _outside(file: str, values: NDArray[np.float64], bounds: Bounds) -> Iterator[Problem]:
    """Find values that cannot be."""
    for line, column in np.argwhere((values < bounds.low) | (values > bounds.high)):
        unit = said(bounds.unit) if bounds.unit else ""
        remedy = said("remedy.between", low=f"{bounds.low:g}", high=f"{bounds.high:g}", unit=unit)
        place = said("place.line", line=str(line + 1))
        yield _problem("out_of_range", file, place, f"{values[line, column]:g}", remedy)


def _raise_some(file: str, problems: Iterable[Problem]) -> None:
    """Raise what was found, the first twenty and a word that there are more.

    Raises
    ------
    InputError
    """
    problems = iter(problems)
    told = list(islice(problems, MOST_TOLD))
    if next(problems, None):
        told.append(_problem("many", file, "", said("found.more_problems", most=MOST_TOLD), said("remedy.first")))
    raise_if(told)


def _problem(code: str, file: str, *about: str) -> Problem:
    """Say one problem: place, what was found, what would be right."""
    place, found, remedy = about
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)
