"""The compiled loops do what the same lines do in plain Python, where every index is checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from power_builders import System, one_year, run, systems

HERE = Path(__file__).resolve().parent
ENGINES = ("policy", "foresight", "rule")
PROGRAM = f"""
import json, sys
sys.path[:0] = [{str(HERE)!r}, {str(HERE.parents[1])!r}]
from test_dispatch_compiled import costs
print(json.dumps(costs()))
"""


def costs() -> list[float]:
    """Return cost and bound of every engine in three systems. [EUR]"""
    found = []
    for seed in range(3):
        system = drawn(seed)
        for engine in ENGINES:
            dispatch = run(system, engine)
            found += [float(dispatch.cost_eur[0]), float(np.nan_to_num(dispatch.bound_eur[0]))]
    return found


def drawn(seed: int) -> System:
    """Return a random system under one weather year."""
    kept: list[System] = []

    @settings(
        database=None,
        derandomize=True,
        max_examples=4 + 4 * seed,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(systems())
    def draw(system: System) -> None:
        kept.append(system)

    draw()
    return one_year(kept[-1], 0)


@pytest.mark.filterwarnings("ignore")
def test_compiled_loops_agree_with_plain_python() -> None:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore"}
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=False
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    plain = json.loads(answer.stdout.splitlines()[-1])
    np.testing.assert_allclose(costs(), plain, rtol=1e-9, atol=1e-6)
    assert len({round(cost) for cost in plain}) > len(ENGINES)
