"""From findings to problems that a person can mend, with the line they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Final, NamedTuple

from pydantic import BaseModel

from simulator.errors import Problem
from simulator.inputs.source import LONGEST_WORD, Source
from simulator.premises import (
    Apprentices,
    Decision,
    EfficiencyMeasure,
    Establishment,
    GridMeasure,
    Horizon,
    IndustrialArea,
    Milestones,
    Outage,
    Project,
    Weather,
)
from simulator.words import Said, said

MOST_TOLD: Final = 50
ENTRIES: Final[Mapping[str, type[BaseModel]]] = {
    "projects": Project,
    "establishments": Establishment,
    "efficiency": EfficiencyMeasure,
    "industrial_areas": IndustrialArea,
    "grid": GridMeasure,
    "outages": Outage,
}
TABLES: Final[Mapping[str, type[BaseModel]]] = {
    "horizon": Horizon,
    "weather": Weather,
    "milestones": Milestones,
    "apprentices": Apprentices,
}
LOG: Final = "decisions"
PARTS: Final[Mapping[str, type[BaseModel]]] = {**ENTRIES, **TABLES, LOG: Decision}

Place = tuple[str | int, ...]


class Finding(NamedTuple):
    """Something wrong at a place of the merged scenario: entries counted from 0, those of the parent first."""

    code: str
    place: Place
    found: str
    remedy: Said


class Heritage(NamedTuple):
    """Which entries of each list come from the parent, by id and in order; they stand before the file's own."""

    parent: str
    ids: Mapping[str, Sequence[str]]

    def has(self, place: Place) -> bool:
        """Tell whether a place lies in an entry of the parent."""
        return len(place) > 1 and isinstance(place[1], int) and place[1] < len(self.ids.get(str(place[0]), ()))


def tell(findings: Iterable[Finding], source: Source, heritage: Heritage) -> list[Problem]:
    """Turn findings into problems, in the order of the file.

    Parameters
    ----------
    findings : iterable of Finding
        The first fifty are told; the rest is not looked for.
    source : Source
        The file, for its name and lines.
    heritage : Heritage
        What is not the file's own.

    Returns
    -------
    list of Problem
    """
    findings = iter(findings)
    told = [_told(finding, source, heritage) for finding in islice(findings, MOST_TOLD)]
    problems = [problem for _, problem in sorted(told, key=lambda pair: pair[0])]
    if next(findings, None):
        problems.append(source.problem("many", "", said("found.more_problems", most=MOST_TOLD), said("remedy.first")))
    return problems


def _told(finding: Finding, source: Source, heritage: Heritage) -> tuple[int, Problem]:
    """Return line and problem; an entry of the parent has no line in this file."""
    code, place, found, remedy = finding
    where = written(place, heritage)
    if heritage.has(place):
        return 0, source.problem(code, where, found, said("remedy.inherited", remedy=remedy, parent=heritage.parent))
    line = source.line_of(where)
    at = said("place.line_key", line=str(line), where=where) if line else where
    return line, source.problem(code, at, found, remedy)


def written(place: Place, heritage: Heritage) -> str:
    """Write a place as a person would: own entries counted in the file, those of the parent by id.

    Examples
    --------
    >>> written(("grid", 2, "year"), Heritage("reference", {"grid": ["line"]}))
    'grid[2].year'
    >>> written(("grid", 0, "year"), Heritage("reference", {"grid": ["line"]}))
    'grid[line].year'
    """
    ids = heritage.ids.get(str(place[0]), ())
    return "".join(
        f"[{_number(part, ids if depth == 1 else ())}]" if isinstance(part, int) else f".{part}"
        for depth, part in enumerate(place)
    )[1:]


def _number(index: int, ids: Sequence[str]) -> str:
    return ids[index] if index < len(ids) else str(index - len(ids) + 1)


def unknown(name: str, among: Iterable[str], what: str) -> Said:
    """Say that a name of some sort, one of ``[thing]`` in the catalogues, is unknown, with the nearest known one.

    Examples
    --------
    >>> unknown("capasity_mw", ["capacity_mw", "title"], "key")
    'unknown key; did you mean capacity_mw?'
    """
    among = sorted(among)
    # A name that is two letters shorter is hardly meant: Oslo is not a slip for Os.
    likely = [candidate for candidate in among if len(candidate) >= len(name) - 1]
    close = get_close_matches(name[:LONGEST_WORD], likely, n=1, cutoff=0.6)
    thing = said(f"thing.{what}")
    if close:
        return said("remedy.did_you_mean", thing=thing, close=close[0])
    return said("remedy.use_one_of", thing=thing, among=", ".join(among))


def unless_known(name: str | None, among: Iterable[str], place: Place) -> Iterator[Finding]:
    """Find a name that refers to nothing; None is left alone."""
    if name is not None and name not in among:
        what = str(place[-1])
        yield Finding(f"unknown_{what}", place, repr(name), unknown(name, among, what))
