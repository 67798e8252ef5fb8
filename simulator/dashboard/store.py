"""What is kept between reruns: the region and the answers. The only place of the screen that caches."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final

from simulator import (
    InputError,
    Problem,
    Scenario,
    load_levers,
    load_region,
    load_scenario,
    read_scenario,
    scenario_folder,
)
from simulator.dashboard.answers import Answers, drawn_weather
from simulator.inputs.contested import load_contested
from simulator.inputs.outline import load_outline
from simulator.inputs.places import document_folder, example_folder
from simulator.inputs.source import byte_of, line_of
from simulator.premises import Contested, Horizon, Lever, Outline, Weather
from simulator.present import frames
from simulator.present.charts import BUILDERS, template
from simulator.present.frames import Frame
from simulator.present.text import LANGUAGES
from simulator.present.theme import Look
from simulator.words import said

LARGEST_RUN: Final = 2000
FIRST_YEAR_SHOWN: Final = 2035
AHEAD: Final = "SURPLUS_AHEAD"
REHEARSE: Final = "SURPLUS_REHEARSE"
ORDER: Final = ("reference", "data_centre_80mw", "strategy")
REHEARSAL: Final = Horizon(first_year=2034, last_year=2036)
REHEARSAL_WEATHER_YEARS: Final = 3


@cache
def answers() -> Answers:
    """Return the one shelf of answers of this server."""
    return Answers(load_region())


@cache
def levers() -> tuple[Lever, ...]:
    """Return what a reader can move."""
    return load_levers(answers().region)


@cache
def outline() -> Outline:
    """Return what the map is drawn from."""
    return load_outline(answers().region)


@cache
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


@cache
def candidates(rehearsal: bool = False) -> Scenario:  # noqa: FBT001, FBT002 - a cache key
    """Read the shipped example of projects and establishments to choose among; short for tests of the screen."""
    read = load_scenario(example_file(), answers().region)
    return shortened(read) if rehearsal else read


def example_file() -> Path:
    """Return the file of the shipped example of candidates."""
    return example_folder() / "candidates.toml"


def rehearsing() -> bool:
    """Tell whether the environment asks for short scenarios: for tests of what a page looks like."""
    return os.environ.get(REHEARSE) == "1"


def shortened(scenario: Scenario) -> Scenario:
    """Return the scenario with three years and three weather years."""
    weather = scenario.weather.model_copy(update={"count": REHEARSAL_WEATHER_YEARS})
    return scenario.model_copy(update={"horizon": REHEARSAL, "weather": weather})


def warm_up() -> None:
    """Begin to prepare what will be asked for: the first picture, then every chart, then all that comes along.

    Where the environment sets `AHEAD` to 0, no scenario is worked out before somebody asks for it.
    """
    if os.environ.get(AHEAD, "1") == "0":
        draw_all()
        return
    scenarios = list(shipped().values())
    first = answers().year(scenarios[0], FIRST_YEAR_SHOWN)

    def go_on() -> None:
        wait([first.future])
        draw_all()
        answers().prepare(scenarios)

    answers().errand(go_on)


def draw_all() -> Future[None]:
    """Have every chart drawn once, after what somebody waits for.

    Returns
    -------
    Future
        Done when what lives long is out of the collector's way, too.
    """
    looks = [(name, Look(language)) for language in LANGUAGES for name in BUILDERS]
    pieces = [answers().errand(partial(template, *look)) for look in looks]
    return answers().errand(partial(_settle, pieces))


def _settle(pieces: Sequence[Future[Any]]) -> None:
    """Take what lives long out of the collector's way, once some pieces are done."""
    wait(pieces)
    gc.collect()
    gc.freeze()


@lru_cache(maxsize=4)
def register(language: str) -> Frame:
    """Return the register of assumptions in a language."""
    return frames.register(answers().region.book, language)


@cache
def contested() -> tuple[Contested, ...]:
    """Return the numbers that sources disagree on."""
    return load_contested(answers().region.book)


@cache
def document(name: str) -> str:
    """Return a page of `docs/` as it is written."""
    return (document_folder() / name).read_text(encoding="utf-8")


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
        found, remedy = byte_of(fault), said("remedy.save_as_utf8")
        place = line_of(fault)
        raise InputError([Problem(code="not_utf8", file=name, place=place, found=found, remedy=remedy)]) from None
    scenario = read_scenario(source, name, answers().region)
    size = len(scenario.horizon.years) * scenario.weather.count
    if size > LARGEST_RUN:
        found, remedy = said("found.simulated_years", count=size), said("remedy.within_years", most=LARGEST_RUN)
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


def icon() -> Path:
    """Return the picture for the browser tab, from this folder so that nothing is fetched."""
    return Path(__file__).with_name("icon.png")
