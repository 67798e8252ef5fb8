"""What the phases of a project or establishment cost, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PHASES: Final = ("planning", "construction", "operation", "retirement")
PAY: Final = "PAY"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One line of what a phase costs: its part of the whole, who delivers it, and how much of it the region does.

    ``kind`` is the beginning of the ids of its numbers, such as ``project.wind``; ``phase`` is one of `PHASES`;
    ``layer`` is ``on_site`` or ``supply``; ``sector`` delivers it, or is `PAY`. ``share`` [part of the cost of the
    phase]; ``local_low``, ``local_central`` and ``local_high`` [part of the line].
    """

    kind: str
    phase: str
    line: str
    layer: str
    sector: str
    share: float
    local_low: float
    local_central: float
    local_high: float
