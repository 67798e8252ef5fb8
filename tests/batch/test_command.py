"""The command `batch` with the real model, shortened: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from simulator.batch.case_store import open_store, read_store, spread_changes
from simulator.batch.cases import Case
from simulator.batch.evaluate import Finished, Start
from simulator.batch.many import Report, run_cases
from simulator.cli import build_parser, main
from simulator.commands.batching import executor_of, listening
from tests.batch.stand_ins import order_of, quick, serial

SHORT = """
title = "Kort"
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
[[establishments]]
id = "dairy"
kind = "food_dairy"
title = "Meieri"
area = "Alvdal"
capacity_mw = 3
start_year = 2034
"""
PLAN = 'scenarios = ["short.toml"]\n[[grid]]\nset = "establishments.dairy.capacity_mw"\nvalues = [2, 4]\n'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_the_whole_way_with_the_real_model(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan.parent / "store"
    order = ["batch", str(plan), "--out", str(out), "--jobs", "1", "--language", "en"]
    assert main(order) == 0
    assert "2 planned, 0 done before, 2 done now, 0 failed, 0 not run" in capsys.readouterr().out
    rows = spread_changes(read_store(out))
    used = rows[rows["name"] == "power_used_by_establishments_gwh"]
    assert list(used.sort_values("mean")["establishments.dairy.capacity_mw"]) == [2.0, 4.0]
    assert set(rows["kind"]) == {"indicator", "goal"}
    assert set(rows.loc[rows["kind"] == "indicator", "year"]) == {2035}
    assert json.loads((out / "_report.json").read_text(encoding="utf-8"))["done"] == 2
    assert main([*order, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["before"] == 2
    assert main([*order, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "2 done before" in told
    assert "as the store tells" in told
    assert len(pd.read_parquet(out)) == len(rows)


def test_a_wrong_plan_is_told_and_ends_with_2(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan.write_text(PLAN.replace("dairy.capacity", "diary.capacity"), encoding="utf-8")
    assert main(["batch", str(plan), "--out", str(plan.parent / "store"), "--language", "en"]) == 2
    assert "did you mean dairy?" in capsys.readouterr().err
    assert not (plan.parent / "store").exists()


def test_a_place_that_cannot_be_written_to_ends_with_2(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(plan), "--out", str(plan), "--language", "en"]) == 2
    assert "give a folder that can be written to" in capsys.readouterr().err


def test_dask_and_its_address_go_together(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(plan), "--executor", "dask", "--language", "en"]) == 2
    assert "give both" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--shard", "3/2"], ["--shard", "0/2"], ["--jobs", "0"], ["--shard", "a"]])
def test_parts_that_do_not_exist_are_refused(plan: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["batch", str(plan), *wrong])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_run_with_everything_finished_kept(
    tmp_path: Path, number: signal.Signals, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = build_parser().parse_args(["batch", "plan.toml", "--jobs", "1"])
    monkeypatch.setattr("simulator.commands.batching.open_bench", quick)

    def watch(seen: Report) -> None:
        os.kill(os.getpid(), number)

    with listening() as stop:
        executor = executor_of(words, stop)
        report = run_cases(order_of(30), open_store(tmp_path), executor, stopped=stop, watch=watch)
    assert report.code == code
    assert report.done >= 1
    assert report.not_run == 30 - report.done
    assert len(read_store(tmp_path)) == 2 * report.done
    assert run_cases(order_of(30), open_store(tmp_path), serial(quick)).code == 0


def test_a_cluster_gives_the_same_though_a_worker_dies(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    cluster_work = partial(pytest.importorskip("simulator.batch.cluster").work_on_cluster, start=quick)
    run_cases(order_of(30), open_store(tmp_path / "one"), serial(quick))
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:

        def watch(seen: Report) -> None:
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        executor = partial(cluster_work, address=cluster.scheduler_address)
        report = run_cases(order_of(30), open_store(tmp_path / "two"), executor, watch=watch)
    assert killed
    assert (report.done, report.code) == (30, 0)
    pd.testing.assert_frame_equal(read_store(tmp_path / "two"), read_store(tmp_path / "one"))


def test_no_scheduler_is_told(plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("simulator.batch.cluster.REACH_S", 0.5)
    order = [
        "batch",
        str(plan),
        "--out",
        str(plan.parent / "s"),
        "--executor",
        "dask",
        "--address",
        "tcp://127.0.0.1:9",
    ]
    assert main([*order, "--language", "en"]) == 2
    assert "no scheduler that answers" in capsys.readouterr().err


def test_the_loops_are_compiled_before_the_limit_of_a_case_counts(
    plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def work(cases: Iterable[Case], start: Start, **options: object) -> Iterator[Finished]:
        done.append("work")
        return iter(())

    monkeypatch.setattr("simulator.commands.batching.compile_kernels", lambda: done.append("compiled"))
    monkeypatch.setattr("simulator.commands.batching.work_here", work)
    main(["batch", str(plan), "--out", str(plan.parent / "compiled"), "--quiet"])
    assert done == ["compiled", "work"]
