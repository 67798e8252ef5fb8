"""Scenarios as workbooks: there and back nothing is lost, and nothing is evaluated, unpacked or followed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from simulator import InputError, Region, Scenario, load_scenario, read_scenario
from simulator.cli import main
from simulator.inputs.sheets import workbook_bytes
from simulator.inputs.workbook import MOST_ROWS, load_workbook_scenario

EXAMPLE = Path(__file__).parents[2] / "examples" / "candidates.toml"
RICH = """
title = "=1+1"
description = "Tekst\\nover to linjer, æøå"
[overrides]
jobs.retention_share = 0.25
demand.cars_gwh = 12
[[establishments]]
id = "hall"
kind = "data_centre_tenant"
title = "+Hall"
area = "Tynset"
capacity_mw = 20.5
start_year = 2030
large = true
phases = [{ year = 2032, capacity_mw = 40 }, { year = 2034, capacity_mw = 60 }]
[[outages]]
id = "works"
title = "Arbeid"
link = "alvdal_tynset_no1"
months = [6, 7]
remaining_share = 0.5
[[decisions]]
date = "2026-11-26"
who = "Kommunestyret"
what = "Hallen tas med"
why = "Tomten er regulert"
[milestones]
airport = 2030
[apprentices]
added_persons_per_year = 3
"""


def read(content: bytes, folder: Path, region: Region) -> Scenario:
    (folder / "book.xlsx").write_bytes(content)
    return load_workbook_scenario(folder / "book.xlsx", region)


def told(content: bytes, folder: Path, region: Region) -> list[str]:
    with pytest.raises(InputError) as error:
        read(content, folder, region)
    return [f"{problem.code} {problem}" for problem in error.value.problems]


def book_of(fill: Callable[[Any], None]) -> bytes:
    """Return a workbook with a title, changed."""
    book, written = Workbook(), BytesIO()
    sheet = book.active
    sheet.title = "scenario"
    sheet.append(["key", "value"])
    sheet.append(["title", "Bok"])
    fill(book)
    book.save(written)
    return written.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one part replaced or added."""
    return with_parts(content, {name: part})


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a workbook with some parts replaced or added."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one, old.read(one))
        for name, part in parts.items():
            new.writestr(name, part)
    return written.getvalue()


def test_there_and_back_nothing_is_lost(region: Region, shipped: dict[str, Scenario], tmp_path: Path) -> None:
    rich = read_scenario(RICH, "rich.toml", region)
    for one in (*shipped.values(), rich, load_scenario(EXAMPLE, region)):
        back = read(workbook_bytes(one), tmp_path, region)
        assert back.model_copy(update={"id": one.id, "based_on": one.based_on, "remove": one.remove}) == one, one.id


@pytest.mark.bad_input("E03")
def test_text_that_looks_like_a_formula_stays_text(region: Region, tmp_path: Path) -> None:
    content = workbook_bytes(read_scenario(RICH, "rich.toml", region))
    cells = {cell.value: cell.data_type for sheet in load_workbook(BytesIO(content)) for row in sheet for cell in row}
    assert cells["=1+1"] == "s" and "f" not in cells.values()


