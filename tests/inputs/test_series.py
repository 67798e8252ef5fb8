"""Own measured series: the file of hours (published case PC-12), and its way into the weather years."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from simulator import load_scenario
from simulator.errors import InputError, Problem
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs import series as door
from simulator.inputs.scenario import read_scenario
from simulator.inputs.series import Bounds, read_hours
from simulator.inputs.weather import PHYSICAL, load_weather, read_series
from simulator.inputs.writing import scenario_text
from simulator.premises import COMPONENTS, OwnSeries, Region, Scenario
from simulator.words import Said

PER_UNIT = PHYSICAL["wind"]


def save(folder: Path, lines: list[object], name: str = "own.csv") -> Path:
    """Write one value per line."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def year(value: object) -> list[object]:
    """Repeat a line through the year."""
    return [value] * HOURS_PER_YEAR


def refused(path: Path, **how: object) -> list[Problem]:
    """Return the problems for which a file is refused."""
    with pytest.raises(InputError) as caught:
        read_hours(path, **how)  # type: ignore[arg-type]
    for problem in caught.value.problems:
        assert isinstance(problem.remedy, Said)
        assert problem.told("nb").remedy != problem.remedy
    return list(caught.value.problems)


# The file ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "hours"),
    [([1, 0] * (HOURS_PER_YEAR // 2), 4380), (year(0.5), 4380), (year(2), 8760), (year(-1), 0), (year(0), 0)],
)
def test_full_load_hours_are_those_of_the_case(tmp_path: Path, lines: list[object], hours: float) -> None:
    assert read_hours(save(tmp_path, lines), bounds=PER_UNIT).full_load_hours() == pytest.approx(hours)


def test_what_is_clamped_is_counted(tmp_path: Path) -> None:
    read = read_hours(save(tmp_path, [1.1, 0.9] * (HOURS_PER_YEAR // 2)), bounds=PER_UNIT)
    assert read.values[0, :2].tolist() == [1.0, 0.9]
    assert (read.clamped, read.low, read.high, read.mean) == (4380, 0.9, 1.0, pytest.approx(0.95))
    assert read.full_load_hours(read.high) == pytest.approx(0.95 * HOURS_PER_YEAR)


def test_a_trailing_comma_a_mark_and_empty_lines_at_the_end_are_tolerated(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(b"\xef\xbb\xbf" + b"5.25,\r\n" * HOURS_PER_YEAR + b"\r\n\r\n")
    assert read_hours(path).mean == 5.25
    assert refused(save(tmp_path, year("5.25,,")))[0].code == "wrong_columns"


@pytest.mark.parametrize(
    ("line", "how"), [("5,3", {"decimal_comma": True}), ("5,3;", {}), ("5.3", {"decimal_comma": True})]
)
def test_a_decimal_comma_is_read_when_told(tmp_path: Path, line: str, how: dict[str, bool]) -> None:
    assert read_hours(save(tmp_path, year(line)), **how).mean == pytest.approx(5.3)


def test_two_numbers_on_a_line_are_refused_with_a_hint(tmp_path: Path) -> None:
    (problem,) = refused(save(tmp_path, year("5,3")))
    assert (problem.code, problem.place) == ("wrong_columns", "line 1")
    assert "decimal_comma = true" in problem.remedy


def test_one_column_a_year_is_read_by_column(tmp_path: Path) -> None:
    for line in ("1,2,3", "1;2;3", "1\t2\t3"):
        assert read_hours(save(tmp_path, year(line)), columns=(1, 3)).values[:, 0].tolist() == [1, 2, 3]
    assert [problem.place for problem in refused(save(tmp_path, [*year("1;2;3")[1:], "1;2"]), columns=(3,))] == [
        "line 8760"
    ]


@pytest.mark.parametrize("word", ["hot", "nan", "inf", "1_000", "1 000", "0x10", "1e999", ""])
def test_what_is_no_finite_number_is_refused_by_line(tmp_path: Path, word: str) -> None:
    (problem,) = refused(save(tmp_path, [*year(1)[:6], word, *year(1)[7:]]))
    assert (problem.code, problem.place) == ("not_a_number", "line 7")


@pytest.mark.parametrize(
    ("count", "word"), [(8784, "29 February"), (35040, "quarters"), (8759, "every hour"), (365, "not days")]
)
def test_other_lengths_are_refused_with_a_remedy(tmp_path: Path, count: int, word: str) -> None:
    (problem,) = refused(save(tmp_path, [1] * count))
    assert problem.code == "wrong_length"
    assert f"{count:,} lines" in problem.found and word in problem.remedy


def test_heading_and_text_are_told_at_once(tmp_path: Path) -> None:
    codes = [problem.code for problem in refused(save(tmp_path, ["power", *year(1)[1:], "much"]))]
    assert codes == ["wrong_length", "not_a_number", "not_a_number"]


def test_endless_problems_are_cut_short(tmp_path: Path) -> None:
    problems = refused(save(tmp_path, year("x")))
    assert len(problems) == door.MOST_TOLD + 1
    assert problems[-1].code == "many"


def test_what_cannot_be_is_refused_by_line(tmp_path: Path) -> None:
    path = save(tmp_path, [*year(1)[:9], 99, *year(1)[10:]])
    (problem,) = refused(path, bounds=PHYSICAL["temperature"])
    assert (problem.code, problem.place, problem.found) == ("out_of_range", "line 10", "99")
    assert read_hours(path, bounds=Bounds(high=100)).high == 99


def test_files_that_are_none_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(tmp_path / "none.csv")[0].code == "no_file"
    assert refused(tmp_path)[0].code == "no_file"
    (tmp_path / "latin.csv").write_bytes("ø".encode("latin-1"))
    assert refused(tmp_path / "latin.csv")[0].code == "not_utf8"
    assert refused(save(tmp_path, []))[0].found == "an empty file"
    monkeypatch.setattr(door, "LARGEST_SERIES_BYTES", 1000)
    assert refused(save(tmp_path, year(1)))[0].code == "too_large"


# The scenario ----------------------------------------------------------------


HEAD = 'title = "Own"\n[weather]\ncount = 2\n'


def write(folder: Path, series: str, name: str = "own.toml") -> Path:
    """Write a scenario of two weather years with own series."""
    path = folder / name
    path.write_text(f"{HEAD}[weather.series]\n{series}\n", encoding="utf-8")
    return path


def test_every_component_can_be_replaced() -> None:
    assert OwnSeries.model_fields.keys() == {*COMPONENTS, "decimal_comma"}
    assert {name.split("_")[0] for name in COMPONENTS} == PHYSICAL.keys()


def test_own_series_stand_in_and_the_others_stay(tmp_path: Path, region: Region) -> None:
    save(tmp_path, year("0,25;0,75"), "wind.csv")
    save(tmp_path, year(-3), "cold.csv")
    scenario = load_scenario(write(tmp_path, 'wind_no1 = "wind.csv"\ntemperature = "cold.csv"'), region)
    weather = load_weather(scenario.weather)
    drawn = load_weather(scenario.weather.model_copy(update={"series": OwnSeries()}).at(()))
    assert weather["wind_no1"].mean(axis=1).tolist() == [0.25, 0.75]
    assert (weather["temperature"] == -3).all()
    assert np.array_equal(weather["price_no1"], drawn["price_no1"])
    assert not np.array_equal(weather["wind_no1"], drawn["wind_no1"])


def test_own_inflow_decides_which_year_is_dry(tmp_path: Path, region: Region) -> None:
    save(tmp_path, year("9;0.1"), "river.csv")
    path = write(tmp_path, 'inflow_glomma = "river.csv"\ninflow_orkla = "river.csv"')
    weather = load_weather(load_scenario(path, region).weather)
    assert (weather.named("dry"), weather.named("wet")) == (1, 0)


def test_a_child_keeps_and_replaces_the_series_of_its_parent(tmp_path: Path, region: Region) -> None:
    save(tmp_path, year(0.1), "a.csv")
    save(tmp_path, year(0.2), "b.csv")
    write(tmp_path, 'wind_no1 = "a.csv"\nsolar = "a.csv"', "parent.toml")
    child = tmp_path / "child.toml"
    child.write_text('title = "C"\nbased_on = "parent"\n[weather.series]\nsolar = "b.csv"\n', encoding="utf-8")
    read = read_series(load_scenario(child, region).weather)
    assert {name: series.mean for name, series in read.items()} == pytest.approx({"wind_no1": 0.1, "solar": 0.2})


@pytest.mark.parametrize(
    ("series", "code", "place"),
    [
        ('wind_no1 = "../wind.csv"', "string_pattern_mismatch", "line 5, weather.series.wind_no1"),
        ('wind_no1 = "/etc/passwd"', "string_pattern_mismatch", "line 5, weather.series.wind_no1"),
        ('wind_no1 = "folder/wind.csv"', "string_pattern_mismatch", "line 5, weather.series.wind_no1"),
        ("wind_no1 = 3", "string_type", "line 5, weather.series.wind_no1"),
        ('wind_no4 = "wind.csv"', "extra_forbidden", "line 5, weather.series.wind_no4"),
        ('found = "wind.csv"', "extra_forbidden", "line 5, weather.series.found"),
    ],
)
def test_faulty_names_are_refused_in_place(tmp_path: Path, region: Region, series: str, code: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, series), region)
    assert [(problem.code, problem.place) for problem in caught.value.problems] == [(code, place)]


def test_an_unknown_component_gets_the_nearest_name(tmp_path: Path, region: Region) -> None:
    with pytest.raises(InputError, match="did you mean temperature"):
        load_scenario(write(tmp_path, 'temprature = "a.csv"'), region)


def test_faulty_files_refuse_the_scenario_all_at_once(tmp_path: Path, region: Region) -> None:
    save(tmp_path, year("1;1;1"), "three.csv")
    save(tmp_path, year(70), "hot.csv")
    series = 'wind_no1 = "three.csv"\ntemperature = "hot.csv"\nsolar = "none.csv"'
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, series), region)
    codes = {(problem.file, problem.code) for problem in caught.value.problems}
    assert {("three.csv", "wrong_columns"), ("hot.csv", "out_of_range"), ("none.csv", "no_file")} <= codes


def test_a_changed_file_makes_another_weather(tmp_path: Path, region: Region) -> None:
    path = write(tmp_path, 'wind_no1 = "wind.csv"')
    own = save(tmp_path, year(0.1), "wind.csv")
    before = load_scenario(path, region).weather
    assert load_scenario(path, region).weather == before
    os.utime(own, ns=(1, 1))
    assert load_scenario(path, region).weather == before  # the bytes count, not the time
    save(tmp_path, year(0.2), "wind.csv")
    assert load_scenario(path, region).weather != before


def test_own_series_are_written_by_name_only(tmp_path: Path, region: Region) -> None:
    save(tmp_path, year(0.1), "wind.csv")
    scenario = load_scenario(write(tmp_path, 'wind_no1 = "wind.csv"'), region)
    text = scenario_text(scenario)
    assert str(tmp_path) not in text
    back = read_scenario(text, "own.toml", region, tmp_path)
    assert back == scenario
    assert "series" not in scenario_text(Scenario(title="None"))
