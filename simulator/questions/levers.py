"""One thing of a scenario moved, everything else left as it is: where a lever stands, and the scenario after a move."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from simulator.premises import EfficiencyMeasure, Establishment, GridMeasure, Lever, Project, Region, Scenario

Entry = TypeVar("Entry", Project, Establishment)
DIGITS: Final = 6  # of a watt; keeps 79.99999999 from a screen
PROPORTIONAL: Final = (
    "capacity_mw",
    "mean_gwh",
    "max_flow_m3s",
    "capital_mnok",
    "jobs_persons",
    "heat_demand_gwh",
    "backup_mw",
)
OWN: Final = "lever_"


class Move(NamedTuple):
    """A lever in a scenario, and where it is to be moved."""

    lever: Lever
    scenario: Scenario
    region: Region
    value: float = 0.0
    title: str = ""


def standing(lever: Lever, scenario: Scenario, region: Region) -> float:
    """Return where a lever stands in a scenario. [unit of the lever]"""
    return float(STANDING[lever.moves](Move(lever, scenario, region)))


def moved(lever: Lever, scenario: Scenario, value: float, *, region: Region, title: str) -> Scenario:
    """Return the scenario after one move.

    Parameters
    ----------
    lever : Lever
    scenario : Scenario
    value : float
        Where the lever is moved to. [unit of the lever]
    region : Region
    title : str
        Of a new entry, where there is nothing to move yet.

    Returns
    -------
    Scenario
        Several entries of the lever's kinds grow or shrink in proportion. An entry of size 0 stays in the list, so that
        nothing that was entered is lost.
    """
    return MOVING[lever.moves](Move(lever, scenario, region, value, title))


def resized(entry: Entry, capacity_mw: float) -> Entry:
    """Return an entry of another size: what goes with the size follows in proportion, later steps as well.

    An entry without any size has no proportions: it gets the capacity alone.
    """
    if entry.full_mw == 0:
        return entry.model_copy(update={"capacity_mw": capacity_mw})
    factor = capacity_mw / entry.full_mw
    changes: dict[str, Any] = {
        name: round(stated * factor, DIGITS)
        for name in PROPORTIONAL
        if (stated := getattr(entry, name, None)) is not None
    }
    if isinstance(entry, Establishment):
        changes["phases"] = tuple(
            phase.model_copy(update={"capacity_mw": round(phase.capacity_mw * factor, DIGITS)})
            for phase in entry.phases
        )
    return entry.model_copy(update=changes)


def _entries(move: Move) -> tuple[Any, ...]:
    return tuple(one for one in getattr(move.scenario, move.lever.moves) if one.kind in move.lever.kinds)


def _total_mw(move: Move) -> float:
    return float(sum(one.full_mw for one in _entries(move)))


def _scaled(move: Move) -> Scenario:
    """Scale all entries of the kinds together, or begin with a new one."""
    chosen, every = _entries(move), getattr(move.scenario, move.lever.moves)
    total = sum(one.full_mw for one in chosen)
    if not chosen:
        return (
            move.scenario.model_copy(update={move.lever.moves: (*every, _new(move))}) if move.value else move.scenario
        )
    first = chosen[0].id
    sizes = {one.id: move.value * one.full_mw / total if total else move.value * (one.id == first) for one in chosen}
    after = tuple(resized(one, round(sizes[one.id], DIGITS)) if one.id in sizes else one for one in every)
    return move.scenario.model_copy(update={move.lever.moves: after})


def _new(move: Move) -> Project | Establishment:
    stated: dict[str, Any] = {
        "id": f"{OWN}{move.lever.id}",
        "kind": move.lever.kinds[0],
        "title": move.title,
        "area": move.lever.area,
        "capacity_mw": move.value,
        "start_year": move.lever.start_year,
    }
    return Establishment(**stated) if move.lever.moves == "establishments" else Project(**stated)


def _shiftable(move: Move) -> float:
    whole = sum(one.full_mw for one in move.scenario.establishments)
    return sum(one.shiftable_share * one.full_mw for one in move.scenario.establishments) / whole if whole else 0.0


def _shifted(move: Move) -> Scenario:
    every = tuple(one.model_copy(update={"shiftable_share": move.value}) for one in move.scenario.establishments)
    return move.scenario.model_copy(update={"establishments": every})


def _freed_gwh(move: Move) -> float:
    return sum(one.freed_gwh for one in move.scenario.efficiency if one.sector in move.lever.kinds)


def _freed(move: Move) -> Scenario:
    """Scale the measures of the sector, or begin with one; a measure frees more than nothing, so none is left at 0."""
    chosen = [one for one in move.scenario.efficiency if one.sector in move.lever.kinds]
    rest = tuple(one for one in move.scenario.efficiency if one not in chosen)
    total = sum(one.freed_gwh for one in chosen)
    new = EfficiencyMeasure(
        id=f"{OWN}{move.lever.id}",
        title=move.title,
        sector=move.lever.kinds[0],
        freed_gwh=move.value or 1.0,
        start_year=move.lever.start_year,
    )
    scaled = [one.model_copy(update={"freed_gwh": round(one.freed_gwh * move.value / total, DIGITS)}) for one in chosen]
    return move.scenario.model_copy(update={"efficiency": (*rest, *(scaled or [new])) if move.value else rest})


def _added_mw(move: Move) -> float:
    return sum(one.added_mw for one in move.scenario.grid if one.link == move.lever.link)


def _strengthened(move: Move) -> Scenario:
    """Scale what is added to the line, or begin with one measure; none is left at 0."""
    chosen = [one for one in move.scenario.grid if one.link == move.lever.link]
    rest = tuple(one for one in move.scenario.grid if one.link != move.lever.link)
    total = sum(one.added_mw for one in chosen)
    scaled = [one.model_copy(update={"added_mw": round(one.added_mw * move.value / total, DIGITS)}) for one in chosen]
    if move.value and not scaled:
        identity = f"{OWN}{move.lever.id}"
        scaled = [
            GridMeasure(
                id=identity,
                title=move.title,
                link=str(move.lever.link),
                added_mw=move.value,
                year=move.lever.start_year,
            )
        ]
    return move.scenario.model_copy(update={"grid": (*rest, *scaled) if move.value else rest})


def _homes(move: Move) -> float:
    return move.scenario.new_homes_per_year or 0.0


def _built(move: Move) -> Scenario:
    """Set the homes; none at all means that homes set no limit."""
    return move.scenario.model_copy(update={"new_homes_per_year": move.value or None})


def _number(move: Move) -> float:
    return dict(move.scenario.overrides).get(str(move.lever.number), move.region.book[str(move.lever.number)].value)


def _overridden(move: Move) -> Scenario:
    """Set a number of the book; back at its own move.value, it is no override any more."""
    name = str(move.lever.number)
    others = {key: stated for key, stated in move.scenario.overrides if key != name}
    if abs(move.value - move.region.book[name].value) > move.lever.step / 2:
        others[name] = move.value
    return move.scenario.model_copy(update={"overrides": tuple(sorted(others.items()))})


STANDING: Final = MappingProxyType[str, Callable[[Move], float]](
    {
        "establishments": _total_mw,
        "projects": _total_mw,
        "shifted": _shiftable,
        "freed": _freed_gwh,
        "line": _added_mw,
        "homes": _homes,
        "number": _number,
    }
)
MOVING: Final = MappingProxyType[str, Callable[[Move], Scenario]](
    {
        "establishments": _scaled,
        "projects": _scaled,
        "shifted": _shifted,
        "freed": _freed,
        "line": _strengthened,
        "homes": _built,
        "number": _overridden,
    }
)
