"""Pages that are made, and pages whose recipes are run: reference, how-to, website."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks import pages, reference
from simulator import Region
from simulator.batch.cases import read_order
from simulator.cli import main

ROOT = Path(__file__).resolve().parents[1]
HOW_TO = (ROOT / "docs" / "how_to.md").read_text(encoding="utf-8")
COLOURED = {"toml", "python", "text"}  # languages that are coloured where pages are built
RECIPES = dict(re.findall(r"^Write `(\w+\.toml)`.*?```toml\n(.*?)```", HOW_TO, re.MULTILINE | re.DOTALL))


def checked() -> list[str]:
    """Return the scenarios that the page tells to check."""
    return re.findall(r"^python3 start\.py validate (\S+)$", HOW_TO, re.MULTILINE)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write every file of the page into a folder, and go there."""
    for name, content in RECIPES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    np.savetxt(tmp_path / "wind.csv", np.full(8760, 0.3), fmt="%.1f")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_reference_is_that_of_the_program(region: Region) -> None:
    made = reference.page(region)
    assert reference.PAGE.read_text(encoding="utf-8") == made, "python -m benchmarks.reference makes it anew"
    assert all(f"| `{name}` |" in made for name in region.book)


def test_every_file_of_a_recipe_is_tried() -> None:
    assert {*checked(), "sizes.toml"} == set(RECIPES)
    assert "batch sizes.toml" in HOW_TO


def test_the_scenarios_of_the_recipes_are_right(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", *checked()]) == 0, capsys.readouterr().err


def test_the_batch_of_the_recipes_has_its_cases(written: Path, region: Region) -> None:
    order = read_order(written / "sizes.toml", region)
    assert order.planned == 3 * 2


def on_the_website() -> set[str]:
    """Return the names of all pages that the website shows."""
    tree = ast.parse((ROOT / "docs" / "conf.py").read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {name for name in said if (ROOT / f"{name}.md").is_file()}


def test_every_page_is_on_the_website() -> None:
    there = {path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert there | {"README", "CONTRIBUTING", "CHANGELOG", "benchmarks/README"} == on_the_website()


def test_what_stands_on_the_website_can_be_built() -> None:
    """Building is strict: a link to a page that is not there, or a language that nobody colours, would end it."""
    pages_there = {(ROOT / f"{name}.md").resolve() for name in on_the_website()}
    written = {path: path.read_text(encoding="utf-8") for path in pages_there}
    lost = [
        f"{path.name}: {link}"
        for path, words in written.items()
        for link in re.findall(r"\]\(([^)#\s:]+\.md)", words)
        if (path.parent / link).resolve() not in pages_there
    ]
    assert lost == []
    languages = {word for words in written.values() for word in re.findall(r"^\s*```(\w+)$", words, re.MULTILINE)}
    assert languages <= COLOURED


@pytest.mark.parametrize(
    ("text", "ending", "found"),
    [
        ('<script src="https://a.example/x.js"></script>', ".html", ["https://a.example/x.js"]),
        ("<link rel=stylesheet href=//a.example/x.css>", ".html", ["//a.example/x.css"]),
        ('<link rel="canonical" href="https://a.example/">', ".html", []),
        ('<a href="https://a.example/">there</a><img src="own.png">', ".html", []),
        ("b { background: url('http://a.example/x.png') }", ".css", ["http://a.example/x.png"]),
        ('fetch("https://a.example/x")', ".js", ["https://a.example/x"]),
        ('const at = "https://a.example/x"', ".js", []),
    ],
)
def test_a_request_to_another_server_is_found(text: str, ending: str, found: list[str]) -> None:
    assert pages.foreign_requests(text, ending) == found
