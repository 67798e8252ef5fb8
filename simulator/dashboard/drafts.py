"""The draft of the reader: kept in the session, begun from any scenario, undone and redone, kept as a scenario."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from simulator.dashboard.draft import Draft
from simulator.dashboard.scenarios import OWN, catalogue, plain, take_in, title_of
from simulator.premises import Scenario
from simulator.present.text import text

DRAFT: Final = "draft"


def draft() -> Draft:
    """Return the draft; a new one if none was begun or another base was chosen."""
    base, state = st.session_state["trial"], st.session_state
    kept: Draft | None = state.get(DRAFT)
    if kept is None or kept.base != base:
        kept = state[DRAFT] = Draft(base, (catalogue()[base],))
    return kept


def keep(scenario: Scenario) -> None:
    """Take a step."""
    st.session_state[DRAFT] = draft().then(scenario)


def show_bar(language: str) -> None:
    """Show where the draft began, and the way back and forth."""
    which, tools = st.columns([2, 3], vertical_alignment="bottom")
    with which:
        st.selectbox(
            text("trial.base", language),
            list(catalogue()),
            format_func=partial(title_of, language=language),
            key="trial",
        )
    with tools:
        row = st.container(horizontal=True, vertical_alignment="bottom")
        now = draft()
        row.button(text("trial.undo", language), on_click=_undo, disabled=not now.can_undo, icon=":material/undo:")
        row.button(text("trial.redo", language), on_click=_redo, disabled=not now.can_redo, icon=":material/redo:")
        row.button(text("trial.reset", language), on_click=_reset, disabled=not now.changed)
        row.button(
            text("trial.keep", language),
            on_click=_keep_as_own,
            args=(language,),
            disabled=not now.changed,
            type="primary",
        )
    kept = st.session_state.pop("kept_as", None)
    if kept is not None:
        st.success(text("trial.kept", language, title=plain(kept)))


def _undo() -> None:
    st.session_state[DRAFT] = draft().undone()


def _redo() -> None:
    st.session_state[DRAFT] = draft().redone()


def _reset() -> None:
    """Go back to the start as a step of its own, so that it can be undone."""
    keep(draft().start)


def _keep_as_own(language: str) -> None:
    """Lay the draft among the scenarios that can be compared, under a title of its own."""
    state, now = st.session_state, draft().now
    number = 1 + sum(name.startswith(f"{OWN}draft") for name in state["own"])
    title = text("trial.title", language, title=draft().start.title, number=number)[:80]
    scenario = now.model_copy(update={"id": f"draft_{number}", "title": title, "based_on": None})
    take_in(scenario)
    state["kept_as"] = title
