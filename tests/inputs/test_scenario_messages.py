"""Every mistake in a scenario file is told: all at once, where it stands, and what would be right."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import InputError, Problem, Region, Scenario, load_region, load_scenario, read_scenario, scenario_folder
from simulator.inputs.messages import MOST_TOLD
from simulator.inputs.scenario import LARGEST_FILE_BYTES
from simulator.inputs.writing import scenario_text
from simulator.words import Said

PROJECT = {
    "id": '"ridge"',
    "kind": '"wind"',
    "title": '"Ridge"',
    "area": '"Rendalen"',
    "capacity_mw": "100",
    "start_year": "2030",
}
ESTABLISHMENT = {
    "id": '"hall"',
    "kind": '"data_centre_tenant"',
    "title": '"Hall"',
    "area": '"Tynset"',
    "capacity_mw": "80",
    "start_year": "2029",
}
SITE = {"id": '"site"', "title": '"Site"', "municipality": '"Alvdal"', "ready_year": "2028"}
MEASURE = {"id": '"line"', "title": '"Line"', "link": '"no1_rendalen"', "added_mw": "100", "year": "2030"}
LOGGED = {"date": '"2024-02-29"', "who": '"Rådet"', "what": '"Ja"'}
OUTAGE = {"id": '"mast"', "title": '"Mast"', "link": '"tolga_os"', "months": "[6]"}
SAVING = {
    "id": '"homes"',
    "title": '"Homes"',
    "sector": '"households"',
    "freed_gwh": "5",
    "start_year": "2027",
}
TITLE = 'title = "Test"\n'


@cache
def region() -> Region:
    """Return the region as shipped."""
    return load_region()


def table(name: str, content: dict[str, str], **changes: str | None) -> str:
    """Write one ``[[name]]`` table; a change of None leaves the key out."""
    stated = {key: value for key, value in (content | changes).items() if value is not None}
    return f"[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in stated.items())


def assert_said(problem: Problem) -> None:
    """Check that a problem is a sentence of the catalogues made for it, and another one in Norwegian."""
    assert isinstance(problem.remedy, Said)
    assert problem.remedy.key != "remedy.form_other"
    norwegian = problem.told("nb")
    assert norwegian.remedy != problem.remedy
    assert isinstance(problem.found, Said) or norwegian.found == problem.found
    assert "line " not in norwegian.place


def problems(source: str, folder: Path | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a scenario, checking that every problem is complete and can be printed."""
    with pytest.raises(InputError) as fault:
        read_scenario(source, "test.toml", region(), folder)
    for problem in fault.value.problems:
        assert problem.code
        assert problem.file.endswith(".toml")
        assert problem.found
        assert problem.remedy
        assert len(str(problem)) < 2000
        assert_said(problem)
    return fault.value.problems


def only(source: str) -> Problem:
    """Return the one problem of a scenario."""
    found = problems(source)
    assert len(found) == 1, found
    return found[0]


def accepted(source: str, folder: Path | None = None) -> Scenario:
    """Read a scenario that is right."""
    return read_scenario(source, "test.toml", region(), folder)


def test_the_scenario_without_mistakes_is_accepted() -> None:
    source = TITLE + table("projects", PROJECT) + table("establishments", ESTABLISHMENT)
    scenario = accepted(source + table("industrial_areas", SITE) + table("grid", MEASURE))
    assert (len(scenario.projects), len(scenario.establishments), len(scenario.grid)) == (1, 1, 1)
    assert scenario.establishments[0].area == "tynset_no1"


