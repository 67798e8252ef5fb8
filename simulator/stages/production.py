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
WIND_PROFILE: Final = "wind"
HALF: Final = 0.5
REACHED_SHARE: Final = 0.98  # a stated mean above this part of what is available is taken at its word


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
        Uses ``project.<kind>.capacity_factor_share``, ``.winter_share``, ``.forced_outage_share`` and
        ``.planned_outage_share``, and ``production.wind_*`` on ice and wake.

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
    shape = _shape(profile, project, region, weather, assumptions)
    drawn = weather.normal
    normal = shape if drawn is weather else _shape(profile, project, region, drawn, assumptions)
    mean_share, ceiling = capacity_factor(project, assumptions), available_share(project.kind, assumptions)
    reachable = REACHED_SHARE * float((ceiling * (normal > 0)).mean())
    output = capped_profile(shape, mean_share, normal=normal, ceiling=ceiling if mean_share < reachable else None)
    return np.broadcast_to(output, (weather.count, HOURS_PER_YEAR))


def _shape(
    profile: str, project: Project, region: Region, weather: WeatherYears, assumptions: Assumptions
) -> NDArray[np.float64]:
    """Return what drives the output, around any level. shape (weather, 8760), or (8760,) where weather does not"""
    levels = seasonal_levels(assumptions[f"project.{project.kind}.winter_share"])
    if profile == SEASONAL_PROFILE:
        return levels
    if profile == REGULATED_PROFILE:
        return np.asarray(weather["inflow_local"].mean(axis=1, keepdims=True) * levels)
    market = region.areas[region.area_index(project.area)].market.lower()
    if profile == WIND_PROFILE:
        return wind_behind_ice_and_wake(weather[f"wind_{market}"], weather["temperature"], assumptions)
    return weather[{"inflow": "inflow_local", "solar": "solar"}[profile]]


def wind_behind_ice_and_wake(
    wind_pu: NDArray[np.float64], temperature_c: NDArray[np.float64], assumptions: Assumptions
) -> NDArray[np.float64]:
    """Take from the wind what ice on the blades and the wake of other turbines cost, hour by hour.

    Parameters
    ----------
    wind_pu : ndarray
        [per unit of capacity], shape (weather, hours)
    temperature_c : ndarray
        At the station of the weather years. [°C], same shape
    assumptions : Assumptions
        Uses ``production.wind_icing_*``, ``production.wind_site_offset_c``, ``production.wind_humid_wind_pu`` and
        ``production.wind_wake_share``.

    Returns
    -------
    ndarray
        A shape; the stated mean production stays what it is. [per unit of capacity], same shape

    Notes
    -----
    The wake takes most at part load and nothing at full wind. No humidity is drawn: frosty air that moves stands for
    humid air, as calm cold is clear in these valleys.
    """
    site_c = temperature_c + assumptions["production.wind_site_offset_c"]
    coldest, warmest = (assumptions[f"production.wind_icing_{end}_c"] for end in ("coldest", "warmest"))
    iced = (site_c >= coldest) & (site_c <= warmest) & (wind_pu >= assumptions["production.wind_humid_wind_pu"])
    kept = 1 - assumptions["production.wind_wake_share"] * (1 - wind_pu)
    return np.asarray(wind_pu * kept * np.where(iced, 1 - assumptions["production.wind_icing_loss_share"], 1.0))


def available_share(kind: str, assumptions: Assumptions) -> NDArray[np.float64]:
    """Return the part of the nameplate that does not stand for faults or upkeep.

    Parameters
    ----------
    kind : str
        Kind of project.
    assumptions : Assumptions
        Uses ``project.<kind>.forced_outage_share``, lost in every hour, ``.planned_outage_share``, lost in the
        half-year in which the kind makes least, and ``.winter_share`` to tell which that is.

    Returns
    -------
    ndarray
        [0–1], shape (8760,)
    """
    forced, planned, winter_share = (
        assumptions[f"project.{kind}.{name}"]
        for name in ("forced_outage_share", "planned_outage_share", "winter_share")
    )
    winter = np.isin(MONTH_OF_HOUR, WINTER_MONTHS)
    least = ~winter if winter_share >= HALF else winter
    return np.asarray(np.maximum(1 - forced - planned * least / least.mean(), 0))


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
