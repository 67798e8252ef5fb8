"""Scenario discovery: what was true in most of the futures that fail, found by peeling (PRIM)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PEEL_SHARE: Final = 0.05
LEAST_SHARE: Final = 0.05
LIKELY_CHANCE: Final = 0.05
MOST_LIMITS: Final = 3


class Limit(NamedTuple):
    """One thing that is true in a box: a number is at least ``low``, or at most ``high``; the other is None.

    ``chance_share`` is how likely the limit adds so much density by chance alone; 1 where that is not known.
    """

    name: str
    low: float | None
    high: float | None
    chance_share: float = 1.0


class Box(NamedTuple):
    """Some limits, and how well they tell the futures that fail.

    Parameters
    ----------
    limits : tuple of Limit
    coverage_share : float
        Part of all failing futures that lies inside.
    density_share : float
        Part of all futures inside that fails.
    mass_share : float
        Part of all futures inside.
    """

    limits: tuple[Limit, ...]
    coverage_share: float
    density_share: float
    mass_share: float


def peel(points: Mapping[str, Floats], failing: Bools) -> tuple[Box, ...]:
    """Peel a box around the futures that fail, a thin slice at a time.

    Parameters
    ----------
    points : mapping of str to ndarray
        What may explain them; 0 and 1 for what is true or not. shape (futures,)
    failing : ndarray
        shape (futures,)

    Returns
    -------
    tuple of Box
        The trajectory: first everything, then one box after each slice, ever denser and covering ever less.

    Raises
    ------
    ValueError
        If no future fails, or every one does: there is nothing to tell apart.

    Notes
    -----
    Of all slices of `PEEL_SHARE` at either end of any number, or of one value where many share it, the one goes whose
    loss raises density most per future lost. It ends at `LEAST_SHARE` of the futures, or when nothing raises density.

    References
    ----------
    .. [1] Friedman and Fisher, *Statistics and Computing* 9 (1999), 123-143.
    .. [2] Bryant and Lempert, *Technological Forecasting and Social Change* 77 (2010), 34-49: coverage, density.
    """
    if not failing.any() or failing.all():
        raise ValueError("no future fails, or every one does: there is nothing to tell apart")
    inside = np.ones(len(failing), dtype=bool)
    trajectory = [_box(points, failing, inside)]
    while (smaller := _best_slice(points, failing, inside)) is not None:
        inside = smaller
        trajectory.append(_box(points, failing, inside))
    return tuple(trajectory)


def choose_box(trajectory: Sequence[Box], points: Mapping[str, Floats], failing: Bools) -> Box:
    """Choose the box that tells failing futures best with few limits, and drop limits that chance explains.

    Parameters
    ----------
    trajectory : sequence of Box
    points, failing
        As peeled.

    Returns
    -------
    Box
        Of all boxes of the trajectory cut down to their `MOST_LIMITS` strongest limits, the one whose harmonic mean of
        coverage and density is greatest.
    """
    few = [_strongest(box, points, failing) for box in trajectory[1:]] or [trajectory[0]]
    return max(few, key=_harmonic)


def within(limits: Sequence[Limit], points: Mapping[str, Floats]) -> Bools:
    """Tell which futures lie within all limits. shape (futures,)"""
    inside = np.ones(len(next(iter(points.values()))), dtype=bool)
    for name, low, high, _ in limits:
        inside &= (points[name] >= (-np.inf if low is None else low)) & (
            points[name] <= (np.inf if high is None else high)
        )
    return inside


def _best_slice(points: Mapping[str, Floats], failing: Bools, inside: Bools) -> Bools | None:
    """Return what is left when the best slice has gone; None if none raises density or too little would be left."""
    least, density = LEAST_SHARE * len(failing), failing[inside].mean()
    best, best_gain = None, 0.0
    for values in points.values():
        for kept in _slices(values, inside):
            left = int(kept.sum())
            if left < least:
                continue
            gain = (failing[kept].mean() - density) / (inside.sum() - left)
            if gain > best_gain:
                best, best_gain = kept, gain
    return best


def _slices(values: Floats, inside: Bools) -> Iterator[Bools]:
    """Yield what is left after a slice at the low end, and at the high end; one value at least goes."""
    found = values[inside]
    low, high = np.quantile(found, [PEEL_SHARE, 1 - PEEL_SHARE])
    if found.min() == found.max():
        return
    yield inside & (values >= low if low > found.min() else values > low)
    yield inside & (values <= high if high < found.max() else values < high)


def _box(points: Mapping[str, Floats], failing: Bools, inside: Bools) -> Box:
    """Describe what lies inside; a limit is where the box ends before the points do."""
    limits = []
    for name, values in points.items():
        low, high = values[inside].min(), values[inside].max()
        limits += [Limit(name, float(low), None)] if low > values.min() else []
        limits += [Limit(name, None, float(high))] if high < values.max() else []
    return _measured(tuple(limits), failing, inside)


def _measured(limits: tuple[Limit, ...], failing: Bools, inside: Bools) -> Box:
    cases = failing[inside].sum()
    return Box(limits, float(cases / failing.sum()), float(cases / max(inside.sum(), 1)), float(inside.mean()))


def _strongest(box: Box, points: Mapping[str, Floats], failing: Bools) -> Box:
    """Drop the weakest limit, again and again, until few are left and chance explains none of them."""
    limits = list(box.limits)
    held = np.array([within([one], points) for one in limits]).reshape(len(limits), len(failing))
    while limits:
        chances = _by_chance(held, failing)
        weakest = int(chances.argmax())
        if len(limits) <= MOST_LIMITS and chances[weakest] <= LIKELY_CHANCE:
            weighed = tuple(
                one._replace(chance_share=float(one_in)) for one, one_in in zip(limits, chances, strict=True)
            )
            return _measured(weighed, failing, np.asarray(held.all(axis=0)))
        del limits[weakest]
        held = np.delete(held, weakest, axis=0)
    return _measured((), failing, np.ones(len(failing), dtype=bool))


def _by_chance(held: Bools, failing: Bools) -> Floats:
    """Return how likely as many failing futures lie inside, were a limit no better than a slice at random [2]_.

    Parameters
    ----------
    held : ndarray
        Which futures lie within each limit. shape (limits, futures)
    failing : ndarray
        shape (futures,)

    Returns
    -------
    ndarray
        [share], shape (limits,)
    """
    broken = (~held).sum(axis=0)
    inside, without = broken == 0, broken - ~held == 0
    density = (without & failing).sum(axis=1) / without.sum(axis=1)
    return np.asarray(bdtrc(failing[inside].sum() - 1, inside.sum(), density))


def _harmonic(box: Box) -> float:
    both = box.coverage_share + box.density_share
    return 2 * box.coverage_share * box.density_share / both if both else 0.0
