"""A batch loses nothing and doubles nothing, whatever fails, dies, hangs or is cut off."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from simulator import InputError
from simulator.batch import case_store, parts
from simulator.batch.case_store import ASIDE, look_into, open_store, read_store, spread_changes
from simulator.batch.many import Shard, count_cases, run_cases
from simulator.batch.workers import work_here
from tests.batch.stand_ins import order_of, quick, serial, stillborn, wayward

ROOT = Path(__file__).resolve().parents[2]


def run_all(folder: Path, count: int = 40) -> pd.DataFrame:
    assert run_cases(order_of(count), open_store(folder), serial(quick)).code == 0
    return read_store(folder)


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("cases-*.parquet"))


def test_processes_give_the_same_as_one_after_the_other_bit_for_bit(tmp_path: Path) -> None:
    expected = run_all(tmp_path / "one", 9)
    workers = partial(work_here, start=quick, jobs=2, recycled_after=4)
    report = run_cases(order_of(9), open_store(tmp_path / "two"), workers)
    assert (report.done, report.code) == (9, 0)
    pd.testing.assert_frame_equal(read_store(tmp_path / "two"), expected, check_exact=True)


def test_what_is_there_is_not_worked_out_again(tmp_path: Path) -> None:
    run_all(tmp_path, 30)
    report = run_cases(order_of(40), open_store(tmp_path), serial(quick))
    assert (report.before, report.done, report.not_run) == (30, 10, 0)


@pytest.mark.bad_input("B01", "B04", "B06")
def test_a_case_that_raises_dies_or_hangs_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEEN_HERE", str(tmp_path / "been_here"))
    workers = partial(work_here, start=wayward, jobs=2, limit_s=3.0)
    report = run_cases(order_of(12), open_store(tmp_path / "store"), workers)
    reasons = {one["changes"]: one["reason"] for one in report.failures}
    assert reasons == {
        '{"weather.seed": 3}': "ValueError: no such thing",
        '{"weather.seed": 5}': "its process ended twice by itself (code 17)",
        '{"weather.seed": 7}': "took longer than 3 s",
    }
    assert (report.done, report.failed, report.not_run, report.code) == (9, 3, 0, 3)
    assert set(spread_changes(read_store(tmp_path / "store"))["weather.seed"]) == set(range(12)) - {3, 5, 7}


@pytest.mark.bad_input("B21")
def test_processes_that_never_come_to_work_are_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no process comes to work"):
        list(work_here(order_of(2), stillborn, jobs=1))


def test_shards_part_the_cases_and_share_a_store(tmp_path: Path) -> None:
    order = order_of(40)
    reports = [run_cases(order, open_store(tmp_path), serial(quick), shard=Shard(n, 3)) for n in (1, 2, 3)]
    assert sum(report.done for report in reports) == 40
    assert all(report.elsewhere + report.done == 40 for report in reports)
    pd.testing.assert_frame_equal(read_store(tmp_path), run_all(tmp_path / "whole"))


def test_a_case_asked_for_twice_is_one_and_is_counted(tmp_path: Path) -> None:
    order = order_of(5)
    twice = type(order)(variants=order.variants * 2, years=order.years, world=order.world)
    report = run_cases(twice, open_store(tmp_path), serial(quick))
    assert (report.planned, report.repeated, report.done) == (10, 5, 5)


def test_a_stop_keeps_what_is_finished(tmp_path: Path) -> None:
    seen: list[int] = []

    def executor(cases):
        for finished in serial(quick)(cases):
            if len(seen) == 7:
                return
            yield finished

    report = run_cases(
        order_of(20), open_store(tmp_path), executor, stopped=lambda: signal.SIGTERM, watch=lambda _: seen.append(1)
    )
    assert (report.done, report.not_run, report.code) == (7, 13, 143)
    assert len(look_into(tmp_path).done) == 7


@pytest.mark.bad_input("B09")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_closed_disk_ends_the_run_and_leaves_no_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    run_all(tmp_path, 10)
    written = parts.os.fsync

    def full(handle: int) -> None:
        raise OSError(number, "no")

    store = open_store(tmp_path)
    monkeypatch.setattr(parts.os, "fsync", full)
    report = run_cases(order_of(20), store, serial(quick))
    monkeypatch.setattr(parts.os, "fsync", written)
    assert (report.done, report.not_run, report.code) == (0, 10, 2)
    assert report.fault is not None and report.fault.errno == number
    assert not list(tmp_path.glob("*.part"))
    assert len(run_all(tmp_path, 20)) == 40


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from simulator.batch.case_store import open_store
from simulator.batch.many import run_cases
from tests.batch.stand_ins import order_of, quick, serial

store = open_store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
report = run_cases(order_of(20), store, serial(quick))
print(report.code, report.done, report.not_run, report.fault.errno)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the system on the size of a file")
def test_a_file_that_the_system_lets_grow_no_further_leaves_no_half(tmp_path: Path) -> None:
    """The system itself refuses the write in its middle, as on a full disk; nothing is put in its place."""
    run_all(tmp_path, 10)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", NO_ROOM, str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["2", "0", "10", str(errno.EFBIG)]
    assert not list(tmp_path.glob("*.part"))
    assert len(run_all(tmp_path, 20)) == 40


def test_a_folder_that_cannot_be_written_to_is_found_before_anything_is_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        open_store(tmp_path / "file")


@pytest.mark.bad_input("B13")
@pytest.mark.parametrize("fault", ["cut", "changed", "foreign"])
def test_a_corrupt_part_is_named_set_aside_and_worked_out_again(tmp_path: Path, fault: str) -> None:
    expected = run_all(tmp_path, 40)
    run_cases(order_of(60), open_store(tmp_path), serial(quick))
    hurt = files(tmp_path)[0]
    content = bytearray(hurt.read_bytes())
    if fault == "changed":
        content[200] ^= 0xFF
    hurt.write_bytes({"cut": content[:-20], "changed": content, "foreign": b"hello"}[fault])
    with pytest.raises(InputError, match=r"cannot be read.*run batch again"):
        read_store(tmp_path)
    store = open_store(tmp_path)
    assert [problem.file for problem in store.set_aside] == [str(hurt)]
    assert (tmp_path / ASIDE / hurt.name).is_file()
    assert run_cases(order_of(60), store, serial(quick)).code == 0
    rows = read_store(tmp_path)
    assert len(rows) == 120
    pd.testing.assert_frame_equal(rows[rows["address"].isin(expected["address"])].reset_index(drop=True), expected)


def test_parts_are_joined_and_a_crash_between_joining_and_deleting_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run_all(tmp_path / "calm")
    monkeypatch.setattr("simulator.batch.many.GROUP_CASES", 1)
    monkeypatch.setattr(case_store.Path, "unlink", lambda *_, **__: None)
    run_all(tmp_path / "crashed")
    monkeypatch.undo()
    assert len(files(tmp_path / "crashed")) > 32
    pd.testing.assert_frame_equal(read_store(tmp_path / "crashed"), expected)
    open_store(tmp_path / "crashed")
    assert len(files(tmp_path / "crashed")) == 1
    pd.testing.assert_frame_equal(read_store(tmp_path / "crashed"), expected)


@pytest.mark.bad_input("B10")
def test_only_one_run_joins_at_a_time(tmp_path: Path) -> None:
    with case_store.sole(tmp_path) as first, case_store.sole(tmp_path) as second:
        assert (first, second) == (True, False)
    with case_store.sole(tmp_path) as later:
        assert later


@pytest.mark.bad_input("B12")
def test_an_old_half_is_swept_and_a_young_one_left(tmp_path: Path) -> None:
    old, young = tmp_path / "_a.part", tmp_path / "_b.part"
    for half in (old, young):
        half.write_bytes(b"")
    os.utime(old, (0, 0))
    open_store(tmp_path)
    assert (old.exists(), young.exists()) == (False, True)


def test_looking_changes_nothing(tmp_path: Path) -> None:
    assert not look_into(tmp_path / "none").done
    assert not (tmp_path / "none").exists()
    with pytest.raises(InputError, match="no part of a store"):
        read_store(tmp_path / "none")


def test_counting_holds_against_the_run(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    counted = count_cases(order_of(12, scenarios=3), store, Shard())
    assert (counted.planned, counted.wanted) == (36, 36) == (order_of(12, scenarios=3).planned, 36)


def test_pandas_reads_the_folder(tmp_path: Path) -> None:
    rows = run_all(tmp_path)
    assert len(pd.read_parquet(tmp_path)) == len(rows)


def test_duckdb_reads_the_folder(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    rows = run_all(tmp_path)
    (found,) = duckdb.read_parquet(f"{tmp_path}/cases-*.parquet").aggregate("count(*), sum(mean)").fetchall()
    assert found == (len(rows), pytest.approx(rows["mean"].sum()))


def test_polars_reads_the_folder(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    rows = run_all(tmp_path)
    assert polars.read_parquet(f"{tmp_path}/cases-*.parquet").height == len(rows)


KILLED_RUN = """
import sys
from functools import partial
from pathlib import Path
from simulator.batch import many
from simulator.batch.case_store import open_store
from tests.batch.stand_ins import order_of, quick, serial
many.GROUP_CASES = 5
folder, after = Path(sys.argv[1]), int(sys.argv[2])
written = many.Store.append
def counted(store, tables, **more):
    global after
    after -= 1
    if after == 0:
        import os, signal
        from simulator.batch import parts
        parts.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
    written(store, tables, **more)
many.Store.append = counted
many.run_cases(order_of(60), open_store(folder), serial(quick))
"""


@pytest.mark.bad_input("B03")
def test_killed_again_and_again_and_resumed_the_store_is_the_same(tmp_path: Path) -> None:
    expected = run_all(tmp_path / "calm", 60)
    folder = tmp_path / "killed"
    for after in (1, 3):
        killed = subprocess.run([sys.executable, "-c", KILLED_RUN, str(folder), str(after)], cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL
    pd.testing.assert_frame_equal(run_all(folder, 60), expected)
