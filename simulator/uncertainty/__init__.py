"""Uncertainty: draws of assumptions, projects and weather, and how to read them. Only weather is random elsewhere."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from simulator.uncertainty.jobs import JobOdds, JobSwings, draw_jobs, job_odds, swing_jobs
from simulator.uncertainty.worlds import CHUNK, Draws, Swings, triangular

if TYPE_CHECKING:
    from simulator.uncertainty.boxes import Box, Limit, choose_box, peel, within
    from simulator.uncertainty.drawing import (
        Drawn,
        Outcome,
        collect_draws,
        draw_results,
        entries_of,
        judged_goals,
        learn_operators,
        of_one_year,
        told_indicators,
    )
    from simulator.uncertainty.explaining import Found, explain_goal, explaining_points
    from simulator.uncertainty.futures import DELAY, Future, Futures, weather_shared_out
    from simulator.uncertainty.reaching import promises_of, reach_chances, sum_chances
    from simulator.uncertainty.reading import (
        PERCENTILES,
        GoalChance,
        Regret,
        Variance,
        bands,
        goal_chances,
        measure_regret,
        shared_figures,
        split_variance,
    )
    from simulator.uncertainty.sampling import METHODS, Method, sample_points
    from simulator.uncertainty.shares import (
        Shares,
        Swing,
        figures_of,
        most_moving,
        moving_numbers,
        spread_weather,
        swing_each,
    )
    from simulator.uncertainty.sobol import share_of_ranges, sobol_shares

# What loads slow libraries is loaded when it is first asked for.
HOMES: Final = {
    "Box": "simulator.uncertainty.boxes",
    "DELAY": "simulator.uncertainty.futures",
    "Drawn": "simulator.uncertainty.drawing",
    "Future": "simulator.uncertainty.futures",
    "Futures": "simulator.uncertainty.futures",
    "GoalChance": "simulator.uncertainty.reading",
    "Limit": "simulator.uncertainty.boxes",
    "METHODS": "simulator.uncertainty.sampling",
    "Method": "simulator.uncertainty.sampling",
    "Outcome": "simulator.uncertainty.drawing",
    "PERCENTILES": "simulator.uncertainty.reading",
    "Regret": "simulator.uncertainty.reading",
    "Shares": "simulator.uncertainty.shares",
    "Swing": "simulator.uncertainty.shares",
    "Variance": "simulator.uncertainty.reading",
    "bands": "simulator.uncertainty.reading",
    "choose_box": "simulator.uncertainty.boxes",
    "collect_draws": "simulator.uncertainty.drawing",
    "draw_results": "simulator.uncertainty.drawing",
    "entries_of": "simulator.uncertainty.drawing",
    "Found": "simulator.uncertainty.explaining",
    "explain_goal": "simulator.uncertainty.explaining",
    "explaining_points": "simulator.uncertainty.explaining",
    "figures_of": "simulator.uncertainty.shares",
    "goal_chances": "simulator.uncertainty.reading",
    "judged_goals": "simulator.uncertainty.drawing",
    "learn_operators": "simulator.uncertainty.drawing",
    "measure_regret": "simulator.uncertainty.reading",
    "most_moving": "simulator.uncertainty.shares",
    "moving_numbers": "simulator.uncertainty.shares",
    "of_one_year": "simulator.uncertainty.drawing",
    "peel": "simulator.uncertainty.boxes",
    "promises_of": "simulator.uncertainty.reaching",
    "reach_chances": "simulator.uncertainty.reaching",
    "sample_points": "simulator.uncertainty.sampling",
    "share_of_ranges": "simulator.uncertainty.sobol",
    "shared_figures": "simulator.uncertainty.reading",
    "sobol_shares": "simulator.uncertainty.sobol",
    "split_variance": "simulator.uncertainty.reading",
    "spread_weather": "simulator.uncertainty.shares",
    "sum_chances": "simulator.uncertainty.reaching",
    "swing_each": "simulator.uncertainty.shares",
    "told_indicators": "simulator.uncertainty.drawing",
    "weather_shared_out": "simulator.uncertainty.futures",
    "within": "simulator.uncertainty.boxes",
}

__all__ = [
    "CHUNK",
    "DELAY",
    "METHODS",
    "PERCENTILES",
    "Box",
    "Drawn",
    "Draws",
    "Found",
    "Future",
    "Futures",
    "GoalChance",
    "JobOdds",
    "JobSwings",
    "Limit",
    "Method",
    "Outcome",
    "Regret",
    "Shares",
    "Swing",
    "Swings",
    "Variance",
    "bands",
    "choose_box",
    "collect_draws",
    "draw_jobs",
    "draw_results",
    "entries_of",
    "explain_goal",
    "explaining_points",
    "figures_of",
    "goal_chances",
    "job_odds",
    "judged_goals",
    "learn_operators",
    "measure_regret",
    "most_moving",
    "moving_numbers",
    "of_one_year",
    "peel",
    "promises_of",
    "reach_chances",
    "sample_points",
    "share_of_ranges",
    "shared_figures",
    "sobol_shares",
    "split_variance",
    "spread_weather",
    "sum_chances",
    "swing_each",
    "swing_jobs",
    "told_indicators",
    "triangular",
    "weather_shared_out",
    "within",
]


def __getattr__(name: str) -> object:
    """Load a name from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
