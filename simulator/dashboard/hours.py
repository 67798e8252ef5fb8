"""Block: the hours of one scenario and year, from the whole year down to one week."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from simulator import HourDigest, Scenario
from simulator.dashboard import pieces, store, waiting
from simulator.dashboard.souvenirs import Told, told_of
from simulator.hours import MONTH_OF_DAY, MONTHS_PER_YEAR
from simulator.present import frames, hour_sentences, reasons
from simulator.present.frames import KINDS_OF_YEAR, LAST_WEEK, Seen, View
from simulator.present.takehome.source import source_line
from simulator.present.text import text

LEVELS: Final = ("year", "month", "week")
CHOSEN: Final = ("hours_shown", "hours_kind", "hours_level", "hours_month", "hours_day", "hours_point")
MONTHS: Final = tuple(range(1, MONTHS_PER_YEAR + 1))


class Looked(NamedTuple):
    """Which hours are looked at: those of one weather year, whose they are, in which language."""

    digest: HourDigest
    weather: int
    seen: Seen
    view: View

    @property
    def language(self) -> str:
        """Language of all words."""
        return self.view.language

    def told(self, title: str, below: str, alt: str) -> Told:
        """Say what a chart of these hours is about."""
        words = {"number": self.weather + 1, "count": len(self.digest.weather_years)}
        weather = text("weather_phrase.one", self.language, **words)
        view = View(self.digest.year, self.language)
        source = source_line(self.seen.scenario, view, weather)
        return told_of([self.seen], view, alt=alt, title=title, below=below, source=source)


def show_hours(scenario: Scenario, view: View, seen: Seen) -> None:
    """Offer the hours of a scenario; they are computed only when somebody wants to see them."""
    st.header(text("hours.title", view.language), anchor=False)
    _block(scenario, view, seen)


@st.fragment
def _block(scenario: Scenario, view: View, seen: Seen) -> None:
    """Show the hours; what is chosen here runs nothing else on the page."""
    language = view.language
    for name in CHOSEN:
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]  # kept while its widget is not on the page
    if not st.toggle(text("hours.show", language), key="hours_shown", help=text("hours.show_help", language)):
        return
    year = seen.result.ledger.years[seen.year_place(view.year)]
    with st.spinner(text("hours.computing", language, year=year)):
        digest = waiting.outcome(store.answers().hours(scenario, year, reader=waiting.reader()))
    weather = _choose_weather(digest, scenario, language)
    looked = Looked(digest, weather, seen, view)
    show_why(digest, weather, language)
    _show_level(looked)
    st.caption(hour_sentences.sums(digest, weather, seen, view))
    sorted_hours, map_of_hours = st.columns(2, gap="large")
    with sorted_hours:
        show_duration(looked)
        show_reservoir(looked)
    with map_of_hours:
        show_map(looked)


def _choose_weather(digest: HourDigest, scenario: Scenario, language: str) -> int:
    """Let one weather year be chosen; with another, the closer looks go to its worst week."""
    kind = st.segmented_control(
        text("hours.weather", language),
        KINDS_OF_YEAR,
        format_func=lambda name: text(f"hours.kind_{name}", language),
        default=None if "hours_kind" in st.session_state else KINDS_OF_YEAR[0],
        key="hours_kind",
        required=True,
        wrap=True,
    )
    weather = frames.weather_place(digest, str(kind))
    now = (scenario.id, digest.year, weather)
    if st.session_state.get("hours_of") != now:
        st.session_state["hours_of"] = now
        _go_to(frames.worst_day(digest, weather))
    return weather


def _go_to(day: int) -> None:
    """Look at the week that begins on a day, and the month it begins in."""
    st.session_state["hours_day"] = day
    st.session_state["hours_month"] = int(MONTH_OF_DAY[day]) + 1


def show_why(digest: HourDigest, weather: int, language: str) -> None:
    """Explain the worst week in words, with the parts that make it."""
    st.subheader(text("hours.why_title", language), anchor=False)
    st.markdown(hour_sentences.why(digest, weather, language))
    rows = frames.week_causes(digest, weather, frames.worst_day(digest, weather), language)
    with st.expander(text("control.show_figures", language)):
        pieces.show_table(frames.causes_table(rows, language))
        st.caption(text("hours.why_note", language))


def _show_level(looked: Looked) -> None:
    """Let the level be chosen, and show it."""
    level = st.segmented_control(
        text("hours.level", looked.language),
        LEVELS,
        format_func=lambda name: text(f"hours.level_{name}", looked.language),
        default=None if "hours_level" in st.session_state else LEVELS[0],
        key="hours_level",
        required=True,
    )
    {"year": show_year, "month": show_month, "week": show_week}[str(level)](looked)


def _headed(looked: Looked, title: str, below: str, alt: str) -> Told:
    """Write the heading of a chart and what it shows; the same words are printed on its picture."""
    st.subheader(title, anchor=False)
    st.caption(below)
    return looked.told(title, below, alt)


def show_year(looked: Looked) -> None:
    """Show every day with its lowest and highest hour."""
    digest, weather, language = looked.digest, looked.weather, looked.language
    rows = frames.days(digest, weather, language)
    title, below = text("hours.year_title", language), text("hours.year_subtitle", language)
    told = _headed(looked, title, below, hour_sentences.alt_days(rows, language))
    pieces.show_chart("days", rows, told, language, table=frames.year_table(digest, weather, language))


def show_month(looked: Looked) -> None:
    """Show every hour of a month; a closer look then goes to the worst week of that month."""
    digest, weather, language = looked.digest, looked.weather, looked.language
    month = int(
        st.select_slider(
            text("hours.month", language),
            MONTHS,
            format_func=lambda number: text(f"month_long.{number}", language),
            key="hours_month",
            on_change=lambda: _to_month(digest, weather),
        )
    )
    rows = frames.month_hours(digest, weather, month, language)
    name = text(f"month_long.{month}", language).capitalize()
    title, below = text("hours.month_title", language, month=name), text("hours.month_subtitle", language)
    told = _headed(looked, title, below, hour_sentences.alt_month_hours(rows, month, language))
    table = frames.month_hour_table(digest, weather, month, language)
    pieces.show_chart("month_hours", rows, told, language, table=table)


def _to_month(digest: HourDigest, weather: int) -> None:
    st.session_state["hours_day"] = frames.worst_day(digest, weather, st.session_state["hours_month"])


def show_week(looked: Looked) -> None:
    """Show every hour of a week by source; the week may begin on any day."""
    digest, weather, language = looked.digest, looked.weather, looked.language
    day = int(
        st.select_slider(
            text("hours.week", language),
            range(LAST_WEEK + 1),
            format_func=lambda first: frames.week_name(first, language),
            key="hours_day",
            on_change=lambda: _go_to(st.session_state["hours_day"]),
        )
    )
    worst = frames.worst_day(digest, weather)
    st.button(text("hours.to_worst", language), on_click=_go_to, args=(worst,), disabled=day == worst)
    rows = frames.week_hours(digest, weather, day, language)
    title = text("hours.week_title", language, week=frames.week_name(day, language))
    words = hour_sentences.alt_week_hours(digest, weather, day, language)
    told = _headed(looked, title, text("hours.week_subtitle", language), words)
    st.markdown(words)
    pieces.show_chart("week_hours", rows, told, language, table=frames.week_table(digest, weather, day, language))
    st.subheader(text("dispatch_reason.title", language), anchor=False)
    pieces.show_table(reasons.reasons_table(reasons.reasons(digest, weather, day, language), language))
    st.caption(text("dispatch_reason.note", language))


def show_duration(looked: Looked) -> None:
    """Show the hours sorted, with what the grid to the outside carries."""
    language = looked.language
    point = _choose_point(looked.digest, language)
    rows = frames.duration(looked.digest, looked.weather, language, point)
    asked, words = ("point", {"point": text(f"grid.{point}", language)}) if point else ("duration", {})
    title, below = (text(f"hours.{asked}_{part}", language, **words) for part in ("title", "subtitle"))
    told = _headed(looked, title, below, hour_sentences.alt_duration(rows, language, point))
    table = frames.duration_table(rows, language, at_point=point is not None)
    pieces.show_chart("duration", rows, told, language, table=table)


def _choose_point(digest: HourDigest, language: str) -> str | None:
    """Let the whole region or one exchange point be chosen."""
    return st.selectbox(
        text("hours.point", language),
        (None, *digest.exchanges),
        format_func=lambda one: text(f"grid.{one}", language) if one else text("hours.whole_region", language),
        placeholder=text("hours.whole_region", language),
        key="hours_point",
    )


def show_map(looked: Looked) -> None:
    """Show every hour of the day in every month."""
    rows, language = frames.day_map(looked.digest, looked.weather, looked.language), looked.language
    title, below = text("hours.map_title", language), text("hours.map_subtitle", language)
    told = _headed(looked, title, below, hour_sentences.alt_day_map(rows, language))
    pieces.show_chart("day_map", rows, told, language, table=frames.map_table(rows, language))


def show_reservoir(looked: Looked) -> None:
    """Show how full the reservoirs are through the year."""
    rows, language = frames.reservoir(looked.digest, looked.weather, looked.language), looked.language
    title, below = text("hours.reservoir_title", language), text("hours.reservoir_subtitle", language)
    told = _headed(looked, title, below, hour_sentences.alt_reservoir(rows, language))
    pieces.show_chart("reservoir", rows, told, language, table=frames.reservoir_table(rows, language))
