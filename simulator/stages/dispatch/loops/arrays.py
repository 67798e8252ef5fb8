"""What the compiled loops read and write: plain arrays with names.

One weather year at a time: no array here has a weather axis. Power in MW, water in m³ in the hour, money in EUR.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TINY: Final = 1e-9
# Fields of a bid, in the book of bids and in an area's price-sorted list. WHO names the bid; GAIN says how many of its
# MW stand behind one MW of the list, after the losses on the way; USED is what was used of it. [EUR/MWh], [MW]
PRICE, MW, WHO, GAIN = range(4)
USED: Final = 2
BY_PLAN, BY_POLICY, BY_RULE = range(3)
# Fields of a river step. What can be stored above the lowest level, and what of it is filled at the start and the end of
# the year [m³]; most through the turbines and minimum release [m³/hour]; energy of a m³, alone and with all plants below
# [MWh/m³]. Where water goes, after how many hours, where the plant stands, and the place among the reservoirs, -1: none.
ROOM, START, MOST, RELEASE, ENERGY, CHAIN = range(6)
TURBINE_TO, SPILL_TO, TRAVEL, AREA, MARKET, SLOT = range(6)
# State of a step in an hour, of which USUAL and SENT are running means of what comes and of what is turbined [m³], and what its year adds up to [m³], [EUR], [MWh in twelve months].
HELD, COMING, LEFT, FORCED, WANTED, LAST, USUAL, SENT = range(8)
CAME, TURBINED, PAST, SPILLED, STORED, EARNED, FIRST_MONTH = range(7)


class Tree(NamedTuple):
    """The areas as seen from one of them, children first; see `simulator.records.Network`.

    ``capacity`` has shape (periods, areas), the others (areas,). ``keep`` is what arrives of what is sent. [share]
    """

    order: Ints
    parent: Ints
    keep: Floats
    capacity: Floats


class River(NamedTuple):
    """Steps of the rivers, upstream first; see `simulator.records.HydroSystem`.

    ``size`` and ``way`` hold one row per step, their fields are named in this module; ``reservoirs`` the steps that
    store, shape (reservoirs,). ``reach`` is the hours that turbined water of a reservoir takes to a step, -1 where it does
    not come or is stored before, shape (steps, reservoirs). ``inflow`` has shape (steps, hours); ``before`` is what left each step in each hour
    before the year, shape (steps,). [m³]
    """

    size: Floats
    way: Ints
    reservoirs: Ints
    reach: Ints
    inflow: Floats
    before: Floats


class Stores(NamedTuple):
    """Batteries, at most one per area: area, power [MW], energy [MWh], efficiency of one way [share]. shape (stores,)"""

    area: Ints
    power: Floats
    energy: Floats
    efficiency: Floats


class Case(NamedTuple):
    """One year of one weather: what every engine is given beside tree and rivers.

    ``firm`` load is cut last, ``soft`` load first, ``free`` costs nothing and may be curtailed; [MW], shape
    (areas, hours). Prices have shape (markets, hours): ``buy`` and ``sell`` at the exchange points, ``plain`` for
    plants outside the areas. ``imports`` and ``exports`` have shape (periods, points), ``period`` (hours,).
    """

    firm: Floats
    soft: Floats
    free: Floats
    buy: Floats
    sell: Floats
    plain: Floats
    point_area: Ints
    point_market: Ints
    imports: Floats
    exports: Floats
    period: Ints


class Plan(NamedTuple):
    """What is decided beforehand: turbined water of each reservoir [m³ in the hour] and what each battery gives [MW].

    A battery that charges gives a negative amount. shape (reservoirs, hours), (stores, hours)
    """

    release: Floats
    given: Floats


class Rule(NamedTuple):
    """The rule curve: see `simulator.records.HydroSystem`. Shapes (steps, hours), (markets, hours), (steps,)."""

    target: Floats
    rank: NDArray[np.uint8]
    peaking: Floats
    ahead: int
    memory: float


class Policy(NamedTuple):
    """Water values of an operator who does not know the weather. [EUR/MWh of the whole chain]

    ``table`` holds the weeks of one reservoir behind those of the other, and the common scarcity premium last, for what
    the operator sees in each week of this weather. shape ((reservoirs + 1) x weeks, levels)
    """

    table: Floats


class Out(NamedTuple):
    """What one year of one weather came to.

    Hours have shape (names, hours); ``level`` (reservoirs, hours + 1) [m³]; ``worth`` (reservoirs, days)
    [EUR/MWh of the chain]; ``account`` (steps, 18): came, turbined, let past, spilled, stored [m³], earned [EUR] and
    twelve months [MWh]; ``total`` (2,): cost and its bound. [EUR]
    """

    hydro: Floats
    lost: Floats
    curtailed: Floats
    cut: Floats
    unserved: Floats
    charge: Floats
    discharge: Floats
    imported: Floats
    exported: Floats
    flow: Floats
    level: Floats
    worth: Floats
    account: Floats
    total: Floats
