"""The whole model in many futures: each draw goes through the one staircase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Establishment, Goal, Horizon, Project, Region, Scenario, WeatherYears
from simulator.records import Result
from simulator.simulation import power_system, prepare, simulate
from simulator.stages.dispatch import Operators, learn_policy
from simulator.stages.indicators import UNITS
from simulator.uncertainty.futures import Future, Futures

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

INDICATORS: Final = tuple(UNITS)
# Figures of a year that rest on the years before it: a horizon of one year does not tell them.
OF_HISTORY: Final = frozenset(
    {
        "new_jobs_per_year",
        "employed_persons",
        "participation_share",
        "participation_15_74_share",
        "recruited_share",
        "unfilled_persons",
        "population_persons",
        "lacking_vocational_persons",
        "lacking_higher_persons",
        "apprentices_persons",
        "apprentice_growth_share",
        "municipal_income_mnok",
        "municipal_income_net_mnok",
        "municipal_income_per_inhabitant_nok",
        "municipal_income_net_per_inhabitant_nok",
        "income_public_persons",
        "income_private_persons",
        "new_households",
    }
)


class Outcome(NamedTuple):
    """What came of one draw.

    Parameters
    ----------
    number : int
        Of the draw.
    weather : ndarray
        Places of the weather years it met. shape (weather,)
    figures : ndarray
        [unit of each indicator], shape (weather, years, indicators)
    met : ndarray
        Part of its weather years in which each goal is met. [share], shape (goals,)
    stated : ndarray
        Goals about which it says something. shape (goals,)
    stands : ndarray
        Which entries come about. shape (entries,)
    opening_year : ndarray
        First year of each entry, whether it comes about or not. shape (entries,)
    """

    number: int
    weather: NDArray[np.int64]
    figures: Floats
    met: Floats
    stated: Bools
    stands: Bools
    opening_year: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Drawn:
    """Many draws of one scenario, in order of their numbers; arrays as those of `Outcome`, draws first.

    Parameters
    ----------
    scenario : Scenario
        As it was drawn from.
    seed : int
    years : tuple of int
    indicators, goals, entries : tuple of str
    numbers, weather, figures, met, stated, stands, opening_year : ndarray
        shape (draws, ...)
    """

    scenario: Scenario
    seed: int
    years: tuple[int, ...]
    indicators: tuple[str, ...]
    goals: tuple[str, ...]
    entries: tuple[str, ...]
    numbers: NDArray[np.int64]
    weather: NDArray[np.int64]
    figures: Floats
    met: Floats
    stated: Bools
    stands: Bools
    opening_year: NDArray[np.int64]

    def of(self, indicator: str, year: int) -> Floats:
        """Return one indicator in one year. [its unit], shape (draws, weather)"""
        return np.asarray(self.figures[:, :, self.years.index(year), self.indicators.index(indicator)])


def draw_results(
    scenario: Scenario,
    region: Region,
    weather: WeatherYears,
    *,
    futures: Futures,
    numbers: Iterable[int],
    operators: Operators | None = None,
) -> Iterator[Outcome]:
    """Run a scenario through the staircase in every future asked for.

    Parameters
    ----------
    scenario : Scenario
        Its horizon decides the cost: see `of_one_year`.
    region : Region
    weather : WeatherYears
        All of them; each draw meets some.
    futures : Futures
    numbers : iterable of int
        Draws wanted, in any order: what comes of one depends on no other.
    operators : Operators, optional
        What they know of water in every draw; they learn it anew in each world, from all its weather, if not given.

    Yields
    ------
    Outcome
        Each when it is known.
    """
    goals = judged_goals(scenario, region)
    kept = [INDICATORS.index(name) for name in told_indicators(scenario)]
    for number in numbers:
        future = futures.of(scenario, number)
        result = simulate(
            future.scenario, future.assumptions, region, weather.select(future.weather), operators=operators
        )
        yield _outcome(number, future, result, goals=goals, kept=kept)


def learn_operators(
    scenario: Scenario, assumptions: Assumptions, region: Region, weather: WeatherYears
) -> Operators | None:
    """Let operators learn once, in the central world, for every year; None where nobody operates by what is learned."""
    if scenario.operation != "policy":
        return None
    setting = prepare(scenario, assumptions, region, weather.normal)
    return Operators({year: learn_policy(power_system(setting, year)) for year in scenario.horizon.years})


def of_one_year(scenario: Scenario, year: int) -> Scenario:
    """Return the same scenario with a horizon of one year: power, grid and work of that year stay what they are.

    Examples
    --------
    >>> of_one_year(Scenario(title="a"), 2035).horizon.years
    (2035,)
    """
    return scenario.model_copy(update={"horizon": Horizon(first_year=year, last_year=year)})


def told_indicators(scenario: Scenario) -> tuple[str, ...]:
    """Return the indicators that draws of a scenario tell; a horizon of one year leaves out what rests on history."""
    return tuple(name for name in INDICATORS if len(scenario.horizon.years) > 1 or name not in OF_HISTORY)


def judged_goals(scenario: Scenario, region: Region) -> tuple[Goal, ...]:
    """Return the goals that draws of a scenario judge: all, or with one year those of that very year."""
    years = scenario.horizon.years
    if len(years) > 1:
        return region.goals
    told = told_indicators(scenario)
    return tuple(goal for goal in region.goals if goal.over == "at" and goal.by == years[0] and goal.indicator in told)


def entries_of(scenario: Scenario) -> tuple[Project | Establishment, ...]:
    """Return everything whose fate is drawn, projects first."""
    return (*scenario.projects, *scenario.establishments)


def collect_draws(scenario: Scenario, region: Region, *, futures: Futures, outcomes: Iterable[Outcome]) -> Drawn:
    """Put outcomes together in order of their numbers, however they came.

    Raises
    ------
    ValueError
        If there is none.
    """
    found = sorted(outcomes, key=lambda one: one.number)
    if not found:
        raise ValueError("no draw to put together")
    columns = {name: np.stack([getattr(one, name) for one in found]) for name in Outcome._fields[1:]}
    return Drawn(
        scenario=scenario,
        seed=futures.seed,
        years=scenario.horizon.years,
        indicators=told_indicators(scenario),
        goals=tuple(goal.id for goal in judged_goals(scenario, region)),
        entries=tuple(one.id for one in entries_of(scenario)),
        numbers=np.array([one.number for one in found]),
        **columns,
    )


def _outcome(number: int, future: Future, result: Result, *, goals: Sequence[Goal], kept: Sequence[int]) -> Outcome:
    checks = {check.id: check for check in result.goals}
    judged = [checks[goal.id] for goal in goals]
    figures = np.stack([result.indicators.values[INDICATORS[place]] for place in kept], axis=-1)
    met = [one.probability if one.probability is not None else float(one.status == "reached") for one in judged]
    entries = entries_of(future.scenario)
    return Outcome(
        number=number,
        weather=future.weather,
        figures=figures.transpose(1, 0, 2),
        met=np.array(met, dtype=float),
        stated=np.array([one.status != "not_stated" for one in judged], dtype=np.bool_),
        stands=np.array([one.probability > 0 for one in entries], dtype=np.bool_),
        opening_year=np.array([one.opening_year for one in entries], dtype=np.int64),
    )
