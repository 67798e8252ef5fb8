"""Room: reduce one year to regional sums, hour by hour, small enough to be kept (docs/method.md, hours)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from simulator.hours import HOURS_PER_DAY, SECONDS_PER_HOUR, day_sums
from simulator.premises import Region, WeatherYears
from simulator.records import SOURCES_OF_POWER, HourDigest, HydroSystem, Network, PowerYear

KWH_PER_MWH: Final = 1000.0
SOURCE_OF_PROFILE: Final[Mapping[str, str]] = MappingProxyType(
    {"inflow": "river", "regulated": "reservoir", "wind": "wind", "solar": "solar"}
)

Floats = NDArray[np.float64]


def digest_hours(power: PowerYear, region: Region, *, rivers: HydroSystem, weather: WeatherYears) -> HourDigest:
    """Sum one horizon year over the region, and keep every hour.

    Parameters
    ----------
    power : PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    region : Region
        Tells which profile each kind of project has.
    rivers : HydroSystem
        Tells which plants have a reservoir, and what water is worth in energy.
    weather : WeatherYears
        Temperature, and the order from dry to wet.

    Returns
    -------
    HourDigest
    """
    dispatch, demand, network = power.dispatch, power.demand, power.network
    production = produced_mw(power, region, rivers)
    own = demand.establishment_mw.sum(axis=1)
    imported, exported = dispatch.import_mw.sum(axis=1), dispatch.export_mw.sum(axis=1)
    transit = np.minimum(imported, exported)
    hourly = {
        "production_mw": production,
        "consumption_mw": demand.mw.sum(axis=1) - own,
        "establishment_mw": own,
        "import_mw": imported - transit,
        "export_mw": exported - transit,
        "unserved_mw": dispatch.unserved_mw.sum(axis=1),
        "grid_loss_mw": grid_loss_mw(dispatch.flow_mw, network.loss_share),
        "storage_mw": power.balance.storage_mw.sum(axis=1),
        "loading_share": fullest_share(dispatch.import_mw, dispatch.export_mw, network),
    }
    energy = energy_below_kwh_m3(rivers, np.where(rivers.area >= 0, rivers.energy_kwh_m3, 0.0))
    inflow = np.einsum("wsh,s->wh", rivers.inflow_m3s, energy) * SECONDS_PER_HOUR / KWH_PER_MWH
    return HourDigest(
        year=power.year,
        weather_years=weather.names,
        driest_first=_driest_first(weather, production),
        import_limit_mw=float(network.import_mw[0].sum()),
        export_limit_mw=float(network.export_mw[0].sum()),
        exchanges=network.exchanges,
        exchange_mw=(dispatch.export_mw - dispatch.import_mw).astype(np.float32),
        exchange_limit_mw=np.stack([network.import_mw[0], network.export_mw[0]], axis=-1),
        temperature_c=day_sums(weather["temperature"]) / HOURS_PER_DAY,
        inflow_mw=day_sums(inflow) / HOURS_PER_DAY,
        **_reservoirs(power, rivers, energy),  # type: ignore[arg-type]
        **_worth(power, rivers, weather),  # type: ignore[arg-type]
        **{name: values.astype(np.float32) for name, values in hourly.items()},
    )


def produced_mw(power: PowerYear, region: Region, rivers: HydroSystem) -> Floats:
    """Return what each source delivers, after curtailment. [MW], shape (weather, sources, 8760)"""
    made = np.zeros((len(power.demand.mw), len(SOURCES_OF_POWER), power.demand.mw.shape[-1]))
    place = {source: at for at, source in enumerate(SOURCES_OF_POWER)}
    for area in range(len(region.areas)):
        hydro, river = power.dispatch.hydro_mw[:, area], unregulated_mw(power, rivers, area)
        made[:, place["river"]] += river
        made[:, place["reservoir"]] += hydro - river
    kept = [_kept_share(power, area) for area in range(len(region.areas))]
    for generator in power.supply.generators:
        if generator.capacity_mw.any():
            profile = region.project_kinds[generator.technology].profile
            output = generator.capacity_mw[:, None] * generator.output_pu
            share = kept[region.area_index(generator.area)]
            made[:, place[SOURCE_OF_PROFILE.get(profile, "other")]] += output if share is None else output * share
    return made


def unregulated_mw(power: PowerYear, rivers: HydroSystem, area: int) -> Floats:
    """Return what the plants of an area that have no reservoir deliver.

    Where plants with and without a reservoir stand in one area, those without run on the local inflow of the hour; one
    that stands below another plant counts as regulated with it.

    Returns
    -------
    ndarray
        [MW], shape (weather, 8760)
    """
    hydro = power.dispatch.hydro_mw[:, area]
    here = rivers.area == area
    river = here & (rivers.storage_m3 == 0)
    if not river.any():
        return np.zeros_like(hydro)
    if river.sum() == here.sum():
        return hydro
    fed = np.union1d(rivers.turbine_to, rivers.spill_to)
    steps = [step for step in np.flatnonzero(river) if step not in fed]
    wanted = sum((_from_local_inflow(rivers, int(step)) for step in steps), np.zeros_like(hydro))
    return np.clip(wanted - power.dispatch.river_lost_mw[:, area], 0, hydro)


def _from_local_inflow(rivers: HydroSystem, step: int) -> Floats:
    """Return what a plant makes of the inflow of the hour. [MW], shape (weather, 8760)"""
    free = rivers.inflow_m3s[:, step] - rivers.min_release_m3s[step]
    through = np.clip(free, 0, rivers.max_flow_m3s[step])
    return np.asarray(through * (SECONDS_PER_HOUR * rivers.energy_kwh_m3[step] / KWH_PER_MWH))


def _kept_share(power: PowerYear, area: int) -> Floats | None:
    """Return the part of an area's available output that is delivered; None where all is. [share]"""
    curtailed, available = power.dispatch.curtailed_mw[:, area], power.supply.available_mw[:, area]
    if not curtailed.any():
        return None
    return np.divide(available - curtailed, available, out=np.ones_like(available), where=available > 0)


