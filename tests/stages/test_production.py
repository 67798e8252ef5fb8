"""Supply of new projects: ice, wake and availability move hours and leave the mean; pumped storage stores."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Region, load_region, load_weather, read_scenario, resolve
from simulator.errors import InputError
from simulator.hours import MONTH_OF_HOUR, WINTER_MONTHS
from simulator.premises import Assumptions, Project, Range, Scenario, Weather, WeatherYears
from simulator.records import Battery, Generator, Supply
from simulator.stages.plausibility import doubtful
from simulator.stages.production import (
    available_share,
    build_generators,
    build_supply,
    wind_behind_ice_and_wake,
)
from simulator.stages.profiles import capped_profile

YEAR = 2030
WINTER = np.isin(MONTH_OF_HOUR, WINTER_MONTHS)
GENERATING = ("wind", "solar_ground", "solar_roof", "small_hydro", "hydro_upgrade", "bio")


@cache
def given_region() -> tuple[Region, WeatherYears, Assumptions]:
    region, weather = load_region(), load_weather(Weather(count=2))
    return region, weather, resolve(region, Scenario(title="t"))


def project(**changes: Any) -> Project:
    stated: dict[str, Any] = {"id": "one", "kind": "wind", "title": "One", "area": "rendalen", "capacity_mw": 10.0}
    return Project(**(stated | {"start_year": YEAR} | changes))


def generator_of(one: Project, **numbers: float) -> Generator:
    region, weather, assumptions = given_region()
    ranges = {name.replace("__", "."): Range(value, value, value) for name, value in numbers.items()}
    changed = Assumptions({**assumptions.ranges, **ranges})
    (generator,) = build_generators(Scenario(title="t", projects=(one,)), region, weather=weather, assumptions=changed)
    return generator


def supply_of(one: Project, year: int = YEAR) -> Supply:
    region, weather, assumptions = given_region()
    scenario = Scenario(title="t", projects=(one,))
    generators = build_generators(scenario, region, weather=weather, assumptions=assumptions)
    return build_supply(scenario, region, generators=generators, weather=weather, assumptions=assumptions, year=year)


# Ice, wake, availability ----------------------------------------------------------------


@pytest.mark.parametrize("kind", GENERATING)
def test_the_stated_mean_is_net_of_everything(kind: str) -> None:
    _, _, assumptions = given_region()
    generator = generator_of(project(kind=kind))
    assert generator.output_pu.mean() == pytest.approx(assumptions[f"project.{kind}.capacity_factor_share"], rel=1e-9)
    assert (generator.output_pu <= available_share(kind, assumptions) + 1e-12).all()


@pytest.mark.parametrize(("kind", "mean_gwh"), [("bio", 87.6), ("hydro_upgrade", 87.6), ("small_hydro", 80.0)])
def test_a_stated_mean_beyond_what_is_available_is_taken_at_its_word(kind: str, mean_gwh: float) -> None:
    generator = generator_of(project(kind=kind, mean_gwh=mean_gwh))
    assert generator.output_pu.mean() * 8760 * 10 == pytest.approx(mean_gwh * 1000, rel=1e-6)
    assert generator.output_pu.max() <= 1


def test_upkeep_falls_in_the_half_year_with_least_output() -> None:
    _, _, assumptions = given_region()
    for kind, season in (("wind", ~WINTER), ("small_hydro", WINTER), ("bio", ~WINTER)):
        share = available_share(kind, assumptions)
        assert share[season].max() < share[~season].min()
        lost = sum(assumptions[f"project.{kind}.{name}_outage_share"] for name in ("forced", "planned"))
        assert share.mean() == pytest.approx(1 - lost)


def test_ice_takes_frosty_wind_and_nothing_else() -> None:
    _, _, assumptions = given_region()
    temperature = np.array([[-5.0, -5.0, 5.0, -25.0]])
    wind = np.array([[0.6, 0.05, 0.6, 0.6]])
    kept = wind_behind_ice_and_wake(wind, temperature, assumptions) / wind
    loss = assumptions["production.wind_icing_loss_share"]
    assert kept[0, 0] == pytest.approx(kept[0, 2] * (1 - loss))
    assert kept[0, 2] == pytest.approx(kept[0, 3])
    assert kept[0, 1] == pytest.approx(1 - assumptions["production.wind_wake_share"] * 0.95)


def test_more_ice_moves_wind_out_of_winter() -> None:
    dry, icy = (
        generator_of(project(), production__wind_icing_loss_share=loss).output_pu[:, WINTER].mean()
        for loss in (0.0, 0.4)
    )
    assert icy < dry


def test_the_wake_takes_nothing_at_full_wind() -> None:
    _, _, assumptions = given_region()
    wind, warm = np.array([[0.3, 1.0]]), np.full((1, 2), 15.0)
    kept = wind_behind_ice_and_wake(wind, warm, assumptions) / wind
    assert kept[0, 1] == 1 > kept[0, 0]


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.6), st.floats(0.7, 1.0))
def test_a_ceiling_keeps_mean_and_cap(seed: int, mean_share: float, lowest: float) -> None:
    rng = np.random.default_rng(seed)
    shape, ceiling = rng.gamma(2.0, 1.0, (2, 240)), rng.uniform(lowest, 1.0, 240)
    profile = capped_profile(shape, mean_share, ceiling=ceiling)
    assert profile.mean() == pytest.approx(mean_share, rel=1e-9)
    assert (profile <= ceiling + 1e-12).all()


# Delay, pumped storage ----------------------------------------------------------------


def test_a_delayed_project_comes_later() -> None:
    late = project(delay_years=3)
    there = [supply_of(late, year).available_mw.any() for year in (2032, 2033)]
    assert there == [False, True]


def test_pumped_storage_is_a_store_with_losses() -> None:
    _, _, assumptions = given_region()
    (store,) = supply_of(project(kind="pumped_storage", capacity_mw=50.0)).batteries
    np.testing.assert_allclose(store.energy_mwh, 50 * assumptions["project.pumped_storage.storage_hours"])
    assert store.efficiency_share**2 == pytest.approx(assumptions["project.pumped_storage.round_trip_share"])
    (large,) = supply_of(project(kind="pumped_storage", capacity_mw=50.0, storage_hours=100.0)).batteries
    np.testing.assert_allclose(large.energy_mwh, 5000)


# PC-18 and PC-35: what a scenario states of a plant ----------------------------------------------------------------


def stated(**changes: object) -> str:
    plant = {
        "id": "tolga_2",
        "kind": "small_hydro",
        "title": "Tolga 2",
        "area": "Tolga",
        "capacity_mw": 45,
        "mean_gwh": 205,
        "head_m": 87,
        "max_flow_m3s": 60,
        "start_year": 2030,
    }
    keys = "".join(f"{key} = {value!r}\n".replace("'", '"') for key, value in (plant | changes).items())
    return f'title = "Tolga"\n[[projects]]\n{keys}'


def test_tolga_as_published_is_believed() -> None:
    region, _, _ = given_region()
    assert doubtful(read_scenario(stated(), "tolga.toml", region), region) == ()
    assert doubtful(read_scenario(stated(capacity_mw=43.1), "tolga.toml", region), region) == ()


@pytest.mark.parametrize(
    ("slip", "key"),
    [
        pytest.param({"capacity_mw": 45_000}, "capacity_mw", id="45_gw"),
        pytest.param({"head_m": 0.86}, "head_m", id="86_cm"),
        pytest.param({"max_flow_m3s": 6}, "head_m", id="6_m3s"),
        pytest.param({"mean_gwh": 205_000}, "mean_gwh", id="205_twh"),
    ],
)
def test_a_slipped_tolga_is_refused(slip: dict[str, float], key: str) -> None:
    with pytest.raises(InputError) as fault:
        read_scenario(stated(**slip), "tolga.toml", given_region()[0])
    assert any(key in problem.place for problem in fault.value.problems)


@pytest.mark.parametrize(
    "slip", [{"head_m": 870}, {"max_flow_m3s": 600}, {"capacity_mw": 25, "mean_gwh": 100}, {"capacity_mw": 49}]
)
def test_a_doubtful_tolga_gets_a_plain_sentence(slip: dict[str, float]) -> None:
    region, _, _ = given_region()
    notes = doubtful(read_scenario(stated(**slip), "tolga.toml", region), region)
    (note,) = (note for note in notes if note.code == "head_and_flow")
    assert "falling water" in note.found and "check head_m" in note.remedy


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "mean_gwh", "warns"),
    [
        ("wind", 160, 500, False),
        ("wind", 160, 230, True),
        ("solar_ground", 7, 6.4, False),
        ("solar_ground", 7, 3, True),
    ],
)
def test_too_few_hours_are_asked_about(kind: str, capacity_mw: float, mean_gwh: float, warns: bool) -> None:
    region, _, _ = given_region()
    park = project(kind=kind, capacity_mw=float(capacity_mw), mean_gwh=float(mean_gwh))
    notes = doubtful(Scenario(title="t", projects=(park,)), region)
    assert any(note.code == "few_hours" for note in notes) is warns


def test_what_never_comes_is_told() -> None:
    region, _, _ = given_region()
    (note,) = doubtful(Scenario(title="t", projects=(project(delay_years=20),)), region)
    assert note.code == "never_seen"


@pytest.mark.parametrize("efficiency", [0.0, -0.5, 1.01, float("nan")])
def test_a_battery_that_keeps_nothing_or_more_than_all_is_no_battery(efficiency: float) -> None:
    """The compiled hour loop divides by the efficiency without looking."""
    with pytest.raises(ValueError, match="battery store: efficiency"):
        Battery(id="store", area="os", power_mw=np.ones(1), energy_mwh=np.ones(1), efficiency_share=efficiency)
