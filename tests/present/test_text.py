"""Catalogues: same keys, same placeholders, a word for everything that is shown, no word without use."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

from simulator import Region, Scenario
from simulator.dashboard.store import candidates
from simulator.premises import GOAL_GROUPS, Goal
from simulator.present import frames
from simulator.present.text import LANGUAGES, MINUS, NO_BREAK, catalogue, fmt, text
from simulator.records import RECIPIENTS, SOURCES
from simulator.stages.indicators import INDICATORS

PACKAGE: Final = Path(__file__).resolve().parents[2] / "simulator"
# Families whose last part comes from the region, a record or a choice, each held against its source below or in use.
FAMILIES: Final = (
    "area",
    "choice",
    "confidence",
    "connection_class",
    "connection_number",
    "confidence_explain",
    "establishment_number",
    "field",
    "field_help",
    "goal",
    "goal_group",
    "grid",
    "grid_number",
    "group",
    "income_group",
    "indicator",
    "jobs",
    "kind",
    "lever",
    "month",
    "method",
    "month_long",
    "municipality",
    "number",
    "project_number",
    "recipient",
    "sector",
    "shape",
    "shipped",
    "source",
    "status",
    "technology",
    "topic",
    "unit",
)


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_same_keys_in_every_language() -> None:
    first, *others = (set(catalogue(language)) for language in LANGUAGES)
    assert all(first == other for other in others)


def test_same_placeholders_in_every_language() -> None:
    for key, words in catalogue("nb").items():
        assert placeholders(words) == placeholders(catalogue("en")[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_name_explanation_and_unit(language: str) -> None:
    for indicator in INDICATORS:
        assert text(f"indicator.{indicator.id}.name", language)
        assert text(f"indicator.{indicator.id}.explain", language)
        assert f"unit.{indicator.unit}" in catalogue(language)


def possible(goal: Goal) -> set[str]:
    """Statuses that the goals room can give."""
    statuses = {"reached", "missed"}
    if goal.kind == "measured" and goal.target != goal.baseline:
        statuses.add("close")
    if goal.indicator.startswith("milestone_") or goal.indicator in {"recruited_share", "apprentice_growth_share"}:
        statuses.add("not_stated")
    return statuses


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_has_a_sentence_for_every_status_it_can_have(language: str, region: Region) -> None:
    words = catalogue(language)
    for goal in region.goals:
        here = {key.split(".")[2] for key in words if key.startswith(f"goal.{goal.id}.")}
        uneven = {"uneven"} if goal.over == "mean" else set()
        assert here == {"name"} | uneven | possible(goal), goal.id


def test_every_group_of_goals_has_goals_and_a_name(region: Region) -> None:
    assert {goal.group for goal in region.goals} == set(GOAL_GROUPS)
    for language in LANGUAGES:
        assert {f"goal_group.{group}" for group in GOAL_GROUPS} <= catalogue(language).keys()


def test_names_of_the_region_are_complete(region: Region) -> None:
    words = catalogue("nb")

    def family(name: str) -> set[str]:
        return {key.split(".", 1)[1] for key in words if key.startswith(f"{name}.")}

    assert family("area") == {area.id for area in region.areas}
    assert family("municipality") == set(region.municipalities)
    assert family("kind") == set(region.establishment_kinds)
    assert family("technology") == {"hydro", *region.project_kinds}
    assert family("source") == set(SOURCES)
    assert family("recipient") == set(RECIPIENTS)
    assert family("group") == {row.sector for row in region.consumption} | {"transport", "establishments"}
    assert family("topic") == {name.split(".")[0] for name in region.book}


def test_every_title_that_comes_along_can_be_said_in_every_language(shipped: dict[str, Scenario]) -> None:
    written = set()
    for scenario in (*shipped.values(), candidates()):
        named = (
            scenario.establishments,
            scenario.projects,
            scenario.grid,
            scenario.efficiency,
            scenario.industrial_areas,
        )
        written |= {scenario.title, scenario.description, *(entry.title for part in named for entry in part)}
    known = {words for key, words in catalogue("nb").items() if key.startswith("shipped.")}
    assert written - {""} == known


def test_every_assumption_has_a_name_and_a_unit(region: Region) -> None:
    rows = frames.register(region.book, "nb")
    assert list(rows.loc[rows["id"] == rows["name"], "id"]) == []
    assert {number.unit for number in region.book.values()} <= {key.removeprefix("unit.") for key in catalogue("nb")}


def test_no_word_without_use() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    built = [re.escape(part) for part in re.findall(r'f"([a-z_.]+)\{', code)]
    for key in catalogue("nb"):
        if key.split(".")[0] in FAMILIES:
            continue
        made = any(re.match(start, key) for start in built)
        assert f'"{key}"' in code or f"'{key}'" in code or made, key


def test_numbers_are_written_as_the_language_does() -> None:
    assert fmt(1234.6, "GWh") == f"1{NO_BREAK}235{NO_BREAK}GWh"
    assert fmt(1234.6, "GWh", None, "en") == f"1,235{NO_BREAK}GWh"
    assert fmt(-0.5, "GWh") == f"{MINUS}0,5{NO_BREAK}GWh"
    assert fmt(0.3, "share") == f"30{NO_BREAK}%"
    assert fmt(0.3, "share", None, "en") == "30%"
    assert fmt(72, "FTE", signed=True) == f"+72{NO_BREAK}årsverk"
    assert fmt(1.0, "reached") == "ja"
    assert fmt(0.4, "reached", None, "en") == "40%"
    assert fmt(-0.04, "MW") == f"0,0{NO_BREAK}MW"


def test_a_missing_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("goals.by", "nb")
