"""The best mix on the page that tests a scenario: candidates, limits, what was found, and what is done with it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from simulator import Result, Scenario
from simulator.dashboard import mixing, store
from simulator.dashboard.answers import Answers
from simulator.dashboard.draft import Draft
from simulator.dashboard.mixlimits import MOST_YEARS, too_much
from simulator.dashboard.orders import Order
from simulator.dashboard.workshop import NOW
from simulator.premises import Horizon, Weather
from simulator.present.text import text
from simulator.questions.needed import Terms
from simulator.questions.portfolio import Aim, candidates_of
from tests.dashboard.test_app import opened

FEW = """
schema_version = 1
title = "Få *kandidater*"
operation = "rule"
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
[[establishments]]
id = "mill"
kind = "wood"
title = "Mølle"
area = "Os"
capacity_mw = 1
start_year = 2034
[[establishments]]
id = "hall"
kind = "data_centre_tenant"
title = "Hall"
area = "Tynset"
capacity_mw = 30
start_year = 2034
[[projects]]
id = "wind"
kind = "wind"
title = "Vind"
area = "Rendalen"
capacity_mw = 20
start_year = 2034
"""


def words(at: AppTest) -> str:
    return " ".join(str(block.value) for kind in (at.markdown, at.caption, at.subheader) for block in kind)


def tables(at: AppTest) -> list[list[str]]:
    return [list(one.value.columns) for one in at.table]


@pytest.fixture(scope="module")
def asked() -> AppTest:
    """The page after a file of three candidates was brought and the best mix asked for."""
    at = opened("trial", trial="reference")
    at.file_uploader(key="mix_file").set_value(("few.toml", FEW.encode(), "application/toml")).run()
    at.number_input(key="mix_investment_mnok").set_value(99_999.0)
    at.number_input(key="mix_surplus_gwh").set_value(0.0)
    at.toggle(key="mix_conditional").set_value(False)
    return at.button(key="mix_ask").click().run()


def test_the_shipped_example_stands_ready_and_all_of_it_can_be_chosen() -> None:
    at = opened("trial", trial="reference", language="en")
    assert not at.exception
    count = len(candidates_of(store.candidates()))
    assert count == 22
    assert all(title in words(at) for title in ("Wind farm Rendalen", "Solar park Alvdal"))
    assert store.example_file().is_file()


def test_the_best_mix_is_shown_with_its_gap_its_neighbours_and_the_front(asked: AppTest) -> None:
    assert not asked.exception
    said = words(asked)
    assert "Mølle" in said and text("portfolio.made_of", "nb") in said
    assert "i hele simuleringen (" in said  # the gap between the sum of effects and the whole
    assert text("portfolio.front_note", "nb") in said
    assert text("portfolio.entry", "nb") in {head for heads in tables(asked) for head in heads}
    assert "Få \\*kandidater\\*" not in said  # the title of the file is nowhere needed


def test_the_chosen_are_laid_into_the_scenario_under_test(asked: AppTest) -> None:
    asked.button(key="mix_take").click().run()
    assert not asked.exception
    draft: Draft = asked.session_state["draft"]
    assert {"mill", "hall"} <= {one.id for one in draft.now.establishments}
    assert text("mix.taken", "nb") in [one.value for one in asked.success]
    assert draft.can_undo


def test_what_the_scenario_itself_holds_can_be_chosen_among() -> None:
    at = opened("trial", trial="data_centre_80mw")
    at.segmented_control(key="mix_source").set_value(mixing.DRAFT).run()
    at.toggle(key="mix_each").set_value(False)
    at.number_input(key="mix_surplus_gwh").set_value(99_999.0)
    at.button(key="mix_ask").click().run()
    assert not at.exception
    assert text("portfolio.none", "nb") in words(at)
    assert "Uten noen kandidat" in words(at)


def test_a_file_that_cannot_be_read_says_why() -> None:
    at = opened("trial", trial="reference")
    at.file_uploader(key="mix_file").set_value(("wrong.toml", b"title = 3", "application/toml")).run()
    assert not at.exception
    assert text("control.upload_problems", "nb", file="wrong.toml") in [one.value for one in at.error]


def test_a_search_whose_run_was_given_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("trial", trial="reference")
    given_up = Order(store.candidates(), left=1, urgency=NOW, waiting=set())
    given_up.give_up()

    def search(scenario: Scenario, aim: Aim, terms: Terms) -> Result:
        monkeypatch.setattr(Answers, "ask", lambda *_, **__: given_up)
        return terms.evaluate(scenario)

    monkeypatch.setattr(mixing, "find_portfolio", search)
    at.button(key="mix_ask").click().run()
    assert not at.exception
    assert text("app.given_up", "nb", title="Kandidater") in [one.value for one in at.warning]


def test_a_question_too_large_for_a_screen_is_told() -> None:
    scenario = store.candidates().model_copy(
        update={"horizon": Horizon(first_year=2024, last_year=2040), "weather": Weather(count=100)}
    )
    assert too_much(scenario, 2040, 28) == 17 * 100 * 28 > MOST_YEARS
    assert too_much(scenario, 2024, 28) == 0
