"""Which number moves a figure most: one at a time from end to end, and its share of the variance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as design

from simulator.premises import Assumptions, Range, Region, Scenario, WeatherYears
from simulator.recall import Recall
from simulator.simulation import simulate
from simulator.stages.dispatch import Operators
from simulator.uncertainty.worlds import triangular

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
        yield Swing(name, np.stack([figures(_with(assumptions, {name: end})) for end in (low, high)]))


def most_moving(swings: Sequence[Swing], count: int) -> tuple[str, ...]:
    """Return the numbers that move any figure most, each figure measured by the sum of what moves it."""
    reach = np.stack([np.abs(one.ends[1] - one.ends[0]) for one in swings])
    weight = (reach / np.maximum(reach.sum(axis=0), np.finfo(float).tiny)).max(axis=1)
    return tuple(swings[place].name for place in np.argsort(-weight, kind="stable")[:count])


def share_of_ranges(
    figures: Figures, assumptions: Assumptions, names: Sequence[str], *, count: int, seed: int
) -> Shares:
    """Return the shares of variance when some numbers are drawn, each triangular over its range, the rest central."""
    ranges = [assumptions.ranges[name] for name in names]

    def evaluate(lots: Floats) -> Floats:
        values = np.stack([triangular(lots[:, place], one) for place, one in enumerate(ranges)], axis=1)
        return np.stack([figures(_with(assumptions, dict(zip(names, row, strict=True)))) for row in values])

    return sobol_shares(names, evaluate, count=count, seed=seed)


def sobol_shares(names: Sequence[str], evaluate: Callable[[Floats], Floats], *, count: int, seed: int) -> Shares:
    """Return first-order and total shares of the variance of a function of independent lots.

    Parameters
    ----------
    names : sequence of str
    evaluate : callable
        From lots, shape (points, names), to figures, shape (points, figures).
    count : int
        A power of two; the function is evaluated (names + 2) times as often.
    seed : int

    Returns
    -------
    Shares
        All 0 for a figure that nothing moves.

    References
    ----------
    .. [1] Saltelli et al., *Computer Physics Communications* 181 (2010), 259-270.
    .. [2] Herman and Usher, *J. Open Source Software* 2 (2017), 97: SALib.
    """
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    lots = design.sample(problem, count, calc_second_order=False, seed=seed)
    found = [_analysed(problem, column, seed) for column in evaluate(lots).T]
    return Shares(tuple(names), *(np.stack([one[place] for one in found]) for place in range(4)))


def _analysed(problem: Mapping[str, object], column: Floats, seed: int) -> tuple[Floats, ...]:
    if np.ptp(column) == 0:
        return (np.zeros(int(str(problem["num_vars"]))),) * 4
    found = analysis.analyze(problem, column, calc_second_order=False, seed=seed)
    return tuple(np.asarray(found[name]) for name in ("S1", "ST", "S1_conf", "ST_conf"))


def _with(assumptions: Assumptions, values: Mapping[str, float]) -> Assumptions:
    """Return assumptions in which some numbers are known, and every other one central."""
    certain = {name: Range(one.central, one.central, one.central) for name, one in assumptions.ranges.items()}
    return Assumptions(certain | {name: Range(value, value, value) for name, value in values.items()})
