"""Page: two to four scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.scenarios import catalogue, plain, title_of
from simulator.present import frames, sentences
from simulator.present.frames import TRIO, Seen, View
from simulator.present.text import text
from simulator.stages.jobs import compare_kinds

FEWEST: Final = 2
NARROWEST_CHART: Final = 320
RETURN: Final = ("jobs", "jobs_per_gwh", "municipal_income_mnok")


def page() -> None:
    """Show scenarios side by side: figures, why they differ, work, income, months."""
    language = controls.opened("compare")
    pieces.dress(language)
    names = controls.choose_scenarios(language)
    if len(names) < FEWEST:
        st.info(text("control.too_few", language))
        return
    scenarios = [catalogue()[name] for name in names]
    base, when, how = st.columns([2, 2, 2], vertical_alignment="bottom")
    with base:
        zero = choose_zero(names, language)
    with when:
        year = controls.choose_year(scenarios, language)
    with how:
        choose = controls.choose_weather(language)
    view = View(year, language, choose)
    seen = [controls.looked_at(result, view) for result in waiting.answered(names, language)]
    controls.tell_weather(seen, view)
    controls.tell_cut(seen, view)
    show_comparison(seen, view, zero)
    controls.add_own(language)
    controls.footer(seen[0].scenario, language)


def choose_zero(names: Sequence[str], language: str) -> int:
    """Let one of the chosen be what the others are compared with.

    Returns
    -------
    int
        Its position among them.
    """
    state = st.session_state
    if state["zero"] not in names:
        state["zero"] = names[0]
    chosen = st.selectbox(
        text("control.zero", language), list(names), format_func=partial(title_of, language=language), key="zero"
    )
    return list(names).index(chosen)


def show_comparison(seen: Sequence[Seen], view: View, zero: int) -> None:
    """Show everything below the choices."""
    with st.container(key="finding"):
        names = [plain(title) for title in frames.titles(seen, view.language)]
        st.markdown(sentences.comparison_finding(seen, view, names))
    pieces.show_chips(frames.titles(seen, view.language), view.language)
    st.header(text("figure.power", view.language), anchor=False)
    show_bars(seen, view, TRIO)
    st.caption(text("chart.bars_range_power", view.language))
    st.header(text("figure.return", view.language), anchor=False)
    show_bars(seen, view, RETURN)
    st.caption(text("chart.bars_range_case", view.language))
    show_difference(seen, view, zero)
    show_decisions(seen, zero, view.language)
    show_jobs_power(seen, view)
    work, income = st.columns(2, gap="large")
    with work:
        show_work(seen, view)
    with income:
        show_income(seen, view)
    show_places(seen, view)
    show_months(seen, view)
    with st.expander(text("comparison.title", view.language, year=view.year)):
        st.table(frames.all_figures(seen, view, zero).rename(columns=plain), hide_index=True)
        st.caption(text("comparison.note", view.language))


def show_bars(seen: Sequence[Seen], view: View, names: Sequence[str]) -> None:
    """Show one small chart per key figure."""
    cells = st.grid(len(names), min_column_width=NARROWEST_CHART, gap="medium")
    for name in names:
        with cells.container():
            head = frames.figure_name(name, view.language)
            rows = frames.bars(seen, view, name)
            st.subheader(head, anchor=False, help=frames.figure_explained(name, view.language))
            pieces.show_chart("bars", rows, view.language, alt=sentences.alt_bars(rows, head, view), key=f"bars_{name}")


def show_difference(seen: Sequence[Seen], view: View, zero: int) -> None:
    """Show why the others differ from the zero point, one at a time."""
    language, names = view.language, frames.titles(seen, view.language)
    others = [place for place in range(len(seen)) if place != zero]
    place = others[0]
    if len(others) > 1:
        picked = st.segmented_control(
            text("control.compared_with", language, title=plain(names[zero])),
            others,
            format_func=lambda other: plain(names[other]),
            default=others[0],
            required=True,
            key=f"difference_with_{zero}",
        )
        place = picked if picked in others else others[0]
    base, other = seen[zero], seen[place]
    rows = frames.difference(base, other, view)
    words = {"other": plain(names[place]), "base": plain(names[zero])}
    st.header(text("chart.difference", language, **words), anchor=False)
    st.caption(text("chart.difference_subtitle", language, year=view.year, weather=frames.weather_phrase(other, view)))
    pieces.show_chart("waterfall", rows, language, alt=sentences.alt_waterfall(rows, view), key="difference")
    pieces.show_rows(frames.step_table(rows, language), language)


def show_decisions(seen: Sequence[Seen], zero: int, language: str) -> None:
    """Show what is decided differently, and which numbers about the world are not the same."""
    tables = {
        "decisions": frames.decisions_table(seen, zero, language),
        "assumptions": frames.assumptions_table(seen, zero, store.answers().region.book, language),
    }
    st.header(text("differs.title", language), anchor=False)
    for name, table in tables.items():
        if table.empty:
            st.caption(text(f"differs.no_{name}", language))
            continue
        with st.expander(f"{text(f'differs.{name}', language)} ({len(table)})"):
            pieces.show_table(table)


def show_jobs_power(seen: Sequence[Seen], view: View) -> None:
    """Show every establishment by the power it uses and the work it gives."""
    language = view.language
    st.header(text("chart.jobs_power", language), anchor=False)
    rows = frames.jobs_power(seen, view)
    if rows.empty:
        st.caption(text("chart.jobs_power_none", language, year=view.year))
        return
    st.caption(text("chart.jobs_power_subtitle", language, year=view.year))
    pieces.show_chips(frames.titles(seen, language), language)
    pieces.show_chart("jobs_power", rows, language, alt=frames.jobs_power_alt(seen, view))
    pieces.show_rows(frames.jobs_power_table(seen, view), language)


def show_places(seen: Sequence[Seen], view: View) -> None:
    """Show one figure of every municipality, scenario by scenario."""
    language = view.language
    st.header(text("places.compare", language), anchor=False)
    name = st.segmented_control(
        text("places.figure", language),
        frames.PLACE_FIGURES,
        format_func=lambda one: text(f"places.short_{one}", language),
        default=frames.PLACE_FIGURES[0],
        required=True,
        wrap=True,
        key="place_figure",
    )
    pieces.show_table(frames.places_comparison(seen, view, name or frames.PLACE_FIGURES[0]))
    st.caption(text("places.compare_note", language, year=view.year))


def show_work(seen: Sequence[Seen], view: View) -> None:
    """Show operating work by kind, with its range."""
    rows = frames.work(seen, view)
    head = text("chart.jobs", view.language)
    st.header(head, anchor=False, help=text("glossary.jobs", view.language))
    st.caption(text("chart.jobs_subtitle", view.language, year=view.year))
    pieces.show_chart("work", rows, view.language, alt=sentences.alt_bars(rows, head, view))
    pieces.show_rows(frames.work_table(seen, view), view.language)
    with st.expander(text("kinds.expand", view.language)):
        found = compare_kinds(store.answers().region, seen[0].result.assumptions)
        pieces.show_table(frames.kinds_table(found, view.language))
        st.caption(text("kinds.note", view.language))


def show_income(seen: Sequence[Seen], view: View) -> None:
    """Show income by group of sources."""
    rows = frames.income(seen, view)
    head = text("chart.income", view.language)
    st.header(head, anchor=False)
    price_year = seen[0].result.income.price_year
    weather = frames.weather_phrase(seen[0], view)
    st.caption(text("chart.income_subtitle", view.language, year=view.year, price_year=price_year, weather=weather))
    pieces.show_chart("income", rows, view.language, alt=sentences.alt_bars(rows, head, view))
    pieces.show_rows(frames.income_table(seen, view), view.language)
    show_money(seen, view)


def show_money(seen: Sequence[Seen], view: View) -> None:
    """Offer income by municipality, who gets what new power earns, and what each project is worth."""
    tables = {
        "municipalities": frames.municipality_table(seen, view),
        "recipients": frames.recipients_table(seen, view),
        "economics": frames.economics_table(seen, view),
        "ownership": frames.ownership_table(seen, view),
    }
    for name, table in tables.items():
        if table.empty:
            continue
        with st.expander(text(f"money.{name}", view.language)):
            pieces.show_table(table)
            st.caption(text(f"money.{name}_note", view.language))


def show_months(seen: Sequence[Seen], view: View) -> None:
    """Show the surplus of every scenario month by month."""
    st.header(text("chart.scenario_months", view.language), anchor=False)
    st.caption(text("chart.scenario_months_subtitle", view.language, weather=frames.weather_phrase(seen[0], view)))
    pieces.show_chips(frames.titles(seen, view.language), view.language)
    rows = frames.scenario_months(seen, view)
    alt = sentences.alt_scenario_months(seen, view)
    pieces.show_chart("scenario_months", rows, view.language, alt=alt)
