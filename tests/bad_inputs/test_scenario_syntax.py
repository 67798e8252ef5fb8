"""Scenario files that are no TOML, or not the TOML that was meant (ids S)."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.inputs.source import LARGEST_FILE_BYTES
from tests.bad_inputs.cases import Words, accepted, assert_refused, case, project
from tests.inputs.test_scenario_messages import ESTABLISHMENT, TITLE, table

NEGATIVE = project(capacity_mw="-1")
QUOTES, YAML = "put the text in quotes", "looks like YAML"


def hall(**changes: str) -> str:
    """Write a scenario of one establishment."""
    return TITLE + table("establishments", ESTABLISHMENT, **changes)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("S01", b"", "# only a comment\n", says=("found nothing", "at least a title")),
        case("S03", "- name: x\n", says=("line 1", "'- name: x'", YAML)),
        case("S04", "hei", "\n\nhei\n", says=("line", "'hei'", "mend the TOML")),
        case("S07", "area:NO3\ntitle:Test\n", says=("line 1", "'area:NO3'", "key = value")),
        case("S09", TITLE + 'remove = ["a", "b"\noperation = "policy"\n', says=("line 2", "every bracket is closed")),
        case("S10", "title = @vind\n", "title = %x\n", "title = vind\n", says=("line 1", QUOTES)),
        case("S12", project() + "capacity_mw = 12\n", says=("line 9", "stands twice", "give it once")),
        case("S13", '{"title": "a", "title": "b"}', says=("line 1", "looks like JSON")),
        case("S15", "title = &base Test\nother = *base\n", says=("line 1", QUOTES)),
        case("S16", "a: &a [x, x]\n" + "b: &b [*a, *a]\n" * 10, says=("line 1", YAML)),
        case("S18", "a: &x [*x]\n", says=("line 1", YAML)),
        case("S19", "title = !!python/object/apply:os.system\n", says=("line 1", QUOTES)),
        case("S21", "x = " + "[" * 4_000, says=("line 1", "brackets in brackets", "8 levels")),
        case("S22", "[" + ".".join("a" * 3_000) + "]\n", says=("line 1", "many parts", "8 dots")),
        case("S24", b"#" * (LARGEST_FILE_BYTES + 1), b"[" * 100_000, says=("more than 64,000 bytes", "64 kB")),
        case("S25", "# a\rtitle = 'Tromsø'\n".encode("latin-1"), says=("line 2", "byte 0xf8", "UTF-8")),
        case("S30", 'title = "a\x1b[31m"\n', says=("line 1", r"a\x1b[31m", "U+001B at column 11")),
        case("S31", 'title = "Vind\u202e"\n', says=("line 1", r"Vind\u202e", "letters that can be seen")),
        case("S33", "? [a, b]\n: 1\n", says=("line 1", YAML)),
        case("S34", "= 5\n", says=("line 1", "mend the TOML")),
        case("S36", *(hall(large=word) for word in ("yes", "no", "on", "Ja")), says=("line 9", "true or false")),
        case("S37", hall(queue_id="0301"), says=("line 9", "0301", "put a code in quotes")),
        case("S40", TITLE + "schema_version = 1.10\n", says=("line 2", "give 1")),
        case("S42", "<!DOCTYPE html>\n<html></html>\n", "<html>\n", says=("line 1", "looks like a web page")),
        case("S43", "title: Test\nprojects:\n  - id: a\n", says=("line 1", YAML)),
    ],
)
def test_what_is_no_toml_is_refused(contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path) -> None:
    assert_refused(tmp_path, contents, says)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TITLE + "    [weather]\n  count = 2\n", id="S06"),
        pytest.param("\ufeff" + TITLE, id="S27"),
        pytest.param((TITLE + "[weather]\ncount = 2\n").replace("\n", "\r"), id="S28"),
        pytest.param((TITLE + "[weather]\ncount = 2\n").replace("\n", "\r\n"), id="S28-windows"),
    ],
)
def test_what_only_looks_odd_is_accepted(content: str, tmp_path: Path) -> None:
    scenario = accepted(tmp_path, content)
    assert (scenario.title, scenario.weather.count) in {("Test", 2), ("Test", 30)}


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(ends: str, tmp_path: Path) -> None:
    assert_refused(tmp_path, (NEGATIVE.replace("\n", ends),), ("line 7,",))


def test_text_that_is_code_elsewhere_stays_text(tmp_path: Path) -> None:
    title = "!!python/object/apply:os.system"
    assert accepted(tmp_path, f'title = "{title}"\n').title == title


def test_a_code_in_quotes_keeps_its_zero(tmp_path: Path) -> None:
    assert accepted(tmp_path, hall(queue_id='"0301"')).establishments[0].queue_id == "0301"


@pytest.mark.parametrize("number", [pytest.param("1_000", id="S39")])
def test_an_underscore_of_toml_is_read_as_toml_says(number: str, tmp_path: Path) -> None:
    assert accepted(tmp_path, project(capacity_mw=number)).projects[0].capacity_mw == 1000
