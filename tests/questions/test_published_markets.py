"""Published cases of markets, of reservoirs in a chain and of the way to PyPSA and back (PC-01, 08, 15, 39)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_systems import YEAR, demand_of, network_of, read_by_pypsa, river_of, small_system

from simulator.present.pypsa_folder import write_pypsa_folder
from simulator.questions import solve_reference
from simulator.records import Dispatch, MarketTerms, Network, PowerSystem, Supply
from simulator.stages.dispatch import dispatch_power

if TYPE_CHECKING:
    import pypsa

M3_PER_MWH = 1000.0
HOURS = 1
every_engine = pytest.mark.parametrize("engine", ["reference", "foresight", "policy", "rule"])


def run(system: PowerSystem, engine: str) -> Dispatch:
    """Dispatch a system by one of the engines or by the exact program."""
    return solve_reference(system, 0) if engine == "reference" else dispatch_power(system, engine=engine)


def market(
    load_mw: Sequence[float],
    free_mw: Sequence[float],
    bought: Sequence[tuple[float, float]] = (),
    sold: Sequence[tuple[float, float]] = (),
    *,
    lines_mw: Sequence[float] = (),
    willing: tuple[float, float] = (0.0, 1000.0),
) -> PowerSystem:
    """Return one hour of areas around the first: plants to buy from and users to sell to there, as (price, MW).

    ``willing`` is the load of the first area that is cut first [MW], and what it would pay. [EUR/MWh]
    """
    areas, points = len(load_mw), [*bought, *sold]
    load, soft = np.array(load_mw, dtype=float)[None, :, None], np.zeros((1, areas, HOURS))
    load[0, 0, 0] += willing[0]
    soft[0, 0, 0] = willing[0]
    most = [mw for _, mw in points]
    network = replace(
        network_of([-1, *[0] * (areas - 1)], [np.inf, *lines_mw], HOURS),
        exchanges=tuple(f"point_{number}" for number in range(len(points))),
        exchange_area=np.zeros(len(points), dtype=np.int64),
        exchange_market=np.arange(len(points)),
        import_mw=np.array([[*most[: len(bought)], *[0.0] * len(sold)]]),
        export_mw=np.array([[*[0.0] * len(bought), *most[len(bought) :]]]),
    )
    return PowerSystem(
        supply=Supply(
            year=YEAR, generators=(), batteries=(), available_mw=np.array(free_mw, dtype=float)[None, :, None]
        ),
        demand=demand_of(load, new_mw=soft),
        rivers=river_of(np.zeros((1, 1, HOURS))),
        network=network,
        price_eur_mwh=np.array([price for price, _ in points], dtype=float)[:, None, None],
        terms=MarketTerms(
            import_fee_eur_mwh=0.0,
            export_fee_eur_mwh=0.0,
            establishment_cut_eur_mwh=willing[1],
            unserved_eur_mwh=10_000.0,
        ),
    )


# PC-01: PyPSA, simple electricity market, one and several zones (CC-BY-4.0) -------------------------------------------

FUELS = ((30.0, 35_000.0), (60.0, 8_000.0), (80.0, 2_000.0))  # coal, gas, oil
ZONES = {
    "South Africa": (((42_000,), (3_000,), ()), 1_290_000, 4_000, ()),
    "with Mozambique": (((42_000, 650), (3_000, 1_200), (500,)), 1_260_000, 3_500, (500,)),
    "with Eswatini": (((42_000, 650, 250), (3_000, 1_200, 600), (500, 250)), 1_245_000, 3_250, (500, 250)),
}


def zones(name: str, more_mw: float = 0.0) -> PowerSystem:
    """Return one of the zones, with more load at home. In a tree, Mozambique and Eswatini are not joined."""
    (load, free, lines), *_ = ZONES[name]
    return market([load[0] + more_mw, *load[1:]], free, FUELS, lines_mw=lines)


@every_engine
@pytest.mark.parametrize("name", ZONES)
def test_simple_market_in_one_and_several_zones(name: str, engine: str) -> None:
    _, cost, gas, flows = ZONES[name]
    dispatch = run(zones(name), engine)
    assert dispatch.cost_eur[0] == pytest.approx(cost, abs=0.1)
    np.testing.assert_allclose(dispatch.import_mw[0, :, 0], [35_000, gas, 0], atol=1e-6)
    np.testing.assert_allclose(dispatch.flow_mw[0, 1:, 0], flows, atol=1e-6)


@every_engine
@pytest.mark.parametrize("name", ZONES)
def test_simple_market_has_the_published_price(name: str, engine: str) -> None:
    dearer = run(zones(name, more_mw=1.0), engine).cost_eur[0] - run(zones(name), engine).cost_eur[0]
    assert dearer == pytest.approx(60, abs=1e-3)


@every_engine
def test_industrial_load_that_will_pay_seventy(engine: str) -> None:
    dispatch = run(market([42_000], [3_000], FUELS, willing=(8_000.0, 70.0)), engine)
    served = 8_000 - dispatch.establishment_cut_mw[0, 0, 0]
    assert served == pytest.approx(4_000)
    assert dispatch.import_mw[0, 1, 0] == pytest.approx(8_000)
    assert dispatch.cost_eur[0] - 70 * 8_000 == pytest.approx(1_250_000, abs=0.1)
    more = run(market([42_001], [3_000], FUELS, willing=(8_000.0, 70.0)), engine)
    assert more.cost_eur[0] - dispatch.cost_eur[0] == pytest.approx(70, abs=1e-3)


# PC-08: quintel/merit, surplus for flexible users (MIT) ---------------------------------------------------------------


@every_engine
@pytest.mark.parametrize(
    ("supply", "prices", "used"), [(20, (10, 5), (10, 0)), (25, (10, 5), (10, 5)), (25, (10, 15), (5, 10))]
)
def test_surplus_goes_to_who_pays_most(
    supply: float, prices: tuple[float, float], used: tuple[float, float], engine: str
) -> None:
    dispatch = run(market([10], [supply], sold=[(price, 10.0) for price in prices]), engine)
    np.testing.assert_allclose(dispatch.export_mw[0, :, 0], used, atol=1e-6)
    np.testing.assert_allclose(dispatch.unserved_mw, 0)


# PC-15: PyPSA, chained hydro reservoirs (CC-BY-4.0) -------------------------------------------------------------------

RAIN = 350 * np.array([0, 0.3, 0.8, 0.5, 0.1, 0, 0.2, 0.4])
LOADS = np.array([[20, 20, 15, 15, 30, 40, 35, 25], [30, 25, 20, 20, 40, 50, 45, 30]], dtype=float)
INTAKE = (44.444444, 55.555556)  # MW that the turbines draw
EFFICIENCY, LEFT = 0.9, 0.5  # of a turbine, and what of the drawn energy the water still holds below


USED = 577.778  # of the rain, MWh


def chain(intake: Sequence[float], travel_hours: int, rain_mwh: float) -> PowerSystem:
    """Return the two reservoirs. No water is lost on the way: what is left of its energy stands in the lower plant."""
    rain = RAIN * rain_mwh / RAIN.sum()
    rivers = river_of(np.stack([rain, np.zeros(len(rain))])[None] * M3_PER_MWH / 3600)
    unit = M3_PER_MWH
    rivers = replace(
        rivers,
        storage_m3=np.array([10_000 * unit, 10_000 * unit / LEFT]),
        start_m3=np.array([5_000 * unit, 5_000 * unit / LEFT]),
        energy_kwh_m3=np.array([EFFICIENCY, EFFICIENCY * LEFT]),
        max_flow_m3s=np.array([intake[0] * unit, intake[1] * unit / LEFT]) / 3600,
        area=np.array([0, 1]),
        travel_hours=np.array([travel_hours, 0]),
        peaking_share=np.zeros(2),
    )
    network = replace(
        network_of([-1, 0], [np.inf, 0.0], len(RAIN)),
        exchanges=(),
        exchange_area=np.zeros(0, dtype=np.int64),
        exchange_market=np.zeros(0, dtype=np.int64),
        import_mw=np.zeros((1, 0)),
        export_mw=np.zeros((1, 0)),
    )
    return PowerSystem(
        supply=Supply(year=YEAR, generators=(), batteries=(), available_mw=np.zeros((1, 2, len(RAIN)))),
        demand=demand_of(LOADS[None]),
        rivers=rivers,
        network=network,
        price_eur_mwh=np.zeros((2, 1, len(RAIN))),
        terms=MarketTerms(
            import_fee_eur_mwh=0.0, export_fee_eur_mwh=0.0, establishment_cut_eur_mwh=100.0, unserved_eur_mwh=1000.0
        ),
    )


@pytest.mark.parametrize("travel_hours", [0, 1])
def test_two_reservoirs_in_chain(travel_hours: int) -> None:
    assert sum(INTAKE) * 1000 == pytest.approx(100_000)
    dispatch = run(chain(INTAKE, travel_hours, RAIN.sum()), "reference")
    np.testing.assert_allclose(dispatch.unserved_mw, 0, atol=1e-4)
    np.testing.assert_allclose(dispatch.hydro_mw[0].sum(axis=1) / EFFICIENCY, [222.222, 288.889], atol=1e-3)


def test_two_reservoirs_in_chain_need_just_this_rain() -> None:
    dispatch = run(chain(INTAKE, 0, USED), "reference")
    np.testing.assert_allclose(dispatch.unserved_mw, 0, atol=1e-3)
    past = (dispatch.bypassed_m3[0, 0] + dispatch.spilled_m3[0, 0]) / M3_PER_MWH
    assert past == pytest.approx(355.556, abs=2e-3)
    assert run(chain(INTAKE, 0, 0.99 * USED), "reference").unserved_mw.sum() > 1


@pytest.mark.parametrize("plant", [0, 1])
def test_two_reservoirs_in_chain_need_no_smaller_turbine(plant: int) -> None:
    intake = np.array(INTAKE)
    intake[plant] *= 0.99
    dispatch = run(chain(intake, 0, RAIN.sum()), "reference")
    assert dispatch.unserved_mw[0, plant].max() == pytest.approx(0.01 * LOADS[plant].max(), abs=1e-5)


# PC-39: to PyPSA and back ---------------------------------------------------------------------------------------------


def fixed(network: pypsa.Network, dispatch: Dispatch, system: PowerSystem) -> None:
    """Let the turbines of a PyPSA network run as a dispatch says, in every hour."""
    mwh = dispatch.hydro_mw[0] + dispatch.river_lost_mw[0]
    for step, name in enumerate(system.rivers.names):
        turbine, area = f"{name} turbine", system.rivers.area[step]
        energy, most = system.rivers.energy_kwh_m3[step], network.links.at[turbine, "p_nom"]
        assert (system.rivers.area == area).sum() == 1, "one plant an area, so that its hours are known"
        share = mwh[area] / energy / most if most * energy > 0 else np.zeros(mwh.shape[1])
        for bound, slack in (("p_min_pu", -1e-9), ("p_max_pu", 1e-9)):
            network.links_t[bound][turbine] = share + slack


def one_plant_an_area(seed: int) -> PowerSystem | None:
    """Return a random system whose river steps stand in areas of their own, without batteries, or nothing.

    Every price is above zero: at a negative one it is as good to buy for nothing as not to.
    """
    system = small_system(seed)
    places = system.rivers.area
    if len(set(places)) < len(places) or (places < 0).any():
        return None
    return replace(
        system, supply=replace(system.supply, batteries=()), price_eur_mwh=5.0 + np.abs(system.price_eur_mwh)
    )


FITTING = [seed for seed in range(200) if one_plant_an_area(seed) is not None][:3]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", FITTING)
def test_pypsa_reads_the_folder_and_repeats_the_hours(seed: int, tmp_path: Path) -> None:
    for name in ("pypsa", "linopy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    system = one_plant_an_area(seed)
    assert system is not None
    ours = solve_reference(system, 0)
    write_pypsa_folder(system, 0, tmp_path)
    network = read_by_pypsa(tmp_path)
    network.consistency_check(strict="all")
    fixed(network, ours, system)
    assert network.optimize(solver_name="highs", log_to_console=False)[0] == "ok"
    energy = network.statistics.energy_balance(groupby="name", bus_carrier="AC")
    loads = energy.xs("Load", level=0).sum()
    assert -loads == pytest.approx(system.demand.mw.sum(), rel=1e-6)
    turbines = energy[[str(name[-1]).endswith(" turbine") for name in energy.index]].sum()
    assert turbines == pytest.approx((ours.hydro_mw + ours.river_lost_mw).sum(), rel=1e-6, abs=1e-4)
    sent = network.links_t.p0
    net = np.zeros(system.demand.mw.shape[-1])
    for name in system.network.exchanges:
        net += sent[f"{name} import"].to_numpy() - sent[f"{name} export"].to_numpy()
    np.testing.assert_allclose(net, ours.import_mw[0].sum(axis=0) - ours.export_mw[0].sum(axis=0), atol=1e-4)


def test_there_are_systems_for_the_round_trip() -> None:
    assert len(FITTING) == 3
    assert any(one_plant_an_area(seed).network.exchanges for seed in FITTING)  # type: ignore[union-attr]
    assert isinstance(small_system(FITTING[0]).network, Network)
