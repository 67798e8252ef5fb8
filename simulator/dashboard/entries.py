"""What the scenario under test holds, entry by entry: shown as rows, edited in a drawer, copied, removed, added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from simulator import InputError
from simulator.dashboard import controls, drafts, fields, store
from simulator.dashboard.scenarios import plain
from simulator.inputs.forms import options_of, read_entry
from simulator.inputs.messages import ENTRIES
from simulator.inputs.scenario import check_scenario
from simulator.premises import Establishment, Scenario
from simulator.present import frames
from simulator.present.text import text, titled

CHOICES: Final = ("migration", "operation", "realisation")


def show_entries(language: str) -> None:
    """Show every entry of the draft with what can be done to it, and a way to add one of each sort."""
    scenario = drafts.draft().now
    st.header(text("entries.title", language), anchor=False)
    add = st.container(horizontal=True)
    for part in ENTRIES:
        if add.button(text(f"entries.add_{part}", language), key=f"add_{part}", icon=":material/add:"):
            st.session_state["drawer"] = (part, None)
            drawer(language)
    for part in ENTRIES:
        for place, entry in enumerate(getattr(scenario, part)):
            _row(part, place, entry, language)


def _row(part: str, place: int, entry: Any, language: str) -> None:
    """Show one entry: what it is, and edit, copy, remove."""
    row = st.container(horizontal=True, vertical_alignment="center", key=f"entry_{part}_{place}")
    row.markdown(frames.entry_line(part, entry, language, plain(titled(entry.title, language))), width="stretch")
    name = plain(titled(entry.title, language))
    for act, does in (("edit", None), ("copy", _copy), ("remove", _remove)):
        label = text(f"entries.{act}", language)
        told = text(f"entries.{act}_help", language, title=name)
        key = f"{act}_{part}_{entry.id}"
        if does is not None:
            row.button(label, key=key, help=told, on_click=does, args=(part, place, language))
        elif row.button(label, key=key, help=told):
            st.session_state["drawer"] = (part, place)
            drawer(language)


def _changed(part: str, entries: tuple[Any, ...]) -> Scenario:
    return drafts.draft().now.model_copy(update={part: entries})


def _copy(part: str, place: int, language: str) -> None:
    every = getattr(drafts.draft().now, part)
    title = text("entries.copy_of", language, title=titled(every[place].title, language))[:80]
    copy = every[place].model_copy(update={"id": new_id(part), "title": title})
    drafts.keep(_changed(part, (*every, copy)))


def _remove(part: str, place: int, language: str) -> None:  # noqa: ARG001 - all acts are called alike
    every = getattr(drafts.draft().now, part)
    drafts.keep(_changed(part, (*every[:place], *every[place + 1 :])))


def new_id(part: str) -> str:
    """Return an id that no entry of the draft has."""
    taken = {one.id for name in ENTRIES for one in getattr(drafts.draft().now, name)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{part}_{number}") not in taken)


def show_choices(language: str) -> None:
    """Show the choices of the whole scenario that are no sliders."""
    scenario = drafts.draft().now
    for name in CHOICES:
        options = options_of(Scenario, name)
        if st.session_state.get(f"choice_{name}", ...) != getattr(scenario, name):
            st.session_state[f"choice_{name}"] = getattr(scenario, name)
        st.selectbox(
            text(f"field.{name}", language),
            options or [],
            format_func=_word_of(name, language),
            key=f"choice_{name}",
            help=text(f"field_help.{name}", language),
            on_change=_choose,
            args=(name,),
        )


def _word_of(name: str, language: str) -> Callable[[Any], str]:
    return lambda value: fields.option_word(name, value, language)


def _choose(name: str) -> None:
    drafts.keep(drafts.draft().now.model_copy(update={name: st.session_state[f"choice_{name}"]}))


def drawer(language: str) -> None:
    """Open the drawer for the entry that was chosen."""
    part, place = st.session_state["drawer"]
    title = text(f"entries.{'new' if place is None else 'change'}_{part}", language)
    st.dialog(title, width="medium", position="right")(_form)(language)


def _form(language: str) -> None:
    """Ask for every field of an entry; what is wrong is told at its field, all at once, and nothing typed is lost."""
    part, place = st.session_state["drawer"]
    every = getattr(drafts.draft().now, part)
    entry = every[place] if place is not None else None
    model = ENTRIES[part]
    first, more = fields.arranged(model)
    stated = {name: fields.ask(model, name, entry, language) for name in first}
    if more:
        with st.expander(text("entries.more", language)):
            stated |= {name: fields.ask(model, name, entry, language) for name in more}
    curve = fields.ask_curve(entry, language) if part == "establishments" else None
    if st.button(text("entries.apply", language), type="primary", key="apply_entry"):
        _apply(part, place, stated, curve, language)


def _apply(part: str, place: int | None, stated: dict[str, str], curve: Any, language: str) -> None:
    """Put the entry into the draft if everything is right, else say what is not."""
    every = getattr(drafts.draft().now, part)
    identity = every[place].id if place is not None else new_id(part)
    entry, wrong = read_entry(ENTRIES[part], identity, stated)
    if entry is None:
        fields.tell(wrong, language)
        return
    before = every[place] if place is not None else None
    after = _with_curve(entry, curve, before) if isinstance(entry, Establishment) else entry
    entries = (*every, after) if place is None else (*every[:place], after, *every[place + 1 :])
    scenario = _changed(part, entries)
    try:
        check_scenario(scenario, store.answers().region)
    except InputError as error:
        st.error(text("entries.refused", language))
        st.table(controls.problem_rows(error.problems, language), hide_index=True)
        return
    drafts.keep(scenario)
    st.rerun()


def _with_curve(entry: Establishment, curve: Any, before: Establishment | None) -> Establishment:
    """Keep the curve that was brought, or the one that was there."""
    if curve is not None:
        return entry.model_copy(update={"load_series": curve[0]}).with_curve(curve[1])
    if before is not None and before.curve is not None and entry.load_series == before.load_series:
        return entry.with_curve(before.curve)
    return entry
