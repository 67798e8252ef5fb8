"""Waiting for what a page shows: how far it has come, a way to stop, and what to say where it was given up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, wait
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from simulator import Result, Scenario
from simulator.dashboard import store
from simulator.dashboard.orders import GivenUpError, Order
from simulator.dashboard.scenarios import catalogue, plain
from simulator.present.text import CENT, text, titled

Found = TypeVar("Found")
LONG_SECONDS: Final = 15.0  # from then on a reader is offered to stop
POLL_SECONDS: Final = 0.05  # a choice made meanwhile is heard as often


def reader() -> str:
    """Return what tells this session from all others."""
    found = get_script_run_ctx()
    return found.session_id if found else ""


def answered(names: Sequence[str], language: str) -> list[Result]:
    """Wait for the answers, saying what is computed and how far it has come."""
    known = catalogue()
    return answered_all([known[name] for name in names], language)


def answered_all(scenarios: Sequence[Scenario], language: str) -> list[Result]:
    """Wait for the answers of scenarios that need not be in the catalogue."""
    shelf, first = store.answers(), int(st.session_state["year"])
    orders = [shelf.ask(one, owner=(reader(), "set", place), first=first) for place, one in enumerate(scenarios)]
    _wait(orders, language)
    return [result_of(order, language) for order in orders]


def waited_for(order: Order, language: str) -> Result:
    """Wait for one answer, saying how far it has come."""
    _wait([order], language)
    return result_of(order, language)


def result_of(order: Order, language: str) -> Result:
    """Return an answer once it has come; where it was given up, say so and end the page."""
    try:
        return outcome(order.future)
    except GivenUpError:
        st.warning(text("app.given_up", language, title=plain(titled(order.scenario.title, language))))
        st.button(text("app.go_on", language))
        st.stop()


def outcome(work: Future[Found]) -> Found:
    """Return what work in the background came to, once it is done; a choice made meanwhile breaks the run off."""
    for _ in listening([work]):
        pass
    return work.result()


def listening(work: Sequence[Future[Any]]) -> Iterator[None]:
    """Wait for work in the background, coming back again and again; a choice made meanwhile breaks the run off."""
    while wait(work, timeout=POLL_SECONDS).not_done:
        st.session_state.get("language")  # whoever reads the session is told of a choice
        yield


def waiting_for(orders: Sequence[Order]) -> Iterator[tuple[float, float]]:
    """Wait for some orders.

    Yields
    ------
    share, seconds : float, float
        How much is done [share] and how long it still takes [s], as a guess: at once, and when it can be seen to have
        changed.
    """
    told = None
    for _ in listening([order.future for order in orders]):
        share = sum(order.done_share for order in orders) / len(orders)
        seconds = sum(store.answers().seconds_left(order) for order in orders)
        now = round(CENT * share), round(seconds)
        if now != told:
            told = now
            yield share, seconds


def _wait(orders: Sequence[Order], language: str) -> None:
    """Wait for orders, saying how far it has come; what takes long can be stopped, and stays so until it is wanted."""
    wanted = [order.scenario for order in orders]
    if st.session_state.get("stopped") == wanted and not all(order.future.done() for order in orders):
        _stop(wanted)
        st.info(text("app.stopped", language))
        st.button(text("app.go_on", language), on_click=st.session_state.pop, args=("stopped",), key="go_on")
        st.stop()
    spot, way_out, offered = st.empty(), st.empty(), False
    for order in orders:
        for share, seconds in waiting_for([order]):
            spot.progress(share, text=_computing(order.scenario, seconds, language))
            if seconds > LONG_SECONDS and not offered:
                offered = way_out.button(text("app.stop", language), on_click=_stop, args=(wanted,), key="stop") or True
    spot.empty()
    way_out.empty()


def _stop(wanted: list[Scenario]) -> None:
    """Give up all that this reader waits for, and remember what it was."""
    st.session_state["stopped"] = wanted
    store.answers().cancel(reader())


def asked(
    key: str,
    words: str,
    question: Hashable,
    search: Callable[[], Found],
    *,
    possible: bool = True,
    spot: DeltaGenerator | None = None,
) -> Found | None:
    """Offer a question as a button; search once it is pressed, and return what was found for as long as it is asked.

    A page that is written anew while a search goes on, because a connection came back or something else was chosen,
    takes the search up again: its runs are known. Another question, or the button that stops it, gives it up.

    Parameters
    ----------
    key : str
        Of the search, as `begin_search` has it.
    words : str
        Of the button.
    question : hashable
        All that the answer depends on.
    search : callable
        Returns the answer.
    possible : bool
        Whether it can be asked.
    spot : DeltaGenerator, optional
        Where the button stands; here if left out.
    """
    state = st.session_state
    if (spot or st).button(words, type="primary", disabled=not possible, key=f"{key}_ask"):
        state[key] = (question, None)
    before, found = state.get(key, (None, None))
    if before != question or not possible:
        if found is None:
            state.pop(key, None)
        return None
    if found is None:
        try:
            found = search()
        except Exception:
            state.pop(key)
            raise
        state[key] = (question, found)
    answer: Found = found
    return answer


def begin_search(key: str, language: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Make room to tell how far a search has come, above a button that breaks it off.

    See `asked` for what becomes of it where the page is run anew.

    Returns
    -------
    room, bar : DeltaGenerator
        What is emptied when the search is over, and where progress is told.
    """
    room = st.empty()
    inside = room.container()
    bar = inside.empty()
    words = text("control.stop", language)
    inside.button(words, key=f"{key}_stop", icon=":material/stop:", on_click=st.session_state.pop, args=(key, None))
    return room, bar


def _computing(scenario: Scenario, seconds: float, language: str) -> str:
    """Say what is computed, and how long it takes."""
    years, weather = len(scenario.horizon.years), scenario.weather.count
    words = {
        "title": plain(titled(scenario.title, language)),
        "years": years,
        "weather": weather,
        "seconds": max(round(seconds), 1),
    }
    return text("app.computing", language, **words)
