"""Page: every goal of the strategy held against one scenario."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape

import streamlit as st

from simulator import Result
from simulator.dashboard import controls, followup, pieces, reaching, waiting
from simulator.premises import GOAL_GROUPS
from simulator.present import frames
from simulator.present.frames import DISAGREEING, Frame
from simulator.present.text import text


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
    reaching.show_ways(name, result, language)
    reaching.show_flips(result, language)
    followup.show_followup(result, language)
    show_people(result, language)
    controls.footer(result.scenario, language)


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
