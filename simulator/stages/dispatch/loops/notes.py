"""What was settled in an hour is carried out and written down."""

from __future__ import annotations

from simulator.stages.dispatch.loops.arrays import (
    AREA,
    CAME,
    COMING,
    EARNED,
    ENERGY,
    FIRST_MONTH,
    FORCED,
    HELD,
    LAST,
    LEFT,
    MARKET,
    PAST,
    ROOM,
    SLOT,
    SPILL_TO,
    SPILLED,
    TINY,
    TRAVEL,
    TURBINE_TO,
    TURBINED,
    USED,
    WANTED,
    Floats,
    Ints,
    Out,
    Stores,
)
from simulator.stages.dispatch.loops.compiling import part


@part
def note_trade(
    t: int,
    period: int,
    trade: tuple[Floats, Floats, Floats],
    market: Ints,
    bids: Floats,
    written: tuple[Floats, Floats, Floats],
) -> None:
    """Write down trade and its cost."""
    buy, sell, exports = trade
    imported, exported, total = written
    points = market.shape[0]
    for x in range(points):
        bought, sold = bids[x, USED], exports[period, x] - bids[points + x, USED]
        imported[x, t], exported[x, t] = bought, max(sold, 0.0)
        total[0] += bought * buy[market[x], t] - sold * sell[market[x], t]


@part
def note_areas(
    t: int, cuts: tuple[float, float], wet: Floats, loose: Floats, bids: Floats, number: int, out: Out
) -> None:
    """Write down who went without, and what was not used: rivers and the rest in proportion to what they had."""
    areas = loose.shape[0]
    for n in range(areas):
        unused = max(loose[n] - bids[number + n, USED], 0.0)
        river_share = wet[n] / loose[n] if loose[n] > TINY else 0.0
        out.lost[n, t], out.curtailed[n, t] = unused * river_share, unused * (1.0 - river_share)
        soft, firm = bids[number + areas + n, USED], bids[number + 2 * areas + n, USED]
        out.cut[n, t], out.unserved[n, t] = soft, soft + firm
        out.total[0] += soft * cuts[0] + firm * cuts[1]


@part
def note_stores(
    t: int, stores: Stores, taking: Floats, charge: Floats, bids: Floats, first: int, written: tuple[Floats, Floats]
) -> None:
    """Charge and discharge the batteries as settled. [MW]"""
    for c in range(stores.area.shape[0]):
        n, eta, at = stores.area[c], stores.efficiency[c], first + 4 * c
        taken = max(taking[c] - bids[at, USED] - bids[at + 1, USED], 0.0)
        given = bids[at + 2, USED] + bids[at + 3, USED]
        written[0][n, t], written[1][n, t] = taken, given
        charge[c] = min(max(charge[c] + taken * eta - given / eta, 0.0), stores.energy[c])


@part
def run_turbines(size: Floats, way: Ints, water: Floats, loose: Floats, bids: Floats, places: tuple[int, int]) -> None:
    """Settle what goes through each turbine: what had to, as far as it was used, and what was bought. [m³]"""
    first, number = places
    for s in range(size.shape[0]):
        n, r = way[s, AREA], way[s, SLOT]
        turbined = water[s, FORCED]
        if n < 0:
            turbined += water[s, WANTED]
        elif bids[number + n, USED] < loose[n]:
            turbined *= bids[number + n, USED] / loose[n]
        if n >= 0 and r >= 0:
            used = bids[first + 2 * r, USED] + bids[first + 2 * r + 1, USED]
            if used > 0.0:
                turbined = min(turbined + used / size[s, ENERGY], water[s, LEFT])
        water[s, LAST] = turbined


@part
def move_water(
    t: int, size: Floats, way: Ints, water: Floats, arriving: Floats, account: Floats, level: Floats
) -> None:
    """Store what the turbines leave, spill what finds no room, send the rest downstream. [m³]"""
    mask = arriving.shape[1] - 1
    for s in range(size.shape[0]):
        turbined = water[s, LAST]
        past = water[s, HELD] + water[s, COMING] - water[s, LEFT]
        left = water[s, LEFT] - turbined
        spill = max(left - size[s, ROOM], 0.0)
        water[s, HELD] = left - spill
        account[s, CAME] += water[s, COMING]
        account[s, TURBINED] += turbined
        account[s, PAST] += past
        account[s, SPILLED] += spill
        if way[s, SLOT] >= 0:
            level[way[s, SLOT], t + 1] = left - spill
        later = (t + way[s, TRAVEL]) & mask
        if way[s, TURBINE_TO] >= 0:
            arriving[way[s, TURBINE_TO], later] += turbined
        if way[s, SPILL_TO] >= 0:
            arriving[way[s, SPILL_TO], later] += past + spill


@part
def note_power(
    t: int, month: int, size: Floats, way: Ints, water: Floats, plain: Floats, written: tuple[Floats, Floats, Floats]
) -> None:
    """Write down the power of the turbines and what it is worth; plants outside the areas sell to the market."""
    hydro, account, total = written
    for s in range(size.shape[0]):
        mwh, price = water[s, LAST] * size[s, ENERGY], plain[way[s, MARKET], t]
        account[s, EARNED] += mwh * price
        account[s, FIRST_MONTH + month] += mwh
        if way[s, AREA] >= 0:
            hydro[way[s, AREA], t] += mwh
        else:
            total[0] -= mwh * max(price, 0.0)
