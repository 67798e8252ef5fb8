"""Commands that hand scenarios and results to other programs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from simulator.batch.plan import scenario_paths
from simulator.batch.store import save_file
from simulator.batch.stored import read_stored, stored_paths
from simulator.commands.running import exit_code, results_of, run_with_progress
from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.assumptions import resolve
from simulator.inputs.iamc import load_codes
from simulator.inputs.messages import unknown
from simulator.inputs.migration import migrate_text
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario, read_scenario
from simulator.inputs.schema import scenario_schema
from simulator.inputs.sheets import workbook_bytes
from simulator.inputs.source import read_source
from simulator.inputs.weather import load_weather
from simulator.inputs.workbook import load_workbook_scenario
from simulator.inputs.writing import scenario_text
from simulator.premises import Assumptions, Scenario, WeatherYears
from simulator.present.iamc import iamc_table
from simulator.present.since import change_in_terminal
from simulator.present.text import text, titled
from simulator.questions.since import explain_change
from simulator.recall import Recall
from simulator.simulation import simulate
from simulator.stages.indicators import UNITS
from simulator.words import said

DONE: Final = 0
TOML, WORKBOOK, BACKUP = ".toml", ".xlsx", ".before"


def export_iamc(words: argparse.Namespace) -> int:
    """Run scenarios and write one IAMC table.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    codes = load_codes(UNITS)
    outcomes = run_with_progress(scenario_paths(words.files), load_region(), words.messages)
    results = results_of(outcomes)
    if results:
        save_file(words.out, iamc_table(results, codes).to_csv(index=False, float_format="%.12g"))
        Console().print(f"written: {words.out}", markup=False, highlight=False, soft_wrap=True)
    return exit_code(outcomes)


def show_schema(words: argparse.Namespace) -> int:
    """Print the JSON Schema of a scenario file, or write it.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    schema = json.dumps(scenario_schema(), ensure_ascii=False, indent=2) + "\n"
    if words.out is None:
        sys.stdout.write(schema)
        return DONE
    save_file(words.out, schema)
    Console().print(f"written: {words.out}", markup=False, highlight=False, soft_wrap=True)
    return DONE


def show_since(words: argparse.Namespace) -> int:
    """Run stored scenarios on today's data, and say what moved and why.

    Raises
    ------
    InputError
        If what was stored cannot be read, or lacks the figure asked for.
    """
    region, console = load_region(), Console()
    raise_if(_no_figure(words.figure))
    for path in stored_paths(words.stored):
        stored = read_stored(path, words.figure, words.year)
        scenario = load_scenario(path, region)
        today, weather, recall = resolve(region, scenario), load_weather(scenario.weather), Recall()

        def measure(
            numbers: Assumptions, one: Scenario = scenario, under: WeatherYears = weather, known: Recall = recall
        ) -> float:
            result = simulate(one, numbers, region, under, recall=known)
            return float(result.indicators.at(words.figure, words.year).mean())

        found = explain_change(stored.before, stored.numbers, today, measure)
        then = {**today.ranges, **stored.numbers}
        console.print(
            change_in_terminal(
                found,
                then,
                today.ranges,
                figure=words.figure,
                title=titled(scenario.title, words.language),
                language=words.language,
            )
        )
        moved = ", ".join(stored.moved) or text("since.nothing", words.language)
        for line in (
            *(text("since.decision", words.language, **one.model_dump()) for one in scenario.decisions),
            text("since.moved", words.language, files=moved),
            text("since.recoded" if stored.recoded else "since.same_code", words.language),
        ):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
    return DONE


def _no_figure(name: str) -> list[Problem]:
    """Say that there is no such indicator."""
    remedy = unknown(name, UNITS, "figure")
    problem = Problem(code="unknown_figure", file="since", place="--figure", found=repr(name), remedy=remedy)
    return [] if name in UNITS else [problem]


def convert(words: argparse.Namespace) -> int:
    """Write a scenario file as a workbook, or a workbook as a scenario file.

    Raises
    ------
    InputError
        If the file is not right, or cannot be written, or the two are not one of each.
    """
    region, ends = load_region(), (words.source.suffix.lower(), words.target.suffix.lower())
    if ends == (TOML, WORKBOOK):
        save_file(words.target, workbook_bytes(load_scenario(words.source, region)))
    elif ends == (WORKBOOK, TOML):
        save_file(words.target, scenario_text(load_workbook_scenario(words.source, region)))
    else:
        found, remedy = " → ".join(ends), said("remedy.convert")
        raise InputError([Problem(code="not_converted", file="convert", place="", found=found, remedy=remedy)])
    Console().print(f"written: {words.target}", markup=False, highlight=False, soft_wrap=True)
    return DONE


def migrate(words: argparse.Namespace) -> int:
    """Rewrite files of an older form; each original is kept beside it.

    Raises
    ------
    InputError
        If a file is not right even after it was rewritten, which leaves it as it was, or cannot be written.
    """
    region, console = load_region(), Console()
    for path in scenario_paths(words.files):
        source = read_source(path)
        written, moved = migrate_text(source)
        if not moved:
            console.print(text("migrate.nothing", words.language, file=path.name), markup=False, highlight=False)
            continue
        read_scenario(written, path.name, region, path.parent)
        backup = path.with_name(path.name + BACKUP)
        raise_if(_there_already(backup))
        save_file(backup, path.read_bytes())
        save_file(path, written)
        for one in moved:
            key = "migrate.renamed" if one.new else "migrate.commented"
            line = text(key, words.language, file=path.name, line=one.line, old=one.old, new=one.new or "")
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        kept = text("migrate.kept", words.language, file=backup.name)
        console.print(kept, markup=False, highlight=False, soft_wrap=True)
    return DONE


def _there_already(backup: Path) -> list[Problem]:
    """Say that an original from before is still there; it is not written over."""
    found, remedy = said("found.backup"), said("remedy.move_away")
    problem = Problem(code="backup", file=backup.name, place="", found=found, remedy=remedy)
    return [problem] if backup.exists() else []
