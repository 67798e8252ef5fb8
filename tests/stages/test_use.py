"""How well power is used: curtailment and price by technology, hourly match, back-up, waste heat, load that waits."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator import PowerYear, Region, load_region, load_weather, resolve, simulate, simulate_power
from simulator.premises import Establishment, Horizon, Project, Scenario, Weather, WeatherYears
from simulator.records import Indicators
from simulator.stages.indicators import UNITS

Floats = NDArray[np.float64]
YEAR = 2030
MWH_PER_GWH = 1000.0
WEATHER = Weather(count=2)


def project(kind: str, **changes: Any) -> Project:
    stated: dict[str, Any] = {"id": kind, "kind": kind, "title": kind, "area": "tolga", "start_year": YEAR}
    return Project(**(stated | {"capacity_mw": 100.0} | changes))


def hall(**changes: Any) -> Establishment:
    stated: dict[str, Any] = {
        "id": "hall",
        "kind": "data_centre_tenant",
        "title": "Hall",
        "area": "os",
        "capacity_mw": 150.0,
        "start_year": YEAR,
        "ramp_up_years": 0.0,
    }
    return Establishment(**(stated | changes))


@cache
def premises() -> tuple[Region, WeatherYears]:
    return load_region(), load_weather(WEATHER)


@cache
def run(*entries: Project | Establishment) -> tuple[PowerYear, Indicators]:
    region, weather = premises()
    scenario = Scenario(
        title="t",
        horizon=Horizon(first_year=YEAR, last_year=YEAR),
        weather=WEATHER,
        projects=tuple(one for one in entries if isinstance(one, Project)),
        establishments=tuple(one for one in entries if isinstance(one, Establishment)),
    )
    assumptions = resolve(region, scenario)
    power = simulate_power(scenario, assumptions, region, weather, year=YEAR)
    return power, simulate(scenario, assumptions, region, weather).indicators


CROWDED = (
    project("wind", capacity_mw=600.0),
    project("solar_ground", capacity_mw=300.0),
    project("bio", capacity_mw=20.0),
    project("small_hydro", capacity_mw=60.0),
)


# Curtailment and price ----------------------------------------------------------------


def test_curtailment_by_technology_sums_to_all_of_it() -> None:
    _, indicators = run(*CROWDED)
    parts = sum(indicators.at(f"curtailed_{name}_gwh", YEAR) for name in ("wind", "solar", "hydro", "bio"))
    np.testing.assert_allclose(parts, indicators.at("curtailed_gwh", YEAR), rtol=1e-9)
    assert (indicators.at("curtailed_wind_gwh", YEAR) > 0).all()
    assert (indicators.at("curtailed_solar_gwh", YEAR) > 0).all()


def test_every_project_of_an_area_gives_up_the_same_share() -> None:
    power, indicators = run(*CROWDED)
    place = power.network.areas.index("tolga")
    for name, technology in (("wind", "wind"), ("solar", "solar_ground")):
        (generator,) = (one for one in power.supply.generators if one.technology == technology)
        available = power.supply.available_mw[:, place]
        share = np.divide(power.dispatch.curtailed_mw[:, place], available, where=available > 0, out=0 * available)
        lost = (generator.capacity_mw[:, None] * generator.output_pu * share).sum(axis=1) / MWH_PER_GWH
        np.testing.assert_allclose(indicators.at(f"curtailed_{name}_gwh", YEAR), lost, rtol=1e-9)


def test_captured_price_weighs_by_what_was_delivered() -> None:
    _, weather = premises()
    power, indicators = run(project("wind", capacity_mw=10.0))
    (generator,) = power.supply.generators
    price = weather["price_no1"]
    expected = (generator.output_pu * price).sum(axis=1) / generator.output_pu.sum(axis=1) / price.mean(axis=1)
    np.testing.assert_allclose(indicators.at("captured_price_wind_share", YEAR), expected, rtol=1e-9)
    assert (indicators.at("captured_price_solar_share", YEAR) == 0).all()


def test_even_output_captures_the_plain_mean_price() -> None:
    """Weighting by nearly the same amount in every hour changes little; ice and upkeep make the rest."""
    region, weather = premises()
    flat = replace(weather, series={**weather.series, "wind_no1": np.full_like(weather["wind_no1"], 0.4)})
    scenario = Scenario(
        title="t",
        horizon=Horizon(first_year=YEAR, last_year=YEAR),
        projects=(project("wind", capacity_mw=1.0),),
    )
    indicators = simulate(scenario, resolve(region, scenario), region, flat).indicators
    np.testing.assert_allclose(indicators.at("captured_price_wind_share", YEAR), 1.0, atol=0.05)


# Match hour by hour ----------------------------------------------------------------


def test_the_match_is_the_smaller_of_production_and_load() -> None:
    power, indicators = run(hall())
    made, used = power.balance.generation_mw.sum(axis=1), power.demand.mw.sum(axis=1)
    expected = np.minimum(made, used).sum(axis=1) / used.sum(axis=1)
    np.testing.assert_allclose(indicators.at("hourly_matching_share", YEAR), expected, rtol=1e-9)
    (load,) = power.demand.loads
    left = np.clip(made - (used - load.mw), 0, load.mw).sum(axis=1) / load.mw.sum(axis=1)
    np.testing.assert_allclose(indicators.at("establishment_matching_share", YEAR), left, rtol=1e-9)
    assert (left <= expected).all()


# Back-up and waste heat ----------------------------------------------------------------


@pytest.mark.parametrize(("backup_mw", "share"), [(0.0, 0.0), (2000.0, 1.0)])
def test_back_up_covers_what_is_cut(backup_mw: float, share: float) -> None:
    power, indicators = run(hall(backup_mw=backup_mw))
    cut = power.dispatch.establishment_cut_mw.sum(axis=(1, 2)) / MWH_PER_GWH
    assert (cut > 0).all()
    np.testing.assert_allclose(indicators.at("backup_gwh", YEAR), share * cut, rtol=1e-9)


def test_a_small_back_up_covers_its_size_at_most() -> None:
    power, indicators = run(hall(backup_mw=5.0))
    cut = power.dispatch.establishment_cut_mw.sum(axis=1)
    np.testing.assert_allclose(
        indicators.at("backup_gwh", YEAR), np.minimum(cut, 5.0).sum(axis=1) / MWH_PER_GWH, rtol=1e-9
    )


def test_waste_heat_is_used_where_and_when_it_is_wanted() -> None:
    power, indicators = run(hall(heat_demand_gwh=40.0))
    (load,), (heat,) = power.demand.loads, power.demand.heat
    served = load.mw - power.dispatch.establishment_cut_mw.sum(axis=1)
    given = load.waste_heat_share * served
    np.testing.assert_allclose(indicators.at("waste_heat_gwh", YEAR), given.sum(axis=1) / MWH_PER_GWH, rtol=1e-9)
    used = np.minimum(given, heat.mw).sum(axis=1) / MWH_PER_GWH
    np.testing.assert_allclose(indicators.at("waste_heat_used_gwh", YEAR), used, rtol=1e-9)
    assert (used <= 40.0 * 1.5).all() and (used > 0).all()


def test_nobody_wants_more_heat_than_is_stated() -> None:
    small, large = (run(hall(heat_demand_gwh=gwh))[1].at("waste_heat_used_gwh", YEAR).mean() for gwh in (1.0, 5.0))
    assert small == pytest.approx(1.0, rel=1e-6)
    assert small < large <= 5.0 + 1e-9


# The whole and its halves ----------------------------------------------------------------

SHARED = (
    "surplus_gwh",
    "unserved_gwh",
    "backup_gwh",
    "waste_heat_gwh",
    "waste_heat_used_gwh",
    "cooling_gwh",
    "shiftable_mw",
)


def test_two_halves_of_an_establishment_are_the_whole() -> None:
    parts: dict[str, Any] = {"shiftable_share": 0.1, "interruptible_share": 0.8}
    whole = run(hall(backup_mw=10.0, heat_demand_gwh=20.0, **parts))[1]
    half: dict[str, Any] = {"capacity_mw": 75.0, "backup_mw": 5.0, "heat_demand_gwh": 10.0}
    halves = run(hall(**half, **parts), hall(id="other", **half, **parts))[1]
    for name in (*SHARED, "establishment_matching_share"):
        np.testing.assert_allclose(halves.at(name, YEAR), whole.at(name, YEAR), rtol=1e-9, atol=1e-9, err_msg=name)


# Load that waits ----------------------------------------------------------------


def test_the_energy_of_shifted_load_is_conserved() -> None:
    power, indicators = run(
        hall(capacity_mw=40.0, shiftable_share=0.3, shift_hours=4.0), project("wind", capacity_mw=600.0)
    )
    (store,) = power.supply.batteries
    held = (power.dispatch.charge_mw - power.dispatch.discharge_mw).cumsum(axis=-1).sum(axis=1)
    assert power.dispatch.discharge_mw.any()
    assert held.min() >= -1e-6
    assert (held.max(axis=1) <= store.energy_mwh + 1e-6).all()
    np.testing.assert_allclose(indicators.at("shiftable_mw", YEAR), store.power_mw)


def test_every_new_figure_has_its_unit() -> None:
    shares = [name for name in UNITS if name.startswith(("captured_", "hourly_")) and name.endswith("_share")]
    assert {UNITS[name] for name in shares} == {"share"}
    assert {UNITS[name] for name in UNITS if name.endswith("_nok_per_mwh")} == {"NOK/MWh"}
