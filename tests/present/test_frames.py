"""Tidy tables: what is shown adds up to what was computed."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.money import bills_table, payments_table, worth_table
from simulator.present.text import text
from simulator.records import RECIPIENTS

PAIR = ("reference", "strategy")


@pytest.fixture(params=PAIR)
def seen(request: pytest.FixtureRequest) -> Seen:
    result: Seen = request.getfixturevalue(request.param)
    return result


@pytest.fixture(params=[None, (0, 2)])
def places(request: pytest.FixtureRequest) -> tuple[int, ...] | None:
    return request.param


def test_waterfall_adds_up_and_ends_at_the_key_figure(seen: Seen, view: View, places: tuple[int, ...] | None) -> None:
    looked_at = Seen(seen.result, places)
    rows = frames.waterfall(looked_at, view)
    surplus = frames.measured(looked_at, view, "surplus_gwh").mean
    assert rows["change_gwh"].iloc[:-1].sum() == pytest.approx(surplus, abs=1e-6)
    assert rows["end_gwh"].iloc[-1] == pytest.approx(surplus, abs=1e-6)
    assert np.allclose(rows["start_gwh"].iloc[1:-1], rows["end_gwh"].iloc[:-2])
    assert rows["label"].is_unique


def test_difference_leads_from_one_key_figure_to_the_other(reference: Seen, strategy: Seen, view: View) -> None:
    rows = frames.difference(reference, strategy, view)
    assert rows["change_gwh"].iloc[0] == pytest.approx(frames.measured(reference, view, "surplus_gwh").mean)
    assert rows["end_gwh"].iloc[-1] == pytest.approx(frames.measured(strategy, view, "surplus_gwh").mean)
    assert rows["end_gwh"].iloc[-2] == pytest.approx(rows["end_gwh"].iloc[-1], abs=0.1)


def test_months_sum_to_the_year(seen: Seen, view: View) -> None:
    rows = frames.months(seen, view)
    by_part = rows.groupby("part")["gwh"].sum()
    production = frames.measured(seen, view, "production_gwh").mean
    consumption = frames.measured(seen, view, "consumption_gwh").mean
    assert by_part["months_production"] == pytest.approx(production)
    assert by_part["months_today"] + by_part["months_establishments"] == pytest.approx(consumption)
    surplus = rows.drop_duplicates("month")["surplus_gwh"].sum()
    assert surplus == pytest.approx(frames.measured(seen, view, "surplus_gwh").mean)


def test_worst_weeks_are_the_key_figure(seen: Seen, view: View) -> None:
    rows = frames.weeks(seen, view)
    assert rows["surplus_gwh"].mean() == pytest.approx(frames.measured(seen, view, "worst_week_surplus_gwh").mean)
    assert ((rows["kind"] == "deficit") == (rows["surplus_gwh"] < 0)).all()
    assert rows["day"].between(0, 364).all()


def test_range_holds_the_mean(strategy: Seen, view: View) -> None:
    for name in frames.TRIO:
        spread = frames.measured(strategy, view, name)
        assert spread.low <= spread.mean <= spread.high


def test_work_and_income_add_up(reference: Seen, strategy: Seen, view: View) -> None:
    seen = [reference, strategy]
    work, income = frames.work(seen, view), frames.income(seen, view)
    jobs = frames.bars(seen, view, "jobs").set_index("slot")["value"]
    assert np.allclose(work.groupby("slot")["persons"].sum(), jobs)
    municipal = income[income["group"] != "local"].groupby("slot")["mnok"].sum()
    assert np.allclose(municipal, frames.bars(seen, view, "municipal_income_mnok").set_index("slot")["value"])


def test_scenario_months_sum_to_the_surplus(reference: Seen, strategy: Seen, view: View) -> None:
    rows = frames.scenario_months([reference, strategy], view)
    yearly = frames.bars([reference, strategy], view, "surplus_gwh").set_index("slot")["value"]
    assert np.allclose(rows.groupby("slot")["surplus_gwh"].sum(), yearly)


def test_goals_are_all_there_once_with_a_sentence(seen: Seen, view: View, region: Region) -> None:
    rows = frames.goals(seen.result, view.language)
    assert sorted(rows["id"]) == sorted(goal.id for goal in region.goals)
    assert rows["sentence"].str.len().min() > 10
    assert not rows["sentence"].str.contains("[{}]").any()
    assert sum(frames.status_counts(seen.result).values()) == len(region.goals)


def test_the_two_goals_that_disagree_are_worked_out(strategy: Seen) -> None:
    said = frames.disagreement(strategy.result, "en")
    assert "63 more a year" in said
    assert "8,911" in said


def test_register_holds_every_number_and_can_be_narrowed(region: Region, view: View) -> None:
    rows = frames.register(region.book, view.language)
    assert len(rows) == len(region.book)
    assert sum(frames.confidence_counts(region.book).values()) == len(rows)
    grid = frames.matching(rows, topic="grid", confidences=[], search="")
    assert set(grid["topic"]) == {"grid"}
    measured = frames.matching(rows, topic=None, confidences=["measured"], search="2024")
    assert set(measured["confidence"]) == {"measured"}
    assert len(measured) < len(rows)
    assert frames.matching(rows, topic=None, confidences=[], search="no such word anywhere").empty


def test_all_figures_stand_side_by_side(reference: Seen, strategy: Seen, view: View) -> None:
    table = frames.all_figures([reference, strategy], view)
    assert len(table.columns) == 3
    assert len(table) == len(reference.result.indicators.values)


def test_titles_that_meet_are_numbered(reference: Seen) -> None:
    assert len(set(frames.titles([reference, reference], "nb"))) == 2


def test_findings_say_the_three_things_together(seen: Seen, view: View) -> None:
    said = sentences.finding(seen, view)
    for figure in frames.power_figures(seen, view):
        assert figure.value.lstrip("\u2212") in said


def test_findings_name_a_dry_year_that_is_short(view: View, strategy: Seen) -> None:
    week = frames.measured(strategy, view, "worst_week_surplus_gwh")
    said = sentences.finding(strategy, view)
    if week.mean >= 0 > week.low:
        assert sentences.gwh(week.low, view.language) in said


def test_sentences_for_every_part_of_the_screen(reference: Seen, strategy: Seen, view: View) -> None:
    rows = frames.waterfall(strategy, view)
    assert rows["label"].iloc[0] in sentences.alt_waterfall(rows, view)
    assert sentences.alt_months(frames.months(strategy, view), view)
    assert sentences.alt_weeks(frames.weeks(strategy, view), view)
    assert sentences.worst_week(strategy, view)
    assert sentences.unserved(strategy, view)
    assert "A" in sentences.comparison_finding([reference, strategy], view, ["A", "A"])
    assert sentences.alt_scenario_months([reference, strategy], view)


# Money ----------------------------------------------------------------


def test_the_municipalities_add_up_to_the_figure(strategy: Seen, view: View) -> None:
    table = frames.municipality_table([strategy], view)
    place, income = strategy.year_place(view.year), strategy.result.income
    assert len(table) == len(income.municipalities) + 2
    by_place = income.municipal_mnok()[1, :, place].mean(axis=-1)
    assert np.isclose(by_place.sum(), frames.bars([strategy], view, "municipal_income_mnok")["value"].iloc[0])


def test_every_project_has_its_worth_and_owners_at_four_shares(reference: Seen, strategy: Seen, view: View) -> None:
    worth, owned = frames.economics_table([reference, strategy], view), frames.ownership_table([strategy], view)
    assert len(worth) == len(owned) == len(strategy.scenario.projects)
    assert len(owned.columns) == 3 + 4
    assert frames.economics_table([reference], view).empty


def test_the_table_says_what_the_market_pays_for(strategy: Seen, view: View) -> None:
    said = frames.economics_table([strategy], view)[text("table.covers", view.language)]
    for line, found in zip(said, strategy.result.income.economics, strict=True):
        low, central, high = (text(f"covers.{word}", view.language) for word in found.covers)
        assert line.startswith(central)
        assert (low in line and high in line) if low != high else line == central


def test_all_that_new_power_earns_goes_to_somebody(strategy: Seen) -> None:
    income = strategy.result.income
    places = [place for place, group in enumerate(income.groups) if group == "projects"]
    np.testing.assert_allclose(income.paid_mnok[:, :, places].sum(axis=1), income.revenue_mnok[:, places], atol=1e-9)
    assert len(frames.recipients_table([strategy], View(2035, "en"))) == len(RECIPIENTS) + 1


def test_files_on_money_agree_with_the_figures(strategy: Seen) -> None:
    result = strategy.result
    paid, worth, bills = payments_table([result]), worth_table([result]), bills_table([result])
    municipal = paid[(paid["recipient"] == "municipality") & (paid["year"] == 2035)]
    figures = result.income.municipal_mnok()[:, :, result.income.years.index(2035)].sum(axis=1).mean(axis=-1)
    np.testing.assert_allclose(municipal[["low", "central", "high"]].sum(), figures)
    assert set(worth["project"]) == {project.id for project in strategy.scenario.projects}
    assert (worth["figure"] == "local_dividends_at_0.34_mnok").sum() == len(strategy.scenario.projects)
    energy = bills[(bills["figure"] == "energy_mnok") & (bills["year"] == 2035)]["central"].sum()
    used = result.ledger.establishment_mwh[result.income.years.index(2035)].sum(axis=-1).mean()
    assert 200 < energy * 1e6 / used < 1000  # NOK per MWh


def test_surplus_is_sold_at_about_the_price_of_power(reference: Seen) -> None:
    ledger = reference.result.ledger
    price = ledger.export_value_eur.sum() / ledger.export_mwh.sum()
    flat = ledger.plant_flat_eur.sum() / ledger.plant_mwh.sum()
    assert 0.8 < price / flat < 1.4


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_jobs_bridge_adds_up_and_says_what_limits(seen: Seen, language: str) -> None:
    rows = frames.bridge_rows(seen.result, language)
    for case in ("low_persons", "central_persons", "high_persons"):
        assert rows[case].iloc[:-1].sum() == pytest.approx(rows[case].iloc[-1], abs=1e-9)
    assert rows["central_persons"].iloc[0] == 7811
    assert rows["name"].is_unique
    table = frames.bridge_table(seen.result, language)
    assert table.shape == (len(rows), 3)
    assert "2035" in frames.bridge_title(seen.result, language)
    assert frames.what_limits(seen.result, language).endswith(".")


def test_the_goal_for_participation_names_both_definitions(strategy: Seen) -> None:
    rows = frames.goals(strategy.result, "en").set_index("id")
    sentence = rows.loc["participation_2035", "sentence"]
    assert "aged 20–66" in sentence
    assert "aged 15–74" in sentence


@pytest.mark.parametrize("language", ["nb", "en"])
def test_people_are_shown_by_municipality_and_for_the_region(reference: Seen, language: str, region: Region) -> None:
    table = frames.people_table(reference.result, language)
    assert table.shape == (len(region.municipalities) + 1, 6)
    assert table.iloc[-1, 1].replace("\N{NO-BREAK SPACE}", ",") == "15,095"
    assert table.iloc[-1, 4].replace("\N{NO-BREAK SPACE}", ",") == "8,383"
