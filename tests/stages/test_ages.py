"""Single years of age: cohorts are followed both ways."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from society_builders import demography, region

from simulator.premises import AGES, OLDEST
from simulator.stages.people.start import _scale, _shifted


@pytest.mark.parametrize(("each", "wanted"), [(0.01, 0.5), (2.0, 30.0), (0.0, 7.0)])
def test_an_age_group_is_scaled_to_its_count_however_few_there_are(each: float, wanted: float) -> None:
    persons = np.full((1, AGES), each)
    step = _scale(persons, 0, 4, wanted)
    factor = wanted / (5 * each) if each else 1.0  # nobody is made of nobody
    np.testing.assert_allclose(persons[0, :5], each * factor)
    np.testing.assert_array_equal(persons[0, 5:], each)
    assert step == pytest.approx(abs(factor - 1))


def test_cohorts_are_followed_onward_and_back() -> None:
    persons = np.add.outer([100.0, 300.0], np.arange(AGES, dtype=float))
    where = dataclasses.replace(region(), demography=dataclasses.replace(demography(), persons=persons))
    survive = 1 - where.demography.death_share
    np.testing.assert_array_equal(_shifted(where, 0), persons)
    onward = _shifted(where, 2)
    np.testing.assert_allclose(onward[:, 2:], persons[:, :-2] * survive[:-2] * survive[1:-1])
    np.testing.assert_allclose(onward[:, 0], persons[:, 0])
    back = _shifted(where, -1)
    np.testing.assert_allclose(back[:, :-1], persons[:, 1:] / np.maximum(survive[:OLDEST], 0.5))
    assert not back[:, -1].any()
    np.testing.assert_array_equal(where.demography.persons, persons)  # the count itself is left alone
