"""What is handed to other programs: they read it, and find in it what was computed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest

from simulator import InputError, Region, Result, data_folder, load_scenario, scenario_folder
from simulator.cli import main
from simulator.inputs.iamc import load_codes
from simulator.inputs.schema import scenario_schema
from simulator.present.comparison import comparison_frame
from simulator.present.iamc import INDEX, iamc_table
from simulator.stages.indicators import UNITS

SHIPPED = sorted(
    [*scenario_folder().glob("*.toml"), *(Path(__file__).parents[1] / "examples").glob("candidates*.toml")]
)
SHORT = """
title = "Kort"
operation = "rule"
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 2
"""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    file = tmp_path / "short.toml"
    file.write_text(SHORT, encoding="utf-8")
    return file


# IAMC ---------------------------------------------------------------------------------------------------------------


def test_the_table_holds_the_figures_of_the_result(reference: Result) -> None:
    codes = load_codes(UNITS)
    table = iamc_table([reference], codes).set_index(["Scenario", "Variable"])
    assert table.index.is_unique
    values = reference.indicators.values  # noqa: PD011 - a mapping, not a frame
    for code in codes:
        means = table.loc[(reference.scenario.id, code.variable), list(reference.indicators.years)]
        assert means.tolist() == values[code.indicator].mean(axis=1).tolist()
    assert set(table["Region"]) == {"Nord-Østerdal"}
    surplus = [name for _, name in table.index if name.startswith("Trade|Electricity|Surplus|Winter")]
    assert len(surplus) == 3  # mean, 10th and 90th percentile


def test_the_side_car_of_the_code_list_names_its_columns() -> None:
    told = tomllib.loads((data_folder() / "iamc.toml").read_text(encoding="utf-8"))
    assert list(told["columns"]) == list(pd.read_csv(data_folder() / "iamc.csv").columns)


def test_the_command_writes_a_table_that_reads_back(short: Path, tmp_path: Path) -> None:
    assert main(["export-iamc", str(short), "--out", str(tmp_path / "out" / "iamc.csv")]) == 0
    read = pd.read_csv(tmp_path / "out" / "iamc.csv")
    assert list(read.columns) == [*INDEX, "2034", "2035"]
    assert read.notna().all(axis=None)


@pytest.mark.filterwarnings("ignore")
def test_pyam_reads_the_table(reference: Result, tmp_path: Path) -> None:
    pyam = pytest.importorskip("pyam")
    file = tmp_path / "iamc.csv"
    iamc_table([reference], load_codes(UNITS)).to_csv(file, index=False)
    read = pyam.IamDataFrame(file)
    mean = read.filter(variable="Secondary Energy|Electricity", year=2026).data["value"].item()
    assert mean == pytest.approx(reference.indicators.at("production_gwh", 2026).mean())


@pytest.mark.bad_input("E09")
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("surplus,Trade|Surplus,GWh", "surplus"),
        ("import_gwh,Trade|Electricity|Import,GWh\nexport_gwh,Trade|Electricity|Import,GWh", "twice"),
        ("import_gwh,,GWh", "give a text"),
    ],
)
def test_a_wrong_code_list_is_told(row: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "iamc.csv").write_text(f"indicator,variable,unit\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_codes(UNITS, tmp_path)
    assert any(said in f"{problem.code} {problem}" for problem in error.value.problems)


def test_a_place_that_cannot_be_written_is_told(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--out", str(short / "schema.json")]) == 2
    assert "short.toml" in capsys.readouterr().err


# Schema -------------------------------------------------------------------------------------------------------------


def faults(content: dict[str, Any]) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(scenario_schema()).iter_errors(content)]


def test_the_schema_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_keeps_the_schema(path: Path) -> None:
    assert faults(tomllib.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "description = 'no title'",
        "title = 'a'\ntitel = 'b'",
        "title = 'a'\n[horizon]\nfirst_year = 1900",
        "title = 'a'\n[overrides]\njobs = 'many'",
        "title = 'a'\n[[projects]]\nid = 'p'",
        "title = 'a'\nid = 'own'",
    ],
)
def test_the_schema_finds_what_the_simulator_finds(wrong: str) -> None:
    assert faults(tomllib.loads(wrong))


def test_the_schema_takes_overrides_as_files_write_them() -> None:
    assert faults(tomllib.loads("based_on = 'reference'\n[overrides]\njobs.retention_share = 0.3")) == []


# Side by side -------------------------------------------------------------------------------------------------------


def test_the_comparison_is_written_with_every_figure_and_its_unit(short: Path, tmp_path: Path) -> None:
    assert main(["compare", str(short), "--out", str(tmp_path / "out")]) == 0
    read = pd.read_csv(tmp_path / "out" / "comparison.csv")
    assert list(read.columns) == ["figure", "unit", "short"]
    assert dict(zip(read["figure"], read["unit"], strict=True)) == UNITS


def test_the_comparison_is_the_mean_over_weather_years(reference: Result) -> None:
    frame = comparison_frame([reference, reference], 2025).set_index("figure")
    assert frame.loc["surplus_gwh", "reference"] == reference.indicators.at("surplus_gwh", 2025).mean()


# Older forms --------------------------------------------------------------------------------------------------------

OLDER = (
    SHORT
    + """
[[establishments]]
id = "mill"
kind = "wood"
title = "jobs_fte = 3"
area = "Os"
capacity_mw = 1
start_year = 2034
jobs_fte = 40            # as it was written in November 2026

[milestones]
airport = 2032
apprentices_doubled = 2034
"""
)


def test_an_older_file_is_rewritten_and_kept(
    tmp_path: Path, region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "older.toml"
    file.write_text(OLDER, encoding="utf-8", newline="\n")
    assert main(["validate", str(file)]) == 2
    assert main(["migrate", str(file), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "jobs_fte is now jobs_persons" in said and "apprentices_doubled is no key any more" in said
    assert (tmp_path / "older.toml.before").read_text(encoding="utf-8") == OLDER
    rewritten = file.read_text(encoding="utf-8")
    assert (
        "jobs_persons = 40            # as it was written" in rewritten and "# apprentices_doubled = 2034" in rewritten
    )
    scenario = load_scenario(file, region)
    assert (scenario.establishments[0].jobs_persons, scenario.establishments[0].title) == (40, "jobs_fte = 3")
    assert scenario.milestones.airport == 2032
    file.write_text(OLDER, encoding="utf-8", newline="\n")
    assert main(["migrate", str(file)]) == 2  # the first original is not written over
    assert "older.toml.before" in capsys.readouterr().err and file.read_text(encoding="utf-8") == OLDER


def test_a_file_of_today_is_left_alone(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", str(short), "--language", "nb"]) == 0
    assert "ingenting" in capsys.readouterr().out
    assert [path.name for path in short.parent.iterdir()] == ["short.toml"]


def test_a_file_that_is_wrong_even_then_stays_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "older.toml"
    file.write_text(OLDER.replace('"wood"', '"wod"'), encoding="utf-8", newline="\n")
    assert main(["migrate", str(file)]) == 2
    assert "'wod'" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["older.toml"]
    assert "jobs_fte = 40" in file.read_text(encoding="utf-8")
