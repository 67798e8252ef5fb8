"""Who operates the reservoirs: what the scenario says is done, and operators learn from the whole draw."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from simulator import Region, Result, Scenario, load_weather, resolve, simulate_power
from simulator.premises import Weather, WeatherYears
from simulator.premises.scenario import Operation
from simulator.records import PowerYear
from simulator.stages.dispatch import Engine

YEAR = 2030


@pytest.fixture(scope="module")
def twelve() -> WeatherYears:
    """Twelve weather years."""
    return load_weather(Weather(count=12))


def run(scenario: Scenario, region: Region, weather: WeatherYears, operation: str) -> PowerYear:
    """Run one year of a scenario, operated in one way."""
    scenario = scenario.model_copy(update={"operation": operation})
    return simulate_power(scenario, resolve(region, scenario), region, weather, year=YEAR)


def test_a_scenario_may_ask_for_every_engine() -> None:
    assert get_args(Operation) == get_args(Engine)


@pytest.mark.parametrize("operation", get_args(Operation))
def test_reservoirs_are_operated_as_the_scenario_says(
    operation: str, region: Region, shipped: dict[str, Scenario], twelve: WeatherYears
) -> None:
    power = run(shipped["reference"], region, twelve.select(np.arange(2)), operation)
    assert power.dispatch.engine == operation


@pytest.mark.parametrize("operation", ["policy", "rule"])
def test_a_choice_of_weather_years_is_operated_as_in_the_whole_draw(
    operation: str, region: Region, shipped: dict[str, Scenario], twelve: WeatherYears
) -> None:
    chosen = np.array([1, 5])
    whole = run(shipped["reference"], region, twelve, operation)
    few = run(shipped["reference"], region, twelve.select(chosen), operation)
    for name in ("hydro_mw", "import_mw", "export_mw", "reservoir_m3"):
        np.testing.assert_allclose(getattr(few.dispatch, name), getattr(whole.dispatch, name)[chosen], atol=1e-6)


def test_what_is_lost_in_the_grid_stands_in_the_annual_balance(reference: Result) -> None:
    ledger = reference.ledger
    assert (ledger.grid_loss_mwh > 0).all()
    with pytest.raises(ValueError, match="annual balance open"):
        replace(ledger, grid_loss_mwh=0 * ledger.grid_loss_mwh)
