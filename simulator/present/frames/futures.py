"""Draws of the whole model as rows: figures with their parts of variance, chances, the way to 1 TWh, regret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.premises import Goal, Quantity
from simulator.present.frames.power import wrapped
from simulator.present.frames.register import number_name, written_number
from simulator.present.frames.uncertainty import MOST_SWINGS, likelihood
from simulator.present.text import figure, fmt, rounded, text
from simulator.stages.indicators import UNITS
from simulator.uncertainty import Drawn, GoalChance, Regret, Swing, goal_chances, split_variance

FIGURES: Final = (
    "surplus_gwh",
    "winter_surplus_gwh",
    "worst_week_surplus_gwh",
    "new_production_gwh",
    "import_gwh",
    "unserved_hours",
    "jobs_direct_persons",
    "jobs_indirect_persons",
    "jobs_induced_persons",
    "employed_persons",
    "population_persons",
    "municipal_income_mnok",
)
PARTS: Final = ("weather", "projects", "assumptions")
ENDS: Final = (5, 50, 95)
EDGE: Final = 1.6
REGRET_SHARE: Final = 0.9


def parts_of_variance(drawn: Drawn, year: int, language: str) -> pd.DataFrame:
    """List which part of the variance of each figure is weather, which the fates of entries, which numbers.

    Returns
    -------
    DataFrame
        Columns id, name, axis_label, part, part_name, share (of the sum of the parts, none below 0), low, middle, high,
        printed. Figures that do not vary are left out; nothing if a draw meets one weather year only.
    """
    rows = []
    for name in (one for one in FIGURES if one in drawn.indicators):
        values = drawn.of(name, year)
        values = values[: len(values) // 2 * 2]
        if len(values) < 4 or values.shape[1] < 2 or np.ptp(values) == 0:
            continue
        parts = split_variance(values)
        sizes = np.maximum([parts.weather, parts.projects, parts.assumptions], 0.0)
        said = text(f"indicator.{name}.name", language)
        ends = (fmt(float(end), UNITS[name], None, language) for end in np.percentile(drawn.of(name, year), ENDS))
        head = {"id": name, "name": said, "axis_label": wrapped(said)}
        head |= dict(zip(("low", "middle", "high"), ends, strict=True))
        for part, share in zip(PARTS, sizes / max(sizes.sum(), np.finfo(float).tiny), strict=True):
            row = {"part": part, "part_name": text(f"futures.part_{part}", language), "share": float(share)}
            rows.append(head | row | {"printed": fmt(float(share), "share", 0, language)})
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["id"])


def drawn_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write `parts_of_variance` as a table: figure, 5, 50 and 95 per cent, and the three parts."""
    if rows.empty:
        return pd.DataFrame()
    heads = {"name": "figure", "low": "low", "middle": "middle", "high": "high"}
    first = rows.drop_duplicates("id")
    columns = {text(f"futures.column_{head}", language): list(first[name]) for name, head in heads.items()}
    for part in PARTS:
        columns[text(f"futures.part_{part}", language)] = list(rows.loc[rows["part"] == part, "printed"])
    return pd.DataFrame(columns)


def drawn_chances(drawn: Drawn, language: str) -> pd.DataFrame:
    """List how likely each goal is met over all draws, the likeliest first.

    Returns
    -------
    DataFrame
        Columns id, name, axis_label, chance_share, low_share, high_share (two standard errors to each side), chance,
        error, word, label, edge_share.
    """
    rows = []
    for one in goal_chances(drawn):
        name, word = text(f"goal.{one.goal}.name", language), _as_far_as_known(one, language)
        chance, error = fmt(one.chance_share, "share", 0, language), fmt(one.error_share, "points", 1, language)
        row: dict[str, object] = {"id": one.goal, "name": name, "axis_label": wrapped(name)}
        row |= {"chance_share": one.chance_share, "chance": chance, "error": error, "word": word}
        row |= {f"{side}_share": end for side, end in zip(("low", "high"), _around(one), strict=True)}
        rows.append(row | {"label": f"{chance} · {word}", "edge_share": EDGE})
    table = pd.DataFrame(rows, columns=list(rows[0]) if rows else ["id"])
    return table.sort_values("chance_share", ascending=False, kind="stable") if rows else table


def _as_far_as_known(one: GoalChance, language: str) -> str:
    """Say how likely it is, by the nearest that so few draws leave open: none of sixteen is not hardly possible."""
    low, high = _around(one)
    nearest = one.chance_share if 0.0 < one.chance_share < 1.0 else high if one.chance_share == 0.0 else low
    return likelihood(nearest, language)


def _around(one: GoalChance) -> tuple[float, float]:
    """Return what lies two standard errors below and above, within what a chance can be. [share]"""
    return max(one.chance_share - 2 * one.error_share, 0.0), min(one.chance_share + 2 * one.error_share, 1.0)


