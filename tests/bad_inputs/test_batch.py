"""Batches on machines that are short of something, and files that others hold (ids B and W)."""

from __future__ import annotations

import random
import sys
import time
import weakref
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from simulator.batch import case_store, many, placing
from simulator.batch.case_store import Store, look_into, open_store, read_store
from simulator.batch.cases import Case, Order
from simulator.batch.evaluate import Finished
from simulator.batch.many import GROUP_CASES, Report, run_cases
from simulator.batch.memory import start_within
from simulator.batch.placing import WAITS_S, put_in_place, unwritable
from simulator.batch.store import save_file
from simulator.batch.stored import read_stored
from simulator.batch.workers import work_here
from simulator.cli import build_parser
from simulator.commands.batching import Stop, with_progress
from simulator.commands.lines import LINE_S, Lines
from simulator.errors import InputError
from tests.batch.stand_ins import greedy, order_of, quick, rows_for, serial
from tests.inputs.test_scenario_messages import assert_said


@pytest.mark.skipif(sys.platform != "linux", reason="other systems set no limit of memory")
@pytest.mark.parametrize("memory_gb", [pytest.param(1.0, id="B07")])
def test_a_case_that_asks_for_too_much_memory_fails_alone(memory_gb: float, tmp_path: Path) -> None:
    workers = partial(work_here, start=partial(start_within, memory_gb, greedy), jobs=1)
    report = run_cases(order_of(3), open_store(tmp_path), workers)
    assert [one["reason"][:20] for one in report.failures] == ["asked for more memor"]
    assert (report.done, report.failed) == (2, 1)


def renamed(order: Order, name: str) -> Order:
    """Return the order as a file of another name, with another title, would give it."""
    scenario = order.variants[0].scenario.model_copy(update={"id": name, "title": "New"})
    return replace(order, variants=(replace(order.variants[0], scenario=scenario),))


@pytest.mark.parametrize("name", [pytest.param("other", id="B15")])
def test_a_scenario_that_was_renamed_is_not_worked_out_again(name: str, tmp_path: Path) -> None:
    run_cases(order_of(4), open_store(tmp_path), serial(quick))
    report = run_cases(renamed(order_of(4), name), open_store(tmp_path), serial(quick))
    assert (report.before, report.done) == (4, 0)
    assert len(read_store(tmp_path)) == 2 * 4


