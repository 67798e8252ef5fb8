"""The screen without a browser: every page in both languages, choices that move numbers, uploads refused well."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import PAGES, store
from simulator.dashboard.controls import MOST_FILES
from simulator.dashboard.scenarios import plain
from simulator.present.text import LANGUAGES, text
from simulator.present.theme import LARGEST_SET

APP = Path(__file__).resolve().parents[2] / "simulator" / "dashboard" / "screen.py"
SECONDS = 1800
GOOD = b"""
schema_version = 1
title = "Mitt *eget* scenario $5"
based_on = "reference"

[horizon]
first_year = 2034
last_year = 2036

[weather]
count = 3

[[establishments]]
id = "wood"
kind = "wood"
title = "Trevare"
area = "Os"
capacity_mw = 40
start_year = 2034
"""
BAD = b"""
schema_version = 1
title = "Feil"
based_on = "reference"
colour = "blue"

[[establishments]]
id = "wood"
kind = "wodo"
title = "Trevare"
area = "Os"
capacity_mw = -4
start_year = 2030
"""


def one_page(name: str) -> None:
    """Run one page by itself, as a script of its own."""
    from simulator.dashboard import PAGES  # noqa: PLC0415 - this function is run as a script of its own

    PAGES[name][1]()


def opened(page: str, **choices: Any) -> AppTest:
    """Open one page with few years to compute."""
    at = AppTest.from_function(one_page, args=(page,), default_timeout=SECONDS)
    for name, value in ({"rehearsal": True, "language": "nb"} | choices).items():
        at.session_state[name] = value
    return at.run()


def value_of(at: AppTest, label: str) -> str:
    return next(str(metric.value) for metric in at.metric if metric.label == label)


def surplus(at: AppTest, language: str = "nb") -> str:
    return value_of(at, text("indicator.surplus_gwh.name", language))


def words(at: AppTest) -> str:
    return " ".join(str(block.value) for kind in (at.title, at.header, at.markdown, at.caption) for block in kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_opens_on_the_overview(language: str) -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.session_state["rehearsal"] = True
    at.query_params["lang"] = language
    at.run()
    assert not at.exception
    assert at.title[0].value == text("page.overview.title", language)
    assert surplus(at, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_in_every_language(page: str, language: str) -> None:
    at = opened(page, language=language)
    assert not at.exception
    assert at.title[0].value == text(f"page.{page}.title", language)
    assert "{" not in words(at)


def test_year_winter_and_worst_week_stand_together() -> None:
    labels = [metric.label for metric in opened("overview").metric]
    trio = [
        text(f"indicator.{name}.name", "nb") for name in ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
    ]
    assert labels[:3] == trio


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_tells_where_the_grid_has_room_and_which_line_binds(language: str) -> None:
    at = opened("overview", scenario="hyperscale_200mw", language=language)
    assert text("room.title", language) in [header.value for header in at.header]
    assert text("grid.alvdal_tynset_no1", language) in words(at)
    tables = [table.value for table in at.table]
    assert any(plain(text("room.firm", language)) in table.columns and len(table) == 8 for table in tables)
    assert any(plain(text("room.longest", language)) in table.columns and len(table) == 1 for table in tables)


def test_choosing_a_scenario_moves_the_figures() -> None:
    at = opened("overview")
    before = surplus(at)
    at.selectbox(key="scenario").set_value("hyperscale_200mw").run()
    assert not at.exception
    assert surplus(at) != before


def test_choosing_a_year_moves_the_figures() -> None:
    at = opened("overview", scenario="hyperscale_200mw")
    before = surplus(at)
    at.slider(key="year").set_value(2034).run()
    assert not at.exception
    assert surplus(at) != before


def test_choosing_weather_moves_the_figures() -> None:
    at = opened("overview")
    before = surplus(at)
    at.segmented_control(key="weather").set_value("dry").run()
    dry = surplus(at)
    at.segmented_control(key="weather").set_value("wet").run()
    assert not at.exception
    assert len({before, dry, surplus(at)}) == 3


def test_the_language_switch_keeps_what_was_chosen() -> None:
    at = opened("overview", scenario="strategy", year=2036)
    norwegian = surplus(at)
    at.segmented_control(key="language").set_value("en").run()
    assert at.title[0].value == text("page.overview.title", "en")
    assert at.selectbox(key="scenario").value == "strategy"
    assert at.slider(key="year").value == 2036
    assert surplus(at, "en").replace(",", "\u00a0") == norwegian
    assert at.query_params["lang"] == ["en"] or at.query_params["lang"] == "en"


def test_a_link_brings_the_view_back() -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.session_state["rehearsal"] = True
    for name, value in {"lang": "en", "s": "crypto", "year": "2036", "weather": "dry", "c": "crypto,strategy"}.items():
        at.query_params[name] = value
    at.run()
    assert at.selectbox(key="scenario").value == "crypto"
    assert at.slider(key="year").value == 2036
    assert at.segmented_control(key="weather").value == "dry"
    assert at.session_state["order"] == ["crypto", "strategy"]


def test_a_broken_link_opens_all_the_same() -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.session_state["rehearsal"] = True
    for name, value in {
        "lang": "xx",
        "s": "nothing",
        "year": "-1",
        "weather": "hail",
        "c": ",,a,reference,reference",
    }.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    assert at.session_state["order"] == ["reference"]


def test_at_most_four_scenarios_are_compared() -> None:
    at = opened("compare")
    five = list(store.shipped(True))[: LARGEST_SET + 1]
    at.pills(key="chosen").set_value(five).run()
    assert not at.exception
    assert len(at.session_state["order"]) == LARGEST_SET
    assert text("control.too_many", "nb") in [warning.value for warning in at.warning]


def test_one_scenario_is_too_few_to_compare() -> None:
    at = opened("compare", chosen=["reference"], order=["reference"])
    assert [note.value for note in at.info] == [text("control.too_few", "nb")]


@pytest.mark.bad_input("V12")
def test_unlike_weather_is_said() -> None:
    at = opened("compare", chosen=["reference", "delayed_dry"], order=["reference", "delayed_dry"])
    assert text("notice.unlike_weather", "nb") in [warning.value for warning in at.warning]
    at.segmented_control(key="weather").set_value("dry").run()
    assert not at.exception
    assert not at.warning


def test_weather_that_a_scenario_lacks_is_said() -> None:
    at = opened("overview", scenario="delayed_dry", weather="wet")
    said = text("notice.other_weather", "nb", title="Forsinket strategi, tørre år", count=1)
    assert [note.value for note in at.info] == [said]


def test_both_goals_that_disagree_are_shown() -> None:
    at = opened("goals", scenario="strategy")
    tables = " ".join(str(block.proto.body) for block in at.get("html"))
    for goal in ("employment_2035", "jobs_per_year"):
        assert text(f"goal.{goal}.name", "nb") in tables
    assert tables.count("<tr style") == len(store.answers().region.goals)


def test_the_register_can_be_narrowed() -> None:
    at = opened("sources")
    every = len(store.answers().region.book)
    assert f"{every}" in words(at)
    at.selectbox(key="topic").set_value("grid").run()
    at.text_input(key="search").set_value("NO3").run()
    assert not at.exception
    assert words(at) != words(opened("sources"))


def test_an_upload_is_read_and_chosen() -> None:
    at = opened("overview")
    at.file_uploader(key="brought").set_value(("mitt.toml", GOOD, "application/toml")).run()
    assert not at.exception
    assert at.session_state["scenario"] == "own_mitt"
    assert at.success
    assert "$5" not in at.success[0].value.replace("\\$5", "")


def test_a_bad_upload_shows_every_problem() -> None:
    at = opened("overview")
    at.file_uploader(key="brought").set_value(("feil.toml", BAD, "application/toml")).run()
    assert not at.exception
    assert at.session_state["scenario"] == "reference"
    assert len(at.error) == 1
    shown = at.table[-1].value.to_string()
    assert "colour" in shown
    assert "capacity" in shown
    for part in ("linje 5, colour", "ukjent nøkkel; bruk en av apprentices", "oppgi minst 0", "mente du wood?"):
        assert part in shown.replace("\\", ""), part
    assert not re.search(r"give|unknown|did you mean|engelsk", f"{shown} {words(at)}")


def test_a_bad_upload_is_told_in_english_as_well() -> None:
    at = opened("overview", language="en")
    at.file_uploader(key="brought").set_value(("feil.toml", BAD, "application/toml")).run()
    shown = at.table[-1].value.to_string()
    assert "give at least 0" in shown and "line 5" in shown


FAR_TOO_LONG = GOOD.replace(b"count = 3", b"count = 200").replace(b"first_year = 2034", b"first_year = 2020")


@pytest.mark.parametrize("content", [b"\xff\xfe", FAR_TOO_LONG])
def test_an_upload_that_is_no_text_or_far_too_long_is_refused(content: bytes) -> None:
    at = opened("overview")
    at.file_uploader(key="brought").set_value(("stor.toml", content, "application/toml")).run()
    assert not at.exception
    assert at.session_state["scenario"] == "reference"
    assert len(at.error) == 1


@pytest.mark.bad_input("L05")
def test_two_uploads_of_one_name_are_both_kept() -> None:
    at = opened("overview")
    own = [("mitt.toml", GOOD, "a/b"), ("mitt.toml", GOOD.replace(b"40", b"50"), "a/b"), ("mitt.toml", GOOD, "a/b")]
    at.file_uploader(key="brought").set_value(own).run()
    assert not at.exception
    kept = at.session_state["own"]
    assert {name: one.establishments[-1].capacity_mw for name, one in kept.items()} == {
        "own_mitt": 40,
        "own_mitt_2": 50,
    }
    assert kept["own_mitt_2"].title == f"{kept['own_mitt'].title} (2)"


@pytest.mark.bad_input("L03")
def test_far_too_many_uploads_at_once_are_refused() -> None:
    at = opened("overview")
    many = [(f"mitt{number}.toml", GOOD, "a/b") for number in range(MOST_FILES + 1)]
    at.file_uploader(key="brought").set_value(many).run()
    assert not at.exception
    assert not at.session_state["own"]
    assert len(at.error) == 1
    assert f"høyst {MOST_FILES} om gangen" in at.table[-1].value.to_string()


def test_signs_people_write_lose_their_meaning() -> None:
    assert plain("a*b $c$ [d](e)") == "a\\*b \\$c\\$ \\[d\\]\\(e\\)"


def test_pages_hold_no_words() -> None:
    """Words live in the catalogues: no Norwegian letters, no sentence in the code of the screen."""
    files = list(APP.parent.glob("*.py"))
    assert len(files) > len(PAGES)
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                assert not set(node.value) & set("æøåÆØÅ"), (path.name, node.value)
