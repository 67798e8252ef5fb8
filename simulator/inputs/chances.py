"""Chances of realisation that follow from how far a project has come, where a scenario asks for that."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from simulator.inputs.source import Content
from simulator.premises import Establishment, Project, Region, Scenario

Entry = TypeVar("Entry", Project, Establishment)

BY_STATUS: Final = "by_status"
UNCERTAIN: Final = ("projects", "establishments")
FIRST_STATUS: Final = "idea"


def unstated_left_out(base: Content, parent: Scenario) -> Content:
    """Leave out of a parent's content the chances that neither it nor its own parents stated."""
    for name in UNCERTAIN:
        stated = ("probability" in entry.model_fields_set for entry in getattr(parent, name))
        base[name] = [
            entry if told else {key: value for key, value in entry.items() if key != "probability"}
            for entry, told in zip(base[name], stated, strict=True)
        ]
    return base


def settle_chances(content: Content, region: Region) -> None:
    """Give every entry without a chance that of its status, in unchecked content that asks for it.

    Parameters
    ----------
    content : dict
        Parents merged. Uses ``realisation`` and own values of ``realisation.<status>_share``; changed in place.
    region : Region
        Uses ``realisation.<status>_share``.
    """
    if content.get("realisation") != BY_STATUS:
        return
    overrides = content.get("overrides")
    own = overrides if isinstance(overrides, dict) else {}
    for name in UNCERTAIN:
        if isinstance(content.get(name), list):
            content[name] = [_with_chance(entry, region, own) for entry in content[name]]


def by_status(scenario: Scenario, region: Region) -> Scenario:
    """Return a scenario in which every entry that states no chance has that of how far it has come.

    Parameters
    ----------
    scenario : Scenario
        Uses own values of ``realisation.<status>_share``.
    region : Region
        Uses ``realisation.<status>_share``.
    """
    own = dict(scenario.overrides)

    def told(entry: Entry) -> Entry:
        if "probability" in entry.model_fields_set:
            return entry
        number = f"realisation.{entry.status}_share"
        return entry.model_copy(update={"probability": own.get(number, region.book[number].value)})

    projects, establishments = map(told, scenario.projects), map(told, scenario.establishments)
    return scenario.model_copy(update={"projects": tuple(projects), "establishments": tuple(establishments)})


def _with_chance(entry: Any, region: Region, own: Content) -> Any:
    if not isinstance(entry, dict) or "probability" in entry:
        return entry
    number = f"realisation.{entry.get('status', FIRST_STATUS)}_share"
    if number not in region.book:  # an unknown status is told by the validator
        return entry
    return {**entry, "probability": own.get(number, region.book[number].value)}
