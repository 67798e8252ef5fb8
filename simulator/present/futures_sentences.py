"""What draws of the whole model say, in whole sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from simulator.premises import Goal, Quantity, Scenario
from simulator.present.frames.register import number_name, written_number
from simulator.present.frames.uncertainty import likelihood
from simulator.present.text import figure, fmt, text, titled
from simulator.uncertainty import Drawn, Found, Limit, entries_of

PREFIXES: Final = ("stands", "opens")
TEN: Final = 10


def how_drawn_whole(drawn: Drawn, method: str, language: str) -> str:
    """Say how many draws there are, from which seed, spread how, and how much weather each meets."""
    words = {"count": figure(len(drawn.numbers), 0, language), "seed": drawn.seed, "weather": drawn.weather.shape[1]}
    return text("futures.how", language, method=text(f"futures.method_{method}", language), **words)


def reach_sentence(chance_share: float, goal: Goal, language: str) -> str:
    """Say how likely new production has reached its goal in the goal's year."""
    words = {"word": likelihood(chance_share, language), "chance": fmt(chance_share, "share", 0, language)}
    return text("futures.reach", language, target=fmt(goal.target, "GWh", None, language), year=goal.by or "", **words)


def box_sentence(found: Found, goal: str, scenario: Scenario, book: Mapping[str, Quantity], language: str) -> str:
    """Say what was true in most of the futures that miss a goal, or reach it, whichever are fewer.

    Returns
    -------
    str
        "In 9 of 10 futures that miss the goal, this is true: …"
    """
    name, box = text(f"goal.{goal}.name", language), found.box
    if box is None:
        return text(f"futures.always_{found.outcome}", language, goal=name)
    if not box.limits:
        return text("futures.no_box", language, goal=name)
    true = "; ".join(limit_words(one, scenario, book, language) for one in box.limits)
    return text(
        f"futures.box_{found.outcome}",
        language,
        goal=name,
        covered=f"{round(box.coverage_share * TEN)}",
        true=true,
        density=fmt(box.density_share, "share", 0, language),
        mass=fmt(box.mass_share, "share", 0, language),
    )


def limit_words(one: Limit, scenario: Scenario, book: Mapping[str, Quantity], language: str) -> str:
    """Say one thing that is true in a box."""
    prefix, _, entry = one.name.partition(":")
    side = "least" if one.low is not None else "most"
    value = one.low if one.low is not None else one.high or 0.0
    if prefix not in PREFIXES:
        written = written_number(one.name, value, book[one.name].unit, language)
        return text(f"futures.limit_{side}", language, name=number_name(one.name, language), value=written)
    titles = {each.id: titled(each.title, language) for each in entries_of(scenario)}
    return text(f"futures.{prefix}_{side}", language, title=titles[entry], year=f"{value:.0f}")


def parts_sentence(rows: pd.DataFrame, language: str) -> str:
    """Say what part of the uncertainty of the surplus is weather, projects and numbers; empty if it does not vary."""
    surplus = rows[rows["id"] == "surplus_gwh"] if len(rows) else rows
    if surplus.empty:
        return ""
    said = {str(row["part"]): str(row["printed"]) for row in surplus.to_dict("records")}
    return text("futures.parts", language, low=surplus["low"].iloc[0], high=surplus["high"].iloc[0], **said)


def alt_drawn_chances(rows: pd.DataFrame, language: str) -> str:
    """Describe the chart of chances by its likeliest and its least likely goal."""
    first, last = rows.iloc[0], rows.iloc[-1]
    ends = {
        "most": first["name"],
        "most_chance": first["chance"],
        "least": last["name"],
        "least_chance": last["chance"],
    }
    return text("futures.chances_alt", language, count=len(rows), **ends)
