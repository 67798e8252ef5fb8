"""The tables of areas, plants, consumption, load shapes and reservoir filling keep what their sources say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from simulator.hours import DAYS_IN_MONTH

DATA = Path(__file__).resolve().parents[1] / "data"
CONFIDENCE = {"measured", "estimate", "assumption"}
KEYS = {
    "municipalities": ["id"],
    "areas": ["id"],
    "plants": ["id"],
    "plant_hosts": ["plant", "municipality"],
    "pipeline": ["id"],
    "consumption": ["area", "sector", "year"],
    "consumption_industry": ["area", "year", "nace_section"],
    "load_shapes": ["shape", "day_type", "hour"],
    "load_shape_months": ["shape", "month"],
    "load_shapes_heat": ["shape"],
    "load_measured": ["month", "day_type", "hour"],
    "filling": ["market", "month"],
    "map": ["sort", "id", "number"],
}
SECTORS = {"households", "holiday_homes", "industry", "services", "agriculture"}
ESTABLISHMENT_SHAPES = {"flat", "two_shift", "seasonal", "batch", "charging", "food", "cars"}
SECTION_OF_SECTOR = {"households": "XX", "holiday_homes": "XY", "industry": "C", "agriculture": "A"}

# Elhub through NVE, 2024 by area [GWh]; order: households, holiday homes, industry, services, agriculture.
PUBLISHED_2024 = {
    "alvdal": (22.0, 1.5, 22.8, 14.1, 0.2),
    "folldal_no1": (10.8, 2.1, 1.0, 5.6, 0.1),
    "folldal_no3": (4.2, 1.2, 17.5, 1.2, 0.2),
    "os": (19.0, 4.4, 2.0, 6.8, 0.5),
    "rendalen": (17.3, 5.8, 1.0, 8.1, 0.1),
    "tolga": (14.6, 1.6, 2.0, 5.2, 0.6),
    "tynset_no1": (42.1, 4.2, 7.3, 28.1, 0.3),
    "tynset_no3": (4.6, 2.8, 0.0, 2.9, 0.9),
}
# Mean degrees below 11 °C at Li bru by month, daily 2005-2014 [°C], and NO1 load by month, median 2019-2025 [1].
DEGREES_BELOW_11 = np.array([20.11, 19.09, 15.92, 10.12, 5.59, 1.92, 0.27, 1.08, 4.30, 9.89, 14.61, 19.88])
NO1_MONTHS = np.array([1.44, 1.36, 1.19, 0.96, 0.79, 0.70, 0.62, 0.68, 0.78, 0.98, 1.19, 1.33])
# NO1 load by hour, December-February weekdays 2013-2020, relative to the mean of the day [1].
NO1_WINTER_WEEKDAY = np.array(
    [
        0.863,
        0.838,
        0.827,
        0.827,
        0.836,
        0.873,
        0.975,
        1.081,
        1.109,
        1.103,
        1.097,
        1.082,
        1.071,
        1.061,
        1.06,
        1.069,
        1.088,
        1.095,
        1.081,
        1.061,
        1.036,
        1.005,
        0.958,
        0.908,
    ]
)


def load_table(name: str) -> pd.DataFrame:
    """Load one table; empty cells of text columns stay empty text."""
    return pd.read_csv(
        DATA / f"{name}.csv",
        dtype={"code": str, "area": str},
        keep_default_na=False,
        na_values={column: [""] for column in ("capacity_mw", "cost_mnok", "reservoir_mm3", "reservoir_gwh")},
    )


def sector_shares() -> dict[str, float]:
    """Return each sector's part of the consumption of 2024. [share]"""
    rows = load_table("consumption").query("year == 2024")
    sums = rows.groupby("sector")["gwh"].sum()
    return {str(sector): float(gwh) for sector, gwh in (sums / sums.sum()).items()}


def hour_factors(shape: str) -> NDArray[np.float64]:
    """Return the hour factors of one shape: weekday, weekend. [1], shape (2, 24)"""
    rows = load_table("load_shapes").query("shape == @shape")
    return rows.pivot(index="day_type", columns="hour", values="factor").loc[["weekday", "weekend"]].to_numpy(float)


