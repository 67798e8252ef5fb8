"""Room: rivers, batteries and grid, hour by hour (docs/method.md, dispatch)."""

from simulator.stages.dispatch.room import dispatch_power

__all__ = ["dispatch_power"]
