"""Every law that a record of power keeps, broken on purpose: which figure, where, and by how much."""

from __future__ import annotations

import dataclasses
import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from society_builders import assumptions, data_centre, ledger, region, scenario, settled_labour, wind_farm

from simulator.hours import HOURS_PER_YEAR, MONTHS_PER_YEAR
from simulator.records import (
    Balance,
    Battery,
    Bridge,
    Demand,
    Dispatch,
    Generator,
    Labour,
    Ledger,
    MarketTerms,
    PowerSystem,
    Supply,
)
from simulator.records.bridge import BRIDGE_STEPS
from simulator.records.dispatch import HOURLY_FLOWS
from simulator.records.laws import TOLERANCE_MW, freeze, require_at_least, require_finite

Floats = NDArray[np.float64]
WEATHER, AREAS, HOURS, STEPS = 2, 3, 4, 3
FLOW = (WEATHER, AREAS, HOURS)
WATER = ("water_in_m3", "turbined_m3", "bypassed_m3", "spilled_m3", "stored_change_m3")
OF_BALANCE = ("generation_mw", "demand_mw", "net_import_mw", "storage_mw", "unserved_mw")


def still(**changes: Any) -> Dispatch:
    """Return a year of four hours in which nothing moves, and what a test sets in it."""
    shapes = dict.fromkeys((*HOURLY_FLOWS, "flow_mw"), FLOW) | dict.fromkeys(WATER, (WEATHER, STEPS))
    shapes |= {"import_mw": (WEATHER, 1, HOURS), "export_mw": (WEATHER, 1, HOURS)}
    shapes |= {"cost_eur": (WEATHER,), "bound_eur": (WEATHER,), "water_value_eur_m3": (WEATHER, 1, 1)}
    shapes |= {"reservoir_m3": (WEATHER, 1, HOURS + 1), "plant_mwh": (WEATHER, 2, MONTHS_PER_YEAR)}
    arrays = {name: np.zeros(shape) for name, shape in (shapes | {"plant_value_eur": (WEATHER, 2)}).items()}
    return Dispatch(year=2030, engine="rule", reservoirs=("lake",), plants=("one", "two"), **(arrays | changes))


def one_at(shape: tuple[int, ...], place: tuple[int, ...], value: float) -> Floats:
    """Return zeros with one value among them."""
    values = np.zeros(shape)
    values[place] = value
    return values


def balance(**changes: Floats) -> Balance:
    return Balance(year=2030, **({name: np.zeros(FLOW) for name in OF_BALANCE} | changes))


def demand(**changes: Any) -> Demand:
    """Return what two groups want in four hours of two weather years, and what a test sets in it."""
    mw = np.arange(24.0).reshape(FLOW)
    stated: dict[str, Any] = {
        "mw": mw,
        "establishment_mw": mw / 2,
        "group_mwh": np.stack([mw.sum(axis=(1, 2)) / 2] * 2, axis=1)[:, :, None],
        "establishment_mwh": np.zeros((WEATHER, 0)),
    }
    return Demand(year=2030, groups=("homes", "establishments"), **(stated | changes))


# The checks themselves ----------------------------------------------------------------


def test_a_value_below_its_floor_is_named_with_its_place() -> None:
    with pytest.raises(ValueError, match=re.escape("flow is -3 at (1, 2), below 0")):
        require_at_least("flow", np.array([[0.0, -1.0, 5.0], [2.0, 0.0, -3.0]]))
    with pytest.raises(ValueError, match=re.escape("flow is 1.5 at (0,), below 2")):
        require_at_least("flow", np.array([1.5, 2.0]), 2.0)


def test_rounding_is_no_breach_and_twice_as_much_is_one() -> None:
    require_at_least("flow", np.array([-TOLERANCE_MW / 2, 1.0]))
    require_at_least("flow", np.array([2 - TOLERANCE_MW / 2]), 2.0)
    require_at_least("flow", np.array([-TOLERANCE_MW]))
    with pytest.raises(ValueError, match="below 0"):
        require_at_least("flow", np.array([-2 * TOLERANCE_MW, 1.0]))


def test_nothing_is_below_no_floor() -> None:
    require_at_least("flow", np.zeros(0))
    require_finite("flow", np.zeros(0))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_named_with_its_place(value: float) -> None:
    with pytest.raises(ValueError, match=re.escape("share is not finite at (1, 0)")):
        require_finite("share", np.array([[1.0, 2.0], [value, 3.0]]))


def test_no_number_is_above_no_floor() -> None:
    with pytest.raises(ValueError, match="flow is nan"):
        require_at_least("flow", np.array([1.0, math.nan]))


