"""Door to the table of numbers that move together when they are drawn."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from simulator.errors import Problem, raise_if
from simulator.inputs.places import data_folder
from simulator.inputs.tables import CONFIDENCE, known, number, read_table, text
from simulator.premises import Correlation

FILE: Final = "correlations.csv"


def load_correlations(book: Collection[str], folder: Path | None = None) -> tuple[Correlation, ...]:
    """Read every pair of numbers that move together.

    Parameters
    ----------
    book : collection of str
        Ids that may be named.
    folder : Path, optional
        Holds ``correlations.csv``; the shipped ``data/`` if left out.

    Raises
    ------
    InputError
        With everything that is wrong: a number that is not in the book, a pair that stands twice or with itself, a
        correlation that is none.
    """
    problems: list[Problem] = []
    path = (folder or data_folder()) / FILE
    columns = {"one": known(book), "other": known(book), "rank_correlation": correlation}
    rows = read_table(path, columns | {"confidence": CONFIDENCE, "source": text}, problems, key=("one", "other"))
    found = [Correlation(row["one"], row["other"], row["rank_correlation"]) for row in rows]
    pairs = [frozenset(pair[:2]) for pair in found]
    for pair in {pair for pair in pairs if len(pair) < 2 or pairs.count(pair) > 1}:
        remedy = "give two different numbers, each pair once"
        problems.append(
            Problem(code="wrong_pair", file=FILE, place=", ".join(sorted(pair)), found="a pair", remedy=remedy)
        )
    raise_if(problems)
    return tuple(found)


def correlation(cell: str) -> float:
    """Accept one number above -1 and below 1.

    Raises
    ------
    ValueError
    """
    value = number(cell)
    if not -1 < value < 1:
        raise ValueError("give a number above -1 and below 1")
    return value
