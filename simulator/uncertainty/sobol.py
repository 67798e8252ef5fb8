"""Shares of the variance by Sobol', several numbers drawn together; SALib loads slow libraries, so it is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as design

from simulator.premises import Assumptions
from simulator.uncertainty.shares import Figures, Shares, with_known
from simulator.uncertainty.worlds import triangular

Floats = NDArray[np.float64]


def share_of_ranges(
    figures: Figures, assumptions: Assumptions, names: Sequence[str], *, count: int, seed: int
) -> Shares:
    """Return the shares of variance when some numbers are drawn, each triangular over its range, the rest central."""
    ranges = [assumptions.ranges[name] for name in names]

    def evaluate(lots: Floats) -> Floats:
        values = np.stack([triangular(lots[:, place], one) for place, one in enumerate(ranges)], axis=1)
        return np.stack([figures(with_known(assumptions, dict(zip(names, row, strict=True)))) for row in values])

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
