"""The command line: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulator.cli import main
from simulator.present.society import BRIDGE_COLUMNS, PLACE_COLUMNS
from simulator.present.tables import PROJECT_COLUMNS
from simulator.present.work import COST_COLUMNS, WORK_COLUMNS
from simulator.records import CASES, LIMITS, Dispatch, PowerSystem
from simulator.stages.dispatch import dispatch_power
from simulator.stages.indicators import UNITS

SHORT = """
[horizon]
first_year = 2034
last_year = 2035
[weather]
count = 3
"""
PLAIN = 'title = "Kort"\n' + SHORT
DATA_CENTRE = (
    'title = "Kort med datasenter"\nbased_on = "plain"\n'
    '[[establishments]]\nid = "dc"\nkind = "data_centre_tenant"\ntitle = "DC"\narea = "Tynset"\n'
    "capacity_mw = 80\nstart_year = 2034\nphases = [{ year = 2037, capacity_mw = 100 }]\n"
    '[[projects]]\nid = "park"\nkind = "solar_ground"\ntitle = "Park"\narea = "Os"\n'
    "capacity_mw = 5\nstart_year = 2034\n"
)
FAULTY = 'title = "Feil"\n[[projects]]\nid = "wind"\nkind = "wnd"\ntitle = "V"\narea = "Oslo"\ncapacity_mw = -1\n'
STANDS_ON = ["confidence", "evidence"]
ASKED_FOR = [
    "production_gwh",
    "consumption_gwh",
    "surplus_gwh",
    "winter_surplus_gwh",
    "worst_week_surplus_gwh",
    "peak_load_mw",
    "import_gwh",
    "export_gwh",
    "spill_gwh",
    "curtailed_gwh",
    "unserved_gwh",
    "unserved_hours",
    "new_production_gwh",
    "power_used_by_establishments_gwh",
    "jobs_direct_persons",
    "jobs_indirect_persons",
    "jobs_induced_persons",
    "construction_job_years",
    "construction_induced_job_years",
    "construction_outside_job_years",
    "employed_persons",
    "participation_share",
    "recruited_share",
    "population_persons",
    "municipal_income_mnok",
    "jobs_per_gwh",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two short scenarios."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "plain.toml").write_text(PLAIN, encoding="utf-8")
    (place / "with_dc.toml").write_text(DATA_CENTRE, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run both scenarios once and return where the results are."""
    place = tmp_path_factory.mktemp("run")
    (place / "in").mkdir()
    (place / "in" / "plain.toml").write_text(PLAIN, encoding="utf-8")
    (place / "in" / "with_dc.toml").write_text(DATA_CENTRE, encoding="utf-8")
    out = place / "out"
    assert main(["run", str(place / "in"), "--out", str(out), "--hourly", "2035", "--format", "csv"]) == 0
    return out


def test_run_writes_every_indicator_of_every_scenario(results: Path) -> None:
    summary = pd.read_csv(results / "summary.csv")
    assert list(summary.columns) == ["scenario", "year", "indicator", "unit", "mean", "p10", "p50", "p90"]
    assert set(summary["scenario"]) == {"plain", "with_dc"}
    assert set(ASKED_FOR) <= set(summary["indicator"]) == set(UNITS)
    assert len(summary) == 2 * 2 * len(UNITS)


def test_run_writes_every_goal(results: Path) -> None:
    goals = pd.read_csv(results / "goals.csv")
    assert list(goals.columns) == [
        "scenario",
        "goal",
        "target",
        "by",
        "value",
        "unit",
        "status",
        "probability",
        "first_met",
        "first_broken",
        *STANDS_ON,
    ]
    assert goals.groupby("scenario").size().tolist() == [20, 20]


def test_run_writes_every_project(results: Path) -> None:
    projects = pd.read_csv(results / "projects.csv")
    assert list(projects.columns) == list(PROJECT_COLUMNS)
    assert set(projects["project"]) == {"park"}
    summary = pd.read_csv(results / "summary.csv").set_index(["scenario", "year", "indicator"])["mean"]
    for (name, year), rows in projects.groupby(["scenario", "year"]):
        assert rows["production_gwh"].sum() == pytest.approx(summary[name, year, "new_production_gwh"], rel=1e-9)
        assert rows["winter_share"].between(0.05, 0.5).all()
        assert rows["captured_price_share"].between(0.2, 2.0).all()


