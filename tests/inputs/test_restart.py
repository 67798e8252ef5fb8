"""What a reader has saved as a link outlives the server: the link holds the scenario, and nothing else is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from simulator import Region, Scenario, read_scenario
from simulator.inputs.tokens import scenario_token
from simulator.inputs.writing import scenario_text

HOME = Path(__file__).parents[2]
OWN = """
title = "Eget"
[[establishments]]
id = "wood"
kind = "wood"
title = "Trevare"
area = "Os"
capacity_mw = 40
start_year = 2034
[overrides]
jobs.retention_share = 0.25
"""
ANOTHER_SERVER = """
import sys
from simulator import load_region
from simulator.inputs.tokens import read_token
from simulator.inputs.writing import scenario_text
region = load_region()
sys.stdout.buffer.write("\\f".join(scenario_text(read_token(word, region)) for word in sys.argv[1:]).encode())
"""


def test_a_link_made_before_a_restart_opens_after_it(region: Region, shipped: dict[str, Scenario]) -> None:
    draft = shipped["strategy"].model_copy(update={"id": "draft_1", "new_homes_per_year": 20.0})
    kept = [shipped["reference"], draft, read_scenario(OWN, "own.toml", region)]
    order = [sys.executable, "-c", ANOTHER_SERVER, *(scenario_token(one, region) for one in kept)]
    opened = subprocess.run(order, cwd=HOME, check=True, capture_output=True).stdout.decode().split("\f")
    assert opened == [scenario_text(one) for one in kept]