# One mistake at a time ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "place", "found", "remedy"),
    [
        ({"capasity_mw": "5"}, "capasity_mw", "5", "did you mean capacity_mw"),
        ({"capacity": "97"}, "capacity", "97", "did you mean capacity_mw"),
        ({"foo": "1"}, "foo", "1", "use one of area, capacity_mw"),
        ({"capacity_mw": None}, "capacity_mw", "nothing", "give this key"),
        ({"area": None}, "area", "nothing", "give this key"),
        ({"capacity_mw": '"80"'}, "capacity_mw", "'80'", "without quotes"),
        ({"capacity_mw": '"97 MW"'}, "capacity_mw", "'97 MW'", "without quotes"),
        ({"capacity_mw": '"85 %"'}, "capacity_mw", "'85 %'", "number"),
        ({"capacity_mw": "true"}, "capacity_mw", "True", "number"),
        ({"capacity_mw": "[80]"}, "capacity_mw", "80", "number"),
        ({"capacity_mw": "{mw = 80}"}, "capacity_mw", "80", "number"),
        ({"capacity_mw": "2030-01-01"}, "capacity_mw", "2030", "number"),
        ({"capacity_mw": "-4"}, "capacity_mw", "-4", "at least 0"),
        ({"capacity_mw": "nan"}, "capacity_mw", "nan", "finite"),
        ({"capacity_mw": "inf"}, "capacity_mw", "inf", "finite"),
        ({"capacity_mw": "-inf"}, "capacity_mw", "-inf", "finite"),
        ({"capacity_mw": "1e400"}, "capacity_mw", "inf", "finite"),
        ({"capacity_mw": "80000"}, "capacity_mw", "80000", "did you mean 80?"),
        ({"capacity_mw": "45_000.0"}, "capacity_mw", "45000", "did you mean 45?"),
        ({"start_year": '"2030"'}, "start_year", "'2030'", "without quotes"),
        ({"start_year": "2030.5"}, "start_year", "2030.5", "whole number"),
        ({"start_year": "1030"}, "start_year", "1030", "at least 2020"),
        ({"start_year": "2041"}, "start_year", "2041", "2024 to 2040"),
        ({"end_year": "2029"}, "end_year", "2029", "after the start"),
        ({"kind": '"vind"'}, "kind", "'vind'", "did you mean wind"),
        ({"kind": '"reactor"'}, "kind", "'reactor'", "use one of"),
        ({"area": '"Tynsett"'}, "area", "tynsett", "did you mean tynset"),
        ({"area": '"Bergen"'}, "area", "bergen", "use one of"),
        ({"area": "3427"}, "area", "3427", "text in quotes"),
        ({"id": '"Æ"'}, "id", "'Æ'", "lower-case"),
        ({"id": '""'}, "id", "''", "lower-case"),
        ({"title": '""'}, "title", "''", "at least 1"),
        ({"title": f'"{"x" * 81}"'}, "title", "xxx", "at most 80"),
        ({"probability": "1.0000001"}, "probability", "1.0000001", "at most 1"),
        ({"probability": "50"}, "probability", "50", "give a share from 0 to 1; did you mean 0.5?"),
        ({"local_ownership_share": "34"}, "local_ownership_share", "34", "did you mean 0.34?"),
        ({"local_ownership_share": "-0.1"}, "local_ownership_share", "-0.1", "at least 0"),
        ({"status": '"bulding"'}, "status", "'bulding'", "building"),
        ({"mean_gwh": "1000"}, "mean_gwh", "1000 GWh from 100 MW", "876 GWh"),
        ({"mean_gwh": "1", "capacity_mw": "0"}, "mean_gwh", "1 GWh from 0 MW", "most 0 GWh"),
        ({"storage_hours": "0"}, "storage_hours", "0", "more than 0"),
        ({"delay_years": "-1"}, "delay_years", "-1", "at least 0"),
        ({"delay_years": "1.5"}, "delay_years", "1.5", "whole number"),
        ({"delay_years": "4", "end_year": "2034"}, "end_year", "2034", "after the start"),
        ({"head_m": "80"}, "head_m", "wind", "only hydropower"),
        ({"kind": '"small_hydro"', "head_m": "0"}, "head_m", "0", "more than 0"),
    ],
)
def test_a_mistake_in_a_project(changes: dict[str, str | None], place: str, found: str, remedy: str) -> None:
    problem = only(TITLE + table("projects", PROJECT, **changes))
    assert f"projects[1].{place}" in problem.place
    assert found in problem.found
    assert remedy in problem.remedy
    assert problem.file == "test.toml"


def test_a_mistake_names_its_line() -> None:
    source = TITLE + "\n# note\n" + table("projects", PROJECT) + table("projects", PROJECT, id='"b"', capacity_mw="-4")
    assert only(source).place == "line 16, projects[2].capacity_mw"


