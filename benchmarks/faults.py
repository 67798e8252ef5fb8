"""A thousand scenario files through the whole model and the command line, with faults of every sort put in on purpose.

    python -m benchmarks.faults [--scenarios 1000]

Some scenarios raise, some end their process each time or the first time only, some hang, some ask for too much memory.
The run itself is killed, stopped and given damaged files. In the end every case must be in the store or told with its
reason, and the store must hold what a run in peace holds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulator.batch.case_store import read_store
from simulator.batch.cases import Case
from simulator.batch.evaluate import Evaluate, open_bench
from simulator.cli import main
from simulator.commands import batching

JOBS = 2
LIMIT_S = 60
TOO_MUCH_BYTES = 60_000_000_000
FAULTS = {"raises": 20, "dies": 10, "hangs": 5, "greedy": 5, "dies_once": 20}  # of a thousand
LASTING = ("raises", "dies", "hangs", "greedy")
REASONS = {"raises": "RuntimeError", "dies": "its process ended", "hangs": "took longer", "greedy": "memory"}
DISTURBED, WAIT_S_PER_SCENARIO = 6, 0.06
WAYS = (
    ("killed with its group", os.killpg, signal.SIGKILL),
    ("killed alone", os.kill, signal.SIGKILL),
    ("asked to end", os.kill, signal.SIGTERM),
)
FOUND_FROM = Path(__file__).parents[1]
SCENARIO = """
title = "Case {number}"
new_homes_per_year = {homes}
[horizon]
first_year = 2034
last_year = 2034
[weather]
count = 1
seed = {seed}
[[establishments]]
id = "one"
kind = "data_centre_tenant"
title = "One"
area = "Tynset"
capacity_mw = {mw}
start_year = 2034
"""


def fault_of(name: str) -> str:
    """Tell which fault a scenario has: the beginning of its id, if it is one."""
    return next((fault for fault in FAULTS if name.startswith(f"{fault}_case")), "")


def faulty() -> Evaluate:
    """Work out cases with the whole model, but do what the id of the scenario says first."""
    evaluate, been = open_bench(), Path(os.environ["BEEN_HERE"])

    def with_fault(case: Case) -> pd.DataFrame:
        fault = fault_of(case.scenario.id)
        if fault == "raises":
            raise RuntimeError("on purpose")
        if fault == "dies" or (fault == "dies_once" and not (been / case.scenario.id).exists()):
            (been / case.scenario.id).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        while fault == "hangs":
            time.sleep(1.0)
        if fault == "greedy":
            np.ones(TOO_MUCH_BYTES, dtype=np.uint8)
        return evaluate(case)

    return with_fault


def write_plan(folder: Path, count: int) -> Path:
    """Write so many scenario files, faults spread among them by chance, and the plan that names them."""
    faults = [fault for fault, part in FAULTS.items() for _ in range(max(1, part * count // 1000))]
    names = faults + [""] * (count - len(faults))
    random.Random(2024).shuffle(names)  # noqa: S311 - no secret
    (folder / "many").mkdir()
    for number, fault in enumerate(names):
        words = {"number": number, "homes": 1 + number % 40, "seed": 1 + number % 25, "mw": 1 + number / 20}
        path = folder / "many" / f"{fault or 'sound'}_case_{number:04}.toml"
        path.write_text(SCENARIO.format(**words), encoding="utf-8")
    plan = folder / "plan.toml"
    plan.write_text('scenarios = ["many"]\nyears = [2034]\n', encoding="utf-8")
    return plan


def command(plan: Path, store: Path, *, peace: bool = False) -> list[str]:
    """Return the call of this module that goes on with a plan by the command line's own words."""
    options = ["--out", str(store), "--jobs", str(JOBS), "--limit", str(LIMIT_S), "--json", "--quiet"]
    return [sys.executable, "-m", "benchmarks.faults", "calm" if peace else "work", "batch", str(plan), *options]


def disturb(order: list[str], store: Path, longest_s: float) -> None:
    """Begin again and again: kill the group, kill the parent alone, ask for an end; damage files in between."""
    luck = random.Random(2024)  # noqa: S311 - no secret
    for number in range(DISTURBED):
        child = subprocess.Popen(order, start_new_session=True, stdout=subprocess.DEVNULL, cwd=FOUND_FROM)
        before = set(store.glob("cases-*"))
        while child.poll() is None and set(store.glob("cases-*")) <= before:
            time.sleep(0.05)
        time.sleep(luck.random() * longest_s)
        how, send, sign = WAYS[number % len(WAYS)]
        if child.poll() is None:
            send(child.pid, sign)
        print(f"{how}, code {child.wait()}; {damage(store, luck)} damaged", flush=True)


def damage(store: Path, luck: random.Random) -> str:
    """Cut one file of the store short, or turn some of its bytes over."""
    path = luck.choice(sorted(store.glob("cases-*.parquet")))
    content = bytearray(path.read_bytes())
    if luck.random() < 0.5:
        path.write_bytes(content[: len(content) // 2])
        return "a file cut in half"
    middle = len(content) // 2
    content[middle : middle + 16] = bytes(255 - byte for byte in content[middle : middle + 16])
    path.write_bytes(content)
    return "16 bytes of a file"


def run(count: int) -> bool:
    """Run in peace and among faults, and tell whether nothing was lost, doubled or miscounted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan, calm, store = write_plan(folder, count), folder / "calm", folder / "store"
        os.environ["BEEN_HERE"] = str(folder / "been")
        (folder / "been").mkdir()
        start = time.perf_counter()
        subprocess.run(command(plan, calm, peace=True), check=True, stdout=subprocess.DEVNULL, cwd=FOUND_FROM)
        print(f"in peace: {count} scenarios in {time.perf_counter() - start:.0f} s", flush=True)
        start = time.perf_counter()
        disturb(command(plan, store), store, WAIT_S_PER_SCENARIO * count)
        last = subprocess.run(command(plan, store), capture_output=True, text=True, cwd=FOUND_FROM, check=False)
        print(f"among faults: {time.perf_counter() - start:.0f} s", flush=True)
        return judge(json.loads(last.stdout), last.returncode, read_store(calm), read_store(store))


def judge(report: dict[str, Any], code: int, calm: pd.DataFrame, store: pd.DataFrame) -> bool:
    """Print what the last report says, and hold the store against the one in peace."""
    names = ("planned", "before", "done", "failed", "not_run")
    print(f"code {code};", ", ".join(f"{name} {report[name]}" for name in names))
    print("set aside:", len(report["set_aside"]))
    failures = report["failures"]
    told = Counter(fault_of(one["scenario"]) for one in failures)
    wrong = [one for one in failures if REASONS.get(fault_of(one["scenario"]), "sound") not in str(one["reason"])]
    for one in wrong:
        print("not put in:", one["scenario"], one["reason"])
    lasting = calm["scenario"].map(fault_of).isin(LASTING)
    expected = Counter(calm.loc[lasting].drop_duplicates("scenario")["scenario"].map(fault_of))
    same = calm[~lasting].reset_index(drop=True).equals(store.reset_index(drop=True))
    print(f"failed by fault: {dict(told)}; each as put in: {told == expected}; each with its reason: {not wrong}")
    print(f"rows {len(store)} of {store['scenario'].nunique()} scenarios, the same as in peace: {same}")
    return same and not wrong and told == expected and report["not_run"] == 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        batching.open_bench = faulty
    if sys.argv[1:2] in (["work"], ["calm"]):
        sys.exit(main(sys.argv[2:]))
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenarios", type=int, default=1000)
    sys.exit(not run(parser.parse_args().scenarios))
