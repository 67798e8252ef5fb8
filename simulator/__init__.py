"""Power surplus of Nord-Østerdal: scenarios in, answers out.

>>> from simulator import load_region, load_scenario, load_weather, resolve, scenario_folder, simulate
>>> region = load_region()
>>> scenario = load_scenario(scenario_folder() / "reference.toml", region)
>>> scenario.title
'Dagens utvikling'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from simulator.version import VERSION

if TYPE_CHECKING:
    from simulator.errors import InputError, Problem
    from simulator.inputs.assumptions import resolve
    from simulator.inputs.levers import load_levers
    from simulator.inputs.places import data_folder, scenario_folder
    from simulator.inputs.region import load_region
    from simulator.inputs.scenario import load_scenario, read_scenario
    from simulator.inputs.weather import load_weather
    from simulator.premises import Assumptions, Establishment, Project, Region, Scenario, WeatherYears
    from simulator.questions.choosing import Limit, Rule
    from simulator.questions.hosting import Fit, largest_that_fits
    from simulator.questions.needed import Terms, mends_for_each
    from simulator.questions.portfolio import Aim, Portfolio, find_portfolio
    from simulator.recall import Recall
    from simulator.records import HourDigest, PowerYear, Result
    from simulator.simulation import simulate, simulate_hours, simulate_power
    from simulator.uncertainty import Draws, job_odds

__version__ = VERSION

# Where each name lives: it is loaded when it is first asked for, so that the command line answers at once.
HOMES: Final = {
    "Aim": "simulator.questions.portfolio",
    "Assumptions": "simulator.premises",
    "Draws": "simulator.uncertainty",
    "Establishment": "simulator.premises",
    "Fit": "simulator.questions.hosting",
    "HourDigest": "simulator.records",
    "InputError": "simulator.errors",
    "Limit": "simulator.questions.choosing",
    "Portfolio": "simulator.questions.portfolio",
    "PowerYear": "simulator.records",
    "Problem": "simulator.errors",
    "Project": "simulator.premises",
    "Recall": "simulator.recall",
    "Region": "simulator.premises",
    "Result": "simulator.records",
    "Rule": "simulator.questions.choosing",
    "Scenario": "simulator.premises",
    "Terms": "simulator.questions.needed",
    "WeatherYears": "simulator.premises",
    "data_folder": "simulator.inputs.places",
    "find_portfolio": "simulator.questions.portfolio",
    "job_odds": "simulator.uncertainty",
    "largest_that_fits": "simulator.questions.hosting",
    "load_levers": "simulator.inputs.levers",
    "load_region": "simulator.inputs.region",
    "load_scenario": "simulator.inputs.scenario",
    "load_weather": "simulator.inputs.weather",
    "mends_for_each": "simulator.questions.needed",
    "read_scenario": "simulator.inputs.scenario",
    "resolve": "simulator.inputs.assumptions",
    "scenario_folder": "simulator.inputs.places",
    "simulate": "simulator.simulation",
    "simulate_hours": "simulator.simulation",
    "simulate_power": "simulator.simulation",
}

__all__ = [
    "Aim",
    "Assumptions",
    "Draws",
    "Establishment",
    "Fit",
    "HourDigest",
    "InputError",
    "Limit",
    "Portfolio",
    "PowerYear",
    "Problem",
    "Project",
    "Recall",
    "Region",
    "Result",
    "Rule",
    "Scenario",
    "Terms",
    "WeatherYears",
    "__version__",
    "data_folder",
    "find_portfolio",
    "job_odds",
    "largest_that_fits",
    "load_levers",
    "load_region",
    "load_scenario",
    "load_weather",
    "mends_for_each",
    "read_scenario",
    "resolve",
    "scenario_folder",
    "simulate",
    "simulate_hours",
    "simulate_power",
]


def __getattr__(name: str) -> object:
    """Load a name from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
