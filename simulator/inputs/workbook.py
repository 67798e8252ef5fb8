"""Door for scenarios in a workbook: what a spreadsheet may hold is bounded, and nothing in it is ever evaluated.

A sheet ``scenario`` of keys and values, a sheet for each list of entries, ``phases`` and ``overrides``; the first row
of each names its columns.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

import tomli_w
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from simulator.errors import InputError, Problem
from simulator.inputs.messages import ENTRIES, LOG, MOST_TOLD, unknown
from simulator.inputs.scenario import read_scenario
from simulator.inputs.source import Content, reason_of
from simulator.premises import Region, Scenario
from simulator.words import Said, cut, said

LARGEST_FILE_BYTES: Final = 1_000_000
LARGEST_CONTENT_BYTES: Final = 10_000_000
MOST_PARTS, MOST_ROWS, MOST_COLUMNS = 100, 1_000, 60
LONGEST_QUOTE: Final = 80
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "scenario": ("key", "value"),
    "overrides": ("number", "value"),
    "phases": ("establishment", "year", "capacity_mw"),
}
LISTS: Final = (*ENTRIES, LOG)
SHEETS: Final = ("scenario", "overrides", *LISTS, "phases")  # in the order in which they are read
FIRST_COLUMNS: Final = {**HEADS, **dict.fromkeys(ENTRIES, ("id",)), LOG: ("date",)}
REFUSED_PARTS: Final = ("externallinks/", "vbaproject", "embeddings/", "connections.xml", "customxml/")
REFUSED_MARKS: Final = tuple(
    mark.encode(letters) for mark in ("<!DOCTYPE", "<!ENTITY") for letters in ("ascii", "utf-16-le", "utf-16-be")
)
ODD_LETTERS: Final = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
DECLARATION_BYTES: Final = 200
UNPACKING: Final = (
    BadZipFile,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
)  # passwords, odd packing, packing that never ends
WHERE: Final = re.compile(r"^(?:line \d+, )?(?P<key>[\w.\[\]]*)$")


class Cell(NamedTuple):
    """What a cell holds, and where it stands."""

    value: Any
    place: str


Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Read:
    """What a workbook holds so far: content of a scenario, where each key stands, and what is wrong."""

    file: str
    content: Content = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, place: str, found: str, remedy: Said) -> None:
        """Note something wrong; the first fifty are told."""
        told = len(self.problems)
        if told == MOST_TOLD:
            code, place, found, remedy = "many", "", said("found.more_problems", most=MOST_TOLD), said("remedy.first")
        if told <= MOST_TOLD:
            found, place = cut(found, LONGEST_QUOTE), cut(place, LONGEST_QUOTE)
            self.problems.append(Problem(code=code, file=self.file, place=place, found=found, remedy=remedy))

    def note(self, key: str, number: int, row: Row) -> None:
        """Note where an entry and its keys stand."""
        first = next(iter(row.values())).place.split("!")[0]
        self.cells[key] = f"{first}!{number}"
        self.cells.update({f"{key}.{name}": cell.place for name, cell in row.items()})

    def cell_of(self, key: str) -> str:
        """Return the cell of a key, or of the nearest thing around it; empty if there is none."""
        while key and key not in self.cells:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.cells.get(key, "")


def load_workbook_scenario(path: Path, region: Region) -> Scenario:
    """Read one scenario from a workbook.

    Parameters
    ----------
    path : Path
        ``.xlsx``; its stem becomes the id.
    region : Region

    Raises
    ------
    InputError
        With every problem at its sheet and cell. Formulas, links to other files, macros and marks of a document type
        are refused, as is a file that is or unpacks too large.
    """
    read = Read(path.name)
    content = _content(path, read)  # once, so that what is read is what was looked through
    if not read.problems:
        _refuse_unsafe(content, read)
    if not read.problems:
        _read_sheets(content, read)
    if read.problems:
        raise InputError(read.problems)
    try:
        return read_scenario(tomli_w.dumps(read.content), f"{path.stem}.toml", region, path.parent)
    except InputError as error:
        raise InputError([_at_its_cell(problem, read) for problem in error.problems]) from None


def _content(path: Path, read: Read) -> BytesIO:
    """Read a file of bounded size."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE_BYTES + 1)
    except OSError as fault:
        read.refuse("no_file", "", reason_of(fault), said("remedy.workbook"))
        return BytesIO()
    if len(content) > LARGEST_FILE_BYTES:
        read.refuse("too_large", "", said("found.more_bytes", most=LARGEST_FILE_BYTES), said("remedy.workbook"))
    return BytesIO(content)


def _refuse_unsafe(content: BytesIO, read: Read) -> None:
    """Refuse what could be large, reach out or be run, before anything is parsed."""
    try:
        with ZipFile(content) as parts:
            _refuse_parts(parts, read)
    except UNPACKING:
        read.refuse("not_workbook", "", said("found.no_workbook"), said("remedy.workbook"))


