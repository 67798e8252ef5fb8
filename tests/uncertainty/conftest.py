"""A few futures of one scenario, drawn once for all tests."""

from __future__ import annotations

import pytest

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.stages.dispatch import Operators
from simulator.uncertainty import DELAY, Drawn, Futures, collect_draws, draw_results, learn_operators, of_one_year
from simulator.uncertainty.sampling import sample_points

YEAR, COUNT, SEED = 2035, 24, 2024


@pytest.fixture(scope="session")
def futures(region: Region) -> Futures:
    """Worlds in which a scenario may find itself."""
    ranges = resolve(region, Scenario(title="Ingen")).ranges
    return Futures(points=sample_points(ranges, COUNT, seed=SEED), delay=ranges[DELAY], seed=SEED, weather_count=30)


@pytest.fixture(scope="session")
def uncertain(shipped: dict[str, Scenario]) -> Scenario:
    """2035 of a scenario in which a project may fail."""
    one = of_one_year(shipped["small_steps"], YEAR)
    certain = (*one.projects[:-1], one.projects[-1].model_copy(update={"probability": 0.5}))
    return one.model_copy(update={"projects": certain})


@pytest.fixture(scope="session")
def operators(region: Region, uncertain: Scenario, weather: WeatherYears) -> Operators:
    """What they learned in the central world."""
    found = learn_operators(uncertain, resolve(region, uncertain), region, weather)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def drawn(region: Region, uncertain: Scenario, weather: WeatherYears, futures: Futures, operators: Operators) -> Drawn:
    """The scenario in all these worlds."""
    outcomes = draw_results(uncertain, region, weather, futures=futures, numbers=range(COUNT), operators=operators)
    return collect_draws(uncertain, region, futures=futures, outcomes=outcomes)
