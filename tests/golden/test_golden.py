"""Every shipped scenario still answers what it answered before."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from simulator import Region, scenario_folder
from simulator.stages.indicators import UNITS
from tests.golden.remake import golden_tables

HERE = Path(__file__).parent
SHIPPED = sorted(path.stem for path in scenario_folder().glob("*.toml"))
TOLERANCE = 1e-6


@pytest.mark.parametrize("name", SHIPPED)
def test_scenario_answers_as_before(name: str, region: Region) -> None:
    tables = golden_tables(name, region)
    bridge = tables["bridge"].set_index("step")[["low", "central", "high"]]
    assert bridge.drop("end").sum().to_numpy() == pytest.approx(bridge.loc["end"].to_numpy(), abs=1e-9)
    for kind, table in tables.items():
        golden = pd.read_csv(HERE / f"{name}_{kind}.csv")
        now = pd.read_csv(StringIO(table.to_csv(index=False)))
        pd.testing.assert_frame_equal(now, golden, check_dtype=False, rtol=TOLERANCE, atol=TOLERANCE)


def test_no_golden_file_is_missing_or_left_over() -> None:
    expected = {f"{name}_{kind}.csv" for name in SHIPPED for kind in ("summary", "goals", "bridge")}
    assert {path.name for path in HERE.glob("*.csv")} == expected


@pytest.mark.parametrize("indicator", UNITS)
def test_every_indicator_occurs(indicator: str) -> None:
    golden = pd.read_csv(HERE / f"{SHIPPED[0]}_summary.csv")
    assert indicator in set(golden["indicator"])
