"""What is written reads back as what it was: the shipped scenarios, and any scenario that can be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from scenario_builders import SHIPPED, region, scenarios

from simulator import Scenario, load_scenario, read_scenario, scenario_folder
from simulator.inputs.writing import scenario_text


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scenario_reads_back(name: str) -> None:
    scenario = load_scenario(scenario_folder() / f"{name}.toml", region())
    back = read_scenario(scenario_text(scenario), "copy.toml", region())
    assert back == scenario.model_copy(update={"id": "copy", "based_on": None, "remove": ()})


@settings(derandomize=True, max_examples=100)
@given(scenarios())
def test_any_scenario_reads_back(scenario: Scenario) -> None:
    back = read_scenario(scenario_text(scenario), "copy.toml", region())
    assert back == scenario.model_copy(update={"id": "copy"})


def test_what_is_written_is_written_the_same_again() -> None:
    scenario = load_scenario(scenario_folder() / "strategy.toml", region())
    written = scenario_text(scenario)
    assert scenario_text(read_scenario(written, "copy.toml", region())) == written