def grid_loss_mw(flow_mw: Floats, loss_share: Floats) -> Floats:
    """Return what all lines lose.

    Parameters
    ----------
    flow_mw : ndarray
        At the area's own end, positive towards the root. [MW], shape (weather, areas, hours)
    loss_share : ndarray
        Lost of what is sent into each line. [share], shape (areas,)

    Examples
    --------
    Ten are sent and one is lost; nine arrive of ten that were sent.

    >>> grid_loss_mw(np.array([[[10.0, -9.0]]]), np.array([0.1])).round(6)
    array([[1., 1.]])
    """
    forth = np.einsum("wah,a->wh", np.maximum(flow_mw, 0), loss_share)
    return np.asarray(forth + np.einsum("wah,a->wh", np.maximum(-flow_mw, 0), loss_share / (1 - loss_share)))


def fullest_share(import_mw: Floats, export_mw: Floats, network: Network) -> Floats:
    """Return how full the fullest exchange point is, import first, then export; 0 where nothing may pass.

    Returns
    -------
    ndarray
        [share], shape (weather, 2, hours)
    """
    period = network.period[: import_mw.shape[-1]]
    ways = []
    for flow, limits in ((import_mw, network.import_mw), (export_mw, network.export_mw)):
        limit = np.broadcast_to(limits[period].T, flow.shape)
        share = np.divide(flow, limit, out=np.zeros_like(flow), where=limit > 0)
        ways.append(share.max(axis=1, initial=0.0))
    return np.stack(ways, axis=1)


def energy_below_kwh_m3(rivers: HydroSystem, plants_kwh_m3: Floats) -> Floats:
    """Return what one m³ at each step gives in some plants on its way down. [kWh/m³], shape (steps,)

    ``plants_kwh_m3`` is the energy equivalent of each plant, 0 for those that do not count.
    """
    energy = plants_kwh_m3.copy()
    for step in reversed(range(len(energy))):  # upstream stands before downstream
        if rivers.turbine_to[step] >= 0:
            energy[step] += energy[rivers.turbine_to[step]]
    return energy


def _reservoirs(power: PowerYear, rivers: HydroSystem, energy_kwh_m3: Floats) -> dict[str, Floats | float]:
    """Return how full the region's reservoirs are together, by the energy in them, and how low they may go."""
    steps = [rivers.names.index(name) for name in power.dispatch.reservoirs]
    weight = np.where(rivers.area[steps] >= 0, energy_kwh_m3[steps], 0.0)
    room = float(weight @ rivers.storage_m3[steps])
    daily = power.dispatch.reservoir_m3[:, :, ::HOURS_PER_DAY]
    if room == 0:
        return {"reservoir_share": np.zeros((len(daily), daily.shape[-1])), "lowest_share": 0.0}
    return {
        "reservoir_share": np.einsum("wrd,r->wd", daily, weight) / room,
        "lowest_share": float(weight @ rivers.minimum_m3[steps]) / room,
    }


def _worth(power: PowerYear, rivers: HydroSystem, weather: WeatherYears) -> dict[str, Floats]:
    """Return what power is paid and what water is worth in the region's reservoirs, by the power of their plants."""
    steps = np.array([rivers.names.index(name) for name in power.dispatch.reservoirs], dtype=int)
    chain = energy_below_kwh_m3(rivers, rivers.energy_kwh_m3)[steps] / KWH_PER_MWH
    worth = power.dispatch.water_value_eur_m3 / np.where(chain > 0, chain, np.inf)[:, None]
    most = np.where(rivers.area[steps] >= 0, (rivers.max_flow_m3s * rivers.energy_kwh_m3)[steps], 0.0)
    weight = most / (most.sum() or 1.0)
    paid = np.einsum("rwh,r->wh", weather.market_price_eur_mwh[rivers.market[steps]], weight)
    return {
        "reservoir_price_eur_mwh": paid.astype(np.float32),
        "water_value_eur_mwh": np.einsum("wrd,r->wd", worth, weight),
    }


def _driest_first(weather: WeatherYears, production_mw: Floats) -> tuple[int, ...]:
    """Return the weather years from dry to wet; by what they give where nobody has ranked them."""
    order = np.argsort(production_mw.sum(axis=(1, 2))) if weather.order is None else weather.order
    return tuple(int(place) for place in order)
