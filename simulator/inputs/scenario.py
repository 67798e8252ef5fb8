"""Door for scenario files: TOML becomes one complete scenario, every problem told at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

from simulator.errors import InputError, Problem, raise_if
from simulator.inputs.chances import settle_chances, unstated_left_out
from simulator.inputs.loads import find_curves
from simulator.inputs.messages import ENTRIES, LOG, TABLES, Finding, Heritage, tell, unknown
from simulator.inputs.places import is_reserved, leads_out, scenario_folder
from simulator.inputs.references import check_own, check_references, settle_names
from simulator.inputs.source import LARGEST_FILE_BYTES, Content, Source, leaves, parse, read_source, source_of
from simulator.inputs.validation import validate
from simulator.inputs.weather import find_series
from simulator.inputs.writing import scenario_text
from simulator.premises import Region, Scenario
from simulator.words import Said, said

__all__ = ["LARGEST_FILE_BYTES", "check_scenario", "load_scenario", "merge", "read_scenario"]

DEEPEST_FAMILY: Final = 5
CALCULATED: Final = ("=", "+", "@", "＝", "＋", "＠")


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
    return _build(read_source(path), path.parent, region, family=())


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
    return _build(source_of(Path(name).name, source), folder or scenario_folder(), region, family=())


def check_scenario(scenario: Scenario, region: Region) -> None:
    """Check a scenario that was changed in memory as one from a file is checked.

    Raises
    ------
    InputError
        With everything that is wrong, each at its place in the file that would be written.
    """
    source = Source(f"{scenario.id or 'scenario'}.toml", scenario_text(scenario))
    merged, _ = merge(None, parse(source))
    draft, findings = validate(merged)
    alone = Heritage("", {})
    raise_if(tell(chain(findings, check_references(draft, region, alone)), source, alone))


def _build(source: Source, folder: Path, region: Region, family: tuple[str, ...]) -> Scenario:
    """Check a file's own words, lay them over the parent, and check form and meaning of the whole.

    Raises
    ------
    InputError
    """
    name = Path(source.file).stem
    raise_if(_bad_name(name, source))
    content = parse(source)
    parent = _parent(content, source, folder, region, (*family, name))
    merged, inherited = merge(parent, content)
    merged["id"] = name
    settle_names(merged, region)
    settle_chances(merged, region)
    scenario, findings = validate(merged)
    ids = {part: [entry["id"] for entry in merged[part][:count]] for part, count in inherited.items()}
    heritage = Heritage(str(content.get("based_on", "")), ids)
    found = chain(findings, check_own(content, parent), check_references(scenario, region, heritage))
    raise_if(tell(found, source, heritage))
    folders = (folder, scenario_folder())
    found_files = {"weather": find_series(scenario.weather, folders), "establishments": find_curves(scenario, folders)}
    return scenario.model_copy(update=found_files)


def _bad_name(name: str, source: Source) -> Iterator[Problem]:
    """Find a file name that cannot be an id in results: Windows keeps it, or a spreadsheet would calculate it."""
    if is_reserved(name):
        yield source.problem("reserved_name", "", repr(name), said("remedy.reserved_name"))
    elif name.startswith(CALCULATED):
        yield source.problem("file_name", "", repr(name), said("remedy.file_name"))


def _parent(content: Content, source: Source, folder: Path, region: Region, family: tuple[str, ...]) -> Scenario | None:
    """Load what a file is based on.

    Raises
    ------
    InputError
    """
    name = content.get("based_on")
    if not isinstance(name, str):
        return None
    if name in family or len(family) >= DEEPEST_FAMILY:
        remedy = said("remedy.one_parent", most=DEEPEST_FAMILY)
        raise _orphan("circle", " → ".join((*family, name)), remedy, source)
    for candidate in (folder / f"{name}.toml", scenario_folder() / f"{name}.toml"):
        if candidate.stem == name and _is_file(candidate):
            if leads_out(candidate):
                raise _orphan("outside_folder", said("found.outside_folder"), said("remedy.inside_folder"), source)
            return _build(read_source(candidate), candidate.parent, region, family)
    shipped = [file.stem for file in scenario_folder().glob("*.toml")]
    remedy = said("remedy.or_file_beside", remedy=unknown(name, shipped, "scenario"))
    raise _orphan("no_parent", repr(name), remedy, source)


def _orphan(code: str, found: str, remedy: Said, source: Source) -> InputError:
    """Say what is wrong with the parent; without it, nothing else can be checked."""
    return InputError(tell([Finding(code, ("based_on",), found, remedy)], source, Heritage("", {})))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def merge(parent: Scenario | None, content: Content) -> tuple[Content, dict[str, int]]:
    """Lay a file over its parent.

    Single values and tables are replaced key by key; entries of the lists are added, an entry with the same id replaces
    the parent's, and ids under ``remove`` are left out. The log of decisions is a file's own.

    Returns
    -------
    merged : dict
        One complete scenario, still unchecked.
    inherited : dict of str to int
        How many entries of each list come from the parent, so that messages count in the file itself.
    """
    own: Content = {**content, "overrides": _by_id(content.get("overrides", {}))}
    if parent is None:
        return own, {}
    said = {**parent.model_dump(exclude={"id", "based_on", "remove", LOG}), "overrides": dict(parent.overrides)}
    base = unstated_left_out(said, parent)
    merged, inherited = {**base, **own}, {}
    for name in ENTRIES:
        added = content.get(name, [])
        if isinstance(added, list):
            kept = _kept(base[name], added, content.get("remove"))
            merged[name], inherited[name] = [*kept, *added], len(kept)
    for name in (*TABLES, "overrides"):
        if isinstance(own.get(name), dict):
            merged[name] = _laid_over(base[name], own[name])
    return merged, inherited


def _laid_over(base: Content, own: Content) -> Content:
    """Replace key by key, tables within the table too."""
    tables = [key for key, value in own.items() if isinstance(value, dict) and isinstance(base.get(key), dict)]
    return {**base, **own, **{key: _laid_over(base[key], own[key]) for key in tables}}


def _by_id(overrides: Any) -> Any:
    """Join nested tables to dotted ids; what is no table is left for the validator to refuse."""
    return dict(leaves(overrides)) if isinstance(overrides, dict) else overrides


def _kept(entries: tuple[Content, ...], added: list[Any], removed: Any) -> list[Content]:
    """Return a parent's entries that are neither replaced nor removed; the file may say anything."""
    left_out = [entry.get("id") for entry in added if isinstance(entry, dict)]
    left_out += removed if isinstance(removed, list) else []
    return [entry for entry in entries if entry["id"] not in left_out]
