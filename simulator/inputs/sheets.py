"""Door outwards: a scenario as a workbook that reads back to the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from simulator.inputs.source import leaves
from simulator.inputs.workbook import FIRST_COLUMNS, LISTS
from simulator.inputs.writing import scenario_content
from simulator.premises import Scenario


def workbook_bytes(scenario: Scenario) -> bytes:
    """Write a scenario as a workbook, parents already merged; defaults are left out.

    Returns
    -------
    bytes
        ``.xlsx``; text that begins with a sign of equality stays text.
    """
    content = scenario_content(scenario)
    book = Workbook(write_only=True)
    for title, rows in _sheets(content):
        columns = list(dict.fromkeys((*FIRST_COLUMNS[title], *(name for row in rows for name in row))))
        sheet = book.create_sheet(title)
        sheet.append(columns)
        for row in rows:
            sheet.append([_cell(sheet, row.get(name)) for name in columns])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _sheets(content: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every sheet and its rows."""
    plain = {name: value for name, value in content.items() if name not in {*LISTS, "overrides"}}
    yield "scenario", [{"key": key, "value": value} for key, value in leaves(plain)]
    yield "overrides", [{"number": name, "value": value} for name, value in content.get("overrides", {}).items()]
    for title in LISTS:
        rows = [{name: value for name, value in entry.items() if name != "phases"} for entry in content.get(title, [])]
        yield title, rows
    yield (
        "phases",
        [
            {"establishment": entry["id"], **phase}
            for entry in content.get("establishments", [])
            for phase in entry.get("phases", [])
        ],
    )


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; several months stand in one, with commas between them."""
    cell = WriteOnlyCell(sheet, ", ".join(map(str, value)) if isinstance(value, list) else value)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell
