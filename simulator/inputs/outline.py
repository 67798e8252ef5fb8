"""Door to what the map is drawn from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from simulator.errors import Problem, raise_if
from simulator.inputs.places import data_folder
from simulator.inputs.tables import CONFIDENCE, Row, check_complete, number, one_of, read_table, text, whole
from simulator.premises import Outline, Region, Spot

FILE: Final = "map.csv"
SORTS: Final = ("border", "area", "exchange")
COLUMNS: Final = {
    "sort": one_of(*SORTS),
    "id": text,
    "number": whole,
    "lon": number,
    "lat": number,
    "side": one_of("above", "below", "left", "right", ""),
    "confidence": CONFIDENCE,
    "source": text,
}


def load_outline(region: Region, folder: Path | None = None) -> Outline:
    """Read borders and spots.

    Parameters
    ----------
    region : Region
        Every municipality, area and exchange point of it must be there.
    folder : Path, optional
        Holds ``map.csv``; the shipped ``data/`` if left out.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    path = (folder or data_folder()) / FILE
    problems: list[Problem] = []
    rows = read_table(path, COLUMNS, problems, key=("sort", "id", "number"))
    there = {(row["sort"], row["id"]) for row in rows}
    named = (region.municipalities, [area.id for area in region.areas], [one.id for one in region.exchanges])
    wanted = {(sort, name) for sort, names in zip(SORTS, named, strict=True) for name in names}
    check_complete(path, there, wanted, problems)
    raise_if(problems)
    corners = {name: sorted(_of("border", name, rows), key=lambda row: row["number"]) for name in region.municipalities}
    return Outline(
        borders={name: np.array([(row["lon"], row["lat"]) for row in of]) for name, of in corners.items()},
        areas=_spots("area", rows),
        exchanges=_spots("exchange", rows),
    )


def _of(sort: str, name: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if (row["sort"], row["id"]) == (sort, name)]


def _spots(sort: str, rows: list[Row]) -> dict[str, Spot]:
    return {row["id"]: Spot(row["lon"], row["lat"], row["side"]) for row in rows if row["sort"] == sort}
