"""Published annuities (PC-20)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.stages.income import annuity


@pytest.mark.parametrize(
    ("rate", "years", "expected"),
    [(0.07, 25, 0.0858105), (0.0, 20, 0.05), (0.06, 40, 0.0664615), (0.10, 25, 0.220336 / 2)],
)
def test_published_annuities(rate: float, years: float, expected: float) -> None:
    assert annuity(rate, years) == pytest.approx(expected, abs=5e-7)


@given(st.floats(1e-9, 0.5), st.integers(1, 80))
def test_payments_are_worth_the_capital(rate: float, years: int) -> None:
    worth = sum(annuity(rate, years) / (1 + rate) ** year for year in range(1, years + 1))
    assert worth == pytest.approx(1, rel=1e-6)


def test_a_tiny_rate_meets_the_zero_rate() -> None:
    assert annuity(1e-15, 20) == pytest.approx(annuity(0.0, 20), rel=1e-9)
