"""Room: rivers, batteries and grid, hour by hour (docs/method.md, dispatch)."""

from simulator.stages.dispatch.learning import Learned, Operators, learn_policy
from simulator.stages.dispatch.room import Engine, compile_kernels, dispatch_power

__all__ = ["Engine", "Learned", "Operators", "compile_kernels", "dispatch_power", "learn_policy"]
