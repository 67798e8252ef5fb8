"""Single years of age: deaths that rise evenly go on rising, and cohorts are followed both ways."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from society_builders import demography, region

from simulator.inputs.people import _death_share, _spread
from simulator.premises import AGES, OLDEST
from simulator.stages.people.start import _shifted

LEVEL, RISE = 1e-5, 0.09


def test_deaths_that_rise_evenly_rise_on_beyond_the_last_group() -> None:
    rows = []
    for first in range(0, 91, 5):
        middle = first + 2.5
        rate = LEVEL * np.exp(RISE * middle)
        rows.append({"age_from": first, "age_to": first + 4 if first < 90 else OLDEST, "men_share": rate * 1.5})
        rows[-1]["women_share"] = rate * 0.5
    found = _death_share(rows)
    ages = np.arange(AGES) + 1.0  # people pass their birthday in the year
    wanted = 1 - np.exp(-LEVEL * np.exp(RISE * np.maximum(ages, 2.5)))
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


def test_one_group_dies_alike_at_every_age_and_no_table_says_nothing() -> None:
    found = _death_share([{"age_from": 0, "age_to": OLDEST, "men_share": 0.02, "women_share": 0.04}])
    np.testing.assert_allclose(found, 1 - np.exp(-0.03))
    assert not _death_share([]).any()


def test_a_group_is_spread_over_its_ages() -> None:
    rows = [{"age_from": 0, "age_to": 3, "x": 8.0}, {"age_from": 4, "age_to": OLDEST, "x": 0.5}]
    assert _spread(rows, "x", each=False)[:5].tolist() == pytest.approx([2.0] * 4 + [0.5 / (OLDEST - 3)])
    assert _spread(rows, "x", each=True)[[0, 3, 4, OLDEST]].tolist() == [8.0, 8.0, 0.5, 0.5]


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
