"""Room: the goals of the strategy held against the indicators (docs/method.md, goals)."""

from simulator.stages.goals.checks import check_goals, share_above
from simulator.stages.goals.evidence import evidence_of

__all__ = ["check_goals", "evidence_of", "share_above"]