def test_every_problem_is_told_at_its_cell(region: Region, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.create_sheet("projects")
        sheet.append(["id", "kind", "title", "area", "capacity_mw", "start_yaer"])
        sheet.append(["wind", "wind", "Vind", "Os", -4, 2030])
        sheet.append(["sun", "solar_ground", 17, "Os", 5])

    found = told(book_of(fill), tmp_path, region)
    assert any("projects!E2" in line and "at least 0" in line for line in found)
    assert any("projects!F2" in line and "did you mean start_year" in line for line in found)
    assert any("projects!C3" in line for line in found)
    assert any("projects!3" in line and "start_year" in line for line in found)


@pytest.mark.parametrize(
    ("sheet", "rows", "said"),
    [
        ("scenario", [["operation", "=1+1"]], ["formula", "scenario!B3"]),
        ("scenario", [["title", "Igjen"]], ["not_a_key", "scenario!A3"]),
        ("scenario", [["title.more", 3]], ["not_a_key", "scenario!A3"]),
        ("scenario", [["projects", 3]], ["not_a_key", "scenario!A3"]),
        ("scenario", [["horizon.first_year", None]], ["not_a_key", "scenario!A3"]),
        ("project", [["id"]], ["unknown_sheet", "did you mean projects"]),
        ("grid", [["id", "id"], ["a", "b"]], ["twice", "grid!1"]),
        ("grid", [["title"], ["a"]], ["no_column", "grid!1", "id"]),
        ("phases", [["establishment", "year", "capacity_mw"], ["hal", 2030, 4]], ["unknown_id", "phases!A2"]),
        ("grid", [["id"]] + [["a"]] * MOST_ROWS, ["too_many", "grid"]),
        ("grid", [["id"] + ["x"] * 99], ["too_many", "grid"]),
        ("overrides", [["number", "value"], ["jobs.retention_shar", 0.2]], ["overrides!B2", "jobs.retention_share"]),
    ],
)
def test_what_a_sheet_may_not_hold_is_told(
    sheet: str, rows: list[list[Any]], said: list[str], region: Region, tmp_path: Path
) -> None:
    def fill(book: Any) -> None:
        into = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        for row in rows:
            into.append(row)

    found = told(book_of(fill), tmp_path, region)
    assert any(all(word in line for word in said) for line in found), found


def test_dates_and_errors_are_refused(region: Region, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        cell = book["scenario"].cell(3, 2, "#REF!")
        cell.data_type = "e"

    assert "not_plain" in told(book_of(fill), tmp_path, region)[0]


def test_many_problems_are_counted_not_listed(region: Region, tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for number in range(200):
            book["scenario"].append([f"a{number}", "=1"])

    assert len(told(book_of(fill), tmp_path, region)) == 51


PLAIN = book_of(lambda _: None)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ("xl/vbaProject.bin", b"macro"),
        ("xl/sharedStrings.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><sst>&b;</sst>'),
        ("xl/sharedStrings.xml", "<!DOCTYPE a><sst/>".encode("utf-16")),
        ("xl/sharedStrings.xml", b'<?xml version="1.0" encoding="cp037"?><sst/>'),
    ],
)
def test_links_macros_and_document_types_are_refused(name: str, part: bytes, region: Region, tmp_path: Path) -> None:
    assert "unsafe" in told(with_part(PLAIN, name, part), tmp_path, region)[0]


def test_what_unpacks_too_large_is_refused_before_it_is_unpacked(region: Region, tmp_path: Path) -> None:
    bomb = with_part(PLAIN, "xl/media/more.bin", bytes(20_000_000))
    assert len(bomb) < 100_000
    assert "too_large" in told(bomb, tmp_path, region)[0]
    assert "too_large" in told(PLAIN + bytes(2_000_000), tmp_path, region)[0]


@pytest.mark.bad_input("X05")
def test_a_part_that_lies_about_its_size_is_no_workbook(region: Region, tmp_path: Path) -> None:
    """A part that says it is small never unpacks to more than it says."""
    lying = with_part(PLAIN, "xl/media/more.bin", bytes(30_000_000))
    true, false = (30_000_000).to_bytes(4, "little"), (300).to_bytes(4, "little")
    assert true in lying
    assert "not_workbook" in told(lying.replace(true, false), tmp_path, region)[0]


def test_a_part_whose_packing_never_ends_is_no_workbook(region: Region, tmp_path: Path) -> None:
    """It says that 65,535 bytes follow and the file ends before: what steered breaking of files found."""
    written = BytesIO()
    with ZipFile(written, "w") as parts:
        parts.writestr("a.xml", b"\x00\xff\xff\x00\x00")
    content = bytearray(written.getvalue())
    place = content.index(b"PK\x01\x02")
    content[8:10] = content[place + 10 : place + 12] = b"\x08\x00"  # packed by deflate
    content[place + 20 : place + 28] = (2**20).to_bytes(4, "little") + (2**16).to_bytes(4, "little")
    assert "not_workbook" in told(bytes(content), tmp_path, region)[0]


@pytest.mark.parametrize("content", [b"", b"no zip", PLAIN[:500], with_part(PLAIN, "xl/workbook.xml", b"<broken")])
def test_what_is_no_workbook_is_told(content: bytes, region: Region, tmp_path: Path) -> None:
    assert "not_workbook" in told(content, tmp_path, region)[0]


def test_the_command_goes_both_ways(tmp_path: Path, region: Region, capsys: pytest.CaptureFixture[str]) -> None:
    there, back = tmp_path / "candidates.xlsx", tmp_path / "candidates.toml"
    assert main(["convert", str(EXAMPLE), str(there)]) == 0
    assert main(["convert", str(there), str(back)]) == 0
    one, other = load_scenario(EXAMPLE, region), load_scenario(back, region)
    assert other == one.model_copy(update={"based_on": None})
    assert main(["convert", str(back), str(tmp_path / "again.toml")]) == 2
    assert main(["convert", str(tmp_path / "none.xlsx"), str(tmp_path / "again.toml")]) == 2
    assert not (tmp_path / "again.toml").exists()
    assert "convert" in capsys.readouterr().err
