"""Uncertainty: draws of assumptions, projects and weather, and how to read them. Only weather is random elsewhere."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from simulator.uncertainty.jobs import JobOdds, JobSwings, draw_jobs, job_odds, swing_jobs
from simulator.uncertainty.worlds import CHUNK, Draws, Swings, triangular

if TYPE_CHECKING:
    from simulator.uncertainty.sampling import sample_points

# What loads slow libraries is loaded when it is first asked for.
HOMES: Final = {"sample_points": "simulator.uncertainty.sampling"}

__all__ = [
    "CHUNK",
    "Draws",
    "JobOdds",
    "JobSwings",
    "Swings",
    "draw_jobs",
    "job_odds",
    "sample_points",
    "swing_jobs",
    "triangular",
]


def __getattr__(name: str) -> object:
    """Load a name from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
