"""What the page on uncertainty says in whole sentences; also what each of its charts finds, for those who hear it."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pandas as pd

from simulator.present.frames.register import number_name
from simulator.present.frames.slices import Seen, View, measured_ends
from simulator.present.frames.uncertainty import DRAWN_PERCENTILES, goals_asked, likelihood, of_year, without_chance
from simulator.present.text import figure, fmt, text
from simulator.records import Result
from simulator.uncertainty import JobOdds, Shares

NINETEEN_OF_TWENTY = 1.96  # standard errors, normal distribution


def how_sure(seen: Seen, odds: JobOdds, view: View) -> str:
    """Say what weather does to the surplus and what assumptions do to work."""
    language = view.language
    low, high = measured_ends(seen, view, "surplus_gwh")
    worst, _ = measured_ends(seen, view, "worst_week_surplus_gwh")
    power = text(
        "uncertainty.power",
        language,
        year=view.year,
        dry=fmt(low, "GWh", None, language),
        wet=fmt(high, "GWh", None, language),
        week=fmt(worst, "GWh", None, language),
    )
    return f"{power} {work_drawn(odds, view)}"


def work_drawn(odds: JobOdds, view: View) -> str:
    """Say within what nine of ten draws of the work lie."""
    language = view.language
    low, middle, high = np.percentile(of_year(odds, view.year), DRAWN_PERCENTILES)
    if high == 0:
        return text("uncertainty.no_work", language)
    written = {"low": low, "middle": middle, "high": high}
    return text("uncertainty.work", language, **{name: figure(one, 0, language) for name, one in written.items()})


def chance_of_goals(odds: JobOdds, result: Result, view: View) -> str:
    """Say how likely it is that the scenario brings as many jobs as each of the two goals for work asks for."""
    language, drawn = view.language, of_year(odds, view.year)
    told = []
    for goal, asked in goals_asked(result, view.year).items():
        share = float((drawn >= asked).mean())
        words = {"asked": figure(asked, 0, language), "chance": fmt(share, "share", 0, language)}
        told.append(text(f"odds.{goal}_chance", language, word=likelihood(share, language), **words))
    return " ".join([*told, text("odds.gross", language)]) if told else ""


def how_drawn(odds: JobOdds, language: str) -> str:
    """Say how many draws there are, from which seed, and how far chance alone may move a share."""
    count = len(odds.persons)
    error = NINETEEN_OF_TWENTY * 0.5 / sqrt(count)
    numbers = len(odds.swings.names)
    error_points = fmt(error, "points", 1, language)
    return text(
        "odds.how", language, count=figure(count, 0, language), seed=odds.seed, numbers=numbers, error=error_points
    )


def no_chance(result: Result, language: str) -> str:
    """Say of which goals no chance is stated, and why."""
    found = without_chance(result, language)
    return " ".join(
        text(f"uncertainty.{why}", language, goals="; ".join(goals)) for why, goals in found.items() if goals
    )


def alt_fan(rows: pd.DataFrame, name: str, unit: str, view: View) -> str:
    """Describe a fan by its last year."""
    last = rows.iloc[-1]
    bands = {band: fmt(float(last[band]), unit, None, view.language) for band in ("outer_low", "middle", "outer_high")}
    return text("fan.alt", view.language, name=name, year=int(last["year"]), **bands)


def alt_chances(rows: pd.DataFrame, view: View) -> str:
    """Describe how many goals are more likely met than not, and the surest and the least sure."""
    likely = int((rows["chance_share"] > 0.5).sum())
    first, last = rows.iloc[0], rows.iloc[-1]
    names = {
        "most": first["name"],
        "most_chance": first["chance"],
        "least": last["name"],
        "least_chance": last["chance"],
    }
    return text("uncertainty.chances_alt", view.language, likely=likely, count=len(rows), **names)


def alt_tornado(rows: pd.DataFrame, view: View) -> str:
    """Describe the tornado by the number that moves most."""
    first = rows.iloc[0]
    count = rows["id"].nunique()
    return text("tornado.alt", view.language, name=first["name"], text=first["text"], count=count)


def alt_swings(rows: pd.DataFrame, indicator: str, language: str) -> str:
    """Describe the tornado of a figure of power by the number that moves it most."""
    first = rows.iloc[0]
    figure = text(f"indicator.{indicator}.name", language)
    words = {"count": rows["id"].nunique(), "name": first["name"], "text": first["text"]}
    return text("moving.alt", language, figure=figure, **words)


def shares_sentence(shares: Shares, place: int, language: str) -> str:
    """Say which number the variance of a figure comes from most, alone and together with others."""
    most = int(np.argmax(shares.whole[place]))
    alone, whole = (fmt(float(rows[place][most]), "share", 0, language) for rows in (shares.first, shares.whole))
    return text(
        "moving.shares_said", language, name=number_name(shares.names[most], language), alone=alone, whole=whole
    )
