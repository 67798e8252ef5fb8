"""How an operator tells weeks apart: sums, classes, states and what follows what."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.stages.dispatch import dispatch_power
from simulator.stages.dispatch.learning import (
    POOLED_WEEKS,
    class_means,
    classes_for,
    cuts_of,
    states_of,
    transitions,
    week_sums,
)
from simulator.stages.dispatch.loops.policy import HOURS_PER_WEEK, WEEKS
from simulator.stages.dispatch.smallest import smallest_system

SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("hours", [24, 168, 169, 336, 8736, 8760])
def test_weeks_sum_to_their_hours(hours: int) -> None:
    hourly = np.random.default_rng(hours).uniform(1, 2, (2, hours))
    sums = week_sums(hourly)
    assert sums.shape == (2, WEEKS)
    np.testing.assert_allclose(sums.sum(axis=-1), hourly.sum(axis=-1))
    np.testing.assert_allclose(sums[:, 0], hourly[:, :HOURS_PER_WEEK].sum(axis=-1))
    np.testing.assert_allclose(sums[:, 51], hourly[:, 51 * HOURS_PER_WEEK :].sum(axis=-1))
    np.testing.assert_allclose(sums[:, 1], hourly[:, HOURS_PER_WEEK : 2 * HOURS_PER_WEEK].sum(axis=-1))


@pytest.mark.parametrize(
    ("weather", "classes"), [(1, (1, 1)), (11, (1, 1)), (12, (3, 1)), (23, (3, 1)), (24, (3, 2)), (30, (3, 2))]
)
def test_few_weather_years_tell_few_states_apart(weather: int, classes: tuple[int, int]) -> None:
    assert classes_for(weather) == classes


@given(SEEDS, st.integers(1, 4), st.integers(1, 6))
@settings(max_examples=30)
def test_classes_are_equally_large_and_rise(seed: int, classes: int, size: int) -> None:
    sign = np.random.default_rng(seed).permuted(np.tile(np.arange(classes * size, dtype=float), (WEEKS, 1)), axis=1).T
    cuts = cuts_of(sign, classes)
    assert cuts.shape == (classes - 1, WEEKS)
    place = (sign >= cuts[:, None]).sum(axis=0)
    for number in range(classes):
        assert ((place == number).sum(axis=0) == size).all()
    means = class_means(sign, cuts)
    wanted = np.arange(classes * size).reshape(classes, size).mean(axis=1)
    np.testing.assert_allclose(means, np.tile(wanted[:, None], (1, WEEKS)))


def test_a_class_of_nobody_has_no_mean() -> None:
    assert class_means(np.array([[5.0], [6.0]]), np.array([[1.0]])).tolist() == [[0.0], [5.5]]


def test_a_state_is_a_price_and_an_inflow() -> None:
    price = np.array([[[1.0, 5.0, 9.0, 3.0]]])
    memory = np.array([[[0.0, 7.0, 2.0, 4.0]]])
    dear, wet = np.array([[[3.0] * 4, [6.0] * 4]]), np.array([[[4.0] * 4]])
    assert states_of(price, memory, dear, wet).tolist() == [[[0, 3, 4, 3]]]
    assert states_of(price, memory, dear, wet[:, :0]).tolist() == [[[0, 1, 2, 1]]]


@given(SEEDS, st.integers(1, 6), st.integers(1, 5))
@settings(max_examples=25)
def test_something_follows_every_state(seed: int, weather: int, states: int) -> None:
    state = np.random.default_rng(seed).integers(0, states, (weather, WEEKS))
    chance = transitions(state, states)
    assert chance.shape == (WEEKS, states, states)
    assert (chance >= 0).all()
    np.testing.assert_allclose(chance.sum(axis=2), 1.0)


def test_a_state_that_was_never_seen_is_followed_by_any() -> None:
    chance = transitions(np.zeros((3, WEEKS), dtype=np.int64), 4)
    assert (chance[:, 0, 0] == 1).all() and not chance[:, 0, 1:].any()
    assert (chance[:, 1:] == 0.25).all()


def test_what_follows_is_counted_in_the_weeks_nearby_and_in_no_other() -> None:
    state = np.zeros((1, WEEKS), dtype=np.int64)
    state[0, 20] = 1
    chance = transitions(state, 2)
    near = [week for week in range(WEEKS) if chance[week, 0, 1] > 0]
    assert near == list(range(19 - POOLED_WEEKS, 19 + POOLED_WEEKS + 1))
    assert chance[19, 0, 1] == pytest.approx(1 / (2 * POOLED_WEEKS))  # of the nine weeks one begins in the other state
    assert chance[20, 1, 0] == 1.0
    assert chance[0, 1].tolist() == [0.5, 0.5]


def test_the_year_goes_round() -> None:
    state = np.zeros((1, WEEKS), dtype=np.int64)
    state[0, 1] = 1
    chance = transitions(state, 2)
    assert chance[WEEKS - POOLED_WEEKS, 0, 1] > 0 and chance[WEEKS - POOLED_WEEKS - 1, 0, 1] == 0


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^no engine 'magic'; there are policy, foresight, rule"):
        dispatch_power(smallest_system(), engine="magic")
