"""Which mix of projects and establishments gives most? Asked on the page that tests a scenario."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from simulator import InputError, Result, Scenario
from simulator.dashboard import controls, drafts, mixlimits, pieces, store, waiting
from simulator.dashboard.answers import drawn_weather
from simulator.dashboard.scenarios import plain
from simulator.dashboard.souvenirs import Told
from simulator.present import frames, mixes
from simulator.present.frames import View
from simulator.present.takehome.source import source_words
from simulator.present.text import CENT, text, titled
from simulator.questions.hosting import CONDITIONS
from simulator.questions.needed import Terms
from simulator.questions.portfolio import (
    AGAINST,
    Aim,
    Portfolio,
    candidates_of,
    find_portfolio,
    with_chosen,
    with_taken,
)

EXAMPLE, DRAFT, OWN = "example", "draft", "own"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: among which entries, of what most, within which limits, in which year."""

    scenario: Scenario
    aim: Aim
    year: int
    share: int

    @property
    def runs(self) -> int:
        """How many runs the answer may take: one without any candidate, each alone, and the checks."""
        return 1 + len(candidates_of(self.scenario)) + self.aim.checks


def show_mix(view: View) -> None:
    """Let candidates and limits be chosen, show how far the search has come, and what was found."""
    language = view.language
    with st.expander(text("mix.title", language), icon=":material/extension:"):
        st.caption(text("mix.lead", language))
        if st.session_state.pop("mix_taken", False):
            st.success(text("mix.taken", language))
        scenario = _choose_candidates(language)
        if not candidates_of(scenario):
            st.info(text("mix.no_candidates", language))
            return
        question = Question(scenario, *mixlimits.choose_aim(scenario, language))
        much = mixlimits.too_much(scenario, question.year, question.runs)
        if much:
            st.warning(text("mix.too_much", language, years=much, most=mixlimits.MOST_YEARS))
        search = partial(_searched, question, language)
        found = waiting.asked("mix", text("mix.ask", language), question, search, possible=not much)
        if found is not None:
            _show(question, found, language)


def _choose_candidates(language: str) -> Scenario:
    """Let it be chosen what to choose among; a file that was brought is taken at once."""
    state = st.session_state
    own: Scenario | None = state.get("mix_own")
    state.setdefault("mix_source", EXAMPLE)
    known = (EXAMPLE, DRAFT) if own is None else (EXAMPLE, DRAFT, OWN)
    chosen = st.segmented_control(
        text("mix.source", language),
        known,
        format_func=lambda one: text(f"mix.source_{one}", language),
        required=True,
        key="mix_source",
    )
    example = store.candidates(bool(state.get("rehearsal", store.rehearsing())))
    scenario = own if chosen == OWN and own is not None else drafts.draft().now if chosen == DRAFT else example
    _show_candidates(scenario, language)
    return scenario


def _show_candidates(scenario: Scenario, language: str) -> None:
    """Show what can be chosen, and let a file be fetched and brought."""
    row = st.container(horizontal=True, vertical_alignment="center")
    count = len(candidates_of(scenario))
    with row.popover(text("mix.see", language, count=count)):
        lines = [
            frames.entry_line(part, one, language, plain(titled(one.title, language)))
            for part in ("projects", "establishments")
            for one in getattr(scenario, part)
            if one in candidates_of(scenario)
        ]
        st.markdown("\n".join(f"* {line}" for line in lines))
    with row.popover(text("mix.bring", language)):
        st.markdown(text("mix.bring_help", language))
        file = store.example_file()
        st.download_button(
            text("mix.fetch", language), file.read_bytes(), file.name, on_click="ignore", key="mix_fetch"
        )
        st.file_uploader(
            text("mix.file", language),
            type=["toml"],
            max_upload_size=controls.LARGEST_UPLOAD_MB,
            key="mix_file",
            on_change=_take_in,
        )
    controls.tell_refused(st.session_state.get("mix_refused", {}), language)


def _take_in() -> None:
    """Read a file of candidates; one that cannot be read says why and changes nothing else."""
    state, file = st.session_state, st.session_state["mix_file"]
    state["mix_own"], state["mix_refused"] = None, {}
    if file is not None:
        try:
            state["mix_own"] = store.read_upload(file.name, file.getvalue())
        except InputError as error:
            state["mix_refused"] = {file.name: error.problems}
    state["mix_source"] = EXAMPLE if state["mix_own"] is None else OWN


