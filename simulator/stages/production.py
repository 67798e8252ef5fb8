"""Room: wind, sun, bio and new small hydro become hourly supply (docs/method.md, production)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR, MONTH_OF_HOUR, WINTER_MONTHS
from simulator.premises import Assumptions, Project, Region, Scenario, WeatherYears
from simulator.realisation import ramp_share, realised
from simulator.records import Battery, Generator, Supply
from simulator.stages.profiles import capped_profile

MWH_PER_GWH: Final = 1000.0
BATTERY_PROFILE: Final = "battery"
SEASONAL_PROFILE: Final = "bio"
REGULATED_PROFILE: Final = "regulated"


def build_generators(
    scenario: Scenario, region: Region, *, weather: WeatherYears, assumptions: Assumptions
) -> tuple[Generator, ...]:
    """Give every project that generates its output through the weather years, at full size.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Uses the projects and the price areas.
    weather : WeatherYears
        Wind, sun and inflow. shape (weather, 8760)
    assumptions : Assumptions
        Uses ``project.<kind>.capacity_factor_share`` and ``project.<kind>.winter_share``.

    Returns
    -------
    tuple of Generator
        One per project in the order of the scenario, batteries left out. [per unit of nameplate], shape (weather, 8760)
    """
    return tuple(
        Generator(
            id=project.id,
            technology=project.kind,
            area=project.area,
            capacity_mw=_standing_mw(project, weather),
            output_pu=_output(project, region, weather, assumptions),
        )
        for project in scenario.projects
        if region.project_kinds[project.kind].profile != BATTERY_PROFILE
    )


def capacity_factor(project: Project, assumptions: Assumptions) -> float:
    """Return mean output over nameplate: from the stated production, else that of the kind. [share]"""
    if project.mean_gwh is not None and project.capacity_mw > 0:
        return project.mean_gwh * MWH_PER_GWH / (project.capacity_mw * HOURS_PER_YEAR)
    return assumptions[f"project.{project.kind}.capacity_factor_share"]


def seasonal_profile(mean_share: float, winter_share: float) -> NDArray[np.float64]:
    """Return a two-level year that puts a given share of its energy in October–March.

    Parameters
    ----------
    mean_share : float
        Mean over the year. [per unit]
    winter_share : float
        Part of the energy that falls in the winter half-year. [share]

    Returns
    -------
    ndarray
        [per unit], shape (8760,)
    """
    return capped_profile(seasonal_levels(winter_share), mean_share)


def seasonal_levels(winter_share: float) -> NDArray[np.float64]:
    """Return the two levels around 1 that put a given share in October–March. [1], shape (8760,)"""
    winter = np.isin(MONTH_OF_HOUR, WINTER_MONTHS)
    return np.asarray(np.where(winter, winter_share / winter.mean(), (1 - winter_share) / (1 - winter.mean())))


def build_supply(
    scenario: Scenario,
    region: Region,
    *,
    generators: tuple[Generator, ...],
    weather: WeatherYears,
    assumptions: Assumptions,
    year: int,
) -> Supply:
    """Add up what can be delivered in one year, and list the batteries.

    Returns
    -------
    Supply
        Generators at the size of the year. [MW], shape (weather, areas, 8760)
    """
    projects = {project.id: project for project in scenario.projects}
    standing = tuple(_at_size(generator, projects[generator.id], year) for generator in generators)
    available = np.zeros((weather.count, len(region.areas), HOURS_PER_YEAR))
    for generator in standing:
        if generator.capacity_mw.any():
            area = region.area_index(generator.area)
            available[:, area] += generator.capacity_mw[:, None] * generator.output_pu
    return Supply(
        year=year,
        generators=standing,
        batteries=tuple(
            _battery(project, weather, assumptions)
            for project in scenario.projects
            if region.project_kinds[project.kind].profile == BATTERY_PROFILE
            and ramp_share(year, project.opening_year, 0, project.end_year) > 0
        ),
        available_mw=available,
    )


def _output(project: Project, region: Region, weather: WeatherYears, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return the output at full size. [per unit of nameplate], shape (weather, 8760)"""
    profile = region.project_kinds[project.kind].profile
    mean_share = capacity_factor(project, assumptions)
    winter_share = assumptions[f"project.{project.kind}.winter_share"]
    if profile == SEASONAL_PROFILE:
        year = seasonal_profile(mean_share, winter_share)
        return np.broadcast_to(year, (weather.count, HOURS_PER_YEAR))
    shape, normal = (_shape(profile, project, region, years, winter_share) for years in (weather, weather.normal))
    return capped_profile(shape, mean_share, normal=normal)


def _shape(
    profile: str, project: Project, region: Region, weather: WeatherYears, winter_share: float
) -> NDArray[np.float64]:
    """Return what drives the output, around any level. shape (weather, 8760)"""
    if profile == REGULATED_PROFILE:
        return np.asarray(weather["inflow_local"].mean(axis=1, keepdims=True) * seasonal_levels(winter_share))
    market = region.areas[region.area_index(project.area)].market.lower()
    return weather[{"wind": f"wind_{market}", "inflow": "inflow_local", "solar": "solar"}[profile]]


def _standing_mw(project: Project, weather: WeatherYears) -> NDArray[np.float64]:
    """Return the nameplate, zero in weather years in which the project is not realised. [MW], shape (weather,)"""
    return np.asarray(np.where(realised(project.probability, project.id, weather), project.capacity_mw, 0.0))


def _at_size(generator: Generator, project: Project, year: int) -> Generator:
    return Generator(
        id=generator.id,
        technology=generator.technology,
        area=generator.area,
        capacity_mw=generator.capacity_mw * ramp_share(year, project.opening_year, 0, project.end_year),
        output_pu=generator.output_pu,
    )


def _battery(project: Project, weather: WeatherYears, assumptions: Assumptions) -> Battery:
    hours = project.storage_hours or assumptions[f"project.{project.kind}.storage_hours"]
    power = _standing_mw(project, weather)
    return Battery(
        id=project.id,
        area=project.area,
        power_mw=power,
        energy_mwh=power * hours,
        efficiency_share=float(np.sqrt(assumptions[f"project.{project.kind}.round_trip_share"])),
    )
