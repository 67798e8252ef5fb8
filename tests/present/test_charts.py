"""Charts: valid, small, in the words of the catalogue, and the same whether filled at once or later."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from simulator import HourDigest, load_region
from simulator.hours import MONTH_OF_HOUR
from simulator.inputs.outline import load_outline
from simulator.premises import Goal
from simulator.present import frames, mixes
from simulator.present.charts import BUILDERS, ROWS, has_figures, template
from simulator.present.frames import Seen, View
from simulator.present.hour_sentences import alt_own_load
from simulator.present.takehome import Caption, as_png, chart_svg
from simulator.present.takehome.pictures import SCALE, bare_chart
from simulator.present.text import catalogue, text
from simulator.present.theme import Look
from simulator.questions.portfolio import JOBS, candidates_of
from simulator.uncertainty import Drawn, JobOdds, Swing, promises_of, reach_chances
from tests.questions.test_portfolio import SMALL, asked

MOST_ROWS = 400
MOST_ROWS_IN_DETAIL = 9000
DETAIL = ("month_hours", "week_hours")
made = lru_cache(template)  # built once for each look, and only looked at


def goal_of(name: str) -> Goal:
    return next(goal for goal in load_region().goals if goal.id == name)


def reach(strategy: Seen, language: str) -> pd.DataFrame:
    """The chance of the goal of new production, year by year."""
    region, goal = load_region(), goal_of("new_production")
    years = range(2030, 2040)
    promises = promises_of(strategy.scenario, region, strategy.result.assumptions)
    return frames.reach_rows(years, list(reach_chances(promises, years, goal.target)), goal, language)


def front(language: str) -> pd.DataFrame:
    """A mix in a made-up region, one choice of which is refused."""
    titles = {one.id: one.title for one in candidates_of(SMALL)}
    return mixes.front_rows(asked(crowding=30.0), titles, JOBS, language)


def test_a_mix_shows_how_far_the_whole_simulation_lies_from_the_sum(view: View) -> None:
    rows = front(view.language)
    assert set(rows["sort"]) >= {mixes.FRONT, mixes.BEST, mixes.REFUSED}
    refused = rows[rows["sort"] == mixes.REFUSED].iloc[0]
    assert refused["surplus_gwh"] - refused["sum_gwh"] == pytest.approx(-30.0)
    assert list(rows.loc[rows["sort"] == mixes.BEST, "mark"]) == [text("portfolio.sort_best", view.language)]
    only_sums = rows[rows["sort"] == mixes.FRONT]
    assert (only_sums["surplus_gwh"] == only_sums["sum_gwh"]).all()


# An own hourly curve: half of full power, a tenth more every month, and one hour without any.
CURVE = [0.0, *(5.0 + month / 2 for month in MONTH_OF_HOUR[1:].tolist())]


def test_an_own_curve_is_shown_in_parts_of_its_highest_hour() -> None:
    rows = frames.own_load(CURVE, "nb")
    assert len(rows) == 365
    assert list(rows.loc[0, ["low_share", "high_share"]]) == pytest.approx([0.0, 5.0 / 10.5])
    assert rows.loc[0, "mean_share"] == pytest.approx(23 / 24 * 5.0 / 10.5)
    assert list(rows.loc[364, ["low_share", "mean_share", "high_share"]]) == [1.0, 1.0, 1.0]
    table = frames.own_load_table(CURVE, "nb")
    assert [list(row) for row in table.to_numpy()][::11] == [
        ["januar", "0,00", "4,99", "5,00"],
        ["desember", "10,50", "10,50", "10,50"],
    ]
    said = alt_own_load(frames.own_load(CURVE, "en"), "en")
    assert "1 December (100% on average)" in said
    assert "1 January (46%)" in said


SWINGS = (
    Swing("demand.cars_gwh", np.array([[90.0, 3.0], [110.0, 3.0]])),
    Swing("demand.growth_services_share", np.array([[100.0, 3.5], [100.0, 2.0]])),
    Swing("demand.heavy_transport_gwh", np.array([[100.0, 2.9], [100.0, 3.0]])),
)


def test_a_tornado_of_power_begins_with_what_moves_most_and_leaves_out_what_moves_nothing() -> None:
    rows = frames.swing_rows(SWINGS, np.array([100.0, 3.0]), 1, "en")
    assert list(rows["id"]) == [SWINGS[1].name] * 2 + [SWINGS[2].name] * 2
    assert list(rows["gwh"]) == [3.5, 2.0, 2.9, 3.0]
    assert frames.swing_rows(SWINGS[:1], np.array([100.0, 3.0]), 1, "en").empty


@pytest.fixture(scope="module")
def rows(
    reference: Seen, strategy: Seen, digest: HourDigest, odds: JobOdds, drawn: Drawn, view: View
) -> dict[str, pd.DataFrame]:
    pair, language, region = [reference, strategy], view.language, load_region()
    day = frames.worst_day(digest, 0)
    return {
        "waterfall": frames.waterfall(strategy, view),
        "months": frames.months(strategy, view),
        "weeks": frames.weeks(strategy, view),
        "bars": frames.bars(pair, view, "surplus_gwh"),
        "work": frames.work(pair, view),
        "income": frames.income(pair, view),
        "scenario_months": frames.scenario_months(pair, view),
        "jobs_power": frames.jobs_power(pair, view),
        "fan": frames.fan(strategy, "surplus_gwh", language),
        "chances": frames.chances(strategy.result, language),
        "draws": frames.work_bins(odds, view),
        "curve": frames.work_curve(odds, strategy.result, view),
        "tornado": frames.tornado(odds, view),
        "gathering": frames.gathering(pair, view),
        "parts": frames.parts_of_variance(drawn, view.year, language),
        "reach": reach(strategy, language),
        "front": front(language),
        "drawn_chances": frames.drawn_chances(drawn, language),
        "swings": frames.swing_rows(SWINGS, np.array([100.0, 3.0]), 1, language),
        "days": frames.days(digest, 0, language),
        "month_hours": frames.month_hours(digest, 0, 1, language),
        "week_hours": frames.week_hours(digest, 0, day, language),
        "duration": frames.duration(digest, 0, language),
        "day_map": frames.day_map(digest, 0, language),
        "reservoir": frames.reservoir(digest, 0, language),
        "own_load": frames.own_load(CURVE, language),
        "goal_way": frames.goal_way(strategy.result, goal_of("new_production"), language),
        "grid_map": frames.grid_map(strategy, view, region, load_outline(region)),
    }


def test_every_chart_has_rows_to_show(rows: dict[str, pd.DataFrame]) -> None:
    assert set(rows) == set(BUILDERS)
    for name, block in rows.items():
        assert 0 < len(block) <= (MOST_ROWS_IN_DETAIL if name in DETAIL else MOST_ROWS), name
    assert not any(block.isna().any().any() for block in rows.values())


@pytest.mark.parametrize("name", BUILDERS)
def test_filled_later_is_the_same_as_filled_at_once(name: str, rows: dict[str, pd.DataFrame], view: View) -> None:
    look = Look(view.language, dark=view.language == "en")  # each language and each theme, not each with each
    drawn = BUILDERS[name](rows[name], look).to_dict()
    later = dict(made(name, look))
    assert later.pop("data") == {"name": ROWS}
    assert drawn.pop("data")
    drawn.pop("datasets", None)
    assert without_names(drawn) == without_names(later)


def without_names(spec: Any) -> Any:
    """Leave out the running numbers that altair gives to views."""
    if isinstance(spec, dict):
        return {key: without_names(value) for key, value in spec.items() if key not in {"name", "views"}}
    return [without_names(part) for part in spec] if isinstance(spec, list) else spec


@pytest.mark.parametrize("name", BUILDERS)
def test_titles_come_from_the_catalogue(name: str, view: View) -> None:
    words = set(catalogue(view.language).values()) | {" ", "GWh", "MW"}
    assert set(titles(made(name, Look(view.language)))) <= words


def titles(spec: Any) -> list[str]:
    if isinstance(spec, dict):
        own = [spec["title"]] if isinstance(spec.get("title"), str) else []
        return own + [title for value in spec.values() for title in titles(value)]
    return [title for part in spec for title in titles(part)] if isinstance(spec, list) else []


@pytest.mark.parametrize("name", BUILDERS)
def test_the_number_format_travels_with_the_chart(name: str) -> None:
    locale = made(name, Look("nb"))["config"]["locale"]["number"]
    assert (locale["decimal"], locale["thousands"], locale["minus"]) == (",", "\u00a0", "\u2212")


def test_every_field_of_a_chart_is_a_column(rows: dict[str, pd.DataFrame], view: View) -> None:
    computed = {"order", "signed_mw"}
    for name, block in rows.items():
        missing = fields(made(name, Look(view.language))) - set(block.columns) - computed
        assert not missing, name


def fields(spec: Any) -> set[str]:
    if isinstance(spec, dict):
        own = {spec["field"]} if isinstance(spec.get("field"), str) else set()
        return own.union(*(fields(value) for value in spec.values()))
    return set().union(*(fields(part) for part in spec)) if isinstance(spec, list) else set()


def test_charts_are_layers() -> None:
    assert all(isinstance(build(alt.NamedData(name=ROWS), Look("nb")), alt.LayerChart) for build in BUILDERS.values())


def hollow(block: pd.DataFrame, how: str) -> pd.DataFrame:
    """Return the rows of a chart, or as a scenario of nothing, of one hour or of no number would give them."""
    if how == "whole":
        return block
    numbers = block.select_dtypes("number").columns
    if how == "zero":
        return block.assign(**dict.fromkeys(numbers, 0.0))
    if how == "none":
        return block.assign(**dict.fromkeys(numbers, float("nan")))
    return block.head(1) if how == "single" else block.head(0)


@pytest.mark.bad_input("V09")
@pytest.mark.parametrize("view", [View(2035, "nb")], scope="module")
@pytest.mark.parametrize(
    ("how", "figures"),
    [("whole", True), ("zero", True), ("single", True), ("none", False), ("empty", False)],
)
def test_a_chart_of_much_or_nothing_is_drawn_or_said_to_be_empty(
    how: str, figures: bool, rows: dict[str, pd.DataFrame], view: View
) -> None:
    for name, block in rows.items():
        given = hollow(block, how)
        assert has_figures(given) is figures, name
        if figures:
            assert bare_chart(name, given, Look(view.language), width=300).startswith("<svg"), name


@pytest.mark.parametrize("name", BUILDERS)
def test_the_picture_of_every_chart_carries_title_source_and_date(
    name: str, rows: dict[str, pd.DataFrame], view: View
) -> None:
    title = "Hva ble det av kraften? Et spørsmål som er så langt at det ikke får plass på en linje, men på to eller tre"
    caption = Caption(title, "Scenario. Snitt av 3 værår.", "Kilde: strategi, 2035.", "27. november 2026", ("Én", "To"))
    drawn = chart_svg(name, rows[name], Look(view.language), caption)
    words = " ".join(" ".join(ET.fromstring(drawn).itertext()).split())  # noqa: S314 - our own picture
    for said in (title, caption.subtitle, caption.source, caption.printed_on, *caption.slots):
        assert said in words, said


@pytest.mark.parametrize("view", [View(2035, "nb")], scope="module")
@pytest.mark.parametrize("name", BUILDERS)
def test_the_drawing_of_every_chart_becomes_a_picture_of_its_size(
    name: str, rows: dict[str, pd.DataFrame], view: View
) -> None:
    drawn = chart_svg(name, rows[name], Look(view.language), Caption("", "", "", ""))
    width, height = (float(side) for side in re.findall(r'(?:width|height)="([0-9.]+)"', drawn)[:2])
    picture = Image.open(io.BytesIO(as_png(drawn)))
    assert picture.size == pytest.approx((SCALE * width, SCALE * height), abs=1)
    coarse = picture.convert("RGB").reduce(4)
    assert len(coarse.getcolors(maxcolors=2**24) or []) > 2  # something is drawn on the paper


def test_a_page_says_where_there_is_no_figure() -> None:
    def script() -> None:
        import pandas as pd  # noqa: PLC0415 - this function is run as a script of its own

        from simulator.dashboard import pieces  # noqa: PLC0415
        from simulator.dashboard.souvenirs import Told  # noqa: PLC0415

        pieces.show_chart("months", pd.DataFrame({"value": []}), Told("", "", "", ""), "nb")

    at = AppTest.from_function(script, default_timeout=600).run()
    assert not at.exception
    assert [one.value for one in at.caption] == [text("chart.no_figures", "nb")]
