"""Remake the golden summaries: `python -m tests.golden.remake`; name the reason in the changelog."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simulator import Region, Scenario, load_region, load_scenario, load_weather, resolve, scenario_folder, simulate
from simulator.premises import Horizon, Weather
from simulator.present.society import bridges_table
from simulator.present.tables import goals_table, summary_table

HERE = Path(__file__).parent
WEATHER = Weather(count=10, seed=2024)
DIGITS = 9


def shortened(scenario: Scenario) -> Scenario:
    """Keep three horizon years and ten weather years of a scenario: enough to see a change, soon enough to test."""
    weather = scenario.weather.model_copy(update={"count": WEATHER.count})
    return scenario.model_copy(update={"horizon": Horizon(first_year=2033, last_year=2035), "weather": weather})


def golden_tables(name: str, region: Region) -> dict[str, pd.DataFrame]:
    """Return summary, goals and jobs bridge of one shipped scenario, shortened."""
    scenario = shortened(load_scenario(scenario_folder() / f"{name}.toml", region))
    result = simulate(scenario, resolve(region, scenario), region, load_weather(scenario.weather))
    return {"summary": summary_table([result]), "goals": goals_table([result]), "bridge": bridges_table([result])}


def main() -> None:
    """Write every golden file anew."""
    region = load_region()
    for path in sorted(scenario_folder().glob("*.toml")):
        for kind, table in golden_tables(path.stem, region).items():
            target = HERE / f"{path.stem}_{kind}.csv"
            table.to_csv(target, index=False, float_format=f"%.{DIGITS}g", lineterminator="\n")


if __name__ == "__main__":
    main()
