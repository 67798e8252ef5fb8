"""12,480 planned cases killed a hundred times and resumed, beside one run in peace; and how fast cases go.

    python -m benchmarks.batch kills [--kills N]
    python -m benchmarks.batch model

`kills` works with a stand-in that costs almost nothing, so that the batch itself is what is measured; `model` with the
whole model, on one scenario of a short horizon.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from simulator import load_region
from simulator.batch.case_store import open_store, read_store
from simulator.batch.cases import Case, Order, Variants, read_order
from simulator.batch.evaluate import Finished, finish, open_bench
from simulator.batch.many import run_cases
from simulator.batch.workers import work_here
from simulator.inputs.changes import Lane, Spot
from simulator.premises import Scenario
from tests.batch.stand_ins import quick

MB_PER_KB = 1 / 1024
JOBS = 2
MOST_MORE_S = 0.6
MODEL_PLAN = """
scenarios = ["short.toml"]
[[grid]]
set = "overrides.labour.household_size_persons"
values = [1.5, 1.6]
[[grid]]
set = "weather.seed"
from = 1
to = 6
step = 1
"""
SHORT = 'title = "Short"\n[horizon]\nfirst_year = 2034\nlast_year = 2035\n[weather]\ncount = 10\n'


def order_60_52_4() -> Order:
    """Return 60 × 52 values of two keys in 4 scenarios."""
    lanes = (
        Lane("weather.seed", Spot("weather", None, "seed"), tuple(range(60))),
        Lane("new_homes_per_year", Spot("", None, "new_homes_per_year"), tuple(float(n) for n in range(52))),
    )
    scenarios = [Scenario(id=f"s{n}", title="a", migration=way) for n, way in enumerate((None, "low", "none", "good"))]
    variants = tuple(Variants(scenario=one, lanes=lanes, ranges={}, series={}) for one in scenarios)
    return Order(variants=variants, years=(2035,), world="0" * 16)


def work(folder: Path) -> None:
    """Go on with the plan in a folder."""
    report = run_cases(order_60_52_4(), open_store(folder), partial(work_here, start=quick, jobs=JOBS))
    print(report.as_json(())["planned"], report.before, report.done, report.failed, report.not_run)


def kills(count: int) -> None:
    """Kill a run again and again, let it end, and hold its store against one in peace."""
    with tempfile.TemporaryDirectory() as name:
        calm = Path(name) / "calm"
        command = [sys.executable, "-m", "benchmarks.batch", "work"]
        start = time.perf_counter()
        print("in peace (planned, before, done, failed, not run):", flush=True)
        subprocess.run([*command, str(calm)], check=True)
        peace_s = time.perf_counter() - start
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * MB_PER_KB
        print(f"{peace_s:.1f} s, peak {peak_mb:.0f} MB of any process", flush=True)
        luck, survived, rounds = random.Random(2024), 0, 0  # noqa: S311 - no secret
        one = read_store(calm)
        while survived < count:  # a store that is whole cannot be killed further: begin another
            killed, rounds = Path(name) / f"killed_{rounds}", rounds + 1
            while survived < count and killed_once([*command, str(killed)], killed, luck):
                survived += 1
            subprocess.run([*command, str(killed)], check=True, stdout=subprocess.DEVNULL)
            equal = one.equals(read_store(killed))
            print(f"{survived} kills, {rounds} stores; rows {len(one)}; this one equal: {equal}", flush=True)


def killed_once(command: list[str], store: Path, luck: random.Random) -> bool:
    """Begin a run and kill it soon after it has written something; tell whether it was killed before its end."""
    before = {path.name for path in store.glob("cases-*")}
    child = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    while child.poll() is None and all(path.name in before for path in store.glob("cases-*")):
        time.sleep(0.02)
    time.sleep(luck.random() * MOST_MORE_S)
    if child.poll() is not None:
        return False
    (os.killpg if luck.random() < 0.5 else os.kill)(child.pid, signal.SIGKILL)
    child.wait()
    return True


def model() -> None:
    """Time the whole model one after the other and in processes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "short.toml").write_text(SHORT, encoding="utf-8")
        (folder / "plan.toml").write_text(MODEL_PLAN, encoding="utf-8")
        order = read_order(folder / "plan.toml", load_region())
        for title, executor in (("serial", serially), ("parallel", partial(work_here, start=open_bench, jobs=JOBS))):
            start = time.perf_counter()
            report = run_cases(order, open_store(folder / title), executor)
            print(f"{title}: {report.done} cases in {time.perf_counter() - start:.1f} s", flush=True)
        print("equal bit for bit:", read_store(folder / "serial").equals(read_store(folder / "parallel")))


def serially(cases: Iterator[Case]) -> Iterator[Finished]:
    """Work out cases here, one after the other."""
    evaluate = open_bench()
    for case in cases:
        yield finish(case, evaluate)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("kills", "model", "work"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    words = parser.parse_args()
    if words.what == "work":
        work(words.folder)
    elif words.what == "kills":
        kills(words.kills)
    else:
        model()
