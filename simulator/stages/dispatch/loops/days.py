"""Batteries by the day: planned on the market's prices of the day, which are known the day before."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.stages.dispatch.loops.arrays import Floats, Ints, Stores
from simulator.stages.dispatch.loops.compiling import door
from simulator.stages.dispatch.loops.storage import best_use, new_notebook, value_class

HOURS_PER_DAY: Final = 24


@door
def plan_days(buy: Floats, sell: Floats, home: Ints, stores: Stores) -> Floats:
    """Plan each battery day by day; return what it gives, less than 0 when it charges. [MW], shape (stores, hours)

    ``buy`` and ``sell`` have shape (markets, hours) [EUR/MWh]; ``home`` names the market of each battery.
    """
    hours = buy.shape[1]
    given = np.zeros((stores.area.shape[0], hours))
    book, worth = new_notebook(HOURS_PER_DAY, 2), np.zeros(HOURS_PER_DAY)
    for c in range(stores.area.shape[0]):
        power, energy, eta, held = stores.power[c], stores.energy[c], stores.efficiency[c], 0.0
        for first in range(0, hours, HOURS_PER_DAY):
            span = min(HOURS_PER_DAY, hours - first)
            if span < HOURS_PER_DAY:
                book = new_notebook(span, 2)
            for t in range(span):
                book.kind[t, 0] = value_class(buy[home[c], first + t] / eta)
                book.kind[t, 1] = value_class(sell[home[c], first + t] * eta)
                book.amount[t, 0], book.amount[t, 1], book.steps[t] = power * eta, power / eta, 2
                book.inflow[t] = power * eta
            best_use(book, (energy, held, 0.0), worth)
            for t in range(span):
                change = book.let[t] - power * eta
                given[c, first + t] = change / eta if change < 0.0 else change * eta
                held = min(max(held - change, 0.0), energy)
    return given
