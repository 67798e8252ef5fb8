"""The grid of a year: wire and transformer, measures by year and kind, losses, outages by hour."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, resolve
from simulator.hours import HOURS_PER_YEAR, MONTH_OF_HOUR
from simulator.premises import GridMeasure, Outage, Scenario
from simulator.records import Network
from simulator.stages.grid import build_network, outage_hours

LINE = "tolga_os"


def network(region: Region, year: int = 2030, **parts: object) -> Network:
    """Return the grid of a scenario that has measures and outages alone."""
    scenario = Scenario.model_validate({"title": "Grid", **parts})
    return build_network(scenario, region, assumptions=resolve(region, scenario), year=year)


def measure(year: int = 2030, added_mw: float = 50.0, **changes: object) -> GridMeasure:
    return GridMeasure.model_validate(
        {"id": "m", "title": "More", "link": LINE, "added_mw": added_mw, "year": year} | changes
    )


def outage(**changes: object) -> Outage:
    return Outage.model_validate({"id": "o", "title": "Out", "link": LINE} | changes)


def capacity_mw(grid: Network, line: str = LINE, period: int = 0) -> float:
    """Return what the line between two areas carries."""
    place = list(grid.link).index(grid.links.index(line))
    return float(grid.capacity_mw[period, place])


def test_a_line_carries_what_both_wire_and_transformers_carry(region: Region) -> None:
    wire, transformer = (region.book[f"grid.{LINE}.{name}"].value for name in ("capacity_mw", "transformer_mw"))
    assert capacity_mw(network(region)) == min(wire, transformer)
    stronger = network(region, grid=(measure(kind="line", added_mw=500.0),))
    assert capacity_mw(stronger) == transformer
    both = network(region, grid=(measure(kind="line", added_mw=500.0), measure(id="n", kind="transformer")))
    assert capacity_mw(both) == transformer + 50
    assert capacity_mw(network(region, grid=(measure(kind="transformer"),))) == wire


@pytest.mark.parametrize("kind", [None, "transmission"])
def test_a_whole_line_strengthens_wire_and_transformers_from_its_year_on(region: Region, kind: str | None) -> None:
    today = capacity_mw(network(region))
    grid = (measure(year=2032, kind=kind),)
    assert [capacity_mw(network(region, year, grid=grid)) for year in (2031, 2032, 2040)] == [
        today,
        today + 50,
        today + 50,
    ]


def test_losses_stand_on_every_line_and_not_at_the_root(region: Region) -> None:
    grid = network(region)
    root = grid.parent < 0
    assert (grid.loss_share[root] == 0).all()
    assert ((grid.loss_share[~root] >= 0.005) & (grid.loss_share[~root] <= 0.05)).all()


def test_a_year_without_outages_is_one_period(region: Region) -> None:
    grid = network(region)
    assert grid.period.shape == (HOURS_PER_YEAR,)
    assert (grid.period == 0).all()
    assert len(grid.capacity_mw) == len(grid.import_mw) == len(grid.export_mw) == 1


def test_an_outage_holds_in_its_months_and_its_year(region: Region) -> None:
    outages = (outage(months=(6, 7), year=2030),)
    grid = network(region, outages=outages)
    june_july = np.isin(MONTH_OF_HOUR, (5, 6))
    by_hour = grid.capacity_mw[grid.period][:, list(grid.link).index(grid.links.index(LINE))]
    assert (by_hour[june_july] == 0).all()
    assert (by_hour[~june_july] == capacity_mw(network(region))).all()
    assert len(network(region, 2031, outages=outages).capacity_mw) == 1
    assert len(network(region, 2031, outages=(outage(months=(6,)),)).capacity_mw) == 2


@pytest.mark.parametrize(
    ("left", "share"), [({"remaining_share": 0.5}, 0.5), ({"remaining_mw": 15.0}, 0.25), ({"remaining_mw": 900.0}, 1)]
)
def test_what_an_outage_leaves(region: Region, left: dict[str, float], share: float) -> None:
    grid = network(region, outages=(outage(months=(1,), **left),))
    assert capacity_mw(grid, period=1) == pytest.approx(share * capacity_mw(grid))


def test_outages_that_meet_make_a_period_of_their_own(region: Region) -> None:
    outages = (
        outage(first_day="06-01", last_day="06-20", remaining_share=0.5),
        outage(id="p", link="no1_rendalen", first_day="06-11", last_day="06-30"),
    )
    grid = network(region, outages=outages)
    day = {number: int(grid.period[(150 + number) * 24]) for number in (1, 11, 21)}
    assert sorted(day.values()) == [1, 2, 3]
    point = grid.exchanges.index("no1_rendalen")
    assert [float(grid.import_mw[day[number], point]) for number in (1, 11, 21)] == [grid.import_mw[0, point], 0, 0]
    assert (grid.export_mw[day[11], point], grid.export_mw[day[1], point]) == (0, grid.export_mw[0, point])
    assert capacity_mw(grid, period=day[11]) == capacity_mw(grid, period=day[1]) == 0.5 * capacity_mw(grid)


def test_an_outage_may_run_over_the_new_year() -> None:
    hours = outage_hours(outage(first_day="12-31", last_day="01-02"))
    assert hours.sum() == 3 * 24
    assert hours[:48].all()
    assert hours[-24:].all()
    assert outage_hours(outage(first_day="03-01", last_day="03-01")).sum() == 24
