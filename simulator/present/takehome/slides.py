"""The printed figures as PowerPoint slides whose charts and tables can be edited."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from simulator.present import frames
from simulator.present.frames import TRIO
from simulator.present.sentences import alt_months, alt_waterfall
from simulator.present.takehome.deck_charts import Place, add_months, add_waterfall
from simulator.present.takehome.deck_tables import add_confidence, add_goals
from simulator.present.takehome.handout import Handout, written_range
from simulator.present.takehome.steps import fewer_steps
from simulator.present.text import MINUS, figure
from simulator.present.theme import LIGHT

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.133)
TITLE_TOP, TITLE_HEIGHT = Inches(0.35), Inches(0.9)
BODY: Final = Place(LEFT, Inches(1.75), INNER, Inches(5.05))
BLANK_LAYOUT, TITLE_ONLY_LAYOUT = 6, 5
LOCALES: Final = {"nb": "nb-NO", "en": "en-GB"}
TINT: Final = RGBColor(0xF1, 0xF5, 0xF8)
# Goals stand on two slides so that they can be read from the back of a room.
GOAL_SLIDES: Final = (("people", "business"), ("power", "society"))


def write_slides(handout: Handout) -> bytes:
    """Make the slides.

    Parameters
    ----------
    handout : Handout

    Returns
    -------
    bytes
        A .pptx file in 16:9: title, four answers, waterfall, months, goals on two slides, what the figures rest on.
        The source stands in the notes of every slide.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _name(deck, handout)
    _title(deck, handout)
    _answers(deck, handout)
    _waterfall(deck, handout)
    _months(deck, handout)
    for groups in GOAL_SLIDES:
        _goals(deck, handout, groups)
    _sources(deck, handout)
    stream = BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _name(deck: Deck, handout: Handout) -> None:
    """Name the file; its day is the given one."""
    about, day = deck.core_properties, handout.day
    about.title, about.subject = handout.title, handout.source
    about.author = handout.say("app.name")
    about.language = LOCALES[handout.language]
    about.created = about.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a file of a day


def _slide(deck: Deck, handout: Handout, title: str, below: str = "") -> Slide:
    """Add a slide with a title, a line below it, and the source in foot and notes."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY_LAYOUT])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, TITLE_TOP, INNER, TITLE_HEIGHT
    _put(head, title, size=32, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if below:
        _text(slide, Place(LEFT, Inches(1.2), INNER, Inches(0.5)), below, size=16, tone="quiet")
    foot = f"{handout.source} {handout.printed_on}"
    _text(slide, Place(LEFT, Inches(6.98), INNER, Inches(0.35)), foot, size=11, tone="quiet")
    slide.notes_slide.notes_text_frame.text = f"{foot}\n{handout.say('take.caution')}"
    return slide


def _text(slide: Slide, place: Place, words: str, *, size: float, tone: str = "text", bold: bool = False) -> Shape:
    """Add a box of text."""
    shape = slide.shapes.add_textbox(*place)
    _put(shape, words, size=size, tone=tone, bold=bold)
    return shape


def _put(shape: Shape, words: str, *, size: float, tone: str = "text", bold: bool = False) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Emu(0)
    frame.text = words
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = RGBColor.from_string(LIGHT[tone][1:])
        paragraph.alignment = None
        paragraph._p.get_or_add_pPr().set("algn", "l")


def _title(deck: Deck, handout: Handout) -> None:
    """Make the first slide: what it is and what is decided."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY_LAYOUT])
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDTH, Inches(0.18))
    bar.fill.solid()
    bar.fill.fore_color.rgb = RGBColor.from_string(LIGHT["surplus"][1:])
    bar.line.fill.background()
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(1.0), INNER, Inches(1.5)
    _put(head, handout.title, size=44, bold=True)
    head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    if handout.description:
        _text(slide, Place(LEFT, Inches(2.6), INNER, Inches(0.9)), handout.description, size=18, tone="quiet")
    shown = [f"•  {line}" for line in handout.decided[:7]]
    if len(handout.decided) > 7:
        shown.append(handout.say("take.decided_more", count=len(handout.decided) - 7))
    _text(slide, Place(LEFT, Inches(3.55), INNER, Inches(0.4)), handout.say("take.decided_title"), size=20, bold=True)
    _text(slide, Place(LEFT, Inches(4.0), INNER, Inches(2.6)), "\n".join(shown), size=16)
    foot = f"{handout.say('app.name')} · {handout.printed_on}"
    _text(slide, Place(LEFT, Inches(6.98), INNER, Inches(0.35)), foot, size=12, tone="quiet")
    link = handout.link or handout.token
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, [handout.source, link]))


