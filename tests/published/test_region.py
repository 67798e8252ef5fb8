"""The region's own published figures judge the reference scenario."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Region, Result

PUBLISHED_TOTAL_GWH = 1514
CONSUMPTION_2024_GWH = 287.0378
LARGE_MW = 9.0


def test_existing_plants_deliver_their_published_total(reference: Result) -> None:
    mean = reference.indicators.at("production_gwh", 2024).mean()
    assert mean == pytest.approx(PUBLISHED_TOTAL_GWH, rel=0.03)


def test_each_large_plant_delivers_its_published_mean(region: Region, reference: Result) -> None:
    for plant in region.plants:
        if plant.capacity_mw >= LARGE_MW and plant.area:
            place = reference.ledger.plants.index(plant.id)
            mean_gwh = reference.ledger.plant_mwh[0, :, place].mean() / 1000
            assert mean_gwh == pytest.approx(plant.mean_gwh, rel=0.08), plant.id


def test_no_plant_exceeds_its_nameplate(region: Region, reference: Result) -> None:
    for plant in region.plants:
        place = reference.ledger.plants.index(plant.id)
        most_mwh = plant.capacity_mw * 8760 * 1.01
        assert reference.ledger.plant_mwh[:, :, place].max() <= most_mwh, plant.id


def test_consumption_of_2024_is_the_measured_one(reference: Result) -> None:
    assert reference.indicators.at("consumption_gwh", 2024).mean() == pytest.approx(CONSUMPTION_2024_GWH, rel=0.01)


def test_employed_in_2024_are_exactly_those_of_the_strategy(reference: Result) -> None:
    assert np.all(reference.indicators.at("employed_persons", 2024) == 7811)


def test_surplus_is_about_1230_gwh(reference: Result) -> None:
    assert reference.indicators.at("surplus_gwh", 2024).mean() == pytest.approx(1230, rel=0.03)


def test_dry_median_and_wet_years_are_apart(reference: Result) -> None:
    surplus = reference.indicators.at("surplus_gwh", 2024)
    dry, median, wet = np.percentile(surplus, [10, 50, 90])
    assert dry < median < wet
    assert (wet - dry) / median > 0.1


def test_winter_holds_less_than_half_of_the_surplus(reference: Result) -> None:
    year, winter = (reference.indicators.at(name, 2024).mean() for name in ("surplus_gwh", "winter_surplus_gwh"))
    assert 0 < winter < year / 2


def test_nobody_goes_without_power_today(reference: Result) -> None:
    assert reference.indicators.at("unserved_hours", 2024).max() == 0
