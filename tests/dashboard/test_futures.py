"""The draws on the page of uncertainty: asked for, watched, stopped, read in both languages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import futures
from simulator.present.text import text
from tests.dashboard.test_app import opened, words

RUNS = 2000


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(futures, "COUNTS", (4, 8))


def buttons(at: AppTest) -> dict[str, object]:
    return {one.key: one for one in at.button}


def drawn(at: AppTest) -> AppTest:
    """Ask for draws and stay until they have come."""
    buttons(at)["futures_draw"].click()
    at.run()
    for _ in range(RUNS):
        if "futures_stop" not in buttons(at):
            return at
        at.run()
    raise AssertionError("the draws never came")


@pytest.mark.parametrize("language", ["nb", "en"])
def test_draws_are_read_when_they_have_come(language: str) -> None:
    at = opened("uncertainty", language=language, scenario="strategy")
    assert not at.exception
    assert text("futures.parts_title", language) not in words(at)
    at = drawn(at)
    assert not at.exception
    found = {one.value for one in at.subheader}
    wanted = ("parts_title", "chances", "reach_title", "box_title")
    assert {text(f"futures.{name}", language) for name in wanted} <= found


def test_regret_is_shown_beside_another_scenario() -> None:
    at = opened("uncertainty")
    with_others = next(one for one in at.multiselect if one.key == "futures_with")
    with_others.set_value(["small_steps"])
    at = drawn(at.run())
    assert not at.exception
    assert text("futures.regret_title", "nb") in {one.value for one in at.subheader}
