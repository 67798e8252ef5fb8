"""The store of a batch: a folder of Parquet parts that any number of runs may add to.

Small parts are joined to larger ones. The joined part names those that it replaces before they are deleted, so that a
crash in between is seen; a case that stands in two parts is read once.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from simulator.batch.parts import (
    HALF,
    CorruptPartError,
    Part,
    digest,
    foot_of,
    look,
    read_part,
    sync_folder,
    without_doubles,
    write_part,
)
from simulator.errors import Problem, raise_if
from simulator.words import said

PATTERN: Final = "cases-*.parquet"
ASIDE: Final = "_set_aside"
LOCK: Final = "_lock"
ROWS_OF: Final = ("address", "kind", "name", "year")  # what tells one row from all others
SMALL_CASES: Final = 2_000
MOST_SMALL: Final = 32
FORGOTTEN_S: Final = 3_600.0  # writing takes well below a second: a half that is older belongs to nobody


@dataclass(slots=True, kw_only=True, eq=False)
class Store:
    """A folder of parts, open for one run; other runs may write to the same folder.

    Parameters
    ----------
    folder : Path
    done : set of bytes
        Beginning of the address of every case that is there.
    parts : list of Part
        Small ones that may be joined.
    set_aside : tuple of Problem
        What could not be read.
    seconds_per_case : float or None
        Mean over all cases there. [s]
    """

    folder: Path
    done: set[bytes] = field(default_factory=set)
    small: list[Part] = field(default_factory=list)
    set_aside: tuple[Problem, ...] = ()
    seconds_per_case: float | None = None
    token: str = field(default_factory=lambda: uuid4().hex[:12])
    written: int = 0

    def __contains__(self, address: str) -> bool:
        """Tell whether a case is there."""
        return digest(address) in self.done

    def append(self, tables: Sequence[pa.Table], *, seconds: float) -> None:
        """Write whole cases as one part.

        Parameters
        ----------
        tables : sequence of Table
            One per case, of `SCHEMA`.
        seconds : float
            How long they took in all. [s]

        Raises
        ------
        OSError
            If it cannot be written; then nothing of it is there.
        """
        part = self._write(pa.concat_tables(tables), cases=len(tables), seconds=seconds)
        self.done.update(digest(table["address"][0].as_py()) for table in tables)
        self.small.append(part)
        if len(self.small) >= MOST_SMALL:
            self.join()

    def join(self) -> None:
        """Join the small parts of this run to one, unless another run is joining."""
        if len(self.small) < 2:
            return
        with sole(self.folder) as alone:
            if not alone:
                return
            there = [part for part in self.small if part.path.is_file()]
            if there:
                self._join(there)

    def _join(self, parts: Sequence[Part]) -> None:
        table = without_doubles([read_part(part.path) for part in parts])
        names = tuple(part.path.name for part in parts)
        seconds = sum(part.seconds for part in parts)
        joined = self._write(table, cases=len(pc.unique(table["address"])), seconds=seconds, replaces=names)
        for part in parts:
            part.path.unlink(missing_ok=True)
        self.small = [joined] if joined.cases < SMALL_CASES else []

    def _write(self, table: pa.Table, *, cases: int, seconds: float, replaces: tuple[str, ...] = ()) -> Part:
        path = self.folder / f"cases-{self.token}-{self.written:06d}.parquet"
        part = write_part(Part(path, cases, seconds, replaces), table)
        self.written += 1
        return part


def open_store(folder: Path) -> Store:
    """Open a store for writing: what a crash left is tidied, and what cannot be read is set aside.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    store = Store(folder=folder)
    parts: list[Part] = []
    for path in sorted(folder.glob(PATTERN)):
        try:
            part, found = look(path)
        except FileNotFoundError:  # another run joined it
            continue
        except CorruptPartError as fault:
            store.set_aside += (_set_aside(path, str(fault)),)
            continue
        parts.append(part)
        store.done |= found
    replaced = {name for part in parts for name in part.replaces}
    parts = [part for part in parts if part.path.name not in replaced]
    for name in replaced:
        (folder / name).unlink(missing_ok=True)
    store.small = [part for part in parts if part.cases < SMALL_CASES]
    cases = sum(part.cases for part in parts)
    store.seconds_per_case = sum(part.seconds for part in parts) / cases if cases else None
    return store


