"""The smallest system that all loops can run on: what they are compiled with."""

from __future__ import annotations

import numpy as np

from simulator.hours import HOURS_PER_DAY, MONTHS_PER_YEAR
from simulator.records import Battery, Demand, HydroSystem, MarketTerms, Network, PowerSystem, Supply

AREA = "one"


def smallest_system() -> PowerSystem:
    """Return one area with a reservoir, a battery and an exchange point, for one day of one weather year."""
    hours, none = HOURS_PER_DAY, np.zeros((1, 1, HOURS_PER_DAY))
    one, ones = np.zeros(1, dtype=np.int64), np.ones(1)
    return PowerSystem(
        supply=Supply(
            year=0,
            generators=(),
            batteries=(Battery(id=AREA, area=AREA, power_mw=ones, energy_mwh=ones, efficiency_share=1.0),),
            available_mw=none.copy(),
        ),
        demand=_demand(hours),
        rivers=_river(hours),
        network=Network(
            areas=(AREA,),
            links=(),
            exchanges=(AREA,),
            order=one,
            parent=one - 1,
            period=np.zeros(hours, dtype=np.int64),
            capacity_mw=np.full((1, 1), np.inf),
            loss_share=np.zeros(1),
            link=one - 1,
            exchange_area=one,
            exchange_market=one,
            import_mw=np.ones((1, 1)),
            export_mw=np.ones((1, 1)),
        ),
        price_eur_mwh=np.full((2, 1, hours), 1.0),
        terms=MarketTerms(
            import_fee_eur_mwh=0.0,
            export_fee_eur_mwh=0.0,
            establishment_cut_eur_mwh=10.0,
            unserved_eur_mwh=20.0,
        ),
    )


def _demand(hours: int) -> Demand:
    group_mwh = np.zeros((1, 1, MONTHS_PER_YEAR))
    group_mwh[0, 0, 0] = hours
    return Demand(
        year=0,
        groups=(AREA,),
        mw=np.ones((1, 1, hours)),
        establishment_mw=np.zeros((1, 1, hours)),
        group_mwh=group_mwh,
        establishment_mwh=np.zeros((1, 0)),
    )


def _river(hours: int) -> HydroSystem:
    one, ones = np.zeros(1, dtype=np.int64), np.ones(1)
    return HydroSystem(
        names=(AREA,),
        plants=(AREA,),
        storage_m3=ones * 1e4,
        minimum_m3=ones * 0.0,
        max_flow_m3s=ones,
        min_release_m3s=ones * 0.0,
        energy_kwh_m3=ones,
        peaking_share=ones,
        turbine_to=one - 1,
        spill_to=one - 1,
        travel_hours=one + 1,
        area=one,
        market=one,
        inflow_m3s=np.ones((1, 1, hours)),
        flow_before_m3s=np.ones((1, 1)),
        start_m3=ones,
        target_share=np.full((1, hours), 0.5),
        price_rank=np.zeros((2, 1, hours), dtype=np.uint8),
        steering_ahead_hours=hours,
        inflow_memory_hours=float(hours),
    )
