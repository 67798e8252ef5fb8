"""The catalogues of kinds and assumptions, and the tables of people, industries and goals, keep their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.premises import Quantity

DATA = Path(__file__).resolve().parents[1] / "data"
TABLES = (
    "comparables",
    "correlations",
    "cost_lines",
    "population",
    "population_ages",
    "population_spans",
    "death_rates",
    "moving_rates",
    "employment",
    "employment_municipalities",
    "io_table",
    "goals",
)
CATALOGUES = ("establishment_kinds", "project_kinds")
HEAD = {"group", "sector", "profile"}
CONFIDENCE = {"measured", "estimate", "assumption"}
MUNICIPALITIES = {"alvdal", "folldal", "os", "rendalen", "tolga", "tynset"}
AGE_GROUPS = ("0-15", "16-19", "20-24", "25-39", "40-54", "55-66", "67-79", "80+")
INPUTS_AND_VALUE_ADDED = ("IMP", "TAX", "VA")
PROFILES = {
    "establishment_kinds": {"flat", "two_shift", "seasonal", "batch", "charging", "food"},
    "project_kinds": {"wind", "inflow", "regulated", "solar", "bio", "battery"},
}
GROUPS = {
    "establishment_kinds": {"data_centre", "industry", "food", "other"},
    "project_kinds": {"renewable", "storage"},
}
UNITS_BY_ENDING = {
    "_share": {"1", "1/year"},
    "_mw": {"MW"},
    "_years": {"years"},
    "_hours": {"hours"},
    "_persons": {"persons", "persons/year"},
    "_persons_per_mw": {"persons/MW"},
    "_job_years_per_mnok": {"job-years/MNOK"},
    "_nok_per_mwh": {"NOK/MWh"},
}


def load_catalogue(name: str) -> dict[str, Any]:
    """Load one TOML file of the data folder."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def load_table(name: str) -> pd.DataFrame:
    """Load one CSV table; empty text stays empty text, empty numbers become nan."""
    numbers = {"by": [""], "HH_CONS": [""]}
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, na_values=numbers)


def quantities(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every number of a catalogue with its dotted id."""
    for key, branch in tree.items():
        if isinstance(branch, Mapping):
            if "value" in branch:
                yield f"{prefix}{key}", dict(branch)
            else:
                yield from quantities(branch, f"{prefix}{key}.")


def problems_of(name: str, raw: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with one number, by its dotted id."""
    try:
        quantity = Quantity(**raw)
    except (TypeError, ValueError) as broken:
        return [f"{name}: {broken}"]
    found = [f"{name}: {key} is not a float" for key in ("value", "low", "high") if not isinstance(raw[key], float)]
    if quantity.confidence not in CONFIDENCE:
        found.append(f"{name}: confidence {quantity.confidence!r}")
    if not (quantity.source and quantity.unit) or type(quantity.year) is not int:
        found.append(f"{name}: source, unit or year is missing")
    if quantity.source.startswith("Assumption") != (quantity.confidence == "assumption"):
        found.append(f"{name}: the source and the word of confidence disagree")
    if name.endswith("_share") and quantity.unit == "1" and not 0 <= quantity.low <= quantity.high:
        found.append(f"{name}: negative share")
    return found


def column_sums(table: pd.DataFrame, rows: tuple[str, ...]) -> pd.Series[float]:
    """Return the sum of some rows of the input–output table for every sector. [NOK/NOK]"""
    sectors = sectors_of(table)
    return table.set_index("row").loc[list(rows), sectors].astype(float).sum()


def sectors_of(table: pd.DataFrame) -> list[str]:
    """Return the sector codes, which are rows and columns at once."""
    return table.loc[table["row_type"] == "domestic_input_coefficient", "row"].tolist()


def number(catalogue: str, name: str, case: str = "value") -> float:
    """Return one number of a catalogue by its dotted id."""
    return float(dict(quantities(load_catalogue(catalogue)))[name][case])


def direct_persons(kind: str, capacity_mw: float) -> float:
    """Return the central direct jobs of an establishment at full size. [persons]"""
    per_mw, per_site = (number("establishment_kinds", f"{kind}.jobs_persons_per_{what}") for what in ("mw", "site"))
    return capacity_mw * per_mw + per_site


@pytest.mark.parametrize("name", [*CATALOGUES, "assumptions", "tariffs", "grid", "connection_classes"])
def test_every_number_is_complete_and_ordered(name: str) -> None:
    found = [problem for key, raw in quantities(load_catalogue(name)) for problem in problems_of(key, raw)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"low": 3.0}, "ordered"),
        ({"high": float("inf")}, "finite"),
        ({"value": 2}, "not a float"),
        ({"confidence": "sourced"}, "confidence"),
        ({"source": "Assumption: a guess"}, "disagree"),
        ({"source": ""}, "missing"),
        ({"year": 2024.0}, "missing"),
        ({"low": -1.0}, "negative share"),
        ({"comment": "unknown key"}, "comment"),
    ],
)
def test_a_broken_number_is_found(change: dict[str, object], complaint: str) -> None:
    sound = {
        "value": 2.0,
        "low": 1.0,
        "high": 2.5,
        "unit": "1",
        "source": "A page",
        "year": 2024,
        "confidence": "estimate",
    }
    assert problems_of("wind.some_share", sound) == []
    assert complaint in " ".join(problems_of("wind.some_share", sound | change))


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_kind_has_the_same_keys_in_the_same_units(name: str) -> None:
    kinds = load_catalogue(name)
    shapes = {tuple((key, raw["unit"]) for key, raw in quantities(kind)) for kind in kinds.values()}
    assert len(shapes) == 1
    heads = [{key for key, part in kind.items() if isinstance(part, str)} for kind in kinds.values()]
    assert all(head - {"costs_as"} == HEAD for head in heads)