def test_what_is_frozen_cannot_be_changed() -> None:
    values = np.zeros(2)
    freeze(values)
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 1.0


# Dispatch ----------------------------------------------------------------


@pytest.mark.parametrize("name", WATER)
@given(size=st.floats(2.0, 1e6) | st.floats(-1e6, -2.0), weather=st.integers(0, 1), step=st.integers(0, 2))
@settings(max_examples=10)
def test_water_that_appears_or_vanishes_is_found(name: str, size: float, weather: int, step: int) -> None:
    gap = size if name == "water_in_m3" else -size
    said = f"water does not add up: {gap:.1f} m³ in step {step}, weather {weather}"
    with pytest.raises(ValueError, match=re.escape(said)):
        still(**{name: one_at((WEATHER, STEPS), (weather, step), size)})


def test_water_adds_up_whatever_becomes_of_it() -> None:
    parts = {
        name: np.full((WEATHER, STEPS), share) for name, share in zip(WATER[1:], (40.0, 30.0, 20.0, -5.0), strict=True)
    }
    assert still(water_in_m3=np.full((WEATHER, STEPS), 85.0), **parts).engine == "rule"


def test_water_of_a_large_river_may_be_rounded() -> None:
    whole = np.full((WEATHER, STEPS), 1e9)
    assert still(water_in_m3=whole, turbined_m3=whole + 999).engine == "rule"
    with pytest.raises(ValueError, match="water does not add up"):
        still(water_in_m3=whole, turbined_m3=whole + 1001)
    with pytest.raises(ValueError, match="water does not add up"):
        still(water_in_m3=whole / 1e9 / 2, turbined_m3=whole / 1e9 / 2 + 1.1e-6)  # a puddle is held to a drop


def test_a_region_without_rivers_has_no_water_to_add_up() -> None:
    assert still(**{name: np.zeros((WEATHER, 0)) for name in WATER}).plants == ("one", "two")


@pytest.mark.parametrize("name", WATER)
def test_water_that_is_no_number_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="water does not add up: nan m³ in step 1, weather 0"):
        still(**{name: one_at((WEATHER, STEPS), (0, 1), math.nan)})


@pytest.mark.parametrize("name", [*HOURLY_FLOWS, "reservoir_m3"])
def test_no_flow_runs_backwards(name: str) -> None:
    shape = getattr(still(), name).shape
    with pytest.raises(ValueError, match=re.escape(f"{name} is -1 at (1, 0, 2)")):
        still(**{name: one_at(shape, (1, 0, 2), -1.0)})


@pytest.mark.parametrize("name", [*HOURLY_FLOWS, "flow_mw", "reservoir_m3", "plant_mwh", "plant_value_eur"])
def test_what_was_done_cannot_be_changed(name: str) -> None:
    assert not getattr(still(), name).flags.writeable


def test_trade_pays_and_costs_a_fee_and_never_pays_for_use() -> None:
    system = PowerSystem(
        supply=None,  # type: ignore[arg-type]
        demand=None,  # type: ignore[arg-type]
        rivers=None,  # type: ignore[arg-type]
        network=None,  # type: ignore[arg-type]
        price_eur_mwh=np.array([[[10.0, -5.0], [1.0, 20.0]], [[0.0, 3.0], [-2.0, 4.0]]]),
        terms=MarketTerms(
            import_fee_eur_mwh=2.0, export_fee_eur_mwh=1.5, establishment_cut_eur_mwh=1.0, unserved_eur_mwh=2.0
        ),
    )
    assert system.buying_price_eur_mwh().tolist() == [[[12.0, 0.0], [3.0, 22.0]], [[2.0, 5.0], [0.0, 6.0]]]
    assert system.selling_price_eur_mwh().tolist() == [[[8.5, 0.0], [0.0, 18.5]], [[0.0, 1.5], [0.0, 2.5]]]
    assert system.buying_price_eur_mwh(1).tolist() == [[3.0, 22.0], [0.0, 6.0]]
    assert system.selling_price_eur_mwh(1).tolist() == [[0.0, 18.5], [0.0, 2.5]]


# Balance ----------------------------------------------------------------


@pytest.mark.parametrize("name", OF_BALANCE)
@given(size=st.floats(1e-5, 1e4) | st.floats(-1e4, -1e-5), at=st.tuples(*map(st.integers, (0, 0, 0), (1, 2, 3))))
@settings(max_examples=10)
def test_an_open_hour_is_found(name: str, size: float, at: tuple[int, int, int]) -> None:
    gap = -size if name == "demand_mw" else size
    said = f"balance open by {gap:.6g} MW in weather year {at[0]}, area {at[1]}, hour {at[2]}"
    with pytest.raises(ValueError, match=f"{re.escape(said)}$"):
        balance(**{name: one_at(FLOW, at, size)})


