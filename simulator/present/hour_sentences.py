"""Findings in words on the hours of one weather year."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from simulator.hours import DAYS_PER_WEEK, HOURS_PER_DAY
from simulator.present.frames import Seen, WeekState, sums_gwh, week_causes, week_name, week_state, worst_day
from simulator.present.frames.slices import View
from simulator.present.sentences import gwh
from simulator.present.text import fmt, text
from simulator.records import HourDigest
from simulator.stages.indicators import MWH_PER_GWH

MOST_CAUSES: Final = 3
SMALLEST_SHARE: Final = 0.1


def why(digest: HourDigest, weather: int, language: str) -> str:
    """Explain the worst week of a weather year: when, how short, what pulls it down, what the grid does."""
    first = worst_day(digest, weather)
    rows, state = week_causes(digest, weather, first, language), week_state(digest, weather, first)
    amount, normal = rows["this_gwh"].sum(), rows["normal_gwh"].sum()
    opening = text(
        "hours.why_short" if amount < 0 else "hours.why_left",
        language,
        week=week_name(first, language),
        number=weather + 1,
        count=len(digest.weather_years),
        amount=gwh(amount, language),
        normal=fmt(normal, "GWh", None, language),
    )
    return " ".join([opening, _causes(rows, state, language), *_load(rows, language), *_grid(digest, state, language)])


def _causes(rows: pd.DataFrame, state: WeekState, language: str) -> str:
    """Name the parts that pull the week down most, and what lies behind each."""
    down = rows[rows["change_gwh"] < 0].sort_values("change_gwh")
    down = down[down["change_gwh"] <= SMALLEST_SHARE * down["change_gwh"].sum()][:MOST_CAUSES]
    if down.empty:
        return text("hours.why_nothing", language)
    behind = {
        "inflow": fmt(state.inflow_share, "share", None, language),
        "filling": fmt(state.filling_share, "share", None, language),
        "usual": fmt(state.usual_filling_share, "share", None, language),
        "temperature": fmt(state.temperature_c, "°C", 0, language),
        "mean": fmt(state.temperature_c + state.colder_c, "°C", 0, language),
    }
    named = [
        text(f"hours.why_{_reason(cause, state)}", language, amount=gwh(change, language), **behind)
        for cause, change in zip(down["cause"], down["change_gwh"], strict=True)
    ]
    return text("hours.why_list", language, list="; ".join(named))


def _reason(cause: str, state: WeekState) -> str:
    """Tell empty reservoirs from water that is held back."""
    held = cause == "reservoir" and state.filling_share > state.usual_filling_share
    return "held" if held else cause


def _load(rows: pd.DataFrame, language: str) -> list[str]:
    """Say what establishments use of the week's power; nothing where there are none."""
    used = -rows.set_index("cause")["this_gwh"].reindex(["consumption", "establishments"]).fillna(0)
    if used["establishments"] == 0:
        return []
    return [text("hours.why_load", language, own=gwh(used["establishments"], language), used=gwh(used.sum(), language))]


def _grid(digest: HourDigest, state: WeekState, language: str) -> list[str]:
    """Say how much comes from outside, whether that is all there is room for, and whether anybody goes without."""
    most, limit = (fmt(mw, "MW", 0, language) for mw in (state.import_mw, digest.import_limit_mw))
    said = [text("hours.why_import", language, most=most, limit=limit)]
    if state.full_hours:
        said.append(text("hours.why_full", language, hours=fmt(state.full_hours, "hours", 0, language)))
    if state.unserved_hours:
        return [*said, text("hours.why_cut", language, hours=fmt(state.unserved_hours, "hours", 0, language))]
    return [*said, text("hours.why_no_cut", language)]


def sums(digest: HourDigest, weather: int, seen: Seen, view: View) -> str:
    """Show that days, months and hours sum to the annual account of the weather year."""
    language = view.language
    by_weather = seen.result.ledger.surplus_mwh[seen.year_place(view.year)].sum(axis=-1) / MWH_PER_GWH
    levels = sums_gwh(digest, weather) | {"ledger": float(by_weather[weather])}
    written = {name: fmt(value, "GWh", 1, language) for name, value in levels.items()}
    one = text("hours.sums", language, number=weather + 1, **written)
    count = len(by_weather)
    mean = text("hours.sums_mean", language, count=count, mean=fmt(float(by_weather.mean()), "GWh", None, language))
    return one if seen.places is not None else f"{one} {mean}"


