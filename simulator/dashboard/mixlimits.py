"""What a mix is to give most of, and the limits and rules that it must keep."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from simulator import Scenario
from simulator.dashboard import store
from simulator.dashboard.largest import choose_share
from simulator.present.frames.fit import inside
from simulator.present.mixes import UNITS, figure_name
from simulator.present.text import text
from simulator.questions.choosing import Limit, Rule
from simulator.questions.hosting import CONDITIONAL
from simulator.questions.portfolio import (
    AGAINST,
    AIMS,
    INVESTMENT,
    MOST,
    UNFILLED,
    Aim,
    candidates_of,
    one_in_each,
)

MOST_YEARS: Final = 10_000  # simulated years: two or three minutes on two processors
CHECKS: Final = 5
# Where the limits stand at first: those of the guide's example. None is no limit.
FIRST_LIMITS: Final[Mapping[str, float | None]] = MappingProxyType(
    {AGAINST: 800.0, "winter_surplus_gwh": 0.0, INVESTMENT: 3000.0, UNFILLED: None}
)
STEPS: Final = MappingProxyType({INVESTMENT: 100.0})


def choose_aim(scenario: Scenario, language: str) -> tuple[Aim, int, int]:
    """Let it be chosen what is to be as large as possible, and what must be kept.

    Returns
    -------
    aim, year, share : Aim, int, int
        The year the limits are held in, and the part of its weather years in which those of power must hold [%].
    """
    what, when = st.columns(2, vertical_alignment="bottom")
    sought = what.segmented_control(
        text("mix.most_of", language),
        list(AIMS),
        format_func=lambda one: figure_name(AIMS[one], language),
        required=True,
        default=next(iter(AIMS)),
        key="mix_aim",
    )
    years = list(scenario.horizon.years)
    year = when.selectbox(text("control.year", language), years, index=len(years) - 1, key=f"mix_year_{years[-1]}")
    limits = _choose_limits(language)
    many, often = st.columns(2)
    with often:
        share = choose_share("mix", language)
    with many:
        rules = _choose_rules(scenario, language)
    return Aim(figure=AIMS[str(sought)], limits=limits, rules=rules, checks=CHECKS), int(year), share


def _choose_limits(language: str) -> tuple[Limit, ...]:
    """Let every limit be given or left out."""
    limits = []
    for cell, (name, first) in zip(st.columns(len(FIRST_LIMITS)), FIRST_LIMITS.items(), strict=True):
        upper = name in MOST
        head = text("mix.most" if upper else "mix.least", language, name=inside(figure_name(name, language)))
        unit = text(f"unit.{UNITS[name]}", language)
        given = cell.number_input(
            f"{head} ({unit})",
            value=first,
            step=STEPS.get(name, 10.0),
            format="%.0f",
            placeholder=text("mix.no_limit", language),
            key=f"mix_{name}",
        )
        if given is not None:
            limits.append(Limit(name, most=given) if upper else Limit(name, least=given))
    if st.toggle(text("mix.seldom_cut", language), value=True, key="mix_conditional"):
        limits.append(Limit(CONDITIONAL, least=0.0))
    return tuple(limits)


def _choose_rules(scenario: Scenario, language: str) -> tuple[Rule, ...]:
    """Let rules about the entries be chosen."""
    names = tuple(one.id for one in candidates_of(scenario))
    rules: list[Rule] = []
    if st.toggle(text("mix.each_municipality", language), value=True, key="mix_each"):
        rules += one_in_each(scenario, store.answers().region)
    most = st.slider(
        text("mix.at_most", language), 1, max(len(names), 2), value=max(len(names), 2), key=f"mix_{len(names)}"
    )
    if most < len(names):
        rules.append(Rule(names, 0, most))
    return tuple(rules)


def too_much(scenario: Scenario, year: int, runs: int) -> int:
    """Return how many years would be simulated if that is more than a screen should wait for; else 0."""
    years = sum(one <= year for one in scenario.horizon.years) * scenario.weather.count * runs
    return years if years > MOST_YEARS else 0
