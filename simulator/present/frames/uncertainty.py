"""How sure the figures are: dry and wet years, drawn assumptions, the chance of every goal, what matters most."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from simulator.present.frames.comparison import work_cases
from simulator.present.frames.goals import chance
from simulator.present.frames.power import wrapped
from simulator.present.frames.register import number_name
from simulator.present.frames.slices import HIGH_PERCENTILE, LOW_PERCENTILE, Floats, Seen, View
from simulator.present.text import figure, fmt, text
from simulator.records import Result
from simulator.stages.indicators import UNITS
from simulator.uncertainty import JobOdds

FANS: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
BANDS: Final = ("outer_low", "inner_low", "middle", "inner_high", "outer_high")
WEATHER_PERCENTILES: Final = (0, LOW_PERCENTILE, 50, HIGH_PERCENTILE, 100)
DRAWN_PERCENTILES: Final = (5, 50, 95)
BINS: Final = 30
CURVE_POINTS: Final = 120
MOST_SWINGS: Final = 10
LABEL_ROOM: Final = 0.12
FLAT: Final = 100.0  # what the axis spans where nothing moves
# From which chance on a word is used: Mastrandrea et al., Guidance Note for Lead Authors of the IPCC Fifth Assessment
# Report on Consistent Treatment of Uncertainties, 2010, table 1.
LIKELIHOODS: Final = (
    (0.99, "certain"),
    (0.90, "very_likely"),
    (0.66, "likely"),
    (0.33, "even"),
    (0.10, "unlikely"),
    (0.01, "very_unlikely"),
    (0.00, "hardly"),
)


def fan(seen: Seen, name: str, language: str) -> pd.DataFrame:
    """List how far the weather moves one indicator, year by year.

    Returns
    -------
    DataFrame
        Columns year, outer_low and outer_high (lowest and highest weather year), inner_low and inner_high (what eight
        of ten weather years lie within), middle (median), low_label, high_label, middle_label (empty but in the last
        year), edge_low, edge_high. [unit of the indicator]
    """
    bands = np.percentile(seen.indicator(name), WEATHER_PERCENTILES, axis=1)
    labels = ("dry", "median", "wet") if name in FANS else ("lowest", "median", "highest")
    return _fan(seen.result.indicators.years, bands, labels, language)


def jobs_fan(seen: Seen, odds: JobOdds, language: str) -> pd.DataFrame:
    """List how far the assumptions move people at work, year by year.

    Returns
    -------
    DataFrame
        As `fan`; outer is low to high estimate (every number at its low, or its high, at once), inner what nine of ten
        draws lie within, middle the median of the draws. [persons]
    """
    cases = np.array([work_cases(seen, View(year, language)) for year in odds.years]).T
    low, middle, high = np.percentile(odds.persons, DRAWN_PERCENTILES, axis=0)
    bands = np.array([np.minimum(cases[0], low), low, middle, high, np.maximum(cases[-1], high)])
    return _fan(odds.years, bands, ("low", "median", "high"), language)


def _fan(years: tuple[int, ...], bands: Floats, labels: tuple[str, str, str], language: str) -> pd.DataFrame:
    table = pd.DataFrame({"year": years} | dict(zip(BANDS, bands, strict=True)))
    for at, label in zip(("low", "middle", "high"), labels, strict=True):
        table[f"{at}_label"] = [*[""] * (len(years) - 1), text(f"fan.{label}", language)]
    lowest, highest = min(float(bands.min()), 0.0), max(float(bands.max()), 0.0)
    room = LABEL_ROOM * (highest - lowest or FLAT)
    return table.assign(edge_low=lowest - room, edge_high=highest + room)


def fan_table(rows: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    """Write a fan as a table: year, lowest, within, median, highest."""
    written = {band: [fmt(value, unit, None, language) for value in rows[band]] for band in BANDS}
    columns = {text("fan.year", language): rows["year"].astype(str).tolist()}
    return pd.DataFrame(columns | {text(f"fan.{band}", language): written[band] for band in BANDS})


def fan_says(rows: pd.DataFrame) -> bool:
    """Tell whether a fan says more than nothing in any year."""
    return bool(rows[["outer_low", "outer_high"]].to_numpy().any())


def fan_unit(name: str) -> str:
    """Return the unit of a fan; people at work are counted."""
    return UNITS.get(name, "count")


def likelihood(share: float, language: str) -> str:
    """Say in words how likely something is.

    Examples
    --------
    >>> likelihood(0.7, "en"), likelihood(0.0, "en")
    ('likely', 'hardly possible')
    """
    return text(f"likelihood.{next(word for least, word in LIKELIHOODS if share >= least)}", language)


def chances(result: Result, language: str) -> pd.DataFrame:
    """List how surely each goal that has a chance is met, the surest first.

    Returns
    -------
    DataFrame
        Columns id, name, axis_label, status, status_name, chance_share, chance, word, label, edge_share.
    """
    rows = []
    for goal in result.goals:
        if goal.probability is None:
            continue
        name, word = text(f"goal.{goal.id}.name", language), likelihood(goal.probability, language)
        status = f"{text(f'status.{goal.status}.symbol', language)} {text(f'status.{goal.status}.name', language)}"
        row: dict[str, object] = {
            "id": goal.id,
            "name": name,
            "axis_label": wrapped(name),
            "status": goal.status,
            "status_name": status,
        }
        row |= {"chance_share": goal.probability, "chance": chance(goal, language), "word": word}
        rows.append(row | {"label": f"{row['chance']} · {word}", "edge_share": 1.6})
    table = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["id"])
    return table.sort_values("chance_share", ascending=False, kind="stable") if rows else table


def chances_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the chances as a table of four columns."""
    names = {"name": "what", "status_name": "status", "chance": "chance", "word": "word"}
    return pd.DataFrame({text(f"goals.{head}", language): rows[column] for column, head in names.items()})


