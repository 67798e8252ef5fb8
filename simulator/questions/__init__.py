"""Questions asked of the same rooms: what is the exact optimum, and more to come."""

from simulator.questions.reference import solve_reference

__all__ = ["solve_reference"]
