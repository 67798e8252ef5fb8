"""Room: hours are summed to months and years before they are let go (docs/method.md, ledger)."""

from simulator.stages.ledger.room import HYDRO, stack_ledgers, sum_hours, worst_week

__all__ = ["HYDRO", "stack_ledgers", "sum_hours", "worst_week"]