def test_run_writes_work_by_entry_phase_and_layer(results: Path) -> None:
    work = pd.read_csv(results / "work.csv")
    assert list(work.columns) == list(WORK_COLUMNS)
    assert set(work["phase"]) <= {"planning", "construction", "ramp_up", "operation", "retirement"}
    assert {"planning", "construction", "operation"} <= set(work["phase"])
    assert ((work["unit"] == "persons") == work["phase"].isin(["ramp_up", "operation"])).all()
    assert (work["low"] <= work["central"]).all() and (work["central"] <= work["high"]).all()
    summary = pd.read_csv(results / "summary.csv").set_index(["scenario", "year", "indicator"])["mean"]
    on_site = work.query("layer == 'on_site' and unit == 'persons'")
    for (name, year), rows in on_site.groupby(["scenario", "year"]):
        assert rows["central"].sum() == pytest.approx(summary[name, year, "jobs_direct_persons"], rel=1e-9)


def test_run_writes_the_jobs_bridge_and_what_limits_it(results: Path) -> None:
    bridge = pd.read_csv(results / "bridge.csv")
    assert list(bridge.columns) == list(BRIDGE_COLUMNS)
    assert set(bridge["scenario"]) == {"plain", "with_dc"}
    for _, rows in bridge.groupby("scenario"):
        steps = rows.set_index("step")[["low", "central", "high"]]
        np.testing.assert_allclose(steps.drop(index="end").sum(), steps.loc["end"], atol=1e-6)
        assert set(rows["limit"]) <= set(LIMITS)


def test_run_writes_municipalities_that_sum_to_the_region(results: Path) -> None:
    places = pd.read_csv(results / "municipalities.csv")
    assert list(places.columns) == list(PLACE_COLUMNS)
    summary = pd.read_csv(results / "summary.csv").set_index(["scenario", "year", "indicator"])["mean"]
    shared = set(places["figure"]) & set(summary.index.get_level_values("indicator"))
    assert {"employed_persons", "population_persons", "municipal_income_mnok", "jobs_direct_persons"} <= shared
    for (name, year, figure), rows in places.groupby(["scenario", "year", "figure"]):
        assert len(rows) == 6
        if figure in shared:
            assert rows["central"].sum() == pytest.approx(summary[name, year, figure], rel=1e-9)


def test_run_writes_costs_by_line(results: Path) -> None:
    costs = pd.read_csv(results / "costs.csv")
    assert list(costs.columns) == list(COST_COLUMNS)
    # The hall grows in 2037: planned until 2034, built from 2035.
    assert set(costs["phase"]) == {"planning", "construction", "operation"}
    assert set(costs.query("phase == 'planning'")["year"]) == {2034}
    assert set(costs.query("phase == 'construction'")["year"]) == {2035}
    for case in CASES:
        assert (costs[f"local_{case}_mnok"] <= costs[f"spending_{case}_mnok"] * (1 + 1e-9)).all()
    lines = costs[["scenario", "year", "entry", "phase", "line"]]
    assert not lines.duplicated().any()


def test_operating_costs_of_projects_are_those_of_the_income(results: Path) -> None:
    costs = pd.read_csv(results / "costs.csv").query("entry == 'park' and phase == 'operation'")
    income = pd.read_csv(results / "income.csv").query("payer == 'park' and source == 'operating_cost'")
    keys = ["scenario", "year"]
    paid = income.groupby(keys)["central"].sum()
    assert not paid.empty
    pd.testing.assert_series_equal(costs.groupby(keys)["spending_central_mnok"].sum(), paid, check_names=False)


def test_power_of_an_establishment_is_its_bill(results: Path) -> None:
    power = pd.read_csv(results / "costs.csv").query("line == 'power'")
    bills = pd.read_csv(results / "power_bills.csv").query("central > 0")
    billed = bills.groupby(["scenario", "year", "establishment"])["central"].sum()
    assert power["spending_central_mnok"].sum() == pytest.approx(billed.sum())
    assert not power["local_central_mnok"].any()


