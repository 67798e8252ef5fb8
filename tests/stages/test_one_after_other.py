"""What has nothing to say hides nothing that stands behind it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import WEATHER, assumptions, collected, region, wind_farm

from simulator import InputError, read_scenario
from simulator import Region as Real
from simulator.premises import Project, Scenario
from simulator.records import Income
from simulator.stages.income import doubtful_income
from simulator.stages.labour.settling import Moving, limit_of

YEARS = 8


def source(income: Income, name: str) -> np.ndarray:
    return income.mnok[income.sources.index(name)]


def test_a_small_plant_hides_no_large_one() -> None:
    place = region()
    turned = dataclasses.replace(place, plants=place.plants[::-1])
    gwh = np.full((YEARS, WEATHER, 3), [100_000.0, 9_000.0, 250_000.0])
    usual = collected(plant_mwh=gwh, plant_value_eur=gwh * 50)
    other = collected(where=turned, plant_mwh=gwh[..., ::-1].copy(), plant_value_eur=gwh[..., ::-1] * 50)
    assert source(usual, "natural_resource_tax").any()
    np.testing.assert_allclose(other.municipal_mnok(), usual.municipal_mnok())
    np.testing.assert_allclose(other.to("state").sum(axis=1), usual.to("state").sum(axis=1))


def test_a_project_that_delivers_nothing_hides_none_that_does() -> None:
    idle, busy = wind_farm(id="idle"), wind_farm(id="busy")
    mwh = np.full((YEARS, WEATHER, 2), [0.0, 300_000.0])
    found = collected(idle, busy, project_mwh=mwh, project_value_eur=mwh * 60).economics
    assert [one.project for one in found] == ["busy"]


def test_wind_that_is_no_wind_or_pays_as_usual_hides_none_that_pays_more(region: Real) -> None:
    def project(name: str, kind: str, mean_gwh: float | None = None) -> Project:
        return Project(
            id=name, kind=kind, title="P", area="tynset_no1", capacity_mw=100.0, start_year=2030, mean_gwh=mean_gwh
        )

    rates = (("project.wind.property_tax_mnok_per_mw", 0.03), ("income.wind_production_fee_nok_per_mwh", 20.0))
    three = (project("sun", "solar_ground"), project("usual", "wind", 400.0), project("dear", "wind", 100.0))
    notes = doubtful_income(Scenario(title="S", projects=three, overrides=rates), region)
    assert [(note.code, note.place) for note in notes] == [("wind_income", "dear")]


def told(text: str, region: Real) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read_scenario(f'title = "T"\n{text}', "test.toml", region)
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_a_project_without_its_year_hides_no_wrong_end(region: Real) -> None:
    head = 'kind = "wind"\ntitle = "P"\narea = "Tynset"\ncapacity_mw = 1\n'
    text = f'[[projects]]\nid = "a"\n{head}[[projects]]\nid = "b"\n{head}start_year = 2030\nend_year = 2030\n'
    assert "ends_before_start" in {code for code, _ in told(text, region)}


# What keeps jobs from being filled ----------------------------------------------------------------


@given(
    offered=st.floats(1.0, 1e4),
    failing=st.floats(0.0, 0.3),
    lacking=st.floats(0.001, 0.5),
    housing=st.booleans(),
)
@settings(max_examples=60)
def test_what_keeps_jobs_from_being_filled(offered: float, failing: float, lacking: float, *, housing: bool) -> None:
    numbers = assumptions(labour__recruiting_failure_share=failing)
    moving = Moving(np.zeros((3, 1)), 1, housing_binds=housing)

    def limit(share: float) -> str:
        shape = (3, 2, WEATHER)
        ways = {"offered": np.full(shape, offered), "unfilled": np.full(shape, offered * share)}
        ways["offered"][0] = ways["unfilled"][0] = 0.0  # the central case decides
        return limit_of(1, ways, moving, numbers)

    assert limit(0.0) == "nothing"
    assert limit(failing + lacking) == ("housing" if housing else "moving")
    if failing > 1e-3:
        assert limit(failing) == limit(failing / 2) == "recruiting"
    assert limit_of(0, {name: np.zeros((3, 1, 1)) for name in ("offered", "unfilled")}, moving, numbers) == "no_jobs"
