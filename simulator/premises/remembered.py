"""What a scenario gave when it was put away, and the numbers that it stood on, for a later year to be held against."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.premises.parts import VISIBLE, VISIBLE_LINES

LARGEST_SCENARIO = 300_000
MOST_NUMBERS = 5_000
Name = Annotated[str, Field(max_length=120, pattern=VISIBLE)]


class Kept(BaseModel):
    """A piece of what was put away; as strict as a scenario, but written as JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class GoalThen(Kept):
    """One goal as it was: its value [unit of the goal] and its status."""

    id: Name
    value: float | None
    status: Literal["reached", "close", "missed", "not_stated"]


class Remembered(Kept):
    """One scenario with its goals and numbers, as they were on a day.

    ``numbers`` holds low, central and high of every number by id. [its unit]
    """

    form: Literal["surplus follow-up 1"]
    made: date
    simulator: Name
    name: Name
    scenario: str = Field(max_length=LARGEST_SCENARIO, pattern=VISIBLE_LINES, description="scenario file, TOML")
    goals: tuple[GoalThen, ...] = Field(max_length=100)
    numbers: dict[Name, tuple[float, float, float]] = Field(max_length=MOST_NUMBERS)