def _searched(question: Question, language: str) -> Portfolio:
    """Search, a run at a time."""
    room, bar = waiting.begin_search("mix", language)
    began = time.monotonic()

    def told(done: float) -> None:
        seconds = (time.monotonic() - began) * (question.runs - done) / max(done, 1.0)
        words = {"number": int(done) + 1, "count": question.runs, "seconds": max(round(seconds), 1)}
        bar.progress(min(done / question.runs, 1.0), text=text("mix.trying", language, **words))

    terms = Terms(question.year, CONDITIONS, question.share / CENT, _evaluating(told, language))
    found = find_portfolio(question.scenario, question.aim, terms)
    room.empty()
    return found


def _evaluating(told: Callable[[float], None], language: str) -> Callable[[Scenario], Result]:
    """Return what answers a choice over the whole horizon, telling how many runs are done."""
    done: list[Scenario] = []

    def evaluate(scenario: Scenario) -> Result:
        order = store.answers().ask(scenario, owner=(waiting.reader(), "mix"))
        for share, _ in waiting.waiting_for([order]):
            told(len(done) + share)
        done.append(scenario)
        return waiting.result_of(order, language)

    return evaluate


def _show(question: Question, found: Portfolio, language: str) -> None:
    """Say what is best, what it is made of, what comes near it, and what more of one good costs of the other."""
    titles = {one.id: titled(one.title, language) for one in candidates_of(question.scenario)}
    safe = {name: plain(title) for name, title in titles.items()}
    figure, year = question.aim.figure, question.year
    st.markdown(mixes.mix_finding(found, safe, figure, year, language))
    if found.found:
        gaps = [mixes.gap_sentence(found.found[0], name, language) for name in (figure, AGAINST)]
        st.markdown("\n".join(f"* {gap}" for gap in gaps))
        _offer(question, found.found[0].chosen, language)
        _table("portfolio.made_of", mixes.mix_table(found, titles, language), language)
        st.caption(text("portfolio.note", language))
        if found.found[1:]:
            _table("portfolio.near", mixes.near_table(found, titles, figure, language), language)
    else:
        st.markdown(mixes.without_any(found, question.aim.limits, language))
    for said in (*mixes.refused_sentences(found, safe, language), mixes.stopped_sentence(found, language)):
        st.caption(said)
    if found.front:
        _show_front(question, found, titles, language)


def _show_front(question: Question, found: Portfolio, titles: Mapping[str, str], language: str) -> None:
    figure, scenario = question.aim.figure, question.scenario
    title = text("portfolio.front_head", language, name=mixes.figure_name(figure, language))
    below = text("portfolio.front_note", language)
    st.subheader(title, anchor=False)
    st.caption(below)
    weather = text(f"weather_phrase.{scenario.weather.choose}", language, count=drawn_weather(scenario.weather).count)
    source = source_words([scenario], str(question.year), weather, language)
    said = f"{titled(scenario.title, language)}. {below}"
    told = Told(mixes.alt_front(found, figure, language), title, said, source)
    rows, table = (make(found, titles, figure, language) for make in (mixes.front_rows, mixes.front_table))
    pieces.show_chart("front", rows, told, language, table=table, key="mix_front")


def _table(head: str, rows: frames.Frame, language: str) -> None:
    st.subheader(text(head, language), anchor=False)
    pieces.show_table(rows)


def _offer(question: Question, chosen: tuple[str, ...], language: str) -> None:
    st.button(text("mix.take", language), on_click=_take, args=(question.scenario, chosen), key="mix_take")


def _take(scenario: Scenario, chosen: tuple[str, ...]) -> None:
    """Lay the chosen entries into the scenario under test; of its own candidates, keep the chosen only."""
    now = drafts.draft().now
    taken = [one for one in candidates_of(scenario) if one.id in chosen]
    drafts.keep(with_chosen(now, chosen) if scenario == now else with_taken(now, taken))
    st.session_state["mix_taken"] = True
