"""Page: one slide at a time, to be read from the back of a room."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator import Scenario
from simulator.dashboard import controls, drafts, gathered, levers, pieces, store, waiting, wayhome
from simulator.dashboard.scenarios import catalogue, plain
from simulator.dashboard.souvenirs import Told, offer_picture
from simulator.present import slideshow
from simulator.present.charts import has_figures
from simulator.present.frames import Seen, View
from simulator.present.slideshow import WHOLE_HORIZON
from simulator.present.stage import Picture, Slide, Stage
from simulator.present.text import text
from simulator.present.theme import FROM_AFAR, LARGEST_SET

STYLE: Final = Path(__file__).with_name("presenter.css")
MOST_LARGE_FIGURES: Final = 3
LONGEST_NUMBER: Final = 8
# Full screen needs a click of its own.
FULL_SCREEN: Final = st.components.v2.component(
    "full_screen",
    html="<button type='button'></button>",
    css="button { font: inherit; font-size: 1.15rem; padding: 0.35rem 0.8rem; border-radius: 0.5rem; cursor: pointer;"
    " color: var(--st-text-color); background: transparent; border: 1px solid var(--st-border-color); width: 100% }"
    " button:focus-visible { outline: 3px solid var(--st-primary-color) }",
    js=Path(__file__).with_name("presenter.js").read_text(encoding="utf-8"),
)


def page() -> None:
    """Show what is chosen behind the stage, then one slide."""
    with st.container(key="backstage"):
        language = controls.opened("presenter")
        pieces.dress(language)
        st.html(STYLE)
        view, home = show_choices(language)
    kinds = slideshow.plan(len(compared_names()), len(gathered.scenarios()))
    place = min(int(st.session_state.setdefault("slide", 0)), len(kinds) - 1)
    st.session_state["slide"] = place
    if kinds[place] == "gathering":
        view = gathered.in_common(view)
    with st.container(key="stage", gap="xsmall"):
        show_slide(kinds[place], view, (place, len(kinds)), home)


def show_choices(language: str) -> tuple[View, DeltaGenerator]:
    """Let the presenter choose scenario, comparison, year, weather, guessing, and bring the tables' files.

    Returns
    -------
    view : View
    home : DeltaGenerator
        Where the pictures of the slide can be taken along, out of sight of the room.
    """
    st.session_state["guess"] = st.session_state.get("guess", False)
    with st.expander(text("presenter.choices", language), icon=":material/tune:"):
        drafts.show_bar(language)
        controls.choose_scenarios(language)
        when, how = st.columns(2, vertical_alignment="bottom")
        with when:
            year = controls.choose_year([drafts.draft().now], language)
        with how:
            choose = controls.choose_weather(language)
        st.toggle(text("presenter.guess", language), key="guess", on_change=_hide)
        wayhome.ask_address(language)
        gathered.show_upload(language)
        home = st.container()
    return View(year, language, choose), home


def compared_names() -> list[str]:
    """Return the scenarios that stand side by side; the one that is presented is among them."""
    chosen, presented = list(st.session_state["order"]), drafts.draft().base
    return chosen if presented in chosen else [*chosen[: LARGEST_SET - 1], presented]


def show_slide(kind: str, view: View, where: tuple[int, int], home: DeltaGenerator) -> None:
    """Show one slide, with the way back and forth above and the lever that matters below."""
    words, turns = st.columns([5, 6], vertical_alignment="center")
    with turns:
        show_turns(where, view.language)
    about = words.empty()
    slide = held(kind, view)
    about.html(f'<p class="about">{escape(slide.about)}</p>')
    guessing = bool(st.session_state["guess"]) and st.session_state.get("revealed") != kind and kind != "take"
    st.header(plain(slide.question if guessing else slide.headline), anchor=False)
    if guessing:
        st.html(f'<p class="think">{escape(text("presenter.think", view.language))}</p>')
        st.button(text("presenter.reveal", view.language), key="reveal", type="primary", on_click=_reveal, args=(kind,))
    elif kind == "take":
        wayhome.show_way(drafts.draft().now, drafts.draft().base, view.language)
    else:
        show_content(slide, view)
        with home:
            offer_pictures(slide, view.language)
    with st.container(key="foot", gap="xsmall"):
        show_lever(kind, view)
        st.html(f'<p class="source">{escape(slide.source)}</p>')


def show_turns(where: tuple[int, int], language: str) -> None:
    """Show the way back and forth, which slide it is, and full screen."""
    place, count = where
    row = st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center")
    said = text("presenter.place", language, number=place + 1, count=count)
    row.html(f'<p class="place">{escape(said)}</p>', width="content")
    for name, step, key, off in (("back", -1, "Left", place == 0), ("next", 1, "Right", place == count - 1)):
        label = text(f"presenter.{name}", language)
        row.button(label, key=f"slide_{name}", shortcut=key, on_click=_turn, args=(step,), disabled=off)
    with row.container(width="content"):
        FULL_SCREEN(data={"label": text("presenter.full", language)}, key="full_screen", width="content")


def held(kind: str, view: View) -> Slide:
    """Return the slide as it is now, or as it was when it was frozen."""
    state = st.session_state
    kept: Slide | None = state.get("frozen")
    if state.get("freeze", False) and kept is not None and kept.kind == kind:
        return kept
    state["frozen"] = slide = made(kind, view)
    return slide


def made(kind: str, view: View) -> Slide:
    """Work a slide out from what is chosen."""
    if kind == "gathering":
        results = waiting.answered_all(gathered.scenarios(), view.language)
        return slideshow.gathering_slide([controls.looked_at(result, view) for result in results], view)
    draft, names = drafts.draft(), compared_names()
    wanted = [draft.now if name == draft.base else catalogue()[name] for name in names]
    seen = _whole(wanted, view) if kind in WHOLE_HORIZON else _of_year(wanted, view)
    shown = seen[names.index(draft.base)]
    return slideshow.build_slide(kind, Stage(shown, tuple(seen), view, draft.changed))


def _of_year(scenarios: list[Scenario], view: View) -> list[Seen]:
    """Return the year in view of each scenario, before all that waits."""
    shelf, me = store.answers(), waiting.reader()
    years = [min(max(view.year, one.horizon.first_year), one.horizon.last_year) for one in scenarios]
    orders = [
        shelf.year(one, year, owner=(me, "slide", place))
        for place, (one, year) in enumerate(zip(scenarios, years, strict=True))
    ]
    return [controls.looked_at(waiting.result_of(order, view.language), view) for order in orders]


def _whole(scenarios: list[Scenario], view: View) -> list[Seen]:
    return [controls.looked_at(result, view) for result in waiting.answered_all(scenarios, view.language)]


def show_content(slide: Slide, view: View) -> None:
    """Show charts, the large figures beside them, and what the figures take for granted."""
    if slide.figures:
        charts, figures = st.columns([9, 4], gap="medium", vertical_alignment="center")
        with figures:
            show_figures(slide, view.language)
    else:
        charts = st.container()
    with charts:
        for number, picture in enumerate(slide.pictures):
            show_picture(picture, f"slide_{slide.kind}_{number}", view.language)
    if slide.caution:
        st.html(f'<p class="caution">{escape(slide.caution)}</p>')


def show_picture(picture: Picture, key: str, language: str) -> None:
    """Show a chart for the back row, or goals as a list."""
    if picture.title:
        st.subheader(plain(picture.title), anchor=False)
    if picture.chart:
        pieces.draw_chart(picture.chart, picture.rows, language, alt=picture.written, key=key, scale=FROM_AFAR)
        return
    colours = pieces.look(language).colours
    lines = "".join(
        f'<li><span style="--tone:{colours[row["status"]]}" aria-hidden="true">{escape(row["symbol"])}</span>'
        f"{escape(row['name'])}: {escape(row['status_name'].lower())}</li>"
        for row in picture.rows.to_dict("records")
    )
    st.html(f'<ul class="open-goals">{lines}</ul>')


def offer_pictures(slide: Slide, language: str) -> None:
    """Offer the charts of a slide as pictures."""
    for number, picture in enumerate(slide.pictures):
        if picture.chart and has_figures(picture.rows):
            title = picture.title or slide.headline
            below = f"{slide.about}. {slide.headline}" if picture.title else slide.about
            told = Told(picture.written, title, below, slide.source)
            st.caption(f"{text('control.picture', language)}: {plain(title)}")
            offer_picture(picture.chart, picture.rows, told, language, key=f"slide_{slide.kind}_{number}")


def show_figures(slide: Slide, language: str) -> None:
    """Show the large figures; a colour beside a name is the one that it has in the chart."""
    colours = pieces.look(language).colours
    cells = []
    for one in slide.figures:
        mark = f'<i style="--tone:{colours[one.tone]}" aria-hidden="true"></i>' if one.tone else ""
        long = ' class="words"' if len(one.value) > LONGEST_NUMBER else ""
        unit = f" <small>{escape(one.unit)}</small>" if one.unit else ""
        below = f'<dd class="words below">{escape(one.below)}</dd>' if one.below else ""
        cells.append(f"<div><dt>{mark}{escape(one.label)}</dt><dd{long}>{escape(one.value)}{unit}</dd>{below}</div>")
    many = " many" if len(slide.figures) > MOST_LARGE_FIGURES else ""
    st.html(f'<dl class="key-figures{many}">{"".join(cells)}</dl>')


def show_lever(kind: str, view: View) -> None:
    """Show the lever that matters for the slide, and the ice that holds the picture meanwhile.

    What the tables brought is not moved by anybody else: there, the lever is the year.
    """
    if kind == "take":
        return
    lever = slideshow.lever_of(kind, drafts.draft().now, store.levers(), store.answers().region)
    moving, holding = st.columns([9, 4], gap="medium", vertical_alignment="center")
    with moving:
        if lever is None:
            show_year(view)
        else:
            levers.show_lever(lever, view.language)
    holding.toggle(text("presenter.freeze", view.language), key="freeze", help=text("presenter.frozen", view.language))


def show_year(view: View) -> None:
    """Show the year as a lever, over the years that all have in common."""
    years, state = gathered.years(), st.session_state
    if len(years) > 1:
        if state.get("gathered_year") != view.year:  # as with every lever
            state["gathered_year"] = view.year
        label = text("control.year", view.language)
        st.slider(label, years[0], years[-1], key="gathered_year", on_change=_go_to_year)


def _go_to_year() -> None:
    st.session_state["year"] = st.session_state["gathered_year"]


def _turn(step: int) -> None:
    """Go a slide on or back: its answer is hidden again, and nothing is frozen."""
    st.session_state["slide"] += step
    st.session_state["freeze"] = False
    _hide()


def _reveal(kind: str) -> None:
    st.session_state["revealed"] = kind


def _hide() -> None:
    st.session_state["revealed"] = None
