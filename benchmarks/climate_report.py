"""Hold the generated weather years against the statistics of measured series.

    python -m benchmarks.climate_report [YEARS]

Prints every statistic of ``data/climate/published.csv`` with its deviation, and how many lie within the sampling error.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from benchmarks.climate_statistics import Floats, Series, measure
from simulator import WeatherYears, data_folder, load_region, load_scenario, load_weather, resolve, scenario_folder
from simulator.premises import Weather
from simulator.stages.consumption import build_demand, build_habits


def report(weather: WeatherYears) -> pd.DataFrame:
    """Compute every published statistic from generated years.

    Returns
    -------
    DataFrame
        The published table with columns ``generated``, ``deviation`` and ``within`` added.
    """
    table = pd.read_csv(data_folder() / "climate" / "published.csv", dtype={"months": str}, keep_default_na=False)
    series: Series = {**weather.series, "load": regional_load(weather)}
    table["generated"] = [measure(series, *row) for row in table[["component", "statistic", "months"]].to_numpy()]
    table["deviation"] = table["generated"] - table["published"]
    table["within"] = table["deviation"].abs() <= table["tolerance"]
    return table


def regional_load(weather: WeatherYears) -> Floats:
    """Return the region's use as consumption draws it from these years. [per unit of its mean], shape (years, 8760)"""
    region = load_region()
    scenario = load_scenario(scenario_folder() / "reference.toml", region)
    assumptions = resolve(region, scenario)
    habits = build_habits(region, weather=weather, assumptions=assumptions)
    measured = max(row.year for row in region.consumption)
    demand = build_demand(
        scenario, region, habits=habits, establishment_profiles=(), assumptions=assumptions, year=measured
    )
    load = demand.mw.sum(axis=1)
    return np.asarray(load / load.mean())


def main(words: list[str]) -> None:
    """Print the table and the share within sampling error."""
    table = report(load_weather(Weather(count=int(words[0]) if words else 100)))
    print(table.round(3).to_string(index=False))
    print(f"{table['within'].sum()} of {len(table)} within the sampling error ({table['within'].mean():.0%})")


if __name__ == "__main__":
    main(sys.argv[1:])
