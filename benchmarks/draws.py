"""Draws of the whole model beside a plain loop over `simulate`, and what each shortcut of the draws costs in error.

    python -m benchmarks.draws [--draws N] [--loop N] [--errors N] [--workers N] [--scenario ID] [--year Y]

A draw asks for one year under two of the thirty weather years, with operators who learned in the central world. The
loop runs every draw over the whole horizon under all weather years, with operators who learn anew; it is timed on its
first few draws and taken to go on at that pace. Errors are taken on some draws that are worked out both ways.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from benchmarks.alone import peak_mb
from simulator import (
    Region,
    Scenario,
    WeatherYears,
    load_region,
    load_scenario,
    load_weather,
    resolve,
    scenario_folder,
    simulate,
)
from simulator.inputs.chances import by_status
from simulator.inputs.correlations import load_correlations
from simulator.stages.dispatch import Operators
from simulator.uncertainty import (
    DELAY,
    Drawn,
    Futures,
    Outcome,
    collect_draws,
    draw_results,
    learn_operators,
    of_one_year,
    sample_points,
    split_variance,
)

SEED = 2024
FIGURES = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh", "jobs_direct_persons")


class Case(NamedTuple):
    """What is drawn."""

    whole: Scenario
    scenario: Scenario
    region: Region
    weather: WeatherYears
    futures: Futures


def load_case(name: str, draws: int, year: int) -> Case:
    """Read a shipped scenario and spread the points of all draws."""
    region = load_region()
    whole = by_status(load_scenario(scenario_folder() / f"{name}.toml", region), region)
    weather, ranges = load_weather(whole.weather), resolve(region, Scenario(title="book")).ranges
    points = sample_points(ranges, draws, seed=SEED, correlations=load_correlations(region.book))
    futures = Futures(points=points, delay=ranges[DELAY], seed=SEED, weather_count=weather.count)
    return Case(whole, of_one_year(whole, year), region, weather, futures)


def learned(case: Case) -> Operators | None:
    """Let operators learn in the central world."""
    return learn_operators(case.scenario, resolve(case.region, case.scenario), case.region, case.weather)


def draw_part(name: str, draws: int, year: int, part: range) -> tuple[list[Outcome], float, float]:
    """Work out some of the draws; return them, the processor time of the draws [s] and the highest memory [MB]."""
    case = load_case(name, draws, year)
    start = time.process_time()
    found = list(
        draw_results(
            case.scenario, case.region, case.weather, futures=case.futures, numbers=part, operators=learned(case)
        )
    )
    return found, time.process_time() - start, peak_mb()


def draw_all(name: str, draws: int, *, year: int, workers: int) -> tuple[Drawn, float, float, float]:
    """Work out all draws in processes of one thread each; return them, wall and processor time, and memory of one."""
    for library in ("OPENBLAS", "OMP", "NUMBA"):
        os.environ[f"{library}_NUM_THREADS"] = "1"  # read by the workers as they start
    start = time.perf_counter()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        asked = [pool.submit(draw_part, name, draws, year, range(first, draws, workers)) for first in range(workers)]
        parts = [one.result() for one in asked]
    wall, case = time.perf_counter() - start, load_case(name, draws, year)
    outcomes = [one for found, _, _ in parts for one in found]
    drawn = collect_draws(case.scenario, case.region, futures=case.futures, outcomes=outcomes)
    return drawn, wall, sum(cpu for _, cpu, _ in parts), max(peak for _, _, peak in parts)


def plain_loop(case: Case, count: int) -> float:
    """Run the first draws whole, one by one; return the processor time of one. [s]"""
    start = time.process_time()
    for number in range(count):
        future = case.futures.of(case.whole, number)
        simulate(future.scenario, future.assumptions, case.region, case.weather)
    return (time.process_time() - start) / count


def errors(case: Case, count: int) -> None:
    """Print how far each shortcut lies from all weather years with operators who learn in every world."""
    given = (case.scenario, case.region, case.weather)
    every = replace(case.futures, weather_per_draw=case.weather.count)
    ways = {
        "all weather, own operators": (every, None),
        "all weather, central operators": (every, learned(case)),
        "2 weather years, own operators": (case.futures, None),
        "2 weather years, central operators (a draw)": (case.futures, learned(case)),
    }
    found = {}
    for way, (futures, operators) in ways.items():
        outcomes = draw_results(*given, futures=futures, numbers=range(count), operators=operators)
        found[way] = collect_draws(case.scenario, case.region, futures=futures, outcomes=outcomes)
    exact = found.pop("all weather, own operators")
    print(f"\nErrors on {count} draws, against all weather years and operators who learn in every world:\n")
    print("| figure | way | spread of draws | rms of a draw's own weather years | bias of the mean of draws |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name in FIGURES:
        full = exact.of(name, exact.years[0])
        for way, drawn in found.items():
            values = drawn.of(name, exact.years[0])
            same = np.take_along_axis(full, drawn.weather, axis=1)
            rms = np.sqrt(np.square(values - same).mean())
            print(f"| {name} | {way} | {full.std():.2f} | {rms:.3f} | {values.mean() - full.mean():+.3f} |")


def show(name: str, draws: int, *, year: int, loop: int, compared: int, workers: int) -> None:
    """Draw, compare and print."""
    drawn, wall, cpu, peak = draw_all(name, draws, year=year, workers=workers)
    case = load_case(name, draws, year)
    plain = plain_loop(case, loop)
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"{name}, chances by status: {len(drawn.entries)} entries, {len(case.futures.points)} numbers, "
        f"{case.weather.count} weather years\n"
    )
    print("| what | draws | wall s | CPU s | CPU s a draw | draws/s | peak MB of a worker |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    print(
        f"| {workers} workers, {year} alone, wall with start and reading | {draws:,} | {wall:.0f} | {cpu:.0f} "
        f"| {cpu / draws:.3f} | {draws / wall:.1f} | {peak:.0f} |"
    )
    print(
        f"| loop over simulate, {len(case.whole.horizon.years)} years, all weather | {loop} | "
        f"| {plain * loop:.0f} | {plain:.2f} | | |"
    )
    print(f"| the loop at that pace | {draws:,} | | {plain * draws:,.0f} | | | |\n")
    print(f"CPU of the loop ÷ CPU of the draws: {plain / (cpu / draws):.0f}.\n")
    print("| figure | 5 % | median | 95 % | weather | projects | assumptions |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for figure in FIGURES:
        values = drawn.of(figure, year)
        low, median, high = np.percentile(values, [5, 50, 95])
        parts = split_variance(values[: len(values) // 2 * 2])
        told = (f"{part / parts.whole:.0%}" for part in (parts.weather, parts.projects, parts.assumptions))
        print(f"| {figure} | {low:.1f} | {median:.1f} | {high:.1f} | {' | '.join(told)} |")
    errors(case, compared)


def main() -> None:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--loop", type=int, default=3, help="draws that are run whole, one by one")
    parser.add_argument("--errors", type=int, default=20, help="draws that are worked out both ways")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scenario", default="strategy")
    parser.add_argument("--year", type=int, default=2035)
    words = parser.parse_args()
    show(words.scenario, words.draws, year=words.year, loop=words.loop, compared=words.errors, workers=words.workers)


if __name__ == "__main__":
    main()
