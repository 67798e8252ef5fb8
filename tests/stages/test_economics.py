"""What projects are worth, what power costs, and what new income pays: numbers that can be checked in the head."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from society_builders import (
    WEATHER,
    assumptions,
    collected,
    data_centre,
    region,
    scenario,
    weather,
    wind_farm,
)

from simulator import Region, load_region, load_scenario, scenario_folder
from simulator.premises import Kind, Range, WeatherYears
from simulator.records import ProjectEconomics
from simulator.stages.income import doubtful_income, levelised_cost
from simulator.stages.income.formulas import annuity
from simulator.stages.income.spending import private_persons, public_persons
from simulator.stages.income.worth import discounted, extended, payback_years
from simulator.stages.ledger.worth import sum_worth

REGION, WEATHER_YEARS, NUMBERS = region(), weather(), assumptions()
YEARS = 8


def each(value: float) -> np.ndarray:
    """Return the same figure in every year and weather year. shape (years, weather, 1)"""
    return np.full((YEARS, WEATHER, 1), value)


def wind(price_eur: float = 60.0, **changes: Any) -> ProjectEconomics:
    """Return the worth of 100 MW and 300 GWh at one price all through."""
    farm = wind_farm(start_year=2024, **changes)
    stated = {"project_mwh": each(300_000.0), "project_value_eur": each(300_000.0 * price_eur)}
    (found,) = collected(farm, **stated).economics
    return found


# Projects ----------------------------------------------------------------


def test_captured_price_and_levelised_cost_in_kroner() -> None:
    found = wind()
    assert found.captured_price_nok_per_mwh == pytest.approx((60 * 11.0, 60 * 11.5, 60 * 12.0))
    expected = levelised_cost(15.0, 100.0, full_load_hours=3000, annuity_share=annuity(0.06, 25))
    assert found.levelised_cost_nok_per_mwh[1] == pytest.approx(expected)
    low, central, high = found.levelised_cost_nok_per_mwh
    assert low > central > high


def test_net_present_value_is_what_is_left_over_the_investment() -> None:
    left = 300_000 * (60 * 11.5 - 100 - 23) / 1e6 - 100 * (0.1 + 0.02)
    assert wind().net_present_value_mnok[1] == pytest.approx(left / annuity(0.06, 25) - 1500)
    assert wind().payback_years[1] == pytest.approx(1500 / left)
    assert wind(price_eur=10.0).payback_years == (None, None, None)


def test_selling_at_cost_and_charges_is_worth_nothing_more() -> None:
    found = wind()
    price = (found.levelised_cost_nok_per_mwh[1] + found.local_charges_nok_per_mwh[1]) / 11.5
    assert wind(price_eur=price).net_present_value_mnok[1] == pytest.approx(0.0, abs=1e-6)


def test_own_costs_take_the_place_of_those_of_the_kind_in_every_case() -> None:
    kind, stated = wind(), wind(capital_mnok=1500.0, operating_cost_nok_per_mwh=100.0)
    assert stated.levelised_cost_nok_per_mwh[1] == pytest.approx(kind.levelised_cost_nok_per_mwh[1])
    for case, rate in enumerate((0.08, 0.06, 0.05)):
        dear = wind(capital_mnok=3000.0, operating_cost_nok_per_mwh=50.0).levelised_cost_nok_per_mwh[case]
        life = (20, 25, 30)[case]
        assert dear == pytest.approx(
            levelised_cost(30.0, 50.0, full_load_hours=3000, annuity_share=annuity(rate, life))
        )


def test_what_the_market_pays_for() -> None:
    found = wind()
    break_even = (found.levelised_cost_nok_per_mwh[1] + found.local_charges_nok_per_mwh[1]) / 11.5
    running = (100.0 + found.local_charges_nok_per_mwh[1]) / 11.5
    for price, said in (
        (break_even + 0.01, "all"),
        (break_even - 0.01, "operation"),
        (running + 0.01, "operation"),
        (running - 0.01, "nothing"),
    ):
        assert wind(price_eur=price).covers[1] == said
    assert wind(price_eur=break_even).covers == ("operation", wind(price_eur=break_even).covers[1], "all")
    assert wind(price_eur=running).running_margin_nok_per_mwh[1] == pytest.approx(0.0, abs=1e-9)


def test_the_property_tax_of_an_establishment_follows_its_own_investment() -> None:
    def tax(**changes: Any) -> np.ndarray:
        income = collected(data_centre(**changes))
        return income.of("establishment_property_tax")[1].sum(axis=0)

    np.testing.assert_allclose(tax(capital_mnok=6000.0), tax())
    np.testing.assert_allclose(tax(capital_mnok=9000.0), 1.5 * tax())
    assert tax().sum() > 0


def test_dividends_are_linear_in_ownership_and_nothing_without() -> None:
    found = wind(local_ownership_share=0.5)
    assert found.dividends_at(0.0) == (0.0, 0.0, 0.0)
    half, whole = found.dividends_at(0.5), found.dividends_at(1.0)
    assert whole == pytest.approx(tuple(2 * mnok for mnok in half))
    assert whole == pytest.approx(wind(local_ownership_share=0.0).dividends_at(1.0))
    assert whole[1] > 0


def test_a_project_that_delivers_nothing_is_not_appraised() -> None:
    assert collected(wind_farm(start_year=2035), project_mwh=each(0.0)).economics == ()


def test_a_project_without_a_yardstick_has_none() -> None:
    assert wind().yardstick_nok_per_mwh is None


def test_the_yardstick_is_the_central_cost_of_its_kind() -> None:
    ranges = {**NUMBERS.ranges, "income.nve_cost_wind_nok_per_mwh": Range(300.0, 400.0, 600.0)}
    numbers = dataclasses.replace(NUMBERS, ranges={**ranges, "income.nve_cost_solar_nok_per_mwh": Range(1.0, 2.0, 3.0)})
    (found,) = collected(wind_farm(start_year=2024), numbers=numbers, project_mwh=each(300_000.0)).economics
    assert found.yardstick_nok_per_mwh == 400.0


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=40), st.floats(0.0, 500.0))
def test_payback_earns_exactly_the_capital(yearly: list[float], capital: float) -> None:
    earned = np.array(yearly)
    years = payback_years(capital, earned)
    if years is None:
        assert earned.sum() < capital
    else:
        whole = int(years)
        part = earned[whole] * (years - whole) if whole < len(earned) else 0.0
        assert earned[:whole].sum() + part == pytest.approx(capital, abs=1e-6)


def test_discounting_equal_years_is_the_annuity() -> None:
    assert discounted(extended(np.array([2.0]), 30), 0.06) * annuity(0.06, 30) == pytest.approx(2.0)


def test_a_payback_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="paid back"):
        dataclasses.replace(wind(), payback_years=(None, -1.0, None))


# Establishments ----------------------------------------------------------------


def test_a_power_bill_is_energy_grid_and_tax() -> None:
    stated = {"establishment_mwh": each(500_000.0), "establishment_value_eur": each(500_000.0 * 40)}
    bills = collected(data_centre(start_year=2024), **stated).bills
    np.testing.assert_allclose(bills.energy_mnok[:, 0, 0, 0], [500 * 40 * rate / 1e3 for rate in (11, 11.5, 12)])
    np.testing.assert_allclose(bills.grid_mnok[1, 0, 0, 0], 500_000 * 100 / 1e6 + 100_000 * 500 / 1e6)
    np.testing.assert_allclose(bills.tax_mnok[:, 0, 0, 0], [0.5 * 5.8, 0.5 * 6, 0.5 * 71.3])
    np.testing.assert_allclose(bills.total_mnok, bills.energy_mnok + bills.grid_mnok + bills.tax_mnok)


def test_a_hub_and_a_very_small_data_centre_pay_the_full_tax(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = {"establishment_mwh": each(1_000.0)}
    small = collected(data_centre(start_year=2024, capacity_mw=0.4), **stated).bills
    np.testing.assert_allclose(small.tax_mnok[1], 71.3 * 1_000 / 1e6)
    hub = Kind(id="data_centre", sector="ICT", profile="flat", group="other")
    monkeypatch.setitem(REGION.establishment_kinds, "data_centre", hub)  # type: ignore[arg-type]
    np.testing.assert_allclose(
        collected(data_centre(start_year=2024), where=REGION, **stated).bills.tax_mnok[1], 0.0713
    )


def test_surplus_and_heat_are_valued() -> None:
    yearly = np.full((YEARS, WEATHER), 1e6)
    bills = collected(export_value_eur=yearly, waste_heat_used_mwh=yearly / 1e3).bills
    np.testing.assert_allclose(bills.sold_mnok[:, 0, 0], [11, 11.5, 12])
    np.testing.assert_allclose(bills.heat_mnok[:, 0, 0], [0.1, 0.3, 0.6])


def test_transit_is_not_sold_and_each_hour_has_its_price() -> None:
    # Two exchange points over two hours: 10 MW out at NO1, 4 MW in at NO3; then 6 MW out at each.
    prices = {"price_no1": np.array([[50.0, 20.0]]), "price_no3": np.array([[30.0, 10.0]])}
    load = SimpleNamespace(id="hall", area="north_a", capacity_mw=2.0, load_pu=np.array([[1.0, 0.5]]))
    power = SimpleNamespace(
        demand=SimpleNamespace(loads=(load,)),
        dispatch=SimpleNamespace(
            export_mw=np.array([[[10.0, 6.0], [0.0, 6.0]]]), import_mw=np.array([[[0.0, 0.0], [4.0, 0.0]]])
        ),
        network=SimpleNamespace(exchange_market=np.array([0, 1])),
    )
    seen = WeatherOf(prices)
    found = sum_worth(power, scenario(data_centre()), REGION, seen)  # type: ignore[arg-type]
    assert found["export_value_eur"] == pytest.approx([6 * 50 + 6 * 20 + 6 * 10])
    assert found["establishment_value_eur"].ravel() == pytest.approx([2 * 50 + 1 * 20])


class WeatherOf(dict[str, np.ndarray]):
    """Prices of one weather year."""

    count = 1
    market_price_eur_mwh = WeatherYears.market_price_eur_mwh


# New income becomes work ----------------------------------------------------------------


def test_the_worked_example_of_a_hundred_gigawatt_hours_half_owned_locally() -> None:
    # NOK 0.20 per kWh after tax: 10 million, of which 4 are spent here: 3-4 jobs. 4.1 øre per kWh: about 4 public jobs.
    dividends_mnok = np.array(100e6 * 0.20 * 0.5 / 1e6)
    assert dividends_mnok == pytest.approx(10.0)
    assert private_persons(dividends_mnok, 0.4, 1.0) == pytest.approx(4.0)
    assert private_persons(dividends_mnok, 0.4, 1.2) == pytest.approx(3.33, abs=0.01)
    municipal_mnok = np.array(100e6 * 0.041 / 1e6)
    assert public_persons(municipal_mnok, 1.0) == pytest.approx(4.1)
    together = [
        private_persons(dividends_mnok, 0.4, cost) + public_persons(municipal_mnok, cost) for cost in (1.2, 1.0)
    ]
    assert 6.5 < together[0] < 7
    assert 8 < together[1] < 8.5


def test_income_of_today_pays_no_new_jobs() -> None:
    mwh = np.broadcast_to([100_000.0, 0.0, 0.0], (YEARS, WEATHER, 3)).copy()
    income = collected(plant_mwh=mwh, plant_value_eur=mwh * 40)
    assert income.municipal_mnok().any()
    assert not income.public_persons.any()
    assert not income.private_persons.any()


# Doubts ----------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Region:
    return load_region()


def test_wind_that_pays_more_than_was_ever_documented_is_told(real: Region) -> None:
    notes = doubtful_income(load_scenario(scenario_folder() / "new_power_1twh.toml", real), real)
    assert [(note.code, note.place) for note in notes] == [("wind_income", "wind_rendalen")]
    assert "4.2 øre" in notes[0].found
    assert "1.9–3.5 øre" in notes[0].remedy


def test_wind_within_what_was_documented_is_not_told(real: Region) -> None:
    of = load_scenario(scenario_folder() / "new_power_1twh.toml", real)
    lower = of.model_copy(update={"overrides": (("project.wind.property_tax_mnok_per_mw", 0.02),)})
    assert doubtful_income(lower, real) == ()
    assert doubtful_income(load_scenario(scenario_folder() / "reference.toml", real), real) == ()
