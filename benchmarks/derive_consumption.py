"""Derive the consumption tables from the measured series.

``python benchmarks/derive_consumption.py SERIES [FOLDER]`` reads the yearly Elhub series (gzip or plain CSV, its origin
stands in ``data/consumption.toml``), writes ``consumption.csv`` and ``consumption_industry.csv`` to the folder
(``data`` unless given), and prints the totals to be compared with the published ones.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

MUNICIPALITIES = {
    "3424": "rendalen",
    "3426": "tolga",
    "3427": "tynset",
    "3428": "alvdal",
    "3429": "folldal",
    "3430": "os",
}
SPLIT_BY_MARKET = {"folldal", "tynset"}
SECTORS = {"XX": "households", "XY": "holiday_homes", "C": "industry", "A": "agriculture"}
SOURCE = "Elhub through NVE/ebm commit 8d163ab3 (yearly_aggregated_elhub_data.parquet)"
KWH_PER_GWH = 1e6


def area_of(municipality: str, market: str) -> str:
    """Return the id of the grid area of a municipality in one price area."""
    return f"{municipality}_{market.lower()}" if municipality in SPLIT_BY_MARKET else municipality


def load_series(path: Path) -> pd.DataFrame:
    """Load the rows of the six municipalities with area, sector and energy. [GWh]"""
    rows = pd.read_csv(path, dtype={"municipality_no": str})
    rows = rows[rows["municipality_no"].isin(list(MUNICIPALITIES))]
    municipality = rows["municipality_no"].map(MUNICIPALITIES)
    areas = [area_of(*pair) for pair in zip(municipality, rows["price_area"], strict=True)]
    return rows.assign(
        municipality=municipality,
        area=areas,
        market=rows["price_area"],
        sector=rows["nace_section"].map(SECTORS).fillna("services"),
        gwh=rows["consumption_kwh"] / KWH_PER_GWH,
    )


def sum_sectors(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum the series to area, sector and year. [GWh]"""
    keys = ["area", "municipality", "market", "sector", "year"]
    return rows.groupby(keys, as_index=False)["gwh"].sum().round(4).assign(confidence="measured", source=SOURCE)


def sum_sections(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum the series to area, NACE section and year; six decimals keep single negative kWh of the source. [GWh]"""
    return rows.groupby(["area", "market", "year", "nace_section"], as_index=False)["gwh"].sum().round(6)


def main() -> None:
    """Write both tables and print their totals."""
    parser = argparse.ArgumentParser(description="Derive the consumption tables from the measured series.")
    parser.add_argument("series", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).resolve().parents[1] / "data")
    arguments = parser.parse_args()
    rows = load_series(arguments.series)
    sectors = sum_sectors(rows)
    sectors.to_csv(arguments.folder / "consumption.csv", index=False, float_format="%.4f", lineterminator="\n")
    sum_sections(rows).to_csv(
        arguments.folder / "consumption_industry.csv", index=False, float_format="%.6f", lineterminator="\n"
    )
    print(sectors.pivot_table(index="sector", columns="year", values="gwh", aggfunc="sum", margins=True).round(1))


if __name__ == "__main__":
    main()
