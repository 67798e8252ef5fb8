"""Two numbers of the book that move together."""

from __future__ import annotations

from typing import NamedTuple


class Correlation(NamedTuple):
    """How two numbers of the book move together: their ids, and Spearman's rank correlation, within -1 and 1."""

    one: str
    other: str
    rank_correlation: float
