"""Door to the weather: the years that a scenario asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from simulator.inputs.climate import draw_weather_years, load_climate, rank_years
from simulator.inputs.places import data_folder
from simulator.premises import Weather, WeatherYears

THIRDS: Final = {"dry": 0, "median": 1, "wet": 2}


def load_weather(wanted: Weather, folder: Path | None = None) -> WeatherYears:
    """Draw the weather years of a scenario from the climate tables.

    Parameters
    ----------
    wanted : Weather
        Count, seed and choice. ``dry``, ``median`` and ``wet`` keep that third of the years drawn, at least one, so
        that every scenario with the same count and seed meets the same years.
    folder : Path, optional
        Folder of the climate tables; the shipped ones if left out.

    Returns
    -------
    WeatherYears

    Raises
    ------
    InputError
        If the climate tables are faulty.
    """
    climate = load_climate(folder or data_folder() / "climate")
    weather = draw_weather_years(climate, count=wanted.count, seed=wanted.seed)
    if wanted.choose == "all":
        return weather
    order = rank_years(weather, climate.catchments["rank_weight"])
    third = THIRDS[wanted.choose]
    first = third * len(order) // len(THIRDS)
    last = max((third + 1) * len(order) // len(THIRDS), first + 1)
    return weather.select(order[first:last])
