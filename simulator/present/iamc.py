"""Results as an IAMC table: one row for each scenario and variable, one column for each year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from simulator.inputs.iamc import Code
from simulator.records import Result
from simulator.version import VERSION

MODEL: Final = f"Energy Surplus Simulator {VERSION}"
REGION: Final = "Nord-Østerdal"
INDEX: Final = ("Model", "Scenario", "Region", "Variable", "Unit")
PERCENTILES: Final = {"10th Percentile": 10, "90th Percentile": 90}


def iamc_table(results: Sequence[Result], codes: Sequence[Code]) -> pd.DataFrame:
    """Write indicators as variables of the code list.

    Parameters
    ----------
    results : sequence of Result
        Each scenario once; years that a scenario does not reach are left empty.
    codes : sequence of Code

    Returns
    -------
    DataFrame
        Columns Model, Scenario, Region, Variable, Unit and one for each year. A variable is the mean over weather
        years; below it stand its 10th and 90th percentile where they differ from it.
    """
    rows = [
        {**dict(zip(INDEX, (MODEL, result.scenario.id, REGION, variable, code.unit), strict=True)), **by_year}
        for result in results
        for code in codes
        for variable, by_year in _variables(result, code)
    ]
    years = sorted({year for result in results for year in result.indicators.years})
    return pd.DataFrame(rows, columns=[*INDEX, *years])


def _variables(result: Result, code: Code) -> list[tuple[str, dict[int, float]]]:
    """Return the mean of one indicator by year, and its percentiles if weather or lots move it."""
    found = result.indicators
    values, years = found.values[code.indicator], found.years  # noqa: PD011 - a mapping, not a frame
    figures = {code.variable: values.mean(axis=1)}
    if np.ptp(values, axis=1).any():
        figures |= {f"{code.variable}|{name}": np.percentile(values, at, axis=1) for name, at in PERCENTILES.items()}
    return [(name, dict(zip(years, row.tolist(), strict=True))) for name, row in figures.items()]
