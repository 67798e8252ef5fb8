"""A first estimate of a changed scenario: what a known one came to, and what a few weather years say is different.

For those who move something and look: it costs a fraction of the answer, which then takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.inputs.assumptions import resolve
from simulator.premises import Region, Scenario, WeatherYears
from simulator.recall import Recall
from simulator.records import Indicators, Result
from simulator.simulation import simulate
from simulator.stages.dispatch import Operators
from simulator.uncertainty.drawing import learn_operators

FEW: Final = 2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Footing:
    """One year of a known scenario, on which estimates of its neighbours stand.

    Parameters
    ----------
    known : Result
        Of that year, under all weather years.
    operators : Operators or None
        What its operators have learned of water.
    few : WeatherYears
        The weather years that neighbours are run under.
    like : ndarray
        Which of the few each weather year is taken to be like. shape (weather,)
    before : mapping of str to ndarray
        Indicators of the known scenario under the few. [unit of each], shape (1, few)
    """

    known: Result
    operators: Operators | None
    few: WeatherYears
    like: NDArray[np.int64]
    before: Mapping[str, Floats]


def stand_on(known: Result, region: Region, weather: WeatherYears, *, recall: Recall) -> Footing:
    """Prepare estimates of scenarios near one whose answer is known.

    Parameters
    ----------
    known : Result
        Of a horizon of one year.
    region : Region
    weather : WeatherYears
        Those of the answer.
    recall : Recall

    Raises
    ------
    ValueError
        If the answer holds more than one year.
    """
    if len(known.ledger.years) != 1:
        raise ValueError(f"an estimate stands on one year, not on {len(known.ledger.years)}")
    few, like = few_of(weather)
    operators = learn_operators(known.scenario, known.assumptions, region, weather)
    before = simulate(known.scenario, known.assumptions, region, few, recall=recall, operators=operators)
    return Footing(known=known, operators=operators, few=few, like=like, before=before.indicators.values)


def estimate(scenario: Scenario, footing: Footing, region: Region, *, names: tuple[str, ...], recall: Recall) -> Result:
    """Estimate some indicators of a scenario in the year of a footing.

    Parameters
    ----------
    scenario : Scenario
        Of one year; `near` that of the footing.
    footing : Footing
    region : Region
    names : tuple of str
        Indicators wanted. All other figures of the result are those of the known scenario.
    recall : Recall

    Returns
    -------
    Result
        With those indicators only: each weather year is what the known scenario came to in it, and the difference
        that the change makes in the one of the few that it is like.
    """
    given = (scenario, resolve(region, scenario), region, footing.few)
    run = simulate(*given, recall=recall, operators=footing.operators).indicators.values
    known = footing.known.indicators.values
    values = {name: known[name] + (run[name] - footing.before[name])[:, footing.like] for name in names}
    told = Indicators(years=footing.known.indicators.years, values=values, spread={})
    return replace(footing.known, scenario=scenario, indicators=told)


def near(scenario: Scenario, footing: Footing) -> bool:
    """Tell whether a scenario can be estimated from a footing: same year, same weather, same way to operate."""
    known = footing.known.scenario
    same = ("horizon", "weather", "operation")
    return all(getattr(scenario, name) == getattr(known, name) for name in same)


@lru_cache(maxsize=8)
def few_of(weather: WeatherYears) -> tuple[WeatherYears, NDArray[np.int64]]:
    """Choose the middle of the drier and of the wetter half, and say which half each weather year is in.

    Returns
    -------
    few : WeatherYears
    like : ndarray
        shape (weather,)
    """
    order = np.arange(weather.count) if weather.order is None else weather.order
    like, middle = np.zeros(weather.count, dtype=np.int64), []
    for place, part in enumerate(np.array_split(order, min(FEW, weather.count))):
        like[part] = place
        middle.append(part[len(part) // 2])
    return weather.select(np.array(middle)), like
