"""The grid in tables and words: what is shown is what was computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator import Region
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.tables import grid_table
from simulator.present.text import fmt, text, titled


def changed(seen: Seen, **figures: object) -> Seen:
    """Return the same answer with other figures about connections."""
    return Seen(replace(seen.result, connections=replace(seen.result.connections, **figures)), seen.places)


def test_every_area_has_its_room_and_the_most_stands_first(reference: Seen, view: View) -> None:
    rows = frames.headroom(reference, view)
    assert sorted(rows["area"]) == sorted(reference.result.ledger.areas)
    assert rows["firm_mw"].is_monotonic_decreasing
    assert (rows["conditional_mw"] >= rows["firm_mw"] - 1e-9).all()
    assert rows["coincidence_share"].between(0, 1).all()
    written = frames.headroom_table(rows, view.language)
    assert list(written[text("room.area", view.language)]) == list(rows["name"])


def test_the_firm_figure_holds_in_every_weather_year(reference: Seen, view: View) -> None:
    every = frames.headroom(reference, view).set_index("area")["firm_mw"]
    for place in range(reference.count):
        one = frames.headroom(Seen(reference.result, (place,)), view).set_index("area")["firm_mw"]
        assert (every <= one[every.index] + 1e-9).all()


def test_the_words_name_the_area_with_most_room(reference: Seen, view: View) -> None:
    assert frames.headroom(reference, view)["name"][0] in sentences.most_room(reference, view)


@pytest.mark.parametrize(("way", "area"), [(0, "os"), (1, "tolga")])
def test_the_words_name_the_line_that_binds_and_its_way(
    reference: Seen, view: View, region: Region, way: int, area: str
) -> None:
    found = reference.result.connections
    full = np.zeros_like(found.link_full_hours)
    full[:, :, found.links.index("tolga_os"), way] = 40
    full[:, :, found.links.index("tolga_os"), 1 - way] = 2
    none = np.zeros_like(found.exchange_full_hours)
    sentence = sentences.full_line(
        changed(reference, link_full_hours=full, exchange_full_hours=none), view, region.links
    )
    assert text("grid.tolga_os", view.language) in sentence
    assert text(f"area.{area}", view.language) in sentence.split("(")[0].split(text("grid.tolga_os", view.language))[1]
    assert "42" in sentence


def test_the_words_name_an_exchange_point_and_whether_it_is_full_inwards(
    reference: Seen, view: View, region: Region
) -> None:
    found = reference.result.connections
    full = np.zeros_like(found.exchange_full_hours)
    full[..., found.exchanges.index("no3_orkla"), 0] = 7
    binding = changed(reference, exchange_full_hours=full, link_full_hours=np.zeros_like(found.link_full_hours))
    sentence = sentences.full_line(binding, view, region.links)
    assert text("grid.no3_orkla", view.language) in sentence
    assert text("room.way_import", view.language) in sentence


def test_a_grid_that_is_never_full_says_so(reference: Seen, view: View, region: Region) -> None:
    found = reference.result.connections
    idle = changed(
        reference,
        link_full_hours=np.zeros_like(found.link_full_hours),
        exchange_full_hours=np.zeros_like(found.exchange_full_hours),
    )
    assert sentences.full_line(idle, view, region.links) == text("room.never_full", view.language, year=view.year)


def test_establishments_that_stand_are_listed_with_what_they_always_get(strategy: Seen, view: View) -> None:
    rows = frames.establishments_cut(strategy, view)
    there = [one for one in strategy.scenario.establishments if one.start_year <= view.year]
    titles = {titled(one.title, view.language) for one in there}
    assert set(rows["name"]) == titles
    assert (rows["firm_mw"] > 0).all()
    assert len(frames.establishments_table(rows, view.language)) == len(titles)


def test_the_table_of_places_holds_every_place_and_year_once(reference: Seen, strategy: Seen) -> None:
    table = grid_table([reference.result, strategy.result])
    key = ["scenario", "year", "place", "name", "figure"]
    assert not table.duplicated(key).any()
    found = strategy.result.connections
    rows = table.query("scenario == 'strategy' and figure == 'firm_headroom_mw' and year == 2035 and name == 'os'")
    assert rows["mean"].item() == pytest.approx(found.firm_headroom_mw[1, :, found.areas.index("os")].mean())
    assert set(table.query("place == 'establishment'")["scenario"]) == {"strategy"}
    assert (table["p10"] <= table["p90"] + 1e-9).all()


def test_indicators_are_the_figures_of_the_places(strategy: Seen, view: View) -> None:
    found = strategy.result.connections
    measured = strategy.result.indicators.values
    assert measured["firm_headroom_mw"] == pytest.approx(found.firm_headroom_mw.max(axis=-1))
    full = np.concatenate([found.link_full_hours.sum(axis=-1), found.exchange_full_hours.sum(axis=-1)], axis=-1)
    assert measured["full_line_hours"] == pytest.approx(full.max(axis=-1))
    assert (measured["establishment_cut_hours"] <= measured["unserved_hours"]).all()


def test_requests_are_held_against_what_is_granted(strategy: Seen, view: View) -> None:
    stood = strategy.scenario.establishments
    steps = ("granted", "reserved", "requested", "requested")
    asked = [one.model_copy(update={"queue": step}) for one, step in zip(stood, steps, strict=False)]
    scenario = strategy.scenario.model_copy(update={"establishments": (*asked, *stood[len(asked) :])})
    said = frames.queue_sums(Seen(replace(strategy.result, scenario=scenario)), view.language)
    sums = {step: sum(one.full_mw for one in scenario.establishments if one.queue == step) for step in set(steps)}
    left = sum(one.full_mw for one in stood) - sum(sums.values())
    for mw in (*sums.values(), left, sum(one.full_mw for one in stood)):
        assert fmt(mw, "MW", None, view.language) in said


def test_every_establishment_has_its_queue_time_and_cost(strategy: Seen, view: View) -> None:
    rows = frames.connections(strategy, view.language)
    names = [text(f"room.{name}", view.language) for name in ("establishment", "queue", "lead_time", "cost")]
    by_title = {row[0]: list(row[1:]) for row in rows[names].itertuples(index=False)}
    assert list(by_title) == [titled(one.title, view.language) for one in strategy.scenario.establishments]
    unknown = text("room.queue_unknown", view.language)
    years = "4,0–9,0" if view.language == "nb" else "4.0–9.0"
    assert by_title[titled("Datasenter Tynset", view.language)] == [unknown, years, "150–300"]
    assert by_title[titled("Treforedling Os", view.language)] == [unknown, "–", "–"]
