"""Answers to scenarios, worked out once for everybody: a year in view at once, the other years as hands get free."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from functools import lru_cache, partial
from threading import Lock
from typing import Any, Final

from simulator import (
    HourDigest,
    Region,
    Result,
    Scenario,
    WeatherYears,
    load_weather,
    resolve,
    simulate,
    simulate_hours,
)
from simulator.batch.drawing import DrawPlan
from simulator.dashboard.drawings import Drawing
from simulator.dashboard.estimates import Estimates
from simulator.dashboard.orders import Order, reader_of
from simulator.dashboard.workshop import NEXT, NOW, SOON, SPARE, Workshop
from simulator.premises import Weather
from simulator.recall import Recall
from simulator.simulation import work_year
from simulator.uncertainty import Draws, JobOdds, job_odds, of_one_year

MOST_YEARS: Final = 4000  # 0.1 MB each
MOST_ANSWERED_YEARS: Final = 2000  # of answers put together, 0.5 MB each: every step of a lever, and some more
MOST_ODDS: Final = 64
MOST_ORDERS_EACH: Final = 32  # of one reader, not yet answered: slides, levers and searches take half of it
MOST_DRAWINGS_EACH: Final = 4
MOST_ASKED: Final = 2000
MOST_AHEAD: Final = 3  # levers that a reader goes to and fro between
LONGEST_SECONDS: Final = 900.0  # of work on one order; the shipped ones take ten
MOST_DRAWINGS: Final = 12  # a thousand draws of one year take 2 MB
MOST_HOURS: Final = 8  # 20 MB each
HANDS: Final = (NOW, NEXT, SPARE)  # a year keeps two processors busy by itself
FIRST_GUESS_SECONDS: Final = 0.5
MEMORY: Final = 0.8
DRAWS: Final = 10_000
SEED: Final = 2024
Kept = OrderedDict[Any, Future[Any]]


class Answers:
    """Results by scenario: each computed once, shared by everybody, bounded in number.

    A scenario is worked out a horizon year at a time, so that a figure somebody waits for never waits for more than the
    years in hand. Somebody who asks for another scenario in the same place lets go of the one before. Readers take
    turns, nobody has more than some orders at a time, and none may take longer than a limit.
    """

    def __init__(self, region: Region, workshop: Workshop | None = None) -> None:
        self.region = region
        self.seconds_per_year = FIRST_GUESS_SECONDS
        self._recall = Recall(MOST_YEARS)
        self._orders: OrderedDict[Scenario, Order] = OrderedDict()
        self._asked: OrderedDict[Hashable, Scenario | None] = OrderedDict()
        self._lock = Lock()
        self._workshop = workshop or Workshop(HANDS)
        self._odds: Kept = OrderedDict()
        self._hours: Kept = OrderedDict()
        self._drawings: OrderedDict[tuple[Scenario, DrawPlan], Drawing] = OrderedDict()
        self.estimates = Estimates(region, self._workshop, self._recall)

    def ask(self, scenario: Scenario, *, owner: Hashable = None, urgency: int = SOON, first: int = 0) -> Order:
        """Order a scenario, starting the work if nobody has ordered it before.

        Parameters
        ----------
        scenario : Scenario
        owner : hashable, optional
            Who asks, and from which place on the screen, as a pair; an order that nobody owns any more is dropped.
        urgency : int
            Of `workshop`.
        first : int
            The year to begin with.
        """
        with self._lock:
            self._let_go(owner, scenario)
            order = self._orders.get(scenario)
            if order is None or not (order.owners or order.future.done()) or _failed(order.future):
                years = set(scenario.horizon.years)
                order = self._orders[scenario] = Order(scenario, len(years), SPARE + 1, years)
            self._orders.move_to_end(scenario)
            self._forget_oldest()
            if not order.future.done():
                self._hurry(order, urgency, first, reader_of(owner))
                order.owners.add(owner)
                self._bound(reader_of(owner), order)
            return order

    def _forget_oldest(self) -> None:
        """Keep no more answers than that; the longest unused goes first."""
        years = sum(len(one.horizon.years) for one in self._orders)
        while years > MOST_ANSWERED_YEARS and len(self._orders) > 1:
            years -= len(self._orders.popitem(last=False)[0].horizon.years)

    def _bound(self, reader: Hashable, newest: Order) -> None:
        """Take a reader off the oldest orders where there are too many that he still waits for."""
        if reader is None:
            return
        mine = [one for one in self._orders.values() if one is not newest and reader in map(reader_of, one.owners)]
        for one in mine[: max(len(mine) + 1 - MOST_ORDERS_EACH, 0)]:
            one.leave(reader)

    def cancel(self, reader: Hashable) -> None:
        """Take a reader off everything that he waits for; what others wait for goes on."""
        with self._lock:
            for order in self._orders.values():
                if order.owners and reader in map(reader_of, order.owners):
                    order.leave(reader)
            for drawing in self._drawings.values():
                drawing.leave(reader)
            for owner in [owner for owner in self._asked if reader_of(owner) == reader]:
                del self._asked[owner]

    def _hurry(self, order: Order, urgency: int, first: int, reader: Hashable) -> None:
        """Lay what nobody has begun among the more urgent pieces, if it did not lie there already."""
        if urgency < order.urgency:
            order.urgency = urgency
            for year in sorted(order.waiting, key=lambda year: (year < first, year)):
                self._workshop.put(urgency, self._piece(order, year), reader=reader)

    def year(self, scenario: Scenario, year: int, *, owner: Hashable = None) -> Order:
        """Order one year of a scenario before all that waits.

        Power, grid, connection and jobs of a year do not depend on the other years of a horizon; labour, income and
        goals do, so those of this answer are not to be shown.
        """
        return self.ask(of_one_year(scenario, year), owner=owner, urgency=NOW)

    def known(self, scenario: Scenario, year: int) -> Result | None:
        """Return the answer of one year, if somebody has had it before."""
        with self._lock:
            order = self._orders.get(of_one_year(scenario, year))
        return order.future.result() if order and order.future.done() and not _failed(order.future) else None

    def estimated(self, scenario: Scenario, base: Scenario, year: int) -> Result | None:
        """Estimate the surplus of one year from that of a known scenario; None where nothing is prepared for that."""
        return self.estimates.of(of_one_year(scenario, year), of_one_year(base, year))

    def look_ahead(self, on: Sequence[Scenario], back: Sequence[Scenario], year: int, *, reader: Hashable) -> None:
        """Order one year of a reader's likely next steps on, and after all else of those back; forget those before."""
        for urgency, steps in ((NEXT, on), (SPARE, back)):
            for place in range(MOST_AHEAD):
                owner = (reader, "ahead", urgency, place)
                if place < len(steps):
                    self.ask(of_one_year(steps[place], year), owner=owner, urgency=urgency)
                else:
                    with self._lock:
                        self._let_go(owner, None)

    def stand_on(self, known: Result, *, reader: Hashable = None) -> None:
        """Prepare estimates from one year of a scenario, after all figures that somebody waits for."""
        self.estimates.stand_on(known, drawn_weather(known.scenario.weather), reader=reader)

    def prepare(self, scenarios: Sequence[Scenario]) -> None:
        """Answer scenarios in the background, leaving room for what somebody waits for."""
        for scenario in scenarios:
            self.ask(scenario, urgency=SPARE)

    def hours(self, scenario: Scenario, year: int, *, reader: Hashable = None) -> Future[HourDigest]:
        """Order the hours of one scenario and horizon year, before all that waits.

        A year takes some hundred megabytes until it is reduced.
        """
        return self._kept(self._hours, MOST_HOURS, (scenario, year), partial(self._digest, scenario, year), reader)

    def _digest(self, scenario: Scenario, year: int) -> HourDigest:
        given = (scenario, resolve(self.region, scenario), self.region, drawn_weather(scenario.weather))
        return simulate_hours(*given, year=year, recall=self._recall)

    def errand(self, work: Callable[[], Any], *, reader: Hashable = None) -> Future[Any]:
        """Have something worked out that nobody else will ask for, after what somebody waits for."""
        found: Future[Any] = Future()
        self._workshop.put(SOON, partial(_fulfil, found, work), reader=reader)
        return found

    def odds(self, scenario: Scenario, *, reader: Hashable = None) -> Future[JobOdds]:
        """Order draws of the work of a scenario, before all that waits; they take about a second and no power."""
        return self._kept(self._odds, MOST_ODDS, scenario, partial(self._drawn_odds, scenario), reader)

    def _kept(self, kept: Kept, most: int, key: Hashable, work: Callable[[], Any], reader: Hashable) -> Future[Any]:
        """Order something once for everybody, the longest unused being forgotten; what went wrong is tried again."""
        with self._lock:
            found = kept.get(key)
            if found is None or _failed(found):
                found = kept[key] = Future()
                self._workshop.put(NOW, partial(_fulfil, found, work), reader=reader)
            kept.move_to_end(key)
            while len(kept) > most:
                kept.popitem(last=False)
            return found

    def _drawn_odds(self, scenario: Scenario) -> JobOdds:
        draws = Draws(resolve(self.region, scenario), count=DRAWS, seed=SEED)
        return job_odds(scenario, self.region, draws, drawn_weather(scenario.weather))

    def draw(self, scenario: Scenario, plan: DrawPlan, *, reader: Hashable = None) -> Drawing:
        """Order draws of the whole model; ordered before, they are found again as they stand.

        A reader has some at a time at most; the oldest that nobody else looks at is then stopped.
        """
        with self._lock:
            found = self._drawings.get((scenario, plan))
            if found is None:
                found = self._drawings[scenario, plan] = Drawing(scenario, plan)
                found.begin(self._workshop, self.region, drawn_weather(scenario.weather), reader=reader)
            found.readers.add(reader)
            self._drawings.move_to_end((scenario, plan))
            going = [one for one in self._drawings.values() if reader in one.readers and not one.over]
            for one in going[: max(len(going) - MOST_DRAWINGS_EACH, 0)]:
                one.leave(reader)
            while len(self._drawings) > MOST_DRAWINGS:
                self._drawings.popitem(last=False)[1].stop()
            return found

    def draw_anew(self, scenario: Scenario, plan: DrawPlan, *, reader: Hashable = None) -> Drawing:
        """Order draws again where they were stopped or went wrong; whole ones stay."""
        with self._lock:
            found = self._drawings.get((scenario, plan))
            if found is not None and (found.stopped or found.fault is not None):
                del self._drawings[scenario, plan]
        return self.draw(scenario, plan, reader=reader)

    def seconds_left(self, order: Order) -> float:
        """Guess how long an order still takes. [s]"""
        return order.left * self.seconds_per_year

    def _let_go(self, owner: Hashable, scenario: Scenario | None) -> None:
        """Take an owner away from what was asked before in the same place."""
        before = self._asked.get(owner)
        if owner is None or before == scenario:
            return
        self._asked[owner] = scenario
        self._asked.move_to_end(owner)
        while len(self._asked) > MOST_ASKED:
            self._asked.popitem(last=False)
        if before is not None and before in self._orders:
            self._orders[before].owners.discard(owner)

    def _piece(self, order: Order, year: int) -> Callable[[], None]:
        """Return the work of one year; whoever does the last one puts the answer together."""

        def work() -> None:
            with self._lock:
                if not order.wanted or year not in order.waiting:
                    return
                order.waiting.discard(year)
            try:
                self._work(order, year)
            except Exception as fault:
                with self._lock:
                    order.end(fault)

        return work

    def _work(self, order: Order, year: int) -> None:
        scenario, start = order.scenario, time.perf_counter()
        given = (scenario, resolve(self.region, scenario), self.region, drawn_weather(scenario.weather))
        work_year(*given, year=year, recall=self._recall)
        spent = time.perf_counter() - start
        self.seconds_per_year = MEMORY * self.seconds_per_year + (1 - MEMORY) * spent
        with self._lock:
            order.left -= 1
            order.seconds += spent
            last = order.left == 0
            if not last and order.seconds > LONGEST_SECONDS:
                order.give_up()
        if last:
            result = simulate(*given, recall=self._recall)
            with self._lock:
                order.answer(result)


def _failed(future: Future[Any]) -> bool:
    return future.done() and future.exception() is not None


def _fulfil(future: Future[Any], work: Callable[[], Any]) -> None:
    """Do what somebody waits for, and hand on what goes wrong."""
    try:
        future.set_result(work())
    except Exception as fault:
        future.set_exception(fault)


@lru_cache(maxsize=8)
def drawn_weather(wanted: Weather) -> WeatherYears:
    """Draw the weather years of a scenario once."""
    return load_weather(wanted)
