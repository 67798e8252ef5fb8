"""Pages that are made, and pages whose recipes are run: reference, how-to, website."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import numpy as np
import pytest

from benchmarks import pages, reference
from simulator import Region
from simulator.cli import main

ROOT = Path(__file__).resolve().parents[1]
HOW_TO = (ROOT / "docs" / "how_to.md").read_text(encoding="utf-8")
AT_ONCE = ("validate", "batch")  # commands that take no time; `batch` only with --dry-run
RECIPES = dict(re.findall(r"^Write `(\w+\.toml)`.*?```toml\n(.*?)```", HOW_TO, re.MULTILINE | re.DOTALL))


def commands() -> list[list[str]]:
    """Return every command of the page that answers at once."""
    lines = [shlex.split(line) for line in re.findall(r"^python3 start\.py (.+)$", HOW_TO, re.MULTILINE)]
    return [words for words in lines if words[0] in AT_ONCE and (words[0] != "batch" or "--dry-run" in words)]


def test_the_reference_is_that_of_the_program(region: Region) -> None:
    made = reference.page(region)
    assert reference.PAGE.read_text(encoding="utf-8") == made, "python -m benchmarks.reference makes it anew"
    assert all(f"| `{name}` |" in made for name in region.book)


def test_every_recipe_has_a_command_that_is_run() -> None:
    assert set(RECIPES) == {word for words in commands() for word in words if word.endswith(".toml")}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_the_recipes_work(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in RECIPES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    np.savetxt(tmp_path / "wind.csv", np.full(8760, 0.3), fmt="%.1f")
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0, capsys.readouterr().err
    if words[0] == "batch":
        assert re.search(r"\b6\b", capsys.readouterr().out)  # three sizes and two years


def test_every_page_is_on_the_website() -> None:
    tree = ast.parse((ROOT / "docs" / "conf.py").read_text(encoding="utf-8"))
    shown = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    there = {path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "docs").glob("*.md")}
    assert there | {"README", "CONTRIBUTING", "CHANGELOG"} <= shown


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
