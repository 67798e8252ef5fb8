"""What a reader can move in one movement, such as the megawatts of all data centres together."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from simulator.premises.assumptions import Confidence
from simulator.premises.parts import Id, Part, Year

Moves = Literal["establishments", "projects", "shifted", "freed", "line", "homes", "number"]


class Lever(Part):
    """One control: what it moves, how far and in which steps; values in its own unit."""

    id: Id
    moves: Moves
    kinds: tuple[Id, ...] = Field(default=(), description="moved together; a new entry is of the first")
    area: str | None = Field(default=None, description="grid area of a new entry")
    link: Id | None = Field(default=None, description="line that is strengthened")
    number: str | None = Field(default=None, description="id of a number of the book")
    start_year: Year = 2030
    low: float
    high: float
    step: float = Field(gt=0)
    unit: str
    shown: Literal["first", "more"]
    source: str
    confidence: Confidence

    @model_validator(mode="after")
    def _has_what_it_moves(self) -> Lever:
        """Refuse a lever without a target or without room to move."""
        needs = {"establishments": "kinds", "projects": "kinds", "freed": "kinds", "line": "link", "number": "number"}
        need = needs.get(self.moves)
        if need and not getattr(self, need):
            raise ValueError(f"a lever that moves {self.moves} needs {need}")
        if self.moves in {"establishments", "projects"} and self.area is None:
            raise ValueError(f"a lever that moves {self.moves} needs area")
        if self.high - self.low < self.step:
            raise ValueError("high must lie at least a step above low")
        return self

    def settled(self, value: float) -> float:
        """Return a value inside the range, on a step. [unit]

        Examples
        --------
        >>> lever = Lever(id="a", moves="homes", low=0.0, high=1.0, step=0.1, unit="1", shown="more", source="",
        ...     confidence="assumption")
        >>> lever.settled(0.27), lever.settled(7.0)
        (0.3, 1.0)
        """
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return round(self.low + steps * self.step, 9)
