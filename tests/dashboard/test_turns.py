"""One who asks for much keeps nobody else waiting: turns, bounds for each reader, a limit of time, a way to stop."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import count
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from simulator import Region
from simulator.batch.drawing import DrawPlan
from simulator.dashboard import answers as shelf_of_answers
from simulator.dashboard.answers import LONGEST_SECONDS, MOST_DRAWINGS_EACH, MOST_ORDERS_EACH, Answers
from simulator.dashboard.orders import GivenUpError
from simulator.dashboard.workshop import NEXT, NOW, SOON, SPARE, Workshop
from simulator.present.text import text
from simulator.threads import RIGHT_OF_WAY
from tests.dashboard.shelf import Shelf, shelf
from tests.dashboard.test_answers import scenario

PLAN = DrawPlan(count=10, seed=2024)


@pytest.fixture
def answers(region: Region, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """A shelf whose years and results are nothing: only who is served when is looked at."""
    monkeypatch.setattr(shelf_of_answers, "work_year", lambda *_, **__: None)
    monkeypatch.setattr(shelf_of_answers, "simulate", lambda *_, **__: object())
    monkeypatch.setattr(shelf_of_answers, "drawn_weather", lambda _: None)
    return Answers(region, Shelf())


def done_in_order(works: Shelf, done: list[str]) -> list[str]:
    while works.left:
        works.step()
    return done


def test_a_hundred_pieces_of_one_reader_let_another_through() -> None:
    works, done = Shelf(), list[str]()
    for number in range(100):
        works.put(SOON, partial(done.append, f"heavy {number}"), reader="heavy")
    works.step()
    for number in range(3):
        works.put(SOON, partial(done.append, f"light {number}"), reader="light")
    done_in_order(works, done)
    assert max(done.index(f"light {number}") for number in range(3)) <= 2 * 3
    assert [one for one in done if one.startswith("heavy")] == [f"heavy {number}" for number in range(100)]


def test_readers_of_one_urgency_are_served_evenly_and_urgency_comes_first() -> None:
    works, done = Shelf(), list[str]()
    for reader in ("a", "b", "c"):
        for _ in range(20):
            works.put(SOON, partial(done.append, reader), reader=reader)
    works.put(NOW, partial(done.append, "now"), reader="a")
    assert done_in_order(works, done)[0] == "now"
    for length in range(1, len(done)):
        served = Counter(done[1 : length + 1])
        assert max(served.values()) - min(served[one] for one in "abc") <= 1


def test_one_who_was_away_saves_no_turns_up() -> None:
    works, done = Shelf(), list[str]()
    for _ in range(50):
        works.put(SOON, partial(done.append, "busy"), reader="busy")
    for _ in range(40):
        works.step()
    for _ in range(10):
        works.put(SOON, partial(done.append, "late"), reader="late")
    later = done_in_order(works, done)[40:]
    assert abs(Counter(later[:10])["late"] - 5) <= 1
    assert len(works._rounds_of) <= 2  # whoever has nothing waiting is forgotten


def test_hands_serve_the_other_reader_while_one_has_much_waiting() -> None:
    begun, go, served = Event(), Event(), Event()
    works, done, before = Workshop((SPARE,)), list[str](), list[int]()

    def first() -> None:
        begun.set()
        go.wait()

    def light() -> None:
        before.append(len(done))
        served.set()

    works.put(NOW, first, reader="heavy")
    assert begun.wait(timeout=60)
    for _ in range(50):
        works.put(NOW, partial(done.append, "heavy"), reader="heavy")
    works.put(NOW, light, reader="light")
    go.set()
    assert served.wait(timeout=60)
    assert before[0] <= 1


def test_what_somebody_waits_for_has_the_right_of_way_and_all_else_can_wait() -> None:
    works, seen, over = Workshop((SPARE,)), list[tuple[bool, int]](), Event()

    def look() -> None:
        seen.append((RIGHT_OF_WAY.patient, RIGHT_OF_WAY._urgent))

    def fail() -> None:
        look()
        raise RuntimeError

    for urgency, piece in ((NOW, fail), (NOW, look), (NEXT, look), (SOON, look), (SPARE, look), (SPARE, over.set)):
        works.put(urgency, piece)
    assert over.wait(timeout=60)
    assert seen == [(False, 1), (False, 1), (True, 0), (True, 0), (True, 0)]


def test_nobody_has_more_than_some_orders_at_a_time(answers: Answers) -> None:
    others = answers.ask(scenario(5.0), owner=("other", "overview"))
    asked = [answers.ask(scenario(10.0 + n), owner=("heavy", n)) for n in range(MOST_ORDERS_EACH + 5)]
    assert [order.wanted for order in asked] == [False] * 5 + [True] * MOST_ORDERS_EACH
    assert others.wanted
    with pytest.raises(GivenUpError):
        asked[0].future.result(timeout=0)
    for _ in range(2 * 3 + 1):
        shelf(answers).step()
    assert others.future.done()  # three years, taking turns with the other reader


@pytest.mark.bad_input("L12")
def test_what_takes_too_long_is_given_up_and_can_be_asked_for_again(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count(step=LONGEST_SECONDS / 1.5)
    monkeypatch.setattr(shelf_of_answers.time, "perf_counter", lambda: float(next(ticks)))
    order = answers.ask(scenario(40.0), owner=("reader", "overview"))
    shelf(answers).step()
    assert order.wanted
    shelf(answers).step()
    with pytest.raises(GivenUpError):
        order.future.result(timeout=0)
    again = answers.ask(scenario(40.0), owner=("reader", "overview"))
    assert again is not order and again.wanted
    left = order.left
    shelf(answers).step()
    assert order.left == left  # nobody works on it any more


def test_stopping_gives_up_what_nobody_else_waits_for(answers: Answers) -> None:
    mine = answers.ask(scenario(40.0), owner=("reader", "overview"))
    shared = answers.ask(scenario(50.0), owner=("reader", "trial"))
    assert answers.ask(scenario(50.0), owner=("other", "trial")) is shared
    drawing = answers.draw(scenario(60.0), PLAN, reader="reader")
    answers.cancel("reader")
    assert (mine.wanted, shared.wanted, drawing.over) == (False, True, True)
    while shelf(answers).left:
        shelf(answers).step()
    assert shared.future.result(timeout=0) is not None


def test_the_oldest_draws_of_a_reader_are_stopped_and_nobody_elses(answers: Answers) -> None:
    shared = answers.draw(scenario(1.0), PLAN, reader="heavy")
    assert answers.draw(scenario(1.0), PLAN, reader="other") is shared
    begun = [answers.draw(scenario(10.0 + number), PLAN, reader="heavy") for number in range(MOST_DRAWINGS_EACH + 1)]
    assert [one.stopped for one in begun] == [True] + [False] * MOST_DRAWINGS_EACH
    assert not shared.stopped


def wait_for_one() -> None:
    """Wait for one answer, as a page does."""
    import streamlit as st  # noqa: PLC0415 - this function is run as a script of its own

    from simulator.dashboard import waiting  # noqa: PLC0415

    (result,) = waiting.answered_all([st.session_state["asked"]], "nb")
    st.write(result.scenario.title)


def test_what_was_stopped_stays_so_until_it_is_wanted() -> None:
    at = AppTest.from_function(wait_for_one, default_timeout=600)
    own = scenario(61.0)
    at.session_state["year"], at.session_state["asked"], at.session_state["stopped"] = 2035, own, [own]
    at.run()
    assert not at.exception
    assert [one.value for one in at.info] == [text("app.stopped", "nb")]
    assert not at.markdown
    at.button(key="go_on").click().run()
    assert not at.exception
    assert not at.info and [one.value for one in at.markdown] == ["Hall"]
