"""Series that remember: each value follows from those before it and from what drives it now."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_banded


def remember(drive: NDArray[np.float64], *weights: float) -> NDArray[np.float64]:
    """Add to every value what remains of those before it: y[t] = drive[t] + weights[0] y[t-1] + weights[1] y[t-2] + …

    Parameters
    ----------
    drive : ndarray
        What comes in each step; before the first there was nothing. Shape (..., time)
    *weights : float
        What remains after one step, after two, and so on. [1]

    Returns
    -------
    ndarray
        Shape (..., time)

    Notes
    -----
    This is a banded system of equations, solved as one. ``scipy.signal.lfilter`` gives the same, but importing
    ``scipy.signal`` takes longer, and more memory, than everything else that the simulator imports.

    Examples
    --------
    >>> remember(np.array([1.0, 0.0, 0.0]), 0.5)
    array([1.  , 0.5 , 0.25])
    """
    steps = drive.shape[-1]
    bands = np.ones((len(weights) + 1, steps))
    for back, weight in enumerate(weights, start=1):
        bands[back] = -weight
    flat = drive.reshape(-1, steps).T
    return np.ascontiguousarray(solve_banded((len(weights), 0), bands, flat).T).reshape(drive.shape)
