"""Which projects and establishments together? The best choice on effects that add up, tried in the whole simulation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from simulator.premises import Establishment, Horizon, Project, Region, Scenario
from simulator.questions.choosing import Choice, Effects, Limit, Rule, another, better, choose_best, front
from simulator.questions.hosting import CONDITIONAL, CONDITIONS, FIRM
from simulator.questions.needed import Terms, rooms
from simulator.records import Result
from simulator.stages.jobs.building import capital_mnok

Candidate = Project | Establishment

DECIDED: Final = ("building", "operating")
JOBS, INCOME, INVESTMENT, UNFILLED = "jobs_persons", "municipal_income_mnok", "investment_mnok", "unfilled_persons"
AIMS: Final = MappingProxyType({"jobs": JOBS, "income": INCOME})
AGAINST: Final = "surplus_gwh"
MOST: Final = (INVESTMENT, UNFILLED)  # limits on these are upper ones; on all other figures lower ones
WORK: Final = ("jobs_direct_persons", "jobs_indirect_persons", "jobs_induced_persons")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is asked.

    Parameters
    ----------
    figure : str
        To be as large as possible, one of `AIMS`.
    limits : tuple of Limit
    rules : tuple of Rule
    within_share : float
        How far below the best a choice may lie to count as near it. [share]
    checks : int
        At most so many choices are run through the whole simulation.
    points : int
        Of the front between the figure and the surplus.
    """

    figure: str = JOBS
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    within_share: float = 0.05
    checks: int = 8
    points: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A choice with its figures, once as the sum of effects and once from the whole simulation.

    ``broken`` are the figures whose limit does not hold in the whole simulation.
    """

    chosen: tuple[str, ...]
    linear: Mapping[str, float]
    full: Mapping[str, float]
    broken: tuple[str, ...]

    def gap(self, figure: str) -> float:
        """Return how much more the whole simulation gives than the sum of effects. [unit of the figure]"""
        return self.full[figure] - self.linear[figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The answer.

    Parameters
    ----------
    effects : Effects
        Of every candidate alone.
    found : tuple of Tried
        Choices that keep every limit in the whole simulation, the best first; those after it are near it.
    refused : tuple of Tried
        Choices that keep every limit as sums, but not in the whole simulation.
    front : tuple of tuple of str
        Choices of which none has more of both the figure and the surplus, as sums.
    exhausted : bool
        Whether every better or equally near choice was tried; False if the number of checks ended the search.
    """

    effects: Effects
    found: tuple[Tried, ...]
    refused: tuple[Tried, ...]
    front: tuple[tuple[str, ...], ...]
    exhausted: bool


def candidates_of(scenario: Scenario) -> tuple[Candidate, ...]:
    """Return the entries that can be chosen: all that are neither being built nor in operation."""
    return tuple(one for one in entries_of(scenario) if one.status not in DECIDED)


def entries_of(scenario: Scenario) -> tuple[Candidate, ...]:
    """Return projects, then establishments."""
    entries: tuple[Candidate, ...] = (*scenario.projects, *scenario.establishments)
    return entries


def with_chosen(scenario: Scenario, chosen: Sequence[str]) -> Scenario:
    """Return the scenario with what is decided and the chosen candidates.

    Examples
    --------
    >>> wind = Project(id="wind", kind="wind", title="W", area="os", capacity_mw=9, start_year=2030)
    >>> with_chosen(Scenario(title="a", projects=(wind,)), []).projects
    ()
    """
    kept = {
        part: tuple(one for one in getattr(scenario, part) if one.status in DECIDED or one.id in chosen)
        for part in ("projects", "establishments")
    }
    return scenario.model_copy(update=kept)


def with_taken(scenario: Scenario, taken: Sequence[Candidate]) -> Scenario:
    """Return the scenario with entries taken in from elsewhere, each in place of one of the same id.

    Examples
    --------
    >>> wind = Project(id="wind", kind="wind", title="W", area="os", capacity_mw=9, start_year=2030)
    >>> larger = wind.model_copy(update={"capacity_mw": 12.0})
    >>> [one.capacity_mw for one in with_taken(Scenario(title="a", projects=(wind,)), [larger]).projects]
    [12.0]
    """
    ids = {one.id for one in taken}
    kept = {
        part: (
            *(one for one in getattr(scenario, part) if one.id not in ids),
            *(one for one in taken if isinstance(one, kind)),
        )
        for part, kind in (("projects", Project), ("establishments", Establishment))
    }
    return scenario.model_copy(update=kept)


