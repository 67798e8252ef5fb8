"""Formula: a shape in time scaled to a mean without ever passing its cap."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

NEWTON_STEPS: Final = 100
RELATIVE_GAP: Final = 1e-12


def capped_profile(
    shape: NDArray[np.float64],
    mean_share: float,
    *,
    normal: NDArray[np.float64] | None = None,
    ceiling: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Scale a shape so that its mean is as wished and no hour exceeds 1, or a ceiling below it.

    Parameters
    ----------
    shape : ndarray
        Weather or load around any level, not negative. shape (..., hours)
    mean_share : float
        Wished mean, per unit of capacity. [0–1]
    normal : ndarray, optional
        The shape over all weather years, where ``shape`` holds only some of them: the mean is that of all, so that dry
        years stay dry.
    ceiling : ndarray, optional
        Part of the capacity that is available, hour by hour; all of it if left out. [0–1], shape (hours,)

    Returns
    -------
    ndarray
        ``ceiling × min(1, c × shape)``; the mean is concave and piecewise linear in the factor c, so Newton's steps
        from below end exactly. [per unit of capacity], same shape

    Raises
    ------
    ValueError
        If the mean cannot be reached: above 1, or more hours without anything than the mean allows.

    Notes
    -----
    Scaling alone would pass nameplate in windy or wet hours; scaling and then cutting would lose energy. The factor
    takes back in the other hours what the cap cuts.

    Examples
    --------
    >>> capped_profile(np.array([0.0, 0.5, 1.0, 1.5]), 0.6).round(6)
    array([0.      , 0.466667, 0.933333, 1.      ])
    """
    factor = capping_factor(shape if normal is None else normal, mean_share, ceiling)
    capped = np.asarray(np.minimum(factor * shape, 1))
    return capped if ceiling is None else np.asarray(capped * ceiling)


def capping_factor(shape: NDArray[np.float64], mean_share: float, ceiling: NDArray[np.float64] | None = None) -> float:
    """Return the factor c for which the mean of ``ceiling × min(1, c × shape)`` is as wished.

    Raises
    ------
    ValueError
        If the mean cannot be reached: above 1, or more hours without anything than the mean allows.
    """
    if not 0 <= mean_share <= 1:
        raise ValueError(f"mean {mean_share:g} is not a share of capacity")
    if mean_share == 0:
        return 0.0
    weight = np.ones(shape.shape[-1:]) if ceiling is None else ceiling
    weighted = shape if ceiling is None else shape * ceiling
    factor = mean_share / float(weighted.mean()) if weighted.any() else np.inf
    for _ in range(NEWTON_STEPS if np.isfinite(factor) else 0):
        capped = factor * shape >= 1
        free_mean = float(np.where(capped, 0.0, weighted).mean())
        gap = mean_share - float(_share_of(capped, weight)) - factor * free_mean
        if gap <= mean_share * RELATIVE_GAP:
            return factor
        if free_mean == 0:
            break
        factor += gap / free_mean
    raise ValueError(f"mean {mean_share:g} cannot be reached with this shape")


def _share_of(chosen: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    """Return the mean of a weight over all hours, counted where something is chosen."""
    return float((chosen.reshape(-1, chosen.shape[-1]).mean(axis=0) * weight).mean())
