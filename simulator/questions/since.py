"""What moved since a scenario was stored, and why: each group of changed numbers alone, and what they do together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import isclose
from typing import Final, NamedTuple

from simulator.premises import Assumptions, Range

TABLES: Final = "tables"
TOGETHER: Final = "together"
DIGITS: Final = 1e-11


class Step(NamedTuple):
    """One reason: its name, how much of the change it makes [unit of the figure], and the numbers behind it."""

    name: str
    change: float
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The way of one figure from the stored value to today's.

    Parameters
    ----------
    before, after : float
        [unit of the figure]
    steps : tuple of Step
        Tables and code, then each group of numbers alone, then what the groups do only together. They sum to the
        change.
    """

    before: float
    after: float
    steps: tuple[Step, ...]


def explain_change(
    before: float, stored: Mapping[str, Range], today: Assumptions, measure: Callable[[Assumptions], float]
) -> Change:
    """Take the change of a figure apart.

    Parameters
    ----------
    before : float
        As it was stored. [unit of the figure]
    stored : mapping of str to Range
        Numbers that made it.
    today : Assumptions
    measure : callable
        Gives the figure under some numbers, with today's tables and code.

    Returns
    -------
    Change

    Notes
    -----
    Numbers that are new since then cannot be taken back: what they do counts as tables and code, as does what the
    stored figure lost by being rounded.

    Examples
    --------
    >>> stored, today = {"a.x": Range(1, 1, 1), "b.y": Range(1, 1, 1)}, {"a.x": Range(2, 2, 2), "b.y": Range(3, 3, 3)}
    >>> found = explain_change(1.0, stored, Assumptions(today), lambda it: it["a.x"] * it["b.y"])
    >>> [(step.name, step.change) for step in found.steps], found.after
    ([('tables', 0.0), ('a', 1), ('b', 2), ('together', 2)], 6)
    """
    then = {name: _as_then(stored.get(name, one), one) for name, one in today.ranges.items()}
    groups = changed_groups(then, today.ranges)
    start = measure(Assumptions(then))
    alone = {group: measure(Assumptions(then | _of(today, names))) - start for group, names in groups.items()}
    after = measure(today) if groups else start
    steps = [Step(TABLES, start - before, ())]
    steps += [Step(group, change, groups[group]) for group, change in alone.items()]
    if len(groups) > 1:
        steps.append(Step(TOGETHER, after - start - sum(alone.values()), ()))
    return Change(before=before, after=after, steps=tuple(steps))


def changed_groups(then: Mapping[str, Range], today: Mapping[str, Range]) -> dict[str, tuple[str, ...]]:
    """Return the numbers that differ, by the first part of their id, in the order of the alphabet."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(name for name, one in today.items() if then[name] != one):
        group = name.split(".")[0]
        found[group] = (*found.get(group, ()), name)
    return found


def _as_then(stored: Range, today: Range) -> Range:
    """Return the stored number, or today's where they differ only by the digits that a file carries."""
    return today if all(map(partial(isclose, rel_tol=DIGITS), stored, today)) else stored


def _of(today: Assumptions, names: tuple[str, ...]) -> dict[str, Range]:
    return {name: today.ranges[name] for name in names}
