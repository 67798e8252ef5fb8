"""Room: today's use, its growth, transport, savings and new establishments (docs/method.md, consumption)."""

from simulator.stages.consumption.establishments import EstablishmentProfile, build_establishment_profiles, shift_stores
from simulator.stages.consumption.habits import Habits, build_habits
from simulator.stages.consumption.room import ESTABLISHMENTS, build_demand

__all__ = [
    "ESTABLISHMENTS",
    "EstablishmentProfile",
    "Habits",
    "build_demand",
    "build_establishment_profiles",
    "build_habits",
    "shift_stores",
]
