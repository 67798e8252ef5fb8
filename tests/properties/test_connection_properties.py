"""Headroom is exactly what the tree can feed: held against a linear program of the same hour."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from simulator.records import Network
from simulator.stages.adequacy import event_counts, longest_event_hours
from simulator.stages.connection import extra_withdrawal_mw, largest_load_mw

Floats = NDArray[np.float64]
many = settings(derandomize=True, max_examples=150)


class Hour(NamedTuple):
    """One settled hour: what flows now, and what each area makes less what it uses."""

    network: Network
    flow: Floats
    imported: Floats
    exported: Floats
    made: Floats


@st.composite
def hours(draw: st.DrawFn, most_areas: int = 6) -> Hour:
    """Draw a tree and flows that it can carry; what each area makes follows from them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count, points = draw(st.integers(2, most_areas)), draw(st.integers(0, 3))
    parent = np.array([-1, *(int(rng.integers(0, area)) for area in range(1, count))])
    capacity = np.concatenate([[np.inf], rng.choice([0.0, 3.0, 10.0, 40.0], count - 1)])
    loss = np.concatenate([[0.0], rng.choice([0.0, 0.02, 0.1], count - 1)])
    network = Network(
        areas=tuple(f"area_{number}" for number in range(count)),
        links=tuple(f"line_{number}" for number in range(1, count)),
        exchanges=tuple(f"point_{number}" for number in range(points)),
        order=np.arange(count)[::-1].copy(),
        parent=parent,
        period=np.zeros(1, dtype=np.int64),
        capacity_mw=capacity[None],
        loss_share=loss,
        link=np.arange(count) - 1,
        exchange_area=rng.integers(0, count, points),
        exchange_market=rng.integers(0, 2, points),
        import_mw=rng.choice([0.0, 4.0, 15.0], (1, points)),
        export_mw=rng.choice([0.0, 4.0, 15.0], (1, points)),
    )
    level = rng.choice([-1.0, 0.0, 1.0, rng.uniform(-1, 1)], count)
    flow = np.where(parent < 0, 0, np.where(level > 0, 1, 1 - loss) * level * np.where(parent < 0, 0, capacity))
    flow[0] = 0.0
    imported, exported = network.import_mw[0] * rng.random(points), network.export_mw[0] * rng.random(points)
    made = flow.copy()
    for area in range(1, count):
        keep = 1 - loss[area]
        made[parent[area]] -= flow[area] * keep if flow[area] > 0 else flow[area] / keep
    np.add.at(made, network.exchange_area, exported - imported)
    return Hour(network, flow, imported, exported, made)


def headroom(hour: Hour, network: Network | None = None) -> Floats:
    """Return the headroom of every area. [MW], shape (areas,)"""
    network = network or hour.network
    source = np.zeros(len(network.areas))
    np.add.at(source, network.exchange_area, network.import_mw[0] - hour.imported + hour.exported)
    extra = extra_withdrawal_mw(
        network, flow_mw=hour.flow[:, None], source_mw=source[:, None], capacity_mw=network.capacity_mw.T
    )
    return extra[:, 0]


def most_served_mw(hour: Hour, area: int, wanted_mw: float) -> float:
    """Return how much of an extra load the best flows can serve; everybody else gets what they had. [MW]"""
    network = hour.network
    count, points = len(network.areas), len(network.exchanges)
    keep = 1 - network.loss_share
    balance = np.zeros((count, 2 * count + 2 * points + 1))  # sent up, sent down, imported, exported, served
    for child in range(1, count):
        up = network.parent[child]
        balance[child, child], balance[up, child] = -1, keep[child]
        balance[child, count + child], balance[up, count + child] = keep[child], -1
    for point, where in enumerate(network.exchange_area):
        balance[where, 2 * count + point], balance[where, 2 * count + points + point] = 1, -1
    balance[area, -1] = -1
    lines = np.where(network.parent < 0, 0, network.capacity_mw[0])
    most = np.concatenate([lines, lines, network.import_mw[0], network.export_mw[0], [wanted_mw]])
    served = np.zeros(len(most))
    served[-1] = -1
    answer = linprog(
        served, A_eq=balance, b_eq=-hour.made, bounds=np.column_stack([np.zeros(len(most)), most]), method="highs"
    )
    assert answer.status == 0, answer.message
    return float(-answer.fun)


@many
@given(hours(), st.integers(0, 5))
def test_the_headroom_itself_is_served_and_no_more(hour: Hour, place: int) -> None:
    area = place % len(hour.network.areas)
    room = headroom(hour)[area]
    assert most_served_mw(hour, area, room) == pytest.approx(room, abs=1e-6)
    more = 1.01 * room + 0.01
    assert more - most_served_mw(hour, area, more) > 0.009


@many
@given(hours(), st.integers(0, 5), st.floats(0, 30))
def test_a_stronger_line_never_lowers_headroom(hour: Hour, place: int, added_mw: float) -> None:
    network = hour.network
    more = network.capacity_mw.copy()
    more[0, place % len(network.areas)] += added_mw
    assert (headroom(hour, replace(network, capacity_mw=more)) >= headroom(hour) - 1e-9).all()


@many
@given(hours(), st.floats(0, 30))
def test_more_import_never_lowers_headroom(hour: Hour, added_mw: float) -> None:
    stronger = replace(hour.network, import_mw=hour.network.import_mw + added_mw)
    assert (headroom(hour, stronger) >= headroom(hour) - 1e-9).all()


@many
@given(st.lists(st.floats(0, 100), min_size=30, max_size=300), st.integers(0, 40))
def test_a_conditional_load_is_cut_as_often_as_agreed(spare: list[float], limit_hours: int) -> None:
    spare_mw = np.array(spare)
    firm, conditional = (float(load) for load in largest_load_mw(spare_mw, limit_hours))
    assert (spare_mw < firm).sum() == 0
    assert (spare_mw < firm * 1.01 + 0.01).sum() >= 1
    assert (spare_mw < conditional).sum() <= limit_hours
    if limit_hours < len(spare):
        assert (spare_mw < conditional * 1.01 + 0.01).sum() > limit_hours


@many
@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_longest_event_is_the_last_class_that_counts(present: list[bool]) -> None:
    hours_present = np.array(present)
    counts = event_counts(hours_present, range(1, len(present) + 1))
    assert int(longest_event_hours(hours_present)) == int((counts > 0).sum())
