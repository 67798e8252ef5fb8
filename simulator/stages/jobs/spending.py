"""What an investment buys, line by line, and how much of it in the region."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.premises import CostLine

Floats = NDArray[np.float64]


def line_costs(lines: Sequence[CostLine], invested_mnok: float) -> tuple[Floats, Floats]:
    """Split an investment into its lines, and each line into what is bought in the region.

    Parameters
    ----------
    lines : sequence of CostLine
        Lines of one kind; their shares sum to 1.
    invested_mnok : float
        The whole investment. [MNOK]

    Returns
    -------
    tuple of ndarray
        Cost of each line, shape (lines,), and its local part, low, central and high, shape (3, lines). [MNOK]

    Examples
    --------
    >>> local = {"local_low": 0, "local_central": 0.5, "local_high": 1}
    >>> roads = CostLine(kind="wind", line="roads", sector="CON", share=0.5, **local)
    >>> cost, local = line_costs([roads], 100.0)
    >>> cost.tolist(), local.ravel().tolist()
    ([50.0], [0.0, 25.0, 50.0])
    """
    cost = invested_mnok * np.array([line.share for line in lines])
    local = np.array([[line.local_low, line.local_central, line.local_high] for line in lines]).reshape(len(lines), 3)
    return cost, cost * local.T
