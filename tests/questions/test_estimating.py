"""First estimates: exact where nothing changes, near where something does, refused where they would not hold."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Result, Scenario, WeatherYears, load_levers, load_weather, resolve, simulate
from simulator.premises import Horizon, Weather
from simulator.questions.estimating import Footing, estimate, few_of, near, stand_on
from simulator.questions.levers import moved
from simulator.recall import Recall
from simulator.uncertainty.drawing import of_one_year

TRIO = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
NEAR_GWH = {"surplus_gwh": 30.0, "winter_surplus_gwh": 45.0, "worst_week_surplus_gwh": 5.0}
YEAR = 2035


@pytest.fixture(scope="module")
def ten_years() -> WeatherYears:
    return load_weather(Weather(count=10))


@pytest.fixture(scope="module")
def base(shipped: dict[str, Scenario]) -> Scenario:
    return of_one_year(shipped["reference"], YEAR).model_copy(update={"weather": Weather(count=10)})


def answer(scenario: Scenario, region: Region, weather: WeatherYears) -> Result:
    return simulate(scenario, resolve(region, scenario), region, weather)


@pytest.fixture(scope="module")
def footing(base: Scenario, region: Region, ten_years: WeatherYears) -> Footing:
    return stand_on(answer(base, region, ten_years), region, ten_years, recall=Recall())


def test_where_nothing_changes_the_estimate_is_the_answer(footing: Footing, base: Scenario, region: Region) -> None:
    found = estimate(base, footing, region, names=TRIO, recall=Recall())
    assert set(found.indicators.values) == set(TRIO)
    for name in TRIO:
        np.testing.assert_array_equal(found.indicators.values[name], footing.known.indicators.values[name])


@pytest.mark.parametrize(("name", "value"), [("data_centre", 120.0), ("wind", 100.0)])
def test_where_a_lever_moves_the_estimate_is_near_the_answer(
    name: str, value: float, footing: Footing, base: Scenario, region: Region, ten_years: WeatherYears
) -> None:
    lever = next(one for one in load_levers(region) if one.id == name)
    wanted = moved(lever, base, value, region=region, title="Moved")
    found, exact = estimate(wanted, footing, region, names=TRIO, recall=Recall()), answer(wanted, region, ten_years)
    for one in TRIO:
        ours, known, true = (result.indicators.at(one, YEAR).mean() for result in (found, footing.known, exact))
        assert abs(ours - true) < NEAR_GWH[one]
        assert abs(ours - true) < abs(known - true)


def test_other_weather_another_year_or_other_operation_is_not_near(footing: Footing, base: Scenario) -> None:
    assert near(base.model_copy(update={"title": "Other"}), footing)
    for change in (
        {"weather": Weather(count=11)},
        {"horizon": Horizon(first_year=2036, last_year=2036)},
        {"operation": "rule"},
    ):
        assert not near(base.model_copy(update=change), footing)


def test_a_footing_is_one_year(base: Scenario, region: Region, ten_years: WeatherYears) -> None:
    two = base.model_copy(update={"horizon": Horizon(first_year=2034, last_year=2035)})
    with pytest.raises(ValueError, match="one year"):
        stand_on(answer(two, region, ten_years), region, ten_years, recall=Recall())


def test_the_few_are_the_middles_of_the_drier_and_the_wetter_half(ten_years: WeatherYears) -> None:
    few, like = few_of(ten_years)
    order = ten_years.order
    assert order is not None
    assert few.names == (ten_years.names[order[2]], ten_years.names[order[7]])
    assert set(order[:5]) == set(np.flatnonzero(like == 0))
