"""The power core beside the exact program and beside PyPSA, on the same systems, in one run.

    python -m benchmarks.power gaps [--years N]    gap to the exact optimum, bound and unserved energy
    python -m benchmarks.power peer                processor time and memory beside PyPSA (needs the extra "pypsa")

Prints tables in Markdown. Times are processor time of one thread, ours the best of a few. Trust the ratios,
not the seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.alone import TOOLS, peak_mb
from benchmarks.power_case import CASES, VARIANTS, make_case, region_system, synthetic_system
from simulator.questions import distance_of, one_weather, solve_reference, water_value_eur
from simulator.records import Dispatch, PowerSystem
from simulator.stages.dispatch import dispatch_power, learn_policy

HORIZON, WEATHER, REPEATS = 17, 30, 3


@dataclass(frozen=True)
class Gap:
    """One scenario-year: shares of the water value, and MWh that nobody delivers."""

    name: str
    cost_eur: tuple[float, float]
    gap_share: float
    certified_share: float
    in_order: bool
    unserved_mwh: tuple[float, float]
    seconds: tuple[float, float]


def timed(system: PowerSystem, **engine: object) -> tuple[Dispatch, float]:
    """Run once and return the processor time. [s]"""
    start = time.process_time()
    dispatch = dispatch_power(system, **engine)  # type: ignore[arg-type]
    return dispatch, time.process_time() - start


def timed_learning(system: PowerSystem) -> float:
    """Learn once and return the processor time. [s]"""
    start = time.process_time()
    learn_policy(system)
    return time.process_time() - start


def gap_of(name: str, system: PowerSystem) -> Gap:
    """Hold one scenario-year against the exact program."""
    start = time.process_time()
    exact = solve_reference(system, 0)
    seconds = time.process_time() - start
    ours, own_seconds = timed(system, engine="foresight")
    distance = distance_of(ours, exact, system)
    best, bound = float(exact.cost_eur[0]), float(ours.bound_eur[0])
    slack = 1e-6 * max(abs(best), 1.0)
    return Gap(
        name=name,
        cost_eur=(best, distance.cost_eur),
        gap_share=distance.gap_share,
        certified_share=distance.certified_share,
        in_order=bound - slack <= best <= distance.cost_eur + slack,
        unserved_mwh=(float(exact.unserved_mw.sum()), distance.unserved_mwh),
        seconds=(seconds, own_seconds),
    )


def scenario_years(count: int) -> Iterator[tuple[str, PowerSystem]]:
    """Give scenario-years of the synthetic case, one variant after the other."""
    for number in range(count):
        variant = list(VARIANTS)[number % len(VARIANTS)]
        yield f"{variant} {number // len(VARIANTS)}", synthetic_system(variant, weather=1, seed=number // len(VARIANTS))


def show_gaps(count: int, regional: int) -> None:
    """Print gaps to the exact optimum, and what they come to."""
    timed(synthetic_system("normal", weather=1, seed=0), engine="foresight")
    print(
        "| scenario-year | cost MEUR exact / ours | gap, % of water value | certified, % "
        "| bound ≤ exact ≤ ours | unserved MWh exact / ours | CPU s exact / ours |"
    )
    print("| --- | ---: | ---: | ---: | :---: | ---: | ---: |")
    gaps = []
    for name, system in (*scenario_years(count), *region_years(regional)):
        gaps.append(gap := gap_of(name, system))
        print(
            f"| {name} | {gap.cost_eur[0] / 1e6:.4f} / {gap.cost_eur[1] / 1e6:.4f} | {100 * gap.gap_share:.4f} "
            f"| {100 * gap.certified_share:.2f} | {'yes' if gap.in_order else '**no**'} "
            f"| {gap.unserved_mwh[0]:.1f} / {gap.unserved_mwh[1]:.1f} "
            f"| {gap.seconds[0]:.1f} / {gap.seconds[1]:.3f} |",
            flush=True,
        )
    shares = 100 * np.array([gap.gap_share for gap in gaps])
    certified = 100 * np.array([gap.certified_share for gap in gaps])
    print(f"\n{len(gaps)} scenario-years: gap median {np.median(shares):.4f} %, worst {shares.max():.4f} %;")
    print(f"certified median {np.median(certified):.2f} %, worst {certified.max():.2f} % of the water value.")
    print(f"Highest memory {peak_mb():.0f} MB.")


def region_years(count: int) -> Iterator[tuple[str, PowerSystem]]:
    """Give weather years of the region."""
    if count:
        region = region_system(weather=count)
        yield from ((f"region {year}", one_weather(region, year)) for year in range(count))


def in_a_child(what: str, case: str) -> dict[str, float]:
    """Run a tool of `benchmarks.alone` in a fresh process; add the processor time of the whole process."""
    words = [sys.executable, "-W", "ignore", "-m", "benchmarks.alone", what, "--case", case]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {**{name: float(value) for name, value in json.loads(answer).items()}, "process": whole}


def show_peer(cases: list[str]) -> None:
    """Print processor time and memory of one year beside PyPSA, and what the whole horizon takes as a share of it."""
    for case in cases:
        value = water_value_eur(make_case(case), 0)
        print(f"\n## {case}: one year, one weather; water value {value:.0f} EUR\n")
        print("| tool | cost EUR | from PyPSA, % of water value | CPU s | PyPSA's ÷ this | whole process | peak MB |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        peer: dict[str, float] = {}
        for what in TOOLS:
            one = in_a_child(what, case)
            peer = peer or one
            print(
                f"| {what} | {one['cost']:.2f} | {100 * (one['cost'] - peer['cost']) / value:.6f} "
                f"| {one['seconds']:.3f} | {peer['seconds'] / one['seconds']:.1f} "
                f"| {one['process']:.1f} | {one['peak_mb']:.0f} |",
                flush=True,
            )
        print(f"\nPyPSA's time includes {peer['read']:.1f} s to read the folder.")
        show_horizon(case, peer["seconds"])


def show_horizon(case: str, peer_seconds: float) -> None:
    """Print what all years under all weathers take, as a share of PyPSA's one."""
    many = make_case(case, weather=WEATHER)
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})  # one, as PyPSA has: two that share a core would count for more
    for engine in ("foresight", "policy"):  # loads the loops
        timed(one_weather(many, 0), engine=engine)
    foresight = min(timed(many, engine="foresight")[1] for _ in range(REPEATS))
    learning = min(timed_learning(many) for _ in range(REPEATS))
    learned = learn_policy(many)
    policy = min(timed(many, engine="policy", learned=learned)[1] for _ in range(REPEATS))
    print("\n| what | CPU s | share of PyPSA's one year |\n| --- | ---: | ---: |")
    for name, seconds in (
        (f"foresight, year in view ({WEATHER} weather years)", foresight),
        (f"foresight, {HORIZON} x {WEATHER}", HORIZON * foresight),
        ("policy, year in view, with learning", learning + policy),
        (f"policy, {HORIZON} x {WEATHER}, with learning", HORIZON * (learning + policy)),
    ):
        print(f"| {name} | {seconds:.2f} | {seconds / peer_seconds:.3f} |", flush=True)
    os.sched_setaffinity(0, processors)


def main() -> None:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["gaps", "peer"])
    parser.add_argument("--years", type=int, default=60, help="scenario-years of the synthetic case")
    parser.add_argument("--regional", type=int, default=0, help="weather years of the region")
    parser.add_argument("--case", choices=CASES)
    words = parser.parse_args()
    if words.what == "gaps":
        show_gaps(words.years, words.regional)
    else:
        show_peer([words.case] if words.case else list(CASES))


if __name__ == "__main__":
    main()
