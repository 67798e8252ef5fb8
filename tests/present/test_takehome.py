"""What is taken home: the same figures to the printed digit on the screen and in every file."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import sys
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import openpyxl
import pandas as pd
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image
from pptx import Presentation

from simulator import Region
from simulator.premises import Decision, Project
from simulator.present import frames
from simulator.present.frames import TRIO, Seen, View
from simulator.present.takehome import (
    Caption,
    Handout,
    as_png,
    build_handout,
    card_pdf,
    card_svg,
    chart_svg,
    quick_code,
    scenario_pictures,
    write_slides,
    write_workbook,
)
from simulator.present.takehome.deck_charts import ABOVE, BASE, BELOW, printed_spans
from simulator.present.takehome.handout import confidence_of, used_numbers, written_range
from simulator.present.takehome.steps import fewer_steps
from simulator.present.text import figure, text
from simulator.present.theme import Look

DAY = date(2026, 11, 23)
LINK = "https://kraft.example.no/"
WORD = "1c9_3"
POINTS_PER_A4 = (595, 842)


@pytest.fixture(scope="module", params=["reference", "strategy"])
def seen(request: pytest.FixtureRequest) -> Seen:
    result: Seen = request.getfixturevalue(request.param)
    return result


@pytest.fixture(scope="module")
def handout(seen: Seen, view: View, region: Region) -> Handout:
    return build_handout(seen, view, region, day=DAY, token=WORD, address=LINK)


@pytest.fixture(scope="module")
def page(handout: Handout) -> bytes:
    return card_pdf(handout)


@pytest.fixture(scope="module")
def workbook(handout: Handout) -> bytes:
    return write_workbook(handout)


@pytest.fixture(scope="module")
def slides(handout: Handout) -> bytes:
    return write_slides(handout)


@pytest.fixture(scope="module")
def pictures(seen: Seen, handout: Handout) -> dict[str, str]:
    return scenario_pictures(seen, handout)


# What was written is opened once and only looked at.
@lru_cache(maxsize=1)
def opened_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=1)
def opened_deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def plain(words: str) -> str:
    """Let blanks of any kind be one blank."""
    return re.sub(r"\s+", " ", words)


def said_on_page(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return plain(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def cells(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return list(opened_book(content)[sheet].iter_rows(values_only=True))


def said_on_slides(content: bytes) -> str:
    words = []
    for slide in opened_deck(content).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            if shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
    return plain(" ".join(words))


def charts_of(content: bytes) -> list[Any]:
    return [shape.chart for slide in opened_deck(content).slides for shape in slide.shapes if shape.has_chart]


# One record ----------------------------------------------------------------


def printed_sum(rows: pd.DataFrame) -> str:
    """Add the printed steps as a reader would, from their letters."""
    written = [words.replace("\u2212", "-").replace("\u00a0", "").replace("+", "") for words in rows["text"]]
    digits = max(len(words.partition(",")[2]) for words in written)
    return (
        f"{sum(round(float(words.replace(',', '.')) * 10**digits) for words in written[:-1]) / 10**digits:.{digits}f}"
    )


def test_the_printed_waterfall_adds_up_to_the_printed_key_figure(seen: Seen) -> None:
    view = View(2035, "nb")
    rows = frames.waterfall(seen, view)
    end = rows["text"].iloc[-1]
    assert frames.power_figures(seen, view)[0].value == f"{end}\u00a0GWh"
    assert float(printed_sum(rows)) == rows["printed_gwh"].iloc[-1]
    assert (rows["printed_gwh"] - rows["change_gwh"]).abs().max() <= 1


def test_the_printed_difference_adds_up_too(reference: Seen, strategy: Seen) -> None:
    view = View(2035, "nb")
    rows = frames.difference(reference, strategy, view)
    ends = [frames.power_figures(one, view)[0].number for one in (reference, strategy)]
    assert [rows["printed_gwh"].iloc[0], rows["printed_gwh"].iloc[-1]] == ends
    assert float(printed_sum(rows)) == ends[1]


def test_printed_months_and_work_add_up(seen: Seen, view: View) -> None:
    numbers = frames.month_numbers(frames.months(seen, view))
    left = numbers["production"] - numbers["consumption"] - numbers["establishments"]
    assert (left - numbers["surplus"]).abs().max() < 1e-9
    work = frames.work_numbers(seen, view)["central"]
    assert work.iloc[:3].sum() == frames.return_figures(seen, view)[0].number


def test_printed_municipalities_add_up(seen: Seen, view: View) -> None:
    rows = frames.municipality_numbers(seen, view)["central"]
    assert rows.iloc[:6].sum() == pytest.approx(rows.iloc[6], abs=1e-9)


def test_every_file_prints_the_same_key_figures(
    handout: Handout, seen: Seen, page: bytes, slides: bytes, workbook: bytes
) -> None:
    on_page, on_slides = said_on_page(page), said_on_slides(slides)
    summary = {row[0]: row for row in cells(workbook, text("take.summary", handout.language))}
    shown = (*frames.power_figures(seen, handout.look_at), *frames.return_figures(seen, handout.look_at))
    assert handout.figures == shown
    for one in shown:
        assert summary[one.label][1] == one.number
        assert summary[one.label][5] == one.value
    for name in (*TRIO, "jobs", "municipal_income_mnok"):
        assert plain(handout.figure(name).value) in on_page
        assert plain(handout.figure(name).value) in on_slides


def test_ranges_are_printed_as_on_the_screen(handout: Handout, page: bytes) -> None:
    said = said_on_page(page)
    for name in TRIO:
        written = written_range(handout.figure(name), handout, short=True)
        assert written in handout.figure(name).below
        assert plain(written) in said
    jobs = handout.figure("jobs")
    assert written_range(jobs, handout) == jobs.below
    assert written_range(handout.figure("goals"), handout) == ""


def test_every_file_prints_the_same_waterfall(
    handout: Handout, seen: Seen, page: bytes, slides: bytes, workbook: bytes, pictures: dict[str, str]
) -> None:
    steps = frames.waterfall(seen, handout.look_at)
    picture, said = pictures["waterfall"], said_on_page(page)
    sheet = cells(workbook, text("take.waterfall", handout.language))[1:]
    chart = charts_of(slides)[0]
    labels = [
        point.data_label.text_frame.text
        for point in map(chart.plots[0].series[3].points.__getitem__, range(len(steps)))
    ]
    assert labels == list(steps["text"])
    assert [row[:3] for row in sheet] == list(zip(steps["label"], steps["printed_gwh"], steps["text"], strict=True))
    for words in steps["text"]:
        assert f">{words}<" in picture
        assert plain(words) in said


def test_yearly_figures_hold_the_key_figures_of_the_year(handout: Handout) -> None:
    rows = handout.yearly.set_index("id")
    for name in (*TRIO, "jobs", "municipal_income_mnok"):
        assert rows.loc[name, handout.look_at.year] == handout.figure(name).number


def test_the_year_is_drawn_to_the_horizon(reference: Seen, region: Region) -> None:
    late = build_handout(reference, View(2099, "en"), region, day=DAY)
    assert late.look_at.year == 2036
    assert "2036" in late.source


# Assumptions and their words ----------------------------------------------------------------


def test_only_what_is_used_is_listed_and_own_values_are_marked(reference: Seen, region: Region) -> None:
    used = used_numbers(reference.scenario, region.book)
    assert not any(name.startswith(("establishment.", "project.")) for name in used)
    name = "labour.household_size_persons"
    own = reference.scenario.model_copy(update={"overrides": ((name, 1.5),)})
    number = used_numbers(own, region.book)[name]
    assert (number.value, number.low, number.confidence) == (1.5, 1.5, "assumption")
    assert "reference.toml" in number.source


def test_the_word_is_the_commonest_and_never_measured(region: Region) -> None:
    book = {name: number for name, number in region.book.items() if number.confidence == "measured"}
    assert confidence_of(("income", "labour"), book, "en") == "assumption"
    estimates = {name: number for name, number in region.book.items() if number.confidence == "estimate"}
    assert confidence_of(("income",), {**book, **estimates}, "en") == "estimate"


# Excel ----------------------------------------------------------------


def test_a_workbook_has_all_sheets_frozen_and_no_formula(handout: Handout, workbook: bytes) -> None:
    book = opened_book(workbook)
    names = ["summary", "figures", "waterfall", "months", "work", "municipalities", "goal_sheet", "assumptions"]
    assert book.sheetnames == [text(f"take.{name}", handout.language) for name in names]
    assert [sheet.freeze_panes for sheet in book][1:] == ["B2"] * 7
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    for sheet in list(book)[1:]:
        heads = [cell.value for cell in sheet[1]]
        assert {text("take.certainty", handout.language), text("take.source_head", handout.language)} <= set(heads)
    assert book.properties.created.date() == DAY


def test_numbers_of_a_workbook_are_numbers_in_the_printed_form(handout: Handout, workbook: bytes) -> None:
    book = opened_book(workbook)
    step = book[text("take.waterfall", handout.language)]["B2"]
    assert isinstance(step.value, int | float)
    assert step.number_format == "#,##0"
    assert book[text("take.months", handout.language)]["B2"].number_format == "#,##0.0"


def test_text_that_looks_like_a_formula_stays_text(strategy: Seen, region: Region) -> None:
    handout = build_handout(strategy, View(2035, "nb"), region, day=DAY)
    risky = [f"{start}HYPERLINK(1)" for start in ("=", "+", "-", "@", "\t")]
    given = {name: getattr(handout, name) for name in handout.__dataclass_fields__}
    scenario = handout.scenario.model_copy(update={"title": risky[0], "description": risky[1]})
    book = opened_book(write_workbook(Handout(**{**given, "scenario": scenario, "decided": tuple(risky)})))
    for words, least in zip(risky, (2, 2, 1, 1, 1), strict=True):
        found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == words]
        assert len(found) >= least
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_the_same_day_gives_the_same_workbook(handout: Handout, workbook: bytes) -> None:
    assert write_workbook(handout) == workbook


# PowerPoint ----------------------------------------------------------------


def test_slides_read_back_with_charts_that_can_be_edited(handout: Handout, slides: bytes) -> None:
    deck = opened_deck(slides)
    assert len(deck.slides) == 7
    assert (deck.slide_width, deck.slide_height) == (12_191_695, 6_858_000)
    assert deck.core_properties.created.date() == DAY
    assert all(handout.source in slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    waterfall, months = charts_of(slides)
    for chart in (waterfall, months):
        inside = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert inside.active.max_row == 1 + len(list(chart.plots[0].categories))
    assert list(waterfall.plots[0].categories) == list(handout.steps["label"])
    spans = printed_spans(handout.steps)
    series = {one.name: list(one.values) for one in waterfall.plots[0].series}
    assert [series[name] for name in (BASE, ABOVE, BELOW)] == [list(spans[name]) for name in ("base", "above", "below")]


def test_months_are_columns_and_a_line_with_the_printed_figures(handout: Handout, slides: bytes) -> None:
    months = charts_of(slides)[1]
    numbers = frames.month_numbers(handout.months)
    columns, line = months.plots
    assert [list(one.values) for one in columns.series] == [
        list(numbers[name]) for name in ("consumption", "establishments")
    ]
    assert list(line.series[0].values) == list(numbers["production"])
    assert next(iter(columns.categories)) == text("month.1", handout.language)


def test_every_picture_on_the_slides_is_described(slides: bytes) -> None:
    frames_ = [shape for slide in opened_deck(slides).slides for shape in slide.shapes if shape.has_chart]
    assert all(len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 40 for shape in frames_)


def test_all_goals_are_on_the_slides(handout: Handout, slides: bytes) -> None:
    said = said_on_slides(slides)
    assert all(plain(name) in said for name in handout.goals["name"])


def test_a_bar_across_zero_is_drawn_on_both_sides() -> None:
    steps = pd.DataFrame({"printed_gwh": [10.0, -30.0, -5.0, 40.0, 15.0]})
    spans = printed_spans(steps)
    assert spans.to_numpy().tolist() == [[0, 10, 0], [0, 10, -20], [-20, 0, -5], [0, 15, -25], [0, 15, 0]]


# The page ----------------------------------------------------------------


def test_the_card_is_one_page_of_a4_whose_text_can_be_read(handout: Handout, page: bytes) -> None:
    document = pypdfium2.PdfDocument(page)
    assert len(document) == 1
    assert tuple(round(side) for side in document[0].get_size()) == POINTS_PER_A4
    said = said_on_page(page)
    document.close()
    assert plain(handout.title) in said
    assert plain(handout.printed_on) in said
    assert "1c9_3" in said
    assert plain(handout.connection[0]) in said
    assert plain(text("goals.counts", handout.language, **status_counts(handout))) in said


def status_counts(handout: Handout) -> dict[str, int]:
    return {status: int((handout.goals["status"] == status).sum()) for status in frames.STATUSES}


def boxes(pdf: bytes) -> NDArray[np.float64]:
    """Return where every piece of text stands: left, bottom, right, top. shape (pieces, 4)"""
    document = pypdfium2.PdfDocument(pdf)
    words = document[0].get_textpage()
    found = [words.get_rect(place) for place in range(words.count_rects())]
    document.close()
    return np.array(found)


def log(count: int) -> tuple[Decision, ...]:
    """Return as many lines of the log, the newest last."""
    return tuple(
        Decision(date=f"2026-0{number}-15", who=f"Rådet {number}", what="Ålma " * 12, why="Nær " * 400)
        for number in range(1, count + 1)
    )


def test_the_card_tells_the_newest_lines_of_the_log(handout: Handout) -> None:
    given = {name: getattr(handout, name) for name in handout.__dataclass_fields__}
    kept = handout.scenario.model_copy(update={"decisions": log(5)})
    said = said_on_page(card_pdf(Handout(**{**given, "scenario": kept})))
    title = text("take.log_title", handout.language)
    assert f"{title} ({text('take.decided_more', handout.language, count=2)})" in said
    assert [f"Rådet {number}" in said for number in range(1, 6)] == [False, False, True, True, True]
    assert title not in said_on_page(card_pdf(handout))


def crowded(handout: Handout) -> Handout:
    """Return a card with as much as a scenario may hold."""
    long = "Wåg " * 20
    projects = tuple(
        Project(id=f"p{place}", kind="wind", title=long[:80], area="os", capacity_mw=1234.5, start_year=2030)
        for place in range(30)
    )
    scenario = handout.scenario.model_copy(
        update={"title": "M" * 80, "description": "Ord " * 400, "projects": projects, "decisions": log(9)}
    )
    given = {name: getattr(handout, name) for name in handout.__dataclass_fields__}
    lines = tuple(f"{long} {place}" for place in range(30))
    steps = handout.steps.assign(label=[f"{long}{place}" for place in range(len(handout.steps))])
    goals = handout.goals.assign(status="missed")
    more = {"scenario": scenario, "decided": lines, "steps": steps, "goals": goals, "connection": (long, long * 5)}
    return Handout(**{**given, **more, "token": "1" + "x" * 900, "link": LINK + "x" * 900})


@pytest.fixture(scope="module")
def crowded_page(handout: Handout) -> bytes:
    return card_pdf(crowded(handout))


def test_everything_stays_within_the_margins(page: bytes, crowded_page: bytes) -> None:
    for pdf in (page, crowded_page):
        left, bottom, right, top = boxes(pdf).T
        assert left.min() >= 36 and right.max() <= POINTS_PER_A4[0] - 36
        assert bottom.min() >= 15 and top.max() <= POINTS_PER_A4[1] - 15
        assert len(pypdfium2.PdfDocument(pdf)) == 1


def test_no_text_lies_on_other_text(page: bytes, crowded_page: bytes) -> None:
    for found in map(boxes, (page, crowded_page)):
        left, bottom, right, top = found.T
        wide = np.minimum.outer(right, right) - np.maximum.outer(left, left)
        high = np.minimum.outer(top, top) - np.maximum.outer(bottom, bottom)
        over = np.argwhere(np.triu((wide >= 1) & (high >= 2), 1))
        assert not len(over), found[over].tolist()


def test_what_people_wrote_is_never_markup(handout: Handout) -> None:
    given = {name: getattr(handout, name) for name in handout.__dataclass_fields__}
    risky = handout.scenario.model_copy(update={"title": '<script>&"'})
    drawn = card_svg(Handout(**{**given, "scenario": risky}))
    ET.fromstring(drawn)  # noqa: S314 - our own picture
    assert "<script" not in drawn


def test_many_establishments_are_joined_and_still_add_up(strategy: Seen) -> None:
    steps = frames.waterfall(strategy, View(2035, "nb"))
    fewer = fewer_steps(steps, "nb", most=len(steps) - 2)
    assert len(fewer) == len(steps) - 2
    assert fewer["printed_gwh"].iloc[:-1].sum() == fewer["printed_gwh"].iloc[-1] == steps["printed_gwh"].iloc[-1]
    assert fewer["end_gwh"].iloc[-2] == pytest.approx(fewer["end_gwh"].iloc[-1])
    assert "3 andre etableringer" in list(fewer["label"])
    assert fewer_steps(steps, "nb", most=99) is steps


# Pictures ----------------------------------------------------------------


def test_pictures_carry_title_source_and_date(handout: Handout, pictures: dict[str, str]) -> None:
    assert set(pictures) == {"waterfall", "months", "weeks", "work", "income"}
    for drawn in pictures.values():
        words = plain(" ".join(ET.fromstring(drawn).itertext()))  # noqa: S314 - our own picture
        assert plain(handout.printed_on) in words
        assert handout.say("app.name") in words
        assert plain(handout.title) in words
    drawn = pictures["waterfall"]
    width, height = (round(2 * float(side)) for side in re.findall(r'(?:width|height)="([0-9.]+)"', drawn)[:2])
    assert struct.unpack(">II", as_png(drawn)[16:24]) == pytest.approx((width, height), abs=1)


def test_pictures_write_numbers_as_the_language_does(strategy: Seen) -> None:
    rows = frames.weeks(strategy, View(2035, "nb")).assign(surplus_gwh=[-1.5, 0.5, 2.5])
    drawn = chart_svg("weeks", rows, Look("nb"), Caption("t", "s", "k", "d"))
    assert "\u22121,5" in drawn or "\u22122,0" in drawn


# The square ----------------------------------------------------------------


@pytest.mark.parametrize("length", [5, 100, 1200])
def test_a_phone_reads_the_square(length: int) -> None:
    link = f"{LINK}?s=1{'aB_-9' * (length // 5)}&lang=nb"
    picture = Image.open(io.BytesIO(as_png(quick_code(link, side=400), scale=2)))
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [one.text for one in found] == [link]


def test_a_phone_reads_the_square_on_the_card(handout: Handout, page: bytes) -> None:
    document = pypdfium2.PdfDocument(page)
    picture = document[0].render(scale=3).to_pil()
    document.close()
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [f"{LINK}?s=1c9_3&lang={handout.language}"]


def test_without_an_address_there_is_no_square(strategy: Seen, region: Region) -> None:
    alone = build_handout(strategy, View(2035, "nb"), region, day=DAY, token=WORD)
    assert alone.link == ""
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(as_png(card_svg(alone))))) == []


def test_too_long_a_link_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        quick_code("a" * 5000)


# Loading ----------------------------------------------------------------


def test_libraries_load_when_they_are_asked_for() -> None:
    code = (
        "import sys, simulator.present.takehome as t; t.build_handout; "
        "print(*{'pptx', 'xlsxwriter', 'segno', 'SALib'} & set(sys.modules))"
    )
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert answer.stdout.strip() == ""


def test_a_name_that_is_not_there_is_told() -> None:
    import simulator.present.takehome as package  # noqa: PLC0415 - its own names are looked at

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_numbers_are_grouped(strategy: Seen, region: Region) -> None:
    handout = build_handout(strategy, View(2035, "en"), region, day=DAY)
    assert figure(handout.figure("surplus_gwh").number or 0, 0, "en") in said_on_page(card_pdf(handout))