@pytest.mark.parametrize("name", CATALOGUES)
def test_heads_use_known_sectors_groups_and_shapes(name: str) -> None:
    kinds, sectors = load_catalogue(name), set(sectors_of(load_table("io_table")))
    assert {kind["sector"] for kind in kinds.values()} <= sectors
    assert {kind["profile"] for kind in kinds.values()} <= PROFILES[name]
    assert {kind["group"] for kind in kinds.values()} == GROUPS[name]


@pytest.mark.parametrize("name", [*CATALOGUES, "assumptions", "tariffs", "grid", "connection_classes"])
def test_the_ending_of_a_name_says_its_unit(name: str) -> None:
    for key, raw in quantities(load_catalogue(name)):
        endings = [ending for ending in UNITS_BY_ENDING if key.endswith(ending) and not key.endswith(f"per{ending}")]
        for ending in endings:
            assert raw["unit"] in UNITS_BY_ENDING[ending], key


def test_shares_of_kinds_stay_within_one() -> None:
    may_exceed = "promise_to_reality_share"
    for name in CATALOGUES:
        for key, raw in quantities(load_catalogue(name)):
            if key.endswith("_share") and not key.endswith(may_exceed):
                assert raw["high"] <= 1, key


@pytest.mark.parametrize(
    ("kind", "capacity_mw", "jobs"),
    [
        ("data_centre_unknown", 50, 30),
        ("data_centre_tenant", 50, 120),
        ("data_centre_hyperscale", 100, 50),
        ("crypto", 20, 3),
        ("hydrogen", 20, 8),
        ("hydrogen", 270, 50),
        ("circular_park", 15, 180),
        ("food_dairy", 3, 150),
        ("battery_factory", 300, 2100),
    ],
)
def test_direct_jobs_of_the_published_examples(kind: str, capacity_mw: float, jobs: float) -> None:
    assert direct_persons(kind, capacity_mw) == pytest.approx(jobs, rel=1e-6)


def test_land_based_fish_gives_twenty_jobs_on_three_and_a_half_mean_megawatts() -> None:
    capacity_mw = 3.5 / number("establishment_kinds", "land_based_fish.load_factor_share")
    assert direct_persons("land_based_fish", capacity_mw) == pytest.approx(20, abs=0.1)


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("data_centre_tenant", 1.5, 2.5),
        ("data_centre_hyperscale", 0.3, 0.9),
        ("data_centre_unknown", 0.17, 2.4),
        ("data_centre_colocation", 1.0, 4.5),
        ("crypto", 0.0, 0.55),
        ("battery_factory", 4.0, 8.0),
    ],
)
def test_jobs_per_mw_keep_the_published_range(kind: str, low: float, high: float) -> None:
    name = f"{kind}.jobs_persons_per_mw"
    assert (number("establishment_kinds", name, "low"), number("establishment_kinds", name, "high")) == (low, high)


