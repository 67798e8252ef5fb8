"""Door to what is known of cases elsewhere: jobs promised and delivered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Final

from simulator.errors import Problem
from simulator.inputs.tables import CONFIDENCE, known, optional, positive, read_table, text
from simulator.premises import Comparable

COMPARABLE: Final = {
    "id": text,
    "name": text,
    "capacity_mw": optional(positive),
    "promised_persons": optional(positive),
    "delivered_persons": optional(positive),
    "source": text,
    "confidence": CONFIDENCE,
}


def read_comparables(folder: Path, kinds: Collection[str], problems: list[Problem]) -> tuple[Comparable, ...]:
    """Read what came of cases elsewhere; what is wrong is added to ``problems``."""
    rows = read_table(folder / "comparables.csv", COMPARABLE | {"kind": known(kinds)}, problems)
    names = [field.name for field in fields(Comparable)]
    return tuple(Comparable(**{name: row[name] for name in names}) for row in rows)
