"""Scenarios that can be chosen: those that come along and those somebody brought."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Final

import streamlit as st

from simulator import Scenario
from simulator.dashboard import store
from simulator.present.text import text, titled
from simulator.present.theme import LARGEST_SET

OWN: Final = "own_"
LONGEST_TITLE: Final = 80
MARKED: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>()#+-!|$~:"})


def catalogue() -> Mapping[str, Scenario]:
    """Return every scenario that can be chosen: those that come along and those somebody brought."""
    own: dict[str, Scenario] = st.session_state.get("own", {})
    return {**store.shipped(bool(st.session_state.get("rehearsal", store.rehearsing()))), **own}


def title_of(name: str, language: str) -> str:
    """Return the title of a scenario, marked if somebody brought it."""
    title = titled(catalogue()[name].title, language)
    return text("control.own", language, title=title) if name.startswith(OWN) else title


def take_in(scenario: Scenario) -> None:
    """Lay a scenario among those that can be chosen, beside any other of the same name, and choose it everywhere."""
    state = st.session_state
    scenario = kept_apart(scenario, state["own"])
    name = f"{OWN}{scenario.id}"
    state["own"] = {**state["own"], name: scenario}
    state["scenario"] = name
    state["order"] = [*(other for other in state["order"] if other != name), name][-LARGEST_SET:]
    state["chosen"] = list(state["order"])


def kept_apart(scenario: Scenario, own: Mapping[str, Scenario]) -> Scenario:
    """Return a scenario under an id that no other one has: a second one of the same name gets a number.

    Examples
    --------
    >>> one, other = Scenario(id="a", title="A"), Scenario(id="a", title="B")
    >>> kept_apart(other, {"own_a": one}).title, kept_apart(one, {"own_a": one}).title
    ('B (2)', 'A')
    """
    for number in count(1):
        ending = f" ({number})"
        title = scenario.title[: LONGEST_TITLE - len(ending)] + ending
        one = scenario if number == 1 else scenario.model_copy(update={"id": f"{scenario.id}_{number}", "title": title})
        if own.get(f"{OWN}{one.id}", one) == one:
            break
    return one


def plain(words: str) -> str:
    """Take the meaning from signs in words that people wrote, before they stand in Markdown."""
    return words.translate(MARKED)
