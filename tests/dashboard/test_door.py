"""The door of a closed committee: open unless it is set up, and then shut to everybody whom it does not know."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard.door import CLOSED, LONGEST_STAY_SECONDS, is_member, is_stale
from simulator.present.text import LANGUAGES, text

SCREEN = Path(__file__).resolve().parents[2] / "simulator" / "dashboard" / "screen.py"
AUTH = {"redirect_uri": "https://kraft.example.no/oauth2callback", "cookie_secret": "x" * 32}
COMMITTEE = {"emails": ["kari@elsewhere.example"], "domains": ["Tynset.example"]}
LATELY = 4e9  # later than any clock these tests meet
MEMBER = {"is_logged_in": True, "email": "Ola@tynset.example", "iat": LATELY}
INSIDE = "inside"


def at_the_door(user: dict[str, Any], secrets: dict[str, Any]) -> AppTest:
    """Come to the door as somebody."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - this function is run as a script of its own

        from simulator.dashboard import door  # noqa: PLC0415

        if not door.is_shut("nb"):
            st.write("inside")
            door.show_way_out("nb")

    at = AppTest.from_function(script, default_timeout=600)
    at.user, at.secrets = user, secrets
    return at.run()


def words(at: AppTest) -> list[str]:
    return [str(block.value) for block in at.markdown]


def test_there_is_no_door_unless_it_is_set_up() -> None:
    at = at_the_door({}, {})
    assert words(at) == [INSIDE]
    assert not at.button


@pytest.mark.parametrize(
    ("user", "committee", "told"),
    [
        pytest.param({"is_logged_in": False}, COMMITTEE, "stranger", id="not signed in"),
        pytest.param(MEMBER | {"iat": 0}, COMMITTEE, "stranger", id="signed in too long ago"),
        pytest.param({"is_logged_in": True, "email": MEMBER["email"]}, COMMITTEE, "stranger", id="at no known time"),
        pytest.param(MEMBER | {"email": "ola@other.example"}, COMMITTEE, "unknown", id="not on the list"),
        pytest.param(MEMBER | {"email": "o@sub.tynset.example"}, COMMITTEE, "unknown", id="below a domain"),
        pytest.param(MEMBER | {"email_verified": False}, COMMITTEE, "unknown", id="address not verified"),
        pytest.param(MEMBER | {"email": None}, COMMITTEE, "unknown", id="no address"),
        pytest.param(MEMBER, {}, "unready", id="no list"),
    ],
)
def test_the_door_is_shut(user: dict[str, Any], committee: dict[str, Any], told: str) -> None:
    at = at_the_door(user, {"auth": AUTH, "committee": committee})
    assert words(at) == [text(f"door.{told}", "nb")]
    assert INSIDE not in words(at)


@pytest.mark.parametrize("mail", ["Ola@tynset.example", "KARI@elsewhere.example"])
def test_a_member_comes_in_and_can_go(mail: str) -> None:
    at = at_the_door(MEMBER | {"email": mail}, {"auth": AUTH, "committee": COMMITTEE})
    assert words(at) == [INSIDE]
    assert [button.label for button in at.button] == [text("door.sign_out", "nb")]
    at.button[0].click().run()
    assert words(at) == [text("door.stranger", "nb")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_behind_a_shut_door_nothing_of_the_screen_is_shown(language: str) -> None:
    at = AppTest.from_file(str(SCREEN), default_timeout=600)
    at.user, at.secrets = {"is_logged_in": False}, {"auth": AUTH, "committee": COMMITTEE}
    at.query_params["lang"] = language
    at.run()
    assert not at.exception
    assert words(at) == [text("door.stranger", language)]
    assert not at.metric
    assert "scenario" not in at.session_state


def test_lost_secrets_open_nothing_where_the_server_is_told_to_be_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, CLOSED, "1")
    assert words(at_the_door(MEMBER, {})) == [text("door.unready", "nb")]
    assert words(at_the_door(MEMBER, {"other": "x"})) == [text("door.unready", "nb")]


def test_secrets_that_cannot_be_read_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", encoding="utf-8")
    from streamlit import config  # noqa: PLC0415

    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        assert words(at_the_door(MEMBER, {})) == [text("door.unready", "nb")]
    finally:
        config.set_option("secrets.files", before)


def test_a_stay_ends_after_its_hours() -> None:
    assert not is_stale({"iat": 0}, LONGEST_STAY_SECONDS)
    assert is_stale({"iat": 0}, LONGEST_STAY_SECONDS + 1)
    assert is_stale({"iat": "0"}, 0)


def test_an_empty_list_admits_nobody() -> None:
    assert not is_member({"email": ""}, {"emails": [], "domains": []})
    assert not is_member({"email": "a"}, {"domains": ["tynset.example"]})
