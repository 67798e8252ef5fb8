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
    from simulator.premises import Assumptions, Region, Scenario, WeatherYears
    from simulator.records import HourDigest, PowerYear, Result
    from simulator.simulation import simulate, simulate_hours, simulate_power

__version__ = VERSION

# Where each name lives: it is loaded when it is first asked for, so that the command line answers at once.
HOMES: Final = {
    "Assumptions": "simulator.premises",
    "HourDigest": "simulator.records",
    "InputError": "simulator.errors",
    "PowerYear": "simulator.records",
    "Problem": "simulator.errors",
    "Region": "simulator.premises",
    "Result": "simulator.records",
    "Scenario": "simulator.premises",
    "WeatherYears": "simulator.premises",
    "data_folder": "simulator.inputs.places",
    "load_levers": "simulator.inputs.levers",
    "load_region": "simulator.inputs.region",
    "load_scenario": "simulator.inputs.scenario",
    "load_weather": "simulator.inputs.weather",
    "read_scenario": "simulator.inputs.scenario",
    "resolve": "simulator.inputs.assumptions",
    "scenario_folder": "simulator.inputs.places",
    "simulate": "simulator.simulation",
    "simulate_hours": "simulator.simulation",
    "simulate_power": "simulator.simulation",
}

__all__ = [
    "Assumptions",
    "HourDigest",
    "InputError",
    "PowerYear",
    "Problem",
    "Region",
    "Result",
    "Scenario",
    "WeatherYears",
    "__version__",
    "data_folder",
    "load_levers",
    "load_region",
    "load_scenario",
    "load_weather",
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