def test_an_hour_may_be_open_by_rounding() -> None:
    closed = balance(demand_mw=np.full(FLOW, 5.0), generation_mw=np.full(FLOW, 5.0 + TOLERANCE_MW / 2))
    assert not any(getattr(closed, name).flags.writeable for name in OF_BALANCE)
    assert balance(demand_mw=np.full(FLOW, 5.0), generation_mw=np.full(FLOW, 5.0 - TOLERANCE_MW / 2)).year == 2030


def test_an_hour_that_is_no_number_is_open() -> None:
    with pytest.raises(ValueError, match="balance open by nan MW in weather year 1, area 2, hour 3"):
        balance(unserved_mw=one_at(FLOW, (1, 2, 3), math.nan))


# Supply and demand ----------------------------------------------------------------


def test_groups_want_what_the_hours_want() -> None:
    whole = demand()
    for name in ("mw", "establishment_mw", "group_mwh", "establishment_mwh"):
        assert not getattr(whole, name).flags.writeable
    told = np.array([[33.0, 33.0], [105.0, 106.0]])[:, :, None]
    with pytest.raises(ValueError, match=re.escape("groups give 211.000000 MWh, hours 210.000000 in weather year 1")):
        demand(group_mwh=told)


def test_no_demand_is_negative_nor_that_of_those_who_were_here() -> None:
    with pytest.raises(ValueError, match=re.escape("demand is -1 at (0, 0, 0)")):
        demand(mw=one_at(FLOW, (0, 0, 0), -1.0))
    more = np.arange(24.0).reshape(FLOW) + one_at(FLOW, (1, 2, 3), 2.0)
    with pytest.raises(ValueError, match=re.escape("demand of others than establishments is -2 at (1, 2, 3)")):
        demand(establishment_mw=more)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (math.nan, "output of wind is not finite"),
        (-0.1, "output of wind is -0.1 at"),
        (1.001, "wind delivers 1.001 times its nameplate in weather year 1, hour 2"),
    ],
)
def test_no_output_passes_its_bounds(output: float, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Generator(
            id="wind", technology="wind", area="a", capacity_mw=np.ones(2), output_pu=one_at((2, 4), (1, 2), output)
        )


def test_an_output_may_be_full_or_none() -> None:
    full = Generator(id="wind", technology="wind", area="a", capacity_mw=np.ones(1), output_pu=np.ones((1, 2)))
    assert full.output_pu.max() == 1
    assert Generator(id="w", technology="wind", area="a", capacity_mw=np.ones(0), output_pu=np.ones((0, 2))).id == "w"


@pytest.mark.parametrize(
    ("power", "energy", "said"), [(-1.0, 1.0, "power of battery"), (1.0, -1.0, "energy of battery")]
)
def test_no_battery_is_negative(power: float, energy: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Battery(id="b", area="a", power_mw=np.array([power]), energy_mwh=np.array([energy]), efficiency_share=0.9)


def test_a_battery_may_lose_nothing() -> None:
    whole = Battery(id="b", area="a", power_mw=np.ones(1), energy_mwh=np.ones(1), efficiency_share=1.0)
    assert whole.efficiency_share == 1


def test_nothing_is_offered_below_zero() -> None:
    with pytest.raises(ValueError, match=re.escape("available_mw is -1 at (0, 1, 2)")):
        Supply(year=2030, generators=(), batteries=(), available_mw=one_at(FLOW, (0, 1, 2), -1.0))
    offered = Supply(year=2030, generators=(), batteries=(), available_mw=np.ones(FLOW))
    assert not offered.available_mw.flags.writeable


# What the hours sum to ----------------------------------------------------------------

IN = ("production_mwh", "import_mwh", "unserved_mwh")
OUT = ("consumption_mwh", "export_mwh", "storage_loss_mwh", "grid_loss_mwh")
ROOM = region()
EMPTY = ledger(scenario(), ROOM)
LAW_MWH = TOLERANCE_MW * HOURS_PER_YEAR


def changed(name: str, mwh: float, place: tuple[int, int]) -> Floats:
    """Return a table of the ledger with a value more in one year and weather year."""
    values = np.array(getattr(EMPTY, name))
    values[(*place, *(0,) * (values.ndim - 2))] += mwh
    return values


@pytest.mark.parametrize("name", [*IN, *OUT])
@given(size=st.floats(2 * LAW_MWH, 1e7), place=st.tuples(st.integers(0, 7), st.integers(0, 3)))
@settings(max_examples=8)
def test_a_year_that_does_not_add_up_is_found(name: str, size: float, place: tuple[int, int]) -> None:
    said = f"annual balance open by {size:.6g} MWh in {2024 + place[0]}, weather year {place[1]}"
    with pytest.raises(ValueError, match=f"{re.escape(said)}$"):
        dataclasses.replace(EMPTY, **{name: changed(name, size, place)})


@pytest.mark.parametrize("comes", IN)
@pytest.mark.parametrize("goes", OUT)
def test_what_comes_may_go_any_way(comes: str, goes: str) -> None:
    moved = dataclasses.replace(EMPTY, **{name: changed(name, 1e6, (1, 2)) for name in (comes, goes)})
    sign = (comes == "production_mwh") - (goes == "consumption_mwh")
    assert moved.surplus_mwh.sum() == pytest.approx(1e6 * sign)


def test_a_year_may_be_open_by_the_rounding_of_its_hours() -> None:
    assert isinstance(dataclasses.replace(EMPTY, export_mwh=changed("export_mwh", LAW_MWH / 2, (0, 0))), Ledger)


@pytest.mark.parametrize("name", [*IN, *OUT])
def test_a_year_that_is_no_number_is_open(name: str) -> None:
    with pytest.raises(ValueError, match="annual balance open by nan MWh in 2025, weather year 3"):
        dataclasses.replace(EMPTY, **{name: changed(name, math.nan, (1, 3))})


# People ----------------------------------------------------------------


@pytest.fixture(scope="module")
def labour() -> Labour:
    return settled_labour(scenario(data_centre(), wind_farm()), ROOM, assumptions())


@pytest.mark.parametrize("name", ["offered_persons", "operating_persons", "public_service_persons", "income_persons"])
def test_work_that_is_no_number_is_refused(name: str, labour: Labour) -> None:
    values = np.array(getattr(labour, name))
    values.flat[0] = math.nan
    with pytest.raises(ValueError, match="differ from jobs offered by nan persons"):
        dataclasses.replace(labour, **{name: values})


def test_nobody_fills_less_than_no_job(labour: Labour) -> None:
    shifted = {"unemployed_persons": -5.0, "inactive_persons": 5.0}  # the sums still hold
    values = {name: np.array(getattr(labour, name)) for name in shifted}
    for name, step in shifted.items():
        values[name].flat[0] = step
    values["inactive_persons"].flat[0] += float(sum(getattr(labour, name).flat[0] for name in shifted))
    with pytest.raises(ValueError, match=re.escape("unemployed_persons is -5 at (0, 0, 0), below 0")):
        dataclasses.replace(labour, **values)


@pytest.mark.parametrize("name", ["employed_persons", "crew_outside_job_years", "in_migrant_persons"])
def test_people_at_work_are_counted_in_finite_numbers_that_nobody_changes(name: str, labour: Labour) -> None:
    assert not getattr(labour, name).flags.writeable
    for value, said in ((math.inf, "is not finite at (0, 0, 0)"), (-1.0, "is -1 at (0, 0, 0)")):
        values = np.array(getattr(labour, name))
        values.flat[0] = value
        with pytest.raises(ValueError, match=re.escape(f"{name} {said}")):
            dataclasses.replace(labour, **{name: values})


def bridge(**changes: Floats) -> Bridge:
    stated = {"start": np.full(3, 7.0), "steps": np.zeros((3, len(BRIDGE_STEPS))), "end": np.full(3, 7.0)} | changes
    return Bridge(first_year=2024, last_year=2030, limit="jobs", **stated)


@pytest.mark.parametrize("name", ["start", "end"])
def test_a_bridge_to_no_number_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="misses its end by nan persons"):
        bridge(**{name: np.array([7.0, math.nan, 7.0])})


def test_a_bridge_reaches_the_other_side() -> None:
    steps = one_at((3, len(BRIDGE_STEPS)), (1, 2), 4.0)
    whole = bridge(steps=steps, end=np.array([7.0, 11.0, 7.0]))
    assert not any(values.flags.writeable for values in (whole.start, whole.steps, whole.end))
    with pytest.raises(ValueError, match="misses its end by 8 persons"):
        bridge(steps=steps, end=np.array([7.0, 3.0, 7.0]))
    with pytest.raises(ValueError, match="steps of the jobs bridge is not finite"):
        bridge(steps=one_at((3, len(BRIDGE_STEPS)), (0, 0), math.inf))
