"""Answers of the screen: a year in view before all else, work that nobody wants any more is dropped, none is lost."""

from __future__ import annotations

import gc
from functools import partial
from itertools import islice
from threading import Event

import numpy as np
import pytest

from simulator import Region, Scenario, load_weather, resolve, simulate
from simulator.dashboard import answers as shelf_of_answers
from simulator.dashboard import estimates, store
from simulator.dashboard.answers import Answers
from simulator.dashboard.workshop import NEXT, NOW, SOON, SPARE, Workshop
from simulator.premises import Establishment, Horizon, Weather
from simulator.present import charts
from simulator.present.charts import BUILDERS
from simulator.present.text import LANGUAGES
from simulator.questions.estimating import Footing
from simulator.uncertainty import of_one_year
from tests.dashboard.shelf import Shelf, shelf

HORIZON = Horizon(first_year=2034, last_year=2036)


def scenario(capacity_mw: float) -> Scenario:
    hall = Establishment(
        id="hall",
        kind="data_centre_tenant",
        title="Hall",
        area="tynset_no1",
        capacity_mw=capacity_mw,
        start_year=2034,
    )
    return Scenario(title="Hall", horizon=HORIZON, weather=Weather(count=2), establishments=(hall,))


@pytest.fixture
def answers(region: Region) -> Answers:
    return Answers(region, Shelf())


def test_an_answer_put_together_year_by_year_is_that_of_the_staircase(answers: Answers, region: Region) -> None:
    wanted = scenario(40.0)
    order = answers.ask(wanted)
    while shelf(answers).left:
        assert not order.future.done()
        shelf(answers).step()
    plain = simulate(wanted, resolve(region, wanted), region, load_weather(wanted.weather))
    for name, values in plain.indicators.values.items():
        np.testing.assert_array_equal(order.future.result().indicators.values[name], values)


def test_a_year_in_view_comes_before_all_that_waits(answers: Answers) -> None:
    rest = answers.ask(scenario(40.0))
    seen = answers.year(scenario(50.0), 2035)
    shelf(answers).step()
    assert seen.future.done()
    assert rest.done_share == 0.0


def test_what_nobody_waited_for_is_hurried_once_somebody_does(answers: Answers) -> None:
    ahead = answers.ask(of_one_year(scenario(50.0), 2035), urgency=NEXT)
    answers.ask(scenario(40.0), urgency=NOW)
    now = answers.year(scenario(50.0), 2035)
    assert now is ahead
    for _ in range(4):
        shelf(answers).step()
    assert now.future.done()
    known = len(answers._recall)
    while shelf(answers).left:
        shelf(answers).step()
    assert len(answers._recall) == known  # nothing is worked out twice


def test_an_estimate_is_there_once_prepared_and_until_the_answer_is(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimates, "FEWEST_YEARS", 2)
    base, wanted = scenario(40.0), scenario(50.0)
    known = answers.year(base, 2035)
    shelf(answers).step()
    assert answers.estimated(wanted, base, 2035) is None
    for _ in range(2):  # asked for twice, prepared once
        answers.stand_on(known.future.result())
    assert shelf(answers).left == 1
    shelf(answers).step()
    found = answers.estimated(wanted, base, 2035)
    assert found is not None
    assert (
        found.indicators.at("surplus_gwh", 2035).mean()
        < known.future.result().indicators.at("surplus_gwh", 2035).mean()
    )
    assert answers.estimated(wanted, base, 2036) is None
    order = answers.year(wanted, 2035)
    assert answers.known(wanted, 2035) is None
    shelf(answers).step()
    assert answers.known(wanted, 2035) is order.future.result()


def test_the_likeliest_next_step_comes_before_the_rest_and_the_one_before_is_let_go(answers: Answers) -> None:
    rest = answers.ask(scenario(40.0), owner=("reader", "whole"))
    answers.look_ahead([scenario(50.0)], [scenario(30.0)], 2035, reader="reader")
    shelf(answers).step()
    assert answers.known(scenario(50.0), 2035) is not None
    assert answers.known(scenario(30.0), 2035) is None
    while not rest.future.done():
        shelf(answers).step()
    assert answers.known(scenario(30.0), 2035) is None
    answers.look_ahead([scenario(60.0)], [scenario(30.0)], 2035, reader="reader")
    while shelf(answers).left:
        shelf(answers).step()
    assert answers.known(scenario(30.0), 2035) is not None
    answers.look_ahead([scenario(70.0)], [scenario(90.0)], 2035, reader="reader")
    answers.look_ahead([scenario(80.0)], [], 2035, reader="reader")
    while shelf(answers).left:
        shelf(answers).step()
    assert answers.known(scenario(70.0), 2035) is None
    assert answers.known(scenario(90.0), 2035) is None
    assert answers.known(scenario(80.0), 2035) is not None


def test_answers_are_kept_for_so_many_years_and_the_longest_unused_go_first(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf_of_answers, "MOST_ANSWERED_YEARS", 4)
    whole = answers.ask(scenario(40.0))
    short = answers.year(scenario(50.0), 2035)
    while shelf(answers).left:
        shelf(answers).step()
    assert answers.ask(scenario(40.0)) is whole
    answers.year(scenario(60.0), 2035)
    assert answers.year(scenario(50.0), 2035) is not short
    assert answers.ask(scenario(40.0)) is not whole