def without_chance(result: Result, language: str) -> dict[str, list[str]]:
    """Name the goals that have no chance to state: taken for granted, left undone, or not mentioned.

    Returns
    -------
    dict of str to list of str
        Keys granted, left_out, not_stated.
    """
    found: dict[str, list[str]] = {"granted": [], "left_out": [], "not_stated": []}
    for goal in result.goals:
        if goal.probability is None:
            told = {"reached": "granted", "not_stated": "not_stated"}.get(goal.status, "left_out")
            found[told].append(text(f"goal.{goal.id}.name", language))
    return found


def of_year(odds: JobOdds, year: int) -> Floats:
    """Return people at work in one year, the nearest if it lies outside. [persons], shape (draws,)"""
    return np.asarray(odds.persons[:, _place(odds, year)])


def _place(odds: JobOdds, year: int) -> int:
    return min(max(year - odds.years[0], 0), len(odds.years) - 1)


def work_bins(odds: JobOdds, view: View) -> pd.DataFrame:
    """List how the draws fall, in `BINS` equal steps, and where 5, 50 and 95 per cent of them lie.

    Returns
    -------
    DataFrame
        Columns part (bin, mark), start_persons, end_persons, share, label, printed. The shares of all bins sum to 1.
    """
    persons = of_year(odds, view.year)
    counts, edges = np.histogram(persons, bins=BINS)
    shares = counts / len(persons)
    bins = pd.DataFrame({"part": "bin", "start_persons": edges[:-1], "end_persons": edges[1:], "share": shares})
    ends = [figure(edge, 0, view.language) for edge in edges]
    bins["label"] = [f"{low}–{high}" for low, high in pairwise(ends)]
    bins["printed"] = [fmt(share, "share", 1, view.language) for share in shares]
    marks = np.percentile(persons, DRAWN_PERCENTILES)
    top = float(shares.max()) * (1 + LABEL_ROOM)
    rows = [
        {"part": "mark", "start_persons": at, "end_persons": at, "share": top, "label": label, "printed": label}
        for at, label in zip(marks, _mark_labels(marks, view.language), strict=True)
    ]
    return pd.concat([bins, pd.DataFrame(rows)], ignore_index=True)


