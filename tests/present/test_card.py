"""The card of a scenario under test: four answers with the core's figures, and what would mend what breaks a limit."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from simulator import Region
from simulator.premises import Range
from simulator.present import frames
from simulator.present.frames import TRIO, Seen, View
from simulator.present.frames.card import Answer
from simulator.present.text import fmt, text
from tests.present.conftest import YEAR, answer

HOURS = dict(zip(TRIO, (8760, 4368, 168), strict=True))  # of a year, of October to March, of a week


@pytest.fixture(scope="module")
def hyperscale(region: Region) -> Seen:
    """A scenario that the grid does not carry."""
    return Seen(answer("hyperscale_200mw", region))


@pytest.fixture
def norwegian() -> View:
    return View(YEAR, "nb")


def mean(seen: Seen, name: str) -> float:
    """Return the mean over the weather years of the year in view, as the core has it."""
    return float(seen.result.indicators.values[name][seen.result.ledger.years.index(YEAR)].mean())


def with_figures(seen: Seen, **figures: float) -> Seen:
    """Return the same result with the same figures in every year and weather."""
    known = seen.result.indicators
    values = {name: np.full_like(known.values[name], value) for name, value in figures.items()}
    return Seen(replace(seen.result, indicators=replace(known, values={**known.values, **values})))


def with_limit(seen: Seen, hours: float) -> Seen:
    """Return the same result where as many hours of cuts are allowed."""
    numbers = seen.result.assumptions
    ranges = {**numbers.ranges, "connection.cut_limit_hours": Range(hours, hours, hours)}
    return Seen(replace(seen.result, assumptions=replace(numbers, ranges=ranges)))


def number(words: str) -> float:
    """Read a printed figure back."""
    return float(re.sub(r"[^\d,−-]", "", words).replace("−", "-").replace(",", "."))


@pytest.mark.parametrize("name", ["reference", "strategy", "hyperscale"])
def test_the_card_the_key_figures_and_the_table_below_it_print_the_same(
    name: str, view: View, reference: Seen, request: pytest.FixtureRequest
) -> None:
    seen = request.getfixturevalue(name)
    lines = frames.power_answer(seen, reference, view).lines
    assert [line.value for line in lines] == [fmt(mean(seen, one), "GWh", None, view.language) for one in TRIO]
    assert [line.value for line in lines] == [one.value for one in frames.power_figures(seen, view)]
    for rows in (frames.waterfall(seen, view), frames.difference(reference, seen, view)):
        last = frames.step_table(rows, view.language)[text("table.change", view.language)].iloc[-1]
        assert lines[0].value == f"{last}\u00a0GWh"


def test_the_change_is_the_difference_of_what_is_printed(strategy: Seen, reference: Seen, norwegian: View) -> None:
    now, before = (frames.power_answer(seen, reference, norwegian).lines for seen in (strategy, reference))
    for line, start in zip(now, before, strict=True):
        assert number(line.below) == pytest.approx(number(line.value) - number(start.value))
        assert start.below == text("card.unchanged", "nb")


@pytest.mark.parametrize("signs", list(product((1, -1), repeat=3)), ids=str)
def test_what_is_short_is_said_and_what_would_close_the_gap(
    signs: tuple[int, int, int], reference: Seen, norwegian: View
) -> None:
    figures = dict(zip(TRIO, (50.0, 40.0, 2.0), strict=True))
    given = {name: sign * figures[name] for name, sign in zip(TRIO, signs, strict=True)}
    said = frames.power_answer(with_figures(reference, **given), reference, norwegian)
    year, winter, week = signs
    assert said.tone == ("bad" if min(year, winter) < 0 else "tight" if week < 0 else "good")
    if min(signs) > 0:
        assert said.remedy == ""
        return
    short = [name for name in TRIO if given[name] < 0]
    flat_mw = {name: figures[name] * 1000 / HOURS[name] for name in short}
    hardest = max(short, key=flat_mw.__getitem__)
    assert fmt(figures[hardest], "GWh", None, "nb") in said.remedy
    assert fmt(flat_mw[hardest], "MW", None, "nb") in said.remedy


def test_enough_on_average_but_not_in_a_dry_year_is_tight(reference: Seen, norwegian: View) -> None:
    enough = with_figures(reference, **dict.fromkeys(TRIO, 1000.0)).result
    values = enough.indicators.values["surplus_gwh"].copy()
    values[..., 0] = -500.0
    dry = replace(enough, indicators=replace(enough.indicators, values={**enough.indicators.values, TRIO[0]: values}))
    said = frames.power_answer(Seen(dry), reference, norwegian)
    assert (said.tone, said.verdict) == ("tight", text("card.power_tight", "nb"))
    low = np.quantile(values[0], 0.1)
    assert low < 0
    assert fmt(-low, "GWh", None, "nb") in said.remedy


def test_without_an_establishment_the_grid_has_nothing_to_carry(reference: Seen, view: View) -> None:
    said = frames.connection_answer(reference, view)
    assert (said.tone, said.lines, said.remedy) == ("plain", (), "")
    assert said.verdict == text("card.connection_none", view.language, year=YEAR)


def cut_hours(seen: Seen) -> float:
    """Return the hours with a cut of the establishment cut most often, a mean over the weather years."""
    hours = seen.result.connections.establishment_cut_hours[seen.result.ledger.years.index(YEAR)]
    return float(hours.mean(axis=0).max())


def test_a_grid_that_does_not_carry_it_names_the_line_the_power_and_the_hours(hyperscale: Seen, view: View) -> None:
    said, language = frames.connection_answer(hyperscale, view), view.language
    hours, limit = cut_hours(hyperscale), hyperscale.result.assumptions["connection.cut_limit_hours"]
    assert hours > limit
    assert (said.tone, said.symbol) == ("bad", "✖")
    assert said.verdict == text("card.connection_bad", language, limit=fmt(limit, "hours", None, language))
    cut, always, binding = said.lines
    assert cut.value == fmt(hours, "hours", None, language)
    assert always.name == text("card.always", language)
    known = {text(f"grid.{link}", language) for link in hyperscale.result.connections.links}
    assert binding.value in known
    for words in (binding.value, always.value, cut.value):
        assert words in said.remedy


def test_cuts_within_the_limit_are_a_yes_with_conditions(hyperscale: Seen, norwegian: View) -> None:
    said = frames.connection_answer(with_limit(hyperscale, 8760.0), norwegian)
    assert mean(hyperscale, "general_unserved_hours") == 0
    assert said.tone == "tight"
    assert fmt(cut_hours(hyperscale), "hours", None, "nb") in said.remedy


def test_jobs_stand_by_kind_with_their_range_and_building_apart(strategy: Seen, reference: Seen, view: View) -> None:
    said, jobs = frames.jobs_answer(strategy, reference, view), strategy.result.jobs
    place, language = strategy.result.ledger.years.index(YEAR), view.language
    kinds = (jobs.direct_persons, jobs.indirect_persons, jobs.induced_persons)
    assert len(said.lines) == len(kinds) + 1
    for line, persons in zip(said.lines, kinds, strict=False):
        low, central, high = persons.sum(axis=-1)[:, place].mean(axis=-1)
        assert line.value == fmt(central, "persons", 0, language)
        for end in (low, high):
            assert fmt(end, "count", None, language) in line.below
    building = jobs.construction_job_years.sum(axis=-1)[1, place].mean()
    assert said.lines[-1].value == fmt(building, "job-years", 0, language)
    assert fmt(sum(kind.sum(axis=-1)[1, place].mean() for kind in kinds), "count", 0, language) in said.verdict


def test_income_stands_before_and_after_evening_out(strategy: Seen, reference: Seen, view: View) -> None:
    said, language = frames.income_answer(strategy, reference, view), view.language
    names = ("municipal_income_mnok", "municipal_income_net_mnok")
    assert [line.value for line in said.lines] == [fmt(mean(strategy, one), "MNOK", None, language) for one in names]
    assert said.verdict != text("card.income_same", language)
    same = frames.income_answer(reference, reference, view)
    assert same.verdict == text("card.income_same", language)


def test_every_tone_has_a_sign_of_its_own() -> None:
    signs = [Answer("power", "", tone, "", ()).symbol for tone in ("good", "tight", "bad", "plain")]
    assert len(set(signs)) == len(signs)
