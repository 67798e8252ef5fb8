"""Hours on the screen without a browser: on request, in both languages, from the year down to a week and back."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from simulator.dashboard import store
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import OwnCurve
from simulator.present import frames, hour_sentences
from simulator.present.text import LANGUAGES, text
from tests.dashboard.test_app import opened, words

YEAR = 2035
LEVELS = ("year", "month", "week")
CHARTS_OF_HOURS = 4  # one level, sorted hours, map, reservoirs


def heads(at: AppTest) -> list[str]:
    return [str(head.value) for head in at.subheader]


def charts(at: AppTest) -> int:
    return len(at.get("vega_lite_chart"))


def look(at: AppTest, level: str) -> AppTest:
    return at.segmented_control(key="hours_level").set_value(level).run()


def test_hours_are_computed_only_when_asked_for() -> None:
    at = opened("overview")
    before = charts(at)
    assert text("hours.title", "nb") in [head.value for head in at.header]
    assert text("hours.why_title", "nb") not in heads(at)
    at.toggle(key="hours_shown").set_value(True).run()
    assert not at.exception
    assert text("hours.why_title", "nb") in heads(at)
    assert charts(at) == before + CHARTS_OF_HOURS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_level_in_every_language(level: str, language: str) -> None:
    at = look(opened("overview", scenario="strategy", hours_shown=True, language=language), level)
    assert not at.exception
    assert "{" not in words(at)
    digest = store.answers().hours(store.shipped(True)["strategy"], YEAR).result()
    weather = frames.weather_place(digest, "worst")
    assert hour_sentences.why(digest, weather, language) in [block.value for block in at.markdown]
    title = text("hours.week_title", language, week=frames.week_name(frames.worst_day(digest, weather), language))
    assert (title in heads(at)) == (level == "week")


def test_another_weather_year_is_another_worst_week() -> None:
    at = opened("overview", hours_shown=True)
    before = words(at)
    at.segmented_control(key="hours_kind").set_value("wet").run()
    assert not at.exception
    assert words(at) != before


def test_a_month_leads_to_its_worst_week_and_a_week_to_its_month() -> None:
    at = look(opened("overview", hours_shown=True), "month")
    at.select_slider(key="hours_month").set_value(8).run()
    digest = store.answers().hours(store.shipped(True)["reference"], YEAR).result()
    weather = frames.weather_place(digest, "worst")
    look(at, "week")
    assert at.select_slider(key="hours_day").value == frames.worst_day(digest, weather, month=8)
    at.select_slider(key="hours_day").set_value(0).run()
    look(at, "month")
    assert not at.exception
    assert at.select_slider(key="hours_month").value == 1


def test_one_press_leads_back_to_the_worst_week() -> None:
    at = look(opened("overview", hours_shown=True), "week")
    worst = at.select_slider(key="hours_day").value
    at.select_slider(key="hours_day").set_value(200).run()
    next(button for button in at.button if button.label == text("hours.to_worst", "nb")).click().run()
    assert not at.exception
    assert at.select_slider(key="hours_day").value == worst


def test_what_was_chosen_is_kept_while_its_widget_is_away() -> None:
    at = look(opened("overview", hours_shown=True), "week")
    at.select_slider(key="hours_day").set_value(120).run()
    look(look(at, "year"), "week")
    assert at.select_slider(key="hours_day").value == 120


def test_two_scenarios_that_differ_by_an_own_curve_alone_have_different_hours() -> None:
    scenario = store.shipped(True)["data_centre_80mw"]
    (centre,) = scenario.establishments
    uneven = tuple(np.linspace(0.2, 1.0, HOURS_PER_YEAR).tolist())
    curves = (uneven, tuple(reversed(uneven)))
    first, other = (
        scenario.model_copy(update={"establishments": (centre.with_curve(OwnCurve("curve.csv", curve, "")),)})
        for curve in curves
    )
    assert first.model_dump_json() == other.model_dump_json()
    known = store.answers().hours(first, YEAR).result()
    assert store.answers().hours(first.model_copy(), YEAR).result() is known
    assert not np.allclose(store.answers().hours(other, YEAR).result().establishment_mw, known.establishment_mw)
