"""Time of the best mix of the example's 12 projects and 10 establishments: solving alone, and with its full check.

    python -m benchmarks.portfolio

The effects of the candidates take a run each; they are printed apart, since they are asked for once and then known.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

from simulator import Result, Scenario, load_region, load_scenario, load_weather, resolve, simulate
from simulator.questions.choosing import Choice, Limit, choose_best, front
from simulator.questions.hosting import CONDITIONS
from simulator.questions.needed import Terms
from simulator.questions.portfolio import AGAINST, INVESTMENT, JOBS, Aim, find_portfolio, one_in_each
from simulator.recall import Recall
from simulator.stages.dispatch import compile_kernels

EXAMPLE = Path(__file__).parents[1] / "examples" / "candidates.toml"
YEAR = 2035
LIMITS = (
    Limit(AGAINST, least=800.0),
    Limit("winter_surplus_gwh", least=200.0),
    Limit("conditional", least=0.0),
    Limit(INVESTMENT, most=3000.0),
)


def main() -> None:
    """Ask once, then time every part by itself."""
    region = load_region()
    compile_kernels()
    scenario = load_scenario(EXAMPLE, region)
    assumptions, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()
    runs: list[float] = []

    def evaluate(one: Scenario) -> Result:
        start = time.perf_counter()
        result = simulate(one, assumptions, region, weather, recall=recall)
        runs.append(time.perf_counter() - start)
        return result

    aim = Aim(limits=LIMITS, rules=one_in_each(scenario, region), checks=1)
    found = find_portfolio(scenario, aim, Terms(YEAR, CONDITIONS, 0.9, evaluate))
    *measuring, checking = runs
    choice = Choice(effects=found.effects, figure=JOBS, limits=LIMITS, rules=aim.rules)
    solving, drawing = seconds(lambda: choose_best(choice)), seconds(lambda: front(choice, AGAINST, aim.points))
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(found.effects.names)} candidates, {weather.count} weather years, horizon to {YEAR}")
    print(f"effects: {len(measuring)} runs, {sum(measuring):.1f} s")
    print(f"best mix: {solving:.3f} s; its run through the whole simulation: {checking:.2f} s")
    print(f"together {solving + checking:.2f} s; front of {len(found.front)} points: {drawing:.2f} s")
    for one in (*found.found, *found.refused):
        gaps = ", ".join(f"{name} {one.gap(name):+.1f}" for name in (JOBS, AGAINST, "winter_surplus_gwh"))
        print(f"{len(one.chosen)} chosen, {one.full[JOBS]:.0f} jobs; whole simulation less sum: {gaps}")


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