def look_into(folder: Path) -> Store:
    """Open a store for looking only: nothing is made, moved or deleted."""
    store, cases, seconds = Store(folder=folder), 0, 0.0
    for path in sorted(folder.glob(PATTERN)):
        try:
            part, found = look(path)
        except (FileNotFoundError, CorruptPartError):
            continue
        store.done |= found
        cases, seconds = cases + part.cases, seconds + part.seconds
    store.seconds_per_case = seconds / cases if cases else None
    return store


def read_store(folder: Path) -> pd.DataFrame:
    """Read every row of a store, each case once.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    DataFrame
        One row per case and figure, ordered by address, kind, name and year. Columns: see ``docs/batch.md``.

    Raises
    ------
    InputError
        If a part cannot be read, or there is none.
    """
    problems: list[Problem] = []
    tables: list[pa.Table] = []
    replaced: set[str] = set()
    named: list[str] = []
    for path in sorted(folder.glob(PATTERN)):
        try:
            replaced.update(foot_of(path).replaces)
            tables.append(read_part(path))
            named.append(path.name)
        except CorruptPartError as fault:
            problems.append(_corrupt(path, str(fault)))
    if not tables and not problems:
        found, remedy = said("found.no_store"), said("remedy.path_of_store")
        problems.append(Problem(code="no_store", file=str(folder), place="", found=found, remedy=remedy))
    raise_if(problems)
    kept = [table for table, name in zip(tables, named, strict=True) if name not in replaced]
    whole = without_doubles(kept)
    rows: pd.DataFrame = whole.sort_by([(name, "ascending") for name in ROWS_OF]).to_pandas()
    return rows


def spread_changes(rows: pd.DataFrame) -> pd.DataFrame:
    """Give every key that the plan set a column of its own.

    Parameters
    ----------
    rows : DataFrame
        From `read_store`, or a part of it.

    Returns
    -------
    DataFrame
        The same rows; instead of ``changes``, one column per key; empty where a case did not set it.

    Examples
    --------
    >>> spread_changes(pd.DataFrame({"changes": ['{"weather.seed": 1}', "{}"]}))
       weather.seed
    0           1.0
    1           NaN
    """
    stated = {text: json.loads(text) for text in rows["changes"].unique()}
    keys = pd.DataFrame([stated[text] for text in rows["changes"]], index=rows.index)
    return rows.drop(columns="changes").join(keys)


@contextmanager
def sole(folder: Path) -> Iterator[bool]:
    """Say whether nobody else is joining parts in a folder; the lock goes with whoever holds it, even if killed."""
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True


def _sweep(folder: Path) -> None:
    """Take away halves that nobody is writing any more, and find out whether the folder can be written to.

    Raises
    ------
    OSError
        If it cannot.
    """
    with tempfile.TemporaryFile(dir=folder):
        pass
    for half in folder.glob(HALF.format("*")):
        if half.stat().st_mtime < time.time() - FORGOTTEN_S:
            half.unlink(missing_ok=True)


def _set_aside(path: Path, fault: str) -> Problem:
    """Move a part out of the way.

    Raises
    ------
    OSError
    """
    aside = path.parent / ASIDE
    aside.mkdir(exist_ok=True)
    path.replace(aside / path.name)
    sync_folder(path.parent)
    return _corrupt(path, fault)


def _corrupt(path: Path, fault: str) -> Problem:
    found, remedy = (
        said("found.corrupt_part", fault=fault.split("\n", maxsplit=1)[0][:80]),
        said("remedy.run_batch_again", aside=ASIDE),
    )
    return Problem(code="corrupt_part", file=str(path), place="", found=found, remedy=remedy)
