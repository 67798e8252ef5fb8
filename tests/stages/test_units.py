"""Persons, full-time equivalents and job-years are never added to one another."""

from __future__ import annotations

import operator
from itertools import permutations

import numpy as np
import pytest
from society_builders import assumptions, data_centre, region, scenario, weather

from simulator.records import Fte, JobYears, Persons
from simulator.stages.jobs import count_jobs

KINDS = (Persons, Fte, JobYears)


@pytest.mark.parametrize("kind", KINDS)
def test_figures_of_one_kind_add_up_and_scale(kind: type[Persons]) -> None:
    one, other = kind(np.array([1.0, 2.0])), kind(np.array([3.0, 5.0]))
    np.testing.assert_array_equal((one + other).values, [4, 7])
    np.testing.assert_array_equal((other - one).values, [2, 3])
    np.testing.assert_array_equal((2 * one).values, (one * 2.0).values)
    assert type(one + other) is kind
    assert (one + other).sum() == 11


@pytest.mark.parametrize(("kind", "other"), list(permutations(KINDS, 2)))
@pytest.mark.parametrize("operation", [operator.add, operator.sub])
def test_two_kinds_refuse_each_other(kind: type[Persons], other: type[Persons], operation: object) -> None:
    with pytest.raises(TypeError, match="counted differently"):
        operation(kind(np.ones(2)), other(np.ones(2)))  # type: ignore[operator]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bare", [1.0, np.ones(2)])
def test_bare_numbers_are_not_added(kind: type[Persons], bare: object) -> None:
    with pytest.raises(TypeError):
        kind(np.ones(2)) + bare  # type: ignore[operator]
    with pytest.raises(TypeError):
        kind(np.ones(2)) * kind(np.ones(2))  # type: ignore[operator]


@pytest.mark.parametrize("bare", [np.ones(2), np.float64(1.0), 1.0])
def test_bare_numbers_on_the_left_are_not_added(bare: object) -> None:
    with pytest.raises(TypeError):
        bare + Persons(np.ones(2))  # type: ignore[operator]


def test_the_figures_cannot_be_changed() -> None:
    source = np.ones(2)
    with pytest.raises(ValueError, match="read-only"):
        Persons(source).values[0] = 2.0
    source[0] = 3.0  # the owner of the array still may


def test_jobs_offer_each_count_in_its_own_type() -> None:
    jobs = count_jobs(scenario(data_centre()), region(), assumptions=assumptions(), weather=weather())
    assert jobs.operating.sum() == pytest.approx(1.15 * jobs.operating_work.sum())
    assert isinstance(jobs.construction, JobYears)
    with pytest.raises(TypeError, match="JobYears"):
        jobs.operating + jobs.construction  # type: ignore[operator]


def test_a_person_is_at_most_one_full_time_equivalent() -> None:
    jobs = count_jobs(scenario(data_centre()), region(), assumptions=assumptions(), weather=weather())
    assert (jobs.operating_work.values <= jobs.operating_persons).all()