def month_factors(shape: str) -> NDArray[np.float64]:
    """Return the month factors of one shape. [1], shape (12,)"""
    return load_table("load_shape_months").query("shape == @shape").sort_values("month")["factor"].to_numpy(float)


def heat_shares() -> dict[str, float]:
    """Return the change of load per degree below 11 °C by shape. [1/°C]"""
    rows = load_table("load_shapes_heat")
    return {str(shape): float(share) for shape, share in zip(rows["shape"], rows["heat_share_per_c"], strict=True)}


@pytest.mark.parametrize("name", KEYS)
def test_sidecar_names_every_column(name: str) -> None:
    """Each table has a side-car with its origin and a unit and meaning for every column, in the table's order."""
    sidecar = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(sidecar) == {"title", "source", "year", "licence", "confidence", "note", "columns"}
    assert sidecar["confidence"] in CONFIDENCE
    assert list(sidecar["columns"]) == list(load_table(name).columns)
    assert all(" - " in meaning for meaning in sidecar["columns"].values())


@pytest.mark.parametrize("name", KEYS)
def test_rows_are_unique_and_carry_a_word_of_confidence(name: str) -> None:
    """No key stands twice, and every row with a confidence uses one of the three words and names a source."""
    rows = load_table(name)
    assert not rows.duplicated(KEYS[name]).any()
    if "confidence" in rows:
        assert set(rows["confidence"]) <= CONFIDENCE
        assert (rows["source"].str.len() > 0).all()


def test_areas_belong_to_municipalities() -> None:
    """Eight areas cover the six municipalities, and every other table uses these names."""
    municipalities = set(load_table("municipalities")["id"])
    areas = load_table("areas")
    assert set(areas["id"]) == set(PUBLISHED_2024)
    assert set(areas["municipality"]) == municipalities
    places = set(zip(areas["id"], areas["municipality"], areas["market"], strict=True))
    for name in ("plants", "consumption"):
        rows = load_table(name)
        inside = rows[rows["area"] != ""]
        assert set(zip(inside["area"], inside["municipality"], inside["market"], strict=True)) <= places
    pipeline = load_table("pipeline")
    assert set(pipeline["area"]) <= set(areas["id"])
    assert set(pipeline["municipality"]) <= municipalities
    assert set(load_table("consumption_industry")["area"]) == set(areas["id"])


def test_municipality_codes_are_text_of_four_digits() -> None:
    """Municipality numbers survive as text."""
    assert load_table("municipalities")["code"].str.fullmatch(r"\d{4}").all()


def test_plants_add_up_to_the_published_region() -> None:
    """The plants of the six municipalities add up to 338 MW and 1,514 GWh a year; Kuråsfoss stands outside."""
    plants = load_table("plants")
    outside = plants[plants["area"] == ""]
    assert list(outside["id"]) == ["kurasfoss"]
    inside = plants[plants["area"] != ""]
    assert inside["capacity_mw"].sum() == pytest.approx(338, abs=0.5)
    assert inside["mean_gwh"].sum() == pytest.approx(1514, abs=0.5)
    by_municipality = inside.groupby("municipality")["mean_gwh"].sum().round().to_dict()
    assert by_municipality == {"alvdal": 141, "folldal": 43, "os": 20, "rendalen": 786, "tolga": 205, "tynset": 319}


@pytest.mark.parametrize("name", ["plants", "pipeline"])
def test_shares_and_full_load_hours_are_possible(name: str) -> None:
    """Local shares lie between 0 and 1 and no plant runs more than the hours of a year."""
    rows = load_table(name)
    assert rows["local_share"].between(0, 1).all()
    assert (rows["mean_gwh"] * 1000 / rows["capacity_mw"]).dropna().between(500, 8760).all()


def test_pipeline_is_about_sixty_gwh() -> None:
    """Known projects are of known kinds and add up to about 60 GWh a year."""
    pipeline = load_table("pipeline")
    assert set(pipeline["kind"]) <= {"small_hydro", "solar_ground", "hydro_upgrade"}
    assert pipeline["mean_gwh"].sum() == pytest.approx(60, abs=0.5)


