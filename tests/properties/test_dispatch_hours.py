"""What every hour of the dispatch must do, told by small systems that can be followed in the head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from power_builders import TERMS, System, demand_of, run, systems

from simulator.records import HydroSystem, Network, PowerSystem, Supply
from simulator.stages.dispatch import dispatch_power

TINY = 1e-6
HOURS = 240
M3_PER_MWH = 1000.0
quick = settings(deadline=None, derandomize=True, max_examples=25)
every_engine = pytest.mark.parametrize("engine", ["rule", "policy", "foresight"])


def windy_valley(inflow_mw: float = 5.0) -> PowerSystem:
    """Return one area with 10 MW of load and a reservoir; every other day brings 15 MW of wind, and nothing can leave.

    The inflow is what the calm days need, and there is room for it: no water need be spilled.
    """
    wind = np.where(np.arange(HOURS) // 24 % 2 == 0, 15.0, 0.0)[None, None, :]
    none = np.zeros(0, dtype=np.int64)
    return PowerSystem(
        supply=Supply(year=2030, generators=(), batteries=(), available_mw=wind),
        demand=demand_of(np.full((1, 1, HOURS), 10.0)),
        rivers=HydroSystem(
            names=("lake",),
            plants=("plant",),
            storage_m3=np.array([1200.0 * M3_PER_MWH]),
            minimum_m3=np.zeros(1),
            max_flow_m3s=np.array([20.0 * M3_PER_MWH / 3600]),
            min_release_m3s=np.zeros(1),
            energy_kwh_m3=np.ones(1),
            peaking_share=np.zeros(1),
            turbine_to=np.array([-1]),
            spill_to=np.array([-1]),
            travel_hours=np.array([1]),
            area=np.array([0]),
            market=np.array([0]),
            inflow_m3s=np.full((1, 1, HOURS), inflow_mw * M3_PER_MWH / 3600),
            flow_before_m3s=np.zeros((1, 1)),
            start_m3=np.array([600.0 * M3_PER_MWH]),
            target_share=np.full((1, HOURS), 0.5),
            price_rank=np.tile(np.arange(24, dtype=np.uint8), (2, 1, HOURS // 24)),
            steering_ahead_hours=168,
            inflow_memory_hours=240.0,
        ),
        network=Network(
            areas=("valley",),
            links=(),
            exchanges=(),
            order=np.array([0]),
            parent=np.array([-1]),
            period=np.zeros(HOURS, dtype=np.int64),
            capacity_mw=np.array([[np.inf]]),
            loss_share=np.zeros(1),
            link=np.array([-1]),
            exchange_area=none,
            exchange_market=none,
            import_mw=np.zeros((1, 0)),
            export_mw=np.zeros((1, 0)),
        ),
        price_eur_mwh=np.full((2, 1, HOURS), 40.0),
        terms=TERMS,
    )


@every_engine
def test_water_is_held_back_before_wind_is_given_up(engine: str) -> None:
    dispatch = dispatch_power(windy_valley(), engine=engine)
    windy = dispatch.curtailed_mw[0, 0] > TINY
    assert windy.sum() == HOURS / 2
    np.testing.assert_allclose(dispatch.hydro_mw[0, 0, windy], 0, atol=TINY)
    np.testing.assert_allclose(dispatch.unserved_mw, 0, atol=TINY)
    np.testing.assert_allclose(dispatch.spilled_m3, 0, atol=1e-3)


@every_engine
def test_somebody_goes_without_only_when_the_reservoir_is_empty(engine: str) -> None:
    system = windy_valley(inflow_mw=0.0)
    dry = replace(system.rivers, start_m3=np.array([300.0 * M3_PER_MWH]), storage_m3=np.array([600.0 * M3_PER_MWH]))
    dispatch = dispatch_power(replace(system, rivers=dry), engine=engine)
    short = dispatch.unserved_mw[0, 0] > TINY
    if engine == "foresight":  # ends as it began, on dry inflow: not a drop may be used
        np.testing.assert_allclose(dispatch.hydro_mw, 0, atol=TINY)
    else:
        assert dispatch.unserved_mw.sum() == pytest.approx(HOURS / 2 * 10.0 - 300.0)
        np.testing.assert_allclose(dispatch.reservoir_m3[0, 0, 1:][short], 0, atol=1e-3)


@every_engine
@quick
@given(systems(), st.floats(0, 200))
def test_water_earns_the_price_of_its_hour(engine: str, system: System, price_eur_mwh: float) -> None:
    dispatch = run(replace(system, price=np.full_like(system.price, price_eur_mwh)), engine)
    expected = price_eur_mwh * dispatch.plant_mwh.sum(axis=-1)
    np.testing.assert_allclose(dispatch.plant_value_eur, expected, rtol=1e-9, atol=1e-4)


@quick
@given(systems(storage=False, batteries=False), st.integers(0, 2**32 - 1))
def test_more_wind_never_costs_more(system: System, seed: int) -> None:
    # Without stores: what a store does with more wind depends on what it expects.
    rng = np.random.default_rng(seed)
    more = rng.uniform(0, 15, system.available.shape) * (rng.random(system.available.shape) > 0.6)
    windier = replace(system, available=system.available + more)
    assert (run(windier).cost_eur <= run(system).cost_eur + 1e-3).all()


@every_engine
@quick
@given(systems(storage=False, batteries=False))
def test_without_stores_all_operators_do_the_same(engine: str, system: System) -> None:
    np.testing.assert_allclose(run(system, engine).cost_eur, run(system, "rule").cost_eur, rtol=1e-7, atol=1e-2)
