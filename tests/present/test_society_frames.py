"""Tables on municipalities, schooling, apprentices and evidence as a person reads them."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.present import frames
from simulator.present.comparison import comparison_table
from simulator.present.frames import Seen, View
from simulator.present.society import bridges_table, place_figures, places_table, skills_by_level
from simulator.present.text import text


def test_each_municipality_has_a_row_and_the_region_stands_last(strategy: Seen, view: View) -> None:
    rows = frames.places_outlook(strategy.result, view.language)
    assert len(rows) == 7 and rows.shape[1] == 5
    assert rows.iloc[-1, 0] == text("people.region", view.language)
    assert rows.iloc[-1].str.contains(r"\(").sum() == 4


def test_places_sum_to_the_regions_indicators_in_every_case(strategy: Seen) -> None:
    result = strategy.result
    found = place_figures(result)
    for name, unit in (("employed_persons", "persons"), ("population_persons", "persons")):
        np.testing.assert_allclose(found[name, unit].sum(axis=1), getattr(result.labour, name))
    income = found["municipal_income_mnok", "MNOK"].sum(axis=1)
    np.testing.assert_allclose(income, result.income.municipal_mnok().sum(axis=1))
    direct = found["jobs_direct_persons", "persons"].sum(axis=1)
    np.testing.assert_allclose(direct, result.jobs.direct_persons.sum(axis=-1))


def test_tidy_tables_hold_every_year_and_step(strategy: Seen) -> None:
    years = len(strategy.result.labour.years)
    assert len(places_table([strategy.result])) == years * 6 * 11
    assert len(skills_by_level([strategy.result])) == years * 3 * 3
    steps = bridges_table([strategy.result]).set_index("step")["central"]
    assert steps["income"] > 0
    assert steps.drop("end").sum() == pytest.approx(steps["end"], abs=1e-9)


def test_schooling_has_three_levels_and_apprentices_a_sentence(strategy: Seen, view: View) -> None:
    rows = frames.skills_table(strategy.result, view.language)
    assert rows.shape == (3, 4)
    assert "67" in frames.apprentices(strategy.result, view.language)


def test_every_goal_says_what_it_stands_on(strategy: Seen, view: View) -> None:
    rows = frames.goals(strategy.result, view.language).set_index("id")
    assert rows["evidence"].str.len().min() > 10
    food = rows.loc["food_jobs_2030", "evidence"]
    assert text("confidence.assumption", view.language).lower() in food
    assert text("kind.food_dairy", view.language).capitalize()[:5] in food
    many = rows.loc["employment_2035", "evidence"]
    assert text("goals.more_sources", view.language, count=0).split()[-1] in many


def test_the_comparison_says_what_limits_the_jobs(strategy: Seen, view: View) -> None:
    table = comparison_table([strategy.result], year=view.year, language=view.language)
    names, said = (list(column.cells) for column in table.columns)
    assert said[names.index(text("bridge.limit", view.language))] == frames.what_limits(strategy.result, view.language)
