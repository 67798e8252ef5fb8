"""A number that sources disagree on: both values are kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simulator.premises.parts import PLAIN_WORD, Part

Said = Annotated[str, Field(min_length=1, max_length=400)]


class Contested(Part):
    """Two values that two sources give for one number of the book, both in its unit."""

    id: str = Field(pattern=PLAIN_WORD)
    number: str = Field(description="id of the number that the values stand in for")
    one: float
    one_source: Said
    other: float
    other_source: Said
    note: str = Field(default="", max_length=400)

    @property
    def both(self) -> tuple[float, float]:
        """Both values. [unit of the number]"""
        return self.one, self.other

    @property
    def sources(self) -> tuple[str, str]:
        """Both sources, in the order of the values."""
        return self.one_source, self.other_source
