"""How far shares of variance from few points, as the page *Usikkerhet* asks for them, lie from those of many.

python -m benchmarks.shares [--points 32] [--many 256] [--seeds 6] [--scenario ID] [--year Y]
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from simulator import load_region, load_scenario, load_weather, resolve, scenario_folder
from simulator.dashboard.moving import MOVED, POINTS, SHARED, WEATHER_YEARS
from simulator.questions.flipping import numbers_to_move
from simulator.uncertainty import (
    figures_of,
    learn_operators,
    most_moving,
    of_one_year,
    share_of_ranges,
    spread_weather,
    swing_each,
)


def show(name: str, year: int, *, points: int, many: int, seeds: int) -> None:
    """Work out shares with few points under several seeds, once with many, and print how far they lie apart."""
    region = load_region()
    scenario = of_one_year(load_scenario(scenario_folder() / f"{name}.toml", region), year)
    assumptions, weather = resolve(region, scenario), load_weather(scenario.weather)
    operators = learn_operators(scenario, assumptions, region, weather)
    few = spread_weather(weather, WEATHER_YEARS)
    figures = figures_of(scenario, region, few, indicators=MOVED, year=year, operators=operators)
    names = numbers_to_move(scenario, assumptions, power=True)
    chosen = most_moving(tuple(swing_each(figures, assumptions, names)), SHARED)
    start = time.process_time()
    truth = share_of_ranges(figures, assumptions, chosen, count=many, seed=0)
    found = [share_of_ranges(figures, assumptions, chosen, count=points, seed=seed) for seed in range(1, seeds + 1)]
    runs = (many + seeds * points) * (SHARED + 2)
    print(f"{name} {year}, {len(names)} numbers, shared by {', '.join(chosen)}; {runs} runs")
    print(f"{(time.process_time() - start) / runs:.3f} s of processor time a run")
    print(f"| figure | share | with {many} points | rms of {points} points | worst | said error, mean |")
    print("| --- | --- | --- | ---: | ---: | ---: |")
    for place, figure in enumerate(MOVED):
        for sort in ("first", "whole"):
            true = getattr(truth, sort)[place]
            apart = np.array([getattr(one, sort)[place] - true for one in found])
            said = np.mean([getattr(one, f"{sort}_error")[place] for one in found])
            told = ", ".join(f"{one:.2f}" for one in true)
            rms = np.sqrt(np.square(apart).mean())
            print(f"| {figure} | {sort} | {told} | {rms:.3f} | {np.abs(apart).max():.3f} | {said:.3f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=POINTS)
    parser.add_argument("--many", type=int, default=256)
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--scenario", default="strategy")
    parser.add_argument("--year", type=int, default=2035)
    words = parser.parse_args()
    show(words.scenario, words.year, points=words.points, many=words.many, seeds=words.seeds)
