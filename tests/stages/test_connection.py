"""Cuts, headroom, coincidence and full lines, on hours made by hand and on the real region."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator import Region, Scenario, WeatherYears, resolve, simulate_power
from simulator.hours import HOURS_PER_YEAR
from simulator.premises import Assumptions, Establishment, Range
from simulator.records import Connections, Network
from simulator.stages.connection import settle_connections, stack_connections
from simulator.stages.connection.room import _area_coincidence

YEAR = 2035
AREAS = ("valley", "hill")
LOSS = 0.1


def network() -> Network:
    """Return two areas, a line of 20 MW and an exchange point of 50 MW at the root."""
    return Network(
        areas=AREAS,
        links=("line",),
        exchanges=("border",),
        order=np.array([1, 0]),
        parent=np.array([-1, 0]),
        period=np.zeros(HOURS_PER_YEAR, dtype=np.int64),
        capacity_mw=np.array([[np.inf, 20.0]]),
        loss_share=np.array([0.0, LOSS]),
        link=np.array([-1, 0]),
        exchange_area=np.array([0]),
        exchange_market=np.array([0]),
        import_mw=np.array([[50.0]]),
        export_mw=np.array([[50.0]]),
    )


def of_area(valley: float, hill: float, hours: int = HOURS_PER_YEAR) -> NDArray[np.float64]:
    """Return constant hours of both areas. [MW], shape (1, areas, hours)"""
    return np.repeat([[[float(valley)], [float(hill)]]], hours, axis=2)


def settled(**changes: Any) -> Connections:
    """Settle a year in which the hill draws 9 MW through the line and the valley imports 15."""
    flow = of_area(0, -9)
    parts: dict[str, Any] = {
        "flow_mw": flow,
        "import_mw": np.full((1, 1, HOURS_PER_YEAR), 15.0),
        "export_mw": np.zeros((1, 1, HOURS_PER_YEAR)),
        "establishment_cut_mw": of_area(0, 0),
        "mw": of_area(5, 9),
        "establishment_mw": of_area(0, 6),
        "establishment_mwh": np.array([[4.0, 2.0]]) * HOURS_PER_YEAR,
        "loads": {"mill": np.full((1, HOURS_PER_YEAR), 2.0), "bakery": np.full((1, HOURS_PER_YEAR), 0.5)},
        "limit_hours": 100.0,
        "network": network(),
    } | changes
    power = SimpleNamespace(
        year=YEAR,
        network=parts["network"],
        dispatch=SimpleNamespace(**{name: parts[name] for name in ("flow_mw", "import_mw", "export_mw")}),
        demand=SimpleNamespace(**{name: parts[name] for name in ("mw", "establishment_mw", "establishment_mwh")}),
    )
    power.dispatch.establishment_cut_mw = parts["establishment_cut_mw"]
    region = SimpleNamespace(
        area_index=AREAS.index, links=(SimpleNamespace(id="line", area_from=AREAS[0], area_to=AREAS[1]),)
    )
    scenario = SimpleNamespace(establishments=[hall("mill"), hall("bakery")])
    limit = Range(*[parts["limit_hours"]] * 3)
    return settle_connections(
        power,  # type: ignore[arg-type]
        scenario,  # type: ignore[arg-type]
        region,  # type: ignore[arg-type]
        loads=parts["loads"],
        assumptions=Assumptions({"connection.cut_limit_hours": limit}),
    )


def hall(name: str) -> Establishment:
    return Establishment(id=name, kind="wood", title=name, area="hill", capacity_mw=5.0, start_year=YEAR)


def test_headroom_stops_at_the_border_and_at_the_line_less_its_loss() -> None:
    found = settled()
    assert found.firm_headroom_mw[0, 0].tolist() == pytest.approx([50 - 15, 0.9 * 20 - 9])
    assert found.conditional_headroom_mw[0, 0].tolist() == pytest.approx(found.firm_headroom_mw[0, 0].tolist())


def test_power_that_is_sent_out_can_be_kept_and_saves_its_loss() -> None:
    sending = settled(
        flow_mw=of_area(0, 10),
        import_mw=np.zeros((1, 1, HOURS_PER_YEAR)),
        export_mw=np.full((1, 1, HOURS_PER_YEAR), 4.0),
    )
    assert sending.firm_headroom_mw[0, 0].tolist() == pytest.approx([54, 10 + 0.9 * 20])


def test_conditions_let_a_few_tight_hours_pass() -> None:
    tight = np.full((1, 1, HOURS_PER_YEAR), 15.0)
    tight[..., :100] = 48.0
    found = settled(import_mw=tight)
    assert (found.firm_headroom_mw[0, 0, 0], found.conditional_headroom_mw[0, 0, 0]) == pytest.approx((2, 35))
    assert settled(import_mw=tight, limit_hours=99.0).conditional_headroom_mw[0, 0, 0] == pytest.approx(2)
    assert settled(import_mw=tight, limit_hours=0.0).conditional_headroom_mw[0, 0, 0] == pytest.approx(2)


def test_an_outage_takes_headroom_in_its_hours_only() -> None:
    period = np.zeros(HOURS_PER_YEAR, dtype=np.int64)
    period[1000:1050] = 1
    out = replace(
        network(),
        period=period,
        capacity_mw=np.array([[np.inf, 20.0], [np.inf, 12.0]]),
        import_mw=np.array([[50.0], [50.0]]),
        export_mw=np.array([[50.0], [50.0]]),
    )
    found = settled(network=out)
    assert found.firm_headroom_mw[0, 0, 1] == pytest.approx(0.9 * 12 - 9)
    assert found.conditional_headroom_mw[0, 0, 1] == pytest.approx(0.9 * 20 - 9)


def test_cuts_are_shared_by_load_and_counted_by_hour_energy_and_longest_event() -> None:
    cut = of_area(0, 0)
    for hours in (slice(10, 13), slice(20, 25), slice(8758, 8760)):
        cut[0, 1, hours] = 3.0
    found = settled(establishment_cut_mw=cut)
    assert found.cut_hours.tolist() == [[10]]
    assert found.area_cut_hours[0, 0].tolist() == [0, 10]
    assert found.area_cut_mwh[0, 0].tolist() == [0, 30]
    assert found.area_longest_cut_hours[0, 0].tolist() == [0, 5]
    assert found.establishment_cut_hours[0, 0].tolist() == [10, 10]
    assert found.establishment_cut_mwh[0, 0].tolist() == pytest.approx([20, 10])
    assert found.establishment_longest_cut_hours[0, 0].tolist() == [5, 5]
    assert found.establishment_firm_mw[0, 0].tolist() == pytest.approx([4 - 2, 2 - 1])


def test_who_is_never_cut_has_its_whole_peak_firm() -> None:
    found = settled()
    assert found.establishment_firm_mw[0, 0].tolist() == pytest.approx([4, 2])
    assert not found.establishment_cut_hours.any()


def test_an_establishment_that_is_not_there_has_nothing() -> None:
    only_mill = {"mill": np.ones((1, HOURS_PER_YEAR))}
    found = settled(establishment_mwh=np.array([[6.0, 0.0]]) * HOURS_PER_YEAR, loads=only_mill)
    assert found.establishment_firm_mw[0, 0].tolist() == pytest.approx([6, 0])
    assert found.establishment_coincidence_share[0, 0].tolist() == pytest.approx([1, 0])


def test_coincidence_is_the_load_in_the_common_peak_over_the_own_peak() -> None:
    load = of_area(5, 9)
    load[0, 0, 100], load[0, 1, 100] = 8, 20
    load[0, 0, 200] = 16
    found = settled(mw=load)
    assert found.area_coincidence_share[0, 0].tolist() == pytest.approx([0.5, 1])
    assert found.coincidence_share.item() == pytest.approx(28 / 36)


def test_a_full_line_is_counted_the_way_it_is_named() -> None:
    flow = of_area(0, -9)
    flow[0, 1, :30] = -0.9 * 20
    flow[0, 1, 30:40] = 20
    found = settled(flow_mw=flow)
    assert found.link_full_hours[0, 0].tolist() == [[30, 10]]
    full_import = np.full((1, 1, HOURS_PER_YEAR), 15.0)
    full_import[..., 5:12] = 50
    assert settled(import_mw=full_import).exchange_full_hours[0, 0].tolist() == [[7, 0]]


def test_a_line_that_carries_nothing_is_out_and_not_full() -> None:
    out = replace(network(), capacity_mw=np.array([[np.inf, 0.0]]))
    assert not settled(network=out, flow_mw=of_area(0, 0)).link_full_hours.any()


def test_years_are_joined_in_order() -> None:
    two = stack_connections([settled(), replace(settled(), years=(YEAR + 1,))])
    assert two.years == (YEAR, YEAR + 1)
    assert two.firm_headroom_mw.shape == (2, 1, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coincidence_share", np.array([[1.1]])),
        ("cut_hours", np.array([[8761.0]])),
        ("area_longest_cut_hours", np.ones((1, 1, 2))),
        ("conditional_headroom_mw", np.zeros((1, 1, 2))),
        ("firm_headroom_mw", np.full((1, 1, 2), -1.0)),
    ],
)
def test_what_cannot_be_is_refused(name: str, value: NDArray[np.float64]) -> None:
    with pytest.raises(ValueError, match="below"):
        replace(settled(), **{name: value})


def test_cuts_of_the_region_add_up(region: Region, shipped: dict[str, Scenario], weather: WeatherYears) -> None:
    scenario, few = shipped["hyperscale_200mw"], weather.select(np.arange(2))
    assumptions = resolve(region, scenario)
    power = simulate_power(scenario, assumptions, region, few, year=YEAR)
    loads = {load.id: load.mw for load in power.demand.loads}
    found = settle_connections(power, scenario, region, loads=loads, assumptions=assumptions)
    cut_mwh = power.dispatch.establishment_cut_mw.sum(axis=(1, 2))
    assert found.establishment_cut_mwh[0].sum(axis=-1) == pytest.approx(cut_mwh)
    assert found.area_cut_mwh[0].sum(axis=-1) == pytest.approx(cut_mwh)
    assert found.link_full_hours[0].max() > 0
    place = found.areas.index("tynset_no1")
    assert (found.firm_headroom_mw[0, :, place] == pytest.approx(0, abs=1e-6)) and (cut_mwh > 0).all()


def test_small_loads_have_their_part_in_the_peak_and_none_has_no_part() -> None:
    load = np.array([[0.1, 0.4], [0.3, 0.2], [0.0, 0.0]])
    found = _area_coincidence(load, 1)
    assert found["area_coincidence_share"].tolist() == pytest.approx([1.0, 2 / 3, 0.0])
    assert float(found["coincidence_share"]) == pytest.approx(0.6 / 0.7)
    assert float(_area_coincidence(0 * load, 0)["coincidence_share"]) == 0.0
