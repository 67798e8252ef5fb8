"""How much water each reservoir offers in an hour, and at what price: by plan, by water values or by rule curve."""

from __future__ import annotations

from typing import Final

from simulator.stages.dispatch.loops.arrays import (
    CHAIN,
    ENERGY,
    HELD,
    MARKET,
    MOST,
    RELEASE,
    ROOM,
    SENT,
    SLOT,
    TURBINE_TO,
    USUAL,
    Floats,
    Ints,
)
from simulator.stages.dispatch.loops.compiling import part

HOURS_PER_WEEK: Final = 168
HOURS_PER_DAY: Final = 24


@part
def read_level(table: Floats, week: int, share: float) -> float:
    """Read a table over filling, its levels the middles of equal cells. [as the table]"""
    levels = table.shape[1]
    place = min(max(share * levels - 0.5, 0.0), levels - 1.0 - 1e-6)
    k = int(place)
    return float(table[week, k] * (1.0 - place + k) + table[week, k + 1] * (place - k))


@part
def water_values(t: int, table: Floats, size: Floats, reservoirs: Ints, water: Floats, worth: Floats) -> None:
    """Write what water in each reservoir is worth in an hour: own table plus the common premium. [EUR/MWh of chain]

    ``table`` holds the weeks of one reservoir behind those of the other and the premium last, shape
    ((reservoirs + 1) x weeks, levels).
    """
    count = reservoirs.shape[0]
    weeks = table.shape[0] // (count + 1)
    week = min(t // HOURS_PER_WEEK, weeks - 1)
    then = (week + 1) % weeks
    way = min((t - week * HOURS_PER_WEEK) / HOURS_PER_WEEK, 1.0)
    stored, room = 0.0, 1e-9
    for r in range(count):
        step = reservoirs[r]
        stored += water[step, HELD] * size[step, CHAIN]
        room += size[step, ROOM] * size[step, CHAIN]
    for r in range(count + 1):
        share = water[reservoirs[r], HELD] / size[reservoirs[r], ROOM] if r < count else stored / room
        now, later = read_level(table, r * weeks + week, share), read_level(table, r * weeks + then, share)
        value = now * (1.0 - way) + later * way
        if r < count:
            worth[r] = value
        else:
            for each in range(count):
                worth[each] += value


@part
def below(t: int, s: int, size: Floats, way: Ints, water: Floats, plain: Floats, worth: Floats, stops: Floats) -> int:
    """List what a m³ turbined at step ``s`` earns further down, at the prices of now; return the number of stops.

    ``stops`` gets, for each plant below without a reservoir of its own, the value [EUR/m³] and the room left in its
    turbines by others [m³]; the next reservoir takes all. shape (stops, 2)
    """
    number, k = 0, way[s, TURBINE_TO]
    while k >= 0 and number < stops.shape[0]:
        if size[k, ROOM] > 0.0:
            stops[number, 0], stops[number, 1] = worth[way[k, SLOT]] * size[k, CHAIN], 1e18
            return number + 1
        stops[number, 0] = size[k, ENERGY] * plain[way[k, MARKET], t]
        stops[number, 1] = max(size[k, MOST] + size[k, RELEASE] - water[k, USUAL] + water[s, SENT], 0.0)
        number += 1
        k = way[k, TURBINE_TO]
    return number


@part
def worthwhile(own: float, value: float, most: float, stops: Floats, number: int) -> float:
    """Return how many m³ earn more than they are worth in store: own plant [EUR/m³], then those below. [m³]"""
    done = 0.0
    while done < most:
        earned, until = own, most
        for d in range(number):
            if stops[d, 1] > done:
                earned += stops[d, 0]
                until = min(until, stops[d, 1])
        if earned <= value:
            break
        done = until
    return done


@part
def plan_day(t: int, target: Floats, ahead: int, size: Floats, reservoirs: Ints, water: Floats, day: Floats) -> None:
    """Set each reservoir's release of the day: usual inflow plus what leads to the target filling ahead. [m³/hour]"""
    then = (t + ahead) % target.shape[1]
    for r in range(reservoirs.shape[0]):
        s = reservoirs[r]
        surplus = water[s, HELD] - target[s, then] * size[s, ROOM]
        day[r] = min(max(water[s, USUAL] + surplus / ahead - size[s, RELEASE], 0.0), size[s, MOST])


@part
def rule_wish(rank: float, most: float, peaking: float, day: float) -> float:
    """Return what the rule curve turbines in an hour: the day's mean, moved to the dear hours as far as it peaks."""
    peak = min(max(HOURS_PER_DAY * day - rank * most, 0.0), most)
    return peaking * peak + (1.0 - peaking) * day
