"""How large fits, and what must be built first, on the page that tests a scenario."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import Scenario
from simulator.dashboard import largest, waiting
from simulator.dashboard.draft import Draft
from simulator.present.text import text
from tests.dashboard.test_app import opened, words


def test_how_large_fits_is_told_between_two_sizes_and_can_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    class Bar:
        def progress(self, _: float, text: str) -> None:
            told.append(text)

        def empty(self) -> None:
            pass

    def asked(bar: Any, year: int, said: Any) -> Any:
        real = evaluating(bar, year, said)

        def evaluate(scenario: Scenario) -> Any:
            bar.progress(0.0, text=said(len(told) + 1))
            return real(scenario)

        return evaluate

    evaluating = largest.evaluating
    monkeypatch.setattr(waiting, "begin_search", lambda *_: (Bar(), Bar()))
    monkeypatch.setattr(largest, "evaluating", asked)
    at = opened("trial", trial="reference", language="en")
    at.button(key="fit_ask").click().run()
    assert not at.exception
    assert any(line.startswith("So far: between ") for line in told)
    at.button(key="fit_take").click().run()
    draft: Draft = at.session_state["draft"]
    assert [one.kind for one in draft.now.establishments] == ["data_centre_tenant"]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_must_be_built_first_is_said(language: str) -> None:
    at = opened("trial", trial="reference", language=language)
    at.button(key="need_ask").click().run()
    assert not at.exception
    assert text("need.nothing", language) in words(at)
    assert "need_stop" not in {one.key for one in at.button}
