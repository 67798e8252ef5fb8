"""What may explain why futures fail: numbers of the book and fates of entries, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.uncertainty.drawing import Drawn
from simulator.uncertainty.futures import Futures

Floats = NDArray[np.float64]
STANDS, OPENS = "stands:", "opens:"


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
