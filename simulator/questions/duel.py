"""Question: two sources give two values; does the conclusion hang on which is true?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from simulator.premises import Contested, Scenario
from simulator.records import Result

Evaluate = Callable[[Scenario], Result]

SIGNS: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
CARRIED: Final = "grid_carries"
LEFT, SHORT = "left", "short"
FIRM, SELDOM, OFTEN = "never_cut", "seldom_cut", "often_cut"


class Verdict(NamedTuple):
    """One conclusion: what it is about, what is concluded, and the figure behind it. [unit of the figure]

    ``subject`` is a surplus of `SIGNS`, `CARRIED`, or the id of a goal; ``said`` is `LEFT` or `SHORT`, how often the
    grid cuts somebody, or the status of the goal.
    """

    subject: str
    said: str
    figure: float | None


class Flip(NamedTuple):
    """A conclusion that differs between the two values of a contested number."""

    subject: str
    with_one: str
    with_other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """One contested number at both values.

    Parameters
    ----------
    contested : Contested
    flips : tuple of Flip
        The conclusions that differ; none if it does not matter which source is right.
    moved : tuple of str
        Subjects whose figure moves although the conclusion stands.
    """

    contested: Contested
    flips: tuple[Flip, ...]
    moved: tuple[str, ...]


def verdicts_of(result: Result, year: int) -> tuple[Verdict, ...]:
    """Return every conclusion of one scenario: what is left in a year, whether the grid carries it, every goal.

    Parameters
    ----------
    result : Result
        Of the whole horizon: labour, income and goals of a year rest on the years before.
    year : int
        Of the surpluses and the grid.

    Returns
    -------
    tuple of Verdict
        Surpluses are means over weather years [GWh]; the grid is judged by the hours in which an establishment is cut,
        mean over weather years, the worst establishment counting, or anybody else goes without [hours].
    """
    surpluses = {name: float(result.indicators.at(name, year).mean()) for name in SIGNS}
    energy = [Verdict(name, LEFT if gwh >= 0 else SHORT, gwh) for name, gwh in surpluses.items()]
    goals = [Verdict(goal.id, goal.status, goal.value) for goal in result.goals]
    return (*energy, _carried(result, year), *goals)


def _carried(result: Result, year: int) -> Verdict:
    """Say how often the grid cannot deliver: never, within what an agreement allows, or oftener."""
    general = float(result.indicators.at("general_unserved_hours", year).mean())
    cut = result.connections.establishment_cut_hours[result.ledger.years.index(year)].mean(axis=0)
    hours = max(float(cut.max(initial=0.0)), general)
    within = general == 0 and hours <= result.assumptions["connection.cut_limit_hours"]
    return Verdict(CARRIED, FIRM if hours == 0 else SELDOM if within else OFTEN, hours)


def fight_duels(scenario: Scenario, contested: Sequence[Contested], *, year: int, evaluate: Evaluate) -> Iterator[Duel]:
    """Run a scenario with both values of every contested number, one at a time, all else as it stands.

    Parameters
    ----------
    scenario : Scenario
    contested : sequence of Contested
    year : int
        In the horizon of the scenario.
    evaluate : callable
        Answers a scenario over its whole horizon; `simulate` with a recall, so that a number that no power room reads
        costs next to nothing.

    Yields
    ------
    Duel
        In the order given, each when it is known.
    """
    for one in contested:
        sides = (verdicts_of(evaluate(with_number(scenario, one.number, value)), year) for value in one.both)
        yield compare_verdicts(one, *sides)


def with_number(scenario: Scenario, number: str, value: float) -> Scenario:
    """Return a scenario that overrides one number; its own value of it, if it states one, gives way.

    Examples
    --------
    >>> with_number(Scenario(title="a", overrides=(("x.y", 1.0), ("z.y", 3.0))), "x.y", 2.0).overrides
    (('x.y', 2.0), ('z.y', 3.0))
    """
    return scenario.model_copy(update={"overrides": tuple(sorted({**dict(scenario.overrides), number: value}.items()))})


def compare_verdicts(contested: Contested, one: Sequence[Verdict], other: Sequence[Verdict]) -> Duel:
    """Tell which conclusions differ, and which figures move without changing one."""
    pairs = list(zip(one, other, strict=True))
    return Duel(
        contested=contested,
        flips=tuple(Flip(a.subject, a.said, b.said) for a, b in pairs if a.said != b.said),
        moved=tuple(a.subject for a, b in pairs if a.said == b.said and a.figure != b.figure),
    )
