"""Scenario files that are TOML, but not a scenario (ids K)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator import load_weather, resolve, simulate
from simulator.inputs.messages import MOST_TOLD
from tests.bad_inputs.cases import Words, accepted, assert_refused, case, project, refused
from tests.inputs.test_scenario_messages import ESTABLISHMENT, PROJECT, TITLE, region, table

SHORT = "[horizon]\nfirst_year = 2030\nlast_year = 2031\n[weather]\ncount = 2\n"
ONE = table("projects", PROJECT)


def weather(line: str) -> str:
    """Write a scenario with one key of the weather."""
    return f"{TITLE}[weather]\n{line}\n"


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("K02", TITLE + "foo = 1\n", says=("line 2, foo", "unknown key; use one of apprentices")),
        case("K03", TITLE + "shiftable_share = 0.1\n", says=("line 2", "it belongs in [[establishments]]")),
        case("K05", project(kapasitet_mw="5"), says=("line 9", "did you mean capacity_mw?")),
        case("K06", project(area=None), says=("line 2, projects[1].area", "give this key")),
        case("K08", project(capacity_mw=""), project(capacity_mw="null"), says=("line 7", "leave the key out")),
        case("K09", project(start_year='"2030"'), says=("line 8", "without quotes")),
        case("K11", project(start_year="2030.5"), weather("count = 1e3"), says=("whole number",)),
        case("K12", TITLE + "weather = [1]\n", says=("line 2", "(1,)", "a table of keys and values")),
        case("K14", project(area='"NO"'), project(area='"Norge"'), says=("line 6", "use one of alvdal, folldal")),
        case("K15", project(area='"tynset_no9"'), project(area='"Tynset NO 3"'), says=("line 6", "unknown area")),
        case("K18", TITLE + "schema_version = 99\n", says=("line 2", "newer version", "schema_version = 1")),
        case(
            "K20",
            TITLE + table("establishments", ESTABLISHMENT, jobs_fte="9"),
            says=("called jobs_persons now", "migrate"),
        ),
        case("K20", TITLE + "[milestones]\napprentices_doubled = 2030\n", says=("not used any more", "migrate")),
        case("K21", TITLE + ONE + ONE, says=("line 10, projects[2].id", "its own id")),
        case("K23", f'title = "{"x" * 10_000}"\n', says=("line 1, title", "at most 80 letters")),
        case("V06", f'title = "{"x" * 5_000}"\n', says=("line 1, title", "at most 80 letters")),
        case(
            "K24",
            *(project(id=f"'{name}'") for name in ("a/b", "a\\b", "a:b", "..", "-rf", "A\u030asen", "Åsen")),
            says=("line 3", "lower-case letters, digits and _"),
        ),
        case("K27", TITLE + ONE * 100_000, says=("more than 64,000 bytes",)),
        case("K29", *(weather(f"count = {n}") for n in (0, -1, 1_000_000_000)), says=("line 3, weather.count", "give")),
        case("K30", *(weather(f"seed = {n}") for n in ("-1", "1.5", '"a"')), says=("line 3, weather.seed", "give")),
    ],
)
def test_what_is_no_scenario_is_refused(contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path) -> None:
    assert_refused(tmp_path, contents, says)


@pytest.mark.parametrize("content", [pytest.param(TITLE, id="K17")])
def test_a_file_that_states_no_schema_is_of_the_first(content: str, tmp_path: Path) -> None:
    assert accepted(tmp_path, content).schema_version == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TITLE + SHORT, id="K26"),
        pytest.param(TITLE + SHORT + table("projects", PROJECT, capacity_mw="0"), id="K26-nothing-in-it"),
    ],
)
def test_nothing_built_gives_figures_that_are_numbers(content: str, tmp_path: Path) -> None:
    scenario = accepted(tmp_path, content)
    result = simulate(scenario, resolve(region(), scenario), region(), load_weather(scenario.weather))
    assert all(np.isfinite(figures).all() for figures in result.indicators.values.values())


@pytest.mark.parametrize("count", [pytest.param(60, id="K33")])
def test_many_problems_are_told_in_order_and_then_counted(count: int, tmp_path: Path) -> None:
    each = "".join(table("projects", PROJECT, id=f'"p{n}"', capacity_mw="-1") for n in range(count))
    lines = refused(tmp_path, TITLE + each)
    assert [line.split(", ")[0] for line in lines[:-1]] == [f"test.toml: line {7 + 7 * n}" for n in range(MOST_TOLD)]
    assert "more than 50 problems" in lines[-1]
