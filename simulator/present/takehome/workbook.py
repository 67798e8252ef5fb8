"""The printed figures as an Excel workbook: real numbers in the form they are printed, text that stays text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any, Final, NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from simulator.present.frames import month_numbers
from simulator.present.takehome.handout import Handout
from simulator.present.text import text
from simulator.present.theme import LIGHT

# Text that begins so is a formula to a spreadsheet that reads it anew.
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# By number of decimals; Excel writes thousands and decimals in the reader's language.
NUMBER_FORMS: Final = ("#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000")
LINE_POINTS, LETTER, MOST_LINES = 15.0, 1.08, 12
A4_PAPER: Final = 9  # Excel's number of the size
LONGEST_CELL: Final = 32_000
NAME_WIDTH, WORD_WIDTH, NUMBER_WIDTH, LONG_WIDTH = 38, 16, 12, 70


class Column(NamedTuple):
    """One column of a sheet: its head, how wide it is, and what stands in it."""

    head: str
    width: float
    cells: Sequence[Any]
    digits: Sequence[int] | int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook being written, with its formats."""

    book: xlsxwriter.Workbook
    head: Format
    title: Format
    words: Format
    quoted: Format
    numbers: tuple[Format, ...]


def write_workbook(handout: Handout) -> bytes:
    """Write the workbook.

    Parameters
    ----------
    handout : Handout

    Returns
    -------
    bytes
        An .xlsx file without a single formula: summary, key figures by year, waterfall, months, work, municipalities,
        goals, assumptions.
    """
    stream = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, safe) as book:
        day = handout.day
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook knows no time zone
        book.set_properties({"title": handout.title, "comments": handout.source, "created": created})
        wrap = {"valign": "top", "text_wrap": True, "align": "left", "indent": 1}
        head = {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": LIGHT["surplus"],
            "valign": "top",
            "text_wrap": True,
            "indent": 1,
        }
        writing = Book(
            book=book,
            head=book.add_format(head),
            title=book.add_format({"bold": True, "font_size": 18}),
            words=book.add_format(wrap),
            quoted=book.add_format(wrap | {"quote_prefix": True}),
            numbers=tuple(book.add_format({"num_format": form, "valign": "top"}) for form in NUMBER_FORMS),
        )
        _summary(writing, handout)
        for name, columns in _sheets(handout).items():
            _table(writing, handout.say(f"take.{name}"), columns)
    return stream.getvalue()


def _summary(writing: Book, handout: Handout) -> None:
    """Write what it is about, what is decided and the key figures."""
    sheet = writing.book.add_worksheet(handout.say("take.summary"))
    _write(writing, sheet, (0, 0), handout.title, form=writing.title)
    rows = [
        (handout.say("take.description"), handout.description),
        (handout.say("take.scenario"), handout.scenario.id),
        (handout.say("control.year"), str(handout.look_at.year)),
        (handout.say("take.weather"), handout.weather),
        (handout.say("take.printed"), handout.printed_on),
        (handout.say("take.scan"), handout.link or handout.token),
        (handout.say("take.connection"), " – ".join(handout.connection)),
        (handout.say("take.note"), f"{handout.say('take.caution')} {handout.say('take.rounded_note')}"),
        *(
            (handout.say("take.decided_title") if place == 0 else "", line)
            for place, line in enumerate(handout.decided)
        ),
    ]
    for place, (name, words) in enumerate(rows, start=2):
        _write(writing, sheet, (place, 0), name)
        sheet.merge_range(place, 1, place, 7, "", writing.words)
        _write(writing, sheet, (place, 1), words)
    sheet.set_row(2, 45)
    _columns(writing, sheet, _key_figures(handout), top=len(rows) + 3)


