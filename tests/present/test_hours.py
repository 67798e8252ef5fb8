"""Hours on the screen: every level keeps the peaks and sums to the annual figure; the worst week is explained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulator import HourDigest, Region, load_weather, resolve, simulate_hours
from simulator.hours import DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_YEAR, MONTH_OF_DAY, week_sums
from simulator.present import frames, hour_sentences
from simulator.present.frames import Seen, View
from simulator.present.text import LANGUAGES, figure, fmt, text
from simulator.records.hours import HOURLY, SIGNED

LANGUAGE = "nb"
YEAR = 2035
WEEK = 168


@pytest.fixture(params=frames.KINDS_OF_YEAR)
def weather(request: pytest.FixtureRequest, digest: HourDigest) -> int:
    return frames.weather_place(digest, request.param)


def annual_mwh(strategy: Seen, weather: int) -> float:
    ledger = strategy.result.ledger
    return float(ledger.surplus_mwh[ledger.years.index(YEAR), weather].sum())


def test_days_keep_the_peaks_and_sum_to_the_year(digest: HourDigest, strategy: Seen, weather: int) -> None:
    hours, rows = digest.surplus_of(weather), frames.days(digest, weather, LANGUAGE)
    assert len(rows) == DAYS_PER_YEAR
    assert rows["high_mw"].max() == hours.max()
    assert rows["low_mw"].min() == hours.min()
    assert (rows["low_mw"] <= rows["mean_mw"]).all()
    assert (rows["mean_mw"] <= rows["high_mw"]).all()
    assert rows["mean_mw"].sum() * HOURS_PER_DAY == pytest.approx(annual_mwh(strategy, weather), abs=0.5)


def test_months_keep_the_peaks_and_sum_to_the_year(digest: HourDigest, strategy: Seen, weather: int) -> None:
    hours = digest.surplus_of(weather)
    rows = pd.concat([frames.month_hours(digest, weather, month, LANGUAGE) for month in range(1, 13)])
    assert len(rows) == HOURS_PER_YEAR
    assert rows["surplus_mw"].max() == hours.max()
    assert rows["surplus_mw"].min() == hours.min()
    assert rows["surplus_mw"].sum() == pytest.approx(annual_mwh(strategy, weather), abs=0.5)
    assert np.allclose(rows["production_mw"] - rows["consumption_mw"], rows["surplus_mw"])


def test_weeks_keep_the_peaks_and_sum_to_the_year(digest: HourDigest, strategy: Seen, weather: int) -> None:
    """Fifty-two weeks and the last day, which the last week that fits also shows."""
    made, used = [], []
    for first in [*range(0, DAYS_PER_YEAR - 7, 7), frames.LAST_WEEK]:
        rows = frames.week_hours(digest, weather, first, LANGUAGE)
        parts = rows[~rows["part"].isin(["outside", "unserved", "consumption"])]
        new = WEEK if first != frames.LAST_WEEK else HOURS_PER_DAY
        made.append(parts.groupby("hour")["mw"].sum().to_numpy()[-new:])
        used.append(rows[rows["part"] == "consumption"]["mw"].to_numpy()[-new:])
    surplus = np.concatenate(made) - np.concatenate(used)
    assert len(surplus) == HOURS_PER_YEAR
    assert surplus.sum() == pytest.approx(annual_mwh(strategy, weather), abs=0.5)
    assert np.allclose(surplus, digest.surplus_of(weather), atol=1e-3)


def test_the_parts_of_a_week_lie_on_each_other_and_reach_what_is_wanted(digest: HourDigest) -> None:
    weather = frames.weather_place(digest, "worst")
    rows = frames.week_hours(digest, weather, frames.worst_day(digest, weather), LANGUAGE)
    wanted = rows[rows["part"] == "consumption"].set_index("hour")["high_mw"]
    stacked = rows[rows["part"] != "consumption"]
    top = stacked.groupby("hour")["high_mw"].max()
    short = digest.surplus_of(weather)[top.index] < 0
    assert short.any()
    assert np.allclose(top[short], wanted[short], atol=1e-3)
    assert np.allclose(stacked.groupby("hour")["mw"].sum(), top, atol=1e-3)
    assert (stacked["mw"] >= 0).all()
    assert len(wanted) == WEEK


def test_what_is_not_supplied_is_told_from_what_comes_from_outside(digest: HourDigest) -> None:
    day = frames.worst_day(digest, 0)
    hour = day * HOURS_PER_DAY + int(digest.surplus_of(0)[day * HOURS_PER_DAY :][:WEEK].argmin())
    moved = {name: getattr(digest, f"{name}_mw").copy() for name in ("unserved", "exchange", "export")}
    moved["unserved"][0, hour] += 3
    moved["export"][0, hour] += 3
    moved["exchange"][0, 0, hour] += 3
    cut = replace(digest, **{f"{name}_mw": values for name, values in moved.items()})
    rows = frames.week_hours(cut, 0, day, LANGUAGE)
    assert rows[rows["part"] == "unserved"]["mw"].sum() == pytest.approx(3, abs=1e-3)
    assert "unserved" not in set(frames.week_hours(digest, 0, day, LANGUAGE)["part"])
    assert text("hours.why_cut", LANGUAGE, hours=fmt(1, "hours", 0)) in hour_sentences.why(cut, 0, LANGUAGE)


def test_sorted_hours_fall_keep_both_ends_and_sum_to_the_year(digest: HourDigest, strategy: Seen, weather: int) -> None:
    hours, rows = digest.surplus_of(weather), frames.duration(digest, weather, LANGUAGE)
    assert (rows["surplus_mw"].diff().dropna() <= 0).all()
    assert (rows["hours"].diff().dropna() > 0).all()
    assert rows["surplus_mw"].iloc[0] == hours.max()
    assert rows["surplus_mw"].iloc[-1] == hours.min()
    assert rows["weight_hours"].sum() == HOURS_PER_YEAR
    assert (rows["surplus_mw"] * rows["weight_hours"]).sum() == pytest.approx(annual_mwh(strategy, weather), abs=0.5)
    assert rows["holds_hours"][0] == (hours >= 0).sum()
    assert rows["import_limit_mw"][0] == -digest.import_limit_mw
    assert (rows["low_mw"] <= rows["high_mw"]).all()


def test_sorted_hours_of_a_point_stay_within_its_limits_and_points_sum_to_the_region(
    digest: HourDigest, strategy: Seen, weather: int
) -> None:
    bring, send = digest.exchange_limit_mw.T
    assert (bring.sum(), send.sum()) == (digest.import_limit_mw, digest.export_limit_mw)
    carried = 0.0
    full = strategy.result.connections.exchange_full_hours[strategy.result.ledger.years.index(YEAR), weather]
    for place, point in enumerate(digest.exchanges):
        rows = frames.duration(digest, weather, LANGUAGE, point)
        hours = digest.exchange_mw[weather, place].astype(float)
        assert (rows["surplus_mw"].diff().dropna() <= 0).all()
        assert list(rows["surplus_mw"].iloc[[0, -1]]) == [hours.max(), hours.min()]
        assert hours.max() <= send[place] + 1e-3
        assert -hours.min() <= bring[place] + 1e-3
        assert rows["holds_hours"][0] == (hours > 0).sum()
        assert full[place, 1] == (hours >= send[place] - 1e-3).sum()
        assert full[place, 0] == (-hours >= bring[place] - 1e-3).sum()
        carried += (rows["surplus_mw"] * rows["weight_hours"]).sum()
        for language in LANGUAGES:
            said = hour_sentences.alt_duration(frames.duration(digest, weather, language, point), language, point)
            assert fmt(float((hours > 0).sum()), "count", 0, language) in said
            table = frames.duration_table(rows, language, at_point=True)
            assert text("hours.column_sent_mw", language) in table
    net = digest.export_mw[weather].sum(dtype=float) - digest.import_mw[weather].sum(dtype=float)
    assert carried == pytest.approx(net, abs=1.0)


def test_the_map_sums_to_the_year_and_is_even_around_zero(digest: HourDigest, strategy: Seen, weather: int) -> None:
    hours, rows = digest.surplus_of(weather), frames.day_map(digest, weather, LANGUAGE)
    assert len(rows) == 288
    assert (rows["surplus_mw"] * rows["days"]).sum() == pytest.approx(annual_mwh(strategy, weather), abs=0.5)
    assert rows["lowest_mw"].min() == hours.min()
    assert rows["edge_mw"].min() == -rows["edge_mw"].max()
    assert rows["surplus_mw"].abs().max() <= rows["edge_mw"].max()
    first = digest.surplus_of(weather)[: 31 * HOURS_PER_DAY].reshape(31, HOURS_PER_DAY)[:, 5].mean()
    assert rows.query("month == 1 and hour == 5")["surplus_mw"].item() == pytest.approx(first)


def test_the_reservoirs_lie_between_empty_and_full(digest: HourDigest, weather: int) -> None:
    rows = frames.reservoir(digest, weather, LANGUAGE)
    assert len(rows) == 53
    assert rows["share"].between(digest.lowest_share, 1).all()
    assert rows["share"][1] == digest.reservoir_share[weather, 7]
    assert (rows["low_share"] <= rows["high_share"]).all()


def test_the_kinds_of_year_are_dry_to_wet_and_the_worst(digest: HourDigest) -> None:
    dry, median, wet, worst = (frames.weather_place(digest, kind) for kind in ("dry", "median", "wet", "worst"))
    assert (dry, median, wet) == digest.driest_first
    assert week_sums(digest.surplus_of(worst)).min() == week_sums(digest.surplus_mw).min()
    assert week_sums(digest.surplus_of(worst))[frames.worst_day(digest, worst)] == week_sums(digest.surplus_mw).min()


def test_the_worst_week_of_a_month_begins_in_it(digest: HourDigest) -> None:
    assert MONTH_OF_DAY[frames.worst_day(digest, 0, month=3)] == 2
    assert frames.worst_day(digest, 0, month=12) <= frames.LAST_WEEK


def test_causes_sum_to_the_surplus_of_the_week(digest: HourDigest, weather: int) -> None:
    day = frames.worst_day(digest, weather)
    rows = frames.week_causes(digest, weather, day, LANGUAGE)
    weeks = week_sums(digest.surplus_mw)[:, day] / 1000
    assert rows["this_gwh"].sum() == pytest.approx(weeks[weather], abs=1e-3)
    assert rows["normal_gwh"].sum() == pytest.approx(weeks.mean(), abs=1e-3)
    assert rows["change_gwh"].sum() == pytest.approx(weeks[weather] - weeks.mean(), abs=1e-3)
    last = frames.causes_table(rows, LANGUAGE).iloc[-1]
    assert last.iloc[1] == figure(weeks[weather], 1, LANGUAGE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worst_week_is_explained_with_its_own_figures(digest: HourDigest, language: str) -> None:
    weather = frames.weather_place(digest, "worst")
    day = frames.worst_day(digest, weather)
    said = hour_sentences.why(digest, weather, language)
    rows = frames.week_causes(digest, weather, day, language)
    largest = rows.sort_values("change_gwh").iloc[0]
    assert frames.week_name(day, language) in said
    assert fmt(-largest["change_gwh"], "GWh", None, language) in said
    assert fmt(digest.import_limit_mw, "MW", 0, language) in said
    assert text("hours.why_no_cut", language) in said
    assert "{" not in said


def test_water_held_back_is_not_called_a_lack_of_water(digest: HourDigest) -> None:
    weather = frames.weather_place(digest, "worst")
    day = frames.worst_day(digest, weather)
    said = {}
    for name, share in (("empty", 0.01), ("full", 0.99)):
        filling = np.full_like(digest.reservoir_share, 0.5)
        filling[weather, day] = share
        said[name] = hour_sentences.why(replace(digest, reservoir_share=filling), weather, LANGUAGE)
    held = text("hours.why_held", LANGUAGE, amount="|", filling="", usual="").split("|")[1].split(",")[1].split("(")[0]
    assert held in said["full"]
    assert held not in said["empty"]


def test_a_week_like_all_others_has_no_cause(digest: HourDigest) -> None:
    alone = {
        name: np.repeat(getattr(digest, name)[:1], 3, axis=0)
        for name in (f"{part}_mw" for part in ("production", "exchange", *HOURLY, *SIGNED))
    }
    assert text("hours.why_nothing", LANGUAGE) in hour_sentences.why(replace(digest, **alone), 0, LANGUAGE)


def test_every_level_is_said_to_sum_to_the_annual_account(
    digest: HourDigest, strategy: Seen, view: View, weather: int
) -> None:
    said = hour_sentences.sums(digest, weather, strategy, view)
    annual = fmt(annual_mwh(strategy, weather) / 1000, "GWh", 1, view.language)
    assert said.count(annual) >= 4
    mean = strategy.indicator("surplus_gwh")[1].mean()
    assert fmt(float(mean), "GWh", None, view.language) in said
    assert hour_sentences.sums(digest, weather, Seen(strategy.result, (0,)), view) in said


def test_tables_end_with_the_whole_and_its_peaks(digest: HourDigest, view: View, weather: int) -> None:
    language, hours = view.language, digest.surplus_of(weather)
    year = frames.year_table(digest, weather, language)
    assert len(year) == 13
    assert year.iloc[-1, 3] == figure(hours.sum() / 1000, 1, language)
    assert list(year.iloc[-1, 4:6]) == [figure(hours.min(), 0, language), figure(hours.max(), 0, language)]
    assert len(frames.month_hour_table(digest, weather, 2, language)) == 29
    week = frames.week_table(digest, weather, 10, language)
    assert week.iloc[-1, 3] == figure(hours[240:408].sum() / 1000, 1, language)
    assert len(frames.map_table(frames.day_map(digest, weather, language), language)) == 12
    assert len(frames.reservoir_table(frames.reservoir(digest, weather, language), language)) == 14
    assert len(frames.duration_table(frames.duration(digest, weather, language), language)) == 12


def test_written_alternatives_tell_the_ends(digest: HourDigest, view: View, weather: int) -> None:
    language, hours = view.language, digest.surplus_of(weather)
    lowest, highest = (fmt(mw, "MW", 0, language) for mw in (hours.min(), hours.max()))
    said = hour_sentences.alt_days(frames.days(digest, weather, language), language)
    assert lowest in said
    assert highest in said
    day = frames.worst_day(digest, weather)
    assert frames.week_name(day, language) in hour_sentences.alt_week_hours(digest, weather, day, language)
    rows = frames.month_hours(digest, weather, 1, language)
    assert fmt(rows["surplus_mw"].min(), "MW", 0, language) in hour_sentences.alt_month_hours(rows, 1, language)
    shown = frames.day_map(digest, weather, language)
    assert fmt(shown["surplus_mw"].min(), "MW", 0, language) in hour_sentences.alt_day_map(shown, language)
    filling = frames.reservoir(digest, weather, language)
    assert fmt(filling["share"].min(), "share", None, language) in hour_sentences.alt_reservoir(filling, language)
    holds = figure((hours >= 0).sum(), 0, language)
    assert holds in hour_sentences.alt_duration(frames.duration(digest, weather, language), language)


def test_one_weather_year_alone_can_be_shown(region: Region, strategy: Seen) -> None:
    scenario = strategy.scenario
    weather = load_weather(scenario.weather).select(np.array([1]))
    digest = simulate_hours(scenario, resolve(region, scenario), region, weather, year=YEAR)
    assert frames.weather_place(digest, "worst") == frames.weather_place(digest, "median") == 0
    assert text("hours.why_nothing", LANGUAGE) in hour_sentences.why(digest, 0, LANGUAGE)
    assert len(frames.duration(digest, 0, LANGUAGE)) == 221
