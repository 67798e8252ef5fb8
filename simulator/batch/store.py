"""What a run leaves behind: tables, resolved scenarios, hours, and a manifest that says what went in."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pandas as pd

from simulator.batch.placing import put_in_place, unwritable, write_bytes, write_text
from simulator.batch.run import Outcome
from simulator.errors import InputError, Problem
from simulator.inputs.assumptions import resolve
from simulator.inputs.places import data_folder
from simulator.inputs.weather import load_weather
from simulator.inputs.writing import scenario_text
from simulator.premises import Region, Scenario
from simulator.present.money import bills_table, payments_table, worth_table
from simulator.present.society import bridges_table, places_table, skills_by_level
from simulator.present.tables import (
    assumptions_table,
    goals_table,
    grid_table,
    hourly_table,
    projects_table,
    spread_table,
    summary_table,
)
from simulator.present.work import costs_by_entry, work_by_entry
from simulator.records import Result
from simulator.simulation import simulate_power
from simulator.version import VERSION
from simulator.words import said

DIGITS: Final = "%.12g"
LIBRARIES: Final = ("numpy", "scipy", "numba", "pandas", "pydantic")


def save_results(folder: Path, outcomes: Sequence[Outcome]) -> list[Path]:
    """Write the tables of a run, the resolved scenarios and the manifest.

    Parameters
    ----------
    folder : Path
        Made if it is not there; files of the same names are replaced, each in one stroke.
    outcomes : sequence of Outcome
        From `run_files`.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    results = [outcome.result for outcome in outcomes if outcome.result is not None]
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if results:
            tables = {
                "summary": summary_table(results),
                "goals": goals_table(results),
                "assumptions": assumptions_table(results),
                "ranges": spread_table(results),
                "grid": grid_table(results),
                "projects": projects_table(results),
                "income": payments_table(results),
                "economics": worth_table(results),
                "power_bills": bills_table(results),
                "work": work_by_entry(results),
                "costs": costs_by_entry(results),
                "bridge": bridges_table(results),
                "municipalities": places_table(results),
                "skills": skills_by_level(results),
            }
            for name, table in tables.items():
                written.append(write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format=DIGITS)))
        for result in results:
            path = folder / "scenarios" / f"{result.scenario.id}.toml"
            written.append(write_text(path, scenario_text(result.scenario)))
        manifest = json.dumps(manifest_of(outcomes), indent=2, ensure_ascii=False)
        written.append(write_text(folder / "manifest.json", manifest + "\n"))
    except OSError as fault:
        raise unwritable(folder, fault) from None
    return written


def save_table(folder: Path, name: str, table: pd.DataFrame) -> Path:
    """Write one table as CSV in one stroke.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    try:
        return write_text(folder / f"{name}.csv", table.to_csv(index=False, float_format=DIGITS))
    except OSError as fault:
        raise unwritable(folder, fault) from None


def save_file(path: Path, content: str | bytes) -> Path:
    """Write one file in one stroke.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        return write_bytes(path, content.encode() if isinstance(content, str) else content)
    except (OSError, ValueError) as fault:
        raise unwritable(path, fault) from None


def save_hours(folder: Path, results: Iterable[Result], region: Region, *, year: int, form: str) -> list[Path]:
    """Write the hours of one year for every scenario, as Parquet or CSV.

    Raises
    ------
    InputError
        If the folder cannot be written to, or the year lies outside a horizon.
    """
    written = []
    for result in results:
        scenario = result.scenario
        if year not in scenario.horizon.years:
            raise InputError([not_reached(f"--hourly {year}", scenario)])
        power = simulate_power(scenario, resolve(region, scenario), region, load_weather(scenario.weather), year=year)
        path = folder / "hourly" / f"{scenario.id}_{year}.{form}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_hours(path, hourly_table(power, region), form)
        except OSError as fault:
            raise unwritable(folder, fault) from None
        written.append(path)
    return written


def _write_hours(path: Path, table: pd.DataFrame, form: str) -> None:
    half = path.with_suffix(path.suffix + ".part")
    if form == "parquet":
        table.to_parquet(half, index=False)
    else:
        table.to_csv(half, index=False)
    put_in_place(half, path)


def manifest_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Say what went into a run: inputs with their hashes, versions, seeds and warnings."""
    return {
        "simulator": VERSION,
        "code_sha256": code_hash(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "data": data_hashes(),
        "scenarios": [_entry(outcome) for outcome in outcomes],
    }


def code_hash() -> str:
    """Return one SHA-256 over every source file of the package, so that a result names the code that made it."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def data_hashes() -> dict[str, str]:
    """Return the SHA-256 of every table, by its path inside the data folder."""
    folder = data_folder()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in paths}


def machine_summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the answers of a run for programs: every indicator by year, every goal, every problem."""
    return {"scenarios": [_answers(outcome) for outcome in outcomes]}


def _answers(outcome: Outcome) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "file": outcome.path.name,
        "status": "done" if outcome.result is not None else "failed",
        "problems": [asdict(problem) for problem in outcome.problems],
        "warnings": [asdict(note) for note in outcome.notes],
    }
    if outcome.result is not None:
        summary = summary_table([outcome.result]).drop(columns="scenario")
        goals = goals_table([outcome.result]).drop(columns="scenario")
        answers["title"] = outcome.result.scenario.title
        answers["indicators"] = json.loads(summary.to_json(orient="records"))
        ranges = spread_table([outcome.result]).drop(columns="scenario")
        answers["ranges"] = json.loads(ranges.to_json(orient="records"))
        answers["jobs_limit"] = outcome.result.bridge.limit
        answers["goals"] = json.loads(goals.to_json(orient="records"))
    return answers


def _entry(outcome: Outcome) -> dict[str, Any]:
    scenario = outcome.scenario
    return {
        "file": outcome.path.name,
        "sha256": outcome.sha256 or None,
        "status": "done" if outcome.result is not None else "failed",
        "weather": scenario.weather.model_dump(exclude={"series"}) if scenario is not None else None,
        "series_sha256": series_hashes(scenario) if scenario is not None else {},
        "resolved_sha256": hashlib.sha256(scenario_text(scenario).encode()).hexdigest() if scenario else None,
        "problems": [str(problem) for problem in outcome.problems],
        "warnings": [str(note) for note in outcome.notes],
    }


def series_hashes(scenario: Scenario) -> dict[str, str]:
    """Return the SHA-256 of the bytes of every own series, by component of the weather or id of the establishment."""
    curves = {one.id: one.curve.sha256 for one in scenario.establishments if one.curve is not None}
    return {place.component: place.sha256 for place in scenario.weather.found} | curves


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def not_reached(asked: str, scenario: Scenario) -> Problem:
    """Say that a scenario has no figures for a year that was asked for."""
    first, last = (str(scenario.horizon.years[place]) for place in (0, -1))
    remedy = said("remedy.year_between", first=first, last=last)
    return Problem(code="outside_horizon", file=scenario.id, place="", found=asked, remedy=remedy)
