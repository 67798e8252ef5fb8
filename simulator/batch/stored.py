"""Door to results of an earlier run: a scenario, a figure of it, and the numbers and tables that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from simulator.batch.store import code_hash, data_hashes
from simulator.errors import InputError, Problem
from simulator.inputs.source import reason_of
from simulator.premises import Range
from simulator.words import Said, said

ASSUMPTIONS: Final = "assumptions.csv"
TEXTS: Final = {"scenario": str, "indicator": str, "number": str}  # a scenario may be called nan, null or true
NUMBERS: Final = ("number", "low", "central", "high")


class Stored(NamedTuple):
    """One scenario as it was stored.

    ``before`` is the figure [its unit]; ``numbers`` made it; ``moved`` are the tables that have changed since, by their
    path in ``data/``; ``recoded`` tells whether the code has.
    """

    path: Path
    before: float
    numbers: Mapping[str, Range]
    moved: tuple[str, ...]
    recoded: bool


def stored_paths(place: Path) -> list[Path]:
    """Return the stored scenarios of a folder that `run` wrote, or the one that is asked for.

    Raises
    ------
    InputError
        If there is none.
    """
    found = [place] if place.is_file() else sorted((place / "scenarios").glob("*.toml"))
    if not found:
        raise _unreadable(place, said("found.no_scenario"))
    return found


def read_stored(path: Path, figure: str, year: int) -> Stored:
    """Read what was stored with one scenario.

    Parameters
    ----------
    path : Path
        ``scenarios/<id>.toml`` in a folder that `run` wrote.
    figure : str
        Indicator.
    year : int

    Raises
    ------
    InputError
        If the folder lacks a table, or the table lacks the scenario or the year.
    """
    folder, name = path.parent.parent, path.stem
    summary = _table(folder / "summary.csv", ("scenario", "year", "indicator", "mean"))
    row = summary.loc[
        (summary["scenario"] == name) & (summary["year"] == year) & (summary["indicator"] == figure), "mean"
    ]
    numbers = _table(folder / ASSUMPTIONS, ("scenario", *NUMBERS))
    numbers = numbers[numbers["scenario"] == name]
    for file, table in (("summary.csv", row), (ASSUMPTIONS, numbers)):
        if table.empty:
            raise _unreadable(folder / file, said("found.not_stored", name=name, year=str(year)))
    manifest = _manifest(folder / "manifest.json")
    then, today = manifest["data"], data_hashes()
    return Stored(
        path=path,
        before=float(row.iloc[0]),
        numbers={str(one[0]): Range(*map(float, one[1:])) for one in numbers[list(NUMBERS)].itertuples(index=False)},
        moved=tuple(sorted(file for file in {**then, **today} if then.get(file) != today.get(file))),
        recoded=manifest["code_sha256"] != code_hash(),
    )


def _table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Read a table that `run` wrote.

    Raises
    ------
    InputError
    """
    try:
        table = pd.read_csv(path, usecols=list(columns), dtype=TEXTS, keep_default_na=False, na_values=[""])
    except OSError as fault:
        raise _unreadable(path, reason_of(fault)) from None
    except ValueError:  # no table, or one without the columns
        raise _unreadable(path, said("found.other_table")) from None
    return table


def _manifest(path: Path) -> Mapping[str, Any]:
    """Read what the run said of itself.

    Raises
    ------
    InputError
    """
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {"code_sha256": str(manifest["code_sha256"]), "data": dict(manifest["data"])}
    except OSError as fault:
        raise _unreadable(path, reason_of(fault)) from None
    except (ValueError, KeyError, TypeError):
        raise _unreadable(path, said("found.other_table")) from None


def _unreadable(path: Path, found: Said) -> InputError:
    return InputError([Problem(code="not_stored", file=str(path), place="", found=found, remedy=said("remedy.stored"))])
