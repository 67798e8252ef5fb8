"""Door for what was put away to be followed up: written as JSON, read back with every fault told."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import ValidationError

from simulator.errors import InputError, Problem
from simulator.inputs.scenario import read_scenario
from simulator.inputs.writing import scenario_text
from simulator.premises import GoalThen, Region, Remembered, Scenario
from simulator.records import Result
from simulator.version import VERSION
from simulator.words import said

LARGEST_BYTES: Final = 1_000_000
MOST_TOLD: Final = 20


def put_away(result: Result, day: date) -> bytes:
    """Write what is needed to follow a scenario up later.

    Returns
    -------
    bytes
        JSON, UTF-8: the scenario file, value and status of every goal, and every number that was used.
    """
    kept = Remembered(
        form="surplus follow-up 1",
        made=day,
        simulator=VERSION,
        name=result.scenario.id or "scenario",
        scenario=scenario_text(result.scenario),
        goals=tuple(GoalThen(id=goal.id, value=goal.value, status=goal.status) for goal in result.goals),
        numbers={name: tuple(one) for name, one in result.assumptions.ranges.items()},
    )
    return f"{kept.model_dump_json(indent=1)}\n".encode()


def take_out(content: bytes, file: str, region: Region) -> tuple[Remembered, Scenario]:
    """Read what was put away, and the scenario in it as it stands with today's names.

    Parameters
    ----------
    content : bytes
    file : str
        Name of the file, for messages.
    region : Region

    Raises
    ------
    InputError
        If the file is too large or another one, or its scenario is not right today.
    """
    if len(content) > LARGEST_BYTES:
        found, remedy = said("found.no_followup"), said("remedy.followup")
        raise InputError([Problem(code="too_large", file=file, place="", found=found, remedy=remedy)])
    try:
        kept = Remembered.model_validate_json(content)
    except ValidationError as fault:
        places = [".".join(map(str, one["loc"])) for one in fault.errors()[:MOST_TOLD]]
        found, remedy = said("found.no_followup"), said("remedy.followup")
        raise InputError(
            Problem(code="no_followup", file=file, place=place, found=found, remedy=remedy) for place in places
        ) from None
    return kept, read_scenario(kept.scenario, f"{kept.name}.toml", region)
