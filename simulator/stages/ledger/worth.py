"""What establishments' power and the surplus that leaves are worth, hour by hour (docs/method.md, ledger)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Region, Scenario, WeatherYears
from simulator.records import PowerYear

Floats = NDArray[np.float64]


def sum_worth(power: PowerYear, scenario: Scenario, region: Region, weather: WeatherYears) -> dict[str, Floats]:
    """Value what establishments use and what is sold out of the region, hour by hour.

    Parameters
    ----------
    power : PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    scenario, region : Scenario, Region
        Order of the establishments; market of each area.
    weather : WeatherYears
        Prices.

    Returns
    -------
    dict of str to ndarray
        ``establishment_value_eur`` shape (weather, establishments) and ``export_value_eur`` shape (weather,): what
        passes through in the same hour is left out, in proportion at every exchange point. [EUR]
    """
    places = {one.id: place for place, one in enumerate(scenario.establishments)}
    used = np.zeros((weather.count, len(places)))
    for load in power.demand.loads:
        price = weather[f"price_{region.areas[region.area_index(load.area)].market.lower()}"]
        used[:, places[load.id]] += load.capacity_mw * np.einsum("wh,wh->w", load.load_pu, price)
    prices = weather.market_price_eur_mwh
    exported, imported = power.dispatch.export_mw.sum(axis=1), power.dispatch.import_mw.sum(axis=1)
    own = np.divide(
        exported - np.minimum(exported, imported), exported, out=np.zeros_like(exported), where=exported > 0
    )
    sold = np.zeros(weather.count)
    for point, market in enumerate(power.network.exchange_market):
        sold += np.einsum("wh,wh,wh->w", power.dispatch.export_mw[:, point], own, prices[market])
    return {"establishment_value_eur": used, "export_value_eur": sold}
