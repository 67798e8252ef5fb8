"""The figures behind the charts of hours, written out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.hours import DAY_OF_YEAR, DAYS_PER_WEEK, MONTH_OF_DAY, MONTH_OF_HOUR, MONTHS_PER_YEAR
from simulator.present.frames.hours import date, gwh_text, moment
from simulator.present.frames.slices import Floats
from simulator.present.text import CENT, figure, text
from simulator.records import HourDigest

Ints = NDArray[np.int64]


def year_table(digest: HourDigest, weather: int, language: str) -> pd.DataFrame:
    """List energy and peaks of every month, and of the year: the same hours, summed."""
    names = {month: text(f"month_long.{month + 1}", language) for month in range(MONTHS_PER_YEAR)}
    return _energy_and_peaks(digest, weather, names, at=MONTH_OF_HOUR, whole="year", language=language)


def month_hour_table(digest: HourDigest, weather: int, month: int, language: str) -> pd.DataFrame:
    """List energy and peaks of every day of a month (1-12), and of the month."""
    names = {day: date(day, language) for day in np.flatnonzero(np.equal(MONTH_OF_DAY, month - 1)).tolist()}
    return _energy_and_peaks(digest, weather, names, at=DAY_OF_YEAR, whole="month", language=language)


def week_table(digest: HourDigest, weather: int, first_day: int, language: str) -> pd.DataFrame:
    """List energy and peaks of every day of a week, and of the week."""
    names = {day: date(day, language) for day in range(first_day, first_day + DAYS_PER_WEEK)}
    return _energy_and_peaks(digest, weather, names, at=DAY_OF_YEAR, whole="week", language=language)


def _energy_and_peaks(
    digest: HourDigest, weather: int, names: Mapping[int, str], *, at: Ints, whole: str, language: str
) -> pd.DataFrame:
    """List what groups of hours make, use and have left [GWh], their lowest and highest hour [MW], and all together."""
    surplus = digest.surplus_of(weather)
    used = (digest.consumption_mw[weather] + digest.establishment_mw[weather]).astype(float)
    groups = {name: np.equal(at, group) for group, name in names.items()}
    groups[text(f"hours.whole_{whole}", language)] = np.isin(at, list(names))
    written = [
        [name, *_row(surplus[group], used[group], language), moment(_lowest(surplus, group), language)]
        for name, group in groups.items()
    ]
    heads = ("when", "production", "consumption", "surplus", "lowest", "highest", "lowest_when")
    return pd.DataFrame(written, columns=[text(f"hours.column_{head}", language) for head in heads])


def _row(surplus: Floats, used: Floats, language: str) -> list[str]:
    energy = (surplus.sum() + used.sum(), used.sum(), surplus.sum())
    return [
        *(gwh_text(float(mwh), language) for mwh in energy),
        *(figure(float(mw), 0, language) for mw in (surplus.min(), surplus.max())),
    ]


def _lowest(surplus: Floats, group: NDArray[np.bool_]) -> int:
    return int(np.where(group, surplus, np.inf).argmin())


def map_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the map out: a month in each row, every third hour of the day in a column. [MW]"""
    shown = rows[rows["hour"] % 3 == 0]
    columns = {
        text("hours.clock", language, hour=f"{hour:02d}"): [
            figure(float(mw), 0, language) for mw in block["surplus_mw"]
        ]
        for hour, block in shown.groupby("hour")
    }
    return pd.DataFrame({text("table.month", language): list(shown["label"].unique()), **columns})


def reservoir_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the filling out, every fourth week, with the range of the weather years."""
    picked = rows.iloc[::4]
    columns = {"date": list(picked["date"])} | {
        name: [figure(CENT * share, 0, language) for share in picked[name]]
        for name in ("share", "low_share", "high_share")
    }
    return _named(columns, language)


def _named(columns: dict[str, list[str]], language: str) -> pd.DataFrame:
    return pd.DataFrame({text(f"hours.column_{name}", language): column for name, column in columns.items()})