@pytest.mark.parametrize(
    ("name", "content", "changes", "place", "remedy"),
    [
        ("establishments", ESTABLISHMENT, {"kind": '"data_center_tenant"'}, "kind", "did you mean data_centre_tenant"),
        ("establishments", ESTABLISHMENT, {"load_shape": '"flatt"'}, "load_shape", "did you mean flat"),
        ("establishments", ESTABLISHMENT, {"ramp_up_years": "-1"}, "ramp_up_years", "at least 0"),
        ("establishments", ESTABLISHMENT, {"large": "1"}, "large", "true or false"),
        ("establishments", ESTABLISHMENT, {"queue": '"wait"'}, "queue", "'requested', 'reserved' or 'granted'"),
        ("establishments", ESTABLISHMENT, {"queue_id": "17"}, "queue_id", "text in quotes"),
        ("establishments", ESTABLISHMENT, {"request_year": "1999"}, "request_year", "at least 2020"),
        ("establishments", ESTABLISHMENT, {"jobs_persons": "-1"}, "jobs_persons", "at least 0"),
        ("establishments", ESTABLISHMENT, {"jobs_persons": '"1,5"'}, "jobs_persons", "without quotes"),
        ("establishments", ESTABLISHMENT, {"retained_share": "60"}, "retained_share", "at most 1"),
        ("establishments", ESTABLISHMENT, {"retained_share": "-0.1"}, "retained_share", "at least 0"),
        ("establishments", ESTABLISHMENT, {"displacement_share": "1.5"}, "displacement_share", "at most 1"),
        ("establishments", ESTABLISHMENT, {"shiftable_shar": "0.1"}, "shiftable_shar", "did you mean shiftable_share"),
        ("establishments", ESTABLISHMENT, {"shiftable_share": "10"}, "shiftable_share", "at most 1"),
        ("establishments", ESTABLISHMENT, {"shift_hours": "0"}, "shift_hours", "more than 0"),
        ("establishments", ESTABLISHMENT, {"price_sensitive_share": "0.5"}, "price_sensitive_share", "price_limit"),
        ("establishments", ESTABLISHMENT, {"price_limit_eur_mwh": "80"}, "price_limit_eur_mwh", "price_sensitive"),
        ("establishments", ESTABLISHMENT, {"load_series": '"../a.csv"'}, "load_series", "bare name"),
        ("establishments", ESTABLISHMENT, {"phases": "5"}, "phases", "[[name]]"),
        ("establishments", ESTABLISHMENT, {"phases": "[{year = 2032}]"}, "phases[1].capacity_mw", "give this key"),
        (
            "establishments",
            ESTABLISHMENT,
            {"phases": "[{yaer = 1, year = 2032, capacity_mw = 90}]"},
            "phases[1].yaer",
            "mean year",
        ),
        ("establishments", ESTABLISHMENT, {"phases": "[{year = 2029, capacity_mw = 90}]"}, "phases[1].year", "2029"),
        ("establishments", ESTABLISHMENT, {"phases": "[{year = 2031, capacity_mw = 40}]"}, "phases[1].cap", "in all"),
        ("efficiency", SAVING, {"sector": '"houseolds"'}, "sector", "did you mean households"),
        ("efficiency", SAVING, {"freed_gwh": "0"}, "freed_gwh", "more than 0"),
        ("efficiency", SAVING, {"freed_gwh": "200"}, "freed_gwh", "135 GWh"),
        ("efficiency", SAVING, {"area": '"Tolgaa"'}, "area", "did you mean tolga"),
        ("efficiency", SAVING, {"area": '"Tolga"', "freed_gwh": "20"}, "freed_gwh", "14.6 GWh"),
        ("efficiency", SAVING, {"full_year": "2026"}, "full_year", "after the start"),
        ("efficiency", SAVING, {"start_year": "2020"}, "start_year", "2024 to 2040"),
        ("efficiency", SAVING, {"fred_gwh": "1"}, "fred_gwh", "did you mean freed_gwh"),
        ("industrial_areas", SITE, {"municipality": '"Alvdall"'}, "municipality", "did you mean alvdal"),
        ("industrial_areas", SITE, {"ready_year": "2023"}, "ready_year", "2024 to 2040"),
        ("industrial_areas", SITE, {"dormant": '"yes"'}, "dormant", "true or false"),
        ("grid", MEASURE, {"link": '"no1_rendal"'}, "link", "did you mean no1_rendalen"),
        ("grid", MEASURE, {"added_mw": "0"}, "added_mw", "more than 0"),
        ("grid", MEASURE, {"year": "2050"}, "year", "2024 to 2040"),
        ("grid", MEASURE, {"kind": '"lines"'}, "kind", "'line', 'transformer' or 'transmission'"),
        ("grid", MEASURE, {"kind": '"transformer"'}, "kind", "one capacity each way"),
        ("grid", MEASURE, {"cost_mnok": "-1"}, "cost_mnok", "at least 0"),
        ("outages", OUTAGE, {"link": '"tolga_oss"'}, "link", "did you mean tolga_os"),
        ("outages", OUTAGE, {"year": "2050"}, "year", "2024 to 2040"),
        ("outages", OUTAGE, {"months": None}, "first_day", "give months, or first_day and last_day"),
        ("outages", OUTAGE, {"months": None, "first_day": '"06-01"'}, "last_day", "give months, or first_day"),
        ("outages", OUTAGE, {"first_day": '"06-01"'}, "months", "give months, or first_day and last_day"),
        ("outages", OUTAGE, {"months": "[13]"}, "months[1]", "at most 12"),
        ("outages", OUTAGE, {"months": "[]"}, "months", "give months"),
        ("outages", OUTAGE, {"months": "6"}, "months", "as in [6, 7]"),
        ("outages", OUTAGE, {"months": None, "first_day": '"1. juni"', "last_day": '"06-15"'}, "first_day", "MM-DD"),
        ("outages", OUTAGE, {"months": None, "first_day": '"02-29"', "last_day": '"03-15"'}, "first_day", "28 days"),
        ("decisions", LOGGED, {"date": '"2026-02-29"'}, "date", "month 2 of 2026 has 28 days"),
        ("decisions", LOGGED, {"date": '"29. februar"'}, "date", "YYYY-MM-DD"),
        ("outages", OUTAGE, {"remaining_mw": "-1"}, "remaining_mw", "at least 0"),
        ("outages", OUTAGE, {"remaining_share": "50"}, "remaining_share", "at most 1"),
        ("outages", OUTAGE, {"remaining_share": "0.5", "remaining_mw": "9"}, "remaining_share", "one of the two"),
    ],
)
def test_a_mistake_elsewhere(
    name: str, content: dict[str, str], changes: dict[str, str], place: str, remedy: str
) -> None:
    problem = only(TITLE + table(name, content, **changes))
    assert f"{name}[1].{place}" in problem.place
    assert problem.place.startswith("line ")
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("source", "place", "remedy"),
    [
        ('titel = "Test"\ntitle = "Test"', "titel", "did you mean title"),
        ('title = "Test"\nschema_version = 99', "schema_version", "1"),
        ('title = "Test"\nschema_version = 1.1', "schema_version", "1"),
        ('title = "Test"\nbased_on = ["reference", "strategy"]', "based_on", "text in quotes"),
        ('title = "Test"\nbased_on = "referanse"', "based_on", "reference"),
        ('title = "Test"\nbased_on = "../../etc/passwd"', "based_on", "reference"),
        ('title = "Test"\nbased_on = "/etc/passwd"', "based_on", "reference"),
        ('title = "Test"\nbased_on = ""', "based_on", "reference"),
        ('title = "Test"\nprojects = 5', "projects", "[[name]]"),
        ('title = "Test"\nprojects = "wind"', "projects", "[[name]]"),
        ('title = "Test"\nprojects = [5]', "projects[1]", "table of keys"),
        ('title = "Test"\nhorizon = 2030', "horizon", "table of keys"),
        ('title = "Test"\n[horizon]\nfirst_year = 2035\nlast_year = 2030', "horizon.last_year", "after the first"),
        ('title = "Test"\n[horizon]\nlast_year = 3000', "horizon.last_year", "at most 2060"),
        ('title = "Test"\n[horizon]\nlast = 2030', "horizon.last", "did you mean last_year"),
        ('title = "Test"\n[weather]\ncount = 0', "weather.count", "at least 1"),
        ('title = "Test"\n[weather]\ncount = 1000000000', "weather.count", "at most 200"),
        ('title = "Test"\n[weather]\nseed = -1', "weather.seed", "at least 0"),
        ('title = "Test"\n[weather]\nchoose = "tørr"', "weather.choose", "dry"),
        ('title = "Test"\nrealisation = "by_state"', "realisation", "by_status"),
        ('title = "Test"\n[apprentices]\nadded_persons_per_year = -1', "apprentices.added_persons", "at least 0"),
        ('title = "Test"\n[apprentices]\nadded_persons = 5', "apprentices.added_persons", "added_persons_per_year"),
        ('title = "Test"\n[apprentices]\nfrom_year = 1999', "apprentices.from_year", "at least 2020"),
        ('title = "Test"\napprentices = 67', "apprentices", "table of keys"),
        ('title = "Test"\n[overrides]\n"realisation.idea_share" = 1.5', "realisation.idea_share", "from 0 to 1"),
        ('title = "Test"\n[milestones]\nairprt = 2030', "milestones.airprt", "did you mean airport"),
        (
            'title = "Test"\n[overrides]\n"labour.houshold_size_persons" = 2',
            "houshold",
            "labour.household_size_persons",
        ),
        ('title = "Test"\n[overrides.labour]\nhoushold_size_persons = 2', "houshold", "labour.household_size_persons"),
        ('title = "Test"\n[overrides]\n"labour.in_commuter_share" = 40', "in_commuter_share", "did you mean 0.4"),
        ('title = "Test"\n[overrides]\n"labour.in_commuter_share" = -1', "in_commuter_share", "0 or more"),
        ('title = "Test"\n[overrides]\n"labour.in_commuter_share" = nan', "in_commuter_share", "finite"),
        ('title = "Test"\n[overrides]\n"labour.in_commuter_share" = "0.4"', "in_commuter_share", "without quotes"),
        ('title = "Test"\n[overrides]\n"labour.in_commuter_share" = true', "in_commuter_share", "number"),
        ('title = "Test"\noverrides = 5', "overrides", "[overrides]"),
    ],
)
def test_a_mistake_in_single_keys(source: str, place: str, remedy: str) -> None:
    problem = only(source)
    assert place in problem.place
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    "line",
    [
        "based_on = 5",
        "remove = 5",
        'remove = "abc"',
        "remove = [5]",
        "remove = [[1]]",
        "remove = [{a = 1}]",
        "projects = {}",
        'projects = [{id = ["a"]}]',
        "projects = [{id = {a = 1}}]",
        "weather = [1]",
        "milestones = 5",
        "overrides = []",
        'overrides = [["labour.household_size_persons", 2.0]]',
        "overrides = {a = {}}",
        "description = 5",
        "horizon = [[2024]]",
    ],
)
@pytest.mark.parametrize("parent", ["", 'based_on = "new_power_1twh"\n'])
def test_a_wrong_type_is_told_whether_or_not_there_is_a_parent(line: str, parent: str) -> None:
    source = TITLE + line if line.startswith("based_on") else TITLE + parent + line
    with contextlib.suppress(InputError):
        accepted(source)
    if line not in {"overrides = {a = {}}", "overrides = []"}:
        assert problems(source)