@pytest.mark.parametrize("seconds", [pytest.param(-1e8, id="B16"), pytest.param(1e8, id="B16-forward")])
def test_a_clock_that_was_set_changes_nothing(seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_cases(order_of(4), open_store(tmp_path), serial(quick))
    now = time.time()
    monkeypatch.setattr(case_store.time, "time", lambda: now + seconds)
    report = run_cases(order_of(6), open_store(tmp_path), serial(quick))
    assert (report.before, report.done, report.code) == (4, 2, 0)
    assert len(read_store(tmp_path)) == 2 * 6


def failing(seed: int) -> many.Executor:
    """Work out cases in a random order; every third fails."""

    def executor(cases: Iterator[Case]) -> Generator[Finished, None, None]:
        mixed = list(cases)
        random.Random(seed).shuffle(mixed)  # noqa: S311 - chance, no secret
        for case in mixed:
            fails = case.scenario.weather.seed % 3 == 0
            yield Finished(case, None if fails else rows_for(case), "no" if fails else "", 0.0)

    return executor


@pytest.mark.parametrize("turned", [pytest.param(slice(None, None, -1), id="B18")])
def test_files_in_another_order_give_the_same_store_and_report(turned: slice, tmp_path: Path) -> None:
    order = order_of(7, scenarios=2)
    other = replace(order, variants=order.variants[turned])
    one = run_cases(order, open_store(tmp_path / "one"), failing(1))
    two = run_cases(other, open_store(tmp_path / "two"), failing(2))
    assert one.as_json(()) == two.as_json(())
    pd.testing.assert_frame_equal(read_store(tmp_path / "one"), read_store(tmp_path / "two"), check_exact=True)


@pytest.mark.parametrize("count", [pytest.param(10_000, id="B19")])
def test_ten_thousand_cases_are_never_held_at_once(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive, most = Counter[str](), 0
    monkeypatch.setattr(many, "table_of", lambda rows, **_: rows)
    monkeypatch.setattr(Store, "append", lambda *_, **__: None)

    def executor(cases: Iterator[Case]) -> Generator[Finished, None, None]:
        nonlocal most
        for case in cases:
            rows = pd.DataFrame()
            alive["rows"] += 1
            weakref.finalize(rows, alive.subtract, ["rows"])
            most = max(most, alive["rows"])
            yield Finished(case, rows, "", 0.0)

    report = run_cases(order_of(count), open_store(tmp_path), executor)
    assert (report.done, report.not_run) == (count, 0)
    assert most <= GROUP_CASES + 2


@pytest.mark.parametrize("word", [pytest.param("batch: 5 of 20 cases, 2 failed", id="B22")])
def test_a_log_gets_a_plain_line_from_time_to_time(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    moments = iter([0.0, 1.0, LINE_S - 1, LINE_S + 1, LINE_S + 2])
    lines = Lines("batch", "en", clock=lambda: next(moments))
    for done in range(5):
        lines(Report(planned=20, done=done, failed=2))
    written = capsys.readouterr().err
    assert written.splitlines()[1:] == [word]
    assert "".join(written.splitlines()).isprintable()


@pytest.mark.parametrize(("option", "count"), [([], 1), (["--quiet"], 0)])
def test_what_goes_to_a_file_holds_no_bar(
    option: list[str], count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("simulator.commands.batching.executor_of", lambda *_: serial(quick))
    words = build_parser().parse_args(["batch", "plan.toml", "--language", "en", *option])
    words.messages = words.language
    words.shard = many.Shard(*words.shard)
    with_progress(order_of(2), open_store(tmp_path), words, Stop())
    told = capsys.readouterr().err
    assert len(told.splitlines()) == count
    assert "\x1b" not in told and "\r" not in told


def held(times: int) -> Callable[[Path, Path], Path]:
    """Return a renaming that a program of Windows prevents a few times."""
    left, rename = [times], Path.replace

    def replaced(half: Path, path: Path) -> Path:
        if left[0]:
            left[0] -= 1
            fault = PermissionError(13, "in use")
            fault.winerror = 32  # type: ignore[attr-defined]
            raise fault
        return rename(half, path)

    return replaced


@pytest.mark.parametrize("times", [pytest.param(len(WAITS_S), id="W05")])
def test_a_file_that_is_held_for_a_moment_comes_into_place(
    times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(placing.time, "sleep", waits.append)
    monkeypatch.setattr(Path, "replace", held(times))
    save_file(tmp_path / "a.csv", "a")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert waits == list(WAITS_S) and sum(waits) == pytest.approx(5.0)


@pytest.mark.parametrize("times", [pytest.param(99, id="W04")])
def test_a_file_that_stays_open_elsewhere_is_told(times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(placing.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", held(times))
    with pytest.raises(InputError, match="close the file in the other program") as caught:
        save_file(tmp_path / "a.csv", "new")
    assert_said(caught.value.problems[0])
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_without_access_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(half: Path, path: Path) -> Path:
        raise PermissionError(13, "no")

    monkeypatch.setattr(placing.time, "sleep", lambda _: pytest.fail("waited"))
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError) as caught:
        put_in_place(tmp_path / "a.part", tmp_path / "a")
    assert "give a folder" in str(unwritable(tmp_path, caught.value))
    assert not look_into(tmp_path).done


@pytest.mark.parametrize("name", ["nan", "null", "true"])
@pytest.mark.parametrize("_", [pytest.param(None, id="C22")])
def test_a_stored_scenario_with_a_name_like_nothing_is_found(name: str, _: None, tmp_path: Path) -> None:
    (tmp_path / "summary.csv").write_text(
        f"scenario,year,indicator,mean\n{name},2035,surplus_gwh,5\n", encoding="utf-8"
    )
    numbers = f"scenario,number,low,central,high\n{name},labour.a_share,0,0.5,1\n"
    (tmp_path / "assumptions.csv").write_text(numbers, encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"code_sha256": "", "data": {}}', encoding="utf-8")
    stored = read_stored(tmp_path / "scenarios" / f"{name}.toml", "surplus_gwh", 2035)
    assert (stored.before, list(stored.numbers)) == (5.0, ["labour.a_share"])
