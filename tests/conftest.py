"""The real region, weather and answers, read once for all tests."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

from simulator import (
    Region,
    Result,
    Scenario,
    WeatherYears,
    load_region,
    load_scenario,
    load_weather,
    resolve,
    scenario_folder,
    simulate,
)
from simulator.premises import Horizon, Weather

# A slow machine is no fault of the code: no test of laws depends on the clock.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Do not look through all that the tests' modules hold, time and again, for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


SHIPPED = sorted(path.stem for path in scenario_folder().glob("*.toml"))


@pytest.fixture(scope="session")
def region() -> Region:
    """Everything observed, from the shipped tables."""
    return load_region()


@pytest.fixture(scope="session")
def shipped(region: Region) -> dict[str, Scenario]:
    """Every shipped scenario by id."""
    return {name: load_scenario(scenario_folder() / f"{name}.toml", region) for name in SHIPPED}


@pytest.fixture(scope="session")
def weather() -> WeatherYears:
    """The default thirty weather years."""
    return load_weather(Weather())


@pytest.fixture(scope="session")
def reference(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> Result:
    """The reference over its first years, under all weather years."""
    scenario = shipped["reference"].model_copy(update={"horizon": Horizon(first_year=2024, last_year=2026)})
    return simulate(scenario, resolve(region, scenario), region, weather)
