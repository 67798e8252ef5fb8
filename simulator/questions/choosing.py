"""Which of many candidates together? The best choice, exactly, on effects that add up; and what comes close to it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]
SLACK: Final = 1e-6  # what a solver of whole numbers calls equal


class Limit(NamedTuple):
    """A figure that may not fall below ``least`` or rise above ``most``. [unit of the figure]"""

    figure: str
    least: float = -math.inf
    most: float = math.inf

    def broken_by(self, value: float) -> bool:
        """Tell whether a value lies outside."""
        return not self.least - SLACK <= value <= self.most + SLACK


class Rule(NamedTuple):
    """At least so many, and at most so many, of some candidates."""

    members: tuple[str, ...]
    least: int
    most: int


class Cut(NamedTuple):
    """A choice must leave out one of ``drop`` or take in one of ``take``: what others have been found not to do."""

    drop: frozenset[str]
    take: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effects:
    """What each candidate does to each figure when it comes alone.

    Parameters
    ----------
    names : tuple of str
        Candidates.
    figures : tuple of str
    base : ndarray
        Without any candidate. shape (figures,)
    alone : ndarray
        Change by each candidate alone. shape (figures, candidates)
    worst : frozenset of str
        Figures of which the lowest candidate counts, such as hours of cuts left; all others add up.
    """

    names: tuple[str, ...]
    figures: tuple[str, ...]
    base: Floats
    alone: Floats
    worst: frozenset[str] = frozenset()

    def of(self, figure: str) -> Floats:
        """Return the change of one figure by each candidate alone. shape (candidates,)"""
        return np.asarray(self.alone[self.figures.index(figure)])

    def together(self, chosen: Sequence[str]) -> dict[str, float]:
        """Return every figure of a choice, as if nothing touched anything else. [unit of each figure]"""
        taken = np.isin(self.names, chosen)
        changes = [
            row[taken].min(initial=0.0) if figure in self.worst else row[taken].sum()
            for figure, row in zip(self.figures, self.alone, strict=True)
        ]
        return dict(zip(self.figures, (self.base + changes).tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """What is to be as large as possible, and what a choice must keep."""

    effects: Effects
    figure: str
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    cuts: tuple[Cut, ...] = ()

    def with_cut(self, cut: Cut) -> Choice:
        """Return the same question with one cut more."""
        return replace(self, cuts=(*self.cuts, cut))

    def with_limit(self, limit: Limit) -> Choice:
        """Return the same question with one limit more."""
        return replace(self, limits=(*self.limits, limit))


def choose_best(choice: Choice) -> tuple[str, ...] | None:
    """Find the candidates with which the figure is largest and everything is kept.

    Returns
    -------
    tuple of str or None
        In the order of the candidates; None if no choice keeps everything.

    Notes
    -----
    A linear program in whole numbers, solved to the optimum by HiGHS.

    Examples
    --------
    >>> effects = Effects(
    ...     names=("hall", "mill", "wind"),
    ...     figures=("jobs", "surplus"),
    ...     base=np.array([0.0, 50.0]),
    ...     alone=np.array([[30.0, 40.0, 2.0], [-80.0, -60.0, 30.0]]),
    ... )
    >>> choose_best(Choice(effects=effects, figure="jobs", limits=(Limit("surplus", least=0.0),)))
    ('mill', 'wind')
    """
    names = choice.effects.names
    if not names:
        return () if not _broken_without(choice) else None
    rows = list(_rows(choice))
    found = milp(
        -choice.effects.of(choice.figure),
        integrality=np.ones(len(names), dtype=int),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(*(np.array(part) for part in zip(*rows, strict=True)))] if rows else [],
        options={"mip_rel_gap": 0.0},
    )
    return tuple(name for name, taken in zip(names, found.x, strict=True) if taken > 0.5) if found.success else None


def _broken_without(choice: Choice) -> bool:
    """Tell whether a limit is broken by what is there already; rules and cuts cannot be kept by nobody."""
    there = choice.effects.together(())
    return bool(choice.cuts or any(rule.least > 0 for rule in choice.rules)) or any(
        limit.broken_by(there[limit.figure]) for limit in choice.limits
    )


def _rows(choice: Choice) -> Iterator[tuple[Floats, float, float]]:
    """Yield what limits, rules and cuts say about a choice: coefficients, least and most. shape (candidates,)"""
    effects = choice.effects
    for limit in choice.limits:
        base = float(effects.base[effects.figures.index(limit.figure)])
        each = effects.of(limit.figure)
        rows = np.diag(np.minimum(each, 0.0)) if limit.figure in effects.worst else each[None]
        yield from ((row, limit.least - base, limit.most - base) for row in rows)
    for rule in choice.rules:
        yield np.isin(effects.names, rule.members).astype(float), rule.least, rule.most
    for cut in choice.cuts:
        drop, take = (np.isin(effects.names, list(some)).astype(float) for some in cut)
        yield take - drop, 1.0 - drop.sum(), math.inf


def another(effects: Effects, chosen: Sequence[str]) -> Cut:
    """Return the cut that leaves out one choice and no other."""
    return Cut(frozenset(chosen), frozenset(effects.names) - frozenset(chosen))


def better(effects: Effects, chosen: Sequence[str], broken: Limit, value: float) -> Cut:
    """Return the cut after a choice was found to break a limit: something must change that can mend it.

    A candidate that alone moves the figure the right way cannot break it by coming, nor mend it by going; one that
    moves it the wrong way cannot mend it by coming. Choices without any other change break the limit, too.
    """
    way = 1.0 if value < broken.least else -1.0
    helps = dict(zip(effects.names, way * effects.of(broken.figure), strict=True))
    return Cut(
        drop=frozenset(name for name in chosen if helps[name] <= 0),
        take=frozenset(name for name in effects.names if name not in chosen and helps[name] >= 0),
    )


def front(choice: Choice, against: str, points: int) -> tuple[tuple[str, ...], ...]:
    """Find choices of which none has more of both figures: the first has most of one, the last most of the other.

    Parameters
    ----------
    choice : Choice
    against : str
        The other figure of which more is better.
    points : int
        At most so many steps of the other figure are looked at.

    Returns
    -------
    tuple of tuple of str
        Falling in the figure of the choice, rising in the other.
    """
    first, last = _first_then(choice, against), _first_then(replace(choice, figure=against), choice.figure)
    if first is None or last is None:
        return ()
    end = choice.effects.together(last)[against]
    found, now = [first], choice.effects.together(first)[against]
    step = max((end - now) / max(points - 1, 1), 10 * SLACK)
    while now < end - step / 2:
        following = _first_then(choice.with_limit(Limit(against, least=min(now + step, end))), against)
        if following is None:
            break
        found.append(following)
        now = choice.effects.together(following)[against]
    return tuple(found)


def _first_then(choice: Choice, then: str) -> tuple[str, ...] | None:
    """Find the most of the figure, and of those choices the one with most of another."""
    found = choose_best(choice)
    if found is None:
        return None
    most = choice.effects.together(found)[choice.figure]
    kept = replace(choice.with_limit(Limit(choice.figure, least=most - SLACK)), figure=then)
    return choose_best(kept) or found
