"""Draws of the whole model on the page of uncertainty: asked for, watched, stopped, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from simulator import Region, resolve
from simulator.batch.drawing import DrawPlan, futures_of
from simulator.dashboard import pieces, store, waiting
from simulator.dashboard.answers import SEED
from simulator.dashboard.drawings import Drawing
from simulator.dashboard.scenarios import catalogue, plain
from simulator.dashboard.souvenirs import Told, unmarked
from simulator.inputs.chances import by_status
from simulator.present import frames
from simulator.present import futures_sentences as sentences
from simulator.present.comparison import BETTER
from simulator.present.frames import View
from simulator.present.takehome.source import source_words
from simulator.present.text import figure, text, titled
from simulator.uncertainty import (
    Drawn,
    explain_goal,
    measure_regret,
    moving_numbers,
    of_one_year,
    promises_of,
    reach_chances,
    shared_figures,
)

COUNTS: Final = (40, 100, 300, 1000)
NEW_PRODUCTION: Final = "new_production"
COMPARED: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh", "jobs_direct_persons")
LEAST_DRAWN: Final = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be drawn: scenarios by name, the first in view."""

    names: tuple[str, ...]
    year: int
    count: int
    by_status: bool


def show_futures(name: str, view: View) -> None:
    """Let somebody draw the whole model, show how far it has come, and what the draws say."""
    language = view.language
    st.header(text("futures.title", language), anchor=False)
    st.markdown(text("futures.lead", language))
    question = _choose(name, view)
    if st.button(text("futures.draw", language), type="primary", key="futures_draw"):
        st.session_state["futures"] = question
        _drawings(question, anew=True)
    if st.session_state.get("futures") != question:
        return
    drawings = _drawings(question)
    if not all(one.over for one in drawings):
        _watch(drawings, language)
        return
    drawn = [one.collected(store.answers().region) for one in drawings if len(one.outcomes) >= LEAST_DRAWN]
    if drawings[0].stopped:
        counted = {"done": len(drawings[0].outcomes), "count": question.count}
        st.caption(text("futures.stopped", language, **counted))
    if drawn:
        _show_one(drawn[0], drawings[0].plan, view)
    if len(drawn) == len(drawings) > 1 and not any(one.stopped for one in drawings):
        _show_regret(drawn, view)


def _choose(name: str, view: View) -> Question:
    language = view.language
    many, others = st.columns([2, 3], vertical_alignment="bottom")
    count = many.segmented_control(text("futures.count", language), COUNTS, default=COUNTS[1], key="futures_count")
    same = [one for one, it in catalogue().items() if one != name and it.weather == catalogue()[name].weather]
    chosen = others.multiselect(
        text("futures.with", language),
        same,
        format_func=lambda one: plain(titled(catalogue()[one].title, language)),
        placeholder=text("futures.none_other", language),
        key="futures_with",
    )
    status = st.toggle(text("futures.by_status", language), help=text("futures.by_status_help", language))
    return Question((name, *chosen), view.year, int(count or COUNTS[0]), status)


def _drawings(question: Question, *, anew: bool = False) -> list[Drawing]:
    """Order the draws; those that were ordered before are found again."""
    region, plan = store.answers().region, DrawPlan(question.count, SEED)
    scenarios = [of_one_year(catalogue()[name], question.year) for name in question.names]
    asked = [by_status(one, region) for one in scenarios] if question.by_status else scenarios
    order = store.answers().draw_anew if anew else store.answers().draw
    return [order(one, plan, reader=waiting.reader()) for one in asked]


def _watch(drawings: Sequence[Drawing], language: str) -> None:
    """Tell every second how far it has come; a button stops it between two draws."""

    @st.fragment(run_every="1s")
    def watched() -> None:
        if all(one.over for one in drawings):
            st.rerun()
        done, count = sum(len(one.outcomes) for one in drawings), sum(one.plan.count for one in drawings)
        st.progress(done / count, text=text("futures.drawing", language, done=done, count=count))
        if st.button(text("futures.stop", language), key="futures_stop"):
            for one in drawings:
                one.stop()
            st.rerun()

    watched()


