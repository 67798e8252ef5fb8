"""Page: how sure the figures are."""

from __future__ import annotations

from typing import Final

import streamlit as st

from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.futures import show_futures
from simulator.dashboard.moving import show_moving
from simulator.dashboard.scenarios import catalogue
from simulator.present import frames
from simulator.present import uncertainty_sentences as sentences
from simulator.present.frames import FANS, Frame, Seen, View
from simulator.present.text import text
from simulator.uncertainty import JobOdds

NARROWEST_FAN: Final = 320
NOT_DRAWN: Final = ("price", "together", "projects", "unknown")


def page() -> None:
    """Show dry and wet years, the chance of every goal, drawn work, what matters most, and what is not drawn."""
    language = controls.opened("uncertainty")
    pieces.dress(language)
    st.markdown(text("page.uncertainty.lead", language))
    which, when = st.columns([3, 2], vertical_alignment="bottom")
    with which:
        name = controls.choose_scenario(language)
    scenario = catalogue()[name]
    with when:
        view = View(controls.choose_year([scenario], language), language)
    drawn = store.answers().odds(scenario, reader=waiting.reader())
    seen = Seen(waiting.answered([name], language)[0])
    odds = drawn.result()
    controls.tell_weather([seen], view)
    with st.container(key="finding"):
        st.markdown(sentences.how_sure(seen, odds, view))
    show_fans(seen, odds, view)
    show_chances(seen, view)
    show_draws(seen, odds, view)
    show_tornado(odds, view)
    show_moving(scenario, view)
    show_futures(name, view)
    st.header(text("not_drawn.title", language), anchor=False)
    left_out = [text(f"not_drawn.{what}", language) for what in NOT_DRAWN]
    st.markdown("\n".join(f"* {words}" for words in left_out))
    controls.footer(scenario, language)


def show_fans(seen: Seen, odds: JobOdds, view: View) -> None:
    """Show what weather and assumptions do to five figures over the years."""
    language = view.language
    st.header(text("fan.weather_title", language), anchor=False)
    st.caption(text("fan.weather_note", language, count=seen.count))
    cells = st.grid(len(FANS), min_column_width=NARROWEST_FAN, gap="medium")
    for name in FANS:
        with cells.container():
            show_fan(name, frames.fan(seen, name, language), view)
    st.header(text("fan.return_title", language), anchor=False)
    cells = st.grid(2, min_column_width=NARROWEST_FAN, gap="medium")
    with cells.container():
        rows = frames.jobs_fan(seen, odds, language)
        show_fan("jobs", rows, view)
        st.caption(text("fan.jobs_note" if frames.fan_says(rows) else "fan.no_jobs", language))
    with cells.container():
        income = "municipal_income_mnok"
        show_fan(income, frames.fan(seen, income, language), view)
        st.caption(text("fan.income_note", language))


def show_fan(name: str, rows: Frame, view: View) -> None:
    """Show one fan, its unit in the heading."""
    language, unit = view.language, frames.fan_unit(name)
    head = text("fan.jobs", language) if name == "jobs" else frames.figure_name(name, language)
    st.subheader(head, anchor=False)
    if not frames.fan_says(rows):
        return
    pieces.show_chart("fan", rows, language, alt=sentences.alt_fan(rows, head, unit, view), key=f"fan_{name}")
    pieces.show_rows(frames.fan_table(rows, unit, language), language)


def show_chances(seen: Seen, view: View) -> None:
    """Show how surely each goal is met, and name those without a chance to state."""
    language = view.language
    st.header(text("uncertainty.chances_title", language), anchor=False)
    st.caption(text("uncertainty.chances_note", language))
    rows = frames.chances(seen.result, language)
    if len(rows):
        pieces.show_chart("chances", rows, language, alt=sentences.alt_chances(rows, view))
        pieces.show_rows(frames.chances_table(rows, language), language)
    st.markdown(sentences.no_chance(seen.result, language))


def show_draws(seen: Seen, odds: JobOdds, view: View) -> None:
    """Show how the draws of the work fall, and the chance of as many as the goals ask for."""
    language = view.language
    st.header(text("odds.title", language, year=view.year), anchor=False)
    st.markdown(f"{sentences.work_drawn(odds, view)} {sentences.chance_of_goals(odds, seen.result, view)}")
    if frames.of_year(odds, view.year).any():
        st.caption(sentences.how_drawn(odds, language))
        fall, chance = st.columns(2, gap="large")
        with fall:
            st.subheader(text("odds.fall", language), anchor=False)
            rows = frames.work_bins(odds, view)
            pieces.show_chart("draws", rows, language, alt=sentences.work_drawn(odds, view))
        with chance:
            st.subheader(text("odds.curve", language), anchor=False)
            rows = frames.work_curve(odds, seen.result, view)
            pieces.show_chart("curve", rows, language, alt=sentences.chance_of_goals(odds, seen.result, view))


def show_tornado(odds: JobOdds, view: View) -> None:
    """Show which number alone moves the work most."""
    language = view.language
    rows = frames.tornado(odds, view)
    if rows.empty:
        return
    st.header(text("tornado.title", language), anchor=False)
    st.caption(text("tornado.note", language, year=view.year))
    pieces.show_chart("tornado", rows, language, alt=sentences.alt_tornado(rows, view))
    pieces.show_rows(frames.tornado_table(rows, store.register(language), language), language)
