"""Commands that hand a scenario and its results to somebody: files, pictures, links."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from rich.console import Console

from simulator.batch.placing import unwritable, write_bytes
from simulator.batch.plan import scenario_paths
from simulator.batch.store import not_reached
from simulator.commands.running import DONE, exit_code, results_of, run_with_progress
from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.inputs.tokens import read_token, scenario_token
from simulator.inputs.writing import scenario_text
from simulator.premises import Region
from simulator.present.frames import Seen, View
from simulator.present.takehome import (
    Handout,
    as_png,
    build_handout,
    card_pdf,
    quick_code,
    scenario_pictures,
    write_slides,
    write_workbook,
)
from simulator.records import Result
from simulator.words import said

# What each option writes.
WRITERS: Final[Mapping[str, Callable[[Handout], bytes]]] = {
    "card": card_pdf,
    "excel": write_workbook,
    "slides": write_slides,
}
WANTED: Final = (*WRITERS, "pictures", "qr")


def take_home(words: argparse.Namespace) -> int:
    """Run one scenario and write what is asked for.

    Raises
    ------
    InputError
        If nothing is asked for, the scenario does not reach the year, or a file cannot be written.
    """
    raise_if(asked_wrongly(words))
    region = load_region()
    outcomes = run_with_progress(scenario_paths(words.files), region, words.messages)
    for result in results_of(outcomes):
        raise_if(
            [] if words.year in result.indicators.years else [not_reached(f"--year {words.year}", result.scenario)]
        )
        for path, content in written(result, region, words):
            save(path, content)
            Console().print(f"written: {path}", markup=False, highlight=False, soft_wrap=True)
    return exit_code(outcomes)


def asked_wrongly(words: argparse.Namespace) -> list[Problem]:
    """Say what an order lacks."""
    wanted = [name for name in WANTED if getattr(words, name) is not None]
    problems = []
    if not wanted:
        options = ", ".join(f"--{name}" for name in WANTED)
        found, remedy = said("found.nothing_to_write"), said("remedy.give_among", among=options)
        problems.append(Problem(code="nothing_asked", file="take", place="", found=found, remedy=remedy))
    if "qr" in wanted and not words.address:
        found, remedy = said("found.no_option", option="--address"), said("remedy.address")
        problems.append(Problem(code="no_address", file="take", place="--qr", found=found, remedy=remedy))
    return problems


def written(result: Result, region: Region, words: argparse.Namespace) -> list[tuple[Path, bytes]]:
    """Make the files that are asked for, all from one record of printed figures.

    Raises
    ------
    InputError
        If a square is asked for of a scenario that no link can hold.
    """
    seen, view = Seen(result), View(words.year, words.language)
    token = token_or_none(result, region, needed=words.qr is not None)
    day = words.date or date.today()  # noqa: DTZ011 - the day where the command is given
    handout = build_handout(seen, view, region, day=day, token=token, address=words.address)
    files = [(getattr(words, name), write(handout)) for name, write in WRITERS.items() if getattr(words, name)]
    if words.pictures is not None:
        for name, drawn in scenario_pictures(seen, handout).items():
            stem = f"{result.scenario.id}_{name}_{handout.look_at.year}_{handout.language}"
            files += [(words.pictures / f"{stem}.svg", drawn.encode()), (words.pictures / f"{stem}.png", as_png(drawn))]
    if words.qr is not None:
        files.append((words.qr, quick_code(handout.link).encode()))
    return files


def token_or_none(result: Result, region: Region, *, needed: bool) -> str:
    """Return the word of a scenario; empty if no link can hold it and none is needed.

    Raises
    ------
    InputError
    """
    try:
        return scenario_token(result.scenario, region)
    except InputError:
        if needed:
            raise
        return ""


def save(path: Path, content: bytes) -> None:
    """Write a file in one stroke.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        write_bytes(path, content)
    except OSError as fault:
        raise unwritable(path, fault) from None


def show_link(words: argparse.Namespace) -> int:
    """Print the word that reopens a scenario, behind the address if one is given."""
    region = load_region()
    token = scenario_token(load_scenario(scenario_paths(words.files)[0], region), region)
    sys.stdout.write(f"{words.address}?s={token}\n" if words.address else f"{token}\n")
    return DONE


def read_link(words: argparse.Namespace) -> int:
    """Write the scenario file that a link holds."""
    text = scenario_text(read_token(word_of(words.link), load_region()))
    if words.out is None:
        sys.stdout.write(text)
    else:
        save(words.out, text.encode())
    return DONE


def word_of(link: str) -> str:
    """Return the word of a link, or the word itself.

    Examples
    --------
    >>> word_of("https://example.org/test?lang=nb&s=1c9_3"), word_of("1c9_3")
    ('1c9_3', '1c9_3')
    """
    return parse_qs(urlsplit(link).query).get("s", [link])[-1]