@pytest.mark.parametrize("first", ["projects", "establishments"])
def test_the_same_id_twice(first: str) -> None:
    source = TITLE + table(first, PROJECT if first == "projects" else ESTABLISHMENT, id='"same"')
    problem = only(source + table("grid", MEASURE, id='"same"'))
    assert problem.code == "duplicate_id"
    assert "grid[1].id" in problem.place
    assert problem.found == "'same'"


@pytest.mark.parametrize(
    ("content", "found"),
    [("1\n" * 8784, "8,784 lines"), ("-1\n" * 8760, "-1"), ("0\n" * 8760, "only zeros"), (None, "no such file")],
)
def test_a_faulty_curve_is_told(tmp_path: Path, content: str | None, found: str) -> None:
    if content is not None:
        (tmp_path / "hall.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        accepted(TITLE + table("establishments", ESTABLISHMENT, load_series='"hall.csv"'), tmp_path)
    assert fault.value.problems[0].file == "hall.csv"
    assert found in fault.value.problems[0].found


def test_a_curve_and_a_shape_do_not_go_together() -> None:
    shapes = {"load_series": '"hall.csv"', "load_shape": '"flat"'}
    assert only(TITLE + table("establishments", ESTABLISHMENT, **shapes)).code == "two_shapes"


def test_two_measures_cannot_free_the_same_energy() -> None:
    measures = table("efficiency", SAVING, freed_gwh="90") + table("efficiency", SAVING, id='"b"', freed_gwh="90")
    assert "efficiency[2].freed_gwh" in only(TITLE + measures).place


def test_everything_about_a_load_reads_back() -> None:
    parts = {
        "delay_years": "1",
        "phases": "[{year = 2031, capacity_mw = 120}]",
        "shiftable_share": "0.1",
        "shift_hours": "6",
        "price_sensitive_share": "0.2",
        "price_limit_eur_mwh": "90",
        "interruptible_share": "0.5",
        "backup_mw": "20",
        "heat_demand_gwh": "10",
        "load_factor_share": "0.6",
    }
    scenario = accepted(TITLE + table("establishments", ESTABLISHMENT, **parts) + table("efficiency", SAVING))
    assert accepted(scenario_text(scenario)) == scenario
    assert scenario.establishments[0].steps == ((2030, 80.0), (2032, 40.0))


# The file itself ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\n# only a comment\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        ('title = "Tromsø"\n'.encode("latin-1"), "not_utf8"),
        (TITLE.encode("utf-16"), "not_utf8"),
        (b"\x00\x01\x02", "not_toml"),
        (b"hei", "not_toml"),
        (b"title: Test\narea: NO3\n", "not_toml"),
        (b"<!DOCTYPE html><html></html>", "not_toml"),
        (b"PK\x03\x04", "not_toml"),
        (b'{"title": "Test"}', "not_toml"),
        (b'title = "Test\n', "not_toml"),
        (b'title = "a"\ntitle = "b"\n', "not_toml"),
        (b'title = "Test"\n[horizon\n', "not_toml"),
        (b'title = "Test"\n[[projects]]\ncapacity_mw = 3,5\n', "not_toml"),
        (b'title = "Test"\n[[projects]]\ncapacity_mw = 1 000\n', "not_toml"),
        (b'title = "Test"\n[[projects]]\ncapacity_mw = \xe2\x88\x925\n', "not_toml"),
        (b'title = "Test"\n[[projects]]\nstart_year = 02030\n', "not_toml"),
        (b'title = "Test"\n[[projects]]\n[projects]\n', "not_toml"),
    ],
)
def test_a_file_that_is_no_scenario(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "test.toml"
    path.write_bytes(content)
    with pytest.raises(InputError) as fault:
        load_scenario(path, region())
    assert [problem.code for problem in fault.value.problems] == [code]
    assert fault.value.problems[0].file == "test.toml"
    assert fault.value.problems[0].remedy


def test_a_decimal_comma_names_line_and_point() -> None:
    problem = only(TITLE + "[[projects]]\ncapacity_mw = 3,5\n")
    assert "line 3" in f"{problem.place} {problem.found}"
    assert "decimal point" in problem.remedy


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_lines_are_accepted(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "test.toml"
    source = (TITLE + table("projects", PROJECT)).replace("\n", ends)
    path.write_bytes(b"\xef\xbb\xbf" + source.encode())
    assert load_scenario(path, region()).title == "Test"


def test_a_byte_order_mark_in_an_upload_is_accepted() -> None:
    assert accepted("\ufeff" + TITLE).title == "Test"


def test_windows_lines_keep_their_numbers() -> None:
    source = (TITLE + table("projects", PROJECT, capacity_mw="-1")).replace("\n", "\r\n")
    assert only(source).place.startswith("line 7,")


@pytest.mark.parametrize("name", ["missing.toml", "folder", "nul\0byte.toml", "x" * 300 + ".toml"])
def test_a_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError) as fault:
        load_scenario(tmp_path / name, region())
    assert fault.value.problems[0].code == "no_file"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text(TITLE + "# filler\n" * (LARGEST_FILE_BYTES // 9 + 1), encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load_scenario(path, region())
    assert fault.value.problems[0].code == "too_large"
    assert only(path.read_text(encoding="utf-8")).code == "too_large"


def _deep_headers() -> str:
    path = ".".join(['"a"'] + ["a"] * 950)
    return f"[overrides.{path}]\n" + ".".join(['"b"'] + ["b"] * 900) + " = 1\n"


BOMBS = {
    "array in one line": "x = " + "[" * 1000,
    "array over many lines": "x = " + "[\n" * 60_000,
    "array over some lines": "x = " + "[\n" * 200 + "]\n" * 200,
    "array over more lines": "x = " + "[\n" * 420 + "]\n" * 420,
    "projects over many lines": "projects = " + "[\n" * 330 + "]\n" * 330,
    "inline tables": "x = " + "{a=" * 600 + "1" + "}" * 600,
    "few inline tables": "x = " + "{a=" * 150 + "1" + "}" * 150,
    "dotted key": ".".join(["a"] * 900) + " = 1",
    "quoted dotted key": '"".' + ".".join(["a"] * 900) + " = 1",
    "quoted dotted override": '[overrides]\n"".' + ".".join(["a"] * 900) + " = 1",
    "dotted header": "[" + ".".join(["a"] * 900) + "]",
    "quoted deep header with a deep key": _deep_headers(),
    "many quoted dotted keys": "".join(f'"k{number}".' + ".".join(["a"] * 900) + " = 1\n" for number in range(90)),
    "the same deep header again": "".join(f'[["x".{".".join("a" * 900)}]]\n' for _ in range(90)),
    "many tables": "[[projects]]\n" * 1_500,
    "many keys": "".join(f"k{number} = 1\n" for number in range(5_000)),
    "many overrides": "[overrides]\n" + "".join(f'"a.b{number}" = 1\n' for number in range(3_000)),
    "a long number": "x = " + "9" * 100_000,
    "a large number": "x = " + "9" * 1_900,
    "many large numbers": "".join(f"x{number} = " + "9" * 1_900 + "\n" for number in range(90)),
    "a large hexadecimal number": "x = 0x" + "f" * 1_900,
    "a large year": "[horizon]\nlast_year = " + "9" * 1_900,
    "a large capacity": table("projects", PROJECT, capacity_mw="9" * 1_900),
    "a large negative capacity": table("projects", PROJECT, capacity_mw="-" + "9" * 1_900),
    "a large override": '[overrides]\n"labour.in_commuter_share" = ' + "9" * 1_900,
    "a large text": 'x = """' + "a\n" * 90_000 + '"""',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_few_words(name: str) -> None:
    assert len(problems(TITLE + BOMBS[name])) <= MOST_TOLD + 1


def test_a_comment_may_say_anything() -> None:
    comment = "# Kilder: www.nve.no, www.ssb.no, www.statnett.no, www.nho.no; m.m. osv. ... [1] [2]\n"
    assert accepted(comment + TITLE).title == "Test"


def test_a_description_may_have_many_sentences() -> None:
    text = 'description = """\nEn. To. Tre. Fire. Fem. Seks. Sju. Åtte. Ni. Ti. Elleve.\n"""\n'
    assert accepted(TITLE + text).description.count(".") == 11


@pytest.mark.parametrize("letters", ["\\u001b[31m", "\\u202e", "\\u0007", "\\u200b"])
def test_a_title_without_invisible_letters(letters: str) -> None:
    assert only(f'title = "Hei{letters}"').place.endswith("title")


def test_a_message_never_carries_terminal_codes() -> None:
    text = "\n".join(str(problem) for problem in problems(TITLE + '"\\u001b[31m" = 1\n"a\\u202e\\nb" = 1'))
    assert not {letter for letter in text if not letter.isprintable() and letter != "\n"}


# Families ----------------------------------------------------------------


def family(folder: Path, **sources: str) -> None:
    """Write scenario files side by side."""
    for name, source in sources.items():
        (folder / f"{name}.toml").write_text(source, encoding="utf-8")


def load_problems(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file."""
    with pytest.raises(InputError) as fault:
        load_scenario(path, region())
    return fault.value.problems


def test_a_circle_names_the_whole_chain(tmp_path: Path) -> None:
    family(tmp_path, **{name: f'{TITLE}based_on = "{to}"' for name, to in (("a", "b"), ("b", "c"), ("c", "a"))})
    (problem,) = load_problems(tmp_path / "a.toml")
    assert problem.code == "circle"
    assert all(name in problem.found for name in "abc")


@pytest.mark.parametrize("name", ["a", "./a", "a.toml/../a"])
def test_a_scenario_is_not_its_own_parent(tmp_path: Path, name: str) -> None:
    family(tmp_path, a=f'{TITLE}based_on = "{name}"')
    assert load_problems(tmp_path / "a.toml")[0].code in {"circle", "no_parent"}


def test_a_long_family_is_refused(tmp_path: Path) -> None:
    family(tmp_path, s0=TITLE, **{f"s{n}": f'{TITLE}based_on = "s{n - 1}"' for n in range(1, 30)})
    assert load_problems(tmp_path / "s29.toml")[0].code == "circle"


@pytest.mark.parametrize("name", ["nobody", "x" * 400, "a\\u0000b", "\\u001b[31m", "folder"])
def test_a_missing_parent(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    family(tmp_path, a=f'{TITLE}based_on = "{name}"')
    assert load_problems(tmp_path / "a.toml")[0].code == "no_parent"


def test_a_fault_of_the_parent_is_the_parents(tmp_path: Path) -> None:
    family(tmp_path, a=f'{TITLE}based_on = "b"', b=TITLE + table("projects", PROJECT, capacity_mw="-1"))
    (problem,) = load_problems(tmp_path / "a.toml")
    assert problem.file == "b.toml"
    assert problem.place == "line 7, projects[1].capacity_mw"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        pytest.param({"capacity_mw": "-1"}, "capacity_mw", id="wrong value"),
        pytest.param({"capacty_mw": "1"}, "capacty_mw", id="unknown key"),
        pytest.param({"kind": '"vind"'}, "kind", id="unknown kind"),
        pytest.param({"start_year": "2050"}, "start_year", id="outside the horizon"),
        pytest.param({"mean_gwh": "4999"}, "mean_gwh", id="above nameplate"),
    ],
)
def test_entries_are_counted_as_they_stand_in_the_file(changes: dict[str, str], key: str) -> None:
    source = f'{TITLE}based_on = "new_power_1twh"\n' + table("projects", PROJECT, id='"mine"', **changes)
    line = source.splitlines().index(next(row for row in source.splitlines() if row.startswith(f"{key} ="))) + 1
    assert only(source).place == f"line {line}, projects[1].{key}"


def test_what_a_child_breaks_in_its_parent_is_not_blamed_on_its_own_entries() -> None:
    source = f'{TITLE}based_on = "new_power_1twh"\n[horizon]\nlast_year = 2031\n' + table("projects", PROJECT)
    (problem,) = problems(source)
    assert "wind_rendalen" in str(problem)
    assert "line 6" not in problem.place
    assert not problem.place.endswith("projects[1].start_year")


def test_an_inherited_entry_is_replaced_in_full() -> None:
    source = f'{TITLE}based_on = "new_power_1twh"\n' + table("projects", PROJECT, id='"wind_rendalen"')
    scenario = accepted(source)
    wind = next(project for project in scenario.projects if project.id == "wind_rendalen")
    assert (wind.capacity_mw, wind.local_ownership_share, wind.status) == (100, 0, "idea")
    assert len(scenario.projects) == 3


def test_remove_leaves_out_what_the_parent_has() -> None:
    scenario = accepted(f'{TITLE}based_on = "new_power_1twh"\nremove = ["wind_rendalen", "solar_alvdal"]')
    assert [project.id for project in scenario.projects] == ["markbulia"]


def test_what_was_removed_may_come_back_under_the_same_id() -> None:
    source = f'{TITLE}based_on = "new_power_1twh"\nremove = ["markbulia"]\n' + table(
        "projects", PROJECT, id='"markbulia"'
    )
    assert [project.kind for project in accepted(source).projects if project.id == "markbulia"] == ["wind"]


@pytest.mark.parametrize("parent", ["", 'based_on = "new_power_1twh"\n'])
def test_removing_what_is_not_there_is_told(parent: str) -> None:
    problem = only(f'{TITLE}{parent}remove = ["wind_rendal"]')
    assert "remove" in problem.place
    assert "wind_rendal" in problem.found
    assert not parent or "wind_rendalen" in problem.remedy


def test_overrides_merge_key_by_key(tmp_path: Path) -> None:
    family(
        tmp_path,
        parent=TITLE + '[overrides]\n"labour.in_commuter_share" = 0.5\n[overrides.grid.tolga_os]\ncapacity_mw = 70\n',
        child=f'{TITLE}based_on = "parent"\n[overrides]\n'
        '"labour.in_commuter_share" = 0.6\ngrid.no1_rendalen.import_mw = 1\n',
    )
    assert dict(load_scenario(tmp_path / "child.toml", region()).overrides) == {
        "labour.in_commuter_share": 0.6,
        "grid.tolga_os.capacity_mw": 70.0,
        "grid.no1_rendalen.import_mw": 1.0,
    }


def test_horizon_weather_and_milestones_merge_key_by_key(tmp_path: Path) -> None:
    family(
        tmp_path,
        parent=TITLE + "[horizon]\nlast_year = 2035\n[weather]\ncount = 7\n[milestones]\nairport = 2030\n",
        child='title = "C"\nbased_on = "parent"\n'
        "[horizon]\nfirst_year = 2025\n[weather]\nseed = 3\n[milestones]\ntransmission = 2031",
    )
    child = load_scenario(tmp_path / "child.toml", region())
    assert (child.horizon.first_year, child.horizon.last_year) == (2025, 2035)
    assert (child.weather.count, child.weather.seed) == (7, 3)
    assert (child.milestones.airport, child.milestones.transmission) == (2030, 2031)
    assert (child.id, child.title, child.based_on) == ("child", "C", "parent")


def test_two_spellings_of_one_override_do_not_pass_silently() -> None:
    source = '[overrides]\n"labour.in_commuter_share" = 0.5\n[overrides.labour]\nin_commuter_share = 0.6\n'
    assert "in_commuter_share" in only(TITLE + source).place


# What would stop the machinery later ----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "hydro.steering_ahead_hours",
        "hydro.inflow_memory_hours",
        "demand.building_inertia_hours",
        "project.wind.lifetime_years",
        "labour.persons_per_fte",
    ],
)
def test_an_override_of_nothing_is_refused_where_it_divides(name: str) -> None:
    assert name in region().book
    assert name in only(f'{TITLE}[overrides]\n"{name}" = 0').place


def test_a_sun_that_shines_at_night_is_refused() -> None:
    source = TITLE + table("projects", PROJECT, kind='"solar_ground"', capacity_mw="10", mean_gwh="80")
    assert "mean_gwh" in only(source).place


def test_every_assumption_may_be_overridden_with_its_own_value() -> None:
    source = "[overrides]\n" + "".join(f'"{name}" = {number.value!r}\n' for name, number in region().book.items())
    assert len(accepted(TITLE + source).overrides) == len(region().book)


# Several mistakes ----------------------------------------------------------------


def test_mistakes_of_form_are_told_at_once_in_order() -> None:
    source = (
        'titel = "Test"\n[horizon]\nlast_year = "2040"\n'
        + table("projects", PROJECT, capacity_mw='"100"', foo="1", area=None)
        + table("projects", PROJECT, id='"b"', probability="2", start_year="nan")
        + table("grid", MEASURE, added_mw="-1")
    )
    found = problems(source)
    assert len(found) == 9
    places = [problem.place.split(", ")[-1] for problem in found]
    assert sorted(places) == sorted(
        [
            "titel",
            "title",
            "horizon.last_year",
            "projects[1].capacity_mw",
            "projects[1].foo",
            "projects[1].area",
            "projects[2].probability",
            "projects[2].start_year",
            "grid[1].added_mw",
        ]
    )
    lines = [int(problem.place.split(",")[0].split()[1]) for problem in found if problem.place.startswith("line")]
    assert lines == sorted(lines)


def test_mistakes_of_meaning_are_told_at_once_in_order() -> None:
    source = (
        TITLE
        + table("projects", PROJECT, kind='"vind"', area='"Oslo"', start_year="2050")
        + table("establishments", ESTABLISHMENT, id='"ridge"', load_shape='"x"', end_year="2020")
        + table("industrial_areas", SITE, municipality='"Oslo"')
        + table("grid", MEASURE, link='"x"')
        + '[overrides]\n"x.y" = 1\n"labour.in_commuter_share" = 2\n'
    )
    found = problems(source)
    assert len(found) == 10
    lines = [int(problem.place.split(",")[0].split()[1]) for problem in found]
    assert lines == sorted(lines)


def test_mistakes_of_form_and_of_meaning_are_told_together() -> None:
    source = TITLE + table("projects", PROJECT, capacity_mw='"100"') + table("grid", MEASURE, link='"x"')
    places = " ".join(problem.place for problem in problems(source))
    assert "projects[1].capacity_mw" in places
    assert "grid[1].link" in places


def test_a_missing_title_is_not_sought_in_other_tables() -> None:
    problem = only("schema_version = 1\n" + table("projects", PROJECT))
    assert problem.place == "title"


@pytest.mark.parametrize("spelling", ["K-17", "k-17", " K- 17"])
def test_one_case_of_the_grid_company_is_counted_once(spelling: str) -> None:
    source = TITLE + table("establishments", ESTABLISHMENT, queue_id='"K-17"')
    problem = only(source + table("establishments", ESTABLISHMENT, id='"other"', queue_id=f'"{spelling}"'))
    assert problem.code == "same_queue_case"
    assert "establishments[2].queue_id" in problem.place
    assert "count a case once" in problem.remedy
    accepted(source + table("establishments", ESTABLISHMENT, id='"other"', queue_id='"K-18"'))


def test_thirty_mistakes_are_thirty_problems() -> None:
    source = TITLE + "".join(table("projects", PROJECT, id=f'"p{n}"', capacity_mw="-1") for n in range(30))
    assert len(problems(source)) == 30


# Fuzz ----------------------------------------------------------------

WORDS = (
    "title",
    "projects",
    "establishments",
    "grid",
    "outages",
    "overrides",
    "horizon",
    "weather",
    "remove",
    "based_on",
    "id",
    "kind",
    "area",
    "capacity_mw",
    "start_year",
    "first_year",
    "count",
    "labour",
    "wind",
    "reference",
    "new_power_1twh",
    "Tynset",
)
PIECES = (
    *WORDS,
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    '"',
    "'",
    '"""',
    "\n",
    "#",
    "-",
    "1",
    "0x",
    "nan",
    "inf",
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    *PROJECT,
    *("municipality", "ready_year", "link", "added_mw", "year", "mean_gwh", "load_shape"),
    *("months", "first_day", "remaining_mw", "cost_mnok"),
)
fuzz = settings(derandomize=True, max_examples=300)


def dumped(value: object) -> str:
    """Write any nested value as TOML, inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {dumped(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(dumped(entry) for entry in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    if value is None or isinstance(value, bool):
        return str(bool(value)).lower()
    return repr(value)


def survives(source: str) -> None:
    """Read a text; nothing but an `InputError` may come out, and every problem is said in both languages."""
    try:
        read_scenario(source, "fuzz.toml", region())
    except InputError as error:
        for problem in error.problems:
            assert_said(problem)


@fuzz
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(source: str) -> None:
    survives(source)


@fuzz
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_any_heap_of_pieces_is_read_or_refused(source: str) -> None:
    survives(source)


@fuzz
@given(st.dictionaries(st.sampled_from(WORDS), values, max_size=6), st.booleans())
def test_any_nested_content_is_read_or_refused(content: dict[str, object], inherits: bool) -> None:
    content = {"title": "t"} | content | ({"based_on": "strategy"} if inherits else {})
    survives("".join(f"{key} = {dumped(value)}\n" for key, value in content.items()))


@fuzz
@given(
    st.sampled_from(["projects", "establishments", "industrial_areas", "grid", "outages"]),
    st.sampled_from(KEYS),
    values,
    st.booleans(),
)
def test_any_value_of_any_key_is_read_or_refused(name: str, key: str, value: object, inherits: bool) -> None:
    content = {
        "projects": PROJECT,
        "establishments": ESTABLISHMENT,
        "industrial_areas": SITE,
        "grid": MEASURE,
        "outages": OUTAGE,
    }[name]
    parent = 'based_on = "strategy"\n' if inherits else ""
    survives(TITLE + parent + table(name, content, **{key: dumped(value)}))


# There and back ----------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.stem for path in scenario_folder().glob("*.toml")))
def test_a_shipped_scenario_is_right_and_reads_back(name: str) -> None:
    scenario = load_scenario(scenario_folder() / f"{name}.toml", region())
    back = read_scenario(scenario_text(scenario), f"{name}.toml", region())
    assert back == scenario.model_copy(update={"based_on": None, "remove": ()})


@pytest.mark.parametrize(
    ("line", "key", "remedy"),
    [
        ('migration = "best"', "migration", "good"),
        ("migration = 44", "migration", ""),
        ("new_homes_per_year = -1.0", "new_homes_per_year", "0"),
        ('new_homes_per_year = "many"', "new_homes_per_year", "number"),
    ],
)
def test_moving_and_homes_that_cannot_be(line: str, key: str, remedy: str) -> None:
    problem = only(f'title = "Test"\n{line}\n')
    assert key in problem.place
    assert remedy in problem.remedy
