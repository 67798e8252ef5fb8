"""Tables by age group: deaths that rise evenly go on rising, and a group is spread over its ages."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.inputs.people import _death_share, _spread
from simulator.premises import AGES, OLDEST

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
