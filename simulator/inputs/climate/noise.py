"""Named streams of random numbers, and the filters that give them memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAYS_PER_YEAR, HOURS_PER_DAY, HOURS_PER_YEAR, smooth_monthly
from simulator.recursion import remember

SPIN_UP_DAYS: Final = 2 * DAYS_PER_YEAR  # the first winter starts half-way; the second one fills snow and stores
SPIN_UP_HOURS: Final = 20 * HOURS_PER_DAY
_NO_SKEW: Final = 1e-3  # below this the formula divides by nearly nothing and the normal is as good


@dataclass(frozen=True, slots=True, kw_only=True)
class Dice:
    """Random streams by name and year, so that neither a new name nor a further year shifts another stream."""

    seed: int
    count: int

    def stream(self, year: int, name: str) -> np.random.Generator:
        """Return the stream of one name in one weather year."""
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(year, crc32(name.encode()))))

    def days(self, name: str) -> NDArray[np.float64]:
        """Draw one standard normal per day, spin-up first. [1], shape (weather, spin-up + 365)"""
        return self._normals(name, SPIN_UP_DAYS + DAYS_PER_YEAR)

    def hours(self, name: str) -> NDArray[np.float64]:
        """Draw one standard normal per hour, spin-up first. [1], shape (weather, spin-up + 8760)"""
        return self._normals(name, SPIN_UP_HOURS + HOURS_PER_YEAR)

    def _normals(self, name: str, length: int) -> NDArray[np.float64]:
        return np.stack([self.stream(year, name).standard_normal(length) for year in range(self.count)])


def first_order(shocks: NDArray[np.float64], persistence: float) -> NDArray[np.float64]:
    """Give shocks the memory of an AR(1) of unit variance.

    Parameters
    ----------
    shocks : ndarray
        Standard normals. [1], shape (..., time)
    persistence : float
        Correlation from one step to the next. [1]

    Returns
    -------
    ndarray
        The series, stationary from its first step. [1], shape (..., time)
    """
    scaled = shocks * np.sqrt(1 - persistence**2)
    scaled[..., 0] = shocks[..., 0]
    return remember(scaled, persistence)


def second_order(shocks: NDArray[np.float64], *, root_slow: float, root_fast: float) -> NDArray[np.float64]:
    """Give shocks the memory of an AR(2) with two real roots, of unit variance after its spin-up.

    Parameters
    ----------
    shocks : ndarray
        Standard normals. [1], shape (..., time)
    root_slow, root_fast : float
        Roots of the series. [1]

    Returns
    -------
    ndarray
        The series. [1], shape (..., time)

    References
    ----------
    Box, Jenkins, Reinsel: Time Series Analysis, section 3.2.4 (variance of an AR(2)).
    """
    first, second = root_slow + root_fast, -root_slow * root_fast
    variance = (1 - second) / ((1 + second) * ((1 - second) ** 2 - first**2))
    return remember(shocks / np.sqrt(variance), first, second)


def persistence_of(memory: float) -> float:
    """Return the step-to-step correlation of a series with this time constant. [steps] -> [1]"""
    return float(np.exp(-1 / memory))


def skewed(score: NDArray[np.float64], skew: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bend a standard normal score so that it gets a skewness, keeping mean 0 and variance near 1.

    Parameters
    ----------
    score : ndarray
        Standard normal. [1], shape (weather, time)
    skew : ndarray
        Skewness wanted. [1], shape (time,)

    Returns
    -------
    ndarray
        Approximate Pearson type III variate. [1], shape (weather, time)

    References
    ----------
    Wilson and Hilferty (1931), PNAS 17; Kite (1977), Frequency and Risk Analyses in Hydrology, chapter 9.
    """
    skew = np.where(np.abs(skew) < _NO_SKEW, _NO_SKEW, skew)
    return np.asarray(2 / skew * ((1 + skew * score / 6 - skew**2 / 36) ** 3 - 1))


def this_year(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Drop the spin-up. shape (weather, spin-up + 365) -> (weather, 365)"""
    return days[:, SPIN_UP_DAYS:]


def with_spin_up(curve: NDArray[np.float64]) -> NDArray[np.float64]:
    """Repeat a yearly curve for the spin-up. shape (365,) -> (spin-up + 365,)"""
    return np.tile(curve, (SPIN_UP_DAYS + DAYS_PER_YEAR) // DAYS_PER_YEAR)


def positive_curve(monthly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw a smooth yearly curve that stays above zero through positive monthly values. shape (12,) -> (365,)"""
    return np.exp(smooth_monthly(np.log(monthly)))


def hours_from_days(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw straight lines from midday to midday. shape (..., 365) -> (..., 8760)"""
    position = (np.arange(HOURS_PER_YEAR) + 0.5) / HOURS_PER_DAY - 0.5
    left = np.floor(position).astype(int)
    weight = position - left
    before, after = np.clip(left, 0, None), np.clip(left + 1, None, DAYS_PER_YEAR - 1)
    return np.asarray(days[..., before] * (1 - weight) + days[..., after] * weight)
