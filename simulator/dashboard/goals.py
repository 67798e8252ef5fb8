"""Page: every goal of the strategy held against one scenario."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape
from typing import Final

import streamlit as st

from simulator import Result
from simulator.dashboard import controls, followup, pieces, reaching, store, waiting
from simulator.dashboard.souvenirs import told_of
from simulator.premises import GOAL_GROUPS
from simulator.present import frames, sentences
from simulator.present.frames import DISAGREEING, Frame, Seen, View
from simulator.present.takehome.source import source_of_years
from simulator.present.text import text

SHOWN_FIRST: Final = "new_production"


def page() -> None:
    """Show how many goals are reached, the two that disagree, then every goal as a row, and what would reach it."""
    language = controls.opened("goals")
    pieces.dress(language)
    st.markdown(text("page.goals.lead", language))
    which, _ = st.columns([2, 3])
    with which:
        name = controls.choose_scenario(language)
    result = waiting.answered([name], language)[0]
    rows = frames.goals(result, language)
    show_tally(frames.status_counts(result), language)
    with st.container(border=True):
        st.header(text("goals.disagree_title", language), anchor=False)
        st.markdown(frames.disagreement(result, language))
        show_goals(rows[rows["id"].isin(DISAGREEING)], language)
    others = rows[~rows["id"].isin(DISAGREEING)]
    for group in GOAL_GROUPS:
        st.header(text(f"goal_group.{group}", language), anchor=False)
        show_goals(others[others["group"] == group], language)
    st.caption(f"{text('goals.bar_help', language)} {text('goals.chance_help', language)}")
    show_way(result, language)
    reaching.show_ways(name, result, language)
    reaching.show_flips(result, language)
    followup.show_followup(result, language)
    show_people(result, language)
    controls.footer(result.scenario, language)


def show_way(result: Result, language: str) -> None:
    """Show what the scenario gives towards one goal, year by year."""
    checks = {goal.id: goal for goal in result.goals}
    goals = {goal.id: goal for goal in store.answers().region.goals if not frames.is_milestone(checks[goal.id])}
    title = text("goals.way_title", language)
    st.header(title, anchor=False)
    which, _ = st.columns([2, 3])
    with which:
        name = st.selectbox(
            text("goals.way_goal", language),
            list(goals),
            index=list(goals).index(SHOWN_FIRST) if SHOWN_FIRST in goals else 0,
            format_func=lambda one: text(f"goal.{one}.name", language),
            key="way_goal",
        )
    rows = frames.goal_way(result, goals[name], language)
    band = "range" if goals[name].indicator in result.indicators.spread else "weather"
    below = text("goals.way_note", language, band=text(f"goals.way_{band}", language))
    st.caption(below)
    seen, alt = Seen(result), sentences.alt_goal_way(rows, checks[name], language)
    said, source = f"{title}: {text(f'goal.{name}.name', language)}", source_of_years(seen, language)
    told = told_of([seen], View(result.ledger.years[-1], language), alt=alt, title=said, below=below, source=source)
    pieces.show_chart("goal_way", rows, told, language, table=frames.goal_way_table(rows, language))


def show_people(result: Result, language: str) -> None:
    """Show why the number of employed changes, what becomes of the municipalities, and which schooling it takes."""
    st.header(frames.bridge_title(result, language), anchor=False)
    st.markdown(frames.what_limits(result, language))
    pieces.show_table(frames.bridge_table(result, language))
    st.markdown(text("people.lead", language))
    pieces.show_table(frames.people_table(result, language))
    st.markdown(text("places.lead", language))
    pieces.show_table(frames.places_outlook(result, language))
    st.markdown(f"{text('skills.lead', language)} {frames.apprentices(result, language)}")
    pieces.show_table(frames.skills_table(result, language))


def show_tally(counts: dict[str, int], language: str) -> None:
    """Show how many goals have which status, in words and as one bar."""
    colours = pieces.look(language).colours
    parts = "".join(
        f'<div style="--tone:{colours[status]};flex:{count}"></div>' for status, count in counts.items() if count
    )
    with st.container(key="finding"):
        st.markdown(text("goals.counts", language, **counts))
    st.html(f'<div class="tally" aria-hidden="true">{parts}</div>')


def show_goals(rows: Frame, language: str) -> None:
    """Show goals as a table: status, name and sentence, what the scenario gives, the goal, the gap, the chance."""
    heads = [text(f"goals.{part}", language) for part in ("status", "what", "value", "target", "gap", "chance")]
    head = "".join(f"<th scope='col'>{escape(one)}</th>" for one in heads)
    body = "".join(_row(row, heads, language) for row in rows.to_dict("records"))
    st.html(f'<table class="rows goals"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def _row(row: Mapping[Hashable, object], heads: list[str], language: str) -> str:
    said = {str(name): escape(str(value)) for name, value in row.items()}
    tone = pieces.look(language).colours[said["status"]]
    bar = f'<div class="bar" style="--share:{said["bar"]}"><i></i><b></b></div>' if said["bar"] else ""
    status = f'<span aria-hidden="true">{said["symbol"]}</span>{said["status_name"]}'
    target = f'{said["target"]} <span class="small">{said["by"]}</span>'
    when = f'<p class="small">{said["when"]}</p>' if said["when"] else ""
    return (
        f'<tr style="--tone:{tone}"><td class="status">{status}</td>'
        f'<td><span class="name">{said["name"]}</span><p>{said["sentence"]}</p>'
        f'<p class="small">{said["evidence"]}</p></td>'
        f'<td class="number" data-head="{escape(heads[2])}">{said["value"]}{bar}{when}</td>'
        f'<td class="number" data-head="{escape(heads[3])}">{target}</td>'
        f'<td class="number" data-head="{escape(heads[4])}">{said["gap"]}</td>'
        f'<td class="number" data-head="{escape(heads[5])}">{said["chance"]}</td></tr>'
    )