def test_ground_mounted_solar_is_furuseth() -> None:
    assert number("project_kinds", "solar_ground.capital_mnok_per_mw") == 7
    assert number("project_kinds", "solar_ground.capacity_factor_share") * 8760 == pytest.approx(914, rel=0.005)


def test_operating_jobs_of_power_plants() -> None:
    gwh_per_mw = number("project_kinds", "small_hydro.capacity_factor_share") * 8.76
    assert 100 * number("project_kinds", "wind.operating_persons_per_mw") == pytest.approx(6)
    persons_per_mw = number("project_kinds", "small_hydro.operating_persons_per_mw")
    assert 60 / gwh_per_mw * persons_per_mw == pytest.approx(2.2, abs=0.05)


def test_only_a_battery_stores() -> None:
    for kind, numbers in load_catalogue("project_kinds").items():
        stores = numbers["storage_hours"]["value"] > 0
        assert stores == (numbers["round_trip_share"]["value"] < 1) == (numbers["group"] == "storage"), kind


def test_labour_numbers_follow_from_the_tables() -> None:
    persons = load_table("population").query("year == 2025 and age_group == '20-66'")["persons"].sum()
    employed = number("assumptions", "labour.employed_persons_2024")
    assert employed == load_table("employment")["regional_persons"].sum()
    assert number("assumptions", "labour.employment_ratio_share") == pytest.approx(employed / persons, abs=1e-4)
    unemployed = number("assumptions", "labour.unemployed_persons")
    assert unemployed == 22 + 14 + 11 + 11 + 11 + 6
    assert number("assumptions", "labour.reserve_persons", "low") >= unemployed


def test_property_tax_of_an_upgrade_stays_within_the_legal_limits() -> None:
    gwh_per_mw = number("project_kinds", "hydro_upgrade.capacity_factor_share") * 8.76
    rate = number("assumptions", "income.property_tax_rate_share")
    for case, limit in (("low", "min"), ("high", "max")):
        expected = rate * number("assumptions", f"income.property_value_{limit}_nok_per_kwh") * gwh_per_mw
        assert number("project_kinds", "hydro_upgrade.property_tax_mnok_per_mw", case) == pytest.approx(
            expected, rel=0.02
        )


@pytest.mark.parametrize("table", ["employment", "employment_municipalities"])
def test_employment_sums_to_the_persons_of_2024(table: str) -> None:
    rows = load_table(table)
    column = "regional_persons" if table == "employment" else "persons"
    assert rows[column].sum() == 7811
    assert (rows[column] >= 0).all()


def test_employment_names_every_sector_and_municipality_once() -> None:
    assert load_table("employment")["sector"].tolist() == sectors_of(load_table("io_table"))
    assert sorted(load_table("employment_municipalities")["municipality"]) == sorted(MUNICIPALITIES)
    assert set(load_table("employment")["confidence"]) == {"assumption"}


def test_population_has_the_six_municipalities_once() -> None:
    rows = load_table("population")
    assert set(rows["municipality"]) == MUNICIPALITIES
    assert not rows.duplicated(["municipality", "year", "age_group"]).any()
    assert (rows["persons"] >= 0).all()


@pytest.mark.parametrize(
    ("year", "age_group", "persons"),
    [
        (2025, "total", 15118),
        (2025, "20-66", 8474),
        (2026, "20-66", 8383),
        (2024, "15-74", 11038),
        (2005, "total", 15508),
    ],
)
def test_population_sums_to_the_published_region(year: int, age_group: str, persons: int) -> None:
    rows = load_table("population")
    assert rows[(rows["year"] == year) & (rows["age_group"] == age_group)]["persons"].sum() == persons


def test_age_groups_add_up() -> None:
    wide = (
        load_table("population")
        .query("year >= 2015")
        .pivot(index=["municipality", "year"], columns="age_group", values="persons")
    )
    assert len(wide) == 6 * 12
    assert (wide[list(AGE_GROUPS)].sum(axis=1) == wide["total"]).all()
    assert (wide[["20-24", "25-39", "40-54", "55-66"]].sum(axis=1) == wide["20-66"]).all()


