"""Work side by side: all of it, in order; what can wait stands still while something is urgent, but not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from simulator import threads
from simulator.threads import RIGHT_OF_WAY, in_threads, pool_of


@pytest.fixture
def patient() -> Iterator[ThreadPoolExecutor]:
    """One thread whose work can wait."""
    with ThreadPoolExecutor(max_workers=1, initializer=lambda: RIGHT_OF_WAY.be(patient=True)) as one:
        yield one


@pytest.mark.parametrize("count", [0, 1, 2, 17])
def test_answers_come_in_order(count: int) -> None:
    assert in_threads(lambda number: number**2, count) == [number**2 for number in range(count)]


def test_what_goes_wrong_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        in_threads(lambda number: 1 // number, 3)


def test_what_can_wait_stands_still_while_something_is_urgent(
    patient: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "PATIENCE_SECONDS", 3600.0)
    done: list[int] = []
    with RIGHT_OF_WAY.taken(), RIGHT_OF_WAY.taken():
        later = patient.submit(in_threads, done.append, 3)
        while not RIGHT_OF_WAY._fewer._waiters:  # type: ignore[attr-defined]  # nothing tells the outside of it
            assert not later.done()
        assert in_threads(lambda number: number, 3) == [0, 1, 2]
        assert not done
    later.result()
    assert sorted(done) == [0, 1, 2]


def test_nobody_waits_for_ever(patient: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "PATIENCE_SECONDS", 0.0)
    with RIGHT_OF_WAY.taken():
        assert patient.submit(in_threads, str, 3).result() == ["0", "1", "2"]


def test_the_right_of_way_is_given_back_where_work_goes_wrong() -> None:
    with pytest.raises(ZeroDivisionError), RIGHT_OF_WAY.taken():
        _ = 1 // 0
    assert RIGHT_OF_WAY._urgent == 0


def test_a_pool_can_wait_if_its_maker_can(patient: ThreadPoolExecutor) -> None:
    def all_patient(hands: int) -> list[bool]:
        met = Barrier(hands)
        with pool_of(hands) as pool:
            asked = [pool.submit(lambda: met.wait() >= 0 and RIGHT_OF_WAY.patient) for _ in range(hands)]
            return [one.result() for one in asked]

    assert all_patient(2) == [False, False]
    assert patient.submit(all_patient, 2).result() == [True, True]
