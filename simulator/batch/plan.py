"""Which scenario files a person means: files, folders and patterns."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from glob import glob, has_magic
from itertools import islice
from pathlib import Path

from simulator.errors import Problem, raise_if
from simulator.inputs.places import MOST_LISTED, scenario_folder
from simulator.words import Said, said


def scenario_paths(wanted: Iterable[str]) -> list[Path]:
    """Expand files, folders, patterns and names of shipped scenarios.

    Parameters
    ----------
    wanted : iterable of str
        A folder stands for its ``*.toml`` files; a bare name such as ``strategy`` for a shipped scenario.

    Returns
    -------
    list of Path
        In the order asked for, each once.

    Raises
    ------
    InputError
        If something asked for is not there, or two files would answer to the same id.
    """
    paths: list[Path] = []
    problems: list[Problem] = []
    for name in wanted:
        found = _expand(name)
        paths += [path for path in found if path not in paths]
        if not found:
            nothing, remedy = said("found.no_scenario"), _remedy(name)
            problems.append(Problem(code="no_scenario", file=name, place="", found=nothing, remedy=remedy))
    problems += _same_id(paths)
    raise_if(problems)
    return paths


def _expand(name: str) -> list[Path]:
    path = Path(name)
    shipped = scenario_folder() / f"{name}.toml"
    if path.is_dir():
        return sorted(path.glob("*.toml"))
    if path.exists():
        return [path]
    if has_magic(name):
        return sorted(Path(match) for match in glob(name, recursive=True) if match.endswith(".toml"))
    return [shipped] if shipped.is_file() and path.name == name else []


def _remedy(name: str) -> Said:
    """Name the scenario or file that is nearest to one that is not there."""
    beside = Path(name).parent
    near = [str(beside / path.name) for path in islice(beside.glob("*.toml"), MOST_LISTED)]
    close = get_close_matches(name, [*near, *(path.stem for path in scenario_folder().glob("*.toml"))], n=1)
    guess = said("remedy.did_you_mean", thing=said("thing.scenario"), close=close[0]) if close else None
    return guess or said("remedy.scenario_or_folder")


def _same_id(paths: list[Path]) -> Iterable[Problem]:
    seen: dict[str, Path] = {}
    for path in paths:
        if path.stem in seen:
            found = said("found.same_name", other=str(seen[path.stem]))
            yield Problem(code="same_id", file=str(path), place="", found=found, remedy=said("remedy.rename"))
        seen.setdefault(path.stem, path)
