"""What each command does: calls the rooms, prints, and says by its number how it went."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from simulator.batch.plan import scenario_paths
from simulator.batch.run import Outcome, check_file, run_files
from simulator.batch.store import machine_summary, not_reached, save_hours, save_results, save_table
from simulator.errors import Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.loads import curve_previews
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Region, Scenario, WeatherYears
from simulator.present.comparison import comparison_frame, comparison_table, that_fit
from simulator.present.frames import kinds_frame
from simulator.present.kinds import kinds_in_terminal
from simulator.present.multipliers import multipliers_frame, multipliers_table
from simulator.present.pypsa_folder import write_pypsa_folder
from simulator.present.yardstick import distance_table
from simulator.questions import measure_distance
from simulator.records import Result
from simulator.simulation import Setting, power_system, prepare
from simulator.stages.dispatch import compile_kernels, learn_policy
from simulator.stages.jobs import compare_kinds, multiplier_table
from simulator.words import said

DONE: Final = 0
BAD_INPUT: Final = 2


def validate(words: argparse.Namespace) -> int:
    """Check files and say what is wrong or doubtful."""
    region = load_region()
    outcomes = [check_file(path, region) for path in scenario_paths(words.files)]
    console = Console()
    for outcome in outcomes:
        report((*outcome.problems, *outcome.notes), words.messages)
        if outcome.scenario is not None:
            console.print(f"{outcome.path.name}: ok – {outcome.scenario.title}", highlight=False, markup=False)
            for line in curve_previews(outcome.scenario):
                console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    return exit_code(outcomes)


def run_scenarios(words: argparse.Namespace) -> int:
    """Run scenarios and write what came of them."""
    region = load_region()
    outcomes = run_with_progress(scenario_paths(words.files), region, words.messages)
    results = results_of(outcomes)
    written = save_results(words.out, outcomes)
    if words.hourly is not None:
        written += save_hours(words.out, results, region, year=words.hourly, form=words.format)
    if words.json:
        sys.stdout.write(json.dumps(machine_summary(outcomes), ensure_ascii=False, indent=2) + "\n")
    else:
        chosen = chosen_for_comparison(results, words)
        if chosen:
            show_comparison(chosen, words)
        Console().print(f"{len(results)} of {len(outcomes)} scenarios done; results in {words.out}", markup=False)
    return exit_code(outcomes)


def compare_scenarios(words: argparse.Namespace) -> int:
    """Run scenarios and print them side by side."""
    outcomes = run_with_progress(scenario_paths(words.files), load_region(), words.messages)
    results = results_of(outcomes)
    if results:
        show_comparison(results, words)
    if results and words.out is not None:
        save_table(words.out, "comparison", comparison_frame(results, words.year))
    return exit_code(outcomes)


def show_reference(words: argparse.Namespace) -> int:
    """Print what operation costs beside the exact optimum."""
    setting = one_setting(words)
    learned = learn_policy(power_system(setting.whole or setting, words.year))
    distances = measure_distance(power_system(setting, words.year), words.weather - 1, learned=learned)
    Console().print(distance_table(distances, language=words.language))
    return DONE


def export_pypsa(words: argparse.Namespace) -> int:
    """Write one year under one weather as a folder that PyPSA reads."""
    write_pypsa_folder(power_system(one_setting(words), words.year), words.weather - 1, words.out)
    Console().print(f"written to {words.out}", markup=False)
    return DONE


def show_multipliers(words: argparse.Namespace) -> int:
    """Print the multipliers of every rule, and write them if a folder is given."""
    region = load_region()
    found = multiplier_table(region.input_output, resolve(region, Scenario(title="multipliers")))
    Console().print(multipliers_table(found, words.language))
    if words.out is not None:
        save_table(words.out, "multipliers", multipliers_frame(found))
    return DONE


def show_kinds(words: argparse.Namespace) -> int:
    """Print the work per MW and per GWh of every kind, and write it if a folder is given."""
    region = load_region()
    found = compare_kinds(region, resolve(region, Scenario(title="kinds")))
    Console().print(kinds_in_terminal(found, words.language))
    if words.out is not None:
        save_table(words.out, "kinds", kinds_frame(found))
    return DONE


def one_setting(words: argparse.Namespace) -> Setting:
    """Read the one scenario that is asked for.

    Raises
    ------
    InputError
        If it is not right, or does not reach the year or the weather asked for.
    """
    region = load_region()
    scenario = load_scenario(scenario_paths(words.files)[0], region)
    weather = load_weather(scenario.weather)
    raise_if(outside_scenario(scenario, weather, words))
    return prepare(scenario, resolve(region, scenario), region, weather)


def outside_scenario(scenario: Scenario, weather: WeatherYears, words: argparse.Namespace) -> list[Problem]:
    """Say which year or weather year a scenario does not have."""
    years = scenario.horizon.years
    asked = (("year", words.year, years[0], years[-1]), ("weather", words.weather, 1, weather.count))
    return [
        Problem(
            code=f"no_such_{name}",
            file=scenario.id,
            place="",
            found=f"--{name} {number}",
            remedy=said("remedy.one_between", first=str(first), last=str(last)),
        )
        for name, number, first, last in asked
        if not first <= number <= last
    ]


def run_with_progress(paths: Sequence[Path], region: Region, language: str) -> list[Outcome]:
    """Run files with a bar on standard error, and report problems as they come."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    outcomes = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("compiling the hour loop (once)", total=len(paths))
        compile_kernels()
        for outcome in run_files(paths, region):
            report((*outcome.problems, *outcome.notes), language)
            progress.update(task, advance=1, description=outcome.path.stem)
            outcomes.append(outcome)
    return outcomes


def results_of(outcomes: Sequence[Outcome]) -> list[Result]:
    """Return what was computed."""
    return [outcome.result for outcome in outcomes if outcome.result is not None]


def chosen_for_comparison(results: Sequence[Result], words: argparse.Namespace) -> list[Result]:
    """Return what to compare: nothing if not asked for, all if no ids are given, else those, in that order."""
    wanted = words.compare
    if wanted is None:
        return []
    by_id = {result.scenario.id: result for result in results}
    report([not_compared(identity, list(by_id)) for identity in wanted if identity not in by_id], words.messages)
    return [by_id[identity] for identity in wanted or by_id if identity in by_id]


def not_compared(identity: str, among: list[str]) -> Problem:
    """Say that a scenario asked for in the comparison was not run."""
    found, remedy = said("found.not_run"), said("remedy.use_among", among=", ".join(among))
    return Problem(code="not_compared", file="--compare", place=identity, found=found, remedy=remedy)


def show_comparison(results: Sequence[Result], words: argparse.Namespace) -> None:
    """Print the comparison, in parts where the terminal is narrow; differences are counted from the first scenario.

    Raises
    ------
    InputError
        If a scenario does not reach the year asked for.
    """
    late = (result.scenario for result in results if words.year not in result.indicators.years)
    raise_if(not_reached(f"--year {words.year}", scenario) for scenario in late)
    console = Console()
    for part in that_fit(results, console.width):
        console.print(comparison_table(part, year=words.year, language=words.language))


def report(problems: Sequence[Problem], language: str) -> None:
    """Print problems on standard error, one per line."""
    console = Console(stderr=True)
    for problem in problems:
        console.print(problem.line(language), markup=False, highlight=False, soft_wrap=True)


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Return 0 only if every file is right."""
    return BAD_INPUT if any(outcome.problems for outcome in outcomes) else DONE
