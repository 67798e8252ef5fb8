"""Jobs, people and income by municipality: they sum to the region, whatever is assumed about homes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import assumptions, data_centre, ledger, region, scenario, settled_labour, weather, wind_farm

from simulator.premises import Assumptions, Establishment, Project
from simulator.records import WORK_LAYERS, Income, Places
from simulator.stages.income import collect_income, tax_inhabitants
from simulator.stages.jobs import count_jobs
from simulator.stages.labour import lives_share, spread_places
from simulator.stages.people import follow_people

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
CENTRAL, NORTH, SOUTH = 1, 0, 1
ENTRIES = (wind_farm(local_ownership_share=0.5), data_centre(probability=0.6))


def settled(*entries: Project | Establishment, numbers: Assumptions = NUMBERS) -> tuple[Places, Income]:
    """Return what the rooms make of some entries, in the order of the staircase."""
    of = scenario(*entries)
    jobs, people = count_jobs(of, REGION, numbers, WEATHER_YEARS), follow_people(of, REGION, numbers)
    shape = (len(of.horizon.years), len(WEATHER_YEARS.names), len(of.projects))
    earned = collect_income(
        ledger(of, REGION, project_mwh=np.full(shape, 3e5), project_value_eur=np.full(shape, 2e7)),
        of,
        region=REGION,
        assumptions=numbers,
        weather=WEATHER_YEARS,
    )
    labour = settled_labour(of, REGION, numbers, income_persons=earned.paid_persons.sum(axis=1))
    places = spread_places(jobs, labour, people, region=REGION, assumptions=numbers, income=earned)
    return places, tax_inhabitants(earned, places.in_migrant_persons, numbers)


def layer(places: Places, name: str) -> np.ndarray:
    return np.asarray(places.offered_persons[WORK_LAYERS.index(name)])


@given(
    st.tuples(*[st.floats(0, 1)] * 3).map(lambda three: tuple(sorted(three))),
    st.floats(1, 1000),
    st.floats(0, 1),
)
@settings(max_examples=25, deadline=None)
def test_municipalities_sum_to_the_region(lives: tuple[float, float, float], mw: float, owned: float) -> None:
    numbers = assumptions(labour__lives_where_works_share=lives)
    places, income = settled(wind_farm(local_ownership_share=owned), data_centre(capacity_mw=mw), numbers=numbers)
    labour = places.labour
    for found, whole in (
        (places.offered_persons.sum(axis=0), labour.offered_persons),
        (places.employed_persons, labour.employed_persons),
        (places.in_migrant_persons, labour.in_migrant_persons),
        (places.population_persons, labour.population_persons),
        (layer(places, "public_service"), labour.public_service_persons),
        (layer(places, "income"), labour.income_persons),
    ):
        np.testing.assert_allclose(found.sum(axis=1), whole, atol=1e-6)
    for number, name in enumerate(("direct", "supplier", "induced")):
        np.testing.assert_allclose(layer(places, name).sum(axis=1), labour.operating_persons[number], atol=1e-6)
    taxed = income.of("inhabitants_tax").sum(axis=1)
    registered = labour.in_migrant_persons[:, :-1] * np.array([1.3, 1.7, 2.2])[:, None, None]
    np.testing.assert_allclose(taxed[:, 1:], registered * np.array([0.03, 0.035, 0.04])[:, None, None], atol=1e-9)


def test_jobs_on_site_stand_where_the_entry_lies() -> None:
    places, _ = settled(data_centre())
    direct = layer(places, "direct")[CENTRAL, :, -1]
    assert direct[NORTH].all() and not direct[SOUTH].any()


def test_of_those_who_work_somewhere_the_assumed_part_lives_there() -> None:
    share = lives_share(REGION, NUMBERS)
    np.testing.assert_allclose(share.sum(axis=2), 1)
    np.testing.assert_allclose(share[:, NORTH, NORTH], [0.5, 0.7, 0.85])
    np.testing.assert_allclose(share[:, SOUTH, SOUTH], [0.5, 0.7, 0.85])
    places, _ = settled(data_centre())
    assert not places.in_migrant_persons[CENTRAL, SOUTH, 0].any()
    moved = places.in_migrant_persons[CENTRAL, :, -1, 0]
    assert moved[NORTH] > moved[SOUTH] > 0


def test_the_others_get_the_rest_by_residents_of_working_age() -> None:
    three = dataclasses.replace(
        REGION.demography, persons=np.outer([10.0, 1.0, 3.0], np.ones(REGION.demography.persons.shape[1]))
    )
    share = lives_share(dataclasses.replace(REGION, demography=three), NUMBERS)
    np.testing.assert_allclose(share[CENTRAL, 0], [0.7, 0.3 * 1 / 4, 0.3 * 3 / 4])


def test_employed_residents_start_from_the_table_of_municipalities() -> None:
    places, _ = settled()
    np.testing.assert_allclose(places.employed_persons[:, NORTH, 0], 6000)
    np.testing.assert_allclose(places.employed_persons[:, SOUTH, 0], 1811)
    np.testing.assert_array_equal(places.employed_persons, places.baseline_employed_persons)


def test_new_inhabitants_pay_tax_where_they_live() -> None:
    places, income = settled(data_centre())
    inhabitants = income.municipal_mnok(groups=("inhabitants",))[CENTRAL]
    np.testing.assert_allclose(inhabitants[:, 1:], places.in_migrant_persons[CENTRAL][:, :-1] * 1.7 * 0.035)


def test_jobs_that_income_pays_stand_where_the_money_comes() -> None:
    places, income = settled(*ENTRIES)
    np.testing.assert_array_equal(layer(places, "income"), income.paid_persons)
    assert income.private_persons[CENTRAL, SOUTH].any()  # the wind farm
    assert not income.private_persons[CENTRAL, NORTH].any()


def test_the_tax_of_new_inhabitants_pays_no_jobs() -> None:
    cheap, dear = (settled(*ENTRIES, numbers=assumptions(income__tax_per_inhabitant_mnok=tax)) for tax in (0.03, 0.3))
    assert dear[1].of("inhabitants_tax").sum() > 5 * cheap[1].of("inhabitants_tax").sum() > 0
    np.testing.assert_array_equal(cheap[0].labour.offered_persons, dear[0].labour.offered_persons)
    np.testing.assert_array_equal(cheap[1].paid_persons, dear[1].paid_persons)


@pytest.mark.parametrize("name", ["employed_persons", "population_persons", "in_migrant_persons", "offered_persons"])
def test_municipalities_that_do_not_sum_to_the_region_are_refused(name: str) -> None:
    places, _ = settled(*ENTRIES)
    with pytest.raises(ValueError, match=f"{name} of the municipalities differ"):
        dataclasses.replace(places, **{name: getattr(places, name) + 1})


def test_a_municipality_without_anybody_is_refused() -> None:
    places, _ = settled(*ENTRIES)
    moved = places.population_persons.copy()
    moved[:, NORTH] += moved[:, SOUTH] + 1
    moved[:, SOUTH] = -1
    with pytest.raises(ValueError, match="population_persons"):
        dataclasses.replace(places, population_persons=moved)
