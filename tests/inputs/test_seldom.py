"""What seldom goes wrong at the doors: told where it stands, and nothing else is told beside it."""

from __future__ import annotations

import dataclasses
import json
import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import numpy as np
import pytest

from simulator import InputError, Project, Region, load_scenario, read_scenario
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs import tokens
from simulator.inputs.connections import plant_faults
from simulator.inputs.iamc import load_codes
from simulator.inputs.loads import curve_of, curve_previews
from simulator.inputs.places import app_file, data_folder, document_folder, example_folder, scenario_folder
from simulator.inputs.plan import Axis, load_plan
from simulator.inputs.series import HourlySeries
from simulator.inputs.society import require
from simulator.inputs.tokens import LONGEST_TOKEN, read_token
from simulator.inputs.weather import _odd_level, read_series
from simulator.stages.income.doubts import wind_municipal_nok_per_mwh

HALL = """title = "Own"
[[establishments]]
id = "hall"
kind = "wood"
title = "Hall"
area = "Tynset"
start_year = 2030
"""


def told(text: str, region: Region) -> list[tuple[str, str]]:
    """Return code and place of everything that is wrong with a scenario."""
    with pytest.raises(InputError) as caught:
        read_scenario(text, "test.toml", region)
    return [(problem.code, str(problem.place)) for problem in caught.value.problems]


# TOML ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title = "a"\nb = = 1\nc = [\n1]\n', 2),  # the bracket below is none of its business
        ('title = "a"\nb = [\n1,\n\nc = 1\n', 2),
        ('title = "a"\nb = [ [1], [2]\nc = 1\n', 2),
        ('title = "a"\nb = [1]\nc = { d = [1, 2]\ne = 1\n', 3),
        ('title = "a"\nb = "]"\nc = ["["\n\n', 3),
        ("title = 1\n\nb = = 1\n", 3),
    ],
)
def test_the_line_of_the_bracket_that_is_still_open_is_told(text: str, line: int, region: Region) -> None:
    assert told(text, region) == [("not_toml", f"line {line}")]


def test_a_letter_that_is_none_is_named_with_its_column(region: Region) -> None:
    with pytest.raises(InputError) as caught:
        read_scenario('title = "a"\n\nx = \u22125\n', "test.toml", region)
    (problem,) = caught.value.problems
    assert str(problem.place) == "line 3" and problem.found == repr("x = \u22125")
    assert "U+2212 at column 5" in problem.remedy


def test_a_long_line_is_cut(region: Region) -> None:
    with pytest.raises(InputError) as caught:
        read_scenario(f"title = {'x y ' * 100}\n", "test.toml", region)
    assert len(caught.value.problems[0].found) == 80 + 2


# Links ----------------------------------------------------------------


def refusal(token: str, region: Region) -> str:
    with pytest.raises(InputError) as caught:
        read_token(token, region)
    (problem,) = caught.value.problems
    return problem.found


@pytest.mark.parametrize("beyond", [1, 1000])
def test_a_link_that_is_too_long_is_refused_for_its_length(beyond: int, region: Region) -> None:
    longest = refusal("1" + "A" * (LONGEST_TOKEN - 1), region)
    assert refusal("1" + "A" * (LONGEST_TOKEN - 1 + beyond), region) != longest


def test_what_was_never_folded_is_refused_though_its_sum_is_right(region: Region) -> None:
    body = b"\xff\xff\xff\xff never folded"
    with pytest.raises(zlib.error):
        zlib.decompressobj(tokens.RAW).decompress(body)
    packed = urlsafe_b64encode(tokens._check(body) + body).decode().rstrip("=")
    assert "unfold" in refusal("1" + packed, region)


def test_a_whole_number_is_written_short_and_no_other() -> None:
    assert tokens._short({"a": [80.0, 80.5, 1e15, True, "80.0"]}) == {"a": [80, 80.5, 1e15, True, "80.0"]}
    assert json.dumps(tokens._short([80.0, 2.5, 1e15])) == "[80, 2.5, 1000000000000000.0]"


# Series and curves ----------------------------------------------------------------


