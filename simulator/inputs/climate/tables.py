"""Load the climate tables: monthly and hourly statistics, catchments and scalars, each with its source."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Problem, raise_if
from simulator.hours import smooth_monthly
from simulator.inputs.climate.forms import CATCHMENTS, HOURLY, MONTHLY, SCALARS, TableForm
from simulator.inputs.written import written_in
from simulator.premises.assumptions import Confidence, Quantity

CLIMATES_KEPT: Final = 2
SCALARS_FILE: Final = "scalars.toml"
CARD_KEYS: Final = ("title", "source", "year", "licence", "confidence", "columns")
QUANTITY_KEYS: Final = ("value", "unit", "source", "year", "confidence")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ClimateTables:
    """Everything the weather years are drawn from.

    Parameters
    ----------
    monthly : mapping of str to ndarray
        Statistics by month; units in the column names and in ``monthly.toml``. shape (12,)
    hourly : mapping of str to ndarray
        Shapes by hour of the day, UTC+1; ``hourly.toml``. shape (24,)
    catchments : mapping of str to ndarray
        Snow and routing parameters per inflow branch, in the order of `forms.BRANCHES`; ``branches.toml``.
        shape (branch,)
    scalars : mapping of str to Quantity
        Levels, persistences and correlations by dotted id; ``scalars.toml``.
    """

    monthly: Mapping[str, NDArray[np.float64]]
    hourly: Mapping[str, NDArray[np.float64]]
    catchments: Mapping[str, NDArray[np.float64]]
    scalars: Mapping[str, Quantity]

    def __post_init__(self) -> None:
        """Make every table read-only."""
        for name in ("monthly", "hourly", "catchments", "scalars"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        for table in (self.monthly, self.hourly, self.catchments):
            for column in table.values():
                column.flags.writeable = False

    def scalar(self, name: str) -> float:
        """Return the value of one scalar. [its unit]"""
        return self.scalars[name].value

    def curve(self, column: str) -> NDArray[np.float64]:
        """Return a monthly column as a smooth yearly curve. [its unit], shape (365,)"""
        return smooth_monthly(self.monthly[column])


def load_climate(folder: Path) -> ClimateTables:
    """Load and check the climate tables of one folder; as long as they stay the same, it is the same climate.

    Parameters
    ----------
    folder : Path
        Folder with ``monthly.csv``, ``hourly.csv``, ``branches.csv``, a side-car ``<name>.toml`` for each, and
        ``scalars.toml``.

    Returns
    -------
    ClimateTables
        Every number that `draw_weather_years` reads.

    Raises
    ------
    InputError
        With everything that is missing or wrong, in all files at once.
    """
    return _read(folder, written_in(folder))


@lru_cache(maxsize=CLIMATES_KEPT)
def _read(folder: Path, written: str) -> ClimateTables:  # noqa: ARG001 - other tables are another climate
    """Read all tables; the same tables are not read twice."""
    problems: list[Problem] = []
    monthly, hourly, catchments = (
        _read_table(folder, form, problems=problems) for form in (MONTHLY, HOURLY, CATCHMENTS)
    )
    scalars = _read_scalars(folder / SCALARS_FILE, problems)
    raise_if(problems)
    return ClimateTables(monthly=monthly, hourly=hourly, catchments=catchments, scalars=scalars)


def _read_table(folder: Path, form: TableForm, *, problems: list[Problem]) -> dict[str, NDArray[np.float64]]:
    """Read one CSV table and its side-car; report what is wrong."""
    path = folder / f"{form.name}.csv"
    _check_card(path.with_suffix(".toml"), form, problems=problems)
    if not path.is_file():
        problems.append(_problem("missing_file", path, "", "no such file", "put the table there"))
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            header, rows = tuple(reader.fieldnames or ()), list(reader)
    except (UnicodeDecodeError, csv.Error) as fault:
        problems.append(_problem("not_a_table", path, "", str(fault), "save the table as UTF-8 CSV"))
        return {}
    problems.extend(_check_header(path, form, found=header))
    problems.extend(_check_rows(path, form, rows=rows))
    return {column: _read_column(path, column, rows=rows, problems=problems) for column in form.columns}


def _check_header(path: Path, form: TableForm, *, found: tuple[str, ...]) -> Iterator[Problem]:
    """Report columns that are missing and columns that nobody reads."""
    expected = (form.key, *form.columns)
    for column in expected:
        if column not in found:
            yield _problem("missing_column", path, column, "no such column", "add the column")
    for column in found:
        if column not in expected:
            yield _problem("unknown_column", path, column, "a column that is not read", "remove it or mend its name")


def _check_rows(path: Path, form: TableForm, *, rows: list[dict[str, str]]) -> Iterator[Problem]:
    """Report rows that are not exactly the expected ones, in order."""
    found = tuple((row.get(form.key) or "").strip() for row in rows)
    if found != form.rows:
        yield _problem(
            "wrong_rows", path, form.key, f"{len(found)} rows ({', '.join(found)})", f"give {', '.join(form.rows)}"
        )


def _read_column(
    path: Path, column: str, *, rows: list[dict[str, str]], problems: list[Problem]
) -> NDArray[np.float64]:
    """Read one column of numbers; a missing column is reported elsewhere."""
    values = np.full(len(rows), np.nan)
    for number, row in enumerate(rows):
        text = row.get(column, "0") or ""
        with suppress(ValueError):  # what is no number stays nan and is reported with the infinite ones
            values[number] = float(text)
        if not math.isfinite(values[number]):
            place = f"line {number + 2}, column {column}"
            problems.append(_problem("not_a_number", path, place, repr(text), "give a finite number"))
    return values


def _check_card(path: Path, form: TableForm, *, problems: list[Problem]) -> None:
    """Report a side-car that does not say where its table comes from or what a column means."""
    card = _read_toml(path, problems)
    if card is None:
        return
    problems.extend(_missing_keys(path, "", entry=card, keys=CARD_KEYS))
    problems.extend(_wrong_confidence(path, "confidence", entry=card))
    described = card.get("columns", {})
    problems.extend(
        _problem("missing_key", path, f"columns.{column}", "nothing", "give unit - meaning")
        for column in (form.key, *form.columns)
        if column not in described
    )


def _read_scalars(path: Path, problems: list[Problem]) -> dict[str, Quantity]:
    """Read the scalars by dotted id; report missing and faulty ones."""
    found = dict(_leaves(_read_toml(path, problems) or {}))
    scalars = {}
    for name in SCALARS:
        if name not in found:
            problems.append(_problem("missing_scalar", path, name, "nothing", "add the number with its source"))
        elif (quantity := _read_quantity(path, name, entry=found[name], problems=problems)) is not None:
            scalars[name] = quantity
    problems.extend(
        _problem("unknown_scalar", path, name, "a number that is not read", "remove it or mend its id")
        for name in sorted(found.keys() - set(SCALARS))
    )
    return scalars


def _leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Walk nested tables and yield those that hold a value; a bare number is a value without a source."""
    for key, entry in table.items():
        if not isinstance(entry, dict):
            yield f"{prefix}{key}", {"value": entry}
        elif "value" in entry:
            yield f"{prefix}{key}", entry
        else:
            yield from _leaves(entry, f"{prefix}{key}.")


