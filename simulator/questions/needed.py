"""What must be built first? The least of each measure with which chosen conditions hold, all else left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from simulator.premises import Horizon, Lever, Region, Scenario
from simulator.questions.hosting import CONDITIONAL, ENERGY, FIRM, Evaluate, Floats, Margin, worst
from simulator.questions.levers import moved, standing
from simulator.records import Result

MEASURES: Final = ("projects", "shifted", "freed", "line")  # what levers move that can mend a shortage or a full line


class Terms(NamedTuple):
    """What must hold: some of `CONDITIONS` in one year, each in a share of the weather years; and what answers that."""

    year: int
    conditions: Sequence[str]
    share: float
    evaluate: Evaluate


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """The answer for one measure.

    Parameters
    ----------
    lever : str
    start, least : float or None
        Where the lever stands, and the least with which all conditions hold; None if even the most does not.
        [unit of the lever]
    left : str or None
        The condition that the most of it leaves broken, if it does.
    evaluations : int
        How many horizon years were run.
    """

    lever: str
    start: float
    least: float | None
    left: str | None
    evaluations: int


def broken_now(scenario: Scenario, terms: Terms) -> tuple[Margin, ...]:
    """Return the conditions that do not hold in the scenario as it is, the worst first."""
    found = rooms(terms.evaluate(in_year(scenario, terms.year)), terms)
    return tuple(sorted((one for one in found if one.room < 0), key=lambda one: one.room))


def least_that_mends(scenario: Scenario, lever: Lever, terms: Terms, *, region: Region) -> Mend:
    """Find how far a lever must be moved for the conditions to hold.

    Parameters
    ----------
    scenario : Scenario
        In which some condition is broken; one in which none is needs nothing.
    lever : Lever
        That more of does not make any condition worse; new entries stand from the year of the terms at the latest.
    terms : Terms
        Hours of cuts are those of the establishment that is cut most; see `largest_that_fits`.
    region : Region

    Returns
    -------
    Mend
        To a step of the lever: a step less breaks a condition.

    Notes
    -----
    The most of it is tried first; if that mends, the least is found by halving.
    """
    ready = lever.model_copy(update={"start_year": min(lever.start_year, terms.year)})
    start, tries = standing(lever, scenario, region), 0

    def tried(value: float) -> Margin:
        nonlocal tries
        tries += 1
        after = moved(ready, scenario, value, region=region, title=lever.id)
        return worst(rooms(terms.evaluate(in_year(after, terms.year)), terms))

    most = tried(max(lever.high, start))
    if most.room < 0:
        return Mend(lever=lever.id, start=start, least=None, left=most.condition, evaluations=tries)
    low, high = start, max(lever.high, start)
    while high - low > lever.step * (1 + 1e-9):
        middle = lever.settled((low + high) / 2)
        if not low < middle < high:
            break
        low, high = (middle, high) if tried(middle).room < 0 else (low, middle)
    return Mend(lever=lever.id, start=start, least=high, left=None, evaluations=tries)


def mends_for_each(
    scenario: Scenario, levers: Sequence[Lever], terms: Terms, *, region: Region
) -> tuple[tuple[Margin, tuple[Mend, ...]], ...]:
    """Return for each condition that is broken, the worst first, what would mend that condition by itself."""
    found = []
    for margin in broken_now(scenario, terms):
        alone = terms._replace(conditions=(margin.condition,))
        mends = [least_that_mends(scenario, lever, alone, region=region) for lever in levers]
        found.append((margin, tuple(mends)))
    return tuple(found)


def in_year(scenario: Scenario, year: int) -> Scenario:
    """Return one year of a scenario."""
    return scenario.model_copy(update={"horizon": Horizon(first_year=year, last_year=year)})


def rooms(result: Result, terms: Terms) -> tuple[Margin, ...]:
    """Return how much room each condition leaves in the last year, in the part of weather years in which it must."""
    return tuple(Margin(name, float(np.quantile(_room(result, name), 1 - terms.share))) for name in terms.conditions)


def _room(result: Result, name: str) -> Floats:
    """Return the room of one condition in the last year: energy left, or hours of cuts left. shape (weather,)"""
    if name in ENERGY:
        return np.asarray(result.indicators.values[name][-1])
    limits = {FIRM: 0.0, CONDITIONAL: result.assumptions["connection.cut_limit_hours"]}
    cut = result.connections.establishment_cut_hours[-1].max(axis=-1, initial=0.0)
    return np.asarray(limits[name] - cut - result.ledger.general_unserved_hours[-1])
