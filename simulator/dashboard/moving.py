"""Which number moves the power most? Asked on the page of uncertainty: each alone, and shares of the variance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import streamlit as st

from simulator import Assumptions, Scenario, resolve, uncertainty
from simulator.dashboard import pieces, store, waiting
from simulator.dashboard.answers import SEED, drawn_weather
from simulator.dashboard.souvenirs import Told
from simulator.present import frames
from simulator.present.frames import View
from simulator.present.takehome.source import source_words
from simulator.present.text import fmt, text, titled
from simulator.present.uncertainty_sentences import alt_swings, shares_sentence
from simulator.questions.flipping import numbers_to_move
from simulator.uncertainty import (
    Shares,
    Swing,
    figures_of,
    learn_operators,
    most_moving,
    of_one_year,
    spread_weather,
    swing_each,
)
from simulator.uncertainty.shares import Figures, Floats

MOVED: Final = ("surplus_gwh", "winter_surplus_gwh", "worst_week_surplus_gwh")
WEATHER_YEARS: Final = 2  # from the dry and the wet half: enough to rank numbers by
SHARED, POINTS = 4, 32  # numbers that share the variance, and points for each: six times as many runs


class Moved(NamedTuple):
    """The figures as they are, with each number at its ends, and how the variance is shared. shape (indicators,)"""

    central: Floats
    swings: tuple[Swing, ...]
    shares: Shares


def show_moving(scenario: Scenario, view: View) -> None:
    """Let every number that power rests on be moved, show how far it has come, and what moves most."""
    language = view.language
    st.header(text("moving.title", language), anchor=False)
    st.caption(text("moving.lead", language, year=view.year, weather=WEATHER_YEARS, shared=SHARED))
    search = partial(_moved, of_one_year(scenario, view.year), view)
    found = waiting.asked("moving", text("moving.ask", language), (scenario, view.year), search)
    if found is not None:
        _show(found, scenario, view)


def _moved(scenario: Scenario, view: View) -> Moved:
    """Move each number alone to both ends, then draw those that move most together, a run at a time."""
    region = store.answers().region
    assumptions = resolve(region, scenario)
    names = numbers_to_move(scenario, assumptions, power=True)
    room, bar = waiting.begin_search("moving", view.language)
    count = 1 + 2 * len(names) + (SHARED + 2) * POINTS

    def told(done: int) -> None:
        bar.progress(min(done / count, 1.0), text=text("moving.trying", view.language, number=done + 1, count=count))

    figures = _asked(_model(scenario, assumptions, view.year), told)
    central = figures(assumptions)
    swings = tuple(swing_each(figures, assumptions, names))
    shares = uncertainty.share_of_ranges(figures, assumptions, most_moving(swings, SHARED), count=POINTS, seed=SEED)
    room.empty()
    return Moved(central, swings, shares)


def _model(scenario: Scenario, assumptions: Assumptions, year: int) -> Callable[[], Figures]:
    """Return what makes the model as a function of its numbers; operators learn once, which takes some seconds."""
    region, weather = store.answers().region, drawn_weather(scenario.weather)

    def made() -> Figures:
        operators = learn_operators(scenario, assumptions, region, weather)
        few = spread_weather(weather, min(WEATHER_YEARS, weather.count))
        return figures_of(scenario, region, few, indicators=MOVED, year=year, operators=operators)

    return made


def _asked(made: Callable[[], Figures], told: Callable[[int], None]) -> Figures:
    """Return the model as it answers from the workshop, telling how many runs are done."""
    model: list[Figures] = []
    done: list[Floats] = []

    def work(assumptions: Assumptions) -> Floats:
        if not model:
            model.append(made())
        return model[0](assumptions)

    def asked(assumptions: Assumptions) -> Floats:
        found = store.answers().errand(partial(work, assumptions), reader=waiting.reader())
        for _ in waiting.listening([found]):
            told(len(done))
        done.append(found.result())
        told(len(done))
        return done[-1]

    return asked


def _told(scenario: Scenario, name: str, alt: str, view: View) -> Told:
    """Say what the chart is about."""
    language = view.language
    lead = text("moving.lead", language, year=view.year, weather=WEATHER_YEARS, shared=SHARED)
    below = f"{titled(scenario.title, language)}. {text(f'indicator.{name}.name', language)}. {lead}"
    weather = text("weather_phrase.each", language, count=WEATHER_YEARS)
    source = source_words([scenario], str(view.year), weather, language)
    return Told(alt, text("moving.title", language), below, source)


def _show(found: Moved, scenario: Scenario, view: View) -> None:
    language = view.language
    name = st.segmented_control(
        text("futures.indicator", language),
        MOVED,
        format_func=lambda one: text(f"indicator.{one}.name", language),
        required=True,
        default=MOVED[0],
        wrap=True,
        key="moving_indicator",
    )
    place = MOVED.index(str(name))
    rows = frames.swing_rows(found.swings, found.central, place, language)
    if rows.empty:
        st.markdown(text("moving.nothing", language))
        return
    told = _told(scenario, str(name), alt_swings(rows, str(name), language), view)
    table = frames.swing_table(found.swings, MOVED, store.answers().region.book, language)
    pieces.show_chart("swings", rows, told, language, table=table, key="moving_swings")
    shares = found.shares
    st.subheader(text("futures.shares", language, name=text(f"indicator.{name}.name", language)), anchor=False)
    st.markdown(shares_sentence(shares, place, language))
    pieces.show_table(frames.shares_table(shares.names, shares.first[place], shares.whole[place], language))
    error = fmt(float(shares.whole_error[place].max()), "share", 0, language)
    st.caption(text("moving.shares_note", language, runs=(SHARED + 2) * POINTS, error=error))
