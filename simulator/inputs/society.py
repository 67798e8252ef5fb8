"""Door to industries and goals: their tables become parts of the region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np

from simulator.errors import InputError, Problem
from simulator.inputs.quantities import read_toml
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
from simulator.premises import GOAL_GROUPS, Goal, InputOutput

HOUSEHOLDS: Final = "HH_CONS"
IMPUTED_RENT: Final = "IMR"
LEAKS: Final = ("IMP", "TAX", "VA")
TOTALS: Final = ("D1", "EMP", "EMPC", *LEAKS)
SECTOR_ROW: Final = "domestic_input_coefficient"
SUM_TOLERANCE: Final = 1e-5
NOT_NUMBERS: Final = ("scenario", "jobs", "output")  # what the scenario decides, see simulator/stages/goals


def words(cell: str) -> tuple[str, ...]:
    """Accept one word or more, separated by spaces."""
    return tuple(text(cell).split())


GOAL: Final = {
    "id": text,
    "group": one_of(*GOAL_GROUPS),
    "kind": one_of("measured", "counted", "milestone"),
    "indicator": text,
    "baseline": number,
    "target": number,
    "unit": free_text,
    "by": optional(whole),
    "better": one_of("more", "less"),
    "over": one_of("at", "every", "mean"),
    "evidence": words,
}
EMPLOYMENT: Final = {"sector": text, "regional_persons": positive}


def read_goals(folder: Path, problems: list[Problem]) -> tuple[Goal, ...]:
    """Read the goals of the strategy; what is wrong is added to ``problems``."""
    rows = read_table(folder / "goals.csv", GOAL, problems)
    return tuple(Goal(**row, tables=_tables(folder, row["evidence"], problems)) for row in rows)


def _tables(folder: Path, evidence: Sequence[str], problems: list[Problem]) -> dict[str, str]:
    """Return the word of confidence of every table that a goal stands on, from its side-car."""
    found = {}
    for name in evidence:
        if name.endswith(".csv"):
            side_car = read_toml((folder / name).with_suffix(".toml"), problems) or {}
            found[name] = str(side_car.get("confidence", "assumption"))
    return found


def check_evidence(goals: Sequence[Goal], numbers: Collection[str], problems: list[Problem]) -> None:
    """Tell of goals that stand on a number that nobody gives; a broken catalogue is told already."""
    if any(problem.file.endswith(".toml") for problem in problems):
        return
    for goal in goals:
        for source in goal.evidence:
            if source not in numbers and source not in goal.tables and source.partition(":")[0] not in NOT_NUMBERS:
                remedy = f"use the id of a number, a table with .csv, or one of {', '.join(NOT_NUMBERS)}"
                problems.append(_fault("unknown_evidence", "goals.csv", f"goal {goal.id}, evidence", source, remedy))


def read_input_output(folder: Path, problems: list[Problem]) -> InputOutput | None:
    """Read the national input–output table and the region's employment; None if either is not right.

    Every sector of the one must stand in the other, no coefficient may be negative but taxes less subsidies, and each
    column of inputs, imports, taxes and value added must sum to 1.
    """
    employment = read_table(folder / "employment.csv", EMPLOYMENT, problems, key=("sector",))
    persons = {row["sector"]: row["regional_persons"] for row in employment}
    path = folder / "io_table.csv"
    _check_sectors(path, persons, problems)
    sectors = tuple(persons)
    columns = {"row": text, **dict.fromkeys(sectors, number), HOUSEHOLDS: optional(number)}
    rows = {row["row"]: row for row in read_table(path, columns, problems, key=("row",))}
    spending = {*sectors, IMPUTED_RENT}
    told = {name for name, row in rows.items() if name not in spending or row[HOUSEHOLDS] is not None}
    check_complete(path, product(told), product({*spending, *TOTALS}), problems)
    if not is_told(path.name, problems) and not is_told("employment.csv", problems):
        problems += _column_faults(rows, sectors)
    if is_told(path.name, problems) or is_told("employment.csv", problems):
        return None
    across = {name: np.array([rows[name][sector] for sector in sectors]) for name in TOTALS}
    return InputOutput(
        sectors=sectors,
        A=np.array([[rows[seller][buyer] for buyer in sectors] for seller in sectors]),
        pay_share=across["D1"],
        jobs_per_mnok=across["EMPC"],
        household_share=np.array([rows[sector][HOUSEHOLDS] for sector in sectors]),
        imputed_rent_share=rows[IMPUTED_RENT][HOUSEHOLDS],
        national_persons=across["EMP"],
        regional_persons=np.array([persons[sector] for sector in sectors]),
        import_share=across["IMP"],
        tax_share=across["TAX"],
        value_added_share=across["VA"],
    )


def _check_sectors(path: Path, persons: Mapping[str, float], problems: list[Problem]) -> None:
    """Tell of sectors that stand in one of the two tables only, and of a region where nobody works."""
    if not persons or is_told("employment.csv", problems):
        return
    rows = read_table(path, {"row": text, "row_type": text}, [], key=("row",))
    national = [row["row"] for row in rows if row["row_type"] == SECTOR_ROW]
    for sector in national:
        if sector not in persons:
            remedy = "give every sector of io_table.csv, with 0 persons if nobody works in it here"
            problems.append(_fault("missing_row", "employment.csv", "sector", f"nothing for {sector}", remedy))
    for sector in persons:
        if national and sector not in national:
            remedy = f"use one of {', '.join(national)}"
            problems.append(_fault("unknown_sector", "employment.csv", "sector", sector, remedy))
    if not sum(persons.values()):
        found, remedy = "nobody in any sector", "give the employed persons of the region"
        problems.append(_fault("no_employment", "employment.csv", "regional_persons", found, remedy))


def _column_faults(rows: Mapping[str, Mapping[str, float]], sectors: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the coefficients of each buyer."""
    for buyer in sectors:
        for seller in (*sectors, "IMP", "VA", "D1", "EMP", "EMPC"):
            if rows[seller][buyer] < 0:
                found, remedy = f"{rows[seller][buyer]:g}", "give 0 or more"
                yield _fault("negative_coefficient", "io_table.csv", f"row {seller}, {buyer}", found, remedy)
        total = sum(rows[name][buyer] for name in (*sectors, *LEAKS))
        if abs(total - 1) > SUM_TOLERANCE:
            remedy = "inputs, IMP, TAX and VA of one buyer must sum to 1"
            yield _fault("column_sum", "io_table.csv", f"column {buyer}", f"sum {total:.6g}", remedy)
        if sum(rows[seller][buyer] for seller in sectors) >= 1:
            remedy = "a sector cannot buy for its whole output: give inputs that sum to less than 1"
            yield _fault("column_sum", "io_table.csv", f"column {buyer}", "domestic inputs of 1 or more", remedy)


def _fault(code: str, file: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)


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
