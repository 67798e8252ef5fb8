"""What would it take, and what could turn it, on the page of goals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import store
from simulator.dashboard.draft import Draft
from simulator.inputs.remembered import put_away
from simulator.present.text import text
from tests.dashboard.test_app import opened


def said(at: AppTest) -> str:
    return " ".join(str(one.value) for one in at.markdown)


def test_what_a_lever_does_can_be_taken_to_the_test_of_a_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    few = [lever for lever in store.levers() if lever.id in {"food", "new_homes"}]
    monkeypatch.setattr(store, "levers", lambda: few)
    at = opened("goals", scenario="reference")
    at.selectbox(key="ways_goal").set_value("food_jobs_2030").run()
    assert text("goal.food_jobs_2030.name", "nb") not in said(at)
    at.button(key="ways_ask").click().run()
    assert not at.exception
    assert text("goal.food_jobs_2030.name", "nb") in said(at)
    at.button(key="ways_food").click().run()
    draft: Draft = at.session_state["draft"]
    assert draft.base == "reference"
    assert [one.kind for one in draft.now.establishments] == ["food_dairy"]
    assert text("ways.taken", "nb", page=text("page.trial.menu", "nb")) in [one.value for one in at.success]


def test_an_answer_is_shown_with_its_own_question_only() -> None:
    at = opened("goals", scenario="reference", language="en")
    at.button(key="flips_ask").click().run()
    assert not at.exception

    def shown() -> Any:
        return text("goal.employment_2035.name", "en") in said(at)

    assert shown()
    at.selectbox(key="flips_goal").set_value("food_jobs_2030").run()
    assert not shown()


def test_last_years_scenario_is_held_against_today() -> None:
    at = opened("goals", scenario="reference")
    result = store.answers().ask(store.shortened(store.shipped()["reference"])).future.result()
    kept = put_away(result, date(2025, 11, 26))
    at.file_uploader(key="followup_file").set_value(("reference_followup.json", kept, "application/json")).run()
    assert not at.exception
    assert "26. november 2025" in said(at)
    at.file_uploader(key="followup_file").set_value(("annet.json", b"{}", "application/json")).run()
    assert not at.exception
    assert text("control.upload_problems", "nb", file="annet.json") in [one.value for one in at.error]
