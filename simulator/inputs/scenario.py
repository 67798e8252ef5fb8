"""Door for scenario files: TOML becomes one complete scenario, every problem told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.messages import problems_of
from simulator.inputs.places import scenario_folder
from simulator.inputs.references import check_references, settle_names
from simulator.premises import Region, Scenario

LARGEST_FILE_BYTES: Final = 200_000
LONGEST_LINE: Final = 2_000
DEEPEST_KEY: Final = 8
DEEPEST_FAMILY: Final = 5
LISTS: Final = ("projects", "establishments", "industrial_areas", "grid")

Content = dict[str, Any]


def load_scenario(path: Path, region: Region) -> Scenario:
    """Read one scenario file and its parents.

    Parameters
    ----------
    path : Path
        TOML, UTF-8.
    region : Region
        What names in the file may refer to.

    Returns
    -------
    Scenario
        Parents merged, areas resolved, everything checked.

    Raises
    ------
    InputError
        With every problem of the file; a faulty parent is reported under its own name.
    """
    return _load(path, region, family=())


def read_scenario(source: str, name: str, region: Region, folder: Path | None = None) -> Scenario:
    """Read a scenario from text, as an upload or an editor gives it.

    Parameters
    ----------
    source : str
        TOML text.
    name : str
        Name of the file it came from, for messages; its stem becomes the id.
    region : Region
    folder : Path, optional
        Where parents are looked for first; the shipped scenarios otherwise.

    Raises
    ------
    InputError
    """
    return _build(source, Path(name), region, family=(), folder=folder or scenario_folder())


def _load(path: Path, region: Region, family: tuple[str, ...]) -> Scenario:
    return _build(_read_text(path), path, region, family=family, folder=path.parent)


def _build(source: str, path: Path, region: Region, *, family: tuple[str, ...], folder: Path) -> Scenario:
    content = _parse(source, path.name)
    family = (*family, path.stem)
    parent = _parent(content, path, region, family, folder)
    merged, inherited = merge(parent, content)
    merged["id"] = path.stem
    settle_names(merged, region)
    try:
        scenario = Scenario.model_validate(_frozen(merged))
    except ValidationError as fault:
        raise InputError(problems_of(fault, source=source, file=path.name, inherited=inherited)) from None
    raise_if(check_references(scenario, region, source=source, file=path.name))
    return scenario


def _read_text(path: Path) -> str:
    """Read a file of bounded size as UTF-8.

    Raises
    ------
    InputError
    """
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise InputError(
                [_problem("too_large", path.name, "", f"{path.stat().st_size} bytes", "keep it under 200 kB")]
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise InputError(
            [_problem("no_file", path.name, "", reason.lower(), "give the path of a scenario file")]
        ) from None
    except UnicodeDecodeError as fault:
        found = f"byte {fault.object[fault.start]:#04x} at position {fault.start}"
        raise InputError([_problem("not_utf8", path.name, "", found, "save the file as UTF-8")]) from None


def _parse(source: str, file: str) -> Content:
    """Parse TOML whose size and nesting are bounded first.

    Raises
    ------
    InputError
    """
    raise_if(_unreasonable(source, file))
    try:
        content = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        remedy = "mend the TOML; numbers need a decimal point, texts need quotes"
        raise InputError([_problem("not_toml", file, "", str(fault), remedy)]) from None
    if not content:
        raise InputError([_problem("empty_file", file, "", "nothing", "give at least a title")])
    return content


def _unreasonable(source: str, file: str) -> Iterator[Problem]:
    if len(source) > LARGEST_FILE_BYTES:
        yield _problem("too_large", file, "", f"{len(source)} characters", "keep it under 200 kB")
    for place, line in enumerate(source.splitlines(), start=1):
        key = line.split("=", 1)[0]
        if len(line) > LONGEST_LINE or (key.count(".") > DEEPEST_KEY and '"' not in key) or line.count("[") > 50:
            yield _problem("too_deep", file, f"line {place}", "a very long or deeply nested line", "split it up")
            return


def _parent(content: Content, path: Path, region: Region, family: tuple[str, ...], folder: Path) -> Scenario | None:
    name = content.get("based_on")
    if not isinstance(name, str):
        return None
    if name in family or len(family) >= DEEPEST_FAMILY:
        found = " → ".join((*family, name))
        remedy = f"let each scenario have one parent, no circle, at most {DEEPEST_FAMILY} in a row"
        raise InputError([_problem("circle", path.name, "based_on", found, remedy)])
    for candidate in (folder / f"{Path(name).name}.toml", scenario_folder() / f"{Path(name).name}.toml"):
        if candidate.is_file():
            return _load(candidate, region, family)
    shipped = ", ".join(sorted(file.stem for file in scenario_folder().glob("*.toml")))
    raise InputError(
        [_problem("no_parent", path.name, "based_on", repr(name), f"use a file beside it, or one of {shipped}")]
    )


def merge(parent: Scenario | None, content: Content) -> tuple[Content, dict[str, int]]:
    """Lay a file over its parent.

    Single values and tables are replaced key by key; entries of the lists are added, an entry with the same id replaces
    the parent's, and ids under ``remove`` are left out.

    Returns
    -------
    merged : dict
        One complete scenario, still unchecked.
    inherited : dict of str to int
        How many entries of each list come from the parent, so that messages count in the file itself.
    """
    own: Content = {**content, "overrides": flatten(content.get("overrides", {}))}
    if parent is None:
        return own, {}
    base = parent.model_dump(exclude={"id", "based_on", "remove", "overrides"})
    merged: Content = {**base, **own}
    removed = set(content.get("remove", []))
    inherited = {}
    for name in LISTS:
        added = content.get(name, [])
        if not isinstance(added, list):
            continue
        replaced = removed | {entry.get("id") for entry in added if isinstance(entry, dict)}
        kept = [entry for entry in base[name] if entry["id"] not in replaced]
        merged[name], inherited[name] = [*kept, *added], len(kept)
    for name in ("horizon", "weather", "milestones"):
        if isinstance(content.get(name, {}), dict):
            merged[name] = {**base[name], **content.get(name, {})}
    if isinstance(own["overrides"], dict):
        merged["overrides"] = {**dict(parent.overrides), **own["overrides"]}
    return merged, inherited


def flatten(table: Any, prefix: str = "") -> Any:
    """Join nested tables to dotted ids; anything that is not a table is returned as it is.

    Examples
    --------
    >>> flatten({"grid": {"tolga_os": {"capacity_mw": 70.0}}})
    {'grid.tolga_os.capacity_mw': 70.0}
    """
    if not isinstance(table, dict):
        return table
    flat: Content = {}
    for key, value in table.items():
        flat |= flatten(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _frozen(value: Any) -> Any:
    """Turn lists into tuples and the overrides into pairs, as the frozen scenario holds them."""
    if isinstance(value, list | tuple):
        return tuple(_frozen(entry) for entry in value)
    if isinstance(value, dict):
        return {
            key: tuple(sorted(entry.items())) if key == "overrides" and isinstance(entry, dict) else _frozen(entry)
            for key, entry in value.items()
        }
    return value


def _problem(code: str, file: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)
