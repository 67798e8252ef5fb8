"""Published cases of power: balance, storage, shortage and plausibility (PC-05, 11, 14, 18, 33, 35, 40)."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator import (
    InputError,
    PowerYear,
    Region,
    Result,
    data_folder,
    load_region,
    load_scenario,
    load_weather,
    read_scenario,
    resolve,
    scenario_folder,
    simulate,
    simulate_power,
)
from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.premises import Weather
from simulator.records import (
    Balance,
    Battery,
    Demand,
    Dispatch,
    Generator,
    HydroSystem,
    MarketTerms,
    Network,
    PowerSystem,
    Supply,
)
from simulator.stages.adequacy import event_counts, peak_shortage_mw, shortage_energy_mwh, shortage_hours
from simulator.stages.balance import settle_balance
from simulator.stages.dispatch import dispatch_power
from simulator.stages.hydro import power_from_flow
from simulator.stages.plausibility import (
    capacity_factor_share,
    doubtful,
    full_load_hours,
    implausible_full_load_hours,
)

YEAR = 2032
M3_PER_MWH = 1000.0
TERMS = MarketTerms(
    import_fee_eur_mwh=0.0, export_fee_eur_mwh=0.0, establishment_cut_eur_mwh=1500.0, unserved_eur_mwh=4000.0
)
LIMITS_HOURS = {"wind": 5000.0, "solar_ground": 1200.0}


# Records by hand ----------------------------------------------------------------


def river(hours: int, inflow_mw: Sequence[float] | None = None, **changes: float) -> HydroSystem:
    """Return one reservoir in area 0 at 1 kWh/m³, so that a MWh is 1,000 m³; dry and without a turbine unless said."""
    sizes = {"storage_mwh": 0.0, "turbine_mw": 0.0} | changes
    inflow = np.zeros((1, 1, hours)) if inflow_mw is None else np.array(inflow_mw, dtype=float).reshape(1, 1, hours)
    return HydroSystem(
        names=("lake",),
        plants=("plant",),
        storage_m3=np.array([sizes["storage_mwh"] * M3_PER_MWH]),
        minimum_m3=np.zeros(1),
        max_flow_m3s=np.array([sizes["turbine_mw"] * M3_PER_MWH / 3600]),
        min_release_m3s=np.zeros(1),
        energy_kwh_m3=np.ones(1),
        peaking_share=np.zeros(1),
        turbine_to=np.array([-1]),
        spill_to=np.array([-1]),
        travel_hours=np.array([1]),
        area=np.array([0]),
        market=np.array([0]),
        inflow_m3s=inflow * M3_PER_MWH / 3600,
        flow_before_m3s=np.zeros((1, 1)),
        start_m3=np.zeros(1),
        target_share=np.zeros((1, hours)),
        price_rank=np.zeros((2, 1, hours), dtype=np.uint8),
        steering_ahead_hours=168,
        inflow_memory_hours=240.0,
    )


def network(parent: Sequence[int] = (-1,), capacity_mw: float = 1000.0, hours: int = 24) -> Network:
    """Return a radial grid without any exchange; parents stand before their children."""
    areas = tuple(f"area_{number}" for number in range(len(parent)))
    none = np.zeros(0, dtype=np.int64)
    return Network(
        areas=areas,
        links=areas[1:],
        exchanges=(),
        order=np.arange(len(parent))[::-1].copy(),
        parent=np.array(parent),
        period=np.zeros(hours, dtype=np.int64),
        capacity_mw=np.array([[np.inf if up < 0 else capacity_mw for up in parent]]),
        loss_share=np.zeros(len(parent)),
        link=np.arange(len(parent)) - 1,
        exchange_area=none,
        exchange_market=none,
        import_mw=np.zeros((1, 0)),
        export_mw=np.zeros((1, 0)),
    )


def run(
    demand_mw: Mapping[int, Sequence[float]],
    available_mw: Mapping[int, Sequence[float]],
    *,
    grid: Network,
    rivers: HydroSystem,
    batteries: tuple[Battery, ...] = (),
) -> tuple[Dispatch, Balance]:
    """Dispatch and settle a few hours given by area."""
    hours = rivers.inflow_m3s.shape[-1]
    load, available = np.zeros((1, len(grid.areas), hours)), np.zeros((1, len(grid.areas), hours))
    for area, values in demand_mw.items():
        load[0, area] = values
    for area, values in available_mw.items():
        available[0, area] = values
    group_mwh = np.zeros((1, 1, 12))
    group_mwh[0, 0, 0] = load.sum()
    demand = Demand(
        year=YEAR,
        groups=("all",),
        mw=load,
        establishment_mw=np.zeros_like(load),
        group_mwh=group_mwh,
        establishment_mwh=np.zeros((1, 0)),
    )
    supply = Supply(year=YEAR, generators=(), batteries=batteries, available_mw=available)
    system = PowerSystem(
        supply=supply,
        demand=demand,
        rivers=rivers,
        network=grid,
        price_eur_mwh=np.zeros((2, 1, hours)),
        terms=TERMS,
    )
    dispatch = dispatch_power(system, engine="rule")
    return dispatch, settle_balance(supply, demand, dispatch, network=grid)


# PC-05: PowerGAMA tests/test_mount_synth.py (MIT) ----------------------------------------------------------------

SMALL_DEMAND_MW, SMALL_WIND_MW = (12.0, 10.0, 8.0), (15.0, 10.0, 5.0)
PLACES = [((-1,), 0, 0, 0), ((-1, 0, 1), 2, 0, 1), ((-1, 0, 0), 1, 2, 0)]


def small_battery(area: int) -> Battery:
    """Return the lossless battery of 4 MWh and 10 MW."""
    return Battery(
        id="battery",
        area=f"area_{area}",
        power_mw=np.array([10.0]),
        energy_mwh=np.array([4.0]),
        efficiency_share=1.0,
    )


@pytest.mark.parametrize(("parent", "load_at", "wind_at", "battery_at"), PLACES)
def test_small_battery_absent(parent: tuple[int, ...], load_at: int, wind_at: int, battery_at: int) -> None:
    dispatch, balance = run({load_at: SMALL_DEMAND_MW}, {wind_at: SMALL_WIND_MW}, grid=network(parent), rivers=river(3))
    np.testing.assert_allclose(balance.generation_mw.sum(axis=(0, 1)), [12, 10, 5])
    np.testing.assert_allclose(dispatch.unserved_mw.sum(axis=(0, 1)), [0, 0, 3])
    assert 0.1 * balance.generation_mw.sum() == pytest.approx(2.7)


@pytest.mark.parametrize(("parent", "load_at", "wind_at", "battery_at"), PLACES)
def test_small_battery_present(parent: tuple[int, ...], load_at: int, wind_at: int, battery_at: int) -> None:
    dispatch, balance = run(
        {load_at: SMALL_DEMAND_MW},
        {wind_at: SMALL_WIND_MW},
        grid=network(parent),
        rivers=river(3),
        batteries=(small_battery(battery_at),),
    )
    np.testing.assert_allclose(balance.generation_mw.sum(axis=(0, 1)), [15, 10, 5])
    np.testing.assert_allclose(dispatch.discharge_mw.sum(axis=(0, 1)), [0, 0, 3], atol=1e-12)
    np.testing.assert_allclose(dispatch.unserved_mw, 0, atol=1e-12)
    assert 0.1 * balance.generation_mw.sum() + 0.2 * dispatch.discharge_mw.sum() == pytest.approx(3.6)


def test_small_battery_fixture_fed_literally_is_refused() -> None:
    with pytest.raises(ValueError, match=r"wind.*1\.500 times its nameplate.*hour 0"):
        Generator(
            id="wind",
            technology="wind",
            area="area_0",
            capacity_mw=np.array([10.0]),
            output_pu=np.array([[1.5, 1.0, 0.5]]),
        )


def test_small_battery_fixture_mended_is_believed() -> None:
    wind = Generator(
        id="wind",
        technology="wind",
        area="area_0",
        capacity_mw=np.array([15.0]),
        output_pu=np.array([[1.0, 2 / 3, 1 / 3]]),
    )
    np.testing.assert_allclose(wind.capacity_mw[:, None] * wind.output_pu, [SMALL_WIND_MW])


# PC-11: quintel/merit specifications (MIT) ----------------------------------------------------------------


@pytest.mark.parametrize(("capacity_mw", "hours"), [(2.0, 0), (1.5, 2), (0.5, 4)])
def test_loss_of_load(capacity_mw: float, hours: int) -> None:
    assert shortage_hours(capacity_mw - np.array([2.0, 1.0, 2.0, 1.5])) == hours


def test_net_load() -> None:
    surplus = np.array([-0.5, -2.0, 0.0, 1.0, -1.0])
    assert shortage_hours(surplus) == 3
    assert shortage_energy_mwh(surplus) == pytest.approx(3.5)
    assert peak_shortage_mw(surplus) == pytest.approx(2)


def test_a_year_of_shortage() -> None:
    surplus = np.full((2, HOURS_PER_YEAR), -1.0)
    np.testing.assert_array_equal(shortage_hours(surplus), [8760, 8760])
    np.testing.assert_allclose(shortage_energy_mwh(surplus), 8760)
    np.testing.assert_allclose(peak_shortage_mw(surplus), 1)


def test_plenty_is_no_shortage() -> None:
    assert shortage_hours(np.ones(3)) == shortage_energy_mwh(np.ones(3)) == peak_shortage_mw(np.ones(3)) == 0


@pytest.mark.parametrize(
    ("excess", "classes", "counts"),
    [
        ([1, 1, 0, 1, 1], [1, 2, 3], [2, 2, 0]),
        ([1] * 14, [1, 2, 4, 8], [1, 1, 1, 1]),
        ([0, 1, 1, 1, 1, 0], [4, 5], [1, 0]),
        ([1, 1, 1, 1], [5], [0]),
        ([0, 0], [1], [0]),
        ([], [1], [0]),
    ],
)
def test_events(excess: list[int], classes: list[int], counts: list[int]) -> None:
    np.testing.assert_array_equal(event_counts(np.array(excess) > 0, classes), counts)


def test_events_of_several_years_do_not_run_together() -> None:
    present = np.array([[False, True, True], [True, True, False]])
    np.testing.assert_array_equal(event_counts(present, [1, 2, 3]), [[1, 1, 0], [1, 1, 0]])


# PC-14: PyPSA test/test_lopf_storage.py (MIT) ----------------------------------------------------------------


def test_no_spill_while_there_is_room() -> None:
    inflow_mw = [200.0] * 5 + [50.0] * 5
    rivers = river(10, inflow_mw, storage_mwh=1000.0, turbine_mw=100.0)
    dispatch, _ = run({0: [100.0] * 10}, {}, grid=network(), rivers=rivers)
    np.testing.assert_allclose(dispatch.spilled_m3, 0, atol=1e-6)
    np.testing.assert_allclose(dispatch.unserved_mw, 0, atol=1e-9)
    level_mwh = dispatch.reservoir_m3[0, 0] / M3_PER_MWH
    np.testing.assert_allclose(level_mwh, [0, 100, 200, 300, 400, 500, 450, 400, 350, 300, 250], atol=1e-6)


def test_a_full_reservoir_spills_what_finds_no_room() -> None:
    rivers = river(10, [200.0] * 10, storage_mwh=500.0, turbine_mw=100.0)
    dispatch, _ = run({0: [100.0] * 10}, {}, grid=network(), rivers=rivers)
    assert dispatch.spilled_m3[0, 0] / M3_PER_MWH == pytest.approx(500)


# PC-18: Tolga power station, owner's figures ----------------------------------------------------------------


@cache
def region() -> Region:
    """Return the region as shipped."""
    return load_region()


@pytest.mark.parametrize(("head_m", "hydraulic_mw", "efficiency_share"), [(86, 50.6, 0.889), (88, 51.8, 0.869)])
def test_falling_water_at_tolga(head_m: float, hydraulic_mw: float, efficiency_share: float) -> None:
    assert power_from_flow(60, head_m, 1.0) == pytest.approx(hydraulic_mw, abs=0.05)
    assert 3 * 15 / power_from_flow(60, head_m, 1.0) == pytest.approx(efficiency_share, abs=5e-4)
    assert power_from_flow(60, head_m, efficiency_share) == pytest.approx(45, abs=0.05)


def test_full_load_hours_at_tolga() -> None:
    assert full_load_hours(205_000, 45) == pytest.approx(4556, abs=0.5)
    assert capacity_factor_share(205_000, 45) == pytest.approx(0.520, abs=5e-4)
    assert full_load_hours(205_000, 43.1) == pytest.approx(4756, abs=0.5)


def test_the_table_holds_a_tolga_that_can_be_believed() -> None:
    tolga = next(plant for plant in region().plants if plant.id == "tolga")
    assert 4500 < full_load_hours(tolga.mean_gwh * 1000, tolga.capacity_mw) < 4800


def test_a_tolga_of_45_gigawatt_is_refused() -> None:
    source = (
        'title = "Tolga"\n[[projects]]\nid = "tolga_2"\nkind = "small_hydro"\ntitle = "Tolga 2"\narea = "Tolga"\n'
        "capacity_mw = 45000\nmean_gwh = 205\nstart_year = 2030\n"
    )
    with pytest.raises(InputError) as fault:
        read_scenario(source, "tolga.toml", region())
    assert any("capacity_mw" in problem.place and "45" in problem.remedy for problem in fault.value.problems)


@pytest.mark.parametrize(
    ("table", "column", "factor"),
    [
        pytest.param("plants.csv", "capacity_mw", 1000, id="43100_mw"),
        pytest.param("waterways.csv", "energy_kwh_m3", 0.01, id="86_cm"),
        pytest.param("waterways.csv", "max_flow_m3s", 0.1, id="6_m3s"),
    ],
)
def test_a_slipped_tolga_in_the_tables_is_refused(tmp_path: Path, table: str, column: str, factor: float) -> None:
    shutil.copytree(data_folder(), tmp_path / "data")
    path = tmp_path / "data" / table
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    tolga = next(row for row in rows if row["id"] == "tolga")
    tolga[column] = str(float(tolga[column]) * factor)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(tolga))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(InputError, match="tolga"):
        load_region(tmp_path / "data")


# PC-33: Statnett, Norway 2023 ----------------------------------------------------------------

PRODUCTION_TWH, CONSUMPTION_TWH, IMPORT_TWH, EXPORT_TWH = 154.0, 136.1, 13.1, 30.9


def test_published_balance_closes_within_its_rounding() -> None:
    from_trade, from_use = EXPORT_TWH - IMPORT_TWH, PRODUCTION_TWH - CONSUMPTION_TWH
    assert from_trade == pytest.approx(17.8)
    assert from_use == pytest.approx(17.9)
    assert abs(from_trade - from_use) <= 0.1 + 1e-9


def test_our_own_balance_is_never_rounded() -> None:
    one = np.ones((1, 1, 1))
    with pytest.raises(ValueError, match=r"balance open by 0\.1 MW"):
        Balance(
            year=YEAR,
            generation_mw=PRODUCTION_TWH * one,
            demand_mw=CONSUMPTION_TWH * one,
            net_import_mw=(IMPORT_TWH - EXPORT_TWH) * one,
            storage_mw=0 * one,
            unserved_mw=0 * one,
        )


def test_a_published_balance_closes_with_its_real_trade() -> None:
    one = np.ones((1, 1, 1))
    balance = Balance(
        year=YEAR,
        generation_mw=PRODUCTION_TWH * one,
        demand_mw=CONSUMPTION_TWH * one,
        net_import_mw=-17.9 * one,
        storage_mw=0 * one,
        unserved_mw=0 * one,
    )
    assert balance.year == YEAR


# PC-35: full-load hours ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("energy_gwh", "capacity_mw", "hours", "share"), [(500, 160, 3125, 0.357), (6.4, 7, 914, 0.104)]
)
def test_published_full_load_hours(energy_gwh: float, capacity_mw: float, hours: float, share: float) -> None:
    assert full_load_hours(energy_gwh * 1000, capacity_mw) == pytest.approx(hours, abs=0.5)
    assert capacity_factor_share(energy_gwh * 1000, capacity_mw) == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize(
    ("technology", "hours", "warns"),
    [
        ("wind", 3125, False),
        ("wind", 5000, False),
        ("wind", 5001, True),
        ("solar_ground", 914, False),
        ("solar_ground", 1201, True),
        ("small_hydro", 4556, False),
        ("small_hydro", 8761, True),
    ],
)
def test_full_load_hours_that_nobody_believes(technology: str, hours: float, warns: bool) -> None:
    assert implausible_full_load_hours(technology, hours, LIMITS_HOURS) is warns


@pytest.mark.parametrize("capacity_mw", [0.0, -1.0, float("nan")])
def test_nothing_has_no_full_load_hours(capacity_mw: float) -> None:
    with pytest.raises(ValueError, match="capacity above zero"):
        full_load_hours(1.0, capacity_mw)


@pytest.mark.parametrize("technology", LIMITS_HOURS)
def test_the_limits_of_full_load_hours_are_data(technology: str) -> None:
    limit = region().book[f"production.{technology}_full_load_hours_limit_hours"]
    assert limit.value == LIMITS_HOURS[technology]


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "mean_gwh", "warns"),
    [
        ("wind", 160, 500, False),
        ("wind", 100, 501, True),
        ("solar_ground", 7, 6.4, False),
        ("solar_ground", 10, 12.1, True),
    ],
)
def test_the_reader_doubts_too_many_hours(kind: str, capacity_mw: float, mean_gwh: float, warns: bool) -> None:
    source = (
        f'title = "t"\n[[projects]]\nid = "park"\nkind = "{kind}"\ntitle = "Park"\narea = "Alvdal"\n'
        f"capacity_mw = {capacity_mw}\nmean_gwh = {mean_gwh}\nstart_year = 2030\n"
    )
    notes = doubtful(read_scenario(source, "park.toml", region()), region())
    assert any("full-load hours" in note.found and note.place == "park" for note in notes) is warns


def test_the_shipped_plants_and_projects_are_believed() -> None:
    for file in sorted(scenario_folder().glob("*.toml")):
        for project in load_scenario(file, region()).projects:
            if project.mean_gwh is not None:
                hours = full_load_hours(project.mean_gwh * 1000, project.capacity_mw)
                assert not implausible_full_load_hours(project.kind, hours, LIMITS_HOURS), project.id


# PC-40: totals never broken (ETM#3649) ----------------------------------------------------------------


@cache
def one_year() -> tuple[PowerYear, Result]:
    """Return the hours and the answer of the strategy in one year under two weather years."""
    scenario = load_scenario(scenario_folder() / "strategy.toml", region())
    years = scenario.horizon.model_copy(update={"first_year": YEAR, "last_year": YEAR})
    scenario = scenario.model_copy(update={"horizon": years})
    weather = load_weather(Weather(count=2))
    given = (scenario, resolve(region(), scenario), region(), weather)
    return simulate_power(*given, year=YEAR), simulate(*given)


def hourly_sums(power: PowerYear) -> dict[str, NDArray[np.float64]]:
    """Add up the hours of every quantity that the ledger also holds. [MWh], shape (weather,)"""
    dispatch = power.dispatch
    net_import = dispatch.import_mw.sum(axis=1) - dispatch.export_mw.sum(axis=1)
    supplied = power.balance.generation_mw.sum(axis=1) + net_import + dispatch.unserved_mw.sum(axis=1)
    supplied = supplied + (dispatch.discharge_mw - dispatch.charge_mw).sum(axis=1)
    return {
        "production_mwh": power.balance.generation_mw.sum(axis=(1, 2)),
        "consumption_mwh": power.demand.mw.sum(axis=(1, 2)),
        "import_mwh": np.maximum(net_import, 0).sum(axis=-1),
        "export_mwh": np.maximum(-net_import, 0).sum(axis=-1),
        "transit_mwh": dispatch.import_mw.sum(axis=(1, 2)) - np.maximum(net_import, 0).sum(axis=-1),
        "grid_loss_mwh": (supplied - power.demand.mw.sum(axis=1)).sum(axis=-1),
        "curtailed_mwh": (dispatch.curtailed_mw + dispatch.river_lost_mw).sum(axis=(1, 2)),
        "unserved_mwh": dispatch.unserved_mw.sum(axis=(1, 2)),
        "storage_loss_mwh": (dispatch.charge_mw - dispatch.discharge_mw).sum(axis=(1, 2)),
    }


@pytest.mark.parametrize(
    "name",
    [
        "production_mwh",
        "consumption_mwh",
        "import_mwh",
        "export_mwh",
        "transit_mwh",
        "grid_loss_mwh",
        "curtailed_mwh",
        "unserved_mwh",
        "storage_loss_mwh",
    ],
)
def test_hours_sum_to_the_annual_figure(name: str) -> None:
    power, result = one_year()
    annual = getattr(result.ledger, name)[0].reshape(2, -1).sum(axis=1)
    np.testing.assert_allclose(hourly_sums(power)[name], annual, rtol=1e-9, atol=1e-5)


def test_hours_sum_to_every_month_and_part() -> None:
    power, result = one_year()
    ledger = result.ledger
    exported = power.dispatch.export_mw.sum(axis=1) - power.dispatch.import_mw.sum(axis=1)
    np.testing.assert_allclose(month_sums(np.maximum(exported, 0)), ledger.export_mwh[0], rtol=1e-9)
    np.testing.assert_allclose(power.dispatch.hydro_mw.sum(axis=(1, 2)), ledger.production_mwh[0, :, 0].sum(axis=-1))
    np.testing.assert_allclose(ledger.project_mwh[0].sum(axis=-1), ledger.production_mwh[0, :, 1:].sum(axis=(1, 2)))
    np.testing.assert_allclose(ledger.establishment_mwh[0].sum(axis=-1), ledger.consumption_mwh[0, :, -1].sum(axis=-1))
    surplus = power.balance.generation_mw.sum(axis=-1) - power.demand.mw.sum(axis=-1)
    np.testing.assert_allclose(surplus, ledger.area_surplus_mwh[0], rtol=1e-9, atol=1e-6)


def test_the_year_that_is_shown_is_the_year_that_was_counted() -> None:
    power, result = one_year()
    assert power.year == YEAR
    assert result.ledger.years == (YEAR,)
    peaks = np.stack([power.dispatch.import_mw.max(axis=-1), power.dispatch.export_mw.max(axis=-1)], axis=-1)
    np.testing.assert_array_equal(peaks, result.ledger.exchange_peak_mw[0])
    np.testing.assert_array_equal(power.demand.mw.sum(axis=1).max(axis=-1), result.ledger.peak_load_mw[0])
