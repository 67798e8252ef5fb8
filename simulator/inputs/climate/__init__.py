"""The climate door: published statistics in, many possible weather years out."""

from simulator.inputs.climate.draw import draw_weather_years, rank_years
from simulator.inputs.climate.tables import ClimateTables, load_climate

__all__ = ["ClimateTables", "draw_weather_years", "load_climate", "rank_years"]