def _refuse_parts(parts: ZipFile, read: Read) -> None:
    """Refuse parts by number, unpacked size, name and content; a part never unpacks to more than it says."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_CONTENT_BYTES:
        read.refuse("too_large", "", said("found.more_bytes", most=LARGEST_CONTENT_BYTES), said("remedy.workbook"))
        return
    for part in listed:
        content = parts.read(part)
        marked = ODD_LETTERS.search(content[:DECLARATION_BYTES]) or any(mark in content for mark in REFUSED_MARKS)
        if marked or any(refused in part.filename.lower() for refused in REFUSED_PARTS):
            read.refuse("unsafe", part.filename, said("found.unsafe_part"), said("remedy.plain_cells"))


def _read_sheets(content: BytesIO, read: Read) -> None:
    """Read every sheet as it is written; nothing is evaluated."""
    try:
        book = load_workbook(content, read_only=True, data_only=False, keep_links=False)
        for title in sorted(set(book.sheetnames) - set(SHEETS)):
            read.refuse("unknown_sheet", title, repr(title), unknown(title, SHEETS, "sheet"))
        for title in filter(book.sheetnames.__contains__, SHEETS):
            for number, row in _rows(book[title], read):
                _take(title, number, row, read)
        book.close()
    except Exception:  # a broken part may raise anything
        read.refuse("not_workbook", "", said("found.no_workbook"), said("remedy.workbook"))


def _rows(sheet: Any, read: Read) -> Iterator[tuple[int, Row]]:
    """Yield number and cells of every row below the head; empty cells and rows are left out."""
    sheet.reset_dimensions()
    head: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            most = said("remedy.within_rows", rows=MOST_ROWS, columns=MOST_COLUMNS)
            read.refuse("too_many", sheet.title, said("found.too_many_cells"), most)
            return
        places = [f"{sheet.title}!{get_column_letter(column)}{number}" for column in range(1, len(cells) + 1)]
        values = [_value(cell, place, read) for cell, place in zip(cells, places, strict=True)]
        if number == 1:
            head = [str(value or "").strip() for value in values]
            _check_head(sheet.title, head, read)
            continue
        row = {name: Cell(value, place) for name, value, place in zip(head, values, places, strict=False) if name}
        row = {name: cell for name, cell in row.items() if cell.value is not None}
        if row:
            yield number, row


def _check_head(sheet: str, head: list[str], read: Read) -> None:
    """Refuse a head that lacks a column, or names one twice."""
    for name in FIRST_COLUMNS[sheet]:
        if name not in head:
            read.refuse("no_column", f"{sheet}!1", said("found.nothing"), said("remedy.column", name=name))
    for name in sorted({name for name in head if name and head.count(name) > 1}):
        read.refuse("twice", f"{sheet}!1", repr(name), said("remedy.once"))


def _value(cell: Any, place: str, read: Read) -> Any:
    """Return what a cell holds: text, a number, yes or no, or None; anything else is refused."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "f":
        read.refuse("formula", place, said("found.formula"), said("remedy.plain_cells"))
        return None
    if cell.data_type == "e" or not isinstance(value, str | int | float):
        read.refuse("not_plain", place, repr(value), said("remedy.plain_cells"))
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _take(sheet: str, number: int, row: Row, read: Read) -> None:
    """Put one row where it belongs in the scenario."""
    if sheet == "phases":
        _take_phase(number, row, read)
    elif sheet in HEADS:
        _take_key(sheet, number, row, read)
    else:
        entries = read.content.setdefault(sheet, [])
        if isinstance(entries, list):  # else a key of the sheet ``scenario`` has its name, which is told there
            entries.append(_plain(row))
            read.note(f"{sheet}[{len(entries)}]", number, row)


def _take_phase(number: int, row: Row, read: Read) -> None:
    """Add a phase to its establishment, which was read before."""
    owner = row.pop("establishment", Cell("", f"phases!{number}"))
    entries = read.content.get("establishments", [])
    names = [str(entry.get("id")) for entry in entries]
    if str(owner.value) not in names:
        read.refuse("unknown_id", owner.place, repr(owner.value), unknown(str(owner.value), names, "id"))
        return
    place = names.index(str(owner.value))
    phases = entries[place].setdefault("phases", [])
    if isinstance(phases, list):
        phases.append(_plain(row))
        read.note(f"establishments[{place + 1}].phases[{len(phases)}]", number, row)


def _take_key(sheet: str, number: int, row: Row, read: Read) -> None:
    """Set one dotted key; one that stands twice, or within a value, is refused."""
    key, value = (row.get(name, Cell(None, f"{sheet}!{number}")) for name in HEADS[sheet])
    dotted = f"overrides.{key.value}" if sheet == "overrides" else str(key.value)
    *tables, last = dotted.split(".")
    table: Any = read.content
    for name in tables:
        table = table.setdefault(name, {}) if isinstance(table, dict) else table
    if not isinstance(table, dict) or last in {*table, *LISTS} or key.value is None or value.value is None:
        read.refuse("not_a_key", key.place, repr(key.value), said("remedy.key_once"))
        return
    table[last] = value.value
    read.cells[dotted] = value.place


def _plain(row: Row) -> dict[str, Any]:
    return {name: _months(cell.value) if name == "months" else cell.value for name, cell in row.items()}


def _months(value: Any) -> Any:
    """Read months as they are written in one cell: numbers with commas between them."""
    parts = [part.strip() for part in str(value).split(",")]
    return [int(part) for part in parts] if all(part.isdigit() and len(part) <= 2 for part in parts) else value


def _at_its_cell(problem: Problem, read: Read) -> Problem:
    """Say a problem of the scenario at the sheet and cell in which it stands."""
    found = WHERE.match(str(problem.place))
    cell = read.cell_of(found["key"]) if found else ""
    place = said("place.cell", cell=cell, where=found["key"]) if found and cell else problem.place
    return Problem(code=problem.code, file=read.file, place=place, found=problem.found, remedy=problem.remedy)
