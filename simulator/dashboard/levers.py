"""The levers of the page on which a scenario is tested: one slider each, with today's value, source and way back."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from simulator.dashboard import drafts, store
from simulator.dashboard.answers import MOST_AHEAD
from simulator.premises import Lever, Scenario
from simulator.present.text import CENT, PER_CENT_UNITS, figure, fmt, text
from simulator.questions.levers import moved, standing

SHARES: Final = PER_CENT_UNITS


def show_levers(shown: str, language: str) -> None:
    """Show the levers in view, or those behind "more choices"."""
    for lever in store.levers():
        if lever.shown == shown:
            show_lever(lever, language)


def show_lever(lever: Lever, language: str) -> None:
    """Show one slider; below it where it stood at first, and the way back if it was moved."""
    draft, region, scale = drafts.draft(), store.answers().region, _scale(lever)
    now, start = standing(lever, draft.now, region), standing(lever, draft.start, region)
    key = f"lever_{lever.id}"
    if st.session_state.get(key) != _shown(now * scale, lever):  # said again, it would undo a move that is on its way
        st.session_state[key] = _shown(now * scale, lever)
    _slider(
        lever,
        (_shown(lever.low * scale, lever), _shown(max(lever.high, lever.settled(now), now) * scale, lever)),
        language,
        label=text("lever.label", language, name=text(f"lever.{lever.id}.name", language), unit=_unit(lever, language)),
        key=key,
        on_change=_move,
        args=(lever, language),
        help=_explained(lever, language),
        disabled=lever.moves == "shifted" and not draft.now.establishments,
    )
    where = st.container(horizontal=True, vertical_alignment="center", gap="small")
    where.caption(text("lever.start", language, value=fmt(start, lever.unit, None, language)), width="content")
    if fmt(now, lever.unit, None, language) != fmt(start, lever.unit, None, language):
        where.button(
            text("lever.reset", language),
            key=f"reset_{lever.id}",
            type="tertiary",
            on_click=set_lever,
            args=(lever, start, language),
        )


def _slider(lever: Lever, ends: tuple[float, float], language: str, **more: Any) -> None:
    """Show a slider over whole numbers, or over written ones: a bare slider knows no decimal comma."""
    (low, high), step = ends, _shown(lever.step * _scale(lever), lever)
    if isinstance(step, int):
        st.slider(min_value=low, max_value=high, step=step, **more)
        return
    steps = {round(low + step * place, 3) for place in range(round((high - low) / step) + 1)}
    st.select_slider(
        options=sorted(steps | {st.session_state[more["key"]]}),
        format_func=lambda value: figure(value, 1, language),
        **more,
    )


def _unit(lever: Lever, language: str) -> str:
    return text(f"unit.{lever.unit}", language)


def _explained(lever: Lever, language: str) -> str:
    """Say what a lever does, how far it goes, and what that rests on."""
    number = store.answers().region.book.get(lever.number or "")
    word = text(f"confidence.{number.confidence if number else lever.confidence}", language)
    parts = [
        text(f"lever.{lever.id}.explain", language),
        text(
            "lever.range",
            language,
            low=fmt(lever.low, lever.unit, None, language),
            high=fmt(lever.high, lever.unit, None, language),
        ),
        text("lever.source", language, source=number.source if number else lever.source, word=word),
    ]
    return " ".join(parts)


def _scale(lever: Lever) -> float:
    return float(CENT) if lever.unit in SHARES else 1.0


def _shown(value: float, lever: Lever) -> float | int:
    """Return a value as the slider has it: whole numbers where every step is one."""
    step = lever.step * _scale(lever)
    return round(value) if round(step, 9).is_integer() else round(float(value), 3)


def _move(lever: Lever, language: str) -> None:
    value, before = _set(lever), standing(lever, drafts.draft().now, store.answers().region)
    set_lever(lever, value, language)
    lately = st.session_state.setdefault("lately_moved", {})
    lately.pop(lever, None)
    lately[lever] = lever.step if value > before else -lever.step
    while len(lately) > MOST_AHEAD:
        del lately[next(iter(lately))]


def _set(lever: Lever) -> float:
    """Return where the slider of a lever stands."""
    return lever.settled(st.session_state[f"lever_{lever.id}"] / _scale(lever))


def next_steps(language: str) -> tuple[list[Scenario], list[Scenario]]:
    """Return what a reader will probably ask for next, and what he may: most who step do so again.

    The levers moved lately, the last one first, make the former one step on; the last one makes the latter on its way
    back.
    """
    lately = list(reversed(st.session_state.get("lately_moved", {}).items()))
    on = [_step(lever, step, language) for lever, step in lately]
    back = [_step(lever, -step, language) for lever, step in lately[:1]]
    return [one for one in on if one], [one for one in back if one]


def _step(lever: Lever, step: float, language: str) -> Scenario | None:
    """Return the draft with a lever a step further; None at its end."""
    now = drafts.draft().now
    at = standing(lever, now, store.answers().region)
    value = lever.settled(at + step)
    return _after(lever, now, value, language) if value != at else None


def set_lever(lever: Lever, value: float, language: str) -> None:
    """Move a lever."""
    drafts.keep(_after(lever, drafts.draft().now, value, language))


def _after(lever: Lever, scenario: Scenario, value: float, language: str) -> Scenario:
    region, title = store.answers().region, text(f"lever.{lever.id}.entry", language)
    return moved(lever, scenario, value, region=region, title=title)
