"""Door to people: counts by age group and by single years of age, and the rates of dying and moving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Problem
from simulator.inputs.tables import (
    Reader,
    between,
    check_complete,
    is_told,
    known,
    positive,
    read_table,
    share,
    text,
    whole,
)
from simulator.premises import AGES, OLDEST, AgeCount, Demography, age_span

Floats = NDArray[np.float64]
SUM_TOLERANCE: Final = 1e-6
AGE: Final = between(0, OLDEST)


def age_group(cell: str) -> str:
    """Accept one age group."""
    age_span(text(cell))
    return text(cell)


PERSONS: Final = {"municipality": text, "year": whole, "age_group": age_group, "persons": positive}
PERSON_KEY: Final = ("municipality", "year", "age_group")
SINGLE: Final = {"municipality": text, "year": whole, "age": AGE, "persons": positive}
SPAN: Final = {"year": whole, "age_from": AGE, "age_to": AGE, "persons": positive}
DEATHS: Final = {"age_from": AGE, "age_to": AGE, "men_share": share, "women_share": share}
MOVES: Final = {"age_from": AGE, "age_to": AGE, "leaving_share": share, "arriving_share": share}


class People(NamedTuple):
    """Population by municipality, year and age group, nan where no table tells; employed residents. [persons]"""

    municipalities: tuple[str, ...]
    years: tuple[int, ...]
    age_groups: tuple[str, ...]
    population: Floats
    employed: Floats


def read_people(folder: Path, problems: list[Problem]) -> People:
    """Read the population table and employed residents; what is wrong is added to ``problems``.

    A year that tells of an age group in one municipality must tell of it in all.
    """
    path = folder / "population.csv"
    names = _municipalities(folder, problems)
    rows = read_table(path, PERSONS | {"municipality": known(names)}, problems, key=PERSON_KEY)
    persons = {tuple(row[column] for column in PERSON_KEY): row["persons"] for row in rows}
    told = {(year, group) for _, year, group in persons}
    check_complete(path, persons, ((name, year, group) for name in names for year, group in told), problems)
    years = sorted({year for year, _ in told})
    groups = list(dict.fromkeys(group for _, _, group in persons))
    population = [[[persons.get((name, year, group), np.nan) for group in groups] for year in years] for name in names]
    employed = _employed(folder, names, problems)
    return People(tuple(names), tuple(years), tuple(groups), np.array(population), employed)


def _employed(folder: Path, names: Sequence[str], problems: list[Problem]) -> Floats:
    """Read employed residents of every municipality. [persons], shape (municipalities,)"""
    path = folder / "employment_municipalities.csv"
    columns = {"municipality": known(names), "persons": positive}
    rows = read_table(path, columns, problems, key=("municipality",))
    persons = {(row["municipality"],): row["persons"] for row in rows}
    check_complete(path, persons, ((name,) for name in names), problems)
    if persons and not any(persons.values()):
        found, remedy = "nobody in any municipality", "give the employed who live in each"
        problems.append(Problem(code="no_employment", file=path.name, place="persons", found=found, remedy=remedy))
    return np.array([persons.get((name,), np.nan) for name in names])


def read_demography(folder: Path, problems: list[Problem]) -> Demography:
    """Read the count by single years of age and the rates; what is wrong is added to ``problems``.

    Rates by age group stand at the middle of the group and are joined by straight lines, deaths on a logarithmic scale.
    """
    year, persons = _single_ages(folder, problems)
    spans = _spans(folder / "population_spans.csv", problems)
    deaths = _by_age_group(folder / "death_rates.csv", DEATHS, problems)
    moves = _by_age_group(folder / "moving_rates.csv", MOVES, problems)
    arriving = [row["arriving_share"] for row in moves]
    if moves and abs(sum(arriving) - 1) > SUM_TOLERANCE:
        found, remedy = f"arriving_share sums to {sum(arriving):.6g}", "let the shares of all ages sum to 1"
        problems.append(_problem("bad_sum", "moving_rates.csv", "arriving_share", found, remedy))
    return Demography(
        year=year,
        persons=persons,
        age_counts=tuple(AgeCount(**row) for row in spans),
        death_share=_death_share(deaths),
        leaving_share=_spread(moves, "leaving_share", each=True),
        arriving_share=_spread(moves, "arriving_share", each=False),
    )


def _spans(path: Path, problems: list[Problem]) -> list[dict[str, Any]]:
    """Read people of spans of ages; one whose ages run backwards would count nobody without a word."""
    rows = read_table(path, SPAN, problems, key=("year", "age_from", "age_to"))
    for row in rows:
        if row["age_to"] < row["age_from"]:
            place, found = f"year {row['year']:g}, age_from", f"{row['age_from']} to {row['age_to']}"
            problems.append(_problem("bad_ages", path.name, place, found, "give the lower age first"))
    return rows


def _municipalities(folder: Path, problems: list[Problem]) -> list[str]:
    return [row["id"] for row in read_table(folder / "municipalities.csv", {"id": text}, problems)]


def _single_ages(folder: Path, problems: list[Problem]) -> tuple[int, Floats]:
    """Return the year of the count and people by municipality and age; every cell must be there, of one year."""
    path = folder / "population_ages.csv"
    names = _municipalities(folder, [])
    rows = read_table(path, SINGLE | {"municipality": known(names)}, problems, key=("municipality", "age"))
    persons = {(row["municipality"], row["age"]): row["persons"] for row in rows}
    check_complete(path, persons, product(names, range(AGES)), problems)
    years = {row["year"] for row in rows}
    if len(years) > 1 and not is_told(path.name, problems):
        problems.append(_problem("bad_year", path.name, "year", f"{len(years)} years", "give one count, of one year"))
    counted = [[persons.get((name, age), 0.0) for age in range(AGES)] for name in names]
    return max(years, default=0), np.array(counted)


def _by_age_group(path: Path, columns: Mapping[str, Reader], problems: list[Problem]) -> list[dict[str, float]]:
    """Read a table of age groups that must follow one another from 0 to the oldest."""
    rows = sorted(
        read_table(path, columns, problems, key=("age_from",)),
        key=lambda row: row["age_from"],
    )
    expected = 0
    for row in rows:
        if row["age_from"] != expected or row["age_to"] < row["age_from"]:
            found = f"{row['age_from']} to {row['age_to']}"
            problems.append(_problem("bad_ages", path.name, "age_from", found, f"go on from age {expected}"))
            return []
        expected = row["age_to"] + 1
    if rows and expected != AGES and not is_told(path.name, problems):
        found = f"ages end at {expected - 1}"
        problems.append(_problem("bad_ages", path.name, "age_to", found, f"let the last group end at {OLDEST}"))
    return rows


def _death_share(rows: list[dict[str, float]]) -> Floats:
    """Return deaths in the year from one 1 January to the next, in which people pass their birthday. shape (ages,)"""
    if not rows:
        return np.zeros(AGES)
    middles = [(row["age_from"] + min(row["age_to"], row["age_from"] + 4) + 1) / 2 for row in rows]
    rates = [max((row["men_share"] + row["women_share"]) / 2, 1e-9) for row in rows]
    slope = np.log(rates[-1] / rates[-2]) / (middles[-1] - middles[-2]) if len(rows) > 1 else 0.0
    ages = np.arange(AGES) + 1.0
    beyond = np.maximum(ages - middles[-1], 0) * slope
    yearly = np.exp(np.interp(ages, middles, np.log(rates)) + beyond)
    return np.asarray(1 - np.exp(-yearly))


def _spread(rows: list[dict[str, float]], column: str, *, each: bool) -> Floats:
    """Return a column by age: the same for each age of a group, or shared evenly among them. shape (ages,)"""
    by_age = np.zeros(AGES)
    for row in rows:
        first, last = int(row["age_from"]), int(row["age_to"])
        by_age[first : last + 1] = row[column] / (1 if each else last - first + 1)
    return by_age


def _problem(code: str, file: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=file, place=place, found=found, remedy=remedy)
