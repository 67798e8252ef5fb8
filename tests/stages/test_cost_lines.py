"""Cost lines: each is a part of the investment, and together they are the documented local purchases."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region
from simulator.premises import CostLine
from simulator.stages.jobs import line_costs


def lines_of(region: Region, kind: str) -> list[CostLine]:
    """Return the shipped lines of one kind."""
    return [line for line in region.cost_lines if line.kind == kind]


@pytest.mark.parametrize("kind", ["wind", "small_hydro"])
def test_the_lines_sum_to_the_documented_local_purchases(kind: str, region: Region) -> None:
    cost, local = line_costs(lines_of(region, kind), 1.0)
    known = region.book[f"project.{kind}.local_purchase_share"]
    assert cost.sum() == pytest.approx(1)
    np.testing.assert_allclose(local.sum(axis=1), [known.low, known.value, known.high], atol=2e-3)


@pytest.mark.parametrize("factor", [0.0, 0.5, 3.0])
def test_lines_are_linear_in_spending(factor: float, region: Region) -> None:
    one, other = line_costs(lines_of(region, "wind"), 100.0), line_costs(lines_of(region, "wind"), 100.0 * factor)
    for mine, yours in zip(one, other, strict=True):
        np.testing.assert_allclose(yours, factor * mine)


def test_local_purchases_never_pass_the_line(region: Region) -> None:
    cost, local = line_costs(lines_of(region, "small_hydro"), 60.0)
    assert (local <= cost).all()
    assert (np.diff(local, axis=0) >= 0).all()


def test_a_kind_without_lines_has_no_costs() -> None:
    cost, local = line_costs([], 60.0)
    assert cost.size == local.size == 0
