"""Jobs filled in order, each way up to its cap; what is left stays unfilled."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions

Floats = NDArray[np.float64]
ORDER: Final = ("unemployed", "inactive", "returning_commuter", "in_commuter", "in_migrant")
WAYS: Final = (*ORDER, "displaced")


class Pools(NamedTuple):
    """What each way can give at most in one year. [persons], shape (cases, weather) or broadcastable

    ``failure_share`` is the part of jobs that finds nobody in any case; ``in_commuter_share`` a part of jobs offered.
    ``displaced`` is asked of other local firms before anybody else. [share], [persons]
    """

    failure_share: Floats
    displaced: Floats
    unemployed: Floats
    inactive: Floats
    returning_commuter: Floats
    in_commuter_share: Floats
    in_migrant: Floats


def fill_jobs(offered: Floats, pools: Pools) -> dict[str, Floats]:
    """Fill jobs in order: residents without work, those who return, commuters, people who move in.

    Parameters
    ----------
    offered : ndarray
        Jobs of one year. [persons], shape (cases, weather)
    pools : Pools
        Caps. [persons]

    Returns
    -------
    dict of str to ndarray
        The six ways and ``unfilled``; together the jobs offered. [persons], same shape

    Notes
    -----
    People taken from other local firms are set aside first: an employer does not ask whether somebody is at work
    already. They never pass the jobs that can be filled at all.

    Examples
    --------
    >>> caps = Pools(*(np.array([[value]]) for value in (0.1, 5.0, 10.0, 10.0, 0.0, 0.2, 20.0)))
    >>> {way: float(one[0, 0]) for way, one in fill_jobs(np.array([[100.0]]), caps).items()}
    {'displaced': 5.0, 'unemployed': 10.0, 'inactive': 10.0, 'returning_commuter': 0.0, 'in_commuter': 20.0, \
'in_migrant': 20.0, 'unfilled': 35.0}
    """
    fillable = offered * (1 - pools.failure_share)
    ways = {"displaced": np.minimum(pools.displaced, fillable)}
    left = fillable - ways["displaced"]
    caps = pools._asdict() | {"in_commuter": pools.in_commuter_share * offered}
    for way in ORDER:
        ways[way] = np.minimum(left, caps[way])
        left = left - ways[way]
    return ways | {"unfilled": offered - sum(ways.values())}


def steady_pools(assumptions: Assumptions) -> Pools:
    """Return the caps that are the same every year; displaced and in-migrants are still nobody.

    Parameters
    ----------
    assumptions : Assumptions
        Uses ``labour.recruiting_failure_share``, ``.reserve_persons``, ``.unemployed_persons``,
        ``.returning_commuters_persons`` and ``.in_commuter_share``.

    Returns
    -------
    Pools
        shape (cases, 1). In the low case fewer employed live here: it takes the low reserve, and the high values of
        what brings no new employed resident (failure to recruit, commuters in, out-commuters who return).
    """

    def low_to_high(name: str) -> Floats:
        return np.asarray(assumptions.cases(name)[:, None])

    reserve = low_to_high("labour.reserve_persons")
    unemployed = np.minimum(low_to_high("labour.unemployed_persons"), reserve)
    return Pools(
        failure_share=low_to_high("labour.recruiting_failure_share")[::-1],
        displaced=np.zeros_like(reserve),
        unemployed=unemployed,
        inactive=reserve - unemployed,
        returning_commuter=low_to_high("labour.returning_commuters_persons")[::-1],
        in_commuter_share=low_to_high("labour.in_commuter_share")[::-1],
        in_migrant=np.zeros_like(reserve),
    )
