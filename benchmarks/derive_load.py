"""Derive the mean day of each month from measured load.

``python -m benchmarks.derive_load SERIES [FOLDER]`` reads hourly load of NO1 (gzip or plain CSV with ``time_utc`` and
``load_mw_no1``, its origin stands in ``data/load_measured.toml``), writes ``load_measured.csv`` to the folder (``data``
unless given), and prints the months to be compared with the published ones. The series itself is not kept here.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

FIRST_YEAR, LAST_YEAR = 2019, 2025
SATURDAY = 5
MODEL_CLOCK = "Etc/GMT-1"  # fixed UTC+1: POSIX names turn the sign


def load_series(path: Path) -> pd.DataFrame:
    """Load whole years of hours by the model's clock, relative to the mean of their year. [1]"""
    rows = pd.read_csv(path, usecols=["time_utc", "load_mw_no1"]).dropna()
    time = pd.to_datetime(rows["time_utc"], utc=True).dt.tz_convert(MODEL_CLOCK)
    leap_day = (time.dt.month == 2) & (time.dt.day == 29)
    rows = rows.assign(
        year=time.dt.year,
        month=time.dt.month,
        day_type=(time.dt.weekday >= SATURDAY).map({False: "weekday", True: "weekend"}),
        hour=time.dt.hour,
    )
    rows = rows[~leap_day & rows["year"].between(FIRST_YEAR, LAST_YEAR)]
    return rows.assign(factor=rows["load_mw_no1"] / rows.groupby("year")["load_mw_no1"].transform("mean"))


def mean_days(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the mean weekday and weekend day of every month. [1]"""
    return rows.groupby(["month", "day_type", "hour"], as_index=False)["factor"].mean()


def main() -> None:
    """Write the table and print its months."""
    parser = argparse.ArgumentParser(description="Derive the mean day of each month from measured load.")
    parser.add_argument("series", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).resolve().parents[1] / "data")
    arguments = parser.parse_args()
    rows = load_series(arguments.series)
    table = mean_days(rows)
    table.to_csv(arguments.folder / "load_measured.csv", index=False, float_format="%.4f", lineterminator="\n")
    print(rows.groupby("month")["factor"].mean().round(3).to_string())


if __name__ == "__main__":
    main()
