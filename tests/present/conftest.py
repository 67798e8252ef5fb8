"""Two small results, computed once: today's development and the whole strategy, three years, three weather years."""

from __future__ import annotations

from typing import Final

import pytest

from simulator import (
    HourDigest,
    Region,
    Result,
    load_region,
    load_scenario,
    load_weather,
    resolve,
    scenario_folder,
    simulate,
    simulate_hours,
)
from simulator.batch.drawing import DrawPlan, draw_scenario
from simulator.premises import Horizon, Weather
from simulator.present.frames import Seen, View
from simulator.uncertainty import Drawn, Draws, JobOdds, job_odds, of_one_year

YEAR: Final = 2035


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region()


def answer(name: str, region: Region) -> Result:
    small = {"horizon": Horizon(first_year=2034, last_year=2036), "weather": Weather(count=3)}
    scenario = load_scenario(scenario_folder() / f"{name}.toml", region).model_copy(update=small)
    return simulate(scenario, resolve(region, scenario), region, load_weather(scenario.weather))


@pytest.fixture(scope="session")
def reference(region: Region) -> Seen:
    return Seen(answer("reference", region))


@pytest.fixture(scope="session")
def strategy(region: Region) -> Seen:
    return Seen(answer("strategy", region))


@pytest.fixture(scope="session")
def digest(strategy: Seen, region: Region) -> HourDigest:
    """The hours of the strategy in the year looked at."""
    scenario = strategy.scenario
    weather = load_weather(scenario.weather)
    return simulate_hours(scenario, resolve(region, scenario), region, weather, year=YEAR)


@pytest.fixture(scope="session")
def odds(strategy: Seen, region: Region) -> JobOdds:
    """Draws of the work of the strategy."""
    scenario = strategy.scenario
    draws = Draws(resolve(region, scenario), count=500, seed=7)
    return job_odds(scenario, region, draws, load_weather(scenario.weather))


@pytest.fixture(scope="session")
def drawn(strategy: Seen) -> Drawn:
    """A few draws of the whole model."""
    scenario = of_one_year(strategy.scenario, YEAR)
    uncertain = tuple(one.model_copy(update={"probability": 0.5}) for one in scenario.projects)
    return draw_scenario(scenario.model_copy(update={"projects": uncertain}), DrawPlan(count=8, seed=3))


@pytest.fixture(scope="session", params=["nb", "en"])
def view(request: pytest.FixtureRequest) -> View:
    return View(YEAR, request.param)
