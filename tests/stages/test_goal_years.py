"""The first year in which a goal is met, and the first after it in which it is not."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.premises import Goal
from simulator.records import Indicators
from simulator.stages.goals.checks import turning_years

YEARS = (2030, 2031, 2032, 2033)


def goal(better: str) -> Goal:
    return Goal(
        id="it",
        group="people",
        kind="measured",
        indicator="x",
        baseline=0.0,
        target=10.0,
        unit="1",
        by=2033,
        better="more" if better == "more" else "less",
        over="at",
    )


@pytest.mark.parametrize(
    ("means", "better", "expected"),
    [
        ((8, 9, 9.9, 9), "more", (None, None)),
        ((8, 10, 11, 12), "more", (2031, None)),
        ((8, 10, 9, 12), "more", (2031, 2032)),
        ((10, 10, 10, 9), "more", (2030, 2033)),
        ((12, 11, 10, 12), "less", (2032, 2033)),
    ],
)
def test_the_mean_of_the_weather_years_decides(
    means: tuple[float, ...], better: str, expected: tuple[int | None, int | None]
) -> None:
    values = np.array(means)[:, None] + np.array([-3.0, 3.0])
    assert turning_years(goal(better), Indicators(years=YEARS, values={"x": values}, spread={})) == expected
