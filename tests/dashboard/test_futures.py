"""The draws on the page of uncertainty: asked for, watched, stopped, read in both languages."""

from __future__ import annotations

from threading import Barrier

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import futures, moving, store
from simulator.dashboard.answers import HANDS
from simulator.dashboard.workshop import SOON
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
        all_hands_rest()
        at.run()
    raise AssertionError("the draws never came")


def all_hands_rest() -> None:
    """Wait until every pair of hands has laid down the piece that it was at."""
    number = sum(most >= SOON for most in HANDS)  # those that take errands
    met = Barrier(number)
    for one in [store.answers().errand(met.wait) for _ in range(number)]:
        one.result()


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


@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_moves_the_power_is_shown_with_shares(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = ("demand.cars_gwh", "demand.growth_services_share", "project.wind.capacity_factor_share")
    monkeypatch.setattr(moving, "numbers_to_move", lambda *_, **__: few)
    monkeypatch.setattr(moving, "POINTS", 2)
    at = opened("uncertainty", language=language, scenario="strategy")
    at.button(key="moving_ask").click().run()
    assert not at.exception
    name = text("indicator.surplus_gwh.name", language)
    assert text("futures.shares", language, name=name) in {one.value for one in at.subheader}
    assert "moving_stop" not in buttons(at)
