"""What is kept between reruns: the region, the answers, the drawn charts. The only place that caches."""

from __future__ import annotations

import gc
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final

import streamlit as st

from simulator import (
    HourDigest,
    InputError,
    Problem,
    Region,
    Result,
    Scenario,
    WeatherYears,
    load_region,
    load_scenario,
    load_weather,
    read_scenario,
    resolve,
    scenario_folder,
    simulate,
    simulate_hours,
)
from simulator.premises import Horizon, Weather
from simulator.present import frames
from simulator.present.charts import template
from simulator.present.frames import Frame
from simulator.present.theme import Look
from simulator.recall import Recall

MOST_ANSWERS: Final = 64
MOST_HOURS: Final = 8  # 15 MB each
WORKERS: Final = 2
LARGEST_RUN: Final = 2000
POLL_SECONDS: Final = 0.2
FIRST_GUESS_SECONDS: Final = 8.0
PATIENCE_SHARE: Final = 0.95
ORDER: Final = ("reference", "data_centre_80mw", "strategy")
REHEARSAL: Final = Horizon(first_year=2034, last_year=2036)
REHEARSAL_WEATHER_YEARS: Final = 3


class Answers:
    """Results by scenario, and hours by year: each computed once, shared by everybody, bounded in number."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.seconds = FIRST_GUESS_SECONDS
        self._recall = Recall()
        self._futures: OrderedDict[Scenario, Future[Result]] = OrderedDict()
        self._lock = Lock()
        self._hours, self._turn = Recall(MOST_HOURS), Lock()
        self._pool = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="simulate")

    def ask(self, scenario: Scenario) -> Future[Result]:
        """Return the answer to come, starting the work if nobody has asked before."""
        with self._lock:
            future = self._futures.get(scenario)
            if future is None or (future.done() and future.exception() is not None):
                future = self._futures[scenario] = self._pool.submit(self._answer, scenario)
            self._futures.move_to_end(scenario)
            while len(self._futures) > MOST_ANSWERS:
                self._futures.popitem(last=False)
            return future

    def prepare(self, scenarios: Sequence[Scenario]) -> None:
        """Answer scenarios one after the other in the background, leaving room for what somebody waits for."""

        def work() -> None:
            for scenario in scenarios:
                wait([self.ask(scenario)])

        Thread(target=work, name="prepare", daemon=True).start()

    def hours(self, scenario: Scenario, year: int) -> HourDigest:
        """Return the hours of one scenario and horizon year; those not known are worked out one at a time.

        A year takes some hundred megabytes until it is reduced.
        """

        def work() -> HourDigest:
            assumptions, weather = resolve(self.region, scenario), drawn_weather(scenario.weather)
            return simulate_hours(scenario, assumptions, self.region, weather, year=year)

        key = (scenario, year)
        if key in self._hours:
            return self._hours.once(key, work)
        with self._turn:
            return self._hours.once(key, work)

    def _answer(self, scenario: Scenario) -> Result:
        start = time.perf_counter()
        assumptions, weather = resolve(self.region, scenario), drawn_weather(scenario.weather)
        result = simulate(scenario, assumptions, self.region, weather, recall=self._recall)
        self.seconds = time.perf_counter() - start
        return result


@lru_cache(maxsize=8)
def drawn_weather(wanted: Weather) -> WeatherYears:
    """Draw the weather years of a scenario once."""
    return load_weather(wanted)


@st.cache_resource(show_spinner=False)
def answers() -> Answers:
    """Return the one shelf of answers of this server."""
    return Answers(load_region())


@st.cache_resource(show_spinner=False, max_entries=2)
def shipped(rehearsal: bool = False) -> Mapping[str, Scenario]:  # noqa: FBT001, FBT002 - a cache key
    """Read the scenarios that come along, the best-known first.

    Parameters
    ----------
    rehearsal : bool
        Shorten the horizon and take few weather years, for tests of the screen.
    """
    read = {path.stem: load_scenario(path, answers().region) for path in sorted(scenario_folder().glob("*.toml"))}
    names = [*(name for name in ORDER if name in read), *(name for name in read if name not in ORDER)]
    return {name: shortened(read[name]) if rehearsal else read[name] for name in names}


def shortened(scenario: Scenario) -> Scenario:
    """Return the scenario with three years and three weather years."""
    weather = scenario.weather.model_copy(update={"count": REHEARSAL_WEATHER_YEARS})
    return scenario.model_copy(update={"horizon": REHEARSAL, "weather": weather})


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Prepare everything that comes along, once, and take what lives long out of the collector's way."""
    answers().prepare(list(shipped().values()))
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False, max_entries=64)
def drawn(name: str, language: str, dark: bool) -> Mapping[str, Any]:  # noqa: FBT001 - a cache key
    """Return a chart drawn once, to be filled with rows."""
    return template(name, Look(language, dark))


@st.cache_resource(show_spinner=False, max_entries=4)
def register(language: str) -> Frame:
    """Return the register of assumptions in a language."""
    return frames.register(answers().region.book, language)


def read_upload(name: str, content: bytes) -> Scenario:
    """Read a scenario that somebody brings.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : bytes
        UTF-8 TOML.

    Raises
    ------
    InputError
        With every problem of the file, or because it asks for more years than a screen should wait for.
    """
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        found, remedy = f"byte {fault.object[fault.start]:#04x} at position {fault.start}", "save the file as UTF-8"
        raise InputError([Problem(code="not_utf8", file=name, place="", found=found, remedy=remedy)]) from None
    scenario = read_scenario(source, name, answers().region)
    size = len(scenario.horizon.years) * scenario.weather.count
    if size > LARGEST_RUN:
        found, remedy = f"{size} simulated years", f"keep horizon years times weather years within {LARGEST_RUN}"
        raise InputError([Problem(code="too_long", file=name, place="weather.count", found=found, remedy=remedy)])
    return scenario


def weather_places(wanted: Weather, choose: str) -> tuple[int, ...] | None:
    """Find a kind of weather among the weather years of a scenario.

    Returns
    -------
    tuple of int or None
        Positions; None stands for all years. Empty if the scenario has no such years.
    """
    if choose in {"all", wanted.choose}:
        return None
    sought = set(drawn_weather(wanted.model_copy(update={"choose": choose})).names)
    return tuple(place for place, name in enumerate(drawn_weather(wanted).names) if name in sought)


def waiting(scenarios: Iterable[Scenario]) -> Iterator[tuple[int, float]]:
    """Wait for answers, telling again and again how far it has come.

    Yields
    ------
    place, share : int, float
        Which scenario is being computed, counted from 0, and how far along it probably is. [share]
    """
    shelf = answers()
    for place, scenario in enumerate(scenarios):
        future, start = shelf.ask(scenario), time.perf_counter()
        while not wait([future], timeout=POLL_SECONDS).done:
            yield place, min((time.perf_counter() - start) / shelf.seconds, PATIENCE_SHARE)


def icon() -> Path:
    """Return the picture for the browser tab, from this folder so that nothing is fetched."""
    return Path(__file__).with_name("icon.png")
