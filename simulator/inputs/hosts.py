"""Door to plants that lie in more than one municipality."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from simulator.errors import Problem
from simulator.inputs.tables import CONFIDENCE, known, read_names, read_table, share, text

TOLERANCE: Final = 1e-6


def read_hosts(folder: Path, problems: list[Problem]) -> dict[str, dict[str, float]]:
    """Read which municipalities share a plant; what is wrong is added to ``problems``.

    Parameters
    ----------
    folder : Path
        Holds ``plant_hosts.csv``.
    problems : list of Problem

    Returns
    -------
    dict of str to dict of str to float
        Plant to municipality to its part; the parts of a plant sum to 1. [share]
    """
    path = folder / "plant_hosts.csv"
    columns = {
        "plant": known(read_names(folder / "plants.csv")),
        "municipality": known(read_names(folder / "municipalities.csv")),
        "share": share,
        "confidence": CONFIDENCE,
        "source": text,
    }
    hosts: dict[str, dict[str, float]] = {}
    for row in read_table(path, columns, problems, key=("plant", "municipality")):
        hosts.setdefault(row["plant"], {})[row["municipality"]] = row["share"]
    for plant, shares in hosts.items():
        total = sum(shares.values())
        if abs(total - 1) > TOLERANCE:
            remedy = "give shares that sum to 1"
            problems.append(
                Problem(code="shares_sum", file=path.name, place=plant, found=f"a sum of {total:g}", remedy=remedy)
            )
    return hosts
