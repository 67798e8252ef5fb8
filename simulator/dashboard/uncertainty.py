"""Page: how sure the figures are."""

from __future__ import annotations

from typing import Final

import streamlit as st

from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.futures import show_futures
from simulator.dashboard.moving import show_moving
from simulator.dashboard.scenarios import catalogue
from simulator.dashboard.souvenirs import told_of
from simulator.present import frames
from simulator.present import uncertainty_sentences as sentences
from simulator.present.frames import FANS, Frame, Seen, View
from simulator.present.takehome.source import source_of_years, source_words
from simulator.present.text import figure, text
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
    odds = waiting.outcome(drawn)
    controls.tell_weather([seen], view)
    with st.container(key="finding"):
        st.markdown(sentences.how_sure(seen, odds, view))
    show_fans(seen, odds, view)
    show_chances(seen, view)
    show_draws(seen, odds, view)
    show_tornado(seen, odds, view)
    show_moving(scenario, view)
    show_futures(name, view)
    st.header(text("not_drawn.title", language), anchor=False)
    left_out = [text(f"not_drawn.{what}", language) for what in NOT_DRAWN]
    st.markdown("\n".join(f"* {words}" for words in left_out))
    controls.footer(scenario, language)


def show_fans(seen: Seen, odds: JobOdds, view: View) -> None:
    """Show what weather and assumptions do to five figures over the years."""
    language, source = view.language, source_of_years(seen, view.language)
    note = text("fan.weather_note", language, count=seen.count)
    st.header(text("fan.weather_title", language), anchor=False)
    st.caption(note)
    cells = st.grid(len(FANS), min_column_width=NARROWEST_FAN, gap="medium")
    for name in FANS:
        with cells.container():
            show_fan(name, seen, frames.fan(seen, name, language), view, note=note, source=source)
    st.header(text("fan.return_title", language), anchor=False)
    cells = st.grid(2, min_column_width=NARROWEST_FAN, gap="medium")
    with cells.container():
        rows = frames.jobs_fan(seen, odds, language)
        note = text("fan.jobs_note" if frames.fan_says(rows) else "fan.no_jobs", language)
        show_fan("jobs", seen, rows, view, note=note, source=source)
        st.caption(note)
    with cells.container():
        income, note = "municipal_income_mnok", text("fan.income_note", language)
        show_fan(income, seen, frames.fan(seen, income, language), view, note=note, source=source)
        st.caption(note)


def show_fan(name: str, seen: Seen, rows: Frame, view: View, *, note: str, source: str) -> None:
    """Show one fan, its unit in the heading."""
    language, unit = view.language, frames.fan_unit(name)
    head = text("fan.jobs", language) if name == "jobs" else frames.figure_name(name, language)
    st.subheader(head, anchor=False)
    if not frames.fan_says(rows):
        return
    alt, table = sentences.alt_fan(rows, head, unit, view), frames.fan_table(rows, unit, language)
    told = told_of([seen], view, alt=alt, title=head, below=note, source=source)
    pieces.show_chart("fan", rows, told, language, table=table, key=f"fan_{name}")


def show_chances(seen: Seen, view: View) -> None:
    """Show how surely each goal is met, and name those without a chance to state."""
    language = view.language
    title, below = text("uncertainty.chances_title", language), text("uncertainty.chances_note", language)
    st.header(title, anchor=False)
    st.caption(below)
    rows = frames.chances(seen.result, language)
    if len(rows):
        source = source_of_years(seen, view.language)
        told = told_of([seen], view, alt=sentences.alt_chances(rows, view), title=title, below=below, source=source)
        pieces.show_chart("chances", rows, told, language, table=frames.chances_table(rows, language))
    st.markdown(sentences.no_chance(seen.result, language))


def show_draws(seen: Seen, odds: JobOdds, view: View) -> None:
    """Show how the draws of the work fall, and the chance of as many as the goals ask for."""
    language = view.language
    title, how = text("odds.title", language, year=view.year), sentences.how_drawn(odds, language)
    st.header(title, anchor=False)
    drawn, chances = sentences.work_drawn(odds, view), sentences.chance_of_goals(odds, seen.result, view)
    st.markdown(f"{drawn} {chances}")
    if frames.of_year(odds, view.year).any():
        weather = text("weather_phrase.drawn", language, count=figure(len(odds.persons), 0, language))
        source = source_words([seen.scenario], str(view.year), weather, language)
        st.caption(how)
        fall, chance = st.columns(2, gap="large")
        with fall:
            st.subheader(text("odds.fall", language), anchor=False)
            told = told_of([seen], view, alt=drawn, title=title, below=f"{drawn} {how}", source=source)
            pieces.show_chart("draws", frames.work_bins(odds, view), told, language)
        with chance:
            st.subheader(text("odds.curve", language), anchor=False)
            told = told_of([seen], view, alt=chances, title=title, below=f"{chances} {how}", source=source)
            pieces.show_chart("curve", frames.work_curve(odds, seen.result, view), told, language)


def show_tornado(seen: Seen, odds: JobOdds, view: View) -> None:
    """Show which number alone moves the work most."""
    language = view.language
    rows = frames.tornado(odds, view)
    if rows.empty:
        return
    title, below = text("tornado.title", language), text("tornado.note", language, year=view.year)
    st.header(title, anchor=False)
    st.caption(below)
    told = told_of([seen], view, alt=sentences.alt_tornado(rows, view), title=title, below=below)
    table = frames.tornado_table(rows, store.register(language), language)
    pieces.show_chart("tornado", rows, told, language, table=table)
