"""What is looked at: which year, which weather years, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Scenario
from simulator.present.text import text
from simulator.records import Result

Floats = NDArray[np.float64]
LOW_PERCENTILE: Final = 10
HIGH_PERCENTILE: Final = 90


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at results.

    Parameters
    ----------
    year : int
        Calendar year; the nearest of a horizon if it lies outside.
    language : str
        Catalogue for labels.
    choose : {'all', 'dry', 'median', 'wet'}
        The name of the choice of weather.
    """

    year: int
    language: str = "nb"
    choose: str = "all"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One result with the weather years that are looked at.

    Parameters
    ----------
    result : Result
    places : tuple of int or None
        Positions among the result's weather years; None takes all.
    """

    result: Result
    places: tuple[int, ...] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario that was answered."""
        return self.result.scenario

    @property
    def count(self) -> int:
        """Number of weather years looked at."""
        return self.result.ledger.peak_load_mw.shape[1] if self.places is None else len(self.places)

    def indicator(self, name: str) -> Floats:
        """Return one indicator. shape (years, weather)"""
        return self.result.indicators.values[name]

    def year_place(self, year: int) -> int:
        """Return the position of a year on the horizon, of the nearest end if it lies outside."""
        years = self.result.ledger.years
        return min(max(year - years[0], 0), len(years) - 1)

    def weather(self, values: Floats) -> Floats:
        """Keep the weather years looked at. shape (weather, ...) to (chosen, ...)"""
        return values if self.places is None else values[list(self.places)]

    def of_year(self, values: Floats, year: int) -> Floats:
        """Keep one year and the weather years looked at. shape (years, weather, ...) to (chosen, ...)"""
        return self.weather(values[self.year_place(year)])


class Spread(NamedTuple):
    """Mean over weather years, and what one weather year in ten lies below (low) or above (high)."""

    mean: float
    low: float
    high: float


def spread_of(values: Floats) -> Spread:
    """Return mean, tenth and ninetieth percentile over weather years.

    Examples
    --------
    >>> spread_of(np.arange(11.0))
    Spread(mean=5.0, low=1.0, high=9.0)
    """
    low, high = np.percentile(values, [LOW_PERCENTILE, HIGH_PERCENTILE])
    return Spread(float(values.mean()), float(low), float(high))


def measured_ends(seen: Seen, view: View, name: str) -> tuple[float, float]:
    """Return the lowest and the highest value of one indicator over the weather years looked at. [its unit]"""
    values = seen.of_year(seen.indicator(name), view.year)
    return float(values.min()), float(values.max())


def weather_phrase(seen: Seen, view: View) -> str:
    """Say over which weather years a figure is the mean."""
    choose = view.choose if seen.places is not None else seen.scenario.weather.choose
    return text(f"weather_phrase.{choose}", view.language, count=seen.count)
