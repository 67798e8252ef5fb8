"""Which number moves a figure most, one at a time from end to end; what a share of the variance is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Range, Region, Scenario, WeatherYears
from simulator.recall import Recall
from simulator.simulation import simulate
from simulator.stages.dispatch import Operators

Floats = NDArray[np.float64]


class Swing(NamedTuple):
    """Figures of one year with one number at its low and at its high. [unit of each], shape (2, indicators)"""

    name: str
    ends: Floats


class Shares(NamedTuple):
    """Shares of variance, one row per figure. [share], shape (figures, names)

    ``first`` is what a number does alone, ``whole`` what it does with all others; the errors are half the width of an
    interval that holds the truth 95 times in 100.
    """

    names: tuple[str, ...]
    first: Floats
    whole: Floats
    first_error: Floats
    whole_error: Floats


Figures = Callable[[Assumptions], Floats]


def figures_of(
    scenario: Scenario,
    region: Region,
    weather: WeatherYears,
    *,
    indicators: Sequence[str],
    year: int,
    operators: Operators | None = None,
) -> Figures:
    """Return the whole model as a function of its numbers: figures of one year, mean over weather. shape (indicators,)

    A number that power does not read runs no hour again.
    """
    recall = Recall()

    def figures(assumptions: Assumptions) -> Floats:
        result = simulate(scenario, assumptions, region, weather, recall=recall, operators=operators)
        return np.array([result.indicators.at(name, year).mean() for name in indicators])

    return figures


def spread_weather(weather: WeatherYears, count: int) -> WeatherYears:
    """Return some weather years, evenly from the driest to the wettest."""
    order = weather.order if weather.order is not None else np.arange(weather.count)
    places = (np.arange(count) + 0.5) * weather.count / count
    return weather.select(order[places.astype(int)])


def moving_numbers(scenario: Scenario, assumptions: Assumptions) -> tuple[str, ...]:
    """Return the numbers that have a range and can matter: those of kinds that are not there are left out."""
    kinds = {
        "project": {one.kind for one in scenario.projects},
        "establishment": {one.kind for one in scenario.establishments},
    }

    def there(name: str) -> bool:
        section, kind, *_ = (*name.split("."), "")
        return section not in kinds or kind in kinds[section]

    return tuple(name for name, one in assumptions.ranges.items() if one.high > one.low and there(name))


def swing_each(figures: Figures, assumptions: Assumptions, names: Sequence[str]) -> Iterator[Swing]:
    """Move one number at a time from its low to its high, all others central. What they do together is not seen.

    Yields
    ------
    Swing
        In the order of the names, each when it is known.
    """
    for name in names:
        low, _, high = assumptions.ranges[name]
        yield Swing(name, np.stack([figures(with_known(assumptions, {name: end})) for end in (low, high)]))


def most_moving(swings: Sequence[Swing], count: int) -> tuple[str, ...]:
    """Return the numbers that move any figure most, each figure measured by the sum of what moves it."""
    reach = np.stack([np.abs(one.ends[1] - one.ends[0]) for one in swings])
    weight = (reach / np.maximum(reach.sum(axis=0), np.finfo(float).tiny)).max(axis=1)
    return tuple(swings[place].name for place in np.argsort(-weight, kind="stable")[:count])


def with_known(assumptions: Assumptions, values: Mapping[str, float]) -> Assumptions:
    """Return assumptions in which some numbers are known, and every other one central."""
    certain = {name: Range(one.central, one.central, one.central) for name, one in assumptions.ranges.items()}
    return Assumptions(certain | {name: Range(value, value, value) for name, value in values.items()})
