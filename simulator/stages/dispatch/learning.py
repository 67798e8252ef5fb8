"""How an operator learns what water is worth, from weather years that need not be those that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from simulator.records import HydroSystem, PowerSystem
from simulator.stages.dispatch.layout import WORLDS, lay_out, lay_rivers, lay_year
from simulator.stages.dispatch.loops.arrays import (
    CHAIN,
    ENERGY,
    MARKET,
    MOST,
    RELEASE,
    ROOM,
    Floats,
    Given,
    Ints,
    River,
    Streams,
)
from simulator.stages.dispatch.loops.policy import (
    HOURS_PER_WEEK,
    POINTS,
    SCARCE,
    WEEKS,
    sample_all,
    sample_store,
    solve_weeks,
    steady_flow,
)
from simulator.threads import in_threads

LEVELS: Final = 48
ROUNDS: Final = 2
MEMORY_WEEKS: Final = 20
POOLED_WEEKS: Final = 4
PRICE_CLASSES: Final = 3
INFLOW_CLASSES: Final = 2
YEARS_PER_STATE: Final = 4  # fewer weather years to learn from: fewer states

Signs = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """Water values by week, state and level, and how the states are told: of each reservoir, and last of all as one.

    ``table`` has shape (reservoirs + 1, weeks, states, levels) [EUR/MWh of the chain]; ``price_means`` [EUR/MWh] shape
    (reservoirs + 1, price classes, weeks); ``inflow_cuts`` [MWh] shape (reservoirs + 1, inflow classes - 1, weeks).
    """

    table: Floats
    price_means: Floats
    inflow_cuts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Operators:
    """What operators have learned before, by horizon year; they operate by it even where the world is another."""

    learned: Mapping[int, Learned]


def learn_policy(system: PowerSystem) -> Learned:
    """Learn water values from every weather year of a system.

    Parameters
    ----------
    system : PowerSystem
        One year; its weather years are the sample.

    Returns
    -------
    Learned

    Notes
    -----
    All reservoirs taken as one tell what scarcity is worth: the difference between values with and without it is a
    common premium. Each reservoir alone would trust the others to deliver.
    """
    signs, grid = signs_of(system), lay_out(system)
    return learn_from(system, in_threads(lambda year: lay_year(system, grid, year), len(system.demand.mw)), signs)


def learn_from(system: PowerSystem, years: Sequence[Given], signs: Signs) -> Learned:
    """Learn water values from every weather year of a system, as laid out for the loops; see `learn_policy`."""
    price, memory, inflow = signs
    classes = classes_for(len(years))
    price_cuts = np.stack([cuts_of(sign, classes[0]) for sign in price])
    inflow_cuts = np.stack([cuts_of(sign, classes[1]) for sign in memory])
    state = states_of(price, memory, price_cuts, inflow_cuts)
    chance = np.stack([transitions(one, classes[0] * classes[1]) for one in state])
    premium, shared = _scarcity(system, years, inflow, (state[-1], chance[-1]))
    tables = _own(system, years, inflow, (state, chance), shared)
    means = np.stack([class_means(sign, cuts) for sign, cuts in zip(price, price_cuts, strict=True)])
    return Learned(np.stack([*tables, premium]), means, inflow_cuts)


def water_tables(signs: Signs, learned: Learned) -> list[Floats]:
    """Give the learned values to every weather year, for the price and the inflow that each week shows.

    Between the mean prices of two classes, the values lie between theirs in proportion. One table per weather year,
    shape ((reservoirs + 1) x weeks, levels); see `Wish`.
    """
    price, memory, _ = signs
    means, cuts, classes = learned.price_means, learned.inflow_cuts, learned.price_means.shape[1]
    wet = (memory[:, None] >= cuts[:, :, None]).sum(axis=1)
    above = np.clip((price[:, None] >= means[:, :, None]).sum(axis=1), 1, max(classes - 1, 1)) - 1
    places, weeks = np.ogrid[: len(means), :WEEKS]
    found = []
    for year in range(price.shape[1]):
        low, high = above[:, year], np.minimum(above[:, year] + 1, classes - 1)
        between = np.maximum(means[places, high, weeks] - means[places, low, weeks], 1e-9)
        lean = np.clip((price[:, year] - means[places, low, weeks]) / between, 0.0, 1.0)[..., None]
        states = (low * (cuts.shape[1] + 1) + wet[:, year], high * (cuts.shape[1] + 1) + wet[:, year])
        lower, higher = (learned.table[places, weeks, state] for state in states)
        mixed = lower * (1.0 - lean) + higher * lean
        found.append(np.ascontiguousarray(mixed.reshape(-1, mixed.shape[-1])))
    return found


def signs_of(system: PowerSystem) -> Signs:
    """Return what an operator sees: the week's mean price, the inflow of the weeks before, and the week's inflow.

    Each reservoir sees its own market and its own field; all together, last, the mean and the sum of them.

    Returns
    -------
    price, memory : ndarray
        [EUR/MWh], [MWh a week], shape (reservoirs + 1, weather, weeks)
    inflow : ndarray
        Of each reservoir less its minimum release. [MWh of the chain], shape (reservoirs, weather, weeks)
    """
    rivers, markets = lay_rivers(system.rivers), week_sums(system.price_eur_mwh) / HOURS_PER_WEEK
    price = np.stack([*(markets[rivers[0].way[step, MARKET]] for step in rivers[0].reservoirs), markets.mean(axis=0)])
    inflow = np.stack([_net_inflow(river) for river in rivers], axis=1)
    total = np.concatenate([inflow, inflow.sum(axis=0)[None]])
    running = np.cumsum(np.pad(total, ((0, 0), (0, 0), (1, 0))), axis=-1)
    first = np.maximum(np.arange(WEEKS) - MEMORY_WEEKS, 0)
    weeks = np.maximum(np.arange(WEEKS) - first, 1)
    return price, (running[..., :WEEKS] - running[..., first]) / weeks, inflow


def week_sums(hourly: Floats) -> Floats:
    """Sum hours to 52 weeks, the last of which takes the rest. shape (..., weeks)"""
    whole = WEEKS * HOURS_PER_WEEK
    padded = np.zeros((*hourly.shape[:-1], max(whole, hourly.shape[-1])))
    padded[..., : hourly.shape[-1]] = hourly
    sums = padded[..., :whole].reshape(*hourly.shape[:-1], WEEKS, HOURS_PER_WEEK).sum(axis=-1)
    sums[..., -1] += padded[..., whole:].sum(axis=-1)
    return np.asarray(sums)


def classes_for(weather: int) -> tuple[int, int]:
    """Return how many classes of price and of inflow a number of weather years can tell apart."""
    if weather >= PRICE_CLASSES * INFLOW_CLASSES * YEARS_PER_STATE:
        return PRICE_CLASSES, INFLOW_CLASSES
    return (PRICE_CLASSES, 1) if weather >= PRICE_CLASSES * YEARS_PER_STATE else (1, 1)


def cuts_of(sign: Floats, classes: int) -> Floats:
    """Return the limits between equally large classes. shape (classes - 1, weeks)"""
    ordered, weather = np.sort(sign, axis=0), len(sign)
    return np.stack([ordered[weather * k // classes] for k in range(1, classes)]) if classes > 1 else sign[:0]


def class_means(sign: Floats, cuts: Floats) -> Floats:
    """Return the mean of each class. shape (classes, weeks)"""
    place = (sign >= cuts[:, None]).sum(axis=0)
    there = [place == k for k in range(len(cuts) + 1)]
    return np.stack([np.where(one, sign, 0.0).sum(axis=0) / np.maximum(one.sum(axis=0), 1) for one in there])


def states_of(price: Floats, memory: Floats, price_cuts: Floats, inflow_cuts: Floats) -> Ints:
    """Return the state of each week. shape (reservoirs + 1, weather, weeks)"""
    dear = (price[:, None] >= price_cuts[:, :, None]).sum(axis=1)
    wet = (memory[:, None] >= inflow_cuts[:, :, None]).sum(axis=1)
    return np.asarray(dear * (inflow_cuts.shape[1] + 1) + wet, dtype=np.int64)


def transitions(state: Ints, states: int) -> Floats:
    """Count how states follow each other, weeks nearby taken together. [share], shape (weeks, states, states)"""
    counted = np.zeros((WEEKS, states, states))
    for week in range(WEEKS - 1):
        np.add.at(counted[week], (state[:, week], state[:, week + 1]), 1.0)
    counted[-1] = counted[-2]
    near = range(-POOLED_WEEKS, POOLED_WEEKS + 1)
    pooled = np.sum([np.roll(counted, shift, axis=0) for shift in near], axis=0)
    total = pooled.sum(axis=2, keepdims=True)
    return np.where(total > 0, pooled / np.maximum(total, 1e-9), 1.0 / states)


def _net_inflow(river: River) -> Floats:
    """Return what comes to each reservoir from its own field and, on average, from above. [MWh], (reservoirs, weeks)"""
    local = week_sums(river.inflow)
    hours = river.inflow.shape[1] / WEEKS
    above = np.zeros(len(local))
    for step in range(len(local)):
        below = river.way[step, 0]
        if below >= 0 and river.size[step, ROOM] > 0:
            above[below] += local[step].mean() + above[step]
        elif below >= 0:
            local[below] += local[step]
            above[below] += above[step]
    net = local + above[:, None] - river.size[:, RELEASE, None] * hours
    return np.asarray((net * river.size[:, CHAIN, None])[river.reservoirs])


@lru_cache(maxsize=WORLDS)
def _steady(rivers: HydroSystem, areas: int) -> list[tuple[Floats, Streams, Floats]]:
    """Return the steady flow of every weather year; see `steady_flow`."""
    laid = lay_rivers(rivers)
    return in_threads(lambda year: steady_flow(laid[year], areas), len(laid))


def _scarcity(
    system: PowerSystem, years: Sequence[Given], inflow: Floats, weeks: tuple[Ints, Floats]
) -> tuple[Floats, Floats]:
    """Learn the common premium, and values without scarcity that all reservoirs begin with."""
    size, reservoirs = years[0].river.size, years[0].river.reservoirs
    most = float((size[reservoirs, MOST] * size[reservoirs, ENERGY]).sum())
    room = float((size[reservoirs, ROOM] * size[reservoirs, CHAIN]).sum())
    curves = np.zeros((len(years), 2, WEEKS, POINTS, 2))
    steady = _steady(system.rivers, len(system.network.areas))

    def sample(year: int) -> float:
        return sample_all(years[year], steady[year][2], most, curves[year])

    dearest = max(in_threads(sample, len(years)))
    without = _guess(system, weeks[1].shape[1])
    solve_weeks(np.ascontiguousarray(curves[:, 1]), inflow.sum(axis=0), *weeks, room, ROUNDS, without)
    if dearest <= SCARCE:
        return np.zeros_like(without), without
    scarce = without.copy()
    solve_weeks(np.ascontiguousarray(curves[:, 0]), inflow.sum(axis=0), *weeks, room, ROUNDS, scarce)
    return np.maximum(scarce - without, 0.0), without


def _own(
    system: PowerSystem,
    years: Sequence[Given],
    inflow: Floats,
    weeks: tuple[Ints, Floats],
    shared: Floats,
) -> list[Floats]:
    """Learn the values of each reservoir, from the sea upwards. shape (weeks, states, levels) each"""
    state, river = weeks[0], years[0].river
    usual = system.rivers.target_share[river.reservoirs, : system.demand.mw.shape[-1]]
    level = np.minimum((usual * LEVELS).astype(int), LEVELS - 1)
    tables = [shared.copy() for _ in river.reservoirs]
    steady = [
        (release, streams._replace(prices=year.case.plain[year.grid.home]))
        for year, (release, streams, _) in zip(years, _steady(system.rivers, len(system.network.areas)), strict=True)
    ]
    week = np.minimum(np.arange(usual.shape[1]) // HOURS_PER_WEEK, WEEKS - 1)
    worth = np.empty((len(years), *usual.shape))
    fresh = list(range(len(tables)))  # whose values at the usual filling are not yet written to ``worth``
    for place in range(len(tables) - 1, -1, -1):
        curves = np.zeros((len(years), WEEKS, POINTS, 2))

        def sample(year: int, place: int = place, curves: Floats = curves, fresh: Sequence[int] = tuple(fresh)) -> None:
            for other in fresh:
                worth[year, other] = tables[other][week, state[other, year, week], level[other]]
            sample_store(place, years[year], *steady[year], worth[year], curves[year])

        in_threads(sample, len(years))
        step = river.reservoirs[place]
        room = float(river.size[step, ROOM] * river.size[step, CHAIN])
        solve_weeks(curves, inflow[place], state[place], weeks[1][place], room, ROUNDS, tables[place])
        fresh = [place]
    return tables


def _guess(system: PowerSystem, states: int) -> Floats:
    """Return a first guess: from dear when empty to cheap when full. [EUR/MWh], shape (weeks, states, levels)"""
    return np.tile(system.price_eur_mwh.mean() * np.linspace(1.4, 0.5, LEVELS), (WEEKS, states, 1))