def _key_figures(handout: Handout) -> list[Column]:
    shown, say = handout.figures, handout.say
    digits = [one.digits for one in shown]
    return [
        Column(say("take.figure"), NAME_WIDTH, [one.label for one in shown]),
        Column(say("take.value"), NUMBER_WIDTH, [one.number for one in shown], digits),
        Column(say("take.unit"), WORD_WIDTH, [text(f"unit.{one.unit}", handout.language) for one in shown]),
        Column(say("take.low"), NUMBER_WIDTH, [one.low for one in shown], [one.end_digits[0] for one in shown]),
        Column(say("take.high"), NUMBER_WIDTH, [one.high for one in shown], [one.end_digits[1] for one in shown]),
        Column(say("take.written"), WORD_WIDTH, [one.value for one in shown]),
        Column(say("take.certainty"), WORD_WIDTH, [handout.confidence[one.id] for one in shown]),
        Column(say("take.source_head"), LONG_WIDTH, [handout.source] * len(shown)),
        Column(say("take.meaning"), LONG_WIDTH, [one.explain for one in shown]),
    ]


def _sheets(handout: Handout) -> dict[str, list[Column]]:
    """Return the other sheets, in order."""
    return {
        "figures": _years(handout),
        "waterfall": _steps(handout),
        "months": _months(handout),
        "work": _cases(handout, "take.work", handout.work, "kind", "jobs"),
        "municipalities": _cases(
            handout, "table.municipality", handout.municipalities, "name", "municipal_income_mnok"
        ),
        "goal_sheet": _goals(handout),
        "assumptions": _assumptions(handout),
    }


def _years(handout: Handout) -> list[Column]:
    rows, say = handout.yearly, handout.say
    years = [column for column in rows.columns if isinstance(column, int)]
    return [
        Column(say("take.figure"), NAME_WIDTH, list(rows["name"])),
        Column(say("take.unit"), WORD_WIDTH, list(rows["unit"])),
        *(Column(str(year), NUMBER_WIDTH, list(rows[year]), list(rows["digits"])) for year in years),
        Column(say("take.certainty"), WORD_WIDTH, [handout.confidence[name] for name in rows["id"]]),
        Column(say("take.source_head"), LONG_WIDTH, [handout.source] * len(rows)),
    ]


def _steps(handout: Handout) -> list[Column]:
    rows, say = handout.steps, handout.say
    return [
        Column(say("table.step"), NAME_WIDTH, list(rows["label"])),
        Column(say("table.change"), NUMBER_WIDTH, list(rows["printed_gwh"]), list(rows["digits"])),
        Column(say("take.written"), WORD_WIDTH, list(rows["text"])),
        *_trust(handout, "surplus_gwh", len(rows)),
    ]


def _trust(handout: Handout, name: str, count: int) -> list[Column]:
    """Return the columns that say how certain the figures are and where they come from."""
    return [
        Column(handout.say("take.certainty"), WORD_WIDTH, [handout.confidence[name]] * count),
        Column(handout.say("take.source_head"), LONG_WIDTH, [handout.source] * count),
    ]


def _months(handout: Handout) -> list[Column]:
    numbers = month_numbers(handout.months)
    labels = list(handout.months["label"].iloc[: len(numbers)])
    return [
        Column(handout.say("table.month"), WORD_WIDTH, labels),
        *(Column(f"{handout.say(f'table.{name}')} (GWh)", WORD_WIDTH, list(numbers[name]), 1) for name in numbers),
        *_trust(handout, "surplus_gwh", len(numbers)),
    ]


def _cases(handout: Handout, head: str, rows: pd.DataFrame, named: str, trusted: str) -> list[Column]:
    """Lay out low, central and high by name."""
    digits = 1 if trusted == "municipal_income_mnok" else 0
    unit = f" ({text('unit.MNOK', handout.language)})" if digits else ""
    return [
        Column(handout.say(head), NAME_WIDTH, list(rows[named])),
        *(
            Column(f"{handout.say(f'table.{case}')}{unit}", WORD_WIDTH, list(rows[case]), digits)
            for case in ("low", "central", "high")
        ),
        *_trust(handout, trusted, len(rows)),
    ]


