"""How large an establishment fits? Asked on the page that tests a scenario; the answer can be taken into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator import Result, Scenario
from simulator.dashboard import drafts, store, waiting
from simulator.dashboard.entries import new_id
from simulator.premises import Establishment
from simulator.present import frames
from simulator.present.frames import View
from simulator.present.text import CENT, fmt, text
from simulator.questions.hosting import (
    CONDITIONS,
    MOST_EVALUATIONS,
    Between,
    Fit,
    largest_that_fits,
)

FIRST_CONDITIONS: Final = ("surplus_gwh", "winter_surplus_gwh", "conditional")
SHARES: Final = (50, 80, 90, 100)
FIRST_SHARE: Final = 90
Question = tuple[Scenario, str, str, tuple[str, ...], int, int]


def show_largest(view: View) -> None:
    """Let somebody ask, show how far the search has come, and what was found."""
    language, scenario = view.language, drafts.draft().now
    with st.expander(text("fit.title", language), icon=":material/straighten:"):
        st.caption(text("fit.lead", language, year=view.year))
        kind, area = _choose_entry(language)
        conditions = choose_conditions("fit", FIRST_CONDITIONS, language)
        share = choose_share("fit", language)
        question: Question = (scenario, kind, area, conditions, share, view.year)
        search = partial(_searched, question, language)
        found = waiting.asked("fit", text("fit.ask", language), question, search, possible=bool(conditions))
        if found is not None:
            _show(question, found, language)


def choose_conditions(key: str, first: Sequence[str], language: str) -> tuple[str, ...]:
    """Let conditions be chosen."""
    chosen = st.pills(
        text("fit.conditions", language),
        CONDITIONS,
        default=first,
        selection_mode="multi",
        format_func=lambda name: text(f"fit.{name}", language),
        key=f"{key}_conditions",
    )
    return tuple(chosen)


def choose_share(key: str, language: str) -> int:
    """Let the part of the weather years be chosen in which they must hold. [%]"""
    return int(
        st.select_slider(
            text("fit.share", language),
            SHARES,
            value=FIRST_SHARE,
            format_func=lambda share: fmt(share / CENT, "share", None, language),
            key=f"{key}_share",
        )
    )


def _choose_entry(language: str) -> tuple[str, str]:
    region = store.answers().region
    what, where = st.columns(2)
    kind = what.selectbox(
        text("field.kind", language),
        list(region.establishment_kinds),
        index=list(region.establishment_kinds).index("data_centre_tenant"),
        format_func=lambda name: text(f"kind.{name}", language),
        key="fit_kind",
    )
    areas = [area.id for area in region.areas]
    area = where.selectbox(
        text("field.area", language),
        areas,
        index=areas.index("tynset_no1"),
        format_func=lambda name: text(f"area.{name}", language),
        key="fit_area",
    )
    return str(kind), str(area)


def _entry(question: Question, capacity_mw: float, language: str) -> Establishment:
    _, kind, area, _, _, year = question
    title = text("fit.entry", language, kind=text(f"kind.{kind}", language))[:80]
    stated: dict[str, Any] = {"id": new_id("establishments"), "kind": kind, "title": title, "area": area}
    return Establishment(**stated, capacity_mw=capacity_mw, start_year=year)


def _searched(question: Question, language: str) -> Fit:
    """Search, a run at a time, telling between which sizes the answer lies."""
    scenario, _, _, conditions, share, year = question
    room, bar = waiting.begin_search("fit", language)
    between = Between(conditions, share / CENT)

    def told(count: int) -> str:
        low, high = (fmt(one, "MW", None, language) for one in (between.low, between.high))
        return text("fit.trying" if count > 1 else "fit.begun", language, number=count, low=low, high=high)

    asked = evaluating(bar, year, told)

    def evaluate(one: Scenario) -> Result:
        result = asked(one)
        between.note(one, result)
        return result

    asked_for = _entry(question, 1.0, language)
    found = largest_that_fits(
        scenario, asked_for, year=year, conditions=conditions, share=share / CENT, evaluate=evaluate
    )
    room.empty()
    return found


def evaluating(spot: DeltaGenerator, year: int, said: Callable[[int], str]) -> Callable[[Scenario], Result]:
    """Return what answers one year of a scenario, telling how many have been asked for."""
    tried: list[Scenario] = []

    def evaluate(scenario: Scenario) -> Result:
        tried.append(scenario)
        order = store.answers().year(scenario, year, owner=(waiting.reader(), "asked"))
        for _ in waiting.waiting_for([order]):
            spot.progress(len(tried) % MOST_EVALUATIONS / MOST_EVALUATIONS, text=said(len(tried)))
        return waiting.result_of(order, str(st.session_state["language"]))

    return evaluate


def _show(question: Question, found: Fit, language: str) -> None:
    """Say how large it may be, what stops it there, and what would stop it next."""
    st.markdown(frames.fit_sentence(found, question[1], question[2], question[5], language))
    st.caption(text("fit.runs", language, count=found.evaluations))
    if found.capacity_mw > 0:
        st.button(
            text("fit.take", language, size=fmt(found.capacity_mw, "MW", None, language)),
            on_click=_take,
            args=(question, found.capacity_mw, language),
            key="fit_take",
        )


def _take(question: Question, capacity_mw: float, language: str) -> None:
    scenario = drafts.draft().now
    entry = _entry(question, round(capacity_mw, 1), language)
    drafts.keep(scenario.model_copy(update={"establishments": (*scenario.establishments, entry)}))
