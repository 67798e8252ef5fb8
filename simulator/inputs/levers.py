"""Door to the levers: what the page for testing a scenario lets a reader move."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from simulator.errors import Problem, raise_if
from simulator.inputs.places import data_folder
from simulator.inputs.quantities import read_toml
from simulator.premises import Lever, Region

FILE: Final = "levers.toml"


def load_levers(region: Region, folder: Path | None = None) -> tuple[Lever, ...]:
    """Read every lever, in the order of the file.

    Parameters
    ----------
    region : Region
        What kinds, areas, lines and numbers may be named.
    folder : Path, optional
        Holds ``levers.toml``; the shipped ``data/`` if left out.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    path = (folder or data_folder()) / FILE
    problems: list[Problem] = []
    levers: list[Lever] = []
    tables = read_toml(path, problems)
    for name, table in tables.items():
        stated = {**table, "kinds": tuple(table.get("kinds", ()))} if isinstance(table, dict) else {}
        try:
            lever = Lever.model_validate({"id": name, **stated})
        except ValidationError as fault:
            problems += [_problem(".".join((name, *map(str, one["loc"]))), one["msg"]) for one in fault.errors()]
            continue
        levers.append(lever)
        problems += _unknown(lever, region)
    raise_if(problems)
    return tuple(levers)


def _unknown(lever: Lever, region: Region) -> Iterator[Problem]:
    """Find what a lever names that is not there."""
    kinds: dict[str, Collection[str]] = {
        "establishments": region.establishment_kinds,
        "projects": region.project_kinds,
        "freed": {row.sector for row in region.consumption},
    }
    named: list[tuple[str, str, Collection[str]]] = [
        ("kinds", kind, kinds[lever.moves]) for kind in lever.kinds if lever.moves in kinds
    ]
    named += [("area", lever.area, [area.id for area in region.areas])] if lever.area else []
    lines = [*(link.id for link in region.links), *(exchange.id for exchange in region.exchanges)]
    named += [("link", lever.link, lines)] if lever.link else []
    named += [("number", lever.number, region.book)] if lever.number else []
    for key, name, known in named:
        if name not in known:
            yield _problem(f"{lever.id}.{key}", f"{name!r} is not known; give one of {', '.join(sorted(known))}")


def _problem(place: str, remedy: str) -> Problem:
    return Problem(code="lever", file=FILE, place=place, found="a wrong lever", remedy=remedy)
