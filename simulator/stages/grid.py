"""Room: the radial grid of one year, its upgrades and outages included (docs/method.md, grid)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import DAY_OF_YEAR, FIRST_DAY_OF_MONTH, HOURS_PER_YEAR, MONTH_OF_HOUR
from simulator.premises import Assumptions, GridMeasure, Outage, Region, Scenario
from simulator.records import Network
from simulator.records.systems import Ints

MARKETS: Final = ("NO1", "NO3")
ROOT: Final = 0
PARTS: Final = ("line", "transformer")

Floats = NDArray[np.float64]


def build_network(scenario: Scenario, region: Region, *, assumptions: Assumptions, year: int) -> Network:
    """Root the grid at the first area and give every line its capacity and loss in one year.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Uses grid measures, outages, lines and exchange points.
    assumptions : Assumptions
        Uses ``grid.<id>.capacity_mw``, ``grid.<id>.transformer_mw``, ``grid.<id>.loss_share`` of lines, and
        ``grid.<id>.import_mw`` and ``grid.<id>.export_mw`` of exchange points. [MW], [share]
    year : int
        Measures count from their year on.

    Returns
    -------
    Network
        Period 0 is that without any outage; it may have no hours.

    Raises
    ------
    ValueError
        If the lines do not form one tree over all areas.
    """
    areas = tuple(area.id for area in region.areas)
    order, parent, link = root_tree([(line.area_from, line.area_to) for line in region.links], areas)
    period, out = outage_periods([one for one in scenario.outages if one.year in {None, year}])
    standing = [measure for measure in scenario.grid if year >= measure.year]
    lines = {line.id: line_capacity_mw(line.id, standing, assumptions) for line in region.links}
    loss = np.array([assumptions[f"grid.{line.id}.loss_share"] for line in region.links])
    return Network(
        areas=areas,
        links=tuple(lines),
        exchanges=tuple(point.id for point in region.exchanges),
        order=order,
        parent=parent,
        period=period,
        capacity_mw=np.where(link < 0, np.inf, _through_outages(lines, out)[:, link]),
        loss_share=np.where(link < 0, 0.0, loss[link]),
        link=link,
        exchange_area=np.array([areas.index(point.area) for point in region.exchanges]),
        exchange_market=np.array([MARKETS.index(point.market) for point in region.exchanges]),
        import_mw=_through_outages(_exchange_mw(region, "import_mw", standing, assumptions), out),
        export_mw=_through_outages(_exchange_mw(region, "export_mw", standing, assumptions), out),
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


def line_capacity_mw(line: str, standing: Sequence[GridMeasure], assumptions: Assumptions) -> float:
    """Return what a line carries: the lower of what its wire and its transformers carry.

    Parameters
    ----------
    line : str
        Id of the line.
    standing : sequence of GridMeasure
        Those of the year; one without a kind, and a transmission line, strengthen both parts.
    assumptions : Assumptions
        Uses ``grid.<line>.capacity_mw`` and ``grid.<line>.transformer_mw``. [MW]

    Returns
    -------
    float
        [MW]
    """
    today = assumptions[f"grid.{line}.capacity_mw"], assumptions[f"grid.{line}.transformer_mw"]
    added = [
        sum(one.added_mw for one in standing if one.link == line and one.kind in {part, "transmission", None})
        for part in PARTS
    ]
    return min(mw + more for mw, more in zip(today, added, strict=True))


def outage_periods(outages: Sequence[Outage]) -> tuple[Ints, list[list[Outage]]]:
    """Cut a year into periods in which the same outages hold.

    Parameters
    ----------
    outages : sequence of Outage
        Those of one year.

    Returns
    -------
    period : ndarray
        Of each hour. shape (8760,)
    out : list of list of Outage
        The outages of each period; none in period 0.
    """
    none = np.zeros((1, HOURS_PER_YEAR), dtype=bool)
    holds = np.concatenate([none, *(outage_hours(outage)[None] for outage in outages)])
    undisturbed = np.zeros((len(holds), 1), dtype=bool)
    patterns, places = np.unique(np.concatenate([undisturbed, holds], axis=1), axis=1, return_inverse=True)
    out = [[one for one, there in zip(outages, pattern[1:], strict=True) if there] for pattern in patterns.T]
    return places.ravel()[1:].astype(np.int64), out


def outage_hours(outage: Outage) -> NDArray[np.bool_]:
    """Tell in which hours of its year an outage holds; one that ends before it begins runs over the new year.

    Returns
    -------
    ndarray
        shape (8760,)
    """
    if outage.months is not None:
        return np.isin(MONTH_OF_HOUR + 1, outage.months)
    first, last = (_day_of_year(day) for day in (outage.first_day or "01-01", outage.last_day or "12-31"))
    begun, not_over = first <= DAY_OF_YEAR, last >= DAY_OF_YEAR
    return begun & not_over if first <= last else begun | not_over


def _day_of_year(day: str) -> int:
    """Return the place of a day in the year, 1 January being 0.

    Examples
    --------
    >>> _day_of_year("02-01")
    31
    """
    month, number = (int(part) for part in day.split("-"))
    return int(FIRST_DAY_OF_MONTH[month - 1]) + number - 1


def _through_outages(full_mw: dict[str, float], out: Sequence[Sequence[Outage]]) -> Floats:
    """Return what is left of every line or point in every period. [MW], shape (periods, names)"""
    left = [
        [min([mw, *(_left(one, mw) for one in now if one.link == name)]) for name, mw in full_mw.items()] for now in out
    ]
    return np.array(left).reshape(len(out), len(full_mw))


def _left(outage: Outage, full_mw: float) -> float:
    """Return what an outage leaves of a capacity. [MW]"""
    if outage.remaining_mw is not None:
        return outage.remaining_mw
    return full_mw * (outage.remaining_share or 0.0)


def _exchange_mw(
    region: Region, key: str, standing: Sequence[GridMeasure], assumptions: Assumptions
) -> dict[str, float]:
    """Return what every exchange point can take one way; a measure adds both ways. [MW]"""
    return {
        point.id: assumptions[f"grid.{point.id}.{key}"]
        + sum(measure.added_mw for measure in standing if measure.link == point.id)
        for point in region.exchanges
    }
