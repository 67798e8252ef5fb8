"""Draws of the whole model as rows and sentences: parts that add up, limits in words, no figure lost in a file."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import load_region
from simulator.present import frames
from simulator.present.drawn_tables import fates_rows, goals_rows, values_rows
from simulator.present.frames import View
from simulator.present.futures_sentences import box_sentence, limit_words, parts_sentence
from simulator.present.text import text, titled
from simulator.uncertainty import Box, Drawn, Found, Limit, measure_regret


def test_parts_of_each_figure_sum_to_one(drawn: Drawn, view: View) -> None:
    rows = frames.parts_of_variance(drawn, view.year, view.language)
    assert {"surplus_gwh", "jobs_direct_persons"} <= set(rows["id"])
    np.testing.assert_allclose(rows.groupby("id")["share"].sum(), 1.0)
    assert len(frames.drawn_table(rows, view.language)) == rows["id"].nunique()
    assert parts_sentence(rows, view.language).count("**") == 10
    assert parts_sentence(rows[:0], view.language) == ""


def test_chances_are_shares_the_likeliest_first(drawn: Drawn, view: View) -> None:
    rows = frames.drawn_chances(drawn, view.language)
    assert rows["chance_share"].between(0, 1).all() and rows["chance_share"].is_monotonic_decreasing
    assert len(frames.drawn_chances_table(rows, view.language)) == len(drawn.goals)


def test_few_draws_alike_make_nothing_certain_or_hardly_possible(drawn: Drawn, view: View) -> None:
    rows = frames.drawn_chances(drawn, view.language).set_index("chance_share")
    alike = rows.loc[[share for share in (0.0, 1.0) if share in rows.index]]
    assert len(alike)
    assert not set(alike["word"]) & {text(f"likelihood.{word}", view.language) for word in ("certain", "hardly")}


def test_every_value_and_fate_stands_in_the_tables(drawn: Drawn) -> None:
    rows = values_rows(drawn)
    assert len(rows) == drawn.figures.size
    for place in (0, len(rows) // 2, len(rows) - 1):
        row = rows.iloc[place]
        draw = list(drawn.numbers).index(row["draw"])
        weather = list(drawn.weather[draw]).index(row["weather"])
        assert drawn.of(row["indicator"], row["year"])[draw, weather] == row["value"]
    assert len(fates_rows(drawn)) == drawn.stands.size
    assert len(goals_rows(drawn)) == drawn.stated.sum()


@pytest.mark.parametrize("side", ["low", "high"])
def test_limits_are_said_in_words(drawn: Drawn, view: View, side: str) -> None:
    book, entry = load_region().book, drawn.scenario.projects[0]
    names = ("demand.cars_gwh", f"stands:{entry.id}", f"opens:{entry.id}")
    limits = [Limit(name, 1.0 if side == "low" else None, 1.0 if side == "high" else None) for name in names]
    number, stands, opens = (limit_words(one, drawn.scenario, book, view.language) for one in limits)
    title = titled(entry.title, view.language)
    assert "1" in number and title in stands and title in opens
    box = Box(tuple(limits), 0.91, 0.8, 0.2)
    said = box_sentence(Found("missed", box), "new_production", drawn.scenario, book, view.language)
    assert "9" in said and "80" in said and title in said


@pytest.mark.parametrize("outcome", ["missed", "reached"])
def test_what_tells_nothing_is_said(drawn: Drawn, view: View, outcome: str) -> None:
    book, name = load_region().book, "new_production"
    for box in (None, Box((), 1.0, 0.5, 1.0)):
        assert box_sentence(Found(outcome, box), name, drawn.scenario, book, view.language)  # type: ignore[arg-type]


def test_regret_is_written_for_every_scenario(view: View) -> None:
    regret = measure_regret(("a", "b"), np.array([[1.0, 2.0], [3.0, 0.0]]), better="more")
    table = frames.regret_table(regret, {"a": "A", "b": "B"}, "surplus_gwh", view.language)
    assert list(table.iloc[:, 0]) == ["A", "B"] and "50" in table.iloc[0, 1]