def alt_days(rows: pd.DataFrame, language: str) -> str:
    """Describe the year by its lowest and highest hour."""
    lowest, highest = rows.iloc[int(rows["low_mw"].argmin())], rows.iloc[int(rows["high_mw"].argmax())]
    return text(
        "hours.year_alt",
        language,
        lowest=fmt(lowest["low_mw"], "MW", 0, language),
        lowest_date=lowest["date"],
        highest=fmt(highest["high_mw"], "MW", 0, language),
        highest_date=highest["date"],
        short_count=int((rows["low_mw"] < 0).sum()),
    )


def alt_month_hours(rows: pd.DataFrame, month: int, language: str) -> str:
    """Describe a month by its lowest and highest hour."""
    surplus = rows["surplus_mw"]
    lowest, highest = int(surplus.argmin()), int(surplus.argmax())
    return text(
        "hours.month_alt",
        language,
        month=text(f"month_long.{month}", language),
        lowest=rows["text"][lowest],
        lowest_when=rows["moment"][lowest],
        highest=fmt(float(surplus[highest]), "MW", 0, language),
        highest_when=rows["moment"][highest],
        short_count=int((surplus < 0).sum()),
        count=len(rows),
    )


def alt_week_hours(digest: HourDigest, weather: int, first_day: int, language: str) -> str:
    """Describe a week by what is made, used and missing."""
    hours = slice(first_day * HOURS_PER_DAY, (first_day + DAYS_PER_WEEK) * HOURS_PER_DAY)
    surplus = digest.surplus_of(weather)[hours]
    used = float((digest.consumption_mw[weather, hours] + digest.establishment_mw[weather, hours]).sum(dtype=float))
    return text(
        "hours.week_alt",
        language,
        week=week_name(first_day, language),
        made=gwh((surplus.sum() + used) / MWH_PER_GWH, language),
        used=gwh(used / MWH_PER_GWH, language),
        surplus=fmt(surplus.sum() / MWH_PER_GWH, "GWh", None, language),
        short_count=int((surplus < 0).sum()),
        lowest=fmt(max(-float(surplus.min()), 0.0), "MW", 0, language),
    )


def alt_duration(rows: pd.DataFrame, language: str, point: str | None = None) -> str:
    """Describe sorted hours by their ends and how long the own power lasts, or how long a point sends out."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return text(
        "hours.duration_alt" if point is None else "hours.point_alt",
        language,
        point=text(f"grid.{point}", language) if point else "",
        send=fmt(float(first["export_limit_mw"]), "MW", 0, language),
        holds=fmt(float(first["holds_hours"]), "count", 0, language),
        highest=fmt(max(float(first["surplus_mw"]), 0.0), "MW", 0, language),
        lowest=fmt(max(-float(last["surplus_mw"]), 0.0), "MW", 0, language),
        limit=fmt(-float(first["import_limit_mw"]), "MW", 0, language),
    )


def alt_day_map(rows: pd.DataFrame, language: str) -> str:
    """Describe the map by its lowest and highest cell."""
    lowest, highest = (rows.iloc[int(place)] for place in (rows["surplus_mw"].argmin(), rows["surplus_mw"].argmax()))
    ends = {"lowest": lowest, "highest": highest}
    words = {name: cell["text"] for name, cell in ends.items()}
    words |= {f"{name}_month": text(f"month_long.{cell['month']}", language) for name, cell in ends.items()}
    words |= {f"{name}_hour": cell["hour_label"] for name, cell in ends.items()}
    return text("hours.map_alt", language, short_count=int((rows["surplus_mw"] < 0).sum()), **words)


def alt_own_load(rows: pd.DataFrame, language: str) -> str:
    """Describe an own hourly curve by its mean, and by the days that use most and least."""
    means = rows["mean_share"]
    ends = {"most": rows.iloc[int(means.argmax())], "least": rows.iloc[int(means.argmin())]}
    words = {name: fmt(float(day["mean_share"]), "share", None, language) for name, day in ends.items()}
    mean = fmt(float(means.mean()), "share", None, language)
    if words["most"] == words["least"]:
        return text("curve.alt_even", language, mean=mean)
    words |= {f"{name}_date": day["date"] for name, day in ends.items()}
    return text("curve.alt", language, mean=mean, **words)


def alt_reservoir(rows: pd.DataFrame, language: str) -> str:
    """Describe the filling by its lowest and highest week."""
    lowest, highest = rows.iloc[int(np.argmin(rows["share"]))], rows.iloc[int(np.argmax(rows["share"]))]
    return text(
        "hours.reservoir_alt",
        language,
        lowest=fmt(lowest["share"], "share", None, language),
        lowest_date=lowest["date"],
        highest=fmt(highest["share"], "share", None, language),
        highest_date=highest["date"],
    )
