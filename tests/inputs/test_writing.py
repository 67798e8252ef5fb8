"""What is written reads back as what it was: the shipped scenarios, and any scenario that can be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from scenario_builders import SHIPPED, region, scenarios

from simulator import InputError, Scenario, load_scenario, read_scenario, scenario_folder
from simulator.inputs.schema import scenario_schema
from simulator.inputs.writing import scenario_text

SCHEMA = jsonschema.Draft202012Validator(scenario_schema())


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


@settings(derandomize=True, max_examples=50)
@given(scenarios())
def test_any_scenario_keeps_the_schema_that_editors_get(scenario: Scenario) -> None:
    assert list(SCHEMA.iter_errors(tomllib.loads(scenario_text(scenario)))) == []


LOGGED = """
title = "Med logg"
[[decisions]]
date = "2026-11-26"
who = "Rådet"
what = "Vindparken utgår"
"""


def test_a_log_is_kept_and_belongs_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "logged.toml").write_text(LOGGED, encoding="utf-8")
    logged = load_scenario(tmp_path / "logged.toml", region())
    assert [one.what for one in read_scenario(scenario_text(logged), "again.toml", region()).decisions] == [
        "Vindparken utgår"
    ]
    child = read_scenario('title = "Barn"\nbased_on = "logged"', "child.toml", region(), tmp_path)
    assert child.decisions == ()


@pytest.mark.parametrize(
    ("line", "said"), [('date = "26.11.2026"', "YYYY-MM-DD"), ("date = 2026-11-26", "text"), ('dato = "x"', "date")]
)
def test_a_wrong_line_of_the_log_is_told(line: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read_scenario(LOGGED.replace('date = "2026-11-26"', line), "logged.toml", region())
    assert any(said in str(problem) for problem in error.value.problems)
