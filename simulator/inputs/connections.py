"""What hangs together in the region: rivers that reach the sea, a grid that is a tree, plants whose figures agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

from simulator.errors import Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Area, Link, Plant, Waterway

MW_PER_KWH_A_SECOND: Final = 3.6
MWH_PER_GWH: Final = 1000.0
SLIP_FACTOR: Final = 1.25


def river_faults(waterways: Sequence[Waterway]) -> Iterator[Problem]:
    """Yield a problem if water would come back to where it was."""
    below = {step.id: {step.turbine_to, step.spill_to} - {""} for step in waterways}
    try:
        TopologicalSorter(below).prepare()
    except CycleError as fault:
        ring = fault.args[1][::-1]
        remedy = "let every step lead further down; leave the last one empty"
        yield _problem("circle", "waterways.csv", ring[0], f"a circle: {' → '.join(ring)}", remedy)


def grid_faults(areas: Sequence[Area], links: Sequence[Link]) -> Iterator[Problem]:
    """Yield a problem for every line that closes a ring and for areas that no line reaches."""
    joined = {area.id: {area.id} for area in areas}
    for line in links:
        ends = joined[line.area_from], joined[line.area_to]
        if ends[0] is ends[1]:
            found, remedy = f"a ring from {line.area_from} to {line.area_to}", "the grid must be radial"
            yield _problem("ring", "grid.toml", line.id, found, remedy)
        joined |= dict.fromkeys(ends[0] | ends[1], ends[0] | ends[1])
    apart = sorted(set(joined) - joined[areas[0].id]) if areas else []
    if apart:
        found = f"no line from {areas[0].id} to {', '.join(apart)}"
        yield _problem("unreached_area", "grid.toml", "lines", found, "join every area by one line")


def plant_faults(plants: Sequence[Plant], waterways: Sequence[Waterway]) -> Iterator[Problem]:
    """Yield a problem for every plant whose figures cannot belong together."""
    flow_mw = {step.plant: step.max_flow_m3s * step.energy_kwh_m3 * MW_PER_KWH_A_SECOND for step in waterways}
    for plant in plants:
        if plant.mean_gwh * MWH_PER_GWH > plant.capacity_mw * HOURS_PER_YEAR:
            found = f"{plant.mean_gwh:g} GWh from {plant.capacity_mw:g} MW"
            remedy = f"a year has {HOURS_PER_YEAR} hours; check the units"
            yield _problem("above_nameplate", "plants.csv", plant.id, found, remedy)
        turbines_mw = flow_mw.get(plant.id, plant.capacity_mw)
        if not plant.capacity_mw / SLIP_FACTOR <= turbines_mw <= plant.capacity_mw * SLIP_FACTOR:
            found = f"{turbines_mw:.3g} MW from flow and energy equivalent, {plant.capacity_mw:g} MW in plants.csv"
            remedy = "check max_flow_m3s, energy_kwh_m3 and capacity_mw, and their units"
            yield _problem("head_and_flow", "waterways.csv", plant.id, found, remedy)


def _problem(code: str, file: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)