def _mark_labels(marks: Floats, language: str) -> list[str]:
    return [
        text("odds.mark", language, share=fmt(share / 100, "share", 0, language), persons=figure(at, 0, language))
        for share, at in zip(DRAWN_PERCENTILES, marks, strict=True)
    ]


def goals_asked(result: Result, year: int) -> dict[str, float]:
    """Return how many jobs the two goals for work ask for from their first year to another. [persons]"""
    needed = result.people_needed
    if needed is None or year <= needed.first_year:
        return {}
    years = year - needed.first_year
    return {"employment_2035": needed.jobs_per_year * years, "jobs_per_year": needed.yearly_goal * years}


def work_curve(odds: JobOdds, result: Result, view: View) -> pd.DataFrame:
    """List the chance of at least so many at work, and where the two goals for work lie on it.

    Returns
    -------
    DataFrame
        Columns part (curve, goal), persons, chance_share, label, printed.
    """
    drawn = of_year(odds, view.year)
    asked = goals_asked(result, view.year)
    most = max(float(drawn.max()), *asked.values()) if asked else float(drawn.max())
    points = np.linspace(0.0, most * (1 + LABEL_ROOM), CURVE_POINTS)
    rows = [("curve", at, "") for at in points]
    rows += [("goal", at, text(f"odds.{goal}", view.language)) for goal, at in asked.items()]
    table = pd.DataFrame(rows, columns=["part", "persons", "label"])
    table["chance_share"] = [float((drawn >= at).mean()) for at in table["persons"]]
    table["printed"] = [
        f"{figure(at, 0, view.language)}: {fmt(share, 'share', 0, view.language)}"
        for at, share in zip(table["persons"], table["chance_share"], strict=True)
    ]
    return table


def tornado(odds: JobOdds, view: View) -> pd.DataFrame:
    """List the numbers that alone move work the most, at most `MOST_SWINGS`; two rows each, at their low and high.

    Returns
    -------
    DataFrame
        Columns id, name, axis_label, side (low, high), side_name, central_persons, persons, change, text,
        reach_persons, edge_low, edge_high; no rows where nothing moves.
    """
    swings, place = odds.swings, _place(odds, view.year)
    central, ends = float(swings.central[place]), swings.ends[:, :, place]
    width = ends.max(axis=1, initial=central) - ends.min(axis=1, initial=central)
    order = [at for at in np.argsort(-width, kind="stable")[:MOST_SWINGS] if width[at] > 0]
    rows = []
    for at in order:
        name = number_name(swings.names[at], view.language)
        pair = [figure(end - central, 0, view.language, signed=True) for end in ends[at]]
        head = {"id": swings.names[at], "name": name, "axis_label": wrapped(name), "central_persons": central}
        head |= {"text": " / ".join(pair), "reach_persons": max(central, float(ends[at].max()))}
        for side, persons, change in zip(("low", "high"), ends[at], pair, strict=True):
            word = text(f"tornado.{side}", view.language)
            rows.append(head | {"side": side, "side_name": word, "persons": float(persons), "change": change})
    table = pd.DataFrame(rows)
    if rows:
        lowest, highest = float(table["persons"].min()), float(table["persons"].max())
        table = table.assign(edge_low=lowest, edge_high=highest + (highest - lowest) / 2)
    return table


def tornado_table(rows: pd.DataFrame, book: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the tornado as a table: number, its range, what it gives at its low and its high, word of confidence.

    Parameters
    ----------
    rows : DataFrame
        From `tornado`.
    book : DataFrame
        From `register`.
    """
    known = book.set_index("id")
    low, high = (rows[rows["side"] == side].set_index("id") for side in ("low", "high"))
    columns = {
        "number": low["name"],
        "range": known.loc[low.index, "range"],
        "low": low["change"],
        "high": high["change"],
        "confidence": known.loc[low.index, "confidence_name"],
    }
    return pd.DataFrame({text(f"tornado.{head}", language): list(column) for head, column in columns.items()})
