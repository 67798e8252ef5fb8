"""What may explain why futures fail: numbers of the book and fates of entries, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.uncertainty.boxes import Box, choose_box, peel
from simulator.uncertainty.drawing import Drawn
from simulator.uncertainty.futures import Futures

Floats = NDArray[np.float64]
STANDS, OPENS = "stands:", "opens:"
HALF: Final = 0.5


class Found(NamedTuple):
    """What tells the futures that miss a goal, or those that reach it, from the others.

    ``outcome`` is the rarer of the two, which the box is about; without a box, the one that all futures have.
    """

    outcome: Literal["missed", "reached"]
    box: Box | None


def explain_goal(drawn: Drawn, futures: Futures, goal: str, names: Sequence[str]) -> Found:
    """Find what was true in most of the futures that miss a goal; in those that reach it, if they are fewer.

    Parameters
    ----------
    drawn : Drawn
        Judges the goal.
    futures : Futures
        That it was drawn in.
    goal : str
    names : sequence of str
        Numbers of the book that may explain it; fates of entries always may.
    """
    missed = drawn.met[:, drawn.goals.index(goal)] < HALF
    if missed.all() or not missed.any():
        return Found("missed" if missed.all() else "reached", None)
    rarer = missed if missed.mean() <= HALF else ~missed
    points = explaining_points(drawn, futures, names)
    return Found("missed" if rarer is missed else "reached", choose_box(peel(points, rarer), points, rarer))


def explaining_points(drawn: Drawn, futures: Futures, names: Sequence[str]) -> Mapping[str, Floats]:
    """Return the numbers named and the fate of every entry in each draw; what never differs is left out.

    Parameters
    ----------
    drawn : Drawn
    futures : Futures
        That it was drawn in.
    names : sequence of str
        Numbers of the book; what the scenario overrides never differs.

    Returns
    -------
    mapping of str to ndarray
        ``stands:<entry>`` is 0 or 1; ``opens:<entry>`` is its first year, one after all others where it never comes.
        shape (draws,)
    """
    own = dict(drawn.scenario.overrides)
    columns = {name: futures.points[name][drawn.numbers] for name in names if name not in own}
    never = drawn.opening_year.max(initial=0) + 1
    opens = np.where(drawn.stands, drawn.opening_year, never).astype(float)
    for place, entry in enumerate(drawn.entries):
        columns[STANDS + entry] = drawn.stands[:, place].astype(float)
        columns[OPENS + entry] = opens[:, place]
    return {name: values for name, values in columns.items() if np.ptp(values) > 0}
