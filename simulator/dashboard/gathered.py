"""What the tables of a gathering have brought: one scenario file each, kept in the session."""

from __future__ import annotations

import streamlit as st

from simulator import InputError, Scenario
from simulator.dashboard import controls, store
from simulator.dashboard.scenarios import plain
from simulator.present.text import text, titled


def scenarios() -> list[Scenario]:
    """Return the scenarios of the tables, in the order in which the files were brought."""
    return list(st.session_state.get("gathered", ()))


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