def test_what_was_let_go_the_longest_ago_can_be_asked_for_when_the_shelf_is_full(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ("reader", 0)
    for capacity in (40.0, 50.0):
        answers.year(scenario(capacity), 2035, owner=place)
    monkeypatch.setattr(shelf_of_answers, "MOST_ANSWERED_YEARS", 1)
    again = answers.year(scenario(40.0), 2035, owner=place)
    while shelf(answers).left:
        shelf(answers).step()
    assert again.future.done()


def test_power_of_a_year_alone_is_that_of_the_whole_horizon(answers: Answers) -> None:
    whole, alone = answers.ask(scenario(40.0)), answers.year(scenario(40.0), 2035)
    while shelf(answers).left:
        shelf(answers).step()
    for name in ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh", "jobs_direct_persons"):
        ours, all_years = alone.future.result().indicators, whole.future.result().indicators
        np.testing.assert_array_equal(ours.at(name, 2035), all_years.at(name, 2035))


def test_what_the_same_reader_no_longer_looks_at_is_dropped(answers: Answers) -> None:
    first = answers.ask(scenario(40.0), owner="reader")
    second = answers.ask(scenario(50.0), owner="reader")
    while shelf(answers).left:
        shelf(answers).step()
    assert not first.future.done()
    assert second.future.done()


def test_what_another_reader_still_looks_at_is_not_dropped(answers: Answers) -> None:
    first = answers.ask(scenario(40.0), owner="reader")
    assert answers.ask(scenario(40.0), owner="other") is first
    answers.ask(scenario(50.0), owner="reader")
    while shelf(answers).left:
        shelf(answers).step()
    assert first.future.done()


def test_what_was_dropped_can_be_asked_for_again(answers: Answers) -> None:
    answers.ask(scenario(40.0), owner="reader")
    answers.ask(scenario(50.0), owner="reader")
    again = answers.ask(scenario(40.0), owner="reader")
    while shelf(answers).left:
        shelf(answers).step()
    assert again.future.done()


def test_a_fault_reaches_whoever_waits_and_is_forgotten(answers: Answers) -> None:
    lost = scenario(40.0).establishments[0].model_copy(update={"area": "nowhere"})
    faulty = scenario(40.0).model_copy(update={"establishments": (lost,)})
    order = answers.ask(faulty)
    while shelf(answers).left:
        shelf(answers).step()
    assert order.future.exception() is not None
    assert answers.ask(faulty) is not order


def test_the_year_in_view_is_worked_out_first(answers: Answers) -> None:
    order = answers.ask(scenario(40.0), first=2035)
    alone = answers.ask(
        scenario(40.0).model_copy(update={"horizon": Horizon(first_year=2035, last_year=2035)}), urgency=SPARE
    )
    shelf(answers).step()
    assert order.left == 2
    known = len(answers._recall)
    while shelf(answers).left > 1:
        shelf(answers).step()
    assert not alone.future.done()
    shelf(answers).step()
    assert len(answers._recall) == known + 2  # 2035 was there already


def test_pieces_are_done_in_order_of_urgency_then_of_arrival() -> None:
    done: list[str] = []
    works = Shelf()
    for urgency, name in ((SPARE, "spare"), (SOON, "first"), (SOON, "second"), (NEXT, "next"), (NOW, "now")):
        works.put(urgency, lambda name=name: done.append(name))  # type: ignore[misc]
    while works.left:
        works.step()
    assert done == ["now", "next", "first", "second", "spare"]


@pytest.mark.parametrize("hands", [(NOW,), (SPARE,), (NOW, NEXT, SPARE)])
def test_hands_do_the_work(hands: tuple[int, ...]) -> None:
    rung = Event()
    Workshop(hands).put(NOW, rung.set)
    assert rung.wait(timeout=60)


def test_a_piece_that_goes_wrong_stops_no_hand(caplog: pytest.LogCaptureFixture) -> None:
    works, rung = Workshop((SPARE,)), Event()
    works.put(NOW, lambda: 1 / 0)
    works.put(NOW, rung.set)
    assert rung.wait(timeout=60)
    assert "ZeroDivisionError" in caplog.text


def test_an_estimate_that_fails_is_none(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimates, "near", lambda *_: True)
    base = of_one_year(scenario(40.0), 2035)
    answers.estimates._footings[base] = Footing(known=None, operators=None, few=None, like=None, before={})  # type: ignore[arg-type]
    assert answers.estimated(scenario(50.0), base, 2035) is None


def test_quick_hands_do_what_somebody_waits_for_and_nothing_else() -> None:
    works, rung, done = Workshop((NOW, NEXT)), Event(), []
    for urgency, name in ((SPARE, "spare"), (SOON, "soon"), (NEXT, "next"), (NOW, "now")):
        works.put(urgency, partial(done.append, name))
    works.put(NEXT, rung.set)
    assert rung.wait(timeout=60)
    assert set(done) == {"next", "now"}
    assert works.left == 2


def test_nothing_is_worked_out_at_the_start_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, region: Region
) -> None:
    for value, expected in (("0", 0), ("1", len(store.shipped()) + 1)):  # and the first picture of all
        made = Answers(region, Shelf())
        monkeypatch.setattr(store, "answers", lambda made=made: made)
        monkeypatch.setenv(store.AHEAD, value)
        store.warm_up()
        for _ in range(2 if expected else 0):
            shelf(made).step()
        assert len(made._orders) == expected


def test_all_charts_are_drawn_soon_after_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    few = dict(islice(BUILDERS.items(), 3))  # every one of them is drawn in a test of its own
    monkeypatch.setattr(store, "BUILDERS", few)
    charts._built.cache_clear()
    store.draw_all().result()
    assert charts._built.cache_info().currsize == len(LANGUAGES) * len(few)
    gc.unfreeze()
