"""The page of bad inputs has a row for every id, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HOME = HERE.parents[1]
PAGE = (HOME / "docs" / "bad_inputs.md").read_text(encoding="utf-8")
IDS = (HERE / "ids.txt").read_text(encoding="utf-8").split()
ROW = re.compile(r"^\| ([A-Z]\d\d) \| (\w+) \| (.+?) \| (?:`([^`]+)`)? *\|$", re.MULTILINE)
GUARD = re.compile(r"^\| [A-Z][a-z][^|]* \| [^|]+ \| `([^`]+)` \|$", re.MULTILINE)


def faults(page: str) -> Iterator[str]:
    """Yield what is wrong with a page of bad inputs."""
    rows = ROW.findall(page)
    if [identity for identity, *_ in rows] != IDS:
        yield "ids"
    words = Counter(word for _, word, *_ in rows)
    if f"{len(rows)} rows: {words['yes']} yes, {words['no']} no, {words['open']} open." not in page:
        yield "count"
    for identity, word, _, test in rows:
        if word not in {"yes", "no", "open"} or (word == "yes") != bool(test):
            yield f"{identity}: {word}"
        elif test and not is_there(identity, test):
            yield f"{identity}: {test}"
    for test in GUARD.findall(page):
        if not is_there("", test):
            yield f"guard: {test}"


def is_there(identity: str, test: str) -> bool:
    """Tell whether a file has a test of a name, and that test the id among its cases or marks."""
    name, _, function = test.partition("::")
    path = HOME / name
    if not path.is_file():
        return False
    cases = cases_of(path).get(function)
    return cases is not None and (not identity or any(re.search(rf'"{identity}["-]', one) for one in cases))


@cache
def cases_of(path: Path) -> dict[str, list[str]]:
    """Return the decorators of every function of a file, which hold its cases; a file is read once."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    return {
        node.name: [ast.get_source_segment(text, one) or "" for one in node.decorator_list]
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def test_every_id_has_its_row_and_every_test_is_there() -> None:
    assert list(faults(PAGE)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| S01 | yes |", "| S02 | yes |"),
        ("| S03 | yes |", "| S03 | no |"),
        ("::test_what_is_no_toml_is_refused", "::test_what_is_not_there"),
        ("tests/inputs/test_workbook.py::", "tests/inputs/test_no_book.py::"),
        ("test_scenario_syntax.py::test_what_is_no_toml_is_refused", "test_page.py::test_a_fault_of_the_page_is_found"),
        ("::test_what_unpacks_too_large_is_refused", "::test_what_unpacks_too_little_is_refused"),
        ("test_text_that_looks_like_a_formula_stays_text", "test_links_macros_and_document_types_are_refused"),
        ("195 rows", "194 rows"),
    ],
)
def test_a_fault_of_the_page_is_found(old: str, new: str) -> None:
    assert old in PAGE
    assert list(faults(PAGE.replace(old, new)))
