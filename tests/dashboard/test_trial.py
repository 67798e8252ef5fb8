"""The page that tests a scenario: levers move the answers, every step can be taken back, entries can be changed."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from simulator.dashboard import store, trial
from simulator.dashboard.answers import MOST_AHEAD, Answers
from simulator.dashboard.draft import MOST_STEPS, Draft
from simulator.inputs.forms import Wrong, read_entry, read_figure
from simulator.inputs.messages import ENTRIES
from simulator.premises import Establishment, GridMeasure, Outage, Phase, Project, Scenario
from simulator.present.frames.card import rounded_about
from simulator.present.text import LANGUAGES, fmt, text
from tests.dashboard.test_app import SECONDS, one_page, opened

Ahead = list[tuple[list[Scenario], list[Scenario]]]


def answers(at: AppTest) -> str:
    return " ".join(str(block.proto.body) for block in at.get("html"))


def scenario_in(at: AppTest) -> Scenario:
    draft: Draft = at.session_state["draft"]
    return draft.now


def button(at: AppTest, label: str) -> Any:
    return next(one for one in at.button if one.label == label)


@pytest.fixture(scope="module")
def first() -> AppTest:
    return opened("trial")


def test_the_first_picture_needs_no_input(first: AppTest) -> None:
    assert not first.exception
    assert text("card.power", "nb") in answers(first)
    assert text("card.connection", "nb") in answers(first)
    assert text("card.gross", "nb") in answers(first)
    levers = [one for one in first.slider if one.key and one.key.startswith("lever_")]
    assert len([one for one in levers if one.key]) > 8
    assert all(one.help for one in levers)
    assert "0,5" in first.select_slider(key="lever_food").options


def test_english_is_complete() -> None:
    at = opened("trial", language="en")
    assert not at.exception
    assert text("card.power", "en") in answers(at)


def test_a_lever_moves_the_answers_and_can_be_undone_redone_and_reset() -> None:
    at = opened("trial")
    before = answers(at)
    at.slider(key="lever_data_centre").set_value(200).run()
    assert not at.exception
    assert scenario_in(at).establishments[0].capacity_mw == 200
    moved = answers(at)
    assert moved != before
    button(at, text("trial.undo", "nb")).click().run()
    assert scenario_in(at).establishments[0].capacity_mw == 80
    assert answers(at) == before
    button(at, text("trial.redo", "nb")).click().run()
    assert answers(at) == moved
    button(at, text("lever.reset", "nb")).click().run()
    assert scenario_in(at).establishments[0].capacity_mw == 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_how_much_is_left_stands_until_it_is_known(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened("trial", language=language)
    year = int(at.session_state["year"])
    known = store.answers().year(scenario_in(at), year).future.result()
    monkeypatch.setattr(Answers, "estimated", lambda *_: known)
    assert text("card.estimated", language, count=3) not in answers(at.run())
    monkeypatch.setattr(Answers, "known", lambda *_: None)
    monkeypatch.setattr(trial, "_year_of", lambda *_: st.stop())
    shown = answers(at.run())
    surplus = rounded_about(known.indicators.at("surplus_gwh", year).mean())
    about = text("card.about", language, value=fmt(surplus, "GWh", 0, language))
    assert about in shown
    assert text("card.estimated", language, count=3) in shown


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    """Note what is worked out ahead instead of working it out: steps on and back, by run of the page."""
    found: Ahead = []

    def noted(_: Answers, on: list[Scenario], back: list[Scenario], *__: object, **___: object) -> None:
        found.append((on, back))

    monkeypatch.setattr(Answers, "look_ahead", noted)
    return found


def test_the_next_step_the_same_way_is_worked_out_ahead_and_after_it_the_way_back(ahead: Ahead) -> None:
    at = opened("trial")
    step = at.slider(key="lever_data_centre").step
    top = at.slider(key="lever_data_centre").max
    for place in (100, 100 - step, top):
        at.slider(key="lever_data_centre").set_value(place).run()
    sizes = [[[one.establishments[0].capacity_mw for one in steps] for steps in both] for both in ahead]
    assert sizes == [[[], []], [[100 + step], [100 - step]], [[100 - 2 * step], [100]], [[], [top - step]]]
    assert not at.exception


def test_the_next_step_of_the_levers_moved_before_is_worked_out_ahead_too(ahead: Ahead) -> None:
    at = opened("trial")
    steps = {name: at.slider(key=f"lever_{name}").step for name in ("data_centre", "wind")}
    at.slider(key="lever_data_centre").set_value(100).run()
    at.slider(key="lever_wind").set_value(50).run()
    on, back = [[(one.establishments[0].capacity_mw, one.projects[-1].capacity_mw) for one in way] for way in ahead[-1]]
    assert on == [(100, 50 + steps["wind"]), (100 + steps["data_centre"], 50)]
    assert back == [(100, 50 - steps["wind"])]


def test_only_the_levers_moved_last_are_looked_ahead_for(ahead: Ahead) -> None:
    at = opened("trial")
    sliders = [one.key for one in at.slider if str(one.key).startswith("lever_") and not one.disabled][: MOST_AHEAD + 1]
    for key in sliders:
        one = at.slider(key=key)
        one.set_value(one.value + one.step).run()
    assert [len(on) for on, _ in ahead] == [0, 1, 2, 3, 3]


def test_a_draft_is_kept_as_a_scenario_for_comparison() -> None:
    at = opened("trial")
    at.slider(key="lever_wind").set_value(100).run()
    button(at, text("trial.keep", "nb")).click().run()
    assert any("1" in str(block.value) for block in at.success)
    own = at.session_state["own"]
    assert [one.projects[-1].capacity_mw for one in own.values()] == [100]
    assert next(iter(own)) in at.session_state["order"]


def test_entries_are_copied_and_removed() -> None:
    at = opened("trial")
    button(at, text("entries.copy", "nb")).click().run()
    assert [one.id for one in scenario_in(at).establishments] == ["data_centre_tynset", "establishments_1"]
    button(at, text("entries.remove", "nb")).click().run()
    assert [one.id for one in scenario_in(at).establishments] == ["establishments_1"]


def test_the_address_reopens_the_same_draft_in_a_new_session() -> None:
    at = opened("trial", trial="reference")  # entries that begin before the short horizon of a test fit in no link
    at.slider(key="lever_new_homes").set_value(20).run()
    other = AppTest.from_function(one_page, args=("trial",), default_timeout=SECONDS)
    other.session_state["rehearsal"] = True
    other.query_params["t"] = at.query_params["t"]
    other.run()
    assert not other.exception
    assert scenario_in(other).new_homes_per_year == 20
    assert scenario_in(other) == scenario_in(at)


@pytest.mark.bad_input("V11")
def test_a_broken_link_is_said_and_something_is_shown() -> None:
    other = AppTest.from_function(one_page, args=("trial",), default_timeout=SECONDS)
    other.session_state["rehearsal"] = True
    other.query_params["s"] = "1abcdefghij"
    other.run()
    assert text("notice.link", "nb") in [block.value for block in other.warning]
    assert "avkuttet" in other.table[0].value.to_string()
    assert scenario_in(other).id == "data_centre_80mw"


def test_what_may_be_left_out_is_read_as_what_it_is() -> None:
    stated = {"kind": "wood", "title": "A", "area": "tynset_no1", "capacity_mw": "80", "start_year": "2030"}
    entry, wrong = read_entry(Establishment, "a", {**stated, "end_year": "2035", "queue_id": "K-17"})
    assert not wrong
    assert (entry.end_year, entry.queue_id) == (2035, "K-17")


@pytest.mark.parametrize(("language", "told"), [("nb", "slutt etter starten"), ("en", "end after the start")])
def test_the_drawer_tells_what_is_wrong_in_the_language_and_stays(language: str, told: str) -> None:
    at = opened("trial", language=language)
    one = scenario_in(at).establishments[0]
    at.button(key=f"edit_establishments_{one.id}").click().run()
    end = f"field_end_year_{at.session_state['drawer'][-1]}"
    at.text_input(key=end).set_value(str(one.start_year - 1))
    at.button(key="apply_entry").click().run()
    assert not at.exception
    assert any(told in one.value.to_string() for one in at.table)
    assert at.text_input(key=end).value == str(one.start_year - 1)
    assert scenario_in(at).establishments[0] == one


def test_choices_of_the_whole_scenario_change_it() -> None:
    at = opened("trial")
    at.selectbox(key="choice_operation").set_value("rule").run()
    assert not at.exception
    assert scenario_in(at).operation == "rule"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_entry_has_a_word(language: str) -> None:
    for model in ENTRIES.values():
        for name in model.model_fields:
            if name not in {"id", "load_series", "queue_id", "first_day", "last_day"}:
                assert text(f"field.{name}", language)


def test_what_a_reader_types_becomes_an_entry() -> None:
    said = {
        "kind": "wood",
        "title": "Sag",
        "area": "os",
        "capacity_mw": "12,5",
        "start_year": "2030",
        "phases": "2032: 20; 2034: 30,5",
        "probability": "80",
        "queue": None,
        "large": True,
    }
    entry, wrong = read_entry(Establishment, "saw", said)
    assert wrong == []
    assert entry == Establishment(
        id="saw",
        kind="wood",
        title="Sag",
        area="os",
        capacity_mw=12.5,
        start_year=2030,
        phases=(Phase(year=2032, capacity_mw=20.0), Phase(year=2034, capacity_mw=30.5)),
        probability=0.8,
        large=True,
    )


def test_everything_wrong_in_a_form_is_told_at_once_with_its_field() -> None:
    said = {
        "kind": "wind",
        "title": "",
        "area": "os",
        "capacity_mw": "mye",
        "start_year": "2030,5",
        "probability": "120",
    }
    entry, wrong = read_entry(Project, "wind", said)
    assert entry is None
    assert {(one.field, one.code) for one in wrong} == {
        ("title", "missing"),
        ("capacity_mw", "not_a_number"),
        ("start_year", "whole"),
        ("probability", "less_than_equal"),
    }
    assert next(one for one in wrong if one.field == "probability").bound == 100


def test_months_and_measures_are_read() -> None:
    outage, wrong = read_entry(
        Outage, "o", {"title": "Linje", "link": "tolga_os", "months": "6, 7", "remaining_share": "50"}
    )
    assert (outage.months, outage.remaining_share, wrong) == ((6, 7), 0.5, [])
    _, wrong = read_entry(GridMeasure, "g", {"title": "Linje", "link": "tolga_os", "added_mw": "0", "year": "2030"})
    assert wrong == [Wrong("added_mw", "greater_than", 0.0)]


@pytest.mark.parametrize("words", ["", "1,2,3", "12 MW", "nan", "1e", "--3"])
def test_what_is_no_number_is_not_read_as_one(words: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_figure(words)


def test_a_draft_forgets_its_oldest_steps_but_never_its_start() -> None:
    draft = Draft("a", (Scenario(title="0"),))
    for number in range(1, MOST_STEPS + 20):
        draft = draft.then(Scenario(title=str(number)))
    assert len(draft.steps) == MOST_STEPS
    assert draft.start.title == "0"
    assert draft.now.title == str(MOST_STEPS + 19)
    assert draft.undone().then(Scenario(title="new")).can_redo is False
