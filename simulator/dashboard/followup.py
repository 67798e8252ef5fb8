"""Last year's scenario against this year's data: put away on the page of goals, and taken out again a year later."""

from __future__ import annotations

from datetime import date

import streamlit as st

from simulator import InputError, Result
from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.scenarios import plain
from simulator.inputs.remembered import put_away, take_out
from simulator.premises import Remembered, Scenario
from simulator.present import frames
from simulator.present.text import text, titled


def show_followup(result: Result, language: str) -> None:
    """Offer what is shown for next year, and let what was put away be brought and held against today."""
    with st.expander(text("followup.title", language), icon=":material/history:"):
        st.markdown(text("followup.lead", language))
        st.download_button(
            text("followup.keep", language, title=titled(result.scenario.title, language)),
            data=lambda: put_away(result, date.today()),  # noqa: DTZ011 - the day where the file is made
            file_name=f"{result.scenario.id or 'scenario'}_followup.json",
            mime="application/json",
            on_click="ignore",
            key="put_away",
        )
        st.file_uploader(
            text("followup.bring", language),
            type=["json"],
            max_upload_size=controls.LARGEST_UPLOAD_MB,
            key="followup_file",
            on_change=_take_out,
        )
        controls.tell_refused(st.session_state.get("followup_refused", {}), language)
        kept = st.session_state.get("followup")
        if kept is not None:
            then, scenario = kept
            _show(then, scenario, language)


def _take_out() -> None:
    """Read what was brought; a file that is none of ours says so and changes nothing."""
    state, file = st.session_state, st.session_state["followup_file"]
    state["followup"], state["followup_refused"] = None, {}
    if file is None:
        return
    try:
        state["followup"] = take_out(file.getvalue(), file.name, store.answers().region)
    except InputError as error:
        state["followup_refused"] = {file.name: error.problems}


def _show(then: Remembered, scenario: Scenario, language: str) -> None:
    (now,) = waiting.answered_all([scenario], language)
    moved = frames.moved_numbers(then, now)
    st.markdown(plain(frames.followup_finding(then, now, moved, language)))
    pieces.show_table(frames.followed_goals(then, now, language))
    if moved:
        st.markdown(text("followup.moved", language))
        pieces.show_table(frames.moved_table(moved, now, store.answers().region.book, language))
    st.caption(text("followup.note", language))
