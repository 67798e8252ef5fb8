"""The jobs bridge of every shipped scenario, and what limits it."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Scenario, WeatherYears, resolve
from simulator.records import BRIDGE_STEPS, Bridge, Labour
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import build_bridge, settle_labour
from simulator.stages.people import follow_people

CENTRAL = 1


@pytest.fixture(scope="module")
def settled(
    region: Region, shipped: dict[str, Scenario], weather: WeatherYears
) -> dict[str, tuple[Scenario, Labour, Bridge]]:
    found = {}
    for name, scenario in shipped.items():
        numbers = resolve(region, scenario)
        people = follow_people(scenario, region, numbers)
        jobs = count_jobs(scenario, region, numbers, weather)
        labour = settle_labour(
            jobs,
            people,
            scenario,
            region=region,
            assumptions=numbers,
            income_persons=np.zeros(jobs.operating_persons.shape),
        )
        found[name] = (scenario, labour, build_bridge(labour, people, numbers))
    return found


def test_every_bridge_closes(settled: dict[str, tuple[Scenario, Labour, Bridge]]) -> None:
    assert len(settled) == 9
    for name, (_, labour, bridge) in settled.items():
        assert (bridge.first_year, bridge.last_year) == (2024, 2035), name
        assert (bridge.start == 7811).all()
        np.testing.assert_allclose(bridge.start + bridge.steps.sum(axis=1), bridge.end, rtol=0, atol=1e-9)
        end = labour.employed_persons[:, labour.years.index(2035)].mean(axis=-1)
        np.testing.assert_allclose(bridge.end, end, rtol=0, atol=1e-9)


def test_ageing_and_moves_are_the_same_for_all(settled: dict[str, tuple[Scenario, Labour, Bridge]]) -> None:
    first = settled["reference"][2].steps[:, :2]
    assert BRIDGE_STEPS[:2] == ("ageing", "moving")
    for _, _, bridge in settled.values():
        np.testing.assert_allclose(bridge.steps[:, :2], first)
    assert first[CENTRAL, 0] < -300


def test_the_limit_follows_the_scenario(settled: dict[str, tuple[Scenario, Labour, Bridge]]) -> None:
    limits = {name: bridge.limit for name, (_, _, bridge) in settled.items()}
    assert limits["reference"] == limits["crypto"] == "no_jobs"
    assert limits["small_steps"] == "recruiting"
    assert set(limits.values()) <= {"no_jobs", "recruiting", "moving"}


def test_the_recruited_share_answers_to_the_scenario(settled: dict[str, tuple[Scenario, Labour, Bridge]]) -> None:
    def recruited(name: str) -> float:
        labour = settled[name][1]
        year = labour.years.index(2035)
        moved_in, offered = (one[CENTRAL, year].mean() for one in (labour.in_migrant_persons, labour.offered_persons))
        return float(moved_in / offered)

    few, some, many = (recruited(name) for name in ("small_steps", "circular_park", "strategy"))
    assert few == 0 < some < many


def test_the_reserve_is_never_passed(settled: dict[str, tuple[Scenario, Labour, Bridge]]) -> None:
    for _, labour, _ in settled.values():
        assert (labour.resident_persons.max(axis=(1, 2)) <= np.array([75, 110, 150]) + 1e-9).all()