def _read_quantity(path: Path, name: str, *, entry: Mapping[str, Any], problems: list[Problem]) -> Quantity | None:
    """Build one quantity, or report why not."""
    faults = [
        *_missing_keys(path, name, entry=entry, keys=QUANTITY_KEYS),
        *_wrong_confidence(path, name, entry=entry),
    ]
    value, low, high = (entry.get(key, entry.get("value")) for key in ("value", "low", "high"))
    for number in (value, low, high):
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            faults.append(_problem("not_a_number", path, name, repr(number), "give a finite number"))
            break
    else:
        if not low <= value <= high:
            faults.append(_problem("range_not_ordered", path, name, f"{low}, {value}, {high}", "give low<=value<=high"))
    problems.extend(faults)
    if faults:
        return None
    return Quantity(
        value=float(value),
        low=float(low),
        high=float(high),
        unit=entry["unit"],
        source=entry["source"],
        year=entry["year"],
        confidence=entry["confidence"],
        note=entry.get("note", ""),
    )


def _missing_keys(path: Path, place: str, *, entry: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Problem]:
    """Report every key that should stand in a TOML table and does not."""
    for key in keys:
        if key not in entry:
            yield _problem("missing_key", path, f"{place}.{key}".lstrip("."), "nothing", f"give {key}")


def _wrong_confidence(path: Path, place: str, *, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Report a word of confidence that is not one of the three."""
    words = get_args(Confidence)
    if entry.get("confidence", words[0]) not in words:
        yield _problem("unknown_confidence", path, place, repr(entry["confidence"]), f"use one of {', '.join(words)}")


def _read_toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Read a TOML file, or report why it can not be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(_problem("missing_file", path, "", "no such file", "put the file there"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        problems.append(_problem("not_toml", path, "", str(fault), "mend the TOML"))
    return None


def _problem(code: str, path: Path, *about: str) -> Problem:
    """Say one problem: place, what was found, what would be right."""
    place, found, remedy = about
    return Problem(code=code, file=path.name, place=place, found=found, remedy=remedy)
