"""A million draws of the room for jobs beside a plain loop over its count, in one run.

    python -m benchmarks.jobs [--draws N] [--loop N] [--workers N] [--scenario ID]

Prints draws per second, wall and processor time, memory, and what the draws say. Both count the same worlds; the loop
is timed on its first few and taken to go on at that pace. Trust the ratio, not the seconds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from benchmarks.alone import peak_mb
from simulator import Region, Scenario, WeatherYears, load_region, load_scenario, load_weather, resolve, scenario_folder
from simulator.premises import Assumptions, Range
from simulator.stages.jobs import count_jobs
from simulator.uncertainty import CHUNK, Draws, draw_jobs

SEED, CENTRAL = 2024, 1


class Case(NamedTuple):
    """What is counted."""

    scenario: Scenario
    region: Region
    assumptions: Assumptions
    weather: WeatherYears


class Part(NamedTuple):
    """What one worker found in its draws; of the draws themselves it keeps one year."""

    operating_persons: np.ndarray
    building_job_years: float
    cpu_s: float
    peak_mb: float


def load_case(name: str) -> Case:
    """Read a shipped scenario and all that it needs."""
    region = load_region()
    scenario = load_scenario(scenario_folder() / f"{name}.toml", region)
    return Case(scenario, region, resolve(region, scenario), load_weather(scenario.weather))


def count_part(name: str, first: int, count: int) -> Part:
    """Count some of the draws."""
    case = load_case(name)
    draws = Draws(case.assumptions, count=count, seed=SEED, first=first)
    start, last_year, building = time.process_time(), [], 0.0
    for totals in draw_jobs(case.scenario, case.region, draws, case.weather):
        last_year.append(totals.operating_persons[:, -1])
        building += float(totals.construction_job_years.sum())
    return Part(np.concatenate(last_year), building, time.process_time() - start, peak_mb())


def parts_of(draws: int, workers: int) -> list[tuple[int, int]]:
    """Split the draws among workers at the borders of chunks: first draw and count of each."""
    chunks = -(-draws // CHUNK)
    borders = [min(draws, chunks * worker // workers * CHUNK) for worker in range(workers + 1)]
    return [(first, end - first) for first, end in pairwise(borders) if end > first]


def count_one_by_one(case: Case, count: int) -> tuple[np.ndarray, float]:
    """Count the first draws in a plain loop; return the work of the last year and the processor time. [persons], [s]"""
    draws = Draws(case.assumptions, count=count, seed=SEED)
    ranges = case.assumptions.ranges.items()
    worlds = [
        Assumptions({name: Range(ends.low, float(draws[name][world]), ends.high) for name, ends in ranges})
        for world in range(count)
    ]
    start = time.process_time()
    counted = [count_jobs(case.scenario, case.region, numbers, case.weather) for numbers in worlds]
    seconds = time.process_time() - start
    return np.array([jobs.operating_persons[CENTRAL, -1].mean() for jobs in counted]), seconds


def count_in_workers(name: str, draws: int, workers: int) -> tuple[list[Part], float]:
    """Count all draws in processes of one thread each; return what they found and the time on the wall. [s]"""
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # read by the workers as they start
    start = time.perf_counter()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        counting = [pool.submit(count_part, name, *part) for part in parts_of(draws, workers)]
        parts = [one.result() for one in counting]
    return parts, time.perf_counter() - start


def show(name: str, draws: int, *, loop: int, workers: int) -> None:
    """Count both ways and print the table."""
    parts, wall = count_in_workers(name, draws, workers)
    cpu, case = sum(part.cpu_s for part in parts), load_case(name)
    found, loop_s = count_one_by_one(case, loop)
    persons = np.concatenate([part.operating_persons for part in parts])
    entries, years = (*case.scenario.projects, *case.scenario.establishments), case.scenario.horizon.years
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{name}: {len(entries)} entries, {len(years)} years, {case.weather.count} weather years\n")
    print("| what | draws | wall s | CPU s | µs a draw | draws/s | peak MB of a worker |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {len(parts)} workers; wall with start and reading | {draws:,} | {wall:.1f} | {cpu:.1f} "
        f"| {cpu / draws * 1e6:.1f} | {draws / wall:,.0f} | {max(part.peak_mb for part in parts):.0f} |"
    )
    print(f"| loop over count_jobs | {loop:,} | | {loop_s:.2f} | {loop_s / loop * 1e6:.0f} | {loop / loop_s:,.0f} | |")
    print(f"| the loop at that pace | {draws:,} | | {loop_s / loop * draws:,.0f} | | | |\n")
    print(f"CPU of the loop ÷ CPU of the draws: {(loop_s / loop) / (cpu / draws):.0f}.")
    print(f"Largest difference in the first {loop}: {np.abs(persons[:loop] - found).max():.1e} persons.")
    low, median, high = np.percentile(persons, [5, 50, 95])
    print(f"At work in {years[-1]}: {low:.0f} / {median:.0f} / {high:.0f} persons (5, 50, 95 %),", end=" ")
    print(f"mean {persons.mean():.2f}, standard error {persons.std() / np.sqrt(draws):.2f};", end=" ")
    print(f"building {sum(part.building_job_years for part in parts) / draws:.0f} job-years.")


def main() -> None:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=1_000_000)
    parser.add_argument("--loop", type=int, default=300, help="draws that are counted one by one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scenario", default="strategy")
    words = parser.parse_args()
    show(words.scenario, words.draws, loop=min(words.loop, words.draws), workers=words.workers)


if __name__ == "__main__":
    main()
