"""What every project and plant delivered, could not deliver, and earned in the market (docs/method.md, ledger)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.hours import MONTHS_PER_YEAR, month_sums
from simulator.premises import Region, Scenario, WeatherYears
from simulator.records import HydroSystem, PowerYear

Floats = NDArray[np.float64]


def sum_projects(power: PowerYear, scenario: Scenario, region: Region, weather: WeatherYears) -> dict[str, Floats]:
    """Sum delivered energy, curtailment and market value project by project.

    Parameters
    ----------
    power : PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    scenario, region : Scenario, Region
        Order of the projects; market of each area.
    weather : WeatherYears
        Prices.

    Returns
    -------
    dict of str to ndarray
        ``month_mwh`` [MWh], shape (weather, projects, 12); ``value_eur``, and ``flat_eur`` the same energy at the plain
        mean price of the year [EUR]; ``curtailed_mwh`` [MWh]; shape (weather, projects).

    Notes
    -----
    Within an area every project gives up the same share of what it could deliver.
    """
    shape = (weather.count, len(scenario.projects))
    sums = {name: np.zeros(shape) for name in ("value_eur", "flat_eur", "curtailed_mwh")}
    sums["month_mwh"] = np.zeros((*shape, MONTHS_PER_YEAR))
    places = {project.id: place for place, project in enumerate(scenario.projects)}
    kept: dict[int, Floats | None] = {}
    for generator in power.supply.generators:
        if not generator.capacity_mw.any():
            continue
        area, place = region.area_index(generator.area), places[generator.id]
        price = weather[f"price_{region.areas[area].market.lower()}"]
        if area not in kept:
            kept[area] = _kept_share(power, area)
        share, capacity = kept[area], generator.capacity_mw
        output = generator.output_pu if share is None else generator.output_pu * share
        sums["month_mwh"][:, place] = capacity[:, None] * month_sums(output)
        sums["value_eur"][:, place] = capacity * np.einsum("wh,wh->w", output, price)
        delivered = sums["month_mwh"][:, place].sum(axis=-1)
        sums["flat_eur"][:, place] = delivered * price.mean(axis=1)
        if share is not None:
            lost = capacity * generator.output_pu.sum(axis=1) - delivered
            sums["curtailed_mwh"][:, place] = np.maximum(lost, 0)
    return sums


def _kept_share(power: PowerYear, area: int) -> Floats | None:
    """Return the part of what could be delivered that was not curtailed; None where all was kept.

    [share], shape (weather, 8760)
    """
    curtailed = power.dispatch.curtailed_mw[:, area]
    if not curtailed.any():
        return None
    available = power.supply.available_mw[:, area]
    kept = np.ones(available.shape)
    np.divide(available - curtailed, available, out=kept, where=available > 0)
    return kept


def flat_plant_value(power: PowerYear, rivers: HydroSystem, weather: WeatherYears) -> Floats:
    """Return the energy of each plant at the plain mean price of its market. [EUR], shape (weather, plants)"""
    mean_eur_mwh = np.stack([weather["price_no1"].mean(axis=1), weather["price_no3"].mean(axis=1)], axis=1)
    return np.asarray(power.dispatch.plant_mwh.sum(axis=-1) * mean_eur_mwh[:, rivers.market])
