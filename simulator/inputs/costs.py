"""Door to what the phases of a project or establishment cost, line by line, and how much of it stays in the region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, get_args

from simulator.errors import Problem
from simulator.inputs.tables import CONFIDENCE, is_told, known, one_of, read_table, share, text, whole
from simulator.premises import PAY, PHASES, Confidence, CostLine, Quantity

COST_FILE: Final = "cost_lines.csv"
COST_LINE: Final = {
    "phase": one_of(*PHASES),
    "line": text,
    "layer": one_of("on_site", "supply"),
    "share": share,
    "local_low": share,
    "local_central": share,
    "local_high": share,
    "year": whole,
    "source": text,
    "confidence": CONFIDENCE,
}
FAMILIES: Final = ("project", "establishment")
LOCAL: Final = ("local_low", "local_central", "local_high")
SUM_TOLERANCE: Final = 1e-9
UNLIKELY_FIRST: Final = tuple(reversed(get_args(Confidence)))

Row = dict[str, Any]


def read_cost_lines(
    folder: Path, kinds: Mapping[str, str], sectors: Collection[str], problems: list[Problem]
) -> tuple[tuple[CostLine, ...], dict[str, Quantity]]:
    """Read what each phase of each kind is spent on; what is wrong is added to ``problems``.

    For a kind without lines of its own in a phase stand those of the kind that it is spent like; without these, the
    rows of its family, ``project`` or ``establishment``.

    Parameters
    ----------
    folder : Path
    kinds : mapping of str to str
        Every kind with its family, such as ``project.wind``, and the kind that it is spent like, itself if like none.
    sectors : collection of str
        Codes of the input–output table.
    problems : list of Problem
        Receives every cell that cannot be read, lines that do not sum to the cost of their phase, local parts out of
        order, pay outside operation, and every phase of a kind without lines.

    Returns
    -------
    tuple of CostLine
        Of every kind and phase.
    dict of str to Quantity
        ``<kind>.<phase>_local_share``, the sum over the lines. [share]
    """
    columns = COST_LINE | {"kind": known(kinds, *FAMILIES), "sector": known(sectors, PAY)}
    rows = read_table(folder / COST_FILE, columns, problems, key=("kind", "phase", "line"))
    if is_told(COST_FILE, problems):
        return (), {}
    groups = {(kind, phase): _rows_of(rows, (kind, like), phase) for kind, like in kinds.items() for phase in PHASES}
    problems += [*_row_faults(rows), *_sum_faults(rows), *_gaps(groups)]
    names = [field.name for field in fields(CostLine)]
    lines = tuple(
        CostLine(**({name: row[name] for name in names} | {"kind": kind}))
        for (kind, _), found in groups.items()
        for row in found
    )
    if is_told(COST_FILE, problems):
        return lines, {}
    return lines, {f"{kind}.{phase}_local_share": local_sum(found) for (kind, phase), found in groups.items()}


def local_sum(rows: Sequence[Row]) -> Quantity:
    """Return the part of the cost of a phase that is paid in the region, with the least certain word of its lines.

    Examples
    --------
    >>> row = {"share": 0.5, "local_low": 0.0, "local_central": 0.5, "local_high": 1.0}
    >>> told = {"year": 2024, "confidence": "estimate", "source": "", "line": "roads"}
    >>> found = local_sum([row | told, row | told | {"line": "beds", "confidence": "assumption"}])
    >>> found.low, found.value, found.high, found.confidence
    (0.0, 0.5, 1.0, 'assumption')
    """
    low, central, high = (min(1.0, sum(row["share"] * row[name] for row in rows)) for name in LOCAL)
    confidence = next(word for word in UNLIKELY_FIRST if any(row["confidence"] == word for row in rows))
    doubt = "Assumption: " if confidence == "assumption" else ""
    return Quantity(
        value=central,
        low=low,
        high=high,
        unit="1",
        source=f"{doubt}sum over the lines of {COST_FILE}: {', '.join(row['line'] for row in rows)}",
        year=max(row["year"] for row in rows),
        confidence=confidence,
        note="Moves all lines of the phase together.",
    )


def family_of(kind: str) -> str:
    """Return the family of a kind.

    Examples
    --------
    >>> family_of("project.wind")
    'project'
    """
    return kind.partition(".")[0]


def _rows_of(rows: Sequence[Row], kinds: tuple[str, str], phase: str) -> list[Row]:
    """Return the rows of the first of some kinds that has any in a phase, or those of their family."""
    of_phase = [row for row in rows if row["phase"] == phase]
    found = ([row for row in of_phase if row["kind"] == kind] for kind in (*kinds, family_of(kinds[0])))
    return next(filter(None, found), [])


def _row_faults(rows: Sequence[Row]) -> Iterator[Problem]:
    for row in rows:
        place = f"{row['kind']}, {row['phase']}, {row['line']}"
        low, central, high = (row[name] for name in LOCAL)
        if not low <= central <= high:
            yield _problem("unordered", place, f"{low:g}, {central:g}, {high:g}", "give low, central, high in order")
        if row["sector"] == PAY and (row["phase"] != "operation" or row["layer"] != "on_site"):
            remedy = f"use {PAY} only for staff on_site in operation; elsewhere name the sector that does the work"
            yield _problem("pay_line", place, f"{PAY} in {row['phase']}, {row['layer']}", remedy)


def _sum_faults(rows: Sequence[Row]) -> Iterator[Problem]:
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        group = row["kind"], row["phase"]
        sums[group] = sums.get(group, 0.0) + row["share"]
    for group, total in sums.items():
        if abs(total - 1) > SUM_TOLERANCE:
            yield _problem("share_sum", ", ".join(group), f"sum {total:g}", "give shares that sum to 1")


def _gaps(groups: dict[tuple[str, str], list[Row]]) -> Iterator[Problem]:
    for (kind, phase), found in groups.items():
        if not found:
            remedy = f'name a kind that has some as costs_as, or give lines, for all under kind "{family_of(kind)}"'
            yield _problem("no_lines", f"{kind}, {phase}", "nothing", remedy)


def _problem(code: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(code=code, file=COST_FILE, place=place, found=found, remedy=remedy)