@pytest.mark.parametrize(("year", "gwh"), [(2022, 270.7), (2023, 288.5), (2024, 287.0)])
def test_consumption_has_the_published_totals(year: int, gwh: float) -> None:
    """Both consumption tables add up to the published totals."""
    for name in ("consumption", "consumption_industry"):
        assert load_table(name).query("year == @year")["gwh"].sum() == pytest.approx(gwh, abs=0.05)


def test_consumption_2024_is_the_published_table() -> None:
    """Every area and sector of 2024 rounds to the published figure."""
    rows = load_table("consumption").query("year == 2024").set_index(["area", "sector"])["gwh"]
    order = ("households", "holiday_homes", "industry", "services", "agriculture")
    for area, published in PUBLISHED_2024.items():
        assert [rows[area, sector] for sector in order] == pytest.approx(published, abs=0.051)


def test_sectors_are_sums_of_sections() -> None:
    """Four sectors are one section each; services are all the others."""
    sections = load_table("consumption_industry")
    names = {section: sector for sector, section in SECTION_OF_SECTOR.items()}
    summed = sections.assign(sector=sections["nace_section"].map(names).fillna("services"))
    expected = summed.groupby(["area", "sector", "year"])["gwh"].sum()
    found = load_table("consumption").set_index(["area", "sector", "year"])["gwh"].sort_index()
    assert found.index.equals(expected.index)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_every_shape_is_complete() -> None:
    """Each sector and each kind of establishment has hours, months and a heat response, all positive."""
    shapes = SECTORS | ESTABLISHMENT_SHAPES
    for name, rows_per_shape in (("load_shapes", 48), ("load_shape_months", 12), ("load_shapes_heat", 1)):
        rows = load_table(name)
        assert set(rows["shape"]) == shapes
        assert (rows.groupby("shape").size() == rows_per_shape).all()
        assert name == "load_shapes_heat" or (rows["factor"] > 0).all()


@pytest.mark.parametrize("shape", sorted(SECTORS | ESTABLISHMENT_SHAPES))
def test_factors_average_to_one(shape: str) -> None:
    """Hours average to 1 over five weekdays and two weekend days, months over the days of the year."""
    weekday, weekend = hour_factors(shape).mean(axis=1)
    assert (5 * weekday + 2 * weekend) / 7 == pytest.approx(1, abs=1e-4)
    assert np.average(month_factors(shape), weights=DAYS_IN_MONTH) == pytest.approx(1, abs=1e-4)


def test_load_stays_positive_in_the_warmest_month() -> None:
    """No month of a mean year has a load at or below zero, although heat falls away."""
    degrees = DEGREES_BELOW_11 - np.average(DEGREES_BELOW_11, weights=DAYS_IN_MONTH)
    for shape, share in heat_shares().items():
        assert (month_factors(shape) + share * degrees).min() > 0.2


def test_months_of_the_region_follow_measured_no1_load() -> None:
    """The sectors together vary over the year much as the measured load of NO1."""
    degrees = DEGREES_BELOW_11 - np.average(DEGREES_BELOW_11, weights=DAYS_IN_MONTH)
    shares = heat_shares()
    region = sum(part * (month_factors(sector) + shares[sector] * degrees) for sector, part in sector_shares().items())
    assert np.corrcoef(region, NO1_MONTHS)[0, 1] > 0.98
    assert np.abs(region - NO1_MONTHS).max() < 0.12


def test_winter_weekday_of_the_region_follows_measured_no1_load() -> None:
    """The sectors together vary over a winter weekday much as the measured load of NO1."""
    region = sum(part * hour_factors(sector)[0] for sector, part in sector_shares().items())
    assert np.corrcoef(region, NO1_WINTER_WEEKDAY)[0, 1] > 0.95
    assert np.abs(region / region.mean() - NO1_WINTER_WEEKDAY).max() < 0.05


def test_filling_is_a_share_with_its_low_in_spring() -> None:
    """Both price areas have twelve shares between 0 and 1, lowest in April."""
    filling = load_table("filling").pivot(index="month", columns="market", values="filling_share")
    assert list(filling.columns) == ["NO1", "NO3"]
    assert list(filling.index) == list(range(1, 13))
    assert ((filling > 0) & (filling < 1)).all().all()
    assert (filling.idxmin() == 4).all()
