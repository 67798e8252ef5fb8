"""Page: what happens if we say yes? Levers on the left, four answers and their reasons on the right."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from types import MappingProxyType
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from simulator import Result, Scenario
from simulator.dashboard import (
    controls,
    drafts,
    entries,
    largest,
    levers,
    mending,
    mixing,
    overview,
    pieces,
    store,
    takeaway,
    waiting,
)
from simulator.dashboard.address import remember
from simulator.dashboard.orders import Order
from simulator.dashboard.souvenirs import told_of
from simulator.present import frames, sentences
from simulator.present.frames import Answer, Seen, View
from simulator.present.takehome.handout import GRID, MONEY, POWER, WORK, confidence_of, used_numbers
from simulator.present.takehome.source import source_of
from simulator.present.text import text

RESTS_ON: Final = MappingProxyType({"power": POWER, "connection": GRID, "jobs": WORK, "income": MONEY})
NARROWEST_ANSWER: Final = 200
CARD_HEIGHT: Final = 380


def page() -> None:
    """Show the levers, and everything that follows from them."""
    language = controls.opened("trial")
    pieces.dress(language)
    bench(language)


def bench(language: str) -> None:
    """Show what can be moved and what follows.

    No fragment: a run of one cannot be broken off, and a move must not wait until the years before it are worked out.
    """
    drafts.show_bar(language)
    scenario = drafts.draft().now
    left, right = st.columns([3, 8], gap="large")
    with right:
        view = choose_view(scenario, language)
        spots = lay_card(scenario, view)  # before the levers, which take longer to write than the estimate
    with left, st.container(key="levers", gap="small"):
        levers.show_levers("first", language)
        with st.expander(text("trial.more", language)):
            levers.show_levers("more", language)
            entries.show_choices(language)
    with right:
        show_answers(scenario, view, spots)
    entries.show_entries(language)
    largest.show_largest(view)
    mending.show_needed(view)
    mixing.show_mix(view)
    remember()


def choose_view(scenario: Scenario, language: str) -> View:
    """Let year and weather be chosen."""
    when, how = st.columns(2, vertical_alignment="bottom")
    with when:
        year = controls.choose_year([scenario], language)
    with how:
        choose = controls.choose_weather(language)
    return View(year, language, choose)


def lay_card(scenario: Scenario, view: View) -> list[DeltaGenerator]:
    """Make room for the four answers, and say at once what can be said.

    What stood there before stays until something is written in its place: nothing flickers.
    """
    with st.container(key="card"):
        grid = st.grid(4, min_column_width=NARROWEST_ANSWER)
        power, *others = (grid.container() for _ in range(4))
    return [show_at_once(scenario, drafts.draft().start, view, power), *others]


def show_answers(scenario: Scenario, view: View, spots: Sequence[DeltaGenerator]) -> None:
    """Show the year in view, then what needs the whole horizon."""
    base, language = drafts.draft().start, view.language
    power, connection, jobs, income = spots
    ours, theirs = _year_of(scenario, base, view)
    seen, before = controls.looked_at(ours, view), controls.looked_at(theirs, view)
    show_answer(frames.power_answer(seen, before, view), language, power)
    show_answer(frames.connection_answer(seen, view), language, connection)
    show_answer(frames.jobs_answer(seen, before, view), language, jobs)
    rest = _whole(scenario, view)
    if not rest.future.done():
        income = show_answer(frames.waiting_answer(language), language, income)
    controls.tell_weather([seen], view)
    show_reasons(seen, before, view)
    store.answers().stand_on(theirs, reader=waiting.reader())
    store.answers().look_ahead(*levers.next_steps(language), view.year, reader=waiting.reader())
    show_rest(rest, base, view, income)


def show_at_once(scenario: Scenario, base: Scenario, view: View, spot: DeltaGenerator) -> DeltaGenerator:
    """Show how much power is left, or about how much until that is known; return where the answer goes."""
    shelf = store.answers()
    ours, theirs = (shelf.known(one, view.year) for one in (scenario, base))
    if ours and theirs:
        seen, before = (controls.looked_at(one, view) for one in (ours, theirs))
        return show_answer(frames.power_answer(seen, before, view), view.language, spot)
    found = shelf.estimated(scenario, base, view.year)
    if found is None:
        return spot
    return show_answer(frames.estimated_answer(controls.looked_at(found, view), view), view.language, spot)


def show_answer(answer: Answer, language: str, spot: DeltaGenerator) -> DeltaGenerator:
    """Show one of the four answers: verdict in word and sign, figures, and what would mend it.

    ``spot`` is a container, or an answer that this one takes the place of. Returns the answer as shown.
    """
    tone = {"good": "reached", "tight": "close", "bad": "missed", "plain": "quiet"}[answer.tone]
    colour = pieces.look(language).colours[tone]
    lines = "".join(
        f"<div><dt>{escape(line.name)}</dt><dd>{escape(line.value)}<small>{escape(line.below)}</small></dd></div>"
        for line in answer.lines
    )
    remedy = f'<p class="remedy">{escape(answer.remedy)}</p>' if answer.remedy else ""
    sure = escape(text("card.sure", language, word=_confidence(answer, language)))
    return spot.html(
        f'<section class="answer" style="--tone:{colour}" aria-label="{escape(answer.title)}">'
        f"<h2>{escape(answer.title)}</h2>"
        f'<p class="verdict"><span aria-hidden="true">{answer.symbol}</span> {escape(answer.verdict)}</p>'
        f'<dl>{lines}</dl>{remedy}<p class="sure">{sure}</p></section>'
    )


def _confidence(answer: Answer, language: str) -> str:
    """Return the word of confidence that stands most often behind an answer."""
    used = used_numbers(drafts.draft().now, store.answers().region.book)
    return confidence_of(RESTS_ON[answer.id], used, language)


def show_reasons(seen: Seen, before: Seen, view: View) -> None:
    """Show why the surplus became what it is, and when in the year it is short."""
    language, source = view.language, _source(seen, view)
    why, when = st.columns(2, gap="large")
    with why:
        names = (text("trial.then", language), text("trial.now", language))
        rows = (
            frames.difference(before, seen, view, names=names)
            if drafts.draft().changed
            else frames.waterfall(seen, view)
        )
        title = text("trial.why", language, year=view.year)
        below = text("chart.waterfall_subtitle", language, weather=frames.weather_phrase(seen, view))
        st.header(title, anchor=False)
        st.caption(below)
        alt, table = sentences.alt_waterfall(rows, view), frames.step_table(rows, language)
        told = told_of([seen], view, alt=alt, title=title, below=below, source=source)
        pieces.show_chart("waterfall", rows, told, language, table=table, key="trial_why")
    with when:
        overview.show_months(seen, view, source=source, key="trial_months")


def _source(seen: Seen, view: View) -> str:
    """Say where the figures come from, and that the scenario is no longer what its name stands for."""
    source = source_of([seen], view)
    return f"{source} {text('presenter.changed', view.language)}" if drafts.draft().changed else source


def show_rest(rest: Order, base: Scenario, view: View, income: DeltaGenerator) -> None:
    """Show income, who fills the jobs, and the goals, as soon as every year is known."""
    before = store.answers().ask(base, owner=(waiting.reader(), "base"), first=view.year)
    spot = st.empty()
    for share, seconds in waiting.waiting_for([before, rest]):
        spot.progress(share, text=text("trial.computing", view.language, seconds=max(round(seconds), 1)))
    spot.empty()
    seen, start = (controls.looked_at(waiting.result_of(order, view.language), view) for order in (rest, before))
    show_answer(frames.income_answer(seen, start, view), view.language, income)
    counts, known = frames.status_counts(seen.result), frames.status_counts(start.result)
    st.header(text("trial.goals", view.language), anchor=False)
    st.markdown(
        text("trial.goals_said", view.language, **{**counts, "before": known["reached"], "count": sum(counts.values())})
    )
    st.markdown(frames.what_limits(seen.result, view.language))
    takeaway.show_takeaway(seen, view)


def _year_of(scenario: Scenario, base: Scenario, view: View) -> tuple[Result, Result]:
    """Return the year in view of the draft and of where it began; something stands there while it is not known."""
    shelf, me = store.answers(), waiting.reader()
    orders = [shelf.year(one, view.year, owner=(me, place)) for place, one in enumerate((scenario, base))]
    spot = st.empty()
    for _ in waiting.waiting_for(orders):
        if not st.session_state.get("card_stands", False):  # later the card before stays until the new one is there
            spot.skeleton(height=CARD_HEIGHT)
    spot.empty()
    st.session_state["card_stands"] = True
    ours, theirs = (waiting.result_of(order, view.language) for order in orders)
    return ours, theirs


def _whole(scenario: Scenario, view: View) -> Order:
    return store.answers().ask(scenario, owner=(waiting.reader(), "whole"), first=view.year)