def _show_one(drawn: Drawn, plan: DrawPlan, view: View) -> None:
    language, region = view.language, store.answers().region
    rows = frames.parts_of_variance(drawn, view.year, language)
    said = sentences.parts_sentence(rows, language)
    title, how = text("futures.parts_title", language), sentences.how_drawn_whole(drawn, plan.method, language)
    st.subheader(title, anchor=False)
    st.markdown(said)
    st.caption(how)
    if len(rows):
        told = _told(drawn, view, text("futures.parts_alt", language, said=said), title, f"{said} {how}")
        pieces.show_chart("parts", rows, told, language, table=frames.drawn_table(rows, language))
    _show_chances(drawn, view)
    _show_reach(drawn, region, view)
    _show_box(drawn, plan, region, language)


def _told(drawn: Drawn, view: View, alt: str, title: str, below: str, *, source: str = "") -> Told:
    """Say what a chart of draws is about."""
    language, scenario = view.language, drawn.scenario
    weather = text("weather_phrase.drawn", language, count=figure(len(drawn.numbers), 0, language))
    source = source or source_words([scenario], str(view.year), weather, language)
    return Told(unmarked(alt), title, f"{titled(scenario.title, language)}. {unmarked(below)}", source)


def _show_chances(drawn: Drawn, view: View) -> None:
    rows, language = frames.drawn_chances(drawn, view.language), view.language
    if len(rows):
        title, below = text("futures.chances", language), text("futures.chances_note", language)
        st.subheader(title, anchor=False)
        st.caption(below)
        told = _told(drawn, view, sentences.alt_drawn_chances(rows, language), title, below)
        pieces.show_chart("drawn_chances", rows, told, language, table=frames.drawn_chances_table(rows, language))


def _show_reach(drawn: Drawn, region: Region, view: View) -> None:
    """Show when new production is likely to have reached its goal."""
    goal = next(one for one in region.goals if one.id == NEW_PRODUCTION)
    promises = promises_of(drawn.scenario, region, resolve(region, drawn.scenario))
    if not promises:
        return
    years = catalogue_years(view)
    chances = reach_chances(promises, years, goal.target)
    by_goal = reach_chances(promises, [goal.by or view.year], goal.target)
    title = text("futures.reach_title", view.language)
    said = sentences.reach_sentence(float(by_goal[0]), goal, view.language)
    st.subheader(title, anchor=False)
    st.markdown(said)
    rows = frames.reach_rows(years, list(chances), goal, view.language)
    weather = text("weather_phrase.any", view.language)
    source = source_words([drawn.scenario], f"{years[0]}–{years[-1]}", weather, view.language)
    told = _told(drawn, view, text("futures.reach_alt", view.language, said=said), title, said, source=source)
    pieces.show_chart("reach", rows, told, view.language)


def catalogue_years(view: View) -> tuple[int, ...]:
    """Return the years that the longest scenario in store runs over, and the year in view."""
    return tuple(sorted({year for one in catalogue().values() for year in one.horizon.years} | {view.year}))


def _show_box(drawn: Drawn, plan: DrawPlan, region: Region, language: str) -> None:
    """Say what is true when a goal fails."""
    if not drawn.goals:
        return
    st.subheader(text("futures.box_title", language), anchor=False)
    goal = st.selectbox(
        text("futures.box_goal", language),
        drawn.goals,
        format_func=lambda one: text(f"goal.{one}.name", language),
        key="futures_goal",
    )
    names = moving_numbers(drawn.scenario, resolve(region, drawn.scenario))
    found = explain_goal(drawn, futures_of(plan, region, drawn.scenario.weather.count), goal, names)
    st.markdown(sentences.box_sentence(found, goal, drawn.scenario, region.book, language))


def _show_regret(draws: Sequence[Drawn], view: View) -> None:
    """Show how much worse than the best each scenario may turn out."""
    language = view.language
    st.subheader(text("futures.regret_title", language), anchor=False)
    st.markdown(text("futures.regret_lead", language))
    name = st.selectbox(
        text("futures.indicator", language),
        COMPARED,
        format_func=lambda one: text(f"indicator.{one}.name", language),
        key="futures_indicator",
    )
    values = shared_figures(draws, name, view.year)
    ids, less = [one.scenario.id for one in draws], BETTER[name] == "less"
    regret = measure_regret(ids, values, better="less" if less else "more")
    titles = {one.scenario.id: plain(titled(one.scenario.title, language)) for one in draws}
    pieces.show_rows(frames.regret_table(regret, titles, name, language), language)
    st.caption(text("futures.regret_note", language))
