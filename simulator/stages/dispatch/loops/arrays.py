"""What the compiled loops read and write: plain arrays with names.

One weather year at a time: no array here has a weather axis. Power in MW, water in m³ in the hour, money in EUR.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Ranks = NDArray[np.uint8]
Tree = tuple[Ints, Ints, Floats]  # order (children first), parent and kept share of a tree of areas; shape (areas,)
Scratch = tuple[Floats, Floats, Floats, Ints, Floats]  # low, bids, lists, count and edge of an hour
Ground = tuple[
    Floats, Floats, Floats, Floats
]  # fixed injection, free, cut first and cut last of an hour [MW], (areas,)

TINY: Final = 1e-9
# Fields of a bid, in the book of bids and in an area's price-sorted list. WHO names the bid; GAIN says how many of its
# MW stand behind one MW of the list, after the losses on the way; USED is what was used of it. [EUR/MWh], [MW]
PRICE, MW, WHO, GAIN = range(4)
USED: Final = 2
BY_PLAN, BY_POLICY, BY_RULE = range(3)
# Fields of a river step. What can be stored above the lowest level, and what of it is filled at the start and the end
# of the year [m³]; most through the turbines and minimum release [m³/hour]; energy of a m³, alone and with all plants
# below [MWh/m³]. Where water goes, after how many hours, where the plant stands, and the place among the reservoirs;
# -1 stands for none.
ROOM, START, MOST, RELEASE, ENERGY, CHAIN = range(6)
TURBINE_TO, SPILL_TO, TRAVEL, AREA, MARKET, SLOT = range(6)
# State of a step in an hour [m³]; USUAL and SENT are running means of what comes and of what is turbined. What its
# year adds up to [m³], [EUR], and [MWh] in twelve months.
HELD, COMING, LEFT, FORCED, WANTED, LAST, USUAL, SENT = range(8)
CAME, TURBINED, PAST, SPILLED, STORED, EARNED, FIRST_MONTH = range(7)


class River(NamedTuple):
    """Steps of the rivers, upstream first; see `simulator.records.HydroSystem`.

    ``size`` and ``way`` hold one row per step, their fields are named in this module; ``reservoirs`` the steps that
    store, shape (reservoirs,). ``reach`` is the hours that turbined water of a reservoir takes to a step, -1 where it
    does not come or is stored before, shape (steps, reservoirs). ``inflow`` has shape (steps, hours); ``before`` is
    what left each step in each hour before the year, shape (steps,). [m³]
    """

    size: Floats
    way: Ints
    reservoirs: Ints
    reach: Ints
    inflow: Floats
    before: Floats


class Stores(NamedTuple):
    """Batteries, one per area at most: power [MW], energy [MWh], efficiency of one way [share]. shape (stores,)"""

    area: Ints
    power: Floats
    energy: Floats
    efficiency: Floats


class Grid(NamedTuple):
    """The radial grid as seen from its root, in row 0, and from each store; and where the bids of an hour stand.

    ``order`` (children first), ``parent`` and ``keep``, the share that is not lost, have shape (roots, areas);
    ``capacity`` (roots, periods, areas) [MW]. ``run_area``, ``sweep_area`` and ``bound_area`` name the area of each bid
    of a run, a sweep and a bound, those of the ground last; ``home`` the market nearest to each area, shape (areas,).
    ``cuts`` is what it costs to cut soft and firm load. [EUR/MWh]
    """

    order: Ints
    parent: Ints
    keep: Floats
    capacity: Floats
    run_area: Ints
    sweep_area: Ints
    bound_area: Ints
    home: Ints
    cuts: tuple[float, float]


class Case(NamedTuple):
    """Load, supply and trade of one year of one weather.

    ``firm`` load is cut last, ``soft`` load first, ``free`` costs nothing and may be curtailed; [MW], shape
    (areas, hours). ``net`` is what costs nothing less all load, shape (hours, areas). Prices have shape
    (markets, hours): ``buy`` and ``sell`` at the exchange points, ``plain`` for plants outside the areas. ``imports``
    and ``exports`` have shape (periods, points), ``period`` (hours,).
    """

    firm: Floats
    soft: Floats
    free: Floats
    net: Floats
    buy: Floats
    sell: Floats
    plain: Floats
    point_area: Ints
    point_market: Ints
    imports: Floats
    exports: Floats
    period: Ints


class Given(NamedTuple):
    """One year of one weather, as every engine is given it; ``month`` of each hour, shape (hours,)."""

    grid: Grid
    case: Case
    river: River
    stores: Stores
    month: Ints


class Wish(NamedTuple):
    """What decides how much water is let go: a plan, the rule curve, or water values.

    ``release`` is what each reservoir lets go beyond the minimum [m³ in the hour], shape (reservoirs, hours); ``given``
    what each battery gives, less than 0 when it charges [MW], shape (stores, hours). ``target``, ``rank``, ``peaking``,
    ``ahead`` and ``memory`` are the rule curve of `simulator.records.HydroSystem`. ``table`` holds the water values of
    an operator who does not know the weather [EUR/MWh of the whole chain]: the weeks of one reservoir behind those of
    the other and the common scarcity premium last, shape ((reservoirs + 1) x weeks, levels).
    """

    release: Floats
    given: Floats
    target: Floats
    rank: Ranks
    peaking: Floats
    ahead: int
    memory: float
    table: Floats


class State(NamedTuple):
    """State and scratch of a run.

    Rivers (steps, fields) and water under way (steps, hours ahead) in m³, water values and the rule's day
    (reservoirs,), batteries (stores,), areas (areas,) in MW, and the lists of the hour; see `hour`.
    """

    water: Floats
    arriving: Floats
    worth: Floats
    day: Floats
    charge: Floats
    taking: Floats
    fixed: Floats
    loose: Floats
    soft: Floats
    firm: Floats
    wet: Floats
    price: Floats
    flow: Floats
    low: Floats
    bids: Floats
    lists: Floats
    length: Ints
    edge: Floats
    stops: Floats


class Draft(NamedTuple):
    """A plan being made.

    ``release`` and ``given`` are as in `Wish`; ``worth`` of what stores hold [EUR/MWh] has shape
    (reservoirs + stores, hours); ``earned`` below by the next m³ [EUR/m³] shape (reservoirs, hours).
    """

    release: Floats
    worth: Floats
    earned: Floats
    given: Floats


class Best(NamedTuple):
    """The best plan so far, as in `Draft`; its cost [EUR] and the unusual hours of the last run, each of shape (1,)."""

    release: Floats
    given: Floats
    worth: Floats
    cost: Floats
    unusual: Ints


class Streams(NamedTuple):
    """What a draft brings.

    Water that comes to each step and is let past [m³] has shape (steps, hours), power of plants without a reservoir
    [MW] shape (hours, areas), prices [EUR/MWh] (areas, hours).
    """

    coming: Floats
    passed: Floats
    wet: Floats
    prices: Floats


class Desk(NamedTuple):
    """Room for one hour of one store: the hour's lists and ground, values and sizes read from them, stops below."""

    scratch: Scratch
    ground: Ground
    values: Floats
    sizes: Floats
    stops: Floats


class Notebook(NamedTuple):
    """Room for one store's year.

    Class, amount and number of the steps that each hour pays; the heap and the notes of its changes; the least store
    and where notes begin, shape (hours + 1,); what comes and what is let go [MWh of the chain], shape (hours,); and a
    value that was seen in each class [EUR/MWh], shape (classes,): where many hours pay the same, as in shortage, water
    is worth just that.
    """

    kind: Ints
    amount: Floats
    steps: Ints
    heap: Floats
    noted_class: Ints
    noted: Floats
    least: Floats
    begin: Ints
    inflow: Floats
    let: Floats
    seen: Floats


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