def hourly(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(f"{value}\n" * HOURS_PER_YEAR, encoding="utf-8")


def test_everything_that_changed_meanwhile_is_told_at_once(tmp_path: Path, region: Region) -> None:
    for name in ("wind", "sun", "warm"):
        hourly(tmp_path, f"{name}.csv", 0.1)
    named = 'wind_no1 = "wind.csv"\nsolar = "sun.csv"\ntemperature = "warm.csv"\n'
    path = tmp_path / "own.toml"
    path.write_text(f'title = "Own"\n[weather]\ncount = 2\n[weather.series]\n{named}', encoding="utf-8")
    weather = load_scenario(path, region).weather
    assert set(read_series(weather)) == {"wind_no1", "solar", "temperature"}
    hourly(tmp_path, "wind.csv", "none")
    hourly(tmp_path, "sun.csv", 0.2)
    with pytest.raises(InputError) as caught:
        read_series(weather)
    found = {(problem.file, problem.code) for problem in caught.value.problems}
    assert {("wind.csv", "not_a_number"), ("sun.csv", "changed_meanwhile")} == found - {("wind.csv", "many")}


def test_a_curve_is_read_from_what_was_sent(tmp_path: Path, region: Region) -> None:
    content = ("2\n" * (HOURS_PER_YEAR - 1) + "6\n").encode()
    sent = curve_of("folder/own.csv", content)
    assert (sent.path, max(sent.values), len(sent.values)) == ("own.csv", 6.0, HOURS_PER_YEAR)
    (tmp_path / "own.csv").write_bytes(content)
    path = tmp_path / "one.toml"
    path.write_text(HALL + 'capacity_mw = 5\nload_series = "own.csv"\n', encoding="utf-8")
    (line,) = curve_previews(load_scenario(path, region))
    assert line.startswith("hall: own.csv: least 2, mean 2, highest 6; 2,92")
    path.write_text(HALL + "capacity_mw = 5\n", encoding="utf-8")
    assert curve_previews(load_scenario(path, region)) == ()


# Tables and folders ----------------------------------------------------------------


def test_a_variable_may_stand_for_one_indicator_only(tmp_path: Path) -> None:
    table = tmp_path / "iamc.csv"
    table.write_text("indicator,variable,unit\na,One,GWh\nb,Two,MW\n", encoding="utf-8")
    assert [tuple(code) for code in load_codes(["a", "b"], tmp_path)] == [("a", "One", "GWh"), ("b", "Two", "MW")]
    table.write_text("indicator,variable,unit\na,One,GWh\nb,One,MW\nc,Two,MW\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_codes(["a", "b", "c"], tmp_path)
    assert [(problem.code, problem.found) for problem in caught.value.problems] == [("twice", "'One'")]
    assert {code.indicator for code in load_codes([])} >= {"production_gwh"}


def test_a_table_that_is_missing_all_the_same_is_told(region: Region) -> None:
    assert require(region.input_output) is region.input_output
    with pytest.raises(InputError, match=r"io_table\.csv"):
        require(None)


def test_everything_that_comes_along_is_there() -> None:
    assert {"goals.csv", "plants.csv"} <= {path.name for path in data_folder().iterdir()}
    assert (scenario_folder() / "reference.toml").is_file()
    assert (example_folder() / "candidates.toml").is_file()
    assert (document_folder() / "method.md").is_file()
    assert app_file().is_file() and app_file().name == "app.py"


def test_wind_pays_by_the_energy_that_it_states(region: Region) -> None:
    kind = region.project_kinds["wind"]
    assert kind.profile == "wind"
    ridge = Project(id="r", kind="wind", title="R", area=region.areas[0].id, capacity_mw=100.0, start_year=2030)
    rates = {
        "project.wind.capacity_factor_share": 0.4,
        "project.wind.property_tax_mnok_per_mw": 0.07008,
        "income.wind_production_fee_nok_per_mwh": 23.0,
    }
    assert wind_municipal_nok_per_mwh(ridge, region, rates) == pytest.approx(20.0 + 23.0)
    stated = ridge.model_copy(update={"mean_gwh": 175.2})
    assert wind_municipal_nok_per_mwh(stated, region, rates) == pytest.approx(40.0 + 23.0)


def test_a_plant_gives_no_more_than_its_nameplate_in_all_hours(region: Region) -> None:
    plant = next(one for one in region.plants if one.id in {step.plant for step in region.waterways})
    most = plant.capacity_mw * HOURS_PER_YEAR / 1000
    for gwh, found in ((most, []), (most * 1.001, [("above_nameplate", plant.id)])):
        changed = dataclasses.replace(plant, mean_gwh=gwh)
        assert [(one.code, one.place) for one in plant_faults([changed], region.waterways)] == found


def series(values: list[float], clamped: int = 0) -> HourlySeries:
    return HourlySeries(values=np.array([values]), clamped=clamped, sha256="")


@pytest.mark.parametrize(
    ("component", "mean", "clamped", "codes"),
    [
        ("inflow_glomma", 1.0, 0, []),
        ("inflow_glomma", 0.51, 0, []),
        ("inflow_glomma", 0.49, 0, ["unusual_inflow"]),
        ("inflow_glomma", 1.99, 0, []),
        ("inflow_glomma", 2.01, 0, ["unusual_inflow"]),
        ("wind_no1", 0.3, 0, []),
        ("wind_no1", 0.3, 1, ["clamped"]),
    ],
)
def test_a_level_that_is_odd_is_doubted(component: str, mean: float, clamped: int, codes: list[str]) -> None:
    assert [code for code, *_ in _odd_level(component, series([mean], clamped))] == codes


@pytest.mark.parametrize(("waiting", "codes"), [("0.5", []), ("0.51", ["more_than_all"])])
def test_no_more_than_all_of_a_load_waits_or_follows_the_price(waiting: str, codes: list[str], region: Region) -> None:
    text = f"{HALL}capacity_mw = 5\nprice_sensitive_share = 0.5\nprice_limit_eur_mwh = 90\n"
    text += f"shiftable_share = {waiting}\n"
    if codes:
        assert [code for code, _ in told(text, region)] == codes
    else:
        assert read_scenario(text, "test.toml", region).establishments[0].shiftable_share == 0.5


def test_an_axis_is_set_once_and_says_enough(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    axis = '[[grid]]\nset = "weather.seed"\nvalues = [1]\n'
    path.write_text(f'scenarios = ["reference"]\n{axis}{axis}', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_plan(path)
    assert [problem.code for problem in caught.value.problems] == ["twice"]
    for part in ({"from": 1.0, "to": 2.0}, {"from": 1.0, "step": 2.0}, {"to": 1.0, "step": 2.0}, {}):
        lacking = Axis.model_validate({"set": "weather.seed", **part})
        assert (lacking.count, lacking.stated) == (0, ())
