"""What the ledger sums of trade, loss and shortage, hour by hour beside it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.stages.balance import loading_share
from simulator.stages.digest import _reservoirs
from simulator.stages.ledger.room import _exchange, _production, _shortage

WEATHER, AREAS, POINTS = 2, 3, 2
RNG = np.random.default_rng(5)


def hours(names: int, low: float = 0.0, high: float = 9.0) -> Any:
    return RNG.uniform(low, high, (WEATHER, names, HOURS_PER_YEAR)) * (RNG.random((WEATHER, names, 1)) > 0.2)


DISPATCH: Any = SimpleNamespace(
    import_mw=hours(POINTS),
    export_mw=hours(POINTS),
    flow_mw=hours(AREAS, -9.0),
    curtailed_mw=hours(AREAS),
    river_lost_mw=hours(AREAS),
)
NETWORK: Any = SimpleNamespace(loss_share=np.array([0.0, 0.02, 0.1]))


@pytest.fixture
def found() -> dict[str, np.ndarray]:
    return _exchange(DISPATCH, NETWORK)


def test_what_passes_through_is_in_neither_import_nor_export(found: dict[str, np.ndarray]) -> None:
    imported, exported = DISPATCH.import_mw.sum(axis=1), DISPATCH.export_mw.sum(axis=1)
    net = month_sums(imported - exported)
    np.testing.assert_allclose(found["import_mwh"] - found["export_mwh"], net)
    for name, whole in (("import_mwh", imported), ("export_mwh", exported)):
        np.testing.assert_allclose(found[name].sum(axis=1) + found["transit_mwh"], whole.sum(axis=1))
    hourly = np.maximum(imported - exported, 0)
    np.testing.assert_allclose(found["import_mwh"], month_sums(hourly))


def test_every_point_has_its_own_peaks(found: dict[str, np.ndarray]) -> None:
    peaks = found["exchange_peak_mw"]
    assert peaks.shape == (WEATHER, POINTS, 2)
    np.testing.assert_array_equal(peaks[..., 0], DISPATCH.import_mw.max(axis=-1))
    np.testing.assert_array_equal(peaks[..., 1], DISPATCH.export_mw.max(axis=-1))


def test_what_is_sent_and_does_not_arrive_is_lost(found: dict[str, np.ndarray]) -> None:
    lost = np.zeros(WEATHER)
    for area, share in enumerate(NETWORK.loss_share):
        flow = DISPATCH.flow_mw[:, area]
        sent = np.where(flow > 0, flow, -flow / (1 - share))
        arrives = np.where(flow > 0, flow * (1 - share), -flow)
        lost += (sent - arrives).sum(axis=1)
    np.testing.assert_allclose(found["grid_loss_mwh"], lost)
    assert (lost > 0).all()


def test_nothing_that_could_not_be_delivered_is_left_out(found: dict[str, np.ndarray]) -> None:
    np.testing.assert_allclose(
        found["curtailed_mwh"], month_sums((DISPATCH.curtailed_mw + DISPATCH.river_lost_mw).sum(axis=1))
    )


def test_hours_without_power_are_those_of_anybody_and_of_others_than_establishments() -> None:
    unserved = np.zeros((1, 2, HOURS_PER_YEAR))
    cut = unserved.copy()
    unserved[0, 0, 5], cut[0, 0, 5] = 3.0, 3.0  # an establishment alone
    unserved[0, 1, 6], cut[0, 1, 6] = 4.0, 1.0  # others, too
    unserved[0, 0, 800] = 2.0
    found = _shortage(SimpleNamespace(unserved_mw=unserved, establishment_cut_mw=cut))  # type: ignore[arg-type]
    assert found["unserved_hours"].tolist() == [3]
    assert found["general_unserved_hours"].tolist() == [2]
    assert found["unserved_mwh"][0, :2].tolist() == [7.0, 2.0]
    assert found["unserved_mwh"].sum() == pytest.approx(9.0)
    assert found["establishment_cut_mwh"].tolist() == [4.0]


@pytest.mark.parametrize(("area", "share", "lowest"), [(0, [0.5, 1.0], 0.25), (-1, [0.0, 0.0], 0.0)])
def test_only_reservoirs_of_the_region_are_filled(area: int, share: list[float], lowest: float) -> None:
    rivers: Any = SimpleNamespace(
        names=("step", "lake"),
        area=np.array([0, area]),
        storage_m3=np.array([0.0, 8.0]),
        minimum_m3=np.array([0.0, 2.0]),
    )
    level = np.stack([np.full((1, HOURS_PER_YEAR + 1), stored) for stored in (4.0, 8.0)])
    power: Any = SimpleNamespace(dispatch=SimpleNamespace(reservoirs=("lake",), reservoir_m3=level))
    found = _reservoirs(power, rivers, np.array([0.5, 3.0]))
    assert np.shape(found["reservoir_share"]) == (2, 366)
    np.testing.assert_allclose(found["reservoir_share"], np.tile(np.array(share)[:, None], (1, 366)))
    assert found["lowest_share"] == lowest


def test_a_line_is_as_full_as_its_fullest_hour_under_what_it_could_carry_then() -> None:
    flow = np.array([[[0.0, 0.0, 0.0, 0.0], [8.0, 2.0, 3.0, 1.0], [-1.0, 0.5, -1.8, 0.0]]])
    network: Any = SimpleNamespace(
        period=np.array([0, 0, 1, 1]),
        capacity_mw=np.array([[np.inf, 10.0, 4.0], [np.inf, 4.0, 0.0]]),  # an outage in the second half
        loss_share=np.array([0.0, 0.0, 0.1]),
    )
    share = loading_share(SimpleNamespace(flow_mw=flow), network)  # type: ignore[arg-type]
    np.testing.assert_allclose(share, [[0.0, 0.8, 1 / 0.9 / 4]])
    network.period = np.zeros(4, dtype=np.int64)
    share = loading_share(SimpleNamespace(flow_mw=flow), network)  # type: ignore[arg-type]
    np.testing.assert_allclose(share, [[0.0, 0.8, 2 / 4]])


def test_production_is_that_of_the_region_s_rivers_and_of_each_kind_of_project() -> None:
    month_mwh, plant_mwh = RNG.uniform(0, 9, (WEATHER, 3, 12)), RNG.uniform(0, 9, (WEATHER, 4, 12))
    kinds: Any = SimpleNamespace(project_kinds={"wind": None, "solar": None, "bio": None})
    projects: Any = SimpleNamespace(projects=[SimpleNamespace(kind=kind) for kind in ("solar", "wind", "solar")])
    rivers: Any = SimpleNamespace(area=np.array([0, -1, 2, 0]))  # the second lies outside
    found = _production(SimpleNamespace(plant_mwh=plant_mwh), projects, kinds, rivers, month_mwh)  # type: ignore[arg-type]
    np.testing.assert_allclose(found[:, 0], plant_mwh[:, [0, 2, 3]].sum(axis=1))
    np.testing.assert_allclose(found[:, 1], month_mwh[:, 1])
    np.testing.assert_allclose(found[:, 2], month_mwh[:, 0] + month_mwh[:, 2])
    np.testing.assert_array_equal(found[:, 3:], np.zeros((WEATHER, 1, 12)))
