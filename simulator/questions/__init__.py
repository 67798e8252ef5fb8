"""Questions asked of the same rooms: what is the exact optimum, how far are others from it, and more to come."""

from simulator.questions.columns import missing_cost_eur
from simulator.questions.reference import solve_reference
from simulator.questions.yardstick import Distance, distance_of, measure_distance, one_weather, water_value_eur

__all__ = [
    "Distance",
    "distance_of",
    "measure_distance",
    "missing_cost_eur",
    "one_weather",
    "solve_reference",
    "water_value_eur",
]
