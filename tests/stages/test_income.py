"""The room for income: who pays what to whom."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from society_builders import (
    WEATHER,
    assumptions,
    collected,
    data_centre,
    ledger,
    region,
    scenario,
    weather,
    wind_farm,
)

from simulator.premises import Kind, Phase
from simulator.records import CASES, RECIPIENTS, SOURCES, Income
from simulator.stages.income import annuity, captured_price, collect_income, levelised_cost, tax_inhabitants
from simulator.stages.income.evening import evened_profit, seven_year_mean
from simulator.stages.income.projects import resource_rent_share

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
NORTH, SOUTH = 0, 1
YEARS = 8


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


MEAN_YEAR = plants(*[(100.0,) * WEATHER] * 3)
SMOOTHED = {"natural_resource_tax", "natural_resource_tax_county", "property_tax_plants"}  # whatever the weather


def test_nothing_gives_nothing_but_the_taxes_of_large_plants() -> None:
    income = collected(plant_mwh=MEAN_YEAR)
    assert {name for name in income.sources if source(income, name).any()} == SMOOTHED | {"rest_of_plants"}
    assert income.price_year == 2024
    assert income.municipalities == ("north", "south")


def test_natural_resource_tax_follows_the_published_mean() -> None:
    paid = source(collected(plant_mwh=LARGE_ONLY), "natural_resource_tax")
    np.testing.assert_allclose(paid[NORTH], 100_000 * 11 / 1e6)
    assert not paid[SOUTH].any()


def test_natural_resource_tax_is_one_seventh_of_seven_years() -> None:
    dry = plants((30.0,) * WEATHER, (0.0,) * WEATHER, (0.0,) * WEATHER)
    paid = source(collected(plant_mwh=dry), "natural_resource_tax")[NORTH, :, 0]
    np.testing.assert_allclose(paid[:7], [(100 * (6 - y) + 30 * (y + 1)) / 7 * 1000 * 11 / 1e6 for y in range(7)])
    np.testing.assert_allclose(paid[7], 30_000 * 11 / 1e6)


@pytest.mark.parametrize(("price_eur", "value"), [(0.0, 0.95), (12.0, 0.55 * (12 * 11.5 - 40) / 60), (60.0, 2.74)])
def test_property_tax_is_that_of_the_income_between_the_statutory_limits(price_eur: float, value: float) -> None:
    paid = source(collected(plant_mwh=LARGE_ONLY, plant_value_eur=LARGE_ONLY * price_eur), "property_tax_plants")
    np.testing.assert_allclose(paid[NORTH], 0.007 * max(value, 0.95) * 1e8 / 1e6)


def test_concession_power_is_worth_the_gap_to_the_market() -> None:
    income = collected(plant_mwh=LARGE_ONLY, plant_value_eur=LARGE_ONLY * 40.0)
    gap_nok = 40 * 11.5 - 123
    expected = np.array([80_000, 90_000, 110_000, 120_000]) * 0.1 * 2 / 3 * gap_nok / 1e6
    np.testing.assert_allclose(source(income, "concession_power")[NORTH, 0], expected)


def test_a_concession_fee_is_paid_as_soon_as_somebody_gives_its_rate() -> None:
    assert not source(collected(plant_mwh=LARGE_ONLY), "concession_fee").any()
    paid = source(
        collected(plant_mwh=LARGE_ONLY, numbers=assumptions(income__concession_fee_mnok_per_mw=0.01)), "concession_fee"
    )
    np.testing.assert_allclose(paid[NORTH], 60 * 0.01)
    assert not paid[SOUTH].any()


def test_concession_power_never_costs_a_municipality() -> None:
    income = collected(plant_mwh=LARGE_ONLY, plant_value_eur=LARGE_ONLY * 1.0)
    assert not source(income, "concession_power").any()


def test_small_plants_and_plants_outside_give_nothing() -> None:
    others = collected(plant_mwh=OTHERS_ONLY, plant_value_eur=OTHERS_ONLY * 40.0)
    np.testing.assert_array_equal(others.municipal_mnok(), collected(plant_mwh=0 * OTHERS_ONLY).municipal_mnok())
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


def test_dividends_are_what_costs_local_charges_and_taxes_leave() -> None:
    # 300 GWh at 60 EUR/MWh.
    stated = {"project_mwh": project(300_000.0), "project_value_eur": project(300_000.0 * 60)}
    income = collected(wind_farm(start_year=2024, local_ownership_share=0.5), **stated)
    charges = 300_000 * 23 / 1e6 + 100 * (0.1 + 0.02)
    cost = 100 * 15 * annuity(0.06, 25) + 300_000 * 100 / 1e6
    profit = 300_000 * 60 * 11.5 / 1e6 - cost - charges
    assert profit > 0
    np.testing.assert_allclose(source(income, "local_dividends")[SOUTH], 0.5 * (1 - 0.22 - 0.25) * profit)
    np.testing.assert_allclose(source(income, "resource_rent_tax")[SOUTH], 0.5 * 0.25 * profit)
    np.testing.assert_allclose(source(income, "resource_rent_municipal")[SOUTH], 0.5 * 0.25 * profit)


def test_a_loss_is_not_handed_on() -> None:
    stated = {"project_mwh": project(300_000.0), "project_value_eur": project(300_000.0 * 10)}
    income = collected(wind_farm(local_ownership_share=1.0), **stated)
    assert not source(income, "local_dividends").any()
    assert (source(income, "kept_by_company")[SOUTH, 3:] < 0).all()


def test_bad_years_do_not_lift_the_mean_of_dividends() -> None:
    mwh = project(300_000.0)
    swinging = mwh * 50 * np.array([0.2, 1.8, 0.6, 1.4])[None, :, None]
    farm = wind_farm(start_year=2024, local_ownership_share=1.0)
    steady = collected(farm, project_mwh=mwh, project_value_eur=mwh * 50)
    swung = collected(farm, project_mwh=mwh, project_value_eur=swinging)
    for name in ("local_dividends", "corporate_tax"):
        np.testing.assert_allclose(source(swung, name).mean(axis=-1), source(steady, name).mean(axis=-1))


@given(st.lists(st.lists(st.floats(-100, 100), min_size=3, max_size=3), min_size=1, max_size=9))
def test_no_more_is_paid_out_than_is_earned(rows: list[list[float]]) -> None:
    profit = np.array(rows)
    paid = evened_profit(profit, np.ones(profit.shape))
    assert (paid >= 0).all()
    earned = np.cumsum(profit.mean(axis=1))
    assert paid.sum() <= max(earned.max() - np.minimum.accumulate(np.append(0.0, earned)).min(), 0.0) + 1e-9


def test_seven_years_before_there_was_a_plant_count_as_nothing() -> None:
    np.testing.assert_allclose(seven_year_mean(np.full(8, 7.0), 0.0), [1, 2, 3, 4, 5, 6, 7, 7])


NEWCOMERS = ("establishment_property_tax", "inhabitants_tax")  # not paid by those who sell power


# Money is conserved ----------------------------------------------------------------


def busy() -> Income:
    """Return plants, a wind farm and a hall, all earning and paying."""
    mwh, value = project(300_000.0), project(300_000.0) * np.array([10.0, 70.0, 50.0, 60.0])[None, :, None]
    entries = (wind_farm(start_year=2026, local_ownership_share=0.34, probability=0.75), data_centre())
    stands = (np.arange(YEARS) >= 2)[:, None, None] * np.array([1.0, 1, 1, 0])[None, :, None]
    return collected(
        *entries,
        numbers=assumptions(income__concession_fee_mnok_per_mw=0.01),
        plant_mwh=LARGE_ONLY,
        plant_value_eur=LARGE_ONLY * 40,
        project_mwh=mwh * stands,
        project_value_eur=value * stands,
    )


def test_what_everybody_gets_is_what_is_earned() -> None:
    income = busy()
    sellers = income.revenue_mnok.shape[1]
    everybody = sum(income.to(recipient)[:, :sellers] for recipient in RECIPIENTS)
    np.testing.assert_allclose(everybody, income.revenue_mnok, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", [name for name in SOURCES if name not in NEWCOMERS])
def test_a_source_that_is_dropped_is_missed(name: str) -> None:
    income = busy()
    paid = income.paid_mnok.copy()
    sellers = income.revenue_mnok.shape[1]
    place = income.sources.index(name)
    assert paid[:, place, :sellers].any()
    paid[:, place, :sellers] = 0
    with pytest.raises(ValueError, match="MNOK more or less than it earns"):
        dataclasses.replace(income, paid_mnok=paid)


def test_plants_in_two_municipalities_pay_to_both() -> None:
    where = dataclasses.replace(REGION, plant_hosts={"large": {"north": 0.25, "south": 0.75}})
    of = scenario()
    income = collect_income(
        ledger(of, where, plant_mwh=LARGE_ONLY),
        of,
        region=where,
        assumptions=NUMBERS,
        weather=WEATHER_YEARS,
    )
    paid = source(income, "natural_resource_tax")
    np.testing.assert_allclose(paid[NORTH] * 3, paid[SOUTH])
    np.testing.assert_allclose(paid.sum(axis=0), 100_000 * 11 / 1e6)


def test_the_range_of_every_number_reaches_the_income() -> None:
    net = busy().municipal_mnok(net=True).sum(axis=1)
    assert (net[0] < net[1]).all()
    assert (net[1] < net[2]).all()
    assert len(net) == len(CASES)


def test_new_large_hydropower_pays_as_large_hydropower_does() -> None:
    kind = Kind(id="wind", sector="ELE", profile="inflow", group="renewable")
    where = dataclasses.replace(REGION, project_kinds={"wind": kind})
    for capacity_mw, pays in ((12.0, True), (9.0, False)):
        of = scenario(wind_farm(start_year=2024, capacity_mw=capacity_mw))
        income = collect_income(
            ledger(of, where, project_mwh=project(48_000.0), project_value_eur=project(48_000.0 * 45)),
            of,
            region=where,
            assumptions=NUMBERS,
            weather=WEATHER_YEARS,
        )
        tax = source(income, "natural_resource_tax")[SOUTH, :, 0]
        expected = 48_000 * 11 / 1e6 * np.minimum(np.arange(1, YEARS + 1), 7) / 7
        np.testing.assert_allclose(tax, expected if pays else 0)
        assert source(income, "concession_power")[SOUTH].any() == pays


@pytest.mark.parametrize(
    ("profile", "capacity_mw", "tax_share"),
    [("wind", 100.0, 0.25), ("inflow", 12.0, 0.45), ("inflow", 2.0, 0.0), ("solar", 100.0, 0.0)],
)
def test_only_large_hydro_and_wind_pay_resource_rent_tax(profile: str, capacity_mw: float, tax_share: float) -> None:
    kind = Kind(id="wind", sector="ELE", profile=profile, group="renewable")
    where = dataclasses.replace(REGION, project_kinds={"wind": kind})
    assert resource_rent_share(wind_farm(capacity_mw=capacity_mw), where, NUMBERS) == pytest.approx(tax_share)


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
    earned = collected(data_centre())
    assert not source(earned, "inhabitants_tax").any()
    moved_in = np.zeros((3, 2, YEARS, WEATHER))
    moved_in[1, :, 4] = np.array([6.0, 2.0])[:, None]
    income = tax_inhabitants(earned, moved_in, NUMBERS)
    paid = source(income, "inhabitants_tax")
    assert not paid[:, :5].any()
    np.testing.assert_allclose(paid[:, 5], moved_in[1, :, 4] * 1.7 * 0.035)
    at_home = income.municipal_mnok(net=True, groups=("inhabitants",))[1, :, 5]
    np.testing.assert_allclose(at_home, moved_in[1, :, 4] * 1.7 * 0.035 * 0.4)
    np.testing.assert_array_equal(income.paid_persons, earned.paid_persons)


@given(st.floats(0, 500), st.floats(0, 200))
@settings(max_examples=20, deadline=None)
def test_no_source_is_ever_negative(gwh: float, price_eur: float) -> None:
    mwh = project(1e3 * gwh)
    income = collected(wind_farm(local_ownership_share=1.0), project_mwh=mwh, project_value_eur=mwh * price_eur)
    kept = income.sources.index("kept_by_company"), income.sources.index("rest_of_plants")
    assert (np.delete(income.mnok, kept, axis=0) >= 0).all()


def test_captured_price_of_nothing_is_zero() -> None:
    np.testing.assert_array_equal(captured_price(np.array([0.0, 6.0]), np.array([0.0, 2.0])), [0.0, 3.0])


@given(st.floats(1, 40), st.floats(0, 300), st.floats(500, 5000), st.floats(0.03, 0.2))
def test_selling_at_levelised_cost_leaves_no_profit(
    capital: float, operating: float, hours: float, annuity_share: float
) -> None:
    cost = levelised_cost(capital, operating, full_load_hours=hours, annuity_share=annuity_share)
    left = hours * (cost - operating) - capital * 1e6 * annuity_share
    assert left == pytest.approx(0, abs=1e-3)
