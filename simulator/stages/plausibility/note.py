"""How a doubt is told."""

from __future__ import annotations

from simulator.errors import Problem
from simulator.premises import Scenario
from simulator.words import Said


def note(code: str, scenario: Scenario, place: str, found: str, remedy: Said) -> Problem:
    """Return a note on one part of a scenario; it never stops a run."""
    return Problem(code=code, file=f"{scenario.id}.toml", place=place, found=found, remedy=remedy)
