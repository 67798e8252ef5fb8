"""Page: how much power one scenario leaves, and when."""

from __future__ import annotations

import streamlit as st

from simulator import Scenario
from simulator.dashboard import controls, hours, pieces, store, takeaway, waiting
from simulator.dashboard.orders import Order
from simulator.dashboard.scenarios import catalogue, plain
from simulator.dashboard.souvenirs import told_of
from simulator.present import frames, sentences
from simulator.present.frames import Seen, View
from simulator.present.text import fmt, text, titled


def page() -> None:
    """Show one scenario: finding, key figures, where the power goes, months, worst week, room in the grid."""
    language = controls.opened("overview")
    pieces.dress(language)
    which, when, how = st.columns(3, vertical_alignment="bottom")
    with which:
        name = controls.choose_scenario(language)
    scenario = catalogue()[name]
    with when:
        year = controls.choose_year([scenario], language)
    with how:
        choose = controls.choose_weather(language)
    st.caption(plain(titled(scenario.description, language)))
    view = View(year, language, choose)
    whole, seen = in_view(scenario, view)
    controls.tell_weather([seen], view)
    controls.tell_cut([seen], view)
    show_power_figures(seen, view)
    come_back = st.container()
    power, months = st.columns(2, gap="large")
    with power:
        show_waterfall(seen, view)
    with months:
        show_months(seen, view)
    show_worst_week(seen, view)
    hours.show_hours(scenario, view, seen)
    show_where(seen, view)
    show_room(seen, view)
    rest = st.container()
    controls.add_own(language)
    controls.footer(scenario, language)
    with come_back:
        seen = controls.looked_at(waiting.waited_for(whole, language), view)
        show_return_figures(seen, view)
    with rest:
        takeaway.show_takeaway(seen, view)


def in_view(scenario: Scenario, view: View) -> tuple[Order, Seen]:
    """Order the whole horizon, and return the year in view as soon as it is known: power needs no other."""
    whole = store.answers().ask(scenario, owner=(waiting.reader(), "overview_whole"), first=view.year)
    if whole.future.done():
        return whole, controls.looked_at(waiting.result_of(whole, view.language), view)
    year = store.answers().year(scenario, view.year, owner=(waiting.reader(), "overview"))
    return whole, controls.looked_at(waiting.waited_for(year, view.language), view)


def show_power_figures(seen: Seen, view: View) -> None:
    """Show the finding in words, then the three figures of power that belong together."""
    with st.container(key="finding"):
        st.markdown(sentences.finding(seen, view))
    st.header(text("figure.power", view.language), anchor=False)
    pieces.show_figures(frames.power_figures(seen, view))
    st.caption(f"{view.year}, {frames.weather_phrase(seen, view)}. {text('glossary.weather_year', view.language)}")


def show_return_figures(seen: Seen, view: View) -> None:
    """Show what the region gets in return, which every year of the horizon decides."""
    st.header(text("figure.return", view.language), anchor=False)
    pieces.show_figures(frames.return_figures(seen, view))


def show_waterfall(seen: Seen, view: View) -> None:
    """Show where the power goes."""
    language = view.language
    rows = frames.waterfall(seen, view)
    title = text("chart.waterfall", language, year=view.year)
    below = text("chart.waterfall_subtitle", language, weather=frames.weather_phrase(seen, view))
    st.header(title, anchor=False, help=text("glossary.gwh", language))
    st.caption(below)
    told = told_of([seen], view, alt=sentences.alt_waterfall(rows, view), title=title, below=below)
    pieces.show_chart("waterfall", rows, told, language, table=frames.step_table(rows, language))


def show_months(seen: Seen, view: View, *, source: str = "", key: str = "") -> None:
    """Show production and consumption month by month."""
    language = view.language
    rows = frames.months(seen, view)
    title = text("chart.months", language)
    below = text("chart.months_subtitle", language, weather=frames.weather_phrase(seen, view))
    st.header(title, anchor=False)
    st.caption(below)
    alt = sentences.alt_months(rows, view)
    told = told_of([seen], view, alt=alt, title=title, below=below, source=source)
    pieces.show_chart("months", rows, told, language, table=frames.month_table(rows, language), key=key)


def show_worst_week(seen: Seen, view: View) -> None:
    """Show what the worst week is, when it comes and how bad it gets."""
    rows = frames.weeks(seen, view)
    title, below = text("week.title", view.language), text("week.definition", view.language)
    st.header(title, anchor=False)
    words, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with words:
        st.markdown(sentences.worst_week(seen, view))
        st.markdown(sentences.unserved(seen, view))
        st.caption(below)
    with picture:
        told = told_of([seen], view, alt=sentences.alt_weeks(rows, view), title=title, below=below)
        pieces.show_chart("weeks", rows, told, view.language)


def show_where(seen: Seen, view: View) -> None:
    """Show the region as a map: what each area has left, and which lines between them get full."""
    language, region = view.language, store.answers().region
    rows = frames.grid_map(seen, view, region, store.outline())
    title = text("where.title", language)
    below = text("where.subtitle", language, year=view.year, weather=frames.weather_phrase(seen, view))
    st.header(title, anchor=False)
    words, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with words:
        st.markdown(frames.map_finding(rows, language))
        st.markdown(sentences.full_line(seen, view, region.links))
        st.caption(below)
    with picture:
        told = told_of(
            [seen], view, alt=sentences.alt_grid_map(rows, seen, view, region.links), title=title, below=below
        )
        pieces.show_chart("grid_map", rows, told, language, table=frames.grid_map_table(rows, language))


def show_room(seen: Seen, view: View) -> None:
    """Show where the grid has room for more, which line binds, and what it gives to the establishments."""
    language = view.language
    hours = fmt(seen.result.assumptions["connection.cut_limit_hours"], "hours", None, language)
    st.header(text("room.title", language), anchor=False)
    st.markdown(f"{sentences.most_room(seen, view)} {sentences.full_line(seen, view, store.answers().region.links)}")
    st.caption(text("room.subtitle", language, year=view.year, count=seen.count, hours=hours))
    pieces.show_table(frames.headroom_table(frames.headroom(seen, view), language))
    standing = frames.establishments_cut(seen, view)
    if len(standing):
        st.subheader(text("room.establishments", language), anchor=False)
        pieces.show_table(frames.establishments_table(standing, language))
        st.subheader(text("room.connections", language), anchor=False)
        st.caption(text("room.connections_note", language))
        st.markdown(frames.queue_sums(seen, language))
        pieces.show_table(frames.connections(seen, language))
