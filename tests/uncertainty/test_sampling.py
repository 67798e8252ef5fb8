"""Points over the ranges of many numbers: spread evenly, correlated as asked, and the same whatever else is drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from simulator import InputError, Region, Scenario, resolve
from simulator.inputs.correlations import load_correlations
from simulator.premises import Correlation, Range
from simulator.uncertainty import Draws, sample_points
from simulator.uncertainty.sampling import METHODS, Method, triangle_share

A, B, C = "jobs.a_share", "jobs.b_share", "jobs.c_share"
RANGES = {A: Range(0.0, 0.2, 1.0), B: Range(1.0, 2.0, 4.0), C: Range(-1.0, 0.0, 0.0)}
EVEN: tuple[Method, ...] = ("latin_hypercube", "sobol")


@pytest.mark.parametrize("method", METHODS)
def test_points_lie_within_their_ranges_with_the_mean_of_the_triangle(method: Method) -> None:
    points = sample_points(RANGES, 4096, seed=3, method=method)
    for name, (low, central, high) in RANGES.items():
        assert low <= points[name].min() and points[name].max() <= high
        error = 0.0005 if method in EVEN else 0.02
        assert points[name].mean() == pytest.approx((low + central + high) / 3, abs=error * (high - low))


@given(st.integers(1, 40), st.integers(0, 2**32))
def test_a_latin_hypercube_has_one_point_in_each_slice(count: int, seed: int) -> None:
    points = sample_points(RANGES, count, seed=seed, method="latin_hypercube")
    for name, one in RANGES.items():
        slices = np.floor(np.sort(triangle_share(points[name], one)) * count + 1e-6)
        np.testing.assert_array_equal(slices, np.arange(count))


@pytest.mark.parametrize("method", METHODS)
def test_the_seed_says_all(method: Method) -> None:
    one, same, other = (sample_points(RANGES, 64, seed=seed, method=method)[A] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@pytest.mark.parametrize("method", ["random", "latin_hypercube"])
def test_neither_order_nor_company_moves_a_number(method: Method) -> None:
    pair = [Correlation(A, B, 0.7)]
    whole = sample_points(RANGES, 50, seed=1, method=method, correlations=pair)
    turned = sample_points({B: RANGES[B], A: RANGES[A]}, 50, seed=1, method=method, correlations=pair)
    for name in (A, B):
        np.testing.assert_array_equal(whole[name], turned[name])


def test_the_order_of_names_moves_no_sobol_point() -> None:
    turned = sample_points(dict(reversed(RANGES.items())), 64, seed=1, method="sobol")
    np.testing.assert_array_equal(turned[A], sample_points(RANGES, 64, seed=1, method="sobol")[A])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("wanted", [0.8, -0.5])
def test_a_pair_correlates_as_asked_and_keeps_its_values(method: Method, wanted: float) -> None:
    free = sample_points(RANGES, 2048, seed=5, method=method)
    tied = sample_points(RANGES, 2048, seed=5, method=method, correlations=[Correlation(A, B, wanted)])
    assert spearmanr(tied[A], tied[B])[0] == pytest.approx(wanted, abs=0.02)
    assert abs(spearmanr(tied[A], tied[C])[0]) < 0.08
    for name in RANGES:
        np.testing.assert_array_equal(np.sort(tied[name]), np.sort(free[name]))


def test_two_pairs_do_not_move_with_each_other() -> None:
    four = {name: Range(0.0, 0.5, 1.0) for name in "abcd"}
    pairs = [Correlation("a", "b", 0.6), Correlation("c", "d", 0.6)]
    points = sample_points(four, 2048, seed=5, method="random", correlations=pairs)
    assert abs(spearmanr(points["a"], points["c"])[0]) < 0.08


def test_what_hangs_together_through_a_third_is_one_family() -> None:
    pairs = [Correlation(A, B, 0.6), Correlation(B, C, 0.6)]
    points = sample_points(RANGES, 4096, seed=5, method="sobol", correlations=pairs)
    found = spearmanr(np.stack([points[name] for name in (A, B, C)], axis=1))[0]
    np.testing.assert_allclose(found, [[1, 0.6, 0], [0.6, 1, 0.6], [0, 0.6, 1]], atol=0.04)


def test_what_contradicts_itself_is_refused() -> None:
    pairs = [Correlation(A, B, 0.9), Correlation(B, C, 0.9)]
    with pytest.raises(ValueError, match="contradict"):
        sample_points(RANGES, 8, seed=1, correlations=pairs)
    with pytest.raises(ValueError, match="one or more"):
        sample_points(RANGES, 0, seed=1)
    with pytest.raises(ValueError, match="no method"):
        sample_points(RANGES, 8, seed=1, method="grid")  # type: ignore[arg-type]


def test_random_points_are_the_draws_of_the_jobs_room(region: Region, shipped: dict[str, Scenario]) -> None:
    assumptions = resolve(region, shipped["strategy"])
    name = "labour.household_size_persons"
    points = sample_points(assumptions.ranges, 20, seed=7, method="random")
    np.testing.assert_array_equal(points[name], Draws(assumptions, count=20, seed=7)[name])


def test_the_shipped_pairs_can_all_be_had_at_once(region: Region, shipped: dict[str, Scenario]) -> None:
    pairs = load_correlations(region.book)
    points = sample_points(resolve(region, shipped["strategy"]).ranges, 1024, seed=1, correlations=pairs)
    for pair in pairs:
        found = spearmanr(points[pair.one], points[pair.other])[0]
        assert found == pytest.approx(pair.rank_correlation, abs=0.03), pair


HEAD = "one,other,rank_correlation,confidence,source\n"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("a,b,0.5,assumption,s\n", "line 2, one"),
        ("jobs.retention_share,jobs.retention_share,0.5,assumption,s\n", "jobs.retention_share"),
        ("jobs.retention_share,labour.reserve_persons,1.0,assumption,s\n", "line 2, rank_correlation"),
        (
            "jobs.retention_share,labour.reserve_persons,0.5,assumption,s\n"
            "labour.reserve_persons,jobs.retention_share,0.4,assumption,s\n",
            "jobs.retention_share, labour.reserve_persons",
        ),
    ],
)
def test_a_wrong_pair_is_refused(region: Region, tmp_path: Path, rows: str, place: str) -> None:
    (tmp_path / "correlations.csv").write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(InputError) as told:
        load_correlations(region.book, tmp_path)
    assert place in {problem.place for problem in told.value.problems}