def drawn_chances_table(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Write the chances as a table: goal, chance, one standard error, word."""
    if rows.empty:
        return pd.DataFrame()
    heads = {"name": "goal", "chance": "chance", "error": "error", "word": "word"}
    return pd.DataFrame({text(f"futures.column_{head}", language): rows[name] for name, head in heads.items()})


def reach_rows(years: Sequence[int], chances: Sequence[float], goal: Goal, language: str) -> pd.DataFrame:
    """List the chance that new production has reached its goal, year by year.

    Returns
    -------
    DataFrame
        Columns year, chance_share, printed, label (in the year of the goal), edge_share.
    """
    printed = [fmt(float(chance), "share", 0, language) for chance in chances]
    words = [likelihood(float(chance), language) for chance in chances]
    labels = [f"{one} · {word}" * (year == goal.by) for year, one, word in zip(years, printed, words, strict=True)]
    table = pd.DataFrame({"year": years, "chance_share": chances, "printed": printed, "label": labels})
    return table.assign(edge_share=1.0)


def regret_table(regret: Regret, titles: Mapping[str, str], indicator: str, language: str) -> pd.DataFrame:
    """Write regret as a table: scenario, in how many worlds it is best, what nine of ten stay below, and the worst."""
    unit = UNITS[indicator]
    columns: dict[str, list[str]] = {"scenario": [titles[one] for one in regret.scenarios]}
    columns["best"] = [fmt(float(share), "share", 0, language) for share in regret.best_share]
    columns["below"] = [fmt(float(one), unit, None, language) for one in regret.below(REGRET_SHARE)]
    columns["most"] = [fmt(float(one), unit, None, language) for one in regret.most]
    return pd.DataFrame({text(f"futures.column_{head}", language): column for head, column in columns.items()})


def swing_table(
    swings: Sequence[Swing], indicators: Sequence[str], book: Mapping[str, Quantity], language: str
) -> pd.DataFrame:
    """Write what each number does alone at its low and at its high: number, range, and one column per figure."""
    columns: dict[str, list[str]] = {
        text("futures.column_number", language): [number_name(one.name, language) for one in swings],
        text("futures.column_range", language): [_ends(book[one.name], one.name, language) for one in swings],
    }
    for place, indicator in enumerate(indicators):
        ends = [[fmt(float(end), UNITS[indicator], None, language) for end in one.ends[:, place]] for one in swings]
        columns[text(f"indicator.{indicator}.name", language)] = [" / ".join(pair) for pair in ends]
    return pd.DataFrame(columns)


def swing_rows(swings: Sequence[Swing], central: NDArray[np.float64], place: int, language: str) -> pd.DataFrame:
    """List the numbers that alone move one figure of power most, at most `MOST_SWINGS`; two rows each.

    Parameters
    ----------
    swings : sequence of Swing
    central : ndarray
        The figures with every number central. shape (indicators,)
    place : int
        Of the figure among them, in GWh.
    language : str

    Returns
    -------
    DataFrame
        Columns id, name, axis_label, side (low, high), side_name, central_gwh, gwh, change, text, reach_gwh, edge_low,
        edge_high; no rows where nothing moves.
    """
    middle = float(central[place])
    ends = {one.name: one.ends[:, place] for one in swings}
    width = {name: float(np.ptp([*pair, middle])) for name, pair in ends.items()}
    rows: list[dict[str, object]] = []
    for name in sorted((name for name in ends if width[name] > 0), key=lambda name: -width[name])[:MOST_SWINGS]:
        said, pair = number_name(name, language), ends[name]
        changes = [figure(*rounded(float(end - middle), "GWh"), language, signed=True) for end in pair]
        head: dict[str, object] = {"id": name, "name": said, "axis_label": wrapped(said), "central_gwh": middle}
        head |= {"text": " / ".join(changes), "reach_gwh": max(middle, float(pair.max()))}
        for side, end, change in zip(("low", "high"), pair, changes, strict=True):
            word = text(f"tornado.{side}", language)
            rows.append(head | {"side": side, "side_name": word, "gwh": float(end), "change": change})
    table = pd.DataFrame(rows)
    if rows:
        lowest, highest = float(table["gwh"].min()), float(table["gwh"].max())
        table = table.assign(edge_low=lowest, edge_high=highest + 0.7 * (highest - lowest))
    return table


def shares_table(names: Sequence[str], first: Sequence[float], whole: Sequence[float], language: str) -> pd.DataFrame:
    """Write the shares of variance of one figure: number, alone, with all others; the largest first."""
    order = np.argsort(-np.asarray(whole), kind="stable")
    columns = {
        "number": [number_name(names[place], language) for place in order],
        "alone": [fmt(float(first[place]), "share", 0, language) for place in order],
        "together": [fmt(float(whole[place]), "share", 0, language) for place in order],
    }
    return pd.DataFrame({text(f"futures.column_{head}", language): column for head, column in columns.items()})


def _ends(number: Quantity, name: str, language: str) -> str:
    low, high = (written_number(name, end, number.unit, language) for end in (number.low, number.high))
    return f"{low} – {high}"