def find_portfolio(scenario: Scenario, aim: Aim, terms: Terms) -> Portfolio:
    """Find the candidates with which a figure is largest and every limit holds.

    Parameters
    ----------
    scenario : Scenario
        Its entries are the candidates, but for those that are decided.
    aim : Aim
    terms : Terms
        Year and share of the weather years in which the limits of power and grid must hold. What answers is given
        every year of the horizon up to it: labour and income rest on the years before.

    Returns
    -------
    Portfolio

    Notes
    -----
    The effect of a candidate is the difference between a run with it alone and one without any. Choices are tried from
    the best sum downwards. One that breaks a limit in the whole simulation takes with it all choices that differ from
    it only in ways that cannot mend it (`choosing.better`).
    """
    whole = terms._replace(conditions=CONDITIONS)
    until = scenario.model_copy(
        update={"horizon": Horizon(first_year=scenario.horizon.first_year, last_year=terms.year)}
    )

    def full(chosen: Sequence[str]) -> dict[str, float]:
        return figures_of(terms.evaluate(with_chosen(until, chosen)), whole)

    effects = measure_effects([one.id for one in candidates_of(scenario)], full)
    choice = Choice(effects=effects, figure=aim.figure, limits=aim.limits, rules=aim.rules)
    tried, choice, exhausted = _try_downwards(choice, aim, full)
    return Portfolio(
        effects=effects,
        found=tuple(sorted((one for one in tried if not one.broken), key=lambda one: -one.full[aim.figure])),
        refused=tuple(one for one in tried if one.broken),
        front=front(choice, AGAINST, aim.points),
        exhausted=exhausted,
    )


def measure_effects(names: Sequence[str], full: Callable[[Sequence[str]], Mapping[str, float]]) -> Effects:
    """Run without any candidate, then with each alone."""
    base, *alone = [np.array(list(full(chosen).values())) for chosen in ([], *([name] for name in names))]
    return Effects(
        names=tuple(names),
        figures=FIGURES,
        base=base,
        alone=np.array(alone).reshape(len(names), len(base)).T - base[:, None],
        worst=frozenset({FIRM, CONDITIONAL}),
    )


def _try_downwards(
    choice: Choice, aim: Aim, full: Callable[[Sequence[str]], Mapping[str, float]]
) -> tuple[list[Tried], Choice, bool]:
    """Try choices from the best sum downwards; return them, the question with what was learnt, and whether all were."""
    tried: list[Tried] = []
    learnt = search = choice
    floor = -np.inf
    while len(tried) < aim.checks:
        chosen = choose_best(search)
        if chosen is None or choice.effects.together(chosen)[aim.figure] < floor:
            return tried, learnt, True
        linear, found = choice.effects.together(chosen), full(chosen)
        broken = [limit for limit in aim.limits if limit.broken_by(found[limit.figure])]
        tried.append(Tried(chosen=chosen, linear=linear, full=found, broken=tuple(one.figure for one in broken)))
        for limit in broken:
            cut = better(choice.effects, chosen, limit, found[limit.figure])
            learnt, search = learnt.with_cut(cut), search.with_cut(cut)
        if not broken:
            search = search.with_cut(another(choice.effects, chosen))
            floor = max(floor, linear[aim.figure] - aim.within_share * abs(linear[aim.figure]))
    return tried, learnt, False


def figures_of(result: Result, terms: Terms) -> dict[str, float]:
    """Return every figure that can be an aim or a limit, in the last year of a result.

    Returns
    -------
    dict of str to float
        Room of power [GWh] and grid [hours] in the share of the weather years; means over weather years of local jobs
        and jobs left empty [persons] and of municipal income [MNOK]; what all projects and establishments of the
        scenario cost to build, whatever the year [MNOK].
    """

    def mean(name: str) -> float:
        return float(result.indicators.values[name][-1].mean())

    costs = [float(capital_mnok(one, result.assumptions)) for one in entries_of(result.scenario)]
    return {
        **dict(rooms(result, terms)),
        JOBS: sum(map(mean, WORK)),
        INCOME: mean(INCOME),
        INVESTMENT: sum(costs),
        UNFILLED: mean(UNFILLED),
    }


FIGURES: Final = (*CONDITIONS, JOBS, INCOME, INVESTMENT, UNFILLED)


def one_in_each(scenario: Scenario, region: Region) -> tuple[Rule, ...]:
    """Return the rules that every municipality with a candidate gets at least one."""
    places = {area.id: area.municipality for area in region.areas}
    found: dict[str, list[str]] = {}
    for one in candidates_of(scenario):
        found.setdefault(places[one.area], []).append(one.id)
    return tuple(Rule(tuple(members), 1, len(members)) for members in found.values())
