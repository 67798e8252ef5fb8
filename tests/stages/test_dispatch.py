"""Dispatch on the real region: compiled once, establishments first, water kept."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Scenario, WeatherYears, resolve, simulate_power
from simulator.records import PowerYear
from simulator.stages.dispatch import compile_kernels
from simulator.stages.dispatch.loops.forward import run_year

YEAR = 2035


@pytest.fixture(scope="module")
def crowded(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> PowerYear:
    """Run a year in which a large data centre asks for more than the grid carries."""
    scenario = shipped["hyperscale_200mw"]
    few = weather.select(np.arange(3))
    return simulate_power(scenario, resolve(region, scenario), region, few, year=YEAR)


def test_the_hour_loop_is_compiled_once(crowded: PowerYear) -> None:
    assert crowded.year == YEAR
    compiled = len(run_year.signatures)
    compile_kernels()
    assert len(run_year.signatures) == compiled


def test_establishments_are_cut_before_anybody_else(crowded: PowerYear) -> None:
    dispatch, demand = crowded.dispatch, crowded.demand
    others = dispatch.unserved_mw - dispatch.establishment_cut_mw
    assert dispatch.establishment_cut_mw.sum() > 0
    np.testing.assert_allclose(others, 0, atol=1e-9)
    assert (dispatch.establishment_cut_mw <= demand.establishment_mw + 1e-9).all()


def test_a_bound_line_is_fully_loaded_where_power_is_short(crowded: PowerYear) -> None:
    assert crowded.link_loading_share.max() == pytest.approx(1)


def test_reservoirs_follow_the_seasons(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> None:
    scenario = shipped["reference"]
    power = simulate_power(scenario, resolve(region, scenario), region, weather, year=2024)
    full_m3 = np.array([step.storage_mm3 * 1e6 for step in region.waterways if step.storage_mm3 > 0])
    order = [next(step.id for step in region.waterways if step.storage_mm3 * 1e6 == full) for full in full_m3]
    places = [order.index(name) for name in power.dispatch.reservoirs]
    filling = power.dispatch.reservoir_m3[:, :, ::24].mean(axis=0).sum(axis=0) / full_m3[places].sum()
    lowest, highest = int(filling.argmin()), int(filling.argmax())
    assert 90 <= lowest <= 135
    assert 210 <= highest <= 320
    assert (filling <= 1).all()
