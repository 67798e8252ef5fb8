"""What would it take, and what could turn it? Asked on the page of goals, a run at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeVar

import streamlit as st

from simulator import Result, Scenario, resolve
from simulator.dashboard import levers, store, waiting
from simulator.premises import Goal, Lever
from simulator.present import frames
from simulator.present.frames import WayLine
from simulator.present.text import CENT, text
from simulator.questions.closing import Way, gap, ways_to
from simulator.questions.duel import verdicts_of
from simulator.questions.flipping import FlipPoint, flip_points, numbers_to_move

MILESTONE: Final = "milestone"
Found = TypeVar("Found")


def show_ways(name: str, result: Result, language: str) -> None:
    """Let a goal that is not reached be chosen, and show what each lever alone does for it."""
    goals = {goal.id: goal for goal in _computed() if gap(result, goal) > 0}
    with st.expander(text("ways.title", language), icon=":material/route:"):
        st.caption(text("ways.lead", language))
        if not goals:
            st.markdown(text("ways.all_reached", language))
            return
        goal = _choose("ways", list(goals), text("ways.goal", language), language)
        search = partial(_searched, goals[goal], result.scenario, language)
        found = waiting.asked("ways", text("ways.ask", language), (result.scenario, goal), search)
        if found:
            _show_ways(name, goal, found, language)


def _show_ways(name: str, goal: str, found: tuple[Way, ...], language: str) -> None:
    known = {lever.id: lever for lever in store.levers()}
    st.markdown(frames.ways_finding(goal, found, language))
    for line in frames.way_lines(found, known, language):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(line.said, width="stretch")
        row.button(
            text("ways.take", language),
            key=f"ways_{line.way.lever}",
            on_click=_try,
            args=(name, line, known[line.way.lever], language),
        )
    if st.session_state.pop("ways_taken", False):
        st.success(text("ways.taken", language, page=text("page.trial.menu", language)))
    st.caption(frames.no_way(found, language))


def _try(name: str, line: WayLine, lever: Lever, language: str) -> None:
    """Lay the scenario with the lever moved on the page where scenarios are tested."""
    st.session_state["trial"] = name
    levers.set_lever(lever, line.way.end if line.way.least is None else line.way.least, language)
    st.session_state["ways_taken"] = True


def _searched(goal: Goal, scenario: Scenario, language: str) -> tuple[Way, ...]:
    """Search, a lever at a time."""
    known, region = store.levers(), store.answers().region
    tried = ways_to(goal, scenario, known, region=region, evaluate=_evaluating("ways"))
    names = [text(f"lever.{lever.id}.name", language) for lever in known]

    def said(place: int) -> str:
        return text("ways.trying", language, name=names[place], place=place + 1, count=len(names))

    return tuple(_followed("ways", tried, said, count=len(names), language=language))


def show_flips(result: Result, language: str) -> None:
    """Let a goal be chosen, and show at which value of each number its status turns."""
    with st.expander(text("flips.title", language), icon=":material/swap_horiz:"):
        st.caption(text("flips.lead", language))
        goal = _choose("flips", [goal.id for goal in _computed()], text("flips.subject", language), language)
        search = partial(_turned, goal, result.scenario, language)
        found = waiting.asked("flips", text("flips.ask", language), (result.scenario, goal), search)
        if found is not None:
            points, tried = found
            said = next(one.said for one in verdicts_of(result, result.ledger.years[-1]) if one.subject == goal)
            st.markdown(frames.flips_finding(goal, said, points, tried, language))
            lines = frames.flip_lines(points, store.answers().region.book, language)
            st.markdown("\n".join(f"* {line}" for line in lines))


def _turned(goal: str, scenario: Scenario, language: str) -> tuple[list[FlipPoint], int]:
    """Move every number, one at a time; returns the points and how many numbers were moved."""
    assumptions = resolve(store.answers().region, scenario)
    numbers = numbers_to_move(scenario, assumptions, power=False)
    tried = flip_points(
        goal,
        scenario,
        numbers,
        year=scenario.horizon.last_year,
        assumptions=assumptions,
        evaluate=_evaluating("flips"),
    )

    def said(place: int) -> str:
        return text("flips.trying", language, place=place + 1, count=len(numbers))

    followed = _followed("flips", tried, said, count=len(numbers), language=language)
    return [point for _, points in followed for point in points], len(numbers)


def _computed() -> list[Goal]:
    return [goal for goal in store.answers().region.goals if goal.kind != MILESTONE]


def _choose(key: str, goals: list[str], label: str, language: str) -> str:
    return str(
        st.selectbox(label, goals, format_func=lambda goal: text(f"goal.{goal}.name", language), key=f"{key}_goal")
    )


def _followed(
    key: str, found: Iterator[Found], said: Callable[[int], str], *, count: int, language: str
) -> Iterator[Found]:
    """Hand on what is found, telling what is tried now."""
    room, bar = waiting.begin_search(key, language)
    for place in range(count):
        bar.progress(round(place / count * CENT), text=said(place))
        yield next(found)
    room.empty()


def _evaluating(place: str) -> Callable[[Scenario], Result]:
    """Return what answers a scenario for the one who asks, letting go of the one asked before."""

    def evaluate(scenario: Scenario) -> Result:
        order = store.answers().ask(scenario, owner=(waiting.reader(), place))
        return waiting.result_of(order, str(st.session_state["language"]))

    return evaluate
