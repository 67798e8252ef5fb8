"""The way from the screen of a room to a phone: an address that opens the scenario, as a square and as words."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from simulator import Scenario
from simulator.dashboard.scenarios import catalogue
from simulator.dashboard.takeaway import token_of
from simulator.present.takehome.quick import quick_code
from simulator.present.text import text

LOCAL: Final = ("127.0.0.1", "localhost", "::1")
SIDE: Final = 440.0


def ask_address(language: str) -> None:
    """Let the presenter state the address under which phones reach this server."""
    st.session_state["public"] = st.session_state.get("public", "")
    st.text_input(text("presenter.address", language), key="public", help=text("presenter.address_help", language))


def here() -> str:
    """Return where the front end is found: as stated, or as the browser has it."""
    stated = str(st.session_state.get("public", "")).strip()
    found = (
        urlsplit(stated if "//" in stated else f"http://{stated}") if stated else urlsplit(str(st.context.url or ""))
    )
    return f"{found.scheme}://{found.netloc}/" if found.netloc else ""


def way_to(scenario: Scenario, base: str, language: str) -> str:
    """Return the address that opens a scenario; short for one that comes along, a token for any other."""
    word = base if catalogue().get(base) == scenario and not base.startswith("own_") else token_of(scenario)
    return f"{here()}?{urlencode({'s': word, 'lang': language})}" if word else ""


def show_way(scenario: Scenario, base: str, language: str) -> None:
    """Show the address of a scenario as a QR code and as words; say it when no link can hold it."""
    link = way_to(scenario, base, language)
    if not link:
        st.html(f'<p class="where">{escape(text("takeaway.no_link", language))}</p>')
        return
    square, words = st.columns([5, 6], gap="large", vertical_alignment="center")
    with square:
        _show_square(link, escape(text("presenter.code_name", language)))
    with words:
        st.html(f'<p class="where">{escape(text("presenter.take_how", language))}</p>')
        st.html(f'<p class="where"><a href="{escape(link)}">{escape(link)}</a></p>')
        if urlsplit(link).hostname in LOCAL:
            st.html(f'<p class="caution">{escape(text("presenter.local", language))}</p>')


def _show_square(link: str, name: str) -> None:
    """Show the code, as a picture: the page lets no drawing through. Nothing if the address is too long for one."""
    try:
        drawn = b64encode(quick_code(link, side=SIDE).encode()).decode()
    except ValueError:
        return
    st.html(f'<img class="quick-code" alt="{name}" src="data:image/svg+xml;base64,{drawn}">')
