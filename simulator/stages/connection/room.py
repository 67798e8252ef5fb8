"""From the finished hours of one year to cuts, headroom, coincidence and full lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.premises import Assumptions, Region, Scenario
from simulator.records import Connections, Network, PowerYear
from simulator.stages.adequacy import longest_event_hours
from simulator.stages.connection.headroom import extra_withdrawal_mw, largest_load_mw

THRESHOLD_MW: Final = 1e-3

Floats = NDArray[np.float64]


class Limits(NamedTuple):
    """What lines and exchange points may carry, hour by hour or, without outages, once. [MW], shape (names, hours)"""

    capacity: Floats
    imports: Floats
    exports: Floats


def settle_connections(
    power: PowerYear,
    scenario: Scenario,
    region: Region,
    *,
    loads: Mapping[str, Floats],
    assumptions: Assumptions,
) -> Connections:
    """Tell whom the grid cuts in one year, what it could feed more, and which lines are full.

    Parameters
    ----------
    power : PowerYear
        Hour by hour. [MW], shape (weather, areas, 8760)
    scenario, region : Scenario, Region
        Where establishments stand, and which way lines are named.
    loads : mapping of str to ndarray
        How the load of each establishment runs, by id and to any scale; what an area cuts is shared out by it. Those
        that use no power in the year may be left out. shape (weather, 8760)
    assumptions : Assumptions
        Uses ``connection.cut_limit_hours``. [hours]

    Returns
    -------
    Connections
        With a leading year axis of length 1.
    """
    network, peak_hour = power.network, power.demand.mw.sum(axis=1).argmax(axis=-1)
    limits = _limits(network, power.dispatch.flow_mw.shape[-1])
    cut_limit_hours = assumptions["connection.cut_limit_hours"]
    places = [region.area_index(one.area) for one in scenario.establishments]
    by_place = [loads.get(one.id) for one in scenario.establishments]
    weather_years = range(len(power.demand.mw))
    rows = [
        {
            **_headroom(power, weather, limits, cut_limit_hours),
            **_full_hours(power, weather, limits),
            **_area_coincidence(power.demand.mw[weather], int(peak_hour[weather])),
            **_area_cuts(power.dispatch.establishment_cut_mw[weather]),
            **_establishments(power, weather, by_place, places, int(peak_hour[weather])),
        }
        for weather in weather_years
    ]
    stacked = {name: np.stack([row[name] for row in rows])[None] for name in rows[0]}
    stacked["link_full_hours"] = _by_link(stacked["link_full_hours"], network, region)
    return Connections(
        years=(power.year,),
        areas=network.areas,
        establishments=tuple(one.id for one in scenario.establishments),
        links=network.links,
        exchanges=network.exchanges,
        **stacked,
    )


def stack_connections(parts: Sequence[Connections]) -> Connections:
    """Join single years along the year axis."""
    joined: dict[str, Any] = {}
    for field in fields(Connections):
        values = [getattr(part, field.name) for part in parts]
        joined[field.name] = np.concatenate(values) if isinstance(values[0], np.ndarray) else values[0]
    return Connections(**{**joined, "years": tuple(year for part in parts for year in part.years)})


def _limits(network: Network, hours: int) -> Limits:
    period = network.period[:hours]
    if not period.any():
        period = period[:1]
    return Limits(*(limit[period].T for limit in (network.capacity_mw, network.import_mw, network.export_mw)))


def _headroom(power: PowerYear, weather: int, limits: Limits, cut_limit_hours: float) -> dict[str, Floats]:
    """Return what each area could take more. [MW], shape (areas,)"""
    dispatch = power.dispatch
    flow = dispatch.flow_mw[weather]
    source = np.zeros_like(flow)
    spare = np.maximum(limits.imports - dispatch.import_mw[weather], 0) + dispatch.export_mw[weather]
    for area, more in zip(power.network.exchange_area, spare, strict=True):
        source[area] += more
    extra = extra_withdrawal_mw(power.network, flow_mw=flow, source_mw=source, capacity_mw=limits.capacity)
    firm, conditional = largest_load_mw(extra, cut_limit_hours)
    return {"firm_headroom_mw": firm, "conditional_headroom_mw": conditional}


def _full_hours(power: PowerYear, weather: int, limits: Limits) -> dict[str, Floats]:
    """Count hours at the limit: each area's line towards the root and away, each point in and out. [hours]"""
    dispatch, keep = power.dispatch, 1 - power.network.loss_share[:, None]
    flow, capacity = dispatch.flow_mw[weather], limits.capacity
    ways = (flow, capacity), (-flow, capacity * keep)
    points = (dispatch.import_mw[weather], limits.imports), (dispatch.export_mw[weather], limits.exports)
    return {
        "link_full_hours": np.stack([_at_limit_hours(*way) for way in ways], axis=-1),
        "exchange_full_hours": np.stack([_at_limit_hours(*way) for way in points], axis=-1),
    }


