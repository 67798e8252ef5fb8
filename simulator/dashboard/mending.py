"""What must be built first? Asked on the page that tests a scenario; each answer can be taken into it."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from simulator import Scenario
from simulator.dashboard import drafts, largest, levers, store, waiting
from simulator.premises import Lever
from simulator.present import frames
from simulator.present.frames import View
from simulator.present.text import CENT, fmt, text
from simulator.questions.hosting import Margin
from simulator.questions.needed import MEASURES, Mend, Terms, mends_for_each

FIRST_CONDITIONS: Final = ("surplus_gwh", "winter_surplus_gwh", "conditional")
Question = tuple[Scenario, tuple[str, ...], int, int]
Found = tuple[tuple[Margin, tuple[Mend, ...]], ...]


def show_needed(view: View) -> None:
    """Let somebody ask what each measure alone would have to be, and show what was found."""
    language, scenario = view.language, drafts.draft().now
    with st.expander(text("need.title", language), icon=":material/construction:"):
        st.caption(text("need.lead", language, year=view.year))
        conditions = largest.choose_conditions("need", FIRST_CONDITIONS, language)
        share = largest.choose_share("need", language)
        question: Question = (scenario, conditions, share, view.year)
        search = partial(_searched, question, language)
        found = waiting.asked("need", text("need.ask", language), question, search, possible=bool(conditions))
        if found is not None:
            _show(found, language)


def _searched(question: Question, language: str) -> Found:
    """Search, a measure at a time."""
    scenario, conditions, share, year = question
    room, bar = waiting.begin_search("need", language)
    evaluate = largest.evaluating(bar, year, lambda count: text("need.trying", language, number=count))
    terms = Terms(year, conditions, share / CENT, evaluate)
    found = mends_for_each(scenario, _measures(), terms, region=store.answers().region)
    room.empty()
    return found


def _measures() -> list[Lever]:
    return [lever for lever in store.levers() if lever.moves in MEASURES]


def _show(found: Found, language: str) -> None:
    """Say what is broken, and for each what would mend it alone."""
    if not found:
        st.markdown(text("need.nothing", language))
    known = {lever.id: lever for lever in _measures()}
    for margin, mends in found:
        st.markdown(frames.broken_sentence(margin, language))
        for mend in mends:
            if mend.least is not None:
                _offer(mend, known[mend.lever], margin, language)
        st.caption(frames.not_enough_sentence(mends, language))


def _offer(mend: Mend, lever: Lever, margin: Margin, language: str) -> None:
    row = st.container(horizontal=True, vertical_alignment="center")
    row.markdown(frames.mend_line(mend, lever.unit, language), width="stretch")
    row.button(
        text("need.take", language, size=fmt(mend.least or 0.0, lever.unit, None, language)),
        key=f"need_{margin.condition}_{mend.lever}",
        on_click=levers.set_lever,
        args=(lever, mend.least, language),
    )
