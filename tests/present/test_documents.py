"""The method and the glossary as the front end shows them: all of it, and no link that leads nowhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from simulator.inputs.places import document_folder
from simulator.present.documents import glossary, searched, section_name, sections

ROOT = Path(__file__).resolve().parents[2]
METHOD = (document_folder() / "method.md").read_text(encoding="utf-8")
WORDS = (document_folder() / "glossary.md").read_text(encoding="utf-8")


def test_every_section_of_the_method_is_shown_whole() -> None:
    found = sections(METHOD)
    assert [one.heading for one in found] == re.findall(r"^## (.+)$", METHOD, re.MULTILINE)
    assert sum(len(one.body.splitlines()) for one in found) > 0.8 * len(METHOD.splitlines())
    for one in found:
        assert one.body, one.heading
        assert not re.search(r"\]\((?!https?:)", one.body), one.heading
        assert not re.search(r"(?<!\\)\$", one.body), one.heading


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_section_has_a_name_in_the_language(language: str) -> None:
    unnamed = [one.heading for one in sections(METHOD) if section_name(one.heading, "nb") == one.heading]
    assert unnamed == []
    assert section_name("A section nobody named", language) == "A section nobody named"


def test_every_row_of_the_glossary_is_read() -> None:
    rows = glossary(WORDS)
    lines = [line for line in WORDS.splitlines() if line.startswith("|")]
    assert len(rows) >= len(lines) - 2 * WORDS.count("\n|---") and len(rows) > 50
    assert not rows.map(lambda cell: "`" in cell).any().any()


def test_searching_keeps_rows_with_every_word() -> None:
    rows = glossary(WORDS)
    found = searched(rows, "Kraftoverskudd")
    assert 0 < len(found) < len(rows)
    assert searched(rows, "").equals(rows)
    assert searched(rows, "kraftoverskudd xyzzy").empty


def test_the_pages_come_along_with_the_package() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    carried = build["wheel"]["force-include"]
    for name in ("method.md", "glossary.md"):
        assert carried[f"docs/{name}"] == f"simulator/shipped/docs/{name}"
