"""Questions asked of the same rooms: what is the exact optimum, and more to come."""

from simulator.questions.columns import missing_cost_eur
from simulator.questions.reference import solve_reference

__all__ = ["missing_cost_eur", "solve_reference"]
