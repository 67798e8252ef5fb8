"""Command line: parses, calls, prints, and says by its exit code how it went."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from simulator.batch.plan import scenario_paths
from simulator.batch.run import Outcome, check_file, run_files
from simulator.batch.store import machine_summary, save_hours, save_results, save_table
from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.loads import curve_previews
from simulator.inputs.places import app_file
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Region, Scenario, WeatherYears
from simulator.present.comparison import comparison_table
from simulator.present.multipliers import multipliers_frame, multipliers_table
from simulator.present.pypsa_folder import write_pypsa_folder
from simulator.present.text import LANGUAGES
from simulator.present.yardstick import distance_table
from simulator.questions import measure_distance
from simulator.records import Result
from simulator.simulation import Setting, power_system, prepare
from simulator.stages.dispatch import compile_kernels, learn_policy
from simulator.stages.jobs import multiplier_table

DONE: Final = 0
BAD_INPUT: Final = 2
COMPARED_YEAR: Final = 2035


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; those of this program call if left out.

    Returns
    -------
    int
        0 if all succeeded, 2 if an input or place to write was not right.
    """
    words = build_parser().parse_args(arguments)
    try:
        return int(words.command(words))
    except InputError as error:
        report(error.problems)
        return BAD_INPUT


def build_parser() -> argparse.ArgumentParser:
    """Describe every command and option."""
    parser = argparse.ArgumentParser(
        prog="surplus", description="Power surplus of Nord-Østerdal: scenarios in, answers out."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument(
        "files", nargs="+", metavar="FILE", help="scenario file, folder, pattern or name of a shipped one"
    )
    looks = argparse.ArgumentParser(add_help=False)
    looks.add_argument("--year", type=int, default=COMPARED_YEAR, help="year to look at (default: %(default)s)")
    looks.add_argument(
        "--language", choices=LANGUAGES, default=LANGUAGES[0], help="language of tables (default: %(default)s)"
    )

    check = commands.add_parser("validate", parents=[files], help="check scenario files without running them")
    check.set_defaults(command=validate)
    run = commands.add_parser("run", parents=[files, looks], help="run scenarios and write the results")
    run.add_argument("--out", type=Path, default=Path("results"), help="folder for the results (default: %(default)s)")
    run.add_argument("--hourly", type=int, metavar="YEAR", help="also write the hours of one year")
    run.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="of the hours (default: %(default)s)"
    )
    run.add_argument("--json", action="store_true", help="print a machine-readable summary")
    run.add_argument("--compare", nargs="*", metavar="ID", help="print the comparison as well, of these or of all")
    run.set_defaults(command=run_scenarios)
    compare = commands.add_parser("compare", parents=[files, looks], help="run scenarios and show them side by side")
    compare.set_defaults(command=compare_scenarios)
    _add_questions(commands, looks)
    app = commands.add_parser("app", help="start the front end; open the address that it prints")
    app.add_argument("--port", type=int, default=8501, help="port on this machine (default: %(default)s)")
    app.set_defaults(command=open_app)
    return parser


def _add_questions(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], looks: argparse.ArgumentParser
) -> None:
    """Describe the commands that look at one year under one weather."""
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    one.add_argument("--weather", type=int, default=1, help="number of the weather year (default: %(default)s)")
    exact = commands.add_parser(
        "reference", parents=[one, looks], help="hold foresight and policy against the exact program; takes minutes"
    )
    exact.set_defaults(command=show_reference)
    export = commands.add_parser("export-pypsa", parents=[one, looks], help="write one year for PyPSA")
    export.add_argument("--out", type=Path, default=Path("pypsa"), help="folder to write (default: %(default)s)")
    export.set_defaults(command=export_pypsa)
    ripples = commands.add_parser("multipliers", help="show local multipliers by every rule side by side")
    ripples.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="default: %(default)s")
    ripples.add_argument("--out", type=Path, help="folder to write multipliers.csv to as well")
    ripples.set_defaults(command=show_multipliers)


def validate(words: argparse.Namespace) -> int:
    """Check files and say what is wrong or doubtful."""
    region = load_region()
    outcomes = [check_file(path, region) for path in scenario_paths(words.files)]
    console = Console()
    for outcome in outcomes:
        report((*outcome.problems, *outcome.notes))
        if outcome.scenario is not None:
            console.print(f"{outcome.path.name}: ok – {outcome.scenario.title}", highlight=False, markup=False)
            for line in curve_previews(outcome.scenario):
                console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
    return exit_code(outcomes)


