"""What moved since a scenario was stored: the steps add up, each has its numbers, and wrong folders are told."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.premises import Assumptions, Range
from simulator.present.text import LANGUAGES, text
from simulator.questions.since import TABLES, TOGETHER, explain_change

NAMES = ("demand.a", "demand.b", "grid.c", "jobs.d")
figures = st.floats(-50, 50)
worlds = st.fixed_dictionaries({name: figures.map(lambda value: Range(value, value, value)) for name in NAMES})
SHORT = """
title = "Kort"
operation = "rule"
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
[[decisions]]
date = "2026-11-26"
who = "Rådet"
what = "Alt blir som før"
"""


def product(numbers: Assumptions) -> float:
    """Return a figure in which groups meet."""
    return numbers["demand.a"] * numbers["grid.c"] + numbers["demand.b"] - numbers["jobs.d"]


@given(figures, worlds, worlds)
def test_the_steps_sum_to_the_change(before: float, then: dict[str, Range], today: dict[str, Range]) -> None:
    found = explain_change(before, then, Assumptions(today), product)
    assert found.before + sum(step.change for step in found.steps) == pytest.approx(found.after, abs=1e-6)
    assert found.after == product(Assumptions(today))


@given(worlds)
def test_nothing_changed_is_nothing_moved(then: dict[str, Range]) -> None:
    found = explain_change(product(Assumptions(then)), then, Assumptions(then), product)
    assert [(step.name, step.change) for step in found.steps] == [(TABLES, 0.0)]


def test_groups_that_meet_leave_a_step_of_their_own() -> None:
    def one(value: float) -> Range:
        return Range(value, value, value)

    then = {"demand.a": one(1), "demand.b": one(0), "grid.c": one(1), "jobs.d": one(0), "gone.e": one(7)}
    today = then | {"demand.a": one(2), "grid.c": one(4), "new.f": one(9)}
    del today["gone.e"]
    found = explain_change(0.5, then, Assumptions(today), product)
    assert [(step.name, step.change) for step in found.steps] == [
        (TABLES, 0.5),
        ("demand", 1.0),
        ("grid", 3.0),
        (TOGETHER, 3.0),
    ]
    assert found.steps[1].numbers == ("demand.a",)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of a run, as they would have been if two numbers had been others then."""
    place = tmp_path_factory.mktemp("stored")
    (place / "short.toml").write_text(SHORT, encoding="utf-8")
    assert main(["run", str(place / "short.toml"), "--out", str(place / "results")]) == 0
    return place / "results"


def edited(folder: Path, number: str, factor: float) -> None:
    table = pd.read_csv(folder / "assumptions.csv")
    table.loc[table["number"] == number, ["low", "central", "high"]] *= factor
    table.to_csv(folder / "assumptions.csv", index=False)


def test_a_run_on_the_same_data_moves_nothing(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["since", str(stored), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "2026-11-26: Alt blir som før (Rådet)" in said
    assert "none" in said and text("since.same_code", "en") in said and text("since.together", "en") not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_number_is_named_with_its_step(
    stored: Path, tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "results"
    (folder / "scenarios").mkdir(parents=True)
    for file in ("summary.csv", "assumptions.csv", "manifest.json", "scenarios/short.toml"):
        (folder / file).write_bytes((stored / file).read_bytes())
    edited(folder, "demand.cars_gwh", 0.5)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["data"]["plants.csv"] = manifest["code_sha256"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    words = ["since", str(folder / "scenarios" / "short.toml"), "--figure", "consumption_gwh", "--language", language]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert text("topic.demand", language)[:10] in said and "demand.cars_gwh" in said.replace("\n", "")
    assert "plants.csv" in said and text("since.recoded", language) in said


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("assumptions.csv", None),
        ("assumptions.csv", "scenario,number,low,central,high\n"),
        ("assumptions.csv", "a,b\n1,2\n"),
        ("summary.csv", "scenario,year,indicator,mean\nshort,2035,import_gwh,1\n"),
        ("manifest.json", None),
        ("manifest.json", "{}"),
        ("manifest.json", "[1"),
    ],
)
def test_a_folder_that_lacks_something_is_told(
    stored: Path, tmp_path: Path, file: str, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "results"
    (folder / "scenarios").mkdir(parents=True)
    for name in ("summary.csv", "assumptions.csv", "manifest.json", "scenarios/short.toml"):
        (folder / name).write_bytes((stored / name).read_bytes())
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content, encoding="utf-8")
    assert main(["since", str(folder)]) == 2
    assert file in capsys.readouterr().err


def test_an_empty_folder_and_an_unknown_figure_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["since", str(tmp_path)]) == 2
    assert main(["since", str(tmp_path), "--figure", "surplus_gw"]) == 2
    assert "did you mean surplus_gwh" in capsys.readouterr().err
