"""Room: supply, demand, rivers, grid and prices of one year become one system (docs/method.md, dispatch)."""

from __future__ import annotations

from simulator.premises import Assumptions, WeatherYears
from simulator.records import Demand, HydroSystem, MarketTerms, Network, PowerSystem, Supply


def build_system(
    supply: Supply,
    demand: Demand,
    rivers: HydroSystem,
    network: Network,
    *,
    weather: WeatherYears,
    assumptions: Assumptions,
) -> PowerSystem:
    """Put together what the dispatch of one year is given.

    Parameters
    ----------
    supply, demand, rivers, network
        Of the year. [MW], [m³], shape (weather, …)
    weather : WeatherYears
        Prices of NO1 and NO3. [EUR/MWh], shape (weather, 8760)
    assumptions : Assumptions
        Uses ``dispatch.import_fee_eur_mwh``, ``dispatch.export_fee_eur_mwh``, ``dispatch.establishment_cut_eur_mwh``
        and ``dispatch.unserved_eur_mwh``.

    Returns
    -------
    PowerSystem
    """
    return PowerSystem(
        supply=supply,
        demand=demand,
        rivers=rivers,
        network=network,
        price_eur_mwh=weather.market_price_eur_mwh,
        terms=MarketTerms(
            import_fee_eur_mwh=assumptions["dispatch.import_fee_eur_mwh"],
            export_fee_eur_mwh=assumptions["dispatch.export_fee_eur_mwh"],
            establishment_cut_eur_mwh=assumptions["dispatch.establishment_cut_eur_mwh"],
            unserved_eur_mwh=assumptions["dispatch.unserved_eur_mwh"],
        ),
    )
