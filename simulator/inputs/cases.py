"""Door to what is known of cases elsewhere: jobs promised and delivered, and what an investment is spent on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from simulator.errors import Problem
from simulator.inputs.tables import CONFIDENCE, is_told, known, optional, positive, read_table, share, text
from simulator.premises import Comparable, CostLine

COMPARABLE: Final = {
    "id": text,
    "name": text,
    "capacity_mw": optional(positive),
    "promised_persons": optional(positive),
    "delivered_persons": optional(positive),
    "source": text,
    "confidence": CONFIDENCE,
}
COST_LINE: Final = {
    "line": text,
    "share": share,
    "local_low": share,
    "local_central": share,
    "local_high": share,
    "source": text,
    "confidence": CONFIDENCE,
}
COST_FILE: Final = "cost_lines.csv"
SUM_TOLERANCE: Final = 1e-9


def read_comparables(folder: Path, kinds: Collection[str], problems: list[Problem]) -> tuple[Comparable, ...]:
    """Read what came of cases elsewhere; what is wrong is added to ``problems``."""
    rows = read_table(folder / "comparables.csv", COMPARABLE | {"kind": known(kinds)}, problems)
    names = [field.name for field in fields(Comparable)]
    return tuple(Comparable(**{name: row[name] for name in names}) for row in rows)


def read_cost_lines(
    folder: Path, kinds: Collection[str], sectors: Collection[str], problems: list[Problem]
) -> tuple[CostLine, ...]:
    """Read what investments are spent on; what is wrong is added to ``problems``.

    The lines of a kind must sum to the whole investment, and low, central and high must be in order.
    """
    columns = COST_LINE | {"kind": known(kinds), "sector": known(sectors)}
    rows = read_table(folder / COST_FILE, columns, problems, key=("kind", "line"))
    names = [field.name for field in fields(CostLine)]
    lines = tuple(CostLine(**{name: row[name] for name in names}) for row in rows)
    if not is_told(COST_FILE, problems):
        problems += _faults(lines)
    return lines


def _faults(lines: Sequence[CostLine]) -> Iterator[Problem]:
    for line in lines:
        if not line.local_low <= line.local_central <= line.local_high:
            found = f"{line.local_low:g}, {line.local_central:g}, {line.local_high:g}"
            place = f"{line.kind}, {line.line}"
            yield Problem(
                code="unordered", file=COST_FILE, place=place, found=found, remedy="give low, central, high in order"
            )
    for kind in dict.fromkeys(line.kind for line in lines):
        total = sum(line.share for line in lines if line.kind == kind)
        if abs(total - 1) > SUM_TOLERANCE:
            remedy = "give shares that sum to 1"
            yield Problem(code="share_sum", file=COST_FILE, place=kind, found=f"sum {total:g}", remedy=remedy)
