"""Commands on uncertainty: what they write, what they say, and that workers change nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulator import Region, load_scenario
from simulator.batch.drawing import DrawPlan, draw_scenario
from simulator.cli import main
from simulator.premises import Scenario
from simulator.uncertainty import Drawn, of_one_year

SHORT = """
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
"""
WIND = (
    'title = "Kort"\n' + SHORT + '[[projects]]\nid = "wind"\nkind = "wind"\ntitle = "Vind"\narea = "Rendalen"\n'
    "capacity_mw = 600\nmean_gwh = 1900\nstart_year = 2034\n"
    'local_ownership_share = 0.3\nprobability = 0.5\nstatus = "idea"\n'
)
PLAN = DrawPlan(count=8, seed=7)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wind.toml"
    path.write_text(WIND, encoding="utf-8")
    (tmp_path / "plain.toml").write_text('title = "Ingenting"\n' + SHORT, encoding="utf-8")
    (tmp_path / "other.toml").write_text('title = "Annet"\n' + SHORT.replace("= 2\n", "= 3\n"), encoding="utf-8")
    return path


def scenario_of(file: Path, region: Region) -> Scenario:
    return of_one_year(load_scenario(file, region), 2035)


def same(one: Drawn, other: Drawn) -> bool:
    arrays = ("numbers", "weather", "figures", "met", "stated", "stands", "opening_year")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)


def test_two_workers_give_what_one_gives_bit_for_bit(file: Path, region: Region) -> None:
    scenario, told = scenario_of(file, region), list[int]()
    alone = draw_scenario(scenario, PLAN, report=told.append)
    assert same(alone, draw_scenario(scenario, PLAN, workers=2))
    assert sum(told) == PLAN.count
    assert not same(alone, draw_scenario(scenario, DrawPlan(count=8, seed=8)))


def test_draws_are_written_with_their_seed(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    asked = ["draw", str(file), "--count", "8", "--seed", "7", "--method", "sobol", "--out", str(out)]
    assert main([*asked, "--language", "en"]) == 0
    assert "8 draws, seed 7, evenly spread (Sobol points)" in " ".join(capsys.readouterr().out.split())
    manifest = json.loads((out / "draw_manifest.json").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["count"], manifest["method"]) == (7, 8, "sobol")
    draws, fates = pd.read_parquet(out / "draws.parquet"), pd.read_parquet(out / "fates.parquet")
    surplus = draws[draws["indicator"] == "surplus_gwh"]
    assert len(surplus) == 8 * 2 and set(surplus["year"]) == {2035}
    stands = fates.set_index("draw")["stands"]
    new = draws[draws["indicator"] == "new_production_gwh"].groupby("draw")["value"].mean()
    opened = fates.set_index("draw")["opening_year"] <= 2035
    assert ((new > 0) == (stands & opened)).all()
    assert set(pd.read_csv(out / "draw_goals.csv")["goal"]) >= {"new_production"}
    bands = pd.read_csv(out / "draw_bands.csv").set_index("indicator")
    assert set(bands.index) == set(draws["indicator"])
    assert bands.loc["surplus_gwh", "p95"] == pytest.approx(np.percentile(surplus["value"], 95))
    assert (bands["p5"] <= bands["p95"]).all() and bands.loc["surplus_gwh", "unit"] == "GWh"
    assert pd.read_parquet(out / "numbers.parquet")["project.wind.capacity_factor_share"].nunique() == 8
    assert (out / "scenarios" / "wind.toml").is_file()


def test_what_makes_the_goal_fail_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["discover", str(file), "--count", "40", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "New power production" in said and "Vind" in said


def test_a_goal_that_nothing_can_move_is_said_to_be_missed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = str(file.with_name("plain.toml"))
    assert main(["discover", plain, "--count", "4", "--language", "en"]) == 0
    assert "missed in every draw" in " ".join(capsys.readouterr().out.split())


def test_regret_is_told_for_every_scenario(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regret", str(file), str(file.with_name("plain.toml")), "--count", "8", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Kort" in said and "Ingenting" in said and "Greatest regret" in said


def test_what_moves_most_is_told(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("project.wind.capacity_factor_share", "demand.cars_gwh", "jobs.retention_share")
    monkeypatch.setattr("simulator.commands.doubting.moving_numbers", lambda *_: names)
    assert main(["sensitivity", str(file), "--most", "2", "--shares", "2", "--weather-years", "1"]) == 0
    said = capsys.readouterr().out
    assert "Alene" in said and "Vind" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["discover", "--goal", "riches"], "riches"),
        (["regret", "--indicator", "riches"], "riches"),
        (["regret", "--indicator", "population_persons"], "population_persons"),
        (["draw", "--year", "2050"], "2034"),
    ],
)
def test_a_wrong_question_is_refused(
    file: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([words[0], str(file), "--count", "2", *words[1:]]) == 2
    assert told in capsys.readouterr().err


def test_scenarios_under_another_weather_are_not_compared(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["regret", str(file), str(file.with_name("other.toml")), "--count", "2", "--language", "en"]) == 2
    assert "another weather" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert main(["draw", str(file), "--count", "4", "--out", str(tmp_path / "taken")]) == 2
    assert "taken" in capsys.readouterr().err