def test_hours_sum_to_the_annual_figures(results: Path) -> None:
    summary = pd.read_csv(results / "summary.csv").set_index(["scenario", "year", "indicator"])["mean"]
    for name in ("plain", "with_dc"):
        hours = pd.read_csv(results / "hourly" / f"{name}_2035.csv")
        assert len(hours) == 3 * 8760
        mean_gwh = hours.groupby("weather_year").sum().mean() / 1000
        for column in ("production", "consumption", "surplus", "import", "export", "curtailed", "unserved"):
            figure = summary[name, 2035, f"{column}_gwh"]
            assert mean_gwh[f"{column}_mw"] == pytest.approx(figure, rel=1e-9, abs=1e-9), column


def test_resolved_scenarios_answer_the_same(results: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert main(["run", str(results / "scenarios"), "--out", str(again)]) == 0
    assert (again / "summary.csv").read_bytes() == (results / "summary.csv").read_bytes()


def test_the_manifest_says_what_went_in(results: Path) -> None:
    manifest = json.loads((results / "manifest.json").read_text(encoding="utf-8"))
    assert {"simulator", "code_sha256", "python", "libraries", "data", "scenarios"} == manifest.keys()
    assert [entry["status"] for entry in manifest["scenarios"]] == ["done", "done"]
    assert all(len(entry["sha256"]) == 64 for entry in manifest["scenarios"])
    assert manifest["scenarios"][0]["weather"] == {"count": 3, "seed": 2024, "choose": "all"}


def test_validate_previews_an_own_curve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hall.csv").write_text("20\n10\n" * 4380, encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        'title = "Egen kurve"\n[[establishments]]\nid = "hall"\nkind = "wood"\ntitle = "Hall"\narea = "Os"\n'
        'capacity_mw = 2\nstart_year = 2030\nload_series = "hall.csv"\n',
        encoding="utf-8",
    )
    assert main(["validate", str(tmp_path / "own.toml")]) == 0
    assert "hall: hall.csv: least 10, mean 15, highest 20; 6,570 hours" in capsys.readouterr().out


def test_one_seed_gives_one_answer(folder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert main(["run", str(folder / "plain.toml"), "--out", str(tmp_path / name)]) == 0
    for file in ("summary.csv", "goals.csv", "ranges.csv", "grid.csv", "manifest.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_faulty_file_is_told_and_the_rest_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.toml").write_text(FAULTY, encoding="utf-8")
    assert main(["run", str(folder), "--out", str(tmp_path / "out"), "--json"]) == 2
    said = capsys.readouterr()
    assert "capacity_mw" in said.err
    assert "start_year" in said.err
    assert "Traceback" not in said.err
    answers = {entry["file"]: entry for entry in json.loads(said.out)["scenarios"]}
    assert answers["broken.toml"]["status"] == "failed"
    assert answers["plain.toml"]["status"] == answers["with_dc.toml"]["status"] == "done"
    assert {row["indicator"] for row in answers["plain.toml"]["indicators"]} == set(UNITS)


def test_validate_does_not_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(folder / "*.toml")]) == 0
    assert "Kort med datasenter" in capsys.readouterr().out


def test_compare_shows_differences_from_the_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["compare", str(folder / "plain.toml"), str(folder / "with_dc.toml"), "--language", "en"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Kort med" in said
    assert "(" in said


@pytest.mark.parametrize("name", ["nowhere.toml", "no_such_scenario", "empty_folder", "*.nothing"])
def test_what_is_not_there_is_told(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty_folder").mkdir()
    assert main(["validate", str(tmp_path / name)]) == 2
    assert "no scenario file" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert main(["run", str(folder / "plain.toml"), "--out", str(tmp_path / "file")]) == 2
    assert "can be written to" in capsys.readouterr().err


def test_hours_of_a_year_outside_the_horizon_are_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder / "plain.toml"), "--out", str(tmp_path / "out"), "--hourly", "2050"]) == 2
    assert "2034 to 2035" in capsys.readouterr().err


def test_a_year_that_no_scenario_reaches_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(folder / "plain.toml"), "--year", "1999"]) == 2
    assert "2034 to 2035" in capsys.readouterr().err


def test_two_files_of_one_name_are_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "plain.toml").write_text(PLAIN, encoding="utf-8")
    assert main(["validate", str(folder / "plain.toml"), str(other / "plain.toml")]) == 2
    assert "the same name" in capsys.readouterr().err


def test_hours_as_parquet_hold_the_same(folder: Path, tmp_path: Path, results: Path) -> None:
    out = tmp_path / "parquet"
    assert main(["run", str(folder / "plain.toml"), "--out", str(out), "--hourly", "2035"]) == 0
    pd.testing.assert_frame_equal(
        pd.read_parquet(out / "hourly" / "plain_2035.parquet"), pd.read_csv(results / "hourly" / "plain_2035.csv")
    )


