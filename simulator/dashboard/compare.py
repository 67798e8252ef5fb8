"""Page: two to four scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.scenarios import catalogue, plain, title_of
from simulator.dashboard.souvenirs import told_of
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
    show_bars(seen, view, TRIO, text("chart.bars_range_power", view.language))
    st.header(text("figure.return", view.language), anchor=False)
    show_bars(seen, view, RETURN, text("chart.bars_range_case", view.language))
    show_difference(seen, view, zero)
    show_decisions(seen, zero, view.language)
    show_jobs_power(seen, view)
    work, income = st.columns(2, gap="large")
    with work:
        show_work(seen, view)
    with income:
        show_income(seen, view)
    show_money(seen, view)
    show_places(seen, view)
    show_months(seen, view)
    with st.expander(text("comparison.title", view.language, year=view.year)):
        st.table(frames.all_figures(seen, view, zero).rename(columns=plain), hide_index=True)
        st.caption(text("comparison.note", view.language))


def show_bars(seen: Sequence[Seen], view: View, names: Sequence[str], note: str) -> None:
    """Show one small chart per key figure, and a note on all of them."""
    cells = st.grid(len(names), min_column_width=NARROWEST_CHART, gap="medium")
    for name in names:
        with cells.container():
            head, explained = (say(name, view.language) for say in (frames.figure_name, frames.figure_explained))
            rows = frames.bars(seen, view, name)
            st.subheader(head, anchor=False, help=explained)
            told = told_of(
                seen, view, alt=sentences.alt_bars(rows, head, view), title=head, below=f"{explained} {note}"
            )
            pieces.show_chart("bars", rows, told, view.language, key=f"bars_{name}")
    st.caption(note)


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
    below = text("chart.difference_subtitle", language, year=view.year, weather=frames.weather_phrase(other, view))
    title = text("chart.difference", language, other=names[place], base=names[zero])
    st.header(plain(title), anchor=False)
    st.caption(below)
    told = told_of([base, other], view, alt=sentences.alt_waterfall(rows, view), title=title, below=below)
    pieces.show_chart("waterfall", rows, told, language, table=frames.step_table(rows, language), key="difference")


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
    title, titles = text("chart.jobs_power", language), frames.titles(seen, language)
    st.header(title, anchor=False)
    rows = frames.jobs_power(seen, view)
    if rows.empty:
        st.caption(text("chart.jobs_power_none", language, year=view.year))
        return
    below = text("chart.jobs_power_subtitle", language, year=view.year)
    st.caption(below)
    pieces.show_chips(titles, language)
    told = told_of(seen, view, alt=frames.jobs_power_alt(seen, view), title=title, below=below)
    told = told._replace(slots=tuple(titles))
    pieces.show_chart("jobs_power", rows, told, language, table=frames.jobs_power_table(seen, view))


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
    below = text("chart.jobs_subtitle", view.language, year=view.year)
    st.caption(below)
    told = told_of(seen, view, alt=sentences.alt_bars(rows, head, view), title=head, below=below)
    pieces.show_chart("work", rows, told, view.language, table=frames.work_table(seen, view))
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
    below = text("chart.income_subtitle", view.language, year=view.year, price_year=price_year, weather=weather)
    st.caption(below)
    told = told_of(seen, view, alt=sentences.alt_bars(rows, head, view), title=head, below=below)
    pieces.show_chart("income", rows, told, view.language, table=frames.income_table(seen, view))


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
    title, titles = text("chart.scenario_months", view.language), frames.titles(seen, view.language)
    below = text("chart.scenario_months_subtitle", view.language, weather=frames.weather_phrase(seen[0], view))
    st.header(title, anchor=False)
    st.caption(below)
    pieces.show_chips(titles, view.language)
    told = told_of(seen, view, alt=sentences.alt_scenario_months(seen, view), title=title, below=below)
    told = told._replace(slots=tuple(titles))
    pieces.show_chart("scenario_months", frames.scenario_months(seen, view), told, view.language)
