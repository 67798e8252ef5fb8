"""Door to people, industries and goals: their tables become parts of the region."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import InputError, Problem
from simulator.inputs.tables import check_unique, free_text, number, one_of, optional, positive, read_table, text, whole
from simulator.premises import Goal, InputOutput

HOUSEHOLDS: Final = "HH_CONS"
IMPUTED_RENT: Final = "IMR"

GOAL = {
    "id": text,
    "kind": one_of("measured", "counted", "milestone"),
    "indicator": text,
    "target": number,
    "unit": free_text,
    "by": optional(whole),
    "better": one_of("more", "less"),
    "over": one_of("at", "every", "mean"),
}
PERSONS = {"municipality": text, "year": whole, "age_group": text, "persons": positive}
EMPLOYMENT = {"sector": text, "regional_persons": positive}


class People(NamedTuple):
    """Population by municipality, year and age group. [persons], nan where no table tells"""

    municipalities: tuple[str, ...]
    years: tuple[int, ...]
    age_groups: tuple[str, ...]
    population: NDArray[np.float64]


def read_people(folder: Path, problems: list[Problem]) -> People:
    """Read the population table; what is wrong is added to ``problems``."""
    names = [row["id"] for row in read_table(folder / "municipalities.csv", {"id": text}, problems)]
    rows = [row for row in read_table(folder / "population.csv", PERSONS, problems) if row["municipality"] in names]
    years = sorted({row["year"] for row in rows})
    groups = list(dict.fromkeys(row["age_group"] for row in rows))
    population = np.full((len(names), len(years), len(groups)), np.nan)
    for row in rows:
        place = names.index(row["municipality"]), years.index(row["year"]), groups.index(row["age_group"])
        population[place] = row["persons"]
    return People(tuple(names), tuple(years), tuple(groups), population)


def read_goals(folder: Path, problems: list[Problem]) -> tuple[Goal, ...]:
    """Read the goals of the strategy; what is wrong is added to ``problems``."""
    path = folder / "goals.csv"
    rows = read_table(path, GOAL, problems)
    check_unique(path, rows, "id", problems)
    return tuple(Goal(**row) for row in rows)


def read_input_output(folder: Path, problems: list[Problem]) -> InputOutput | None:
    """Read the national input–output table and the region's employment; None if a row is missing."""
    persons = {
        row["sector"]: row["regional_persons"] for row in read_table(folder / "employment.csv", EMPLOYMENT, problems)
    }
    sectors = tuple(persons)
    columns = {"row": text, **dict.fromkeys((*sectors, HOUSEHOLDS), optional(number))}
    rows = {row["row"]: row for row in read_table(folder / "io_table.csv", columns, problems)}
    missing = [name for name in (*sectors, "D1", "EMP", "EMPC") if name not in rows]
    if missing:
        found = f"no row {', '.join(missing)}"
        problems.append(
            Problem(code="missing_row", file="io_table.csv", place="row", found=found, remedy="give every sector a row")
        )
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
