"""Set the local inflow of every river step so that each plant's long-run mean is the published one.

No source gives the catchments of the intakes, so ``inflow_mm3`` of ``data/waterways.csv`` is derived: the published
mean production fixes how much water must come. Run after a change of the climate tables or of the dispatch rule:

    python -m benchmarks.calibrate_rivers
"""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np

from simulator.inputs.assumptions import resolve
from simulator.inputs.climate import draw_weather_years, load_climate
from simulator.inputs.places import data_folder, scenario_folder
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario
from simulator.simulation import simulate_power

ROUNDS = 12
STEPS_AT_MOST = 1.6


def main() -> None:
    """Print each round's largest deviation and write the table."""
    region = load_region()
    scenario = load_scenario(scenario_folder() / "reference.toml", region)
    assumptions = resolve(region, scenario)
    weather = draw_weather_years(load_climate(data_folder() / "climate"), count=30, seed=2024)
    published = {plant.id: plant.mean_gwh for plant in region.plants}
    for number in range(ROUNDS):
        dispatch = simulate_power(scenario, assumptions, region, weather, year=2024).dispatch
        means = dispatch.plant_mwh.sum(axis=-1).mean(axis=0) / 1000
        ratio = {plant: published[plant] / mean for plant, mean in zip(dispatch.plants, means, strict=True)}
        print(number, {plant: round(float(1 / value - 1), 3) for plant, value in ratio.items()})
        region = replace(
            region,
            waterways=tuple(
                replace(
                    step,
                    inflow_mm3=step.inflow_mm3
                    * float(np.clip(ratio[step.plant] ** 1.5, 1 / STEPS_AT_MOST, STEPS_AT_MOST)),
                )
                for step in region.waterways
            ),
        )
    write({step.id: round(step.inflow_mm3, 1) for step in region.waterways})


def write(inflow_mm3: dict[str, float]) -> None:
    """Write the inflows into the table, everything else untouched."""
    path = data_folder() / "waterways.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "inflow_mm3": f"{inflow_mm3[row['id']]:g}"} for row in rows)


if __name__ == "__main__":
    main()
