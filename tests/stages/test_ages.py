"""Single years of age: cohorts are followed both ways."""

from __future__ import annotations

import dataclasses

import numpy as np
from society_builders import demography, region

from simulator.premises import AGES, OLDEST
from simulator.stages.people.start import _shifted


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
