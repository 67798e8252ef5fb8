"""Power surplus of Nord-Østerdal: scenarios in, answers out.

>>> from simulator import load_region, load_scenario, load_weather, resolve, scenario_folder, simulate
>>> region = load_region()
>>> scenario = load_scenario(scenario_folder() / "reference.toml", region)
>>> scenario.title
'Dagens utvikling'
"""

from simulator.errors import InputError, Problem
from simulator.inputs.assumptions import resolve
from simulator.inputs.places import data_folder, scenario_folder
from simulator.inputs.region import load_region
from simulator.inputs.scenario import load_scenario, read_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Assumptions, Region, Scenario, WeatherYears
from simulator.records import PowerYear, Result
from simulator.simulation import simulate, simulate_power
from simulator.version import VERSION

__version__ = VERSION

__all__ = [
    "Assumptions",
    "InputError",
    "PowerYear",
    "Problem",
    "Region",
    "Result",
    "Scenario",
    "WeatherYears",
    "__version__",
    "data_folder",
    "load_region",
    "load_scenario",
    "load_weather",
    "read_scenario",
    "resolve",
    "scenario_folder",
    "simulate",
    "simulate_power",
]
