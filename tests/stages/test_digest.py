"""Hours kept for the screen: they close, and they sum to what the ledger says, whatever the scenario."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, NamedTuple

import numpy as np
import pytest

from simulator import Region, Scenario, WeatherYears, load_weather, resolve
from simulator.hours import month_sums, week_sums
from simulator.premises import Weather
from simulator.present.tables import hourly_table
from simulator.records import SOURCES_OF_POWER, HourDigest, HydroSystem, Ledger, PowerYear
from simulator.simulation import prepare, run_power
from simulator.stages.digest import SOURCE_OF_PROFILE, digest_hours
from simulator.stages.ledger import HYDRO, sum_hours
from tests.conftest import SHIPPED

YEAR = 2035
TOLERANCE_MWH = 0.5  # of a million: single precision


class Reduced(NamedTuple):
    """One year of one scenario, reduced in both ways."""

    power: PowerYear
    rivers: HydroSystem
    digest: HourDigest
    ledger: Ledger


@pytest.fixture(scope="module")
def few() -> WeatherYears:
    """Three weather years."""
    return load_weather(Weather(count=3))


@pytest.fixture(scope="module")
def reduced(region: Region, shipped: dict[str, Scenario], few: WeatherYears) -> Callable[[str], Reduced]:
    known: dict[str, Reduced] = {}

    def of(name: str) -> Reduced:
        if name not in known:
            scenario = shipped[name]
            setting = prepare(scenario, resolve(region, scenario), region, few)
            power = run_power(setting, YEAR)
            known[name] = Reduced(
                power,
                setting.rivers,
                digest_hours(power, region, rivers=setting.rivers, weather=few),
                sum_hours(power, scenario, region, rivers=setting.rivers, weather=few),
            )
        return known[name]

    return of


def close(found: Any, wanted: Any) -> bool:
    return bool(np.allclose(found, wanted, rtol=0, atol=TOLERANCE_MWH))


@pytest.mark.parametrize("name", SHIPPED)
def test_hours_sum_to_the_ledger(name: str, reduced: Callable[[str], Reduced]) -> None:
    _, _, digest, ledger = reduced(name)
    assert close(month_sums(digest.surplus_mw), ledger.surplus_mwh[0])
    assert close(digest.surplus_mwh, ledger.surplus_mwh[0].sum(axis=-1))
    own = ledger.groups.index("establishments")
    used = ledger.consumption_mwh[0]
    assert close(month_sums(digest.establishment_mw.astype(float)), used[:, own])
    assert close(month_sums(digest.consumption_mw.astype(float)), used.sum(axis=1) - used[:, own])
    for part in ("import", "export", "unserved"):
        assert close(month_sums(getattr(digest, f"{part}_mw").astype(float)), getattr(ledger, f"{part}_mwh")[0]), part
    assert close(digest.grid_loss_mw.sum(axis=-1, dtype=float), ledger.grid_loss_mwh[0])
    assert close(-digest.storage_mw.sum(axis=-1, dtype=float), ledger.storage_loss_mwh[0])


@pytest.mark.parametrize("name", SHIPPED)
def test_sources_sum_to_the_technologies_of_the_ledger(
    name: str, reduced: Callable[[str], Reduced], region: Region
) -> None:
    _, _, digest, ledger = reduced(name)
    source = {name: SOURCE_OF_PROFILE.get(kind.profile, "other") for name, kind in region.project_kinds.items()}
    hydro = ("river", "reservoir")
    for names in (hydro, *((source,) for source in SOURCES_OF_POWER if source not in hydro)):
        found = digest.production_mw[:, [SOURCES_OF_POWER.index(one) for one in names]].sum(axis=(1, 2), dtype=float)
        technologies = [
            at
            for at, technology in enumerate(ledger.technologies)
            if ("river" if technology == HYDRO else source[technology]) in names
        ]
        assert close(found, ledger.production_mwh[0][:, technologies].sum(axis=(1, 2))), names


@pytest.mark.parametrize("name", SHIPPED)
def test_plants_without_a_reservoir_are_the_river_plants(name: str, reduced: Callable[[str], Reduced]) -> None:
    power, rivers, digest, ledger = reduced(name)
    there = (rivers.area >= 0) & (rivers.storage_m3 == 0)
    small = ledger.production_mwh[0, :, ledger.technologies.index("small_hydro")].sum(axis=-1)
    found = digest.production_mw[:, SOURCES_OF_POWER.index("river")].sum(axis=-1, dtype=float)
    assert close(found, power.dispatch.plant_mwh[:, there].sum(axis=(1, 2)) + small)


@pytest.mark.parametrize("name", SHIPPED)
def test_worst_week_and_peaks_are_those_of_the_ledger(name: str, reduced: Callable[[str], Reduced]) -> None:
    power, _, digest, ledger = reduced(name)
    weeks = week_sums(digest.surplus_mw)
    assert close(weeks.min(axis=-1), ledger.worst_week_mwh[0])
    assert np.array_equal(weeks.argmin(axis=-1), ledger.worst_week_day[0])
    peak = (digest.consumption_mw + digest.establishment_mw).max(axis=-1)
    assert np.allclose(peak, ledger.peak_load_mw[0], atol=1e-3)
    if not power.network.period.any():
        limits = np.stack([power.network.import_mw[0], power.network.export_mw[0]], axis=-1)
        assert np.allclose(digest.loading_share.max(axis=-1), (ledger.exchange_peak_mw[0] / limits).max(axis=1))


def test_water_and_power_are_worth_what_the_dispatch_and_the_markets_say(
    reduced: Callable[[str], Reduced], few: WeatherYears
) -> None:
    power, rivers, digest, _ = reduced("reference")
    worth, paid, whole = np.zeros((3, 365)), np.zeros((3, 8760)), 0.0
    for place, name in enumerate(power.dispatch.reservoirs):
        step = rivers.names.index(name)
        if rivers.area[step] < 0:
            continue
        below, kwh_m3 = step, 0.0
        while below >= 0:  # down the river, plant by plant
            kwh_m3 += rivers.energy_kwh_m3[below]
            below = rivers.turbine_to[below]
        most = rivers.max_flow_m3s[step] * rivers.energy_kwh_m3[step]
        worth += most * power.dispatch.water_value_eur_m3[:, place] / (kwh_m3 / 1000)
        paid += most * few[("price_no1", "price_no3")[rivers.market[step]]]
        whole += most
    np.testing.assert_allclose(digest.water_value_eur_mwh, worth / whole)
    np.testing.assert_allclose(digest.reservoir_price_eur_mwh, paid / whole, rtol=1e-6)


@pytest.mark.parametrize("name", SHIPPED)
def test_hours_are_those_of_the_exported_table(name: str, reduced: Callable[[str], Reduced], region: Region) -> None:
    power, _, digest, _ = reduced(name)
    table = hourly_table(power, region)
    shown = {
        "production_mw": digest.production_mw.sum(axis=1, dtype=float),
        "hydro_mw": digest.production_mw[:, :2].sum(axis=1, dtype=float),
        "consumption_mw": digest.consumption_mw.astype(float) + digest.establishment_mw,
        "surplus_mw": digest.surplus_mw,
        **{f"{part}_mw": getattr(digest, f"{part}_mw") for part in ("import", "export", "unserved", "storage")},
    }
    new_hydro = {"river", "reservoir"} & {
        SOURCE_OF_PROFILE.get(region.project_kinds[one.technology].profile, "other") for one in power.supply.generators
    }
    for column, values in shown.items():
        if column != "hydro_mw" or not new_hydro:
            assert np.allclose(table[column].to_numpy(), values.ravel(), rtol=0, atol=1e-3), column


def test_thirty_weather_years_take_few_megabytes(reduced: Callable[[str], Reduced]) -> None:
    digest = reduced("reference").digest
    arrays = [getattr(digest, field.name) for field in fields(digest)]
    size = sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))
    assert size * 30 / len(digest.weather_years) < 20e6


def test_filling_is_that_of_the_reservoirs_at_the_ends(reduced: Callable[[str], Reduced]) -> None:
    digest = reduced("reference").digest
    assert digest.reservoir_share.shape == (3, 366)
    assert 0.2 < digest.reservoir_share.mean() < 0.9
    assert digest.lowest_share <= digest.reservoir_share.min()


def test_an_hour_that_does_not_close_is_refused(reduced: Callable[[str], Reduced]) -> None:
    digest = reduced("reference").digest
    broken = digest.import_mw.copy()
    broken[1, 77] += 0.5
    with pytest.raises(ValueError, match=r"hours open by 0\.\d+ MW in weather year 02, hour 77"):
        replace(digest, import_mw=broken)
    across = digest.exchange_mw.copy()
    across[1, 0, 77] += 0.5
    with pytest.raises(ValueError, match="do not sum to the exchange of the region in weather year 02"):
        replace(digest, exchange_mw=across)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("driest_first", (0, 0, 1), "not each of 3 years once"),
        ("production_mw", np.zeros((3, 2, 8760), np.float32), "production has shape"),
        ("unserved_mw", np.full((3, 8760), -1, np.float32), "unserved_mw is -1"),
        ("reservoir_share", np.full((3, 366), 1.2), "room in the reservoirs"),
        ("temperature_c", np.full((3, 365), np.nan), "temperature_c is not finite"),
        ("temperature_c", np.zeros((3, 366)), "temperature_c has shape"),
        ("water_value_eur_mwh", np.zeros((3, 366)), "water_value_eur_mwh has shape"),
    ],
)
def test_what_cannot_be_is_refused(field: str, value: Any, said: str, reduced: Callable[[str], Reduced]) -> None:
    with pytest.raises(ValueError, match=said):
        replace(reduced("reference").digest, **{field: value})