def run_scenarios(words: argparse.Namespace) -> int:
    """Run scenarios and write what came of them."""
    region = load_region()
    outcomes = run_with_progress(scenario_paths(words.files), region)
    results = results_of(outcomes)
    written = save_results(words.out, outcomes, region)
    if words.hourly is not None:
        written += save_hours(words.out, results, region, year=words.hourly, form=words.format)
    if words.json:
        sys.stdout.write(json.dumps(machine_summary(outcomes), ensure_ascii=False, indent=2) + "\n")
    else:
        chosen = chosen_for_comparison(results, words.compare)
        if chosen:
            show_comparison(chosen, words)
        Console().print(f"{len(results)} of {len(outcomes)} scenarios done; results in {words.out}", markup=False)
    return exit_code(outcomes)


def compare_scenarios(words: argparse.Namespace) -> int:
    """Run scenarios and print them side by side."""
    outcomes = run_with_progress(scenario_paths(words.files), load_region())
    results = results_of(outcomes)
    if results:
        show_comparison(results, words)
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
            remedy=f"give one from {first} to {last}",
        )
        for name, number, first, last in asked
        if not first <= number <= last
    ]


def open_app(words: argparse.Namespace) -> int:
    """Start the front end and stay until it is stopped."""
    command = [sys.executable, "-m", "streamlit", "run", str(app_file()), "--server.port", str(words.port)]
    try:
        return subprocess.run(command, cwd=app_file().parent, check=False).returncode  # noqa: S603 - our own words
    except KeyboardInterrupt:
        return DONE


def run_with_progress(paths: Sequence[Path], region: Region) -> list[Outcome]:
    """Run files with a bar on standard error, and report problems as they come."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    outcomes = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("compiling the hour loop (once)", total=len(paths))
        compile_kernels()
        for outcome in run_files(paths, region):
            report((*outcome.problems, *outcome.notes))
            progress.update(task, advance=1, description=outcome.path.stem)
            outcomes.append(outcome)
    return outcomes


def results_of(outcomes: Sequence[Outcome]) -> list[Result]:
    """Return what was computed."""
    return [outcome.result for outcome in outcomes if outcome.result is not None]


def chosen_for_comparison(results: Sequence[Result], wanted: Sequence[str] | None) -> list[Result]:
    """Return what to compare: nothing if not asked for, all if no ids are given, else those, in that order."""
    if wanted is None:
        return []
    by_id = {result.scenario.id: result for result in results}
    report([not_compared(identity, list(by_id)) for identity in wanted if identity not in by_id])
    return [by_id[identity] for identity in wanted or by_id if identity in by_id]


def not_reached(result: Result, year: int) -> Problem:
    """Say that a scenario has no figures for a year."""
    years = result.indicators.years
    found, remedy = f"--year {year}", f"give a year from {years[0]} to {years[-1]}"
    return Problem(code="outside_horizon", file=result.scenario.id, place="", found=found, remedy=remedy)


def not_compared(identity: str, among: list[str]) -> Problem:
    """Say that a scenario asked for in the comparison was not run."""
    found, remedy = "a scenario that was not run", f"use one of {', '.join(among)}"
    return Problem(code="not_compared", file="--compare", place=identity, found=found, remedy=remedy)


def show_comparison(results: Sequence[Result], words: argparse.Namespace) -> None:
    """Print the comparison as a table; the first scenario is the one that differences are counted from.

    Raises
    ------
    InputError
        If a scenario does not reach the year asked for.
    """
    raise_if(not_reached(result, words.year) for result in results if words.year not in result.indicators.years)
    Console().print(comparison_table(results, year=words.year, language=words.language))


def report(problems: Sequence[Problem]) -> None:
    """Print problems on standard error, one per line."""
    console = Console(stderr=True)
    for problem in problems:
        console.print(str(problem), markup=False, highlight=False, soft_wrap=True)


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """Return 0 only if every file is right."""
    return BAD_INPUT if any(outcome.problems for outcome in outcomes) else DONE
