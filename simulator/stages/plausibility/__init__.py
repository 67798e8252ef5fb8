"""Formulas and notes: what nobody should believe without asking."""

from simulator.stages.plausibility.checks import (
    capacity_factor_share,
    doubtful,
    full_load_hours,
    implausible_full_load_hours,
)
from simulator.stages.plausibility.work import implausible_local_share

__all__ = [
    "capacity_factor_share",
    "doubtful",
    "full_load_hours",
    "implausible_full_load_hours",
    "implausible_local_share",
]
