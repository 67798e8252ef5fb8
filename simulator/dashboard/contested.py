"""Contested numbers on the page of sources: both values, and whether a conclusion hangs on them, asked on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Final

import streamlit as st

from simulator import Result, Scenario
from simulator.dashboard import controls, pieces, store, waiting
from simulator.dashboard.scenarios import catalogue, plain
from simulator.present import frames
from simulator.present.frames import Frame
from simulator.present.text import text, titled
from simulator.questions.duel import Duel, fight_duels

TONES: Final = {"flips": "missed", "stands": "reached", "unused": "not_stated", "": "not_stated"}
COLUMNS: Final = ("name", "one", "other", "answer")


def show_contested(language: str) -> None:
    """Show every contested number with both values, and let somebody ask what hangs on them."""
    st.header(text("duel.title", language), anchor=False)
    st.markdown(text("duel.lead", language))
    which, when, ask = st.columns([2, 2, 1], vertical_alignment="bottom")
    with which:
        name = controls.choose_scenario(language)
    scenario = catalogue()[name]
    with when:
        year = controls.choose_year([scenario], language)
    search = partial(_fought, scenario, year, language)
    known: Sequence[Duel] = waiting.asked("duel", text("duel.ask", language), (scenario, year), search, spot=ask) or ()
    if known:
        st.markdown(f"**{plain(frames.duels_finding(known, titled(scenario.title, language), year, language))}**")
    _show_rows(frames.contested_rows(store.contested(), known, store.answers().region.book, language), language)
    st.caption(f"{text('duel.note', language)} {text('page.sources.language_note', language)}")


def _fought(scenario: Scenario, year: int, language: str) -> tuple[Duel, ...]:
    """Try both values of every number, a run at a time."""
    return tuple(fight_duels(scenario, store.contested(), year=year, evaluate=_evaluating(year, language)))


def _evaluating(year: int, language: str) -> Callable[[Scenario], Result]:
    (room, bar), tried = waiting.begin_search("duel", language), []
    count = len(store.contested())

    def evaluate(scenario: Scenario) -> Result:
        tried.append(scenario)
        order = store.answers().ask(scenario, owner=(waiting.reader(), "duel"), first=year)
        for share, seconds in waiting.waiting_for([order]):
            said = {"place": (len(tried) + 1) // 2, "count": count, "seconds": max(round(seconds), 1)}
            done = (len(tried) - 1 + share) / (2 * count)
            bar.progress(min(done, 1.0), text=text("duel.trying", language, **said))
        if len(tried) == 2 * count:
            room.empty()
        return waiting.result_of(order, language)

    return evaluate


def _show_rows(rows: Frame, language: str) -> None:
    heads = [escape(text(f"duel.column_{name}", language)) for name in COLUMNS]
    head = "".join(f"<th scope='col'>{one}</th>" for one in heads)
    body = "".join(
        _row({str(key): str(value) for key, value in row.items()}, heads, language) for row in rows.to_dict("records")
    )
    st.html(f'<table class="rows contested"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def _row(row: dict[str, str], heads: Sequence[str], language: str) -> str:
    said = {key: escape(value) for key, value in row.items()}
    tone = pieces.look(language).colours[TONES[row["outcome"]]]
    note = f"<p class='small' lang='en'>{said['note']}</p>" if said["note"] else ""
    sides = "".join(
        f'<td data-head="{head}"><b>{said[side]}</b><p class="small" lang="en">{said[f"{side}_source"]}</p></td>'
        for side, head in zip(COLUMNS[1:3], heads[1:3], strict=True)
    )
    flips = "".join(f"<p>{line}</p>" for line in said["flips"].split("\n") if line)
    answer = said["answer"] or escape(text("duel.not_asked", language))
    return (
        f'<tr style="--tone:{tone}"><td><span class="name">{said["name"]}</span>{note}</td>{sides}'
        f'<td data-head="{heads[3]}"><span class="verdict">{answer}</span>{flips}</td></tr>'
    )
