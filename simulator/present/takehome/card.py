"""One A4 page about one scenario: what is decided, four answers, where the power goes, the goals, how certain it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from simulator.present.frames import STATUSES, TRIO
from simulator.present.frames.power import unique_labels
from simulator.present.takehome.handout import Handout, written_date, written_range
from simulator.present.takehome.pictures import as_pdf, bare_chart
from simulator.present.takehome.quick import quick_code
from simulator.present.takehome.steps import fewer_steps
from simulator.present.takehome.svg import box, lines_of, page, placed, size_of, width_of, write, write_lines
from simulator.present.text import MINUS, figure
from simulator.present.theme import Look

A4: Final = (595.0, 842.0)  # points
MARGIN: Final = 40.0
INNER: Final = A4[0] - 2 * MARGIN
GAP: Final = 12.0
BOX: Final = ((INNER - GAP) / 2, 112.0)
TINT: Final = "#F1F5F8"
BAND: Final = 6.0
MOST_DECIDED: Final = 8
MOST_LOGGED: Final = 3
LOWEST_LOG, LOG_HEAD, LOG_LINE = 280.0, 23.5, 13.1  # below, the picture would be too small to read
RANGE_AT: Final = 187.0
CODE_SIDE, LARGE_CODE_SIDE, LONG_LINK = 86.0, 122.0, 250  # a long link has smaller squares
FOOT: Final = A4[1] - 30.0
TALLEST_STEP, AXIS_ROOM = 44.0, 36.0
LABEL_ROOM: Final = 250.0
CHART_SCALE: Final = 0.72  # letters of a chart are made for the screen


class Pen:
    """Where on the page the next thing is written, and in which colours."""

    def __init__(self, look: Look) -> None:
        self.colours: Mapping[str, str] = look.colours
        self.parts: list[str] = []
        self.y = MARGIN
        self.floor = FOOT

    def put(self, *parts: str) -> None:
        """Add drawn parts."""
        self.parts += parts

    def lines(
        self, words: list[str], *, size: float, tone: str = "text", bold: bool = False, x: float = MARGIN
    ) -> None:
        """Write lines and move below them."""
        self.y += size
        self.put(write_lines(x, self.y, words, size=size, colour=self.colours[tone], bold=bold))
        self.y += (len(words) - 1) * size * 1.28 + size * 0.45


def card_pdf(handout: Handout) -> bytes:
    """Draw the page as PDF, one page of A4 whose text can be searched and copied."""
    return as_pdf(card_svg(handout))


def card_svg(handout: Handout) -> str:
    """Draw the page as SVG."""
    pen = Pen(Look(handout.language))
    _head(pen, handout)
    _log(pen, handout)
    _answers(pen, handout)
    _goals_and_foot(pen, handout)
    _waterfall(pen, handout)
    return page(A4, pen.parts, paper="#FFFFFF", title=handout.title)


def _head(pen: Pen, handout: Handout) -> None:
    """Write title, description and what is decided."""
    quiet = pen.colours["quiet"]
    pen.put(box((0, 0), (A4[0], BAND), fill=pen.colours["surplus"]))
    name = handout.say("app.name")
    pen.put(write(MARGIN, pen.y, name, size=10, colour=quiet, bold=True))
    at = A4[0] - MARGIN - width_of(handout.printed_on, 10)
    pen.put(write(at, pen.y, handout.printed_on, size=10, colour=quiet))
    pen.y += 8
    pen.lines(lines_of(handout.title, 25, INNER, most=2, bold=True), size=25, bold=True)
    if handout.description:
        pen.lines(lines_of(handout.description, 11, INNER, most=3), size=11, tone="quiet")
    pen.y += 5
    pen.lines([handout.say("take.decided_title")], size=12, bold=True)
    shown = _shown(handout)
    half = (len(shown) + 1) // 2 if len(shown) > 2 else len(shown)
    top = pen.y
    for column, names in enumerate((shown[:half], shown[half:])):
        pen.y = top
        wide = BOX[0] if len(shown) > 2 else INNER
        for line in names:
            text = lines_of(f"• {line}", 10.5, wide, most=1)
            pen.lines(text, size=10.5, x=MARGIN + column * (BOX[0] + GAP))
    pen.y = top + half * 10.5 * 1.45 + 8


def _shown(handout: Handout) -> list[str]:
    """Return what is decided, as much as there is room for."""
    lines = list(handout.decided)
    if len(lines) <= MOST_DECIDED:
        return lines
    rest = len(lines) - MOST_DECIDED + 1
    return [*lines[: MOST_DECIDED - 1], handout.say("take.decided_more", count=rest)]


def _log(pen: Pen, handout: Handout) -> None:
    """Write the newest lines of the log kept with the scenario: when, by whom, what and why; as many as find room."""
    newest = sorted(handout.scenario.decisions, key=lambda one: one.date, reverse=True)
    room = int((LOWEST_LOG - pen.y - LOG_HEAD) / LOG_LINE)
    shown = newest[: max(min(room, MOST_LOGGED), 0)]
    if not shown:
        return
    rest = len(newest) - len(shown)
    more = f" ({handout.say('take.decided_more', count=rest)})" if rest else ""
    pen.lines([handout.say("take.log_title") + more], size=12, bold=True)
    for one in shown:
        day = written_date(date.fromisoformat(one.date), handout.language)
        words = handout.say("take.logged", date=day, who=one.who, what=one.what)
        pen.lines(lines_of(f"{words} {one.why}", 9, INNER, most=1), size=9)
    pen.y += 6


def _answers(pen: Pen, handout: Handout) -> None:
    """Draw four boxes, each one answer."""
    top, drawers = pen.y, (_power, _connection, _jobs, _income)
    for place, draw in enumerate(drawers):
        corner = MARGIN + place % 2 * (BOX[0] + GAP), top + place // 2 * (BOX[1] + GAP)
        pen.put(box(corner, BOX, fill=TINT, radius=6))
        pen.put(*draw(pen, handout, corner))
    pen.y = top + 2 * (BOX[1] + GAP) + 2


def _title(pen: Pen, corner: tuple[float, float], words: str) -> str:
    return write(corner[0] + 12, corner[1] + 19, words, size=11, colour=pen.colours["quiet"], bold=True)


def _power(pen: Pen, handout: Handout, corner: tuple[float, float]) -> Iterator[str]:
    """Write year, winter and worst week, never apart."""
    x, y = corner
    yield _title(pen, corner, handout.say("take.power", year=handout.look_at.year))
    yield write(x + RANGE_AT, y + 19, handout.say("take.eight_of_ten"), size=8, colour=pen.colours["quiet"])
    for line, (name, label) in enumerate(zip(TRIO, ("year", "winter", "week"), strict=True)):
        one, base = handout.figure(name), y + 45 + line * 26
        tone = "deficit" if one.value.startswith(MINUS) else "surplus"
        yield write(x + 12, base, handout.say(f"take.{label}"), size=10.5, colour=pen.colours["text"])
        size = 19 if line == 0 else 15
        yield write(x + 78, base, one.value, size=size, colour=pen.colours[tone], bold=True)
        yield write(x + RANGE_AT, base, written_range(one, handout, short=True), size=8.5, colour=pen.colours["quiet"])


def _connection(pen: Pen, handout: Handout, corner: tuple[float, float]) -> Iterator[str]:
    x, y = corner
    short, sentence = handout.connection
    yield _title(pen, corner, handout.say("take.connection"))
    for row, words in enumerate(lines_of(short, 17, BOX[0] - 24, most=1, bold=True)):
        yield write(x + 12, y + 45 + row * 20, words, size=17, colour=pen.colours["text"], bold=True)
    yield write_lines(
        x + 12, y + 65, lines_of(sentence, 9.5, BOX[0] - 24, most=4), size=9.5, colour=pen.colours["text"]
    )


def _jobs(pen: Pen, handout: Handout, corner: tuple[float, float]) -> Iterator[str]:
    """Write all work with its range, then each kind with its own."""
    x, y = corner
    one = handout.figure("jobs")
    yield _title(pen, corner, handout.say("take.jobs"))
    yield write(x + 12, y + 46, one.value, size=22, colour=pen.colours["text"], bold=True)
    at = x + 12 + width_of(one.value, 22, bold=True) + 8
    yield write(at, y + 46, one.below, size=9.5, colour=pen.colours["quiet"])
    for line, row in enumerate(handout.work.to_dict("records")):
        low, central, high = (figure(end, 0, handout.language) for end in (row["low"], row["central"], row["high"]))
        words = f"{row['kind']}: {central}" + (f" ({low}–{high})" if low != high else "")
        for part in lines_of(words, 9, BOX[0] - 24, most=1):
            yield write(x + 12, y + 63 + line * 12.5, part, size=9, colour=pen.colours["text"])


def _income(pen: Pen, handout: Handout, corner: tuple[float, float]) -> Iterator[str]:
    x, y = corner
    one = handout.figure("municipal_income_mnok")
    yield _title(pen, corner, handout.say("take.income"))
    yield write(x + 12, y + 46, one.value, size=22, colour=pen.colours["text"], bold=True)
    rows = [written_range(one, handout), one.below]
    yield write_lines(x + 12, y + 66, rows, size=9.5, colour=pen.colours["quiet"])
    explained = lines_of(one.explain, 8, BOX[0] - 24, most=2)
    yield write_lines(x + 12, y + 92, explained, size=8, colour=pen.colours["quiet"])


def _goals_and_foot(pen: Pen, handout: Handout) -> None:
    """Write from the bottom up: source, certainty, goals; the square beside them."""
    colours, side = pen.colours, _code_side(handout)
    wide = INNER - (side + GAP if side else 0)
    foot = lines_of(f"{handout.source} {handout.say('take.caution')}", 7.5, wide, most=2)
    certain = lines_of(_certainty(handout), 7.5, wide, most=2)
    y = FOOT - (len(foot) + len(certain) + 1) * 10
    pen.put(write_lines(MARGIN, y, [*certain, *foot, *_code_line(handout)], size=7.5, colour=colours["quiet"]))
    if handout.link:
        corner = A4[0] - MARGIN - side, FOOT - side
        pen.put(placed(quick_code(handout.link, side=side), *corner))
        words = handout.say("take.scan")
        pen.put(write(corner[0] + (side - width_of(words, 8)) / 2, FOOT + 6, words, size=8, colour=colours["quiet"]))
    _goals(pen, handout, bottom=y - 16, wide=wide)


def _code_side(handout: Handout) -> float:
    """Return the side of the square, 0 if there is none. [points]"""
    if not handout.link:
        return 0.0
    return LARGE_CODE_SIDE if len(handout.link) > LONG_LINK else CODE_SIDE


def _code_line(handout: Handout) -> list[str]:
    """Write a short scenario code; a long one stands only in the square."""
    short = 0 < len(handout.token) <= 40
    return [handout.say("take.code", token=handout.token)] if short else []


def _certainty(handout: Handout) -> str:
    words = {name: handout.confidence[key] for name, key in CERTAINTIES.items()}
    return handout.say("take.confidence", **words)


CERTAINTIES: Final[Mapping[str, str]] = {
    "power": "surplus_gwh",
    "grid": "connection",
    "jobs": "jobs",
    "income": "municipal_income_mnok",
}


def _goals(pen: Pen, handout: Handout, *, bottom: float, wide: float) -> None:
    """Draw how many goals are reached as a row of squares, and name those that are not."""
    goals, colours = handout.goals, pen.colours
    missed = list(goals.loc[goals["status"].isin(["missed", "close"]), "name"])
    words = handout.say("take.goals_missed", list="; ".join(missed)) if missed else handout.say("take.all_goals")
    lines = lines_of(words, 9, wide, most=3)
    y = bottom - (len(lines) - 1) * 9 * 1.28
    pen.put(write_lines(MARGIN, y, lines, size=9, colour=colours["text"]))
    y -= 24
    x = MARGIN
    for status in STATUSES:
        for _ in range(int((goals["status"] == status).sum())):
            pen.put(box((x, y), (9, 9), fill=colours[status], radius=2))
            x += 11.5
    counts = {status: int((goals["status"] == status).sum()) for status in STATUSES}
    heading = handout.say("take.goals")
    pen.put(write(MARGIN, y - 8, heading, size=12, colour=colours["text"], bold=True))
    at = MARGIN + width_of(heading, 12, bold=True) + 10
    pen.put(write(at, y - 8, handout.say("goals.counts", **counts), size=9.5, colour=colours["text"]))
    pen.floor = y - 26


def _waterfall(pen: Pen, handout: Handout) -> None:
    """Draw the picture in the room that is left, as large as it can be."""
    pen.lines([handout.say("take.waterfall_short", year=handout.look_at.year)], size=12, bold=True)
    room = pen.floor - pen.y
    look = Look(handout.language)
    steps = fewer_steps(handout.steps, handout.language)
    names = [lines_of(label, 13, LABEL_ROOM, most=1)[0] for label in steps["label"]]
    rows = steps.assign(axis_label=unique_labels(names))
    size = INNER / CHART_SCALE, min(room, len(rows) * TALLEST_STEP + AXIS_ROOM) / CHART_SCALE
    chart = bare_chart("waterfall", rows, look, width=size[0], height=size[1], label_room=1.2 * LABEL_ROOM)
    wide, high = size_of(chart)
    pen.put(placed(chart, MARGIN, pen.y, scale=min(INNER / wide, room / high)))
