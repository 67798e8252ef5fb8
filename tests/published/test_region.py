"""The region's own published figures judge the reference scenario."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import PowerYear, Region, Result, Scenario, WeatherYears, resolve, simulate_power
from simulator.hours import DAYS_IN_MONTH, smooth_monthly
from simulator.premises import Waterway

PUBLISHED_TOTAL_GWH = 1514
CONSUMPTION_2024_GWH = 287.0378
LARGE_MW = 9.0


def test_existing_plants_deliver_their_published_total(reference: Result) -> None:
    mean = reference.indicators.at("production_gwh", 2024).mean()
    assert mean == pytest.approx(PUBLISHED_TOTAL_GWH, rel=0.03)


def test_each_large_plant_delivers_its_published_mean(region: Region, reference: Result) -> None:
    for plant in region.plants:
        if plant.capacity_mw >= LARGE_MW and plant.area:
            place = reference.ledger.plants.index(plant.id)
            mean_gwh = reference.ledger.plant_mwh[0, :, place].mean() / 1000
            assert mean_gwh == pytest.approx(plant.mean_gwh, rel=0.08), plant.id


def test_no_plant_exceeds_its_nameplate(region: Region, reference: Result) -> None:
    for plant in region.plants:
        place = reference.ledger.plants.index(plant.id)
        most_mwh = plant.capacity_mw * 8760 * 1.01
        assert reference.ledger.plant_mwh[:, :, place].max() <= most_mwh, plant.id


def test_consumption_of_2024_is_the_measured_one(reference: Result) -> None:
    assert reference.indicators.at("consumption_gwh", 2024).mean() == pytest.approx(CONSUMPTION_2024_GWH, rel=0.01)


def test_employed_in_2024_are_exactly_those_of_the_strategy(reference: Result) -> None:
    assert np.all(reference.indicators.at("employed_persons", 2024) == 7811)


def test_surplus_is_about_1230_gwh(reference: Result) -> None:
    assert reference.indicators.at("surplus_gwh", 2024).mean() == pytest.approx(1230, rel=0.03)


def test_dry_median_and_wet_years_are_apart(reference: Result) -> None:
    surplus = reference.indicators.at("surplus_gwh", 2024)
    dry, median, wet = np.percentile(surplus, [10, 50, 90])
    assert dry < median < wet
    assert (wet - dry) / median > 0.1


def test_winter_holds_less_than_half_of_the_surplus(reference: Result) -> None:
    year, winter = (reference.indicators.at(name, 2024).mean() for name in ("surplus_gwh", "winter_surplus_gwh"))
    assert 0 < winter < year / 2


def test_nobody_goes_without_power_today(reference: Result) -> None:
    assert reference.indicators.at("unserved_hours", 2024).max() == 0


# Mean of each month over the mean of the year, measured load of NO1 2019–2025 (ENTSO-E).
NO1_LOAD_MONTHS = (1.44, 1.36, 1.19, 0.96, 0.79, 0.70, 0.62, 0.68, 0.78, 0.98, 1.19, 1.33)


def test_each_plant_from_2_mw_delivers_its_published_mean(region: Region, reference: Result) -> None:
    for plant in region.plants:
        if plant.capacity_mw >= 2 and plant.area:
            place = reference.ledger.plants.index(plant.id)
            mean_gwh = reference.ledger.plant_mwh[0, :, place].mean() / 1000
            assert mean_gwh == pytest.approx(plant.mean_gwh, rel=0.05), plant.id


def test_consumption_varies_over_the_year_like_measured_load(reference: Result) -> None:
    months = reference.ledger.consumption_mwh[0].mean(axis=0).sum(axis=0) / DAYS_IN_MONTH
    factors = months / months.mean()
    assert np.corrcoef(factors, NO1_LOAD_MONTHS)[0, 1] >= 0.97
    np.testing.assert_allclose(factors, NO1_LOAD_MONTHS, atol=0.13)


def chain_kwh_m3(steps: dict[str, Waterway], name: str) -> float:
    """Return the energy of a m³ at its own plant and all below. [kWh/m³]"""
    step = steps[name]
    return step.energy_kwh_m3 + (chain_kwh_m3(steps, step.turbine_to) if step.turbine_to else 0.0)


@pytest.fixture(scope="module")
def power(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> PowerYear:
    """The hours of 2024 in the reference scenario."""
    scenario = shipped["reference"]
    return simulate_power(scenario, resolve(region, scenario), region, weather, year=2024)


@pytest.mark.parametrize("market", ["NO1", "NO3"])
def test_reservoirs_fill_like_those_of_their_price_area(
    region: Region, power: PowerYear, weather: WeatherYears, market: str
) -> None:
    # What the price area's curve measures is the energy in all its reservoirs together, at all plants that their water
    # passes (NVE, Om magasinstatistikken, 2023).
    steps = {step.id: step for step in region.waterways}
    of_market = {area.id: area.market for area in region.areas}
    level = sum(
        power.dispatch.reservoir_m3[:, place, :-1] * chain_kwh_m3(steps, name)
        for place, name in enumerate(power.dispatch.reservoirs)
        if of_market.get(steps[name].area, "NO1") == market
    )
    weekly = np.median(level[:, : 52 * 168].reshape(weather.count, 52, 168).mean(axis=-1), axis=0)
    measured = smooth_monthly(region.filling_share[market])[3:364:7]
    assert np.corrcoef(weekly, measured)[0, 1] >= 0.95
    assert 13 <= weekly.argmin() <= 17  # April
    assert weekly[35:44].max() >= 0.99 * weekly.max()  # September, October; in NO1 it stays there into November
    assert weekly.argmax() <= 46
