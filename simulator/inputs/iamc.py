"""Door to the code list of the IAMC table."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from simulator.errors import Problem, raise_if
from simulator.inputs.places import data_folder
from simulator.inputs.tables import known, read_table, text

FILE: Final = "iamc.csv"


class Code(NamedTuple):
    """One indicator as the IAMC table writes it."""

    indicator: str
    variable: str
    unit: str


def load_codes(indicators: Collection[str], folder: Path | None = None) -> tuple[Code, ...]:
    """Read which indicator is written as which variable.

    Parameters
    ----------
    indicators : collection of str
        That may be named.
    folder : Path, optional
        Holds ``iamc.csv``; the shipped ``data/`` if left out.

    Raises
    ------
    InputError
        With everything that is wrong: an unknown indicator, one that stands twice, a variable that stands twice.
    """
    problems: list[Problem] = []
    columns = {"indicator": known(indicators), "variable": text, "unit": text}
    rows = read_table((folder or data_folder()) / FILE, columns, problems, key=("indicator",))
    variables = [row["variable"] for row in rows]
    problems += [
        Problem(code="twice", file=FILE, place="variable", found=repr(name), remedy="give each variable one indicator")
        for name in sorted({name for name in variables if variables.count(name) > 1})
    ]
    raise_if(problems)
    return tuple(Code(row["indicator"], row["variable"], row["unit"]) for row in rows)
