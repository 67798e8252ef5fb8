"""The address as a view: choices are read from it once, and written back, so that a link shows the same again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from simulator import InputError
from simulator.dashboard import store, takeaway
from simulator.dashboard.scenarios import OWN, catalogue
from simulator.inputs.tokens import read_token
from simulator.present.text import LANGUAGES
from simulator.present.theme import LARGEST_SET

NORDIC: Final = ("nb", "nn", "no", "da", "sv")
WEATHERS: Final = ("all", "dry", "median", "wet")
FIRST_SET: Final = 3
TRIED_FIRST: Final = "data_centre_80mw"
KEPT: Final = ("language", "scenario", "trial", "chosen", "zero", "year", "weather")


def settle() -> str:
    """Fill what has not been chosen yet from the address, and keep all choices alive across pages.

    Returns
    -------
    str
        The language.
    """
    state, asked = st.session_state, st.query_params
    state.setdefault("language", spoken())
    state.setdefault("own", {})
    names = list(catalogue())
    shown = _asked_for("scenario", asked.get("s"), names[0])
    _asked_for("trial", asked.get("t") or (shown if shown.startswith(OWN) else None), _first_tried(names))
    if "chosen" not in state:
        words = dict.fromkeys(asked.get("c", "").split(","))
        state["chosen"] = [name for word in words if (name := _named(word))][:LARGEST_SET] or names[:FIRST_SET]
    state.setdefault("order", list(state["chosen"]))
    _asked_for("zero", asked.get("z"), state["order"][0] if state["order"] else names[0])
    state.setdefault("year", int(asked["year"]) if asked.get("year", "").isdecimal() else store.FIRST_YEAR_SHOWN)
    state.setdefault("weather", _among(asked.get("weather"), WEATHERS, WEATHERS[0]))
    for name in KEPT:
        state[name] = state[name]
    return str(state["language"])


def spoken() -> str:
    """Return the language that was chosen, else the one that the address asks for, else the browser's."""
    return str(st.session_state.get("language") or _language(st.query_params.get("lang")))


def _asked_for(key: str, word: str | None, otherwise: str) -> str:
    """Choose what the address asks for, once; what was chosen since then stays."""
    if key not in st.session_state:
        st.session_state[key] = _named(word) or otherwise
    return str(st.session_state[key])


def _first_tried(names: Sequence[str]) -> str:
    return TRIED_FIRST if TRIED_FIRST in names else names[0]


def _named(word: str | None) -> str | None:
    """Return the name of the scenario that a word of the address stands for: a name, or a token that holds it."""
    if not word or word in catalogue():
        return word or None
    try:
        scenario = read_token(word, store.answers().region)
    except InputError as error:
        st.session_state["broken_link"] = error.problems
        return None
    if catalogue().get(scenario.id) == scenario:
        return scenario.id
    name = f"{OWN}{scenario.id or 'link'}"
    st.session_state["own"] = {**st.session_state["own"], name: scenario}
    return name


def _word_of(name: str) -> str:
    """Return what stands for a scenario in the address: its name, or a token of one that somebody brought."""
    return takeaway.token_of(catalogue()[name]) if name.startswith(OWN) else name


def _tried() -> str:
    """Return what stands for the scenario under test: a token of it as it stands, once something was changed."""
    kept, base = st.session_state.get("draft"), st.session_state["trial"]
    if kept is not None and kept.base == base and kept.changed:
        return takeaway.token_of(kept.now) or _word_of(base)
    return _word_of(base)


def _language(asked: str | None) -> str:
    if asked is not None and asked in LANGUAGES:
        return asked
    here = (st.context.locale or LANGUAGES[0]).split("-")[0].lower()
    return "nb" if here in NORDIC else "en"


def _among(value: str | None, known: Sequence[str], otherwise: str) -> str:
    return value if value is not None and value in known else otherwise


def remember() -> None:
    """Write the choices into the address."""
    state = st.session_state
    choices = {
        "lang": state["language"],
        "s": _word_of(state["scenario"]),
        "t": _tried(),
        "c": ",".join(word for name in state["order"] if (word := _word_of(name))),
        "z": _word_of(state["zero"]) if state["zero"] in catalogue() else "",
        "year": str(state["year"]),
        "weather": state["weather"],
    }
    if st.query_params.to_dict() != choices:
        st.query_params.from_dict(choices)
