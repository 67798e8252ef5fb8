"""Door to industries and goals: their tables become parts of the region."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Final

import numpy as np

from simulator.errors import InputError, Problem
from simulator.inputs.tables import (
    check_complete,
    free_text,
    is_told,
    number,
    one_of,
    optional,
    positive,
    read_table,
    text,
    whole,
)
from simulator.premises import Goal, InputOutput

HOUSEHOLDS: Final = "HH_CONS"
IMPUTED_RENT: Final = "IMR"
TOTALS: Final = ("D1", "EMP", "EMPC")

GOAL: Final = {
    "id": text,
    "kind": one_of("measured", "counted", "milestone"),
    "indicator": text,
    "baseline": number,
    "target": number,
    "unit": free_text,
    "by": optional(whole),
    "better": one_of("more", "less"),
    "over": one_of("at", "every", "mean"),
}
EMPLOYMENT: Final = {"sector": text, "regional_persons": positive}


def read_goals(folder: Path, problems: list[Problem]) -> tuple[Goal, ...]:
    """Read the goals of the strategy; what is wrong is added to ``problems``."""
    return tuple(Goal(**row) for row in read_table(folder / "goals.csv", GOAL, problems))


def read_input_output(folder: Path, problems: list[Problem]) -> InputOutput | None:
    """Read the national input–output table and the region's employment; None if a row is missing."""
    employment = read_table(folder / "employment.csv", EMPLOYMENT, problems, key=("sector",))
    persons = {row["sector"]: row["regional_persons"] for row in employment}
    sectors = tuple(persons)
    path = folder / "io_table.csv"
    columns = {"row": text, **dict.fromkeys(sectors, number), HOUSEHOLDS: optional(number)}
    rows = {row["row"]: row for row in read_table(path, columns, problems, key=("row",))}
    spending = {*sectors, IMPUTED_RENT}
    told = {name for name, row in rows.items() if name not in spending or row[HOUSEHOLDS] is not None}
    check_complete(path, product(told), product({*spending, *TOTALS}), problems)
    if is_told(path.name, problems) or is_told("employment.csv", problems):
        return None
    return InputOutput(
        sectors=sectors,
        A=np.array([[rows[seller][buyer] for buyer in sectors] for seller in sectors]),
        pay_share=np.array([rows["D1"][sector] for sector in sectors]),
        jobs_per_mnok=np.array([rows["EMPC"][sector] for sector in sectors]),
        household_share=np.array([rows[sector][HOUSEHOLDS] for sector in sectors]),
        imputed_rent_share=rows[IMPUTED_RENT][HOUSEHOLDS],
        national_persons=np.array([rows["EMP"][sector] for sector in sectors]),
        regional_persons=np.array([persons[sector] for sector in sectors]),
    )


def require(table: InputOutput | None) -> InputOutput:
    """Return the table; its absence has been reported before.

    Raises
    ------
    InputError
        If it is missing all the same.
    """
    if table is None:
        problem = Problem(code="missing_row", file="io_table.csv", place="", found="nothing", remedy="give the table")
        raise InputError([problem])
    return table
