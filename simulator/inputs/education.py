"""Door to schooling: what jobs ask for by sector, and what people have by how they come to a job."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.errors import Problem
from simulator.inputs.tables import check_complete, known, read_table, share
from simulator.premises import LEVELS, PEOPLE_GROUPS

SUM_TOLERANCE: Final = 1e-6
FILE: Final = "education.csv"


def read_education(folder: Path, sectors: Collection[str], problems: list[Problem]) -> dict[str, NDArray[np.float64]]:
    """Read the parts of each level of schooling; what is wrong is added to ``problems``.

    Parameters
    ----------
    folder : Path
    sectors : collection of str
        Each needs a row, and so does each of ``PEOPLE_GROUPS``.
    problems : list of Problem

    Returns
    -------
    dict of str to ndarray
        Sums to 1. [share], shape (levels,)
    """
    path = folder / FILE
    names = [*sectors, *PEOPLE_GROUPS]
    columns = {"group": known(names if sectors else ()), **{f"{level}_share": share for level in LEVELS}}
    rows = read_table(path, columns, problems, key=("group",))
    found = {row["group"]: np.array([row[f"{level}_share"] for level in LEVELS]) for row in rows}
    if sectors:
        check_complete(path, {(name,) for name in found}, ((name,) for name in names), problems)
    for name, parts in found.items():
        if abs(parts.sum() - 1) > SUM_TOLERANCE:
            fault = {"found": f"sum {parts.sum():g}", "remedy": "the levels of one group must sum to 1"}
            problems.append(Problem(code="share_sum", file=FILE, place=f"group {name}", **fault))
    return found
