"""How an establishment's load varies, and which parts of it can wait, stop or be cut (docs/method.md, consumption)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_YEAR, month_sums
from simulator.premises import Area, Assumptions, Establishment, Region, Scenario, WeatherYears
from simulator.realisation import reached_share, realised
from simulator.records import Battery
from simulator.stages.consumption.habits import Habits, load_around_one
from simulator.stages.profiles import capped_profile

DATA_CENTRE: Final = "data_centre"
LOSSLESS: Final = 1.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EstablishmentProfile:
    """The load of one establishment per MW of capacity, zero in weather years in which it is not realised.

    Parameters
    ----------
    load_pu : ndarray
        [per unit of capacity], shape (weather, 8760)
    month_hours : ndarray
        Its monthly sums: energy per MW. [MWh/MW], shape (weather, 12)
    stopped_hours, cooling_hours : ndarray
        Energy per MW that stands still because the price is high, and that cools servers. [MWh/MW], shape (weather,)
    """

    load_pu: Floats
    month_hours: Floats
    stopped_hours: Floats
    cooling_hours: Floats


def build_establishment_profiles(
    scenario: Scenario, region: Region, *, habits: Habits, weather: WeatherYears, assumptions: Assumptions
) -> tuple[EstablishmentProfile, ...]:
    """Draw the load of every establishment through the weather years.

    Parameters
    ----------
    scenario, region : Scenario, Region
        Establishments; load shapes, areas and kinds.
    habits : Habits
        Heating degrees of the areas.
    weather : WeatherYears
        Temperature, price and lots.
    assumptions : Assumptions
        Uses ``establishment.<kind>.load_factor_share`` and ``demand.cooling_*``.

    Returns
    -------
    tuple of EstablishmentProfile
        In the order of the scenario.
    """
    return tuple(_profile(one, region, habits, weather, assumptions) for one in scenario.establishments)


def _profile(
    one: Establishment, region: Region, habits: Habits, weather: WeatherYears, assumptions: Assumptions
) -> EstablishmentProfile:
    place = region.area_index(one.area)
    area = region.areas[place]
    overhead = _cooling_overhead(one, region, area, weather, assumptions)
    wanted = _wanted(one, region, habits, place, overhead, assumptions)
    wanted = wanted * realised(one.probability, one.id, weather)[:, None]
    load = wanted
    if one.price_sensitive_share and one.price_limit_eur_mwh is not None:
        price = weather[f"price_{area.market.lower()}"]
        load = price_sensitive(wanted, price, one.price_sensitive_share, one.price_limit_eur_mwh)
    cooling = np.zeros(weather.count) if overhead is None else (load * (overhead / (1 + overhead))).sum(axis=1)
    return EstablishmentProfile(
        load_pu=load,
        month_hours=month_sums(load),
        stopped_hours=(wanted - load).sum(axis=1),
        cooling_hours=cooling,
    )


def _wanted(
    one: Establishment,
    region: Region,
    habits: Habits,
    place: int,
    overhead: Floats | None,
    assumptions: Assumptions,
) -> Floats:
    """Return what an establishment would use if nothing stopped it. [per unit of capacity], shape (weather, 8760)"""
    usual = assumptions[f"establishment.{one.kind}.load_factor_share"]
    mean_share = usual if one.load_factor_share is None else one.load_factor_share
    degrees = habits.degrees[:, place]
    if one.curve is not None:
        curve = own_load(np.array(one.curve.values), one.load_factor_share)
        return np.broadcast_to(curve, degrees.shape)
    shape = region.load_shapes[one.load_shape or region.establishment_kinds[one.kind].profile]
    load = load_around_one(shape, degrees, float(habits.usual_degrees[place]))
    return capped_profile(load if overhead is None else load * (1 + overhead), mean_share)


def own_load(curve: Floats, load_factor_share: float | None) -> Floats:
    """Scale an own hourly curve to the capacity.

    Parameters
    ----------
    curve : ndarray
        Load in any unit, 0 or more, not all 0. shape (8760,)
    load_factor_share : float or None
        Mean load over capacity, where it is stated; otherwise the highest hour is the full capacity. [share]

    Returns
    -------
    ndarray
        [per unit of capacity], shape (8760,)

    Examples
    --------
    >>> own_load(np.array([1.0, 2.0, 4.0, 1.0]), None).tolist()
    [0.25, 0.5, 1.0, 0.25]
    >>> own_load(np.array([1.0, 2.0, 4.0, 1.0]), 0.25).tolist()
    [0.125, 0.25, 0.5, 0.125]
    """
    return curve / curve.max() if load_factor_share is None else capped_profile(curve, load_factor_share)


def cooling_overhead(temperature_c: Floats, *, base_share: float, share_per_c: float, free_c: float) -> Floats:
    """Return what a data centre uses beside its servers, per unit of what the servers use: its PUE less 1.

    Parameters
    ----------
    temperature_c : ndarray
        Outdoor temperature. [°C], shape (weather, hours)
    base_share : float
        Fans, pumps, conversion: always there. [share of the servers' use]
    share_per_c : float
        Added by each degree above `free_c`, where outdoor air no longer cools enough. [1/°C]
    free_c : float
        Warmest air that cools for nothing. [°C]

    Returns
    -------
    ndarray
        [share of the servers' use], shape (weather, hours)

    Examples
    --------
    >>> cooling_overhead(np.array([[-20.0, 10.0, 20.0]]), base_share=0.1, share_per_c=0.01, free_c=10.0).round(3)
    array([[0.1, 0.1, 0.2]])
    """
    return np.asarray(base_share + share_per_c * np.maximum(temperature_c - free_c, 0))


def _cooling_overhead(
    one: Establishment, region: Region, area: Area, weather: WeatherYears, assumptions: Assumptions
) -> Floats | None:
    """Return the overhead of a data centre; None for others, and where an own curve holds it already."""
    if region.establishment_kinds[one.kind].group != DATA_CENTRE or one.curve is not None:
        return None
    return cooling_overhead(
        weather["temperature"] + area.temperature_offset_c,
        base_share=assumptions["demand.cooling_base_share"],
        share_per_c=assumptions["demand.cooling_share_per_c"],
        free_c=assumptions["demand.cooling_free_c"],
    )


def price_sensitive(load_pu: Floats, price_eur_mwh: Floats, share: float, limit_eur_mwh: float) -> Floats:
    """Let a share of a load stand still in hours that are dearer than a limit.

    Parameters
    ----------
    load_pu : ndarray
        What is wanted. [per unit of capacity], shape (weather, hours)
    price_eur_mwh : ndarray
        Market price of the area, same shape. [EUR/MWh]
    share : float
        Part of the load that stands still. [share]
    limit_eur_mwh : float
        At this price it still runs. [EUR/MWh]

    Returns
    -------
    ndarray
        [per unit of capacity], shape (weather, hours)

    Examples
    --------
    >>> price_sensitive(np.ones((1, 3)), np.array([[60.0, 70.0, 70.1]]), 0.25, 70.0)
    array([[1.  , 1.  , 0.75]])
    """
    return np.asarray(load_pu * np.where(price_eur_mwh > limit_eur_mwh, 1 - share, 1.0))


def size_mw(one: Establishment, assumptions: Assumptions, year: int) -> float:
    """Return the capacity that an establishment has reached in a year, all steps together. [MW]"""
    usual = assumptions[f"establishment.{one.kind}.ramp_up_years"]
    ramp_up = usual if one.ramp_up_years is None else one.ramp_up_years
    return one.full_mw * reached_share(one, year, ramp_up)


def shift_stores(
    scenario: Scenario,
    *,
    establishment_profiles: tuple[EstablishmentProfile, ...],
    assumptions: Assumptions,
    year: int,
) -> tuple[Battery, ...]:
    """Return the load that can wait as lossless stores: what is put off is used later, within the window.

    Parameters
    ----------
    scenario : Scenario
        Uses ``shiftable_share`` and ``shift_hours``.
    establishment_profiles : tuple of EstablishmentProfile
        For the mean load.
    assumptions : Assumptions
        Uses ``demand.shift_hours`` where an establishment does not state it.
    year : int
        Horizon year.

    Returns
    -------
    tuple of Battery
        Power is that part of the mean load, energy what can wait at most. [MW], [MWh], shape (weather,)
    """
    stores = []
    for one, profile in zip(scenario.establishments, establishment_profiles, strict=True):
        size = size_mw(one, assumptions, year) * one.shiftable_share
        if size > 0:
            power = size * profile.month_hours.sum(axis=1) / HOURS_PER_YEAR
            hours = one.shift_hours or assumptions["demand.shift_hours"]
            stores.append(
                Battery(id=one.id, area=one.area, power_mw=power, energy_mwh=power * hours, efficiency_share=LOSSLESS)
            )
    return tuple(stores)