def _goals(handout: Handout) -> list[Column]:
    rows, say = handout.goals, handout.say
    digits = [int(places) for places in rows["digits"]]
    return [
        Column(say("goals.status"), WORD_WIDTH, list(rows["status_name"])),
        Column(say("goals.what"), NAME_WIDTH, list(rows["name"])),
        Column(say("goals.value"), WORD_WIDTH, list(rows["value"])),
        Column(say("goals.target"), WORD_WIDTH, list(rows["target"])),
        Column(say("take.by"), WORD_WIDTH, list(rows["by"])),
        Column(say("goals.chance"), WORD_WIDTH, list(rows["chance"])),
        Column(f"{say('goals.value')} ({say('take.figure').lower()})", WORD_WIDTH, list(rows["number"]), digits),
        Column(
            f"{say('goals.target')} ({say('take.figure').lower()})", WORD_WIDTH, list(rows["target_number"]), digits
        ),
        Column(say("take.sentence"), LONG_WIDTH, list(rows["sentence"])),
        *_trust(handout, "goals", len(rows)),
    ]


def _assumptions(handout: Handout) -> list[Column]:
    rows, say = handout.assumptions, handout.say
    plain = [_decimals(value) for value in rows["number"]]
    topics = [text(f"topic.{topic}", handout.language) for topic in rows["topic"]]
    return [
        Column(say("take.theme"), WORD_WIDTH, topics),
        Column(say("take.assumptions"), NAME_WIDTH, list(rows["name"])),
        Column(say("take.value"), NUMBER_WIDTH, list(rows["number"]), plain),
        Column(say("take.low"), NUMBER_WIDTH, list(rows["low"]), plain),
        Column(say("take.high"), NUMBER_WIDTH, list(rows["high"]), plain),
        Column(say("take.unit"), WORD_WIDTH, list(rows["unit"])),
        Column(say("take.written"), WORD_WIDTH, list(rows["value"])),
        Column(say("control.year"), NUMBER_WIDTH, list(rows["year"])),
        Column(say("take.certainty"), WORD_WIDTH, list(rows["confidence_name"])),
        Column(say("take.source_head"), LONG_WIDTH, list(rows["source"])),
        Column(say("take.note"), LONG_WIDTH, list(rows["note"])),
        Column(say("take.id"), NAME_WIDTH, list(rows["id"])),
    ]


def _decimals(value: float) -> int:
    """Return how many decimals an assumption was given with, at most four."""
    return next((digits for digits in range(4) if abs(round(value, digits) - value) < 1e-9), 4)


def _table(writing: Book, name: str, columns: Sequence[Column]) -> None:
    """Write one sheet with frozen heads and a filter."""
    sheet = writing.book.add_worksheet(name)
    _columns(writing, sheet, columns, top=0)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(columns[0].cells), len(columns) - 1)


def _columns(writing: Book, sheet: Worksheet, columns: Sequence[Column], *, top: int) -> None:
    """Write columns below their heads; on paper, a sheet is one page wide."""
    sheet.set_landscape()
    sheet.set_paper(A4_PAPER)
    sheet.fit_to_pages(1, 0)
    for row in range(len(columns[0].cells)):
        sheet.set_row(row + top + 1, LINE_POINTS * max(_lines(column, row) for column in columns))
    sheet.set_row(top, LINE_POINTS * max(ceil(len(column.head) / column.width) for column in columns))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        _write(writing, sheet, (top, place), column.head, form=writing.head)
        digits = column.digits if isinstance(column.digits, Sequence) else [column.digits] * len(column.cells)
        for row, (cell, places) in enumerate(zip(column.cells, digits, strict=False), start=top + 1):
            if isinstance(cell, str):
                _write(writing, sheet, (row, place), cell)
            elif cell is not None and cell == cell:  # noqa: PLR0124 - not a number is unlike itself
                sheet.write_number(row, place, float(cell), writing.numbers[places])


def _lines(column: Column, row: int) -> int:
    """Return how many lines a cell needs: not every program finds out by itself."""
    words = column.cells[row] if row < len(column.cells) else ""
    return min(max(ceil(LETTER * len(words) / column.width), 1), MOST_LINES) if isinstance(words, str) else 1


def _write(writing: Book, sheet: Worksheet, at: tuple[int, int], words: str, *, form: Format | None = None) -> None:
    """Write text that no spreadsheet takes for a formula."""
    risky = words.startswith(RISKY)
    sheet.write_string(*at, words[:LONGEST_CELL], writing.quoted if risky else form or writing.words)
