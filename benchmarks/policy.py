"""What not knowing the weather costs, and how time grows with the size of the question.

    python -m benchmarks.policy loss      policy and rule beside foresight, on weather that policy did not learn from
    python -m benchmarks.policy growth    processor time by horizon years, weather years and areas

Prints tables in Markdown. A year of policy or rule may end with more or less water than it began with: all engines
start from the level that policy ends at on average, and what is left is valued as foresight values it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import numpy as np

from benchmarks.power_case import growing_system, region_system, synthetic_system
from simulator.questions.yardstick import water_value_eur
from simulator.records import Dispatch, PowerSystem
from simulator.stages.dispatch import dispatch_power, learn_policy

WEATHER, ROUNDS, LAST_DAYS = 30, 3, 20


def own_level(system: PowerSystem, levels: np.ndarray) -> PowerSystem:
    """Return the system with its reservoirs started at other levels. [m³], shape (reservoirs,)"""
    start = system.rivers.start_m3.copy()
    start[system.rivers.storage_m3 > system.rivers.minimum_m3] = levels
    return replace(system, rivers=replace(system.rivers, start_m3=start))


def adjusted_cost(dispatch: Dispatch, value_eur_m3: np.ndarray) -> float:
    """Return the cost of all weather years less what is stored more at the end than at the start. [EUR]"""
    more = dispatch.reservoir_m3[:, :, -1] - dispatch.reservoir_m3[:, :, 0]
    return float((dispatch.cost_eur - (more * value_eur_m3).sum(axis=1)).sum())


def show_loss(name: str, learned_from: PowerSystem, met: PowerSystem) -> None:
    """Print what policy and rule lose against foresight, in weather that they did not learn from."""
    learned = learn_policy(learned_from)
    for _ in range(ROUNDS):
        policy = dispatch_power(met, engine="policy", learned=learned)
        met = own_level(met, policy.reservoir_m3[:, :, -1].mean(axis=0))
    runs = [dispatch_power(met, engine=engine, learned=learned) for engine in ("foresight", "policy", "rule")]
    value = np.nanmean(runs[0].water_value_eur_m3[:, :, -LAST_DAYS:], axis=(0, 2))
    whole = sum(water_value_eur(met, year) for year in range(WEATHER))
    costs = [adjusted_cost(run, value) for run in runs]
    for run, cost in zip(runs, costs, strict=True):
        cut, spilled = run.unserved_mw.sum(), run.spilled_m3.sum() / WEATHER / 1e6
        row = f"| {name} | {run.engine} | {cost / WEATHER / 1e6:.2f} | {100 * (cost - costs[0]) / whole:.2f}"
        print(f"{row} | {cut:.1f} | {spilled:.1f} |", flush=True)


def show_losses() -> None:
    """Print the table of losses for the synthetic systems and the region."""
    print("| system | engine | cost a year, MEUR | loss, % of water value | unserved in 30 years, MWh | spill, Mm³ |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for variant in ("normal", "tight", "stress"):
        learned_from, met = (synthetic_system(variant, weather=WEATHER, seed=seed) for seed in (1, 2))
        show_loss(variant, learned_from, met)
    show_loss("region 2030", region_system(weather=WEATHER), region_system(weather=WEATHER, seed=77))


def seconds(system: PowerSystem) -> float:
    """Return the processor time of foresight. [s]"""
    start = time.process_time()
    dispatch_power(system, engine="foresight")
    return time.process_time() - start


def show_growth() -> None:
    """Print how processor time grows with weather years and with areas; horizon years repeat the same work."""
    print("| what | size | CPU s | CPU s a unit |\n| --- | ---: | ---: | ---: |")
    seconds(synthetic_system("normal", weather=1, seed=0))
    for weather in (5, 10, 20, 40):
        spent = seconds(synthetic_system("normal", weather=weather, seed=0))
        print(f"| weather years | {weather} | {spent:.2f} | {spent / weather:.3f} |", flush=True)
    for years in (1, 2, 4, 8):
        spent = sum(seconds(synthetic_system("normal", weather=4, seed=year)) for year in range(years))
        print(f"| horizon years of 4 weather years | {years} | {spent:.2f} | {spent / years:.3f} |", flush=True)
    for areas in (8, 16, 32, 64):
        spent = seconds(growing_system(areas, weather=4))
        print(f"| areas, 4 weather years | {areas} | {spent:.2f} | {spent / areas:.4f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["loss"]:
        show_losses()
    elif sys.argv[1:] == ["growth"]:
        show_growth()
    else:
        sys.exit(__doc__)
