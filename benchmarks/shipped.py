"""Time and memory of the full run of all shipped scenarios, at full resolution.

    python -m benchmarks.shipped

Prints seconds for reading, and, so that machines can be compared, how many times longer the run takes than reading and
summing each of its area-hours once with numpy.
"""

from __future__ import annotations

import os
import platform
import resource
import time

import numpy as np

from simulator import load_region, scenario_folder
from simulator.batch.run import run_files
from simulator.hours import HOURS_PER_YEAR
from simulator.stages.dispatch import compile_kernels

MB_PER_KB = 1 / 1024


def main() -> None:
    """Run everything once and print the figures."""
    region = load_region()
    compile_kernels()
    paths = sorted(scenario_folder().glob("*.toml"))
    wall, cpu = time.perf_counter(), time.process_time()
    results = [outcome.result for outcome in run_files(paths, region) if outcome.result is not None]
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    years = sum(result.ledger.peak_load_mw.size for result in results)
    floor = years * seconds_to_sum(len(region.areas))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MB_PER_KB
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(results)} scenarios, {years:,} scenario-years, {HOURS_PER_YEAR:,} hours, {len(region.areas)} areas")
    print(f"wall {wall:.1f} s, CPU {cpu:.1f} s ({cpu / years * 1000:.1f} ms a scenario-year), peak {peak_mb:.0f} MB")
    print(f"{cpu / floor:.0f} times the CPU of summing every area-hour once")


def seconds_to_sum(areas: int) -> float:
    """Return how long numpy takes to read and sum the area-hours of one scenario-year."""
    hours = np.ones((areas, HOURS_PER_YEAR))
    start, rounds = time.process_time(), 200
    for _ in range(rounds):
        hours.sum()
    return (time.process_time() - start) / rounds


if __name__ == "__main__":
    main()