def test_input_output_columns_sum_to_one() -> None:
    table = load_table("io_table")
    rows = (*sectors_of(table), *INPUTS_AND_VALUE_ADDED)
    np.testing.assert_allclose(column_sums(table, rows), 1, atol=1e-5)
    household = table.set_index("row").loc[[*sectors_of(table), "IMP", "TAX"], "HH_CONS"]
    assert household.sum() == pytest.approx(1, abs=1e-5)


def test_a_column_without_its_imports_does_not_sum_to_one() -> None:
    table = load_table("io_table")
    sums = column_sums(table, (*sectors_of(table), "TAX", "VA"))
    assert (sums < 1 - 1e-5).all()


def test_input_output_levels_and_coefficients_agree() -> None:
    table = load_table("io_table")
    rows = table.set_index("row")[sectors_of(table)].astype(float)
    assert len(sectors_of(table)) == 20
    np.testing.assert_allclose(rows.loc["D1"] + rows.loc["OVA"], rows.loc["VA"], atol=2e-6)
    np.testing.assert_allclose(rows.loc["EMP"] / rows.loc["X"], rows.loc["EMPC"], atol=1e-4)
    assert rows.loc["EMP"].sum() == 2792259


def test_crypto_takes_nobody_from_others_and_food_takes_most() -> None:
    kinds = load_catalogue("establishment_kinds")
    taken = {kind: number("establishment_kinds", f"{kind}.displaced_share") for kind in kinds}
    assert taken["crypto"] == 0 == min(taken.values())
    assert taken["food_dairy"] == max(taken.values())


def test_chances_rise_with_how_far_a_project_has_come() -> None:
    order = ("idea", "applied", "licensed", "building", "operating")
    chances = [number("assumptions", f"realisation.{status}_share") for status in order]
    assert chances == sorted(chances) and chances[-1] == 1


def test_goals_are_the_twenty_of_the_strategy() -> None:
    goals = load_table("goals")
    assert goals["source"].str.startswith("Draft strategy").sum() == 20
    assert goals["id"].is_unique and goals["indicator"].is_unique
    assert set(goals["kind"]) == {"measured", "counted", "milestone"}
    assert set(goals["better"]) <= {"more", "less"}
    assert set(goals["over"]) <= {"at", "every", "mean"}
    assert goals.loc[goals["kind"] == "milestone", "target"].eq(1).all()


@pytest.mark.parametrize(
    ("goal", "target", "by"),
    [
        ("employment_2035", 8500, 2035),
        ("jobs_per_year", 100, None),
        ("participation_2035", 0.85, 2035),
        ("recruited_share", 0.5, None),
        ("new_production", 1000, 2035),
        ("power_surplus", 0, None),
        ("food_jobs_2030", 150, 2030),
        ("farm_forest_2035", 0.15, 2035),
        ("forum_2026", 1, 2026),
    ],
)
def test_goals_keep_target_and_year(goal: str, target: float, by: int | None) -> None:
    row = load_table("goals").set_index("id").loc[goal]
    assert row["target"] == target
    assert pd.isna(row["by"]) if by is None else row["by"] == by


@pytest.mark.parametrize("name", TABLES)
def test_side_car_is_complete(name: str) -> None:
    side_car = load_catalogue(name)
    assert set(side_car) == {"title", "source", "year", "licence", "confidence", "note", "columns"}
    assert all(side_car[key] for key in side_car)
    assert isinstance(side_car["year"], int) and side_car["confidence"] in CONFIDENCE
    assert list(side_car["columns"]) == load_table(name).columns.tolist()
    assert all(" - " in meaning for meaning in side_car["columns"].values())


@pytest.mark.parametrize("name", [table for table in TABLES if table != "io_table"])
def test_every_row_has_a_source_and_a_word_of_confidence(name: str) -> None:
    rows = load_table(name)
    assert set(rows["confidence"]) <= CONFIDENCE
    assert rows["source"].str.len().gt(0).all()
    assert (rows["confidence"].eq("assumption") | ~rows["source"].str.startswith("Assumption")).all()
