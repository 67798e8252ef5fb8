"""Quick stand-ins for the model, in a module of their own since processes are begun afresh."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from multiprocessing import parent_process
from pathlib import Path

import numpy as np
import pandas as pd

from simulator.batch.cases import Case, Order, Variants
from simulator.batch.evaluate import Evaluate, Finished, Start, finish
from simulator.batch.many import Executor
from simulator.inputs.changes import Lane, Spot
from simulator.premises import Scenario

SEED = Spot("weather", None, "seed")


def order_of(count: int, *, scenarios: int = 1) -> Order:
    """Return a plan of so many cases of so many scenarios each."""
    lanes = (Lane("weather.seed", SEED, tuple(range(count))),)
    variants = tuple(
        Variants(
            scenario=Scenario(id=f"s{n}", title="a", new_homes_per_year=float(n)), lanes=lanes, ranges={}, series={}
        )
        for n in range(scenarios)
    )
    return Order(variants=variants, years=(2035,), world="0" * 16)


def rows_for(case: Case) -> pd.DataFrame:
    seed = case.scenario.weather.seed
    figures = [(seed + 0.1) ** 0.5, (seed + 0.2) / 3]
    return pd.DataFrame(
        {"kind": "indicator", "name": ["a_gwh", "b_gwh"], "unit": "GWh", "year": 2035, "mean": figures, "p50": figures}
    )


def quick() -> Evaluate:
    return rows_for


def wayward() -> Evaluate:
    """Seed 3 raises, 5 ends its process, 7 hangs; 9 ends its process the first time only."""

    def evaluate(case: Case) -> pd.DataFrame:
        seed = case.scenario.weather.seed
        if seed == 3:
            raise ValueError("no such thing")
        if seed == 5 or (seed == 9 and first_time()):
            os._exit(17)
        if seed == 7:
            while True:
                time.sleep(60)
        return rows_for(case)

    return evaluate


def first_time() -> bool:
    """Tell whether nobody has been here before, by a file that the test named."""
    try:
        Path(os.environ["BEEN_HERE"]).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def part_that_dies_once(_: object, __: object, part: range) -> list[int]:
    """Draw nothing but the numbers of the draws; the first process that comes to the third ends."""
    if 2 in part and first_time():
        os._exit(17)
    return list(part)


def part_that_dies(_: object, __: object, part: range) -> list[int]:
    """Draw nothing but the numbers of the draws; any process but the first of all ends at the third."""
    if 2 in part and parent_process() is not None:
        os._exit(17)
    return list(part)


def stillborn() -> Evaluate:
    os._exit(4)


def serial(start: Start) -> Executor:
    """Work out cases here, one after the other."""

    def executor(cases: Iterator[Case]) -> Generator[Finished, None, None]:
        evaluate = start()
        for case in cases:
            yield finish(case, evaluate)

    return executor


def greedy() -> Evaluate:
    """Seed 1 asks for 30 GB."""

    def evaluate(case: Case) -> pd.DataFrame:
        if case.scenario.weather.seed == 1:
            np.ones(30_000_000_000, dtype=np.uint8)
        return rows_for(case)

    return evaluate
