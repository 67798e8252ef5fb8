"""Years that were worked out before are taken again, and only those in which nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest

from simulator import Region, Result, Scenario, WeatherYears, load_weather, resolve, simulate, simulation
from simulator.premises import EfficiencyMeasure, Establishment, GridMeasure, Horizon, Outage, Phase, Project, Weather
from simulator.recall import Recall

HORIZON = Horizon(first_year=2027, last_year=2031)
SINCE = 2030


def hall(**changes: Any) -> Establishment:
    """Return a data centre from 2030 on."""
    given = {
        "id": "hall",
        "kind": "data_centre_colocation",
        "title": "Hall",
        "area": "tynset_no1",
        "capacity_mw": 40.0,
        "start_year": SINCE,
    }
    return Establishment(**(given | changes))


def wind(**changes: Any) -> Project:
    """Return a wind farm from 2030 on."""
    given = {
        "id": "wind",
        "kind": "wind",
        "title": "Wind",
        "area": "tolga",
        "capacity_mw": 30.0,
        "start_year": SINCE,
    }
    return Project(**(given | changes))


def lever(**changes: Any) -> Callable[[Scenario], Scenario]:
    """Return a change of a scenario."""
    return lambda scenario: scenario.model_copy(update=changes)


# By rule, so that nobody spends time on learning.
BASE = Scenario(title="Base", horizon=HORIZON, operation="rule", establishments=(hall(),), projects=(wind(),))
# What is moved, and the first year in which that can be felt.
MOVES = {
    "nothing": (lever(), 2032),
    "a name": (lever(title="Other", description="said otherwise"), 2032),
    "a size": (lever(establishments=(hall(capacity_mw=60.0),)), 2030),
    "a later start": (lever(establishments=(hall(start_year=2031),)), 2030),
    "an earlier start": (lever(projects=(wind(start_year=2029),)), 2029),
    "a delay": (lever(establishments=(hall(delay_years=1),)), 2030),
    "a phase": (lever(establishments=(hall(phases=(Phase(year=2031, capacity_mw=80.0),)),)), 2030),
    "a curve of its own": (lever(establishments=(hall(load_factor_share=0.5),)), 2030),
    "a measure": (
        lever(efficiency=(EfficiencyMeasure(id="e", title="E", sector="households", freed_gwh=5.0, start_year=2029),)),
        2029,
    ),
    "a line": (lever(grid=(GridMeasure(id="g", title="G", link="line", added_mw=50.0, year=2031),)), 2031),
    "an outage": (lever(outages=(Outage(id="o", title="O", link="line", year=2028, months=(1,)),)), 2028),
    "who operates": (lever(operation="policy"), 2027),
    "another place": (lever(establishments=(hall(area="alvdal"),)), 2027),
    "a number": (lever(overrides=(("demand.growth_households_share", 0.004),)), 2027),
    "one more": (lever(establishments=(hall(), hall(id="second", start_year=2031))), 2027),
}


@pytest.fixture(scope="module")
def few() -> WeatherYears:
    """Return two weather years."""
    return load_weather(Weather(count=2))


def moved(name: str, region: Region) -> Scenario:
    """Return the base with one lever moved; lines are named after the first of the region."""
    scenario = MOVES[name][0](BASE)
    line = region.links[0].id
    return scenario.model_copy(
        update={
            "grid": tuple(one.model_copy(update={"link": line}) for one in scenario.grid),
            "outages": tuple(one.model_copy(update={"link": line}) for one in scenario.outages),
        }
    )


def same(one: Result, other: Result) -> bool:
    """Tell whether two answers agree in every bit of power, jobs, income and goals."""
    records = ("ledger", "connections", "jobs", "labour", "income", "indicators", "goals")
    return all(alike(getattr(one, record), getattr(other, record)) for record in records)


def alike(one: object, other: object) -> bool:
    """Tell whether two values, and all that they hold, agree in every bit; what is no number is no number in both."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if is_dataclass(one):
        return all(alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(alike, one, other))
    return repr(one) == repr(other)


