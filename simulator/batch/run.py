"""Many scenarios through the one staircase, one after the other; a faulty one does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.errors import InputError, Problem
from simulator.inputs.assumptions import resolve
from simulator.inputs.scenario import read_scenario
from simulator.inputs.source import read_source
from simulator.inputs.weather import doubtful_series, load_weather
from simulator.premises import Region, Scenario, Weather, WeatherYears
from simulator.recall import Recall
from simulator.records import Result
from simulator.simulation import simulate
from simulator.stages.income import doubtful_income
from simulator.stages.plausibility import doubtful


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What became of one scenario file: a result, or the problems that kept it from running; the hash of its bytes."""

    path: Path
    scenario: Scenario | None = None
    result: Result | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    sha256: str = ""


def check_file(path: Path, region: Region) -> Outcome:
    """Read one scenario file without running it."""
    sha256 = ""
    try:
        source = read_source(path)
        sha256 = source.sha256
        scenario = read_scenario(source.text, path.name, region, path.parent)
        series = doubtful_series(scenario.weather, region.book["income.eur_nok"].value)
    except InputError as error:
        return Outcome(path=path, problems=error.problems, sha256=sha256)
    notes = (*doubtful(scenario, region), *doubtful_income(scenario, region), *series)
    return Outcome(path=path, scenario=scenario, notes=notes, sha256=sha256)


def run_files(paths: Sequence[Path], region: Region) -> Iterator[Outcome]:
    """Run scenario files in order.

    Scenarios that ask for the same weather share it, and the years in which they are still the same.

    Yields
    ------
    Outcome
        One per file, in the order given.
    """
    drawn: dict[Weather, WeatherYears] = {}
    recall = Recall()
    for path in paths:
        outcome = check_file(path, region)
        scenario = outcome.scenario
        if scenario is None:
            yield outcome
            continue
        try:
            if scenario.weather not in drawn:
                drawn[scenario.weather] = load_weather(scenario.weather)
        except InputError as error:  # a series that was changed meanwhile
            yield replace(outcome, problems=error.problems)
            continue
        result = simulate(scenario, resolve(region, scenario), region, drawn[scenario.weather], recall=recall)
        yield replace(outcome, result=result)
