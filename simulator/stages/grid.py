"""Room: the radial grid of one year, its upgrades included (docs/method.md, grid)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Assumptions, Region, Scenario
from simulator.records import Network
from simulator.records.systems import Ints

MARKETS: Final = ("NO1", "NO3")
ROOT: Final = 0


def build_network(scenario: Scenario, region: Region, *, assumptions: Assumptions, year: int) -> Network:
    """Root the grid at the first area and give every line its capacity in one year.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Uses grid measures, lines and exchange points.
    assumptions : Assumptions
        Uses ``grid.<id>.capacity_mw``, ``grid.<id>.import_mw`` and ``grid.<id>.export_mw``. [MW]
    year : int
        Measures count from their year on.

    Returns
    -------
    Network

    Raises
    ------
    ValueError
        If the lines do not form one tree over all areas.
    """
    areas = tuple(area.id for area in region.areas)
    order, parent, link = root_tree([(line.area_from, line.area_to) for line in region.links], areas)
    added = {measure.link: 0.0 for measure in scenario.grid}
    for measure in scenario.grid:
        added[measure.link] += measure.added_mw if year >= measure.year else 0.0
    line_mw = [assumptions[f"grid.{line.id}.capacity_mw"] + added.get(line.id, 0.0) for line in region.links]
    capacity = np.array([np.inf if place < 0 else line_mw[place] for place in link])
    return Network(
        areas=areas,
        links=tuple(line.id for line in region.links),
        exchanges=tuple(point.id for point in region.exchanges),
        order=order,
        parent=parent,
        period=np.zeros(HOURS_PER_YEAR, dtype=np.int64),
        capacity_mw=capacity[None],
        loss_share=np.zeros(len(areas)),
        link=link,
        exchange_area=np.array([areas.index(point.area) for point in region.exchanges]),
        exchange_market=np.array([MARKETS.index(point.market) for point in region.exchanges]),
        import_mw=_exchange_mw(region, "import_mw", assumptions, added)[None],
        export_mw=_exchange_mw(region, "export_mw", assumptions, added)[None],
    )


def root_tree(lines: list[tuple[str, str]], areas: tuple[str, ...]) -> tuple[Ints, Ints, Ints]:
    """Order a tree of areas children first.

    Returns
    -------
    order, parent, link : ndarray
        Areas children first; parent and line of each area, -1 at the root. shape (areas,)

    Raises
    ------
    ValueError
        If the lines do not form one tree.
    """
    parent, link = np.full(len(areas), -1), np.full(len(areas), -1)
    reached = [ROOT]
    for here in reached:
        for place, ends in enumerate(lines):
            if areas[here] in ends and place != link[here]:
                there = areas.index(ends[1] if ends[0] == areas[here] else ends[0])
                if there in reached:
                    raise ValueError(f"the grid has a ring at {areas[there]}; it must be radial")
                parent[there], link[there] = here, place
                reached.append(there)
    if len(reached) != len(areas):
        raise ValueError(f"no line reaches {', '.join(sorted(set(areas) - {areas[i] for i in reached}))}")
    return np.array(reached[::-1]), parent, link


def _exchange_mw(region: Region, key: str, assumptions: Assumptions, added: dict[str, float]) -> NDArray[np.float64]:
    return np.array([assumptions[f"grid.{point.id}.{key}"] + added.get(point.id, 0.0) for point in region.exchanges])