def test_export_for_pypsa_writes_every_kind_of_component(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "network"
    assert main(["export-pypsa", "data_centre_80mw", "--year", "2035", "--weather", "2", "--out", str(out)]) == 0
    names = ["snapshots", "buses", "generators", "loads", "stores", "links", "links-marginal_cost", "loads-p_set"]
    assert {f"{name}.csv" for name in names} <= {path.name for path in out.iterdir()}
    assert len(pd.read_csv(out / "snapshots.csv")) == 8760
    assert str(out.name) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "found"),
    [(["--year", "1999"], "--year 1999"), (["--weather", "31"], "--weather 31"), (["--weather", "0"], "--weather 0")],
)
def test_a_year_that_is_not_there_is_told(words: list[str], found: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export-pypsa", "reference", *words]) == 2
    assert found in capsys.readouterr().err


@pytest.mark.parametrize(("language", "word"), [("nb", "Jordbruk"), ("en", "Farming")])
def test_multipliers_are_shown_and_written(
    language: str, word: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["multipliers", "--language", language, "--out", str(tmp_path)]) == 0
    assert word[:4] in capsys.readouterr().out
    listed = pd.read_csv(tmp_path / "multipliers.csv")
    assert set(listed["method"]) == {"national", "retention", "retention_same_milk", "slq", "cilq", "flq", "aflq"}


@pytest.mark.parametrize(("language", "word"), [("nb", "I alt per MW"), ("en", "In all per MW")])
def test_kinds_are_shown_and_written(
    language: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["kinds", "--language", language, "--out", str(tmp_path)]) == 0
    assert word in capsys.readouterr().out
    listed = pd.read_csv(tmp_path / "kinds.csv")
    assert set(listed["per"]) == {"site", "mw", "gwh"}


def test_reference_shows_each_way_to_operate_beside_the_exact_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def foresight_instead(system: PowerSystem, weather: int) -> Dispatch:
        assert weather == 0
        return dispatch_power(system, engine="foresight")

    monkeypatch.setattr("simulator.questions.yardstick.solve_reference", foresight_instead)
    monkeypatch.setenv("COLUMNS", "160")
    plain = folder / "plain.toml"
    assert main(["reference", str(plain), "--year", "2034", "--weather", "3", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "Foresight" in out and "Policy" in out and "0.000%" in out


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "fant -1; oppgi minst 0"),
        ({"LANG": "nn_NO.UTF-8"}, "linje 7, projects[1].capacity_mw"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "no_NO"}, "mente du wind?"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "C"}, "did you mean wind?"),
        ({"LANG": "de_DE.UTF-8"}, "found -1; give at least 0"),
        ({}, "line 7, projects[1].capacity_mw"),
    ],
)
def test_problems_are_told_in_the_language_of_the_environment(
    environment: dict[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "broken.toml").write_text(FAULTY, encoding="utf-8")
    assert main(["validate", str(tmp_path / "broken.toml")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("language", "said"), [("nb", "ingen scenariofil"), ("en", "no scenario file")])
@pytest.mark.parametrize("command", ["validate", "run", "link"])
def test_a_stated_language_goes_before_the_environment(
    command: str, language: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8" if language == "nb" else "nb_NO.UTF-8")
    assert main([command, "nowhere.toml", "--language", language]) == 2
    assert said in capsys.readouterr().err


def test_notes_are_told_in_norwegian_with_a_decimal_comma(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    (tmp_path / "odd.toml").write_text(
        PLAIN + '[[projects]]\nid = "park"\nkind = "solar_ground"\ntitle = "P"\narea = "Os"\ncapacity_mw = 10\n'
        'mean_gwh = 14\nstart_year = 2034\n[[establishments]]\nid = "dc"\nkind = "data_centre_tenant"\n'
        'title = "DC"\narea = "Tynset"\ncapacity_mw = 80\nstart_year = 2034\nrequest_year = 2033\n',
        encoding="utf-8",
    )
    assert main(["validate", str(tmp_path / "odd.toml")]) == 0
    told = capsys.readouterr().err
    assert "brukstimer" in told
    assert "start i 2034, søkt om i 2033" in told
    assert not {"found", "give", "hours", "years"} & set(told.split())
