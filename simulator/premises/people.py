"""People by single years of age, and the rates at which they are born, die, leave and arrive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS: Final = ("compulsory", "vocational", "higher")  # of schooling
PEOPLE_GROUPS: Final = ("residents", "in_migrants", "in_commuters")
OLDEST: Final = 105  # everybody of this age or older
AGES: Final = OLDEST + 1
EVERYBODY: Final = "total"
AGE_GROUP: Final = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")


class AgeCount(NamedTuple):
    """People of the whole region from one age to another, both included, on 1 January. [persons]"""

    year: int
    age_from: int
    age_to: int
    persons: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demography:
    """One count by single years of age, and how people move through the ages.

    Parameters
    ----------
    year : int
        Of the count, 1 January.
    persons : ndarray
        [persons], shape (municipalities, ages); the last age holds everybody older
    age_counts : tuple of AgeCount
        What is known of other years besides the age groups of the population table.
    death_share : ndarray
        Part of those of an age on 1 January who die before the next. [share], shape (ages,)
    leaving_share : ndarray
        Part of the survivors who move out before the next. [share], shape (ages,)
    arriving_share : ndarray
        Ages, on 1 January after, of those who move in; sums to 1. [share], shape (ages,)
    """

    year: int
    persons: Floats
    age_counts: tuple[AgeCount, ...]
    death_share: Floats
    leaving_share: Floats
    arriving_share: Floats


def age_span(group: str) -> tuple[int, int]:
    """Return first and last age of an age group.

    Parameters
    ----------
    group : str
        ``total``, ``20-66`` or ``80+``.

    Returns
    -------
    tuple of int
        Both included. [years]

    Raises
    ------
    ValueError
        If it is no age group, or reaches beyond the ages.

    Examples
    --------
    >>> age_span("20-66"), age_span("80+")
    ((20, 66), (80, 105))
    """
    if group == EVERYBODY:
        return 0, OLDEST
    found = AGE_GROUP.fullmatch(group)
    if found is None:
        raise ValueError("give ages such as 20-66 or 80+, or total")
    first, last = int(found[1]), int(found[2]) if found[2] else OLDEST
    if not first <= last <= OLDEST:
        raise ValueError(f"give ages from 0 to {OLDEST}, the lower first")
    return first, last
