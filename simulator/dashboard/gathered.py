"""What the tables of a gathering have brought: one scenario file each, kept in the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from simulator import InputError, Scenario
from simulator.dashboard import controls, drafts, store
from simulator.dashboard.scenarios import plain
from simulator.present.frames import View
from simulator.present.text import text, titled


def scenarios() -> list[Scenario]:
    """Return the scenarios of the tables, in the order in which the files were brought."""
    return list(st.session_state.get("gathered", ()))


def years() -> Sequence[int]:
    """Return the years that every table has, and the scenario that is presented; none if they share none."""
    horizons = [one.horizon for one in (drafts.draft().now, *scenarios())]
    return range(max(one.first_year for one in horizons), min(one.last_year for one in horizons) + 1)


def in_common(view: View) -> View:
    """Return a view in the nearest of the years that all have."""
    common = years()
    return replace(view, year=min(max(view.year, common[0]), common[-1])) if common else view


def show_upload(language: str) -> None:
    """Let the files of all tables be brought at once, and say everything that is wrong with any of them."""
    st.file_uploader(
        text("presenter.tables", language),
        type=["toml"],
        accept_multiple_files=True,
        max_upload_size=controls.LARGEST_UPLOAD_MB,
        key="tables",
        on_change=_gather,
    )
    st.caption(text("presenter.tables_help", language))
    for number, scenario in enumerate(scenarios(), start=1):
        st.caption(f"{number} · {plain(titled(scenario.title, language))}")
    controls.tell_refused(st.session_state.get("gathered_refused", {}), language)


def _gather() -> None:
    """Read what was brought; a file that cannot be read keeps nobody else from being shown."""
    state = st.session_state
    read: list[Scenario] = []
    files, refused = controls.files_brought("tables")
    for file in files:
        try:
            read.append(store.read_upload(file.name, file.getvalue()))
        except InputError as error:
            refused[file.name] = error.problems
    state["gathered"], state["gathered_refused"] = read, refused
