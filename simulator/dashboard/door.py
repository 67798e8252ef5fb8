"""The door of a closed committee: shut to all but its members, where the server's secrets say so; else wide open.

Who somebody is, a provider of OpenID Connect tells streamlit; who may come in is said here, from the same secrets.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st

from simulator.dashboard.scenarios import plain
from simulator.present.text import text

CLOSED: Final = "SURPLUS_CLOSED"  # "1": shut even if no secrets can be read, so that a lost file opens nothing
LONGEST_STAY_SECONDS: Final = 12 * 3600  # streamlit itself never ends a sign-in before its cookie does, after 30 days
OPEN, STRANGER, SIGNED_IN, UNKNOWN, UNREADY = "open", "stranger", "signed_in", "unknown", "unready"


def standing() -> str:
    """Tell how the reader stands at the door.

    Returns
    -------
    str
        ``open`` if there is no door, ``unready`` if it should be shut and its secrets cannot be read or name nobody,
        ``stranger`` if nobody has signed in lately, ``unknown`` if the one who did is no member, ``signed_in`` if so.
    """
    readable = st.secrets.load_if_toml_exists()
    if not readable or "auth" not in st.secrets:
        lost = not readable and any(Path(file).exists() for file in st.get_option("secrets.files"))
        return UNREADY if lost or os.environ.get(CLOSED) == "1" else OPEN
    committee = st.secrets.get("committee", {})
    if not any(committee.get(key) for key in ("emails", "domains")):
        return UNREADY
    claims = st.user.to_dict()
    if claims.get("is_logged_in") is not True or is_stale(claims, time.time()):
        return STRANGER
    return SIGNED_IN if is_member(claims, committee) else UNKNOWN


def is_stale(claims: Mapping[str, Any], now: float) -> bool:
    """Tell whether somebody signed in too long ago, or at no known time.

    Parameters
    ----------
    claims : mapping
        What the provider says; ``iat`` is when, in seconds.
    now : float
        Seconds.
    """
    signed = claims.get("iat")
    return not isinstance(signed, int | float) or now - signed > LONGEST_STAY_SECONDS


def is_member(claims: Mapping[str, Any], committee: Mapping[str, Any]) -> bool:
    """Tell whether an address of mail belongs to the committee, by itself or by its domain.

    Examples
    --------
    >>> is_member({"email": "Kari@Tynset.example"}, {"emails": ["kari@tynset.example"]})
    True
    >>> is_member({"email": "kari@tynset.example", "email_verified": False}, {"domains": ["tynset.example"]})
    False
    """
    mail = claims.get("email")
    if not isinstance(mail, str) or claims.get("email_verified", True) is not True:
        return False
    known = {str(one).casefold() for one in committee.get("emails", ())}
    homes = {str(one).casefold() for one in committee.get("domains", ())}
    mail = mail.casefold()
    return mail in known or mail.rpartition("@")[2] in homes


def is_shut(language: str) -> bool:
    """Show the door to those who may not come in, and tell whether it is shut."""
    found = standing()
    if found in {OPEN, SIGNED_IN}:
        return False
    st.title(text("app.name", language), anchor=False)
    st.markdown(text(f"door.{found}", language))
    if found == STRANGER:
        st.button(text("door.sign_in", language), on_click=st.login, type="primary")
    if found == UNKNOWN:
        st.button(text("door.sign_out", language), on_click=st.logout)
    return True


def show_way_out(language: str) -> None:
    """Say who has signed in and let them sign out, where there is a door."""
    if standing() == SIGNED_IN:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(text("door.who", language, mail=plain(str(st.user.to_dict()["email"]))))
            st.button(text("door.sign_out", language), on_click=st.logout, key="sign_out")
