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
DRAWER: Final = "drawer"  # sort and id of the entry that is edited (no id: a new one), and which opening; none if shut
OPENINGS: Final = "drawer_openings"


def show_entries(language: str) -> None:
    """Show every entry of the draft with what can be done to it, and a way to add one of each sort."""
    scenario = drafts.draft().now
    st.header(text("entries.title", language), anchor=False)
    add = st.container(horizontal=True)
    for part in ENTRIES:
        label, key = text(f"entries.add_{part}", language), f"add_{part}"
        add.button(label, key=key, icon=":material/add:", on_click=_open, args=(part, None))
    for part in ENTRIES:
        for place, entry in enumerate(getattr(scenario, part)):
            _row(part, place, entry, language)
    if _is_orphaned():
        _shut()
    if DRAWER in st.session_state:
        _drawer(language)


def _row(part: str, place: int, entry: Any, language: str) -> None:
    """Show one entry: what it is, and edit, copy, remove."""
    row = st.container(horizontal=True, vertical_alignment="center", key=f"entry_{part}_{place}")
    name, owner = plain(titled(entry.title, language)), plain(getattr(entry, "owner", None) or "")
    row.markdown(frames.entry_line(part, entry, language, name, owner), width="stretch")
    for act, does in (("edit", _open), ("copy", _copy), ("remove", _remove)):
        label = text(f"entries.{act}", language)
        told = text(f"entries.{act}_help", language, title=name)
        row.button(label, key=f"{act}_{part}_{entry.id}", help=told, on_click=does, args=(part, entry.id))


def _changed(part: str, entries: tuple[Any, ...]) -> Scenario:
    return drafts.draft().now.model_copy(update={part: entries})


def _copy(part: str, identity: str) -> None:
    every, one, language = getattr(drafts.draft().now, part), _entry(part, identity), st.session_state["language"]
    title = text("entries.copy_of", language, title=titled(one.title, language))
    drafts.keep(_changed(part, (*every, one.model_copy(update={"id": new_id(part), "title": title[:80]}))))


def _remove(part: str, identity: str) -> None:
    drafts.keep(_changed(part, tuple(one for one in getattr(drafts.draft().now, part) if one.id != identity)))


def _entry(part: str, identity: str | None) -> Any:
    """Return an entry of the draft by its id; None if there is none."""
    return next((one for one in getattr(drafts.draft().now, part) if one.id == identity), None)


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
            placeholder=text("field.unset", language),
            key=f"choice_{name}",
            help=text(f"field_help.{name}", language),
            on_change=_choose,
            args=(name,),
        )


def _word_of(name: str, language: str) -> Callable[[Any], str]:
    return lambda value: fields.option_word(name, value, language)


def _choose(name: str) -> None:
    drafts.keep(drafts.draft().now.model_copy(update={name: st.session_state[f"choice_{name}"]}))


def _open(part: str, identity: str | None) -> None:
    state = st.session_state
    state[OPENINGS] = state.get(OPENINGS, 0) + 1
    state[DRAWER] = (part, identity, state[OPENINGS])


def _shut() -> None:
    st.session_state.pop(DRAWER, None)


def _is_orphaned() -> bool:
    """Tell whether the drawer is open on an entry that is gone: another scenario has taken its place."""
    part, identity, _ = st.session_state.get(DRAWER, (None, None, None))
    return identity is not None and _entry(part, identity) is None


def _drawer(language: str) -> None:
    """Show the drawer until it is shut: a page that is written anew meanwhile must not take away what was typed."""
    part, identity, _ = st.session_state[DRAWER]
    title = text(f"entries.{'new' if identity is None else 'change'}_{part}", language)
    st.dialog(title, width="medium", position="right", on_dismiss=_shut)(_form)(language)


def _form(language: str) -> None:
    """Ask for every field of an entry; what is wrong is told at its field, all at once, and nothing typed is lost."""
    part, identity, opening = st.session_state[DRAWER]
    entry = _entry(part, identity)
    model = ENTRIES[part]
    first, more = fields.arranged(model)
    stated = {name: fields.ask(model, name, entry, language, opening) for name in first}
    if more:
        with st.expander(text("entries.more", language)):
            stated |= {name: fields.ask(model, name, entry, language, opening) for name in more}
    curve = fields.ask_curve(entry, language, opening) if part == "establishments" else None
    if st.button(text("entries.apply", language), type="primary", key="apply_entry"):
        _apply(part, entry, stated, curve, language)


def _apply(part: str, before: Any, stated: dict[str, str], curve: Any, language: str) -> None:
    """Put the entry into the draft if everything is right, else say what is not."""
    entry, wrong = read_entry(ENTRIES[part], new_id(part) if before is None else before.id, stated)
    if entry is None:
        fields.tell(wrong, language)
        return
    after = _with_curve(entry, curve, before) if isinstance(entry, Establishment) else entry
    every = getattr(drafts.draft().now, part)
    scenario = _changed(
        part, (*every, after) if before is None else tuple(after if one is before else one for one in every)
    )
    try:
        check_scenario(scenario, store.answers().region)
    except InputError as error:
        st.error(text("entries.refused", language))
        st.table(controls.problem_rows(error.problems, language), hide_index=True)
        return
    drafts.keep(scenario)
    _shut()
    st.rerun()


def _with_curve(entry: Establishment, curve: Any, before: Establishment | None) -> Establishment:
    """Keep the curve that was brought, or the one that was there."""
    if curve is not None:
        return entry.model_copy(update={"load_series": curve[0]}).with_curve(curve[1])
    if before is not None and before.curve is not None and entry.load_series == before.load_series:
        return entry.with_curve(before.curve)
    return entry
