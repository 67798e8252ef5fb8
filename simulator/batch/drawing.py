"""Draws of whole scenarios, worked out by as many workers as wanted: what comes of it does not depend on them."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from simulator.batch.placing import put_in_place, unwritable, write_text
from simulator.batch.store import DIGITS, code_hash, data_hashes
from simulator.inputs.assumptions import resolve
from simulator.inputs.correlations import load_correlations
from simulator.inputs.region import load_region
from simulator.inputs.weather import load_weather
from simulator.inputs.writing import scenario_text
from simulator.premises import Region, Scenario, WeatherYears
from simulator.present.drawn_tables import bands_rows, fates_rows, goals_rows, numbers_rows, values_rows
from simulator.stages.dispatch import Operators
from simulator.uncertainty import (
    DELAY,
    Drawn,
    Futures,
    Method,
    Outcome,
    collect_draws,
    draw_results,
    learn_operators,
    sample_points,
    weather_shared_out,
)
from simulator.version import VERSION

AT_ONCE: Final = 10  # draws handed to a worker at a time
CREWS: Final = 2  # so often processes are begun before the rest is worked out without them
Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """How many draws, from which seed, spread how."""

    count: int
    seed: int
    method: Method = "latin_hypercube"


class Setup(NamedTuple):
    """What all draws of one scenario share."""

    region: Region
    weather: WeatherYears
    futures: Futures
    operators: Operators | None


def futures_of(plan: DrawPlan, region: Region, weather_count: int) -> Futures:
    """Spread the points of a plan over the whole book: the same worlds for every scenario."""
    ranges = resolve(region, Scenario(title="book")).ranges
    pairs = load_correlations(region.book)
    return Futures(
        points=sample_points(ranges, plan.count, seed=plan.seed, method=plan.method, correlations=pairs),
        delay=ranges[DELAY],
        seed=plan.seed,
        weather_count=weather_count,
        weather_per_draw=weather_shared_out(weather_count),
    )


def set_up(scenario: Scenario, plan: DrawPlan, region: Region, weather: WeatherYears) -> Setup:
    """Draw the points, and let operators learn in the central world."""
    operators = learn_operators(scenario, resolve(region, scenario), region, weather)
    return Setup(region, weather, futures_of(plan, region, weather.count), operators)


def draw_scenario(scenario: Scenario, plan: DrawPlan, *, workers: int = 1, report: Report = lambda _: None) -> Drawn:
    """Work out every draw of a scenario.

    Parameters
    ----------
    scenario : Scenario
    plan : DrawPlan
    workers : int
        Processes; with one, all is worked out in this one.
    report : callable
        Told how many draws have come since it was told last.

    Returns
    -------
    Drawn
        The same to the bit whatever the number of workers.
    """
    parts = [range(first, min(first + AT_ONCE, plan.count)) for first in range(0, plan.count, AT_ONCE)]
    outcomes = []
    for found in _in_workers(scenario, plan, parts, workers) if workers > 1 else _here(scenario, plan, parts):
        outcomes += found
        report(len(found))
    setup = _set_up_here(scenario, plan)
    return collect_draws(scenario, setup.region, futures=setup.futures, outcomes=outcomes)


def draw_part(scenario: Scenario, plan: DrawPlan, numbers: Iterable[int]) -> list[Outcome]:
    """Work out some draws; a process reads and learns once for all parts of a scenario."""
    setup = _set_up_here(scenario, plan)
    given = (scenario, setup.region, setup.weather)
    return list(draw_results(*given, futures=setup.futures, numbers=numbers, operators=setup.operators))


@lru_cache(maxsize=1)
def _set_up_here(scenario: Scenario, plan: DrawPlan) -> Setup:
    return set_up(scenario, plan, load_region(), load_weather(scenario.weather))


def _here(scenario: Scenario, plan: DrawPlan, parts: Sequence[range]) -> Iterator[list[Outcome]]:
    return (draw_part(scenario, plan, part) for part in parts)


def _in_workers(scenario: Scenario, plan: DrawPlan, parts: Sequence[range], workers: int) -> Iterator[list[Outcome]]:
    """Share parts among processes; where one dies, what is left is tried by others once more, and then here."""
    left = dict.fromkeys(parts)
    for _ in range(CREWS):
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            asked = {pool.submit(draw_part, scenario, plan, part): part for part in left}
            try:
                for one in as_completed(asked):
                    found = one.result()
                    del left[asked[one]]
                    yield found
            except BrokenProcessPool:  # all that was in hand is lost with the process that died
                continue
        return
    yield from _here(scenario, plan, list(left))


def save_draws(folder: Path, draws: Sequence[Drawn], plan: DrawPlan, region: Region) -> list[Path]:
    """Write draws as tidy tables, with what is needed to make them again.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced, each in one stroke.
    draws : sequence of Drawn
    plan : DrawPlan
    region : Region

    Returns
    -------
    list of Path
        ``draws``, ``fates`` and ``numbers`` as Parquet, ``draw_goals`` and ``draw_bands`` as CSV, scenarios and
        ``draw_manifest.json``.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    tables = {
        "draws": pd.concat([values_rows(one) for one in draws], ignore_index=True),
        "fates": pd.concat([fates_rows(one) for one in draws], ignore_index=True),
        "numbers": numbers_rows(futures_of(plan, region, 1)),
    }
    goals = pd.concat([goals_rows(one) for one in draws], ignore_index=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write_parquet(folder / f"{name}.parquet", table) for name, table in tables.items()]
        for name, table in (("draw_goals", goals), ("draw_bands", pd.concat([bands_rows(one) for one in draws]))):
            written.append(write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format=DIGITS)))
        for one in draws:
            path = folder / "scenarios" / f"{one.scenario.id}.toml"
            written.append(write_text(path, scenario_text(one.scenario)))
        manifest = json.dumps(_manifest(draws, plan), indent=2, ensure_ascii=False)
        written.append(write_text(folder / "draw_manifest.json", manifest + "\n"))
    except OSError as fault:
        raise unwritable(folder, fault) from None
    return written


def _write_parquet(path: Path, table: pd.DataFrame) -> Path:
    half = path.with_suffix(path.suffix + ".part")
    table.to_parquet(half, index=False)
    put_in_place(half, path)
    return path


def _manifest(draws: Sequence[Drawn], plan: DrawPlan) -> dict[str, object]:
    """Say what went into the draws: plan with its seed, scenarios, years, code and tables with their hashes."""
    return {
        "simulator": VERSION,
        "code_sha256": code_hash(),
        **asdict(plan),
        "scenarios": [one.scenario.id for one in draws],
        "years": list(draws[0].years),
        "weather": [one.scenario.weather.model_dump(exclude={"series"}) for one in draws],
        "weather_years_per_draw": draws[0].weather.shape[1],
        "operators": "learned in the central world",
        "data": data_hashes(),
    }
