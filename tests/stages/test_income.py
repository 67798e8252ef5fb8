"""The room for income: who pays what to whom."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import (
    WEATHER,
    assumptions,
    data_centre,
    ledger,
    region,
    scenario,
    settled_labour,
    weather,
    wind_farm,
)

from simulator.premises import Establishment, Kind, Phase, Project
from simulator.records import Income
from simulator.stages.income import annuity, captured_price, collect_income, levelised_cost
from simulator.stages.income.dividends import profit_tax_share

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
NORTH, SOUTH = 0, 1
YEARS = 8


def collected(*entries: Project | Establishment, **stated: Any) -> Income:
    """Return the income of a scenario of these entries with these sums in the ledger."""
    of = scenario(*entries)
    return collect_income(
        ledger(of, REGION, **stated),
        of,
        region=REGION,
        assumptions=NUMBERS,
        weather=WEATHER_YEARS,
        labour=settled_labour(of, REGION, NUMBERS),
    )


def source(income: Income, name: str) -> np.ndarray:
    """Return one source. [MNOK], shape (municipalities, years, weather)"""
    return np.asarray(income.mnok[income.sources.index(name)])


def plants(*gwh: tuple[float, float, float, float]) -> np.ndarray:
    """Return yearly energy of the three plants by weather year. [MWh], shape (years, weather, plants)"""
    return np.broadcast_to(1e3 * np.array(gwh).T, (YEARS, WEATHER, len(gwh))).copy()


def project(value: float) -> np.ndarray:
    """Return the same figure in every year and weather year. shape (years, weather, 1)"""
    return np.full((YEARS, WEATHER, 1), value)


LARGE_ONLY = plants((80.0, 90.0, 110.0, 120.0), (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0))
OTHERS_ONLY = plants((0.0, 0.0, 0.0, 0.0), (10.0, 10.0, 10.0, 10.0), (99.0, 99.0, 99.0, 99.0))


SMOOTHED = {"natural_resource_tax", "property_tax_plants"}  # on the published mean, whatever the weather


def test_nothing_gives_nothing() -> None:
    income = collected()
    assert {name for name in income.sources if source(income, name).any()} == SMOOTHED
    assert income.price_year == 2024
    assert income.municipalities == ("north", "south")


def test_natural_resource_tax_follows_the_published_mean() -> None:
    paid = source(collected(plant_mwh=LARGE_ONLY), "natural_resource_tax")
    np.testing.assert_allclose(paid[NORTH], 100_000 * 11 / 1e6)
    assert not paid[SOUTH].any()


def test_property_tax_lies_between_the_statutory_limits() -> None:
    paid = source(collected(plant_mwh=LARGE_ONLY), "property_tax_plants")
    kwh = 100_000 * 1000
    assert (paid[NORTH] > 0.007 * 0.95 * kwh / 1e6).all()
    assert (paid[NORTH] < 0.007 * 2.74 * kwh / 1e6).all()
    np.testing.assert_allclose(paid[NORTH], 0.007 * (0.95 + 2.74) / 2 * kwh / 1e6)


def test_concession_power_is_worth_the_gap_to_the_market() -> None:
    income = collected(plant_mwh=LARGE_ONLY, plant_value_eur=LARGE_ONLY * 40.0)
    gap_nok = 40 * 11.5 - 123
    expected = np.array([80_000, 90_000, 110_000, 120_000]) * 0.1 * 2 / 3 * gap_nok / 1e6
    np.testing.assert_allclose(source(income, "concession_power")[NORTH, 0], expected)


def test_concession_power_never_costs_a_municipality() -> None:
    income = collected(plant_mwh=LARGE_ONLY, plant_value_eur=LARGE_ONLY * 1.0)
    assert not source(income, "concession_power").any()


def test_small_plants_and_plants_outside_give_nothing() -> None:
    others = collected(plant_mwh=OTHERS_ONLY, plant_value_eur=OTHERS_ONLY * 40.0)
    np.testing.assert_array_equal(others.mnok, collected().mnok)
    assert not source(others, "natural_resource_tax")[SOUTH].any()


def test_wind_pays_its_fee_where_it_stands() -> None:
    income = collected(wind_farm(), project_mwh=project(300_000.0))
    np.testing.assert_allclose(source(income, "wind_production_fee")[SOUTH], 300_000 * 23 / 1e6)
    assert not source(income, "wind_production_fee")[NORTH].any()


def test_property_tax_and_land_rent_begin_with_operation() -> None:
    income = collected(wind_farm(start_year=2027, end_year=2030, probability=0.5))
    taxed = source(income, "project_property_tax")[SOUTH]
    assert [year for year, row in zip(income.years, taxed, strict=True) if row.any()] == [2027, 2028, 2029]
    np.testing.assert_allclose(taxed[4], [10, 10, 0, 0])
    np.testing.assert_allclose(source(income, "local_land_rent")[SOUTH, 4], [2, 2, 0, 0])


def test_dividends_are_what_capital_costs_and_taxes_leave() -> None:
    # 300 GWh at 60 EUR/MWh.
    stated = {"project_mwh": project(300_000.0), "project_value_eur": project(300_000.0 * 60)}
    income = collected(wind_farm(local_ownership_share=0.5), **stated)
    cost = 100 * 15 * annuity(0.06, 25) + 300_000 * 100 / 1e6
    profit = 300_000 * 60 * 11.5 / 1e6 - cost
    assert profit > 0
    np.testing.assert_allclose(source(income, "local_dividends")[SOUTH], 0.5 * (1 - 0.22 - 0.25) * profit)


def test_a_loss_is_not_handed_on() -> None:
    stated = {"project_mwh": project(300_000.0), "project_value_eur": project(300_000.0 * 10)}
    assert not source(collected(wind_farm(local_ownership_share=1.0), **stated), "local_dividends").any()


@pytest.mark.parametrize(
    ("profile", "capacity_mw", "tax_share"),
    [("wind", 100.0, 0.47), ("inflow", 12.0, 0.67), ("inflow", 2.0, 0.22), ("solar", 100.0, 0.22)],
)
def test_only_large_hydro_and_wind_pay_resource_rent_tax(profile: str, capacity_mw: float, tax_share: float) -> None:
    kind = Kind(id="wind", sector="ELE", profile=profile, group="renewable")
    where = dataclasses.replace(REGION, project_kinds={"wind": kind})
    assert profit_tax_share(wind_farm(capacity_mw=capacity_mw), where, NUMBERS) == pytest.approx(tax_share)


def test_an_establishment_pays_on_its_taxable_part() -> None:
    paid = source(collected(data_centre(probability=0.5)), "establishment_property_tax")
    np.testing.assert_allclose(paid[NORTH, -1], [100 * 60 * 0.3 * 0.005] * 2 + [0, 0])
    assert not paid[NORTH, 3].any()
    assert not paid[SOUTH].any()


def test_an_establishment_pays_for_each_phase_from_its_year() -> None:
    hall = data_centre(phases=(Phase(year=2030, capacity_mw=150.0),), delay_years=1)
    income = collected(hall)
    paid = dict(zip(income.years, source(income, "establishment_property_tax")[NORTH, :, 0], strict=True))
    per_mw = 60 * 0.3 * 0.005
    assert [paid[year] for year in (2028, 2029, 2030, 2031)] == pytest.approx(
        [0, 100 * per_mw, 100 * per_mw, 150 * per_mw]
    )


def test_new_inhabitants_pay_tax_where_people_live_the_year_after() -> None:
    income = collected(data_centre())
    paid = source(income, "inhabitants_tax")
    start = income.years.index(2028)
    assert not paid[:, : start + 1].any()
    moved_in = settled_labour(scenario(data_centre()), REGION, NUMBERS).in_migrant_persons[1, start] * 1.7
    np.testing.assert_allclose(paid[:, start + 1].sum(axis=0), moved_in * 0.035 * 0.4)
    np.testing.assert_allclose(paid[NORTH] * 0.12, paid[SOUTH] * 0.88)


@given(st.floats(0, 500), st.floats(0, 200))
@settings(max_examples=20, deadline=None)
def test_no_source_is_ever_negative(gwh: float, price_eur: float) -> None:
    mwh = project(1e3 * gwh)
    income = collected(wind_farm(local_ownership_share=1.0), project_mwh=mwh, project_value_eur=mwh * price_eur)
    assert (income.mnok >= 0).all()


def test_captured_price_of_nothing_is_zero() -> None:
    np.testing.assert_array_equal(captured_price(np.array([0.0, 6.0]), np.array([0.0, 2.0])), [0.0, 3.0])


@given(st.floats(1, 40), st.floats(0, 300), st.floats(500, 5000), st.floats(0.03, 0.2))
def test_selling_at_levelised_cost_leaves_no_profit(
    capital: float, operating: float, hours: float, annuity_share: float
) -> None:
    cost = levelised_cost(capital, operating, full_load_hours=hours, annuity_share=annuity_share)
    left = hours * (cost - operating) - capital * 1e6 * annuity_share
    assert left == pytest.approx(0, abs=1e-3)
