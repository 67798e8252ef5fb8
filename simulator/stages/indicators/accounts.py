"""What indicators are measured from, and what one is (docs/method.md, indicators)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Scenario
from simulator.records import Connections, Income, Jobs, Labour, Ledger, Skills

Floats = NDArray[np.float64]
MWH_PER_GWH: Final = 1000.0


class Accounts(NamedTuple):
    """Everything the indicators are measured from; ``profiles`` maps kinds of project to what drives their output."""

    scenario: Scenario
    ledger: Ledger
    connections: Connections
    jobs: Jobs
    labour: Labour
    skills: Skills
    income: Income
    counts: dict[str, Floats]
    regional_persons: dict[str, float]
    profiles: dict[str, str]
    plants_inside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: its unit, which way is better, and how it is measured.

    ``measured`` returns shape (years, weather), or (cases, years, weather) where the figure has a range of its own.
    """

    id: str
    unit: str
    better: Literal["more", "less", "neither"]
    measured: Callable[[Accounts], Floats]


def indicator(
    identity: str,
    unit: str,
    better: Literal["more", "less", "neither"],
    measured: Callable[[Accounts], Floats],
) -> Indicator:
    """Name one figure."""
    return Indicator(id=identity, unit=unit, better=better, measured=measured)


def pooled_ratio(part: Floats, whole: Floats) -> Floats:
    """Return a ratio that weather years without anything do not pull down.

    Where there is nothing to divide by, the ratio of all weather years of the year stands; 0 where none has any.

    Examples
    --------
    >>> pooled_ratio(np.array([[2.0, 0.0, 4.0]]), np.array([[4.0, 0.0, 4.0]]))
    array([[0.5 , 0.75, 1.  ]])
    """
    total = np.broadcast_to(whole.sum(axis=-1, keepdims=True), whole.shape)
    mean = np.divide(part.sum(axis=-1, keepdims=True), total, out=np.zeros(whole.shape), where=total > 0)
    return np.asarray(np.divide(part, whole, out=mean.copy(), where=whole > 0))
