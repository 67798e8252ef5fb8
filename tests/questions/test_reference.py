"""The exact answer: known by hand, never beaten by what cannot know more, and the same as PyPSA's."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from small_systems import TERMS, YEAR, demand_of, network_of, read_by_pypsa, river_of, small_system

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.present.pypsa_folder import LEAST, write_pypsa_folder
from simulator.questions import distance_of, measure_distance, missing_cost_eur, solve_reference, water_value_eur
from simulator.questions.program import Program
from simulator.records import Demand, HydroSystem, PowerSystem, Supply
from simulator.simulation import power_system, prepare
from simulator.stages.balance import settle_balance
from simulator.stages.dispatch import dispatch_power

if TYPE_CHECKING:
    import pypsa

Floats = NDArray[np.float64]
UNIT_M3S = 1000 / 3600  # a thousand m³ in an hour; with 1 kWh/m³, one MW
seeds = st.integers(0, 2**32 - 1)
quick = settings(deadline=None, derandomize=True, max_examples=25)


def system_of(load: Floats, price: list[float], **parts: object) -> PowerSystem:
    """Return areas in a row behind the border, without rivers and other power unless given. [MW], (areas, hours)"""
    areas, hours = load.shape
    plain = PowerSystem(
        supply=Supply(year=YEAR, generators=(), batteries=(), available_mw=np.zeros((1, areas, hours))),
        demand=demand_of(load[None]),
        rivers=river_of(np.zeros((1, 0, hours))),
        network=network_of([-1, *range(areas - 1)], [np.inf] * areas, hours),
        price_eur_mwh=np.array([[price], [price]], dtype=float),
        terms=TERMS,
    )
    return replace(plain, **parts)  # type: ignore[arg-type]


def reservoir(inflow: list[float], *, start: float, room: float, most: float) -> HydroSystem:
    """Return one reservoir; all in thousand m³ and thousand m³ an hour."""
    return replace(
        river_of(np.array([[inflow]]) * UNIT_M3S),
        storage_m3=np.array([room * 1000]),
        start_m3=np.array([start * 1000]),
        max_flow_m3s=np.array([most * UNIT_M3S]),
    )


# Known by hand ----------------------------------------------------------------


def test_what_is_used_is_bought_at_the_price_and_the_fee() -> None:
    answer = solve_reference(system_of(np.array([[10.0, 20.0]]), [30, 40]), 0)
    assert answer.engine == "reference"
    assert answer.cost_eur[0] == pytest.approx(10 * 32 + 20 * 42)
    assert answer.bound_eur[0] == answer.cost_eur[0]


def test_water_waits_for_the_dear_hours_and_is_worth_what_they_pay() -> None:
    rivers = reservoir([5, 5, 5, 5], start=10, room=20, most=12)
    answer = solve_reference(system_of(np.zeros((1, 4)), [10, 50, 10, 50], rivers=rivers), 0)
    assert answer.cost_eur[0] == pytest.approx(-20 * 48.5)
    assert answer.hydro_mw[0, 0, [0, 2]] == pytest.approx(0)
    assert answer.reservoir_m3[0, 0, -1] == pytest.approx(10_000)
    assert answer.water_value_eur_m3[0, 0] == pytest.approx([48.5e-3])


def test_a_full_line_leaves_the_rest_without_and_loses_its_share() -> None:
    network = replace(network_of([-1, 0], [np.inf, 8.0], 1), loss_share=np.array([0.0, 0.1]))
    answer = solve_reference(system_of(np.array([[0.0], [9.0]]), [30], network=network), 0)
    assert answer.import_mw[0, 0, 0] == pytest.approx(8)
    assert answer.flow_mw[0, 1, 0] == pytest.approx(-7.2)
    assert answer.unserved_mw[0, 1, 0] == pytest.approx(1.8)
    assert answer.cost_eur[0] == pytest.approx(8 * 32 + 1.8 * 4000)


def test_establishments_go_without_before_others() -> None:
    demand: Demand = demand_of(np.full((1, 1, 1), 60.0), new_mw=4.0)
    answer = solve_reference(system_of(np.zeros((1, 1)), [30], demand=demand), 0)
    assert answer.unserved_mw[0, 0, 0] == pytest.approx(10)
    assert answer.establishment_cut_mw[0, 0, 0] == pytest.approx(4)
    assert answer.cost_eur[0] == pytest.approx(50 * 32 + 4 * 1500 + 6 * 4000)


def test_what_nobody_takes_is_curtailed_and_costs_nothing() -> None:
    supply = Supply(year=YEAR, generators=(), batteries=(), available_mw=np.full((1, 1, 1), 80.0))
    answer = solve_reference(system_of(np.full((1, 1), 10.0), [30], supply=supply), 0)
    assert answer.curtailed_mw[0, 0, 0] == pytest.approx(20)
    assert answer.cost_eur[0] == pytest.approx(-50 * 28.5)


def test_the_least_flow_comes_first_and_its_price_is_not_part_of_the_cost() -> None:
    rivers = replace(river_of(np.full((1, 1, 2), 3 * UNIT_M3S)), min_release_m3s=np.array([2 * UNIT_M3S]))
    answer = solve_reference(system_of(np.zeros((1, 2)), [30, 30], rivers=rivers), 0)
    assert answer.bypassed_m3[0, 0] == pytest.approx(4000)
    assert answer.cost_eur[0] == pytest.approx(-2 * 28.5)
    dry = replace(rivers, min_release_m3s=np.array([5 * UNIT_M3S]))
    assert solve_reference(system_of(np.zeros((1, 2)), [30, 30], rivers=dry), 0).cost_eur[0] == pytest.approx(0)


@pytest.mark.parametrize(("travel", "sold"), [(True, 4 + 2 + 1), (False, 4 + 4)])
def test_water_takes_its_time_unless_told_otherwise(travel: bool, sold: float) -> None:
    inflow = np.array([[[1.0] * 4, [0.0] * 4]]) * UNIT_M3S
    rivers = replace(river_of(inflow), travel_hours=np.array([2, 0]), flow_before_m3s=np.array([[0.5 * UNIT_M3S, 0.0]]))
    answer = solve_reference(system_of(np.zeros((1, 4)), [30] * 4, rivers=rivers), 0, travel=travel)
    assert answer.cost_eur[0] == pytest.approx(-sold * 28.5)


def test_a_program_without_a_solution_says_so() -> None:
    program = Program(1)
    program.equal.put(program.equal.add(np.array([5.0])), program.column(1.0), 1.0)
    with pytest.raises(ValueError, match="no solution"):
        program.solve()


# Random systems ----------------------------------------------------------------


@quick
@given(seeds)
def test_every_hour_of_the_answer_closes(seed: int) -> None:
    system = small_system(seed)
    answer = solve_reference(system, 0)
    settle_balance(system.supply, system.demand, answer, network=system.network)
    period = system.network.period
    sent = np.maximum(answer.flow_mw, -answer.flow_mw / (1 - system.network.loss_share[:, None]))
    assert (sent[0] <= system.network.capacity_mw[period].T + 1e-6).all()
    assert (answer.import_mw[0] <= system.network.import_mw[period].T + 1e-6).all()
    assert (answer.curtailed_mw[0] <= system.supply.available_mw[0] + 1e-6).all()


@quick
@given(seeds)
def test_the_cost_is_that_of_what_was_done(seed: int) -> None:
    system = small_system(seed)
    system = replace(system, price_eur_mwh=np.maximum(system.price_eur_mwh, 0))
    answer, market = solve_reference(system, 0), system.network.exchange_market
    firm = answer.unserved_mw - answer.establishment_cut_mw
    cost = (answer.import_mw[0] * system.buying_price_eur_mwh(0)[market]).sum()
    cost -= (answer.export_mw[0] * system.selling_price_eur_mwh(0)[market]).sum()
    cost += answer.establishment_cut_mw.sum() * TERMS.establishment_cut_eur_mwh + firm.sum() * TERMS.unserved_eur_mwh
    outside = system.rivers.area < 0
    assert answer.cost_eur[0] == pytest.approx(cost - answer.plant_value_eur[0, outside].sum(), rel=1e-6, abs=1)


@quick
@given(seeds)
def test_foresight_never_does_better_and_its_bound_is_never_above(seed: int) -> None:
    system = small_system(seed)
    best, ours = solve_reference(system, 0), dispatch_power(system, engine="foresight")
    slack = 1e-6 * max(abs(best.cost_eur[0]), 1e4)
    assume(ours.stored_change_m3.min(initial=0.0) >= -1)
    assert ours.cost_eur[0] >= best.cost_eur[0] - slack
    if np.isfinite(ours.bound_eur[0]):
        assert ours.bound_eur[0] <= best.cost_eur[0] + slack


@quick
@given(seeds)
def test_each_way_to_operate_is_held_against_the_exact_one(seed: int) -> None:
    exact, foresight, policy = measure_distance(small_system(seed), 0)
    assert np.nan_to_num(exact.gap_share) == pytest.approx(0, abs=1e-9)  # nan where there is no water
    assert (exact.engine, foresight.engine, policy.engine) == ("reference", "foresight", "policy")


def test_water_left_over_counts_at_its_last_value() -> None:
    rivers = reservoir([5, 5, 5, 5], start=10, room=20, most=12)
    system = system_of(np.zeros((1, 4)), [10, 50, 10, 50], rivers=rivers)
    best = solve_reference(system, 0)
    kept = replace(best, cost_eur=best.cost_eur + 100.0, reservoir_m3=best.reservoir_m3 + 2000.0)
    distance = distance_of(kept, best, system)
    assert distance.stored_eur == pytest.approx(2 * 48.5)
    assert water_value_eur(system, 0) == pytest.approx(20 * 30)
    assert distance.gap_share == pytest.approx((100 - 97) / 600)


# Beside PyPSA ----------------------------------------------------------------


def cost_by_pypsa(system: PowerSystem, folder: Path, *, travel: bool = True) -> float:
    """Solve a system by PyPSA; what least flows are paid is taken out again. [EUR]"""
    write_pypsa_folder(system, 0, folder, travel=travel)
    network = read_by_pypsa(folder)
    status, _ = network.optimize(solver_name="highs", log_to_console=False)
    assert status == "ok"
    sent = network.links_t.p0
    least = sent[[name for name in sent if name.startswith(LEAST)]].to_numpy().sum()
    return float(network.objective + missing_cost_eur(system) * least)


@pytest.fixture(autouse=True)
def _quiet() -> None:
    for name in ("pypsa", "linopy"):
        logging.getLogger(name).setLevel(logging.ERROR)


@pytest.mark.filterwarnings("ignore")
@settings(deadline=None, derandomize=True, max_examples=3)
@given(seeds, st.booleans())
def test_pypsa_finds_the_same_cost(seed: int, travel: bool) -> None:
    system = small_system(seed)
    with TemporaryDirectory() as folder:
        theirs = cost_by_pypsa(system, Path(folder), travel=travel)
    ours = solve_reference(system, 0, travel=travel).cost_eur[0]
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-2)


@pytest.mark.filterwarnings("ignore")
def test_pypsa_finds_the_same_cost_for_some_days_of_the_region(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears, tmp_path: Path
) -> None:
    scenario = shipped["data_centre_80mw"]
    setting = prepare(scenario, resolve(region, scenario), region, weather.select(np.arange(1)))
    system = first_hours(power_system(setting, 2035), 48)
    best = solve_reference(system, 0)
    settle_balance(system.supply, system.demand, best, network=system.network)
    assert best.cost_eur[0] == pytest.approx(cost_by_pypsa(system, tmp_path / "days"), rel=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_pypsa_finds_nothing_to_complain_of_and_every_hour_closes(
    region: Region,
    shipped: dict[str, Scenario],
    weather: WeatherYears,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The exported system is consistent, holds the same energy, and its solution balances to a millionth."""
    scenario = shipped["strategy"]
    setting = prepare(scenario, resolve(region, scenario), region, weather.select(np.arange(1)))
    system = first_hours(power_system(setting, 2035), 48)
    write_pypsa_folder(system, 0, tmp_path)
    network = read_by_pypsa(tmp_path)
    with caplog.at_level(logging.WARNING, logger="pypsa"):
        network.consistency_check()
    assert caplog.records == []
    load = network.get_switchable_as_dense("Load", "p_set").sum(axis=1)
    assert load.to_numpy() == pytest.approx(system.demand.mw[0].sum(axis=0), rel=1e-6)
    network.optimize(solver_name="highs", log_to_console=False)
    assert np.abs(left_over(network)).max() <= 1e-6 * np.abs(network.buses_t.p).to_numpy().max() + 1e-6
    network.loads_t.p.iloc[0, 0] += 1.0
    assert np.abs(left_over(network)).max() == pytest.approx(1.0)  # a wrong hour would be seen


