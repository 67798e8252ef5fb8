"""Findings in words: what a figure or a chart says, written from its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulator.premises import Link
from simulator.present.frames import (
    TRIO,
    Seen,
    Spread,
    View,
    bars,
    establishments_cut,
    fullest,
    headroom,
    map_finding,
    measured,
    scenario_months,
    weeks,
)
from simulator.present.text import fmt, text, titled, with_unit
from simulator.records import GoalCheck


def gwh(value: float, language: str) -> str:
    """Write an amount of energy without its sign, for sentences that say the sign in words."""
    return fmt(abs(value), "GWh", None, language)


def finding(seen: Seen, view: View) -> str:
    """Say the three things that belong together: the year, the winter, the worst week."""
    year = seen.result.ledger.years[seen.year_place(view.year)]
    sentences = []
    for part, name in zip(("year", "winter", "week"), TRIO, strict=True):
        spread = measured(seen, view, name)
        amount, low = (gwh(value, view.language) for value in (spread.mean, spread.low))
        key = f"finding.{part}_{_case(spread)}"
        sentences.append(text(key, view.language, year=year, amount=amount, low=low))
    return " ".join(sentences)


def _case(spread: Spread) -> str:
    """Name the sentence: short on average, short in one weather year of ten, or never short."""
    if spread.mean < 0:
        return "deficit"
    return "mixed" if spread.low < 0 else "surplus"


def comparison_finding(seen: Sequence[Seen], view: View, names: Sequence[str]) -> str:
    """Say which scenario leaves most power and which gives most work, by the names given."""
    surplus, winter, week = (bars(seen, view, name) for name in TRIO)
    work = bars(seen, view, "jobs")
    most_power, most_work = int(np.argmax(surplus["value"])), int(np.argmax(work["value"]))
    return text(
        "finding.compare",
        view.language,
        year=view.year,
        surplus_title=names[most_power],
        surplus=fmt(surplus["value"][most_power], "GWh", None, view.language),
        winter=fmt(winter["value"][most_power], "GWh", None, view.language),
        week=fmt(week["value"][most_power], "GWh", None, view.language),
        jobs_title=names[most_work],
        jobs=fmt(work["value"][most_work], "persons", None, view.language),
    )


def worst_week(seen: Seen, view: View) -> str:
    """Say when the worst week comes, how bad it is and how often power is missing in it."""
    rows, language = weeks(seen, view), view.language
    month = int(rows["month"].mode()[0])
    mean, worst = float(rows["surplus_gwh"].mean()), float(rows["surplus_gwh"].min())
    return text(
        "week.sentence",
        language,
        month=text(f"month_long.{month}", language),
        months_count=int((rows["month"] == month).sum()),
        count=len(rows),
        mean=fmt(mean, "GWh", None, language),
        worst=fmt(worst, "GWh", None, language),
        short_count=int((rows["surplus_gwh"] < 0).sum()),
    )


def unserved(seen: Seen, view: View) -> str:
    """Say whether grid and plants cover every hour."""
    hours = measured(seen, view, "unserved_hours").mean
    if hours == 0:
        return text("week.no_cut", view.language)
    return text("week.cut", view.language, hours=fmt(hours, "hours", None if hours >= 1 else 1, view.language))


def cut(seen: Seen, view: View) -> str:
    """Say that the grid cannot deliver what the scenario asks for; nothing if it can."""
    hours, energy = (measured(seen, view, name).mean for name in ("unserved_hours", "unserved_gwh"))
    if hours == 0:
        return ""
    return text(
        "notice.cut",
        view.language,
        title=titled(seen.scenario.title, view.language),
        year=view.year,
        hours=fmt(hours, "hours", None if hours >= 1 else 1, view.language),
        energy=fmt(energy, "GWh", None, view.language),
    )


def most_room(seen: Seen, view: View) -> str:
    """Say which area could take most more, and how much."""
    best = headroom(seen, view).iloc[0]
    firm, conditional = (fmt(best[name], "MW", None, view.language) for name in ("firm_mw", "conditional_mw"))
    return text("room.sentence", view.language, area=best["name"], firm=firm, conditional=conditional)


def full_line(seen: Seen, view: View, links: Sequence[Link]) -> str:
    """Say which line binds: how often it is full, and which way the power then goes."""
    full, language = fullest(seen, view), view.language
    year = seen.result.ledger.years[seen.year_place(view.year)]
    if full is None:
        return text("room.never_full", language, year=year)
    ends = {line.id: {"forth": line.area_to, "back": line.area_from} for line in links}
    towards = {way: text(f"area.{area}", language) for way, area in ends.get(full.id, {}).items()}
    return text(
        "room.full",
        language,
        line=text(f"grid.{full.id}", language),
        hours=fmt(full.hours, "hours", None if full.hours >= 1 else 1, language),
        year=year,
        way=text(f"room.way_{full.way}", language, **towards),
    )


def connection_answer(seen: Seen, view: View, links: Sequence[Link]) -> tuple[str, str]:
    """Say in a word whether the grid carries the establishments, in a sentence what binds or where there is room."""
    language = view.language
    standing = establishments_cut(seen, view)
    if standing.empty:
        return text("connection.none", language), most_room(seen, view).replace("**", "")
    hours, energy = float(standing["cut_hours"].max()), float(standing["cut_gwh"].sum())
    binds = full_line(seen, view, links)
    if hours == 0:
        return text("connection.fits", language), f"{text('connection.carried', language)} {binds}"
    written = {
        "hours": fmt(hours, "hours", None if hours >= 1 else 1, language),
        "energy": fmt(energy, "GWh", None, language),
    }
    return text("connection.cut", language), f"{text('connection.cut_by', language, **written)} {binds}"


def alt_waterfall(rows: pd.DataFrame, view: View) -> str:
    """Describe a waterfall: where it starts, its largest step, where it ends."""
    steps = rows.iloc[1:-1]
    largest = steps.iloc[int(steps["change_gwh"].abs().argmax())] if len(steps) else rows.iloc[0]
    first, last = rows.iloc[0], rows.iloc[-1]
    return text(
        "chart.waterfall_alt",
        view.language,
        year=view.year,
        first=first["label"],
        first_amount=with_unit(first["text"], "GWh", view.language),
        largest=largest["label"],
        largest_amount=with_unit(largest["text"], "GWh", view.language),
        last_amount=with_unit(last["text"], "GWh", view.language),
    )


def alt_months(rows: pd.DataFrame, view: View) -> str:
    """Describe the months: how many are short, and which is tightest."""
    surplus = rows.drop_duplicates("month").set_index("month")["surplus_gwh"]
    return text(
        "chart.months_alt",
        view.language,
        short_count=int((surplus < 0).sum()),
        month=text(f"month_long.{surplus.idxmin()}", view.language),
        amount=fmt(float(surplus.min()), "GWh", None, view.language),
    )


def alt_weeks(rows: pd.DataFrame, view: View) -> str:
    """Describe the worst weeks."""
    surplus = rows["surplus_gwh"]
    mean = fmt(float(surplus.mean()), "GWh", None, view.language)
    return text("chart.week_alt", view.language, count=len(rows), short_count=int((surplus < 0).sum()), mean=mean)


def alt_grid_map(rows: pd.DataFrame, seen: Seen, view: View, links: Sequence[Link]) -> str:
    """Describe the map: which area has most and least left, and which line binds."""
    finding = map_finding(rows, view.language)
    return text("where.alt", view.language, finding=finding, full=full_line(seen, view, links))


def alt_goal_way(rows: pd.DataFrame, check: GoalCheck, language: str) -> str:
    """Describe the way to a goal: what is given in its year, the goal, and when it is met."""
    said = rows[rows["value_label"] != ""].iloc[0]
    met = "goals.way_never" if check.first_met is None else "goals.way_met"
    by = "" if check.by is None else f" {text('goals.by', language, year=check.by)}"
    return text(
        "goals.way_alt",
        language,
        goal=text(f"goal.{check.id}.name", language),
        value=said["value_label"],
        year=said["year"],
        target=said["printed_target"],
        by=by,
        met=text(met, language, year=check.first_met),
    )


def alt_bars(rows: pd.DataFrame, name: str, view: View) -> str:
    """Describe one key figure of every scenario."""
    once = rows.drop_duplicates("slot")
    listed = "; ".join(f"{title}: {written}" for title, written in zip(once["title"], once["text"], strict=True))
    return text("chart.bars_alt", view.language, name=name, list=listed)


def alt_scenario_months(seen: Sequence[Seen], view: View) -> str:
    """Describe the months of several scenarios by the lowest point."""
    rows = scenario_months(seen, view)
    lowest = rows.iloc[int(rows["surplus_gwh"].argmin())]
    return text(
        "chart.scenario_months_alt",
        view.language,
        title=lowest["title"],
        month=text(f"month_long.{lowest['month']}", view.language),
        amount=fmt(float(lowest["surplus_gwh"]), "GWh", None, view.language),
    )
