"""Room: rivers, batteries and grid, hour by hour (docs/method.md, dispatch)."""

from simulator.stages.dispatch.room import compile_kernels, dispatch_power

__all__ = ["compile_kernels", "dispatch_power"]