def left_over(network: pypsa.Network) -> Floats:
    """Return what no bus of a solved network accounts for. shape (hours, buses)"""
    left = {bus: np.zeros(len(network.snapshots)) for bus in network.buses.index}
    for table, solved in (
        (network.generators, network.generators_t),
        (network.stores, network.stores_t),
        (network.storage_units, network.storage_units_t),
    ):
        for name, row in table.iterrows():
            left[row["bus"]] += row["sign"] * solved.p[name].to_numpy()
    for name, row in network.loads.iterrows():
        left[row["bus"]] += row["sign"] * network.loads_t.p[name].to_numpy()
    for end in sorted(column for column in network.links.columns if column.startswith("bus")):
        for name, bus in network.links[end].items():
            if bus:
                left[bus] -= network.links_t[f"p{end[3:]}"][name].to_numpy()
    return np.array(list(left.values())).T


def first_hours(system: PowerSystem, hours: int) -> PowerSystem:
    """Return the first hours of one weather year."""
    soft, rivers = system.demand.establishment_mw[:, :, :hours], system.rivers
    return replace(
        system,
        supply=replace(system.supply, generators=(), available_mw=system.supply.available_mw[:, :, :hours].copy()),
        demand=demand_of(system.demand.mw[:, :, :hours], new_mw=soft),
        rivers=replace(rivers, inflow_m3s=rivers.inflow_m3s[:, :, :hours].copy()),
        network=replace(system.network, period=system.network.period[:hours].copy()),
        price_eur_mwh=system.price_eur_mwh[:, :, :hours].copy(),
    )