def _at_limit_hours(mw: Floats, limit_mw: Floats) -> Floats:
    """Count the hours in which something carries all it may; what may carry nothing is out, not full. shape (names,)"""
    full = mw >= limit_mw - THRESHOLD_MW
    return (full & (limit_mw > 0)).sum(axis=-1).astype(float) if full.any() else np.zeros(len(mw))


def _by_link(hours: Floats, network: Network, region: Region) -> Floats:
    """Order what was counted by area and towards the root by line, first the way the line is named.

    Returns
    -------
    ndarray
        shape (years, weather, links, 2)
    """
    ordered = np.zeros((*hours.shape[:2], len(network.links), 2))
    for area, link in enumerate(network.link):
        if link >= 0:
            forth = region.links[link].area_from == network.areas[area]
            ordered[:, :, link] = hours[:, :, area] if forth else hours[:, :, area, ::-1]
    return ordered


def _area_coincidence(load: Floats, peak_hour: int) -> dict[str, Floats]:
    """Hold the load in the region's peak hour against the own peaks. [share]"""
    peaks = load.max(axis=-1)
    return {
        "area_coincidence_share": _ratio(load[:, peak_hour], peaks),
        "coincidence_share": _ratio(load[:, peak_hour].sum(), peaks.sum()),
    }


def _area_cuts(cut: Floats) -> dict[str, Floats]:
    """Count what the establishments of each area go without. shape (areas,)"""
    present = cut > THRESHOLD_MW
    return {
        "cut_hours": np.asarray(present.any(axis=0).sum(), dtype=float),
        "area_cut_hours": present.sum(axis=-1).astype(float),
        "area_cut_mwh": cut.sum(axis=-1),
        "area_longest_cut_hours": longest_event_hours(present).astype(float),
    }


def _establishments(
    power: PowerYear, weather: int, loads: list[Floats | None], places: list[int], peak_hour: int
) -> dict[str, Floats]:
    """Count what each establishment goes without, what it always gets, and its part in the peak."""
    rows = np.zeros((5, len(places)))
    energy_mwh = power.demand.establishment_mwh[weather]
    for area in sorted(set(places)):
        here = [index for index, place in enumerate(places) if place == area and energy_mwh[index] > 0]
        if here:
            running = [load[weather] for index in here if (load := loads[index]) is not None]
            share = _shares(energy_mwh[here], running)
            load = power.demand.establishment_mw[weather, area]
            cut = power.dispatch.establishment_cut_mw[weather, area]
            rows[:, here] = np.transpose([_cuts_and_peak(load, cut, one, peak_hour) for one in share])
    names = ("cut_hours", "cut_mwh", "longest_cut_hours", "firm_mw", "coincidence_share")
    return {f"establishment_{name}": row for name, row in zip(names, rows, strict=True)}


def _cuts_and_peak(load: Floats, cut: Floats, share: Floats | None, peak_hour: int) -> tuple[float, ...]:
    """Return hours, energy and longest cut, firm load and coincidence of one establishment in its area."""
    if share is not None:
        load, cut = share * load, share * cut
    peak, present = load.max(), cut > THRESHOLD_MW
    coincidence = load[peak_hour] / peak if peak > 0 else 0.0
    if not present.any():
        return 0.0, 0.0, 0.0, peak, coincidence
    served = max(float((load - cut)[present].min()), 0.0)
    return present.sum(), cut.sum(), float(longest_event_hours(present)), served, coincidence


def _shares(energy_mwh: Floats, loads: list[Floats]) -> list[Floats | None]:
    """Return the part of each establishment in the load of its area, None where it stands alone. [share]"""
    if len(loads) == 1:
        return [None]
    load = np.stack([load * (mwh / load.sum()) for mwh, load in zip(energy_mwh, loads, strict=True)])
    return list(_ratio(load, load.sum(axis=0)))


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Divide where there is something to divide by, 0 elsewhere."""
    whole = np.broadcast_to(whole, np.shape(part))
    return np.asarray(np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0))
