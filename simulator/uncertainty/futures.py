"""Futures: what a number of a draw stands for - every assumption, which entries come about, and some weather years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Project, Range, Scenario
from simulator.uncertainty.worlds import stream_of, triangular

Floats = NDArray[np.float64]
Entry = TypeVar("Entry", Project, Establishment)

DELAY: Final = "realisation.delay_years"
STANDING: Final = "operating"
PAIR: Final = 2  # draws in a row that share the fate of every entry, so that variance can be told apart


def weather_shared_out(count: int) -> int:
    """Return how many weather years a draw meets: two, or the least that all can be shared out by.

    Examples
    --------
    >>> [weather_shared_out(count) for count in (30, 10, 9, 7, 1)]
    [2, 2, 3, 7, 1]
    """
    return next((share for share in range(2, count + 1) if count % share == 0), 1)


class Future(NamedTuple):
    """One world: a scenario whose entries stand or do not, each number of the book, and places of weather years."""

    scenario: Scenario
    assumptions: Assumptions
    weather: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Futures:
    """Worlds by number: the same number gives the same world in every scenario.

    Parameters
    ----------
    points : mapping of str to ndarray
        Every number of the book, nothing overridden, from `sample_points`: so that every scenario meets the same
        worlds. shape (draws,)
    delay : Range
        By how much an entry opens later than stated. [years]
    seed : int
        Of the fate of entries and of the choice of weather years.
    weather_count : int
        Weather years there are.
    weather_per_draw : int
        Weather years that a draw meets; it divides their count. Two or more tell weather from the rest.

    Raises
    ------
    ValueError
        If the weather years cannot be shared out evenly.

    Notes
    -----
    Draws 2n and 2n + 1 share the fate of entries and nothing else: their covariance is what projects alone do
    (`split_variance`). Each weather year is met equally often, by the even draws and by the odd ones on their own.
    """

    points: Mapping[str, Floats]
    delay: Range
    seed: int
    weather_count: int
    weather_per_draw: int = 2

    def __post_init__(self) -> None:
        """Refuse weather years that cannot be shared out evenly."""
        if self.weather_per_draw < 1 or self.weather_count % self.weather_per_draw:
            raise ValueError(f"{self.weather_count} weather years cannot be shared out by {self.weather_per_draw}")

    @property
    def count(self) -> int:
        """How many draws."""
        return len(next(iter(self.points.values())))

    def of(self, scenario: Scenario, number: int) -> Future:
        """Return one world of a scenario; what the scenario itself overrides stands as it says."""
        own = dict(scenario.overrides)
        drawn = {name: float(values[number]) for name, values in self.points.items()} | own
        delay = Range(own[DELAY], own[DELAY], own[DELAY]) if DELAY in own else self.delay
        fate = {
            "projects": tuple(self._fate(one, number, delay) for one in scenario.projects),
            "establishments": tuple(self._fate(one, number, delay) for one in scenario.establishments),
        }
        assumptions = Assumptions({name: Range(value, value, value) for name, value in drawn.items()})
        return Future(scenario.model_copy(update=fate), assumptions, self.weather_of(number))

    def weather_of(self, number: int) -> NDArray[np.int64]:
        """Return the places of the weather years that a draw meets. shape (weather of a draw,)"""
        side, step = number % PAIR, number // PAIR
        turns = self.weather_count // self.weather_per_draw
        stream = np.random.Generator(stream_of(f"weather {side} {step // turns}", self.seed))
        first = step % turns * self.weather_per_draw
        return np.sort(stream.permutation(self.weather_count)[first : first + self.weather_per_draw])

    def _fate(self, entry: Entry, number: int, delay: Range) -> Entry:
        """Decide whether an entry comes about, and when; its own lots, whatever else the scenario holds."""
        lots = np.random.Generator(stream_of(f"entry {entry.id}", self.seed).advance(number // PAIR * 2)).random(2)
        later = 0 if entry.status == STANDING else round(float(triangular(lots[1:], delay)[0]))
        stands = 1.0 if lots[0] < entry.probability else 0.0
        return entry.model_copy(update={"probability": stands, "delay_years": entry.delay_years + later})
