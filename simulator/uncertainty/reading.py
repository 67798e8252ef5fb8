"""What many draws say: bands, chances, and which part of the variance is weather, projects or assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.uncertainty.drawing import Drawn
from simulator.uncertainty.futures import PAIR

Floats = NDArray[np.float64]

PERCENTILES: Final = (5, 25, 50, 75, 95)
PSEUDO: Final = 2  # one success and one failure that nobody saw


def bands(drawn: Drawn, indicator: str) -> Floats:
    """Return percentiles of one indicator over all draws and their weather, year by year.

    Returns
    -------
    ndarray
        One row for each of `PERCENTILES`. [unit of the indicator], shape (percentiles, years)
    """
    values = drawn.figures[..., drawn.indicators.index(indicator)]
    return np.asarray(np.percentile(values, PERCENTILES, axis=(0, 1)))


class Variance(NamedTuple):
    """Variance of one figure, and its parts, which add up to it. [unit squared]

    A part that is nothing can be estimated a little below zero.
    """

    whole: float
    weather: float
    projects: float
    assumptions: float


def split_variance(values: Floats) -> Variance:
    """Split the variance of a figure by the law of total variance.

    Parameters
    ----------
    values : ndarray
        Draws in order from an even number on, an even count of them. [any unit], shape (draws, weather)

    Returns
    -------
    Variance
        ``weather``: the mean over worlds of the variance over weather. ``projects``: the variance, over the fates of
        all entries, of the mean over everything else. ``assumptions``: what numbers do when fates are known, alone and
        together with them.

    Raises
    ------
    ValueError
        If draws do not come in pairs, or meet a single weather year each.

    Notes
    -----
    Var(Y) = E[Var(Y | fate, numbers)] + Var(E[Y | fate]) + E[Var(E[Y | fate, numbers] | fate)]. Draws 2n and 2n + 1
    share their fate alone, so their covariance is the second term; half the mean square of what parts them is the third
    and the weather left in a mean over few weather years.

    References
    ----------
    .. [1] Sobol', *Mathematics and Computers in Simulation* 55 (2001), 271-280: a group's first-order part as the
       covariance of two runs that share the group.

    Examples
    --------
    >>> fate, number = np.repeat([0.0, 10.0], 4), np.tile([-1.0, 1.0], 4)
    >>> parts = split_variance((fate + number)[:, None] + np.array([-2.0, 2.0]))
    >>> abs(parts.whole - parts.weather - parts.projects - parts.assumptions) < 1e-9, parts.weather
    (True, 8.0)
    """
    draws, weather = values.shape
    if draws % PAIR or draws < 2 * PAIR or weather < 2:
        raise ValueError(f"{draws} draws of {weather} weather years: pairs of draws and two weather years are wanted")
    means = values.mean(axis=1)
    within = float(values.var(axis=1, ddof=1).mean())
    between = float(means.var(ddof=1))
    apart = float(np.square(means[::PAIR] - means[1::PAIR]).mean() / 2)
    left = within / weather
    return Variance(between - left + within, within, between - apart, apart - left)


class GoalChance(NamedTuple):
    """How likely a goal is met over draws that say something about it, and how far chance may move that. [share]"""

    goal: str
    chance_share: float
    error_share: float
    stated_share: float


def goal_chances(drawn: Drawn) -> tuple[GoalChance, ...]:
    """Return how likely each goal is met, in order; goals about which no draw says anything are left out.

    The error is one standard error; draws that share the fate of entries count as one. What was always or never seen
    is not certain: the error is never below that of a chance of which nothing is known but so many draws alike.
    """
    found = []
    for place, goal in enumerate(drawn.goals):
        stated = drawn.stated[:, place]
        if stated.any():
            met = drawn.met[stated, place]
            found.append(GoalChance(goal, float(met.mean()), _error(met), float(stated.mean())))
    return tuple(found)


def _error(met: Floats) -> float:
    """Return the standard error, at least about that of a uniform prior after as many pairs that were all alike.

    Examples
    --------
    >>> _error(np.zeros(16)), _error(np.tile([1.0, 0.0], 8))
    (0.1, 0.1)
    """
    pairs = met[: len(met) // PAIR * PAIR].reshape(-1, PAIR).mean(axis=1)
    least = 1 / (len(pairs) + PSEUDO)
    return max(least, float(pairs.std(ddof=1) / np.sqrt(len(pairs)))) if len(pairs) > 1 else 1.0


class Regret(NamedTuple):
    """How much worse each scenario is than the best one in the same world.

    Parameters
    ----------
    scenarios : tuple of str
    regrets : ndarray
        0 or more. [unit of the figure], shape (scenarios, draws)
    """

    scenarios: tuple[str, ...]
    regrets: Floats

    @property
    def most(self) -> Floats:
        """The worst of each scenario. shape (scenarios,)"""
        return np.asarray(self.regrets.max(axis=1))

    def below(self, share: float) -> Floats:
        """Return what the regret of each scenario stays below in a share of the worlds. shape (scenarios,)"""
        return np.asarray(np.quantile(self.regrets, share, axis=1))

    @property
    def best_share(self) -> Floats:
        """In which part of the worlds each scenario is best, or as good as the best. [share], shape (scenarios,)"""
        return np.asarray((self.regrets == 0).mean(axis=1))


def measure_regret(scenarios: Sequence[str], values: Floats, *, better: Literal["more", "less"]) -> Regret:
    """Hold scenarios against each other in the same worlds.

    Parameters
    ----------
    scenarios : sequence of str
    values : ndarray
        [unit of the figure], shape (scenarios, draws)
    better : {"more", "less"}

    Returns
    -------
    Regret

    References
    ----------
    .. [1] Savage, *J. American Statistical Association* 46 (1951), 55-67.

    Examples
    --------
    >>> measure_regret(("a", "b"), np.array([[3.0, 1.0], [2.0, 5.0]]), better="more").regrets
    array([[0., 4.],
           [1., 0.]])
    """
    gain = values if better == "more" else -values
    return Regret(tuple(scenarios), gain.max(axis=0) - gain)


def shared_figures(draws: Sequence[Drawn], indicator: str, year: int) -> Floats:
    """Return one indicator of several scenarios in the same worlds, mean over the weather of each.

    Returns
    -------
    ndarray
        [unit of the indicator], shape (scenarios, draws)

    Raises
    ------
    ValueError
        If the scenarios were not drawn in the same worlds.
    """
    first = draws[0]
    for other in draws[1:]:
        same = np.array_equal(other.numbers, first.numbers) and np.array_equal(other.weather, first.weather)
        same = same and other.seed == first.seed and other.scenario.weather == first.scenario.weather
        if not same:
            raise ValueError(f"{other.scenario.id} was not drawn in the worlds of {first.scenario.id}")
    return np.stack([one.of(indicator, year).mean(axis=1) for one in draws])
