"""Files that a scenario names and should not reach (ids P)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.batch import run
from simulator.batch.run import Outcome, check_file, run_files
from simulator.batch.store import manifest_of
from simulator.errors import InputError
from simulator.hours import HOURS_PER_YEAR
from simulator.inputs.scenario import load_scenario, read_scenario
from simulator.inputs.weather import load_weather
from simulator.premises import Region
from tests.bad_inputs.cases import Words, assert_refused, case, refused, written
from tests.inputs.test_scenario_messages import ESTABLISHMENT, TITLE, assert_said, region, table

YEAR = "0.5\n" * HOURS_PER_YEAR
PRIVATE = "root:x:0:0"


def naming(file: str) -> str:
    """Write a scenario with an own series."""
    return f"{TITLE}[weather]\ncount = 2\n[weather.series]\nwind_no1 = {file}\n"


def naming_curve(file: str) -> str:
    """Write a scenario with an own curve."""
    return TITLE + table("establishments", ESTABLISHMENT, load_series=file)


def both(*files: str) -> list[str]:
    """Write scenarios that name each file, as a series and as a curve."""
    return [write(file) for file in files for write in (naming, naming_curve)]


BARE = ("the bare name of a .csv file",)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        case("P01", *both('"../../etc/passwd"', '"../wind.csv"', '"a/wind.csv"', '"..\\\\wind.csv"'), says=BARE),
        case("P02", *both('"/etc/passwd"', "'C:\\Windows\\win.ini'", "'C:wind.csv'"), says=BARE),
        case("P04", *both('"file:///a.csv"', '"http://x/a.csv"', '"s3://x/a.csv"'), says=BARE),
        case("P07", *both('"%2e%2e/a.csv"', '"%2e%2e.csv"', '"．．/a.csv"', '"\u2024\u2024a.csv"'), says=BARE),
        case("P08", *both('"a\\u0000.csv"', '"a.csv\\u0000"'), says=BARE),
        case("P10", *both('"CON.csv"', '"nul.csv"', '"aux.b.csv"', '"com1 .csv"'), says=("Windows keeps this one",)),
        case("P11", *both('"Wind.csv"', '"WIND.csv"'), says=("no such file", "did you mean wind.csv?")),
        case("P13", *both(f'"{"a" * 300}.csv"'), says=BARE),
    ],
)
def test_a_name_that_is_no_bare_name_is_refused(
    contents: tuple[Words, ...], says: tuple[str, ...], tmp_path: Path
) -> None:
    written(tmp_path, YEAR, "wind.csv")
    assert_refused(tmp_path, contents, says)


@pytest.mark.parametrize("write", [pytest.param(naming, id="P05"), pytest.param(naming_curve, id="P05-curve")])
def test_a_link_out_of_the_folder_is_refused_and_not_read(write: Callable[[str], str], tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "wind.csv").symlink_to(written(tmp_path, PRIVATE, "private"))
    (line,) = refused(inside, write('"wind.csv"'))
    assert "a link that leads out of the folder" in line
    assert PRIVATE not in line and "private" not in line


def test_a_parent_that_is_a_link_out_of_the_folder_is_refused_and_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "base.toml").symlink_to(written(tmp_path, PRIVATE, "private"))
    (line,) = refused(inside, TITLE + 'based_on = "base"\n')
    assert "line 2, based_on" in line and "a link that leads out of the folder" in line
    assert PRIVATE not in line


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "wind.csv").symlink_to(written(tmp_path, "x\n", "real.csv"))
    assert any("own" in line or "'x'" in line for line in refused(tmp_path, naming('"wind.csv"')))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are a thing of POSIX")
@pytest.mark.parametrize("write", [naming, naming_curve])
def test_what_is_no_plain_file_is_not_waited_for(write: Callable[[str], str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "wind.csv")
    assert_refused(tmp_path, (write('"wind.csv"'),), ("no such file",))


@pytest.mark.parametrize("file", [pytest.param("wind.csv", id="P16")])
def test_an_upload_reaches_no_file_but_those_of_its_folder(file: str, tmp_path: Path) -> None:
    written(tmp_path, YEAR, file)
    for content in (naming(f'"{tmp_path / file}"'), naming(f'"{file}"')):
        with pytest.raises(InputError):
            read_scenario(content, "upload.toml", region())


OTHER = "0.25\n" * HOURS_PER_YEAR
CHANGED = ("wind.csv", "changed while it was being used")


@pytest.mark.parametrize("content", [pytest.param(OTHER, id="P14"), pytest.param(f"{YEAR}\n", id="P14-one-byte")])
def test_a_series_that_changes_after_it_was_checked_is_not_used(content: str, tmp_path: Path) -> None:
    written(tmp_path, YEAR, "wind.csv")
    scenario = load_scenario(written(tmp_path, naming('"wind.csv"')), region())
    written(tmp_path, content, "wind.csv")
    with pytest.raises(InputError) as caught:
        load_weather(scenario.weather)
    (problem,) = caught.value.problems
    assert_said(problem)
    assert all(word in str(problem) for word in CHANGED)


def test_a_curve_is_read_once(tmp_path: Path) -> None:
    written(tmp_path, YEAR, "wind.csv")
    scenario = load_scenario(written(tmp_path, naming_curve('"wind.csv"')), region())
    (tmp_path / "wind.csv").unlink()
    assert scenario.establishments[0].curve is not None
    load_weather(scenario.weather)


def test_the_manifest_holds_the_hashes_of_the_bytes_that_were_used(tmp_path: Path) -> None:
    series, curve = written(tmp_path, YEAR, "wind.csv"), written(tmp_path, f"{OTHER}\r\n", "curve.csv")
    content = naming('"wind.csv"') + naming_curve('"curve.csv"').removeprefix(TITLE)
    path = written(tmp_path, content)
    used = {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in (path, series, curve)}
    outcome = check_file(path, region())
    for file in used:
        file.write_text("changed", encoding="utf-8")
    (entry,) = manifest_of([outcome])["scenarios"]
    assert entry["sha256"] == used[path]
    assert set(entry["series_sha256"].values()) == {used[series], used[curve]}


def test_a_series_that_changes_during_a_run_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, YEAR, "wind.csv")
    paths = [written(tmp_path, naming('"wind.csv"'), "one.toml"), written(tmp_path, 'titel = ""', "two.toml")]

    def checked(path: Path, known: Region) -> Outcome:
        outcome = check_file(path, known)
        written(tmp_path, OTHER, "wind.csv")
        return outcome

    monkeypatch.setattr(run, "check_file", checked)
    one, two = run_files(paths, region())
    assert [problem.code for problem in one.problems] == ["changed_meanwhile"]
    assert one.result is None
    assert two.problems