def _answers(deck: Deck, handout: Handout) -> None:
    """Make the slide with four answers: power, connection, work, income."""
    below = f"{handout.weather.capitalize()}. {handout.say('take.slide_range')}"
    slide = _slide(deck, handout, handout.say("take.slide_figures", year=handout.look_at.year), below)
    wide, high, gap = Inches(5.95), Inches(2.4), Inches(0.23)
    places = [Place(LEFT + x * (wide + gap), BODY.top + y * (high + gap), wide, high) for y in (0, 1) for x in (0, 1)]
    for place in places:
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        card.fill.solid()
        card.fill.fore_color.rgb = TINT
        card.line.fill.background()
        card.shadow.inherit = False
    _power(slide, handout, places[0])
    short, sentence = handout.connection
    _answer(slide, places[1], (handout.say("take.connection"), short, sentence))
    jobs, language = handout.figure("jobs"), handout.language
    kinds = " · ".join(f"{row['kind']}: {figure(row['central'], 0, language)}" for _, row in handout.work.iterrows())
    _answer(slide, places[2], (handout.say("take.jobs"), jobs.value, f"{jobs.below}\n{kinds}"))
    income = handout.figure("municipal_income_mnok")
    _answer(
        slide,
        places[3],
        (handout.say("take.income"), income.value, f"{written_range(income, handout)}\n{income.below}"),
    )


def _inside(place: Place, top: float, height: float) -> Place:
    """Return a place inside another, measured in inches from its top."""
    return Place(place.left + Inches(0.25), place.top + Inches(top), place.width - Inches(0.5), Inches(height))


def _answer(slide: Slide, place: Place, words: tuple[str, str, str]) -> None:
    title, short, rest = words
    _text(slide, _inside(place, 0.1, 0.4), title, size=16, tone="quiet", bold=True)
    _text(slide, _inside(place, 0.55, 0.7), short, size=30, bold=True)
    _text(slide, _inside(place, 1.3, 1.0), rest, size=14)


def _power(slide: Slide, handout: Handout, place: Place) -> None:
    """Write year, winter and worst week together."""
    _text(
        slide,
        _inside(place, 0.1, 0.4),
        handout.say("take.power", year=handout.look_at.year),
        size=16,
        tone="quiet",
        bold=True,
    )
    for row, (name, label) in enumerate(zip(TRIO, ("year", "winter", "week"), strict=True)):
        one, top = handout.figure(name), 0.52 + row * 0.6
        _text(slide, _inside(place, top + 0.08, 0.4), handout.say(f"take.{label}"), size=16)
        at = _inside(place, top, 0.5)
        tone = "deficit" if one.value.startswith(MINUS) else "surplus"
        size = 26 if row == 0 else 20
        amount = Place(at.left + Inches(1.3), at.top, Inches(2.3), at.height)
        _text(slide, amount, one.value, size=size, tone=tone, bold=True)
        beside = Place(at.left + Inches(3.55), at.top + Inches(0.1), at.width - Inches(3.55), at.height)
        _text(slide, beside, written_range(one, handout), size=12, tone="quiet")


def _waterfall(deck: Deck, handout: Handout) -> None:
    words = {"year": handout.look_at.year, "weather": handout.weather}
    title, below = handout.say("chart.waterfall", **words), handout.say("chart.waterfall_subtitle", **words)
    slide = _slide(deck, handout, title, below)
    steps = fewer_steps(handout.steps, handout.language)
    add_waterfall(slide, BODY, steps, alt=alt_waterfall(handout.steps, handout.look_at))


def _months(deck: Deck, handout: Handout) -> None:
    below = handout.say("take.slide_months", weather=handout.weather)
    slide = _slide(deck, handout, handout.say("chart.months"), below)
    heads = [handout.say(f"chart.{part}") for part in ("months_today", "months_establishments", "months_production")]
    numbers = frames.month_numbers(handout.months)
    labels = list(handout.months["label"].iloc[: len(numbers)])
    alt = alt_months(handout.months, handout.look_at)
    add_months(slide, BODY, numbers.assign(label=labels), heads=heads, alt=alt)


def _goals(deck: Deck, handout: Handout, groups: tuple[str, ...]) -> None:
    named = " · ".join(handout.say(f"goal_group.{group}") for group in groups)
    slide = _slide(deck, handout, handout.say("take.slide_goals", group=named))
    rows = handout.goals[handout.goals["group"].isin(groups)]
    add_goals(slide, Place(LEFT, Inches(1.3), INNER, Inches(5.3)), rows, handout)


def _sources(deck: Deck, handout: Handout) -> None:
    slide = _slide(deck, handout, handout.say("take.slide_sources"), handout.say("take.slide_sources_below"))
    add_confidence(slide, Place(LEFT, BODY.top, INNER, Inches(4.0)), handout)
    if handout.link or handout.token:
        at = Place(LEFT, Inches(6.6), INNER, Inches(0.35))
        _text(slide, at, handout.link or handout.say("take.code", token=handout.token), size=12, tone="quiet")
