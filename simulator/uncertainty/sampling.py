"""Points spread over the ranges of many numbers: random, Latin hypercube or Sobol, correlated where a table says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.special import ndtri

from simulator.premises import Correlation, Range
from simulator.uncertainty.worlds import stream_of, triangular

Floats = NDArray[np.float64]
Method = Literal["random", "latin_hypercube", "sobol"]

METHODS: Final[tuple[Method, ...]] = get_args(Method)


def sample_points(
    ranges: Mapping[str, Range],
    count: int,
    *,
    seed: int,
    method: Method = "latin_hypercube",
    correlations: Sequence[Correlation] = (),
) -> Mapping[str, Floats]:
    """Spread points over the ranges of many numbers, each number triangular over its own.

    The values of a number depend on the seed, the count, its id and the numbers it moves with; with ``sobol`` also on
    which other ids there are.

    Parameters
    ----------
    ranges : mapping of str to Range
    count : int
        How many points, 1 or more; ``sobol`` fills the space evenly when it is a power of two.
    seed : int
    method : {"random", "latin_hypercube", "sobol"}
    correlations : sequence of Correlation
        Pairs outside the ranges are left out.

    Returns
    -------
    mapping of str to ndarray
        [unit of the number], shape (points,)

    Raises
    ------
    ValueError
        If there is no point, no such method, or the correlations contradict each other.

    References
    ----------
    .. [1] McKay, Beckman and Conover, *Technometrics* 21 (1979), 239-245: Latin hypercube.
    .. [2] Owen, *J. Complexity* 14 (1998), 466-489: scrambled Sobol points.

    Examples
    --------
    >>> points = sample_points({"a.b_share": Range(0.0, 0.5, 1.0)}, 4, seed=1, method="latin_hypercube")
    >>> np.floor(np.sort(triangle_share(points["a.b_share"], Range(0.0, 0.5, 1.0))) * 4)
    array([0., 1., 2., 3.])
    """
    if count < 1:
        raise ValueError(f"{count} points: one or more are wanted")
    lots = spread_lots(sorted(ranges), count, seed=seed, method=method)
    for names, wanted in _families(ranges, correlations):
        stream = np.random.Generator(stream_of(" ".join(names), seed))
        columns = induce_ranks(np.stack([lots[name] for name in names], axis=1), wanted, stream=stream)
        lots |= dict(zip(names, columns.T, strict=True))
    return {name: triangular(lots[name], one) for name, one in ranges.items()}


def spread_lots(names: Sequence[str], count: int, *, seed: int, method: Method) -> dict[str, Floats]:
    """Spread lots over 0 to 1 for every name, each pair of names independent. [share], shape (points,)

    Raises
    ------
    ValueError
        If there is no such method.
    """
    if method == "sobol":
        # scipy loads its statistics, which takes a second, when they are first named: most draws never do.
        engine = scipy.stats.qmc.Sobol(len(names), scramble=True, rng=np.random.default_rng(seed))
        points = engine.random_base2((count - 1).bit_length())[:count] if names else np.empty((count, 0))
        return dict(zip(names, points.T, strict=True))
    if method not in METHODS:
        raise ValueError(f"no method {method}, only {', '.join(METHODS)}")
    streams = {name: np.random.Generator(stream_of(name, seed)) for name in names}
    lots = {name: stream.random(count) for name, stream in streams.items()}
    if method == "random":
        return lots
    return {name: (streams[name].permutation(count) + lots[name]) / count for name in names}


def induce_ranks(lots: Floats, wanted: Floats, *, stream: np.random.Generator) -> Floats:
    """Put each column of lots into another order, so that their ranks correlate as wanted; no value is changed.

    Parameters
    ----------
    lots : ndarray
        [share], shape (points, names)
    wanted : ndarray
        Rank correlations. shape (names, names)
    stream : Generator
        Of random numbers.

    Returns
    -------
    ndarray
        The same values in each column. shape (points, names)

    Raises
    ------
    ValueError
        If the correlations contradict each other: no set of numbers can have them all.

    References
    ----------
    .. [1] Iman and Conover, *Communications in Statistics B* 11 (1982), 311-334.
    """
    count, width = lots.shape
    if np.linalg.eigvalsh(wanted).min() <= 0:
        raise ValueError("the correlations contradict each other")
    if count <= width:  # too few points to tell a correlation
        return lots
    scores = ndtri(np.arange(1, count + 1) / (count + 1))
    scattered = np.stack([stream.permutation(scores) for _ in range(width)], axis=1)
    own = np.linalg.cholesky(np.corrcoef(scattered, rowvar=False))
    # Scores correlate a little more than their ranks: of normal scores, r = 2 sin(pi rank / 6).
    mixed = scattered @ np.linalg.inv(own).T @ np.linalg.cholesky(2 * np.sin(np.pi * wanted / 6)).T
    places = np.argsort(np.argsort(mixed, axis=0, kind="stable"), axis=0)
    return np.take_along_axis(np.sort(lots, axis=0), places, axis=0)


def triangle_share(values: Floats, between: Range) -> Floats:
    """Return which part of a triangle over low, central and high lies below values: the way back of `triangular`.

    Examples
    --------
    >>> triangle_share(np.array([0.0, 0.5, 1.0, 1.6]), Range(0.0, 1.0, 2.0))
    array([0.   , 0.125, 0.5  , 0.92 ])
    """
    low, central, high = between
    above, below = values - low, high - values
    rising = _part(above, high - low) * _part(above, central - low)
    falling = 1 - _part(below, high - low) * _part(below, high - central)
    return np.where(values < central, rising, falling)


def _part(lengths: Floats, whole: float) -> Floats:
    """Return which part of a whole some lengths are, none longer than it; of nothing, none. [share]"""
    return np.clip(lengths, 0.0, whole) / max(whole, np.finfo(float).tiny)


def _families(
    ranges: Mapping[str, Range], correlations: Sequence[Correlation]
) -> Iterator[tuple[tuple[str, ...], Floats]]:
    """Yield the names that hang together, and the correlations among them; a pair that is not named has none."""
    pairs = [pair for pair in correlations if pair.one in ranges and pair.other in ranges]
    families: list[set[str]] = []
    for pair in pairs:
        joined = {pair.one, pair.other}.union(*(one for one in families if one & {pair.one, pair.other}))
        families = [one for one in families if not one & joined] + [joined]
    for family in families:
        names = tuple(sorted(family))
        wanted = np.eye(len(names))
        for pair in (one for one in pairs if one.one in family):
            one, other = names.index(pair.one), names.index(pair.other)
            wanted[one, other] = wanted[other, one] = pair.rank_correlation
        yield names, wanted
