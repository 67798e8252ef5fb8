"""The page for a room: slides in order, guess first, freeze, the tables' scenarios, the way home to a phone."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from simulator import Result, load_region, load_weather, read_scenario, resolve, simulate
from simulator.dashboard.draft import Draft
from simulator.dashboard.scenarios import plain
from simulator.dashboard.takeaway import token_of
from simulator.present import frames
from simulator.present.frames import Seen, View
from simulator.present.slideshow import plan
from simulator.present.text import LANGUAGES, fmt, text
from simulator.records.income import CENTRAL
from tests.dashboard.test_app import BAD, GOOD, opened

KINDS = plan(3, 0)


def at_slide(kind: str, **session: Any) -> AppTest:
    at = opened("presenter")
    at.session_state["slide"] = KINDS.index(kind)
    for name, value in session.items():
        at.session_state[name] = value
    return at.run()


def words(at: AppTest) -> str:
    """Return all that stands on the stage."""
    blocks = [str(one.proto.body) for one in at.get("html")]
    return " ".join([*blocks, *(str(one.value) for one in at.header)])


def test_arrows_turn_the_slides_and_stop_at_both_ends() -> None:
    at = opened("presenter")
    assert at.button(key="slide_back").disabled
    seen = []
    for number in range(1, len(KINDS) + 1):
        assert text("presenter.place", "nb", number=number, count=len(KINDS)) in words(at)
        seen.append(at.header[0].value)
        if number < len(KINDS):
            at.button(key="slide_next").click().run()
            assert not at.exception
    assert at.button(key="slide_next").disabled
    assert len(set(seen)) == len(KINDS)
    at.button(key="slide_back").click().run()
    assert at.header[0].value == seen[-2]


def test_each_slide_names_its_source_and_has_a_lever_but_the_last() -> None:
    for kind in KINDS:
        at = at_slide(kind)
        assert "Kilde" in words(at), kind
        levers = [one for one in at.slider if str(one.key).startswith("lever_")]
        assert len(levers) == (0 if kind == "take" else 1), kind


def test_the_lever_of_a_slide_moves_the_slide() -> None:
    at = at_slide("power")
    before = words(at)
    at.slider(key="lever_data_centre").set_value(200).run()
    assert not at.exception
    assert words(at) != before


def test_a_guess_hides_the_answer_until_it_is_asked_for() -> None:
    at = at_slide("power", guess=True)
    assert text("presenter.think", "nb") in words(at)
    assert 'class="key-figures' not in words(at)
    at.button(key="reveal").click().run()
    assert text("presenter.think", "nb") not in words(at)
    assert 'class="key-figures' in words(at)
    at.button(key="slide_next").click().run()
    assert text("presenter.think", "nb") in words(at)


def test_a_frozen_picture_stays_until_it_is_let_go() -> None:
    at = at_slide("power")
    frozen = words(at)
    at.toggle(key="freeze").set_value(True).run()
    at.slider(key="lever_data_centre").set_value(200).run()
    assert words(at) == frozen
    at.toggle(key="freeze").set_value(False).run()
    assert words(at) != frozen


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_way_home_opens_the_scenario_that_was_presented(language: str) -> None:
    at = at_slide("take", language=language, public="example.org")
    assert "http://example.org/?s=data_centre_80mw" in words(at)
    at.session_state["slide"] = KINDS.index("power")
    at.run()
    at.slider(key="lever_data_centre").set_value(200).run()
    at.session_state["slide"] = KINDS.index("take")
    at.run()
    link = words(at).split("?s=")[1].split("&")[0]
    draft: Draft = at.session_state["draft"]
    assert link == token_of(draft.now) != token_of(draft.start)


def test_the_tables_stand_in_one_band_and_a_faulty_file_keeps_nobody_out() -> None:
    at = opened("presenter")
    brought = {"bord1.toml": GOOD, "bord2.toml": GOOD.replace(b"= 40", b"= 80"), "bord9.toml": BAD}
    at.file_uploader(key="tables").set_value([(name, said, "application/toml") for name, said in brought.items()]).run()
    assert not at.exception
    assert text("control.upload_problems", "nb", file="bord9.toml") in [one.value for one in at.error]
    kinds = plan(3, 2)
    at.session_state["slide"] = kinds.index("gathering")
    at.run()
    assert not at.exception
    assert text("presenter.place", "nb", number=kinds.index("gathering") + 1, count=len(kinds)) in words(at)


TABLES = tuple(GOOD.replace(b"= 40", f"= {size}".encode()) for size in (10, 95, 40))


def gathering(view: View) -> tuple[AppTest, list[Result]]:
    """Bring the files of three tables, and stand at their slide; return the page and what the core answers them."""
    at = opened("presenter", language=view.language, year=view.year)
    brought = [(f"bord{number}.toml", said, "application/toml") for number, said in enumerate(TABLES, start=1)]
    at.file_uploader(key="tables").set_value(brought).run()
    at.session_state["slide"] = plan(3, len(TABLES)).index("gathering")
    at.run()
    assert not at.exception
    region = load_region()
    scenarios = [read_scenario(said.decode(), "bord.toml", region) for said in TABLES]
    return at, [simulate(one, resolve(region, one), region, load_weather(one.weather)) for one in scenarios]


def central(result: Result, year: int) -> dict[str, float]:
    """Return the central figures of a year, means over weather years."""
    place, names = result.ledger.years.index(year), ("surplus_gwh", "worst_week_surplus_gwh", "municipal_income_mnok")
    jobs = float(result.jobs.operating_persons[CENTRAL, place].mean())
    return {"jobs": jobs} | {name: float(result.indicators.at(name, year).mean()) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_band_of_the_room_is_least_middle_and_most_of_what_the_core_answers_the_tables(language: str) -> None:
    at, results = gathering(View(2035, language))
    said = {}
    for year in (2035, 2036):
        rows = frames.gathering([Seen(one) for one in results], View(year, language))
        figures = [central(one, year) for one in results]
        for name in frames.GATHERED:
            least, middle, most = sorted(one[name] for one in figures)
            band = rows[rows["figure"] == name]
            assert list(band["value"]) == pytest.approx([one[name] for one in figures])
            for key, value in (("low", least), ("middle", middle), ("high", most)):
                assert list(band[key]) == pytest.approx([value] * len(TABLES)), (name, key)
        least, middle, most = sorted(one["surplus_gwh"] for one in figures)
        ends = {"low": least, "middle": middle, "high": most}
        written = {key: fmt(value, "GWh", None, language) for key, value in ends.items()}
        said[year] = text("gathering.headline", language, **written)
        assert at.header[0].value == plain(said[year])
        assert text("gathering.about", language, count=len(TABLES), year=year) in words(at)
        if year == 2035:
            at.slider(key="gathered_year").set_value(2036).run()
            assert not at.exception
    assert said[2035] != said[2036]
