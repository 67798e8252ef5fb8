"""Room: rivers, batteries and grid, hour by hour (docs/method.md, dispatch)."""

from simulator.stages.dispatch.learning import Learned, learn_policy
from simulator.stages.dispatch.room import Engine, compile_kernels, dispatch_power

__all__ = ["Engine", "Learned", "compile_kernels", "dispatch_power", "learn_policy"]
