"""Printed parts sum to the printed whole, and none strays from its value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.present.rounding import rounded_parts

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(numbers, min_size=1, max_size=20), st.integers(0, 2))
def test_parts_sum_to_the_rounded_whole(values: list[float], digits: int) -> None:
    whole = round(sum(values), digits)
    parts = rounded_parts(values, whole, digits)
    unit = Fraction(1, 10**digits)
    printed = [Fraction(f"{part:.{digits}f}") for part in parts]
    assert sum(printed) == Fraction(f"{whole:.{digits}f}")
    assert all(
        abs(part - Fraction(value)) <= unit * Fraction(1001, 1000) for part, value in zip(printed, values, strict=True)
    )


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=20))
def test_what_is_round_already_is_kept(values: list[int]) -> None:
    assert rounded_parts([float(value) for value in values], float(sum(values)), 0) == values


def test_a_whole_further_away_is_shared_by_all() -> None:
    assert rounded_parts([1.0, 1.0], 6.0, 0) == [3.0, 3.0]


def test_nothing_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="at least one"):
        rounded_parts([], 1.0, 0)
