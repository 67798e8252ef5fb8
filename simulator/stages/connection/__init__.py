"""Room: what the grid can give to new load, and whom it cuts (docs/method.md, connection)."""

from simulator.stages.connection.headroom import extra_withdrawal_mw, largest_load_mw
from simulator.stages.connection.room import settle_connections, stack_connections

__all__ = ["extra_withdrawal_mw", "largest_load_mw", "settle_connections", "stack_connections"]