def test_a_figure_that_moved_in_its_last_bit_would_be_seen(region: Region, few: WeatherYears) -> None:
    scenario = BASE.model_copy(update={"horizon": Horizon(first_year=2030, last_year=2030)})
    one = simulate(scenario, resolve(region, scenario), region, few)
    name, values = next(iter(one.indicators.values.items()))
    moved = replace(one.indicators, values={**one.indicators.values, name: np.nextafter(values, np.inf)})
    assert same(one, one)
    assert not same(one, replace(one, indicators=moved))


@pytest.mark.parametrize("name", MOVES)
def test_only_years_in_which_something_changed_are_run_again(
    name: str, region: Region, few: WeatherYears, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []
    run = simulation._summed_year
    monkeypatch.setattr(simulation, "_summed_year", lambda setting, year: ran.append(year) or run(setting, year))
    recall, scenario = Recall(), moved(name, region)
    simulate(BASE, resolve(region, BASE), region, few, recall=recall)
    assert sorted(ran) == list(HORIZON.years)
    ran.clear()
    recalled = simulate(scenario, resolve(region, scenario), region, few, recall=recall)
    first = MOVES[name][1]
    expected = [first] if name == "an outage" else [year for year in HORIZON.years if year >= first]
    assert sorted(ran) == expected
    assert same(recalled, simulate(scenario, resolve(region, scenario), region, few))


def test_other_weather_is_another_question(region: Region, few: WeatherYears) -> None:
    recall = Recall()
    simulate(BASE, resolve(region, BASE), region, few, recall=recall)
    simulate(BASE, resolve(region, BASE), region, load_weather(Weather(count=2, seed=7)), recall=recall)
    assert len(recall) == 2 * len(HORIZON.years)


def test_the_longest_unused_is_forgotten_first() -> None:
    recall = Recall(most=2)
    for key in ("a", "b", "a", "c"):
        recall.once(key, lambda: None)
    assert "a" in recall
    assert "b" not in recall
    assert "c" in recall


def test_work_that_fails_is_not_remembered() -> None:
    recall = Recall()
    with pytest.raises(ZeroDivisionError):
        recall.once("a", lambda: 1 // 0)
    assert recall.once("a", lambda: 3) == 3


@pytest.mark.parametrize(
    ("number", "value", "again"),
    [
        ("establishment.data_centre_colocation.jobs_persons_per_mw", 3.0, False),
        ("jobs.retention_share", 0.4, False),
        ("income.wind_production_fee_nok_per_mwh", 20.0, False),
        ("project.wind.capital_mnok_per_mw", 16.0, False),
        ("project.wind.capacity_factor_share", 0.3, True),
        ("demand.cars_gwh", 20.0, True),
    ],
)
def test_only_a_number_that_power_rests_on_runs_years_again(
    region: Region, number: str, value: float, again: bool
) -> None:
    scenario = BASE.model_copy(update={"weather": Weather(count=1)})
    other = scenario.model_copy(update={"overrides": ((number, value),)})
    weather, recall = load_weather(scenario.weather), Recall()
    simulate(scenario, resolve(region, scenario), region, weather, recall=recall)
    before = len(recall)
    told = simulate(other, resolve(region, other), region, weather, recall=recall)
    assert (len(recall) > before) is again
    alone = simulate(other, resolve(region, other), region, weather)
    for name, values in alone.indicators.values.items():
        assert np.array_equal(values, told.indicators.values[name]), name


def test_a_power_room_that_asks_for_a_number_of_society_fails(region: Region) -> None:
    given = simulation.power_numbers(resolve(region, BASE))
    assert given["demand.cars_gwh"] >= 0
    with pytest.raises(KeyError):
        _ = given["jobs.retention_share"]
