"""Peeling finds a box that is known, says how well it covers, and finds nothing where there is nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from simulator.uncertainty import choose_box, peel, within

COUNT = 2000


def spread(count: int = COUNT, seed: int = 1) -> dict[str, np.ndarray]:
    """Return five columns of lots and one of yes and no."""
    stream = np.random.default_rng(seed)
    return {name: stream.random(count) for name in "abcde"} | {"yes": (stream.random(count) < 0.3).astype(float)}


def test_a_known_box_is_found_with_its_ends() -> None:
    points = spread()
    failing = (points["a"] > 0.6) & (points["b"] < 0.4)
    box = choose_box(peel(points, failing), points, failing)
    limits = {one.name: one for one in box.limits}
    assert set(limits) == {"a", "b"} and len(box.limits) == 2
    assert limits["a"].low == pytest.approx(0.6, abs=0.03) and limits["a"].high is None
    assert limits["b"].high == pytest.approx(0.4, abs=0.03) and limits["b"].low is None
    assert box.coverage_share > 0.9 and box.density_share > 0.9
    assert all(one.chance_share < 1e-6 for one in box.limits)


def test_a_known_box_is_found_behind_noise() -> None:
    points = spread()
    failing = (points["a"] > 0.5) & (points["c"] > 0.5) ^ (np.random.default_rng(9).random(COUNT) < 0.05)
    box = choose_box(peel(points, failing), points, failing)
    assert {one.name for one in box.limits} == {"a", "c"}
    assert box.density_share > 0.85 and box.coverage_share > 0.75


def test_what_is_true_or_not_is_one_limit() -> None:
    points = spread()
    failing = (points["yes"] == 1) & (points["d"] < 0.7)
    box = choose_box(peel(points, failing), points, failing)
    limits = {one.name: one for one in box.limits}
    assert limits["yes"].low == 1.0 and limits["yes"].high is None
    assert limits["d"].high == pytest.approx(0.7, abs=0.04)


def test_what_is_said_of_a_box_is_what_lies_inside() -> None:
    points = spread()
    failing = points["a"] * points["b"] > 0.4
    for box in peel(points, failing):
        inside = within(box.limits, points)
        assert box.mass_share == pytest.approx(inside.mean())
        assert box.density_share == pytest.approx(failing[inside].mean())
        assert box.coverage_share == pytest.approx(failing[inside].sum() / failing.sum())


def test_the_trajectory_gets_denser_and_covers_less() -> None:
    points = spread()
    trajectory = peel(points, points["a"] * points["b"] > 0.4)
    assert trajectory[0].limits == () and trajectory[0].coverage_share == 1.0
    assert len(trajectory) > 10
    for before, after in pairwise(trajectory):
        assert after.density_share > before.density_share
        assert after.coverage_share <= before.coverage_share
        assert after.mass_share < before.mass_share


def test_chance_alone_gives_no_box_worth_saying() -> None:
    found = []
    for seed in range(5):
        points = spread(500, seed)
        failing = np.random.default_rng(seed + 100).random(500) < 0.3
        found.append(choose_box(peel(points, failing), points, failing))
    assert all(box.density_share < 0.5 for box in found)


@pytest.mark.parametrize("every", [True, False])
def test_nothing_to_tell_apart_is_refused(every: bool) -> None:
    with pytest.raises(ValueError, match="nothing to tell apart"):
        peel(spread(10), np.full(10, every))
