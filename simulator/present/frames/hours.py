"""Hours as tidy tables: year, month and week with their peaks, sorted hours, month by hour, reservoirs.

Every table is of one weather year; bands are over all weather years of the digest. Sums of every level are the year's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from simulator.hours import (
    DAYS_IN_MONTH,
    DAYS_PER_WEEK,
    DAYS_PER_YEAR,
    FIRST_DAY_OF_MONTH,
    HOUR_OF_DAY,
    HOURS_PER_DAY,
    MONTH_OF_DAY,
    MONTH_OF_HOUR,
    MONTHS_PER_YEAR,
    SECONDS_PER_HOUR,
    day_sums,
    month_sums,
    week_sums,
)
from simulator.present.frames.slices import HIGH_PERCENTILE, LOW_PERCENTILE, Floats
from simulator.present.text import figure, fmt, text
from simulator.records import SOURCES_OF_POWER, HourDigest
from simulator.stages.indicators import MWH_PER_GWH

HOUR_MS: Final = SECONDS_PER_HOUR * 1000
START_MS: Final = 978_307_200_000  # 1 January 2001, UTC: any year without 29 February; the year itself is never shown
KINDS_OF_YEAR: Final = ("worst", "dry", "median", "wet")
LAST_WEEK: Final = DAYS_PER_YEAR - DAYS_PER_WEEK
WEEK_PARTS: Final = (*SOURCES_OF_POWER, "outside", "unserved")
NICE_MW: Final = 25.0
ROOM_SHARE: Final = 0.09
ALIGNED: Final[Mapping[bool, str]] = MappingProxyType({False: "left", True: "right"})


def weather_place(digest: HourDigest, kind: str) -> int:
    """Return the weather year that is the driest, in the middle, the wettest, or has the worst week of all."""
    if kind == "worst":
        return int(week_sums(digest.surplus_mw).min(axis=-1).argmin())
    last = len(digest.driest_first) - 1
    return digest.driest_first[{"dry": 0, "median": last // 2, "wet": last}[kind]]


def worst_day(digest: HourDigest, weather: int, month: int | None = None) -> int:
    """Return the first day of the worst week, of those that begin in a month (1-12) if one is given."""
    weeks = week_sums(digest.surplus_of(weather))
    if month is not None:
        weeks = np.where(MONTH_OF_DAY[: len(weeks)] == month - 1, weeks, np.inf)
    return int(weeks.argmin()) if np.isfinite(weeks).any() else LAST_WEEK


def date(day: int, language: str, month: str = "month_long") -> str:
    """Write a day of the model year, counted from 0.

    Examples
    --------
    >>> date(31, "nb"), date(31, "en")
    ('1. februar', '1 February')
    """
    place = int(MONTH_OF_DAY[day])
    number = day - int(FIRST_DAY_OF_MONTH[place]) + 1
    return text("hours.date", language, day=number, month=text(f"{month}.{place + 1}", language))


def moment(hour: int, language: str) -> str:
    """Write an hour of the model year by its start.

    Examples
    --------
    >>> moment(32, "nb")
    '2. jan. kl. 08'
    """
    day = date(hour // HOURS_PER_DAY, language, "month")
    return text("hours.moment", language, date=day, hour=f"{hour % HOURS_PER_DAY:02d}")


def week_name(first_day: int, language: str) -> str:
    """Write the first and the last day of a week."""
    last = first_day + DAYS_PER_WEEK - 1
    return f"{date(first_day, language, 'month')} – {date(last, language, 'month')}"


def time_ms(hours: np.ndarray | Sequence[int]) -> np.ndarray:
    """Return hours of the model year as milliseconds that a chart reads as dates."""
    return START_MS + np.asarray(hours, dtype=np.int64) * HOUR_MS


def by_day(hourly: Floats, unit: str, language: str) -> pd.DataFrame:
    """List day, time_ms, date, and low, mean and high with a unit (``low_mw``), of hours of shape (days, 24)."""
    day = np.arange(len(hourly))
    when = {"day": day, "time_ms": time_ms(day * HOURS_PER_DAY), "date": [date(int(one), language) for one in day]}
    spread = {"low": hourly.min(axis=1), "mean": hourly.mean(axis=1), "high": hourly.max(axis=1)}
    return pd.DataFrame({**when, **{f"{name}_{unit}": values for name, values in spread.items()}})


def days(digest: HourDigest, weather: int, language: str) -> pd.DataFrame:
    """List every day with its lowest hour, mean and highest hour.

    Returns
    -------
    DataFrame
        Columns day, time_ms, date, low_mw, mean_mw, high_mw; mark (lowest, highest or nothing), mark_mw, text, align,
        edge_mw (room for the marks). 365 rows.
    """
    hourly = digest.surplus_of(weather).reshape(DAYS_PER_YEAR, HOURS_PER_DAY)
    rows = by_day(hourly, "mw", language)
    return _marked(rows, rows["low_mw"], rows["high_mw"], language)


def month_hours(digest: HourDigest, weather: int, month: int, language: str) -> pd.DataFrame:
    """List every hour of a month.

    Returns
    -------
    DataFrame
        Columns hour, time_ms, moment, surplus_mw, production_mw, consumption_mw; marks as `days`. At most 744 rows.
    """
    hours = np.flatnonzero(month - 1 == MONTH_OF_HOUR)
    surplus = digest.surplus_of(weather)[hours]
    used = (digest.consumption_mw[weather] + digest.establishment_mw[weather])[hours].astype(float)
    rows = pd.DataFrame(
        {
            "hour": hours,
            "time_ms": time_ms(hours),
            "moment": [moment(int(hour), language) for hour in hours],
            "surplus_mw": surplus,
            "production_mw": surplus + used,
            "consumption_mw": used,
        }
    )
    return _marked(rows, rows["surplus_mw"], rows["surplus_mw"], language)


def _marked(rows: pd.DataFrame, low: pd.Series, high: pd.Series, language: str) -> pd.DataFrame:
    """Mark the lowest and the highest hour, and say how to write beside it without leaving the chart."""
    lowest, highest = int(low.argmin()), int(high.argmax())
    rows["mark"], rows["text"] = "", ""
    rows["mark_mw"] = high
    room = ROOM_SHARE * float(high.max() - low.min())
    rows["edge_mw"] = np.where(np.arange(len(rows)) % 2 == 0, low.min() - room, high.max() + room)
    rows["align"] = [ALIGNED[late] for late in np.arange(len(rows)) > len(rows) / 2]
    for place, mark, values in ((highest, "highest", high), (lowest, "lowest", low)):
        rows.loc[place, ["mark", "text"]] = [mark, fmt(float(values[place]), "MW", 0, language)]
        rows.loc[place, "mark_mw"] = values[place]
    return rows


def week_hours(digest: HourDigest, weather: int, first_day: int, language: str) -> pd.DataFrame:
    """List the hours of a week: what is made, by source, what comes from outside where it is short, what is wanted.

    Returns
    -------
    DataFrame
        Columns hour, time_ms, moment, part, name, mw, low_mw, high_mw. Parts that give something lie on each other and
        reach the consumption where the region is short; then come 168 rows of ``consumption``.
    """
    hours = np.arange(first_day * HOURS_PER_DAY, (first_day + DAYS_PER_WEEK) * HOURS_PER_DAY)
    used = (digest.consumption_mw[weather] + digest.establishment_mw[weather])[hours].astype(float)
    short = np.maximum(-digest.surplus_of(weather)[hours], 0)
    unserved = np.minimum(digest.unserved_mw[weather][hours].astype(float), short)
    made = digest.production_mw[weather][:, hours].astype(float)
    missing = made.sum(axis=0) + np.stack([short - unserved, short])
    stacked = np.concatenate([np.cumsum(made, axis=0), missing])
    below = np.concatenate([np.zeros((1, len(hours))), stacked[:-1]])
    blocks = [
        _part(hours, part, low, high, language)
        for part, low, high in zip(WEEK_PARTS, below, stacked, strict=True)
        if (high - low).max() > 0
    ]
    return pd.concat([*blocks, _part(hours, "consumption", 0 * used, used, language)], ignore_index=True)


def _part(hours: np.ndarray, part: str, low: Floats, high: Floats, language: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "hour": hours,
            "time_ms": time_ms(hours),
            "moment": [moment(hour, language) for hour in hours],
            "part": part,
            "name": text(f"hours.part_{part}", language),
            "mw": high - low,
            "low_mw": low,
            "high_mw": high,
        }
    )


def day_map(digest: HourDigest, weather: int, language: str) -> pd.DataFrame:
    """Average every hour of the day over every month.

    Returns
    -------
    DataFrame
        Columns month, label, hour, hour_label, surplus_mw, lowest_mw, days, text, lowest_text, edge_mw (the same
        distance on both sides of zero, so that zero has the colour between). 288 rows.
    """
    surplus = digest.surplus_of(weather)
    month, hour = np.divmod(np.arange(MONTHS_PER_YEAR * HOURS_PER_DAY), HOURS_PER_DAY)
    cells = [surplus[(at == MONTH_OF_HOUR) & (when == HOUR_OF_DAY)] for at, when in zip(month, hour, strict=True)]
    mean, lowest = (np.array([measure(cell) for cell in cells]) for measure in (np.mean, np.min))
    edge = max(float(np.ceil(np.abs(mean).max() / NICE_MW)) * NICE_MW, NICE_MW)
    return pd.DataFrame(
        {
            "month": month + 1,
            "label": [text(f"month.{at + 1}", language) for at in month],
            "hour": hour,
            "hour_label": [f"{when:02d}" for when in hour],
            "surplus_mw": mean,
            "lowest_mw": lowest,
            "days": np.array(DAYS_IN_MONTH)[month],
            "text": [fmt(mw, "MW", 0, language) for mw in mean],
            "lowest_text": [fmt(mw, "MW", 0, language) for mw in lowest],
            "edge_mw": np.where(hour % 2 == 0, -edge, edge),
        }
    )


def reservoir(digest: HourDigest, weather: int, language: str) -> pd.DataFrame:
    """List how full the reservoirs are week by week.

    Returns
    -------
    DataFrame
        Columns day, time_ms, date, share, low_share and high_share (eight of ten weather years), lowest_share. 53 rows.
    """
    at = np.arange(0, DAYS_PER_YEAR, DAYS_PER_WEEK)
    low, high = np.percentile(digest.reservoir_share[:, at], [LOW_PERCENTILE, HIGH_PERCENTILE], axis=0)
    return pd.DataFrame(
        {
            "day": at,
            "time_ms": time_ms(at * HOURS_PER_DAY),
            "date": [date(int(day), language) for day in at],
            "share": digest.reservoir_share[weather, at],
            "low_share": low,
            "high_share": high,
            "lowest_share": digest.lowest_share,
        }
    )


def sums_gwh(digest: HourDigest, weather: int) -> dict[str, float]:
    """Return what each level sums to; all are the surplus of the year. [GWh]"""
    surplus = digest.surplus_of(weather)
    levels = {"hours": surplus, "days": day_sums(surplus), "months": month_sums(surplus)}
    return {name: float(values.sum()) / MWH_PER_GWH for name, values in levels.items()}


def gwh_text(mwh: float, language: str) -> str:
    """Write an amount for a table of hours. [MWh] in, GWh out"""
    return figure(mwh / MWH_PER_GWH, 1, language)
