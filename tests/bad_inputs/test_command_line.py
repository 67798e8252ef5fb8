"""Words of the command line, and terminals, that are not right (ids A)."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.batch.plan import scenario_paths
from simulator.cli import BAD_INPUT, CUT_OFF, main
from tests.bad_inputs.cases import written
from tests.inputs.test_scenario_messages import TITLE

HOME = Path(__file__).parents[2]
ODD = 'title = "Vindkraft på Tynset – ☂"\n'


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["run", "reference", "--ouput", "x"], "did you mean --out?", id="A02"),
        pytest.param(["valdate", "reference"], "invalid choice: 'valdate' (choose from", id="A02-command"),
        *(
            pytest.param(["batch", "plan.toml", "--jobs", word], "no whole number from 1 to", id=f"A06-{word}")
            for word in ("0", "-1", "1.5", "abc", "10000", "9" * 5_000)
        ),
        *(
            pytest.param(["draw", "reference", "--workers", word], "no whole number from 1 to", id=f"A06-workers{word}")
            for word in ("0", "1e9", "10000")
        ),
        pytest.param(["draw", "reference", "--count", "1000000000"], "from 1 to 100000", id="A08"),
        pytest.param(["draw", "reference", "--seed", "1.5"], "no whole number from 0", id="A09"),
        pytest.param(["draw", "reference", "--seed", "-1"], "no whole number from 0", id="A09-negative"),
        pytest.param(["run", "reference", "--format", "pdf"], "(choose from", id="A14"),
        pytest.param(["validate", "-x.toml"], "FILE", id="A15"),
        pytest.param(["app", "--port", "99999"], "from 1 to 65535", id="A06-port"),
    ],
)
def test_a_word_that_nobody_knows_is_told(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == BAD_INPUT
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("name", "says"),
    [
        pytest.param("strategi", "did you mean strategy?", id="A03"),
        pytest.param("{folder}/plan.toml", "did you mean {folder}/plain.toml?", id="A03-file"),
        pytest.param("{folder}/*.nothing", "no scenario file", id="A05"),
    ],
)
def test_a_file_that_is_not_there_is_told(
    name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, TITLE, "plain.toml")
    assert main(["validate", name.format(folder=tmp_path), "--language", "en"]) == BAD_INPUT
    assert says.format(folder=tmp_path) in capsys.readouterr().err


def test_a_pattern_is_expanded_here_and_a_name_with_a_dash_after_two_dashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TITLE, "-x.toml")
    assert main(["validate", "*.toml"]) == main(["validate", "--", "-x.toml"]) == 0
    assert capsys.readouterr().out.count("-x.toml: ok") == 2


@pytest.mark.parametrize("times", [pytest.param(3, id="A20")])
def test_a_file_named_twice_counts_once(times: int, tmp_path: Path) -> None:
    path = written(tmp_path, TITLE)
    assert scenario_paths([str(path)] * times) == [path]


@pytest.mark.parametrize("folder", [pytest.param("other", id="A21")])
def test_two_files_of_one_name_are_both_named(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / folder).mkdir()
    paths = [str(written(tmp_path, TITLE)), str(written(tmp_path / folder, TITLE))]
    assert main(["validate", *paths]) == BAD_INPUT
    error = capsys.readouterr().err
    assert paths[0] in error and paths[1] in error


@pytest.mark.parametrize("place", [pytest.param("file/results", id="A11")])
def test_a_place_that_cannot_be_written_is_named(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "in the way", "file")
    assert main(["kinds", "--out", str(tmp_path / place)]) == BAD_INPUT
    assert "results" in capsys.readouterr().err


def run(*words: str, **more: str) -> subprocess.Popen[bytes]:
    """Start the command line as another program."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONPATH": str(HOME), **more}
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )


@pytest.mark.parametrize("letters", [pytest.param("ascii", id="A17"), pytest.param("cp1252", id="A17-windows")])
def test_a_terminal_of_few_letters_gets_others_in_their_place(letters: str, tmp_path: Path) -> None:
    faulty = written(tmp_path, TITLE + 'based_on = "Å☂"\n', "Å.toml")
    program = run("validate", str(written(tmp_path, ODD)), str(faulty), PYTHONIOENCODING=letters)
    out, error = program.communicate()
    assert program.returncode == BAD_INPUT
    assert b"test.toml: ok" in out and b"?" in out
    assert b"Traceback" not in error


@pytest.mark.parametrize("command", [pytest.param(["schema"], id="A18"), pytest.param(["kinds"], id="A18-table")])
def test_when_nobody_reads_on_the_program_ends_without_a_word(command: list[str]) -> None:
    program = run(*command)
    assert program.stdout is not None and program.stderr is not None
    program.stdout.close()
    error = program.stderr.read()
    program.stderr.close()
    assert program.wait() in {CUT_OFF, 1}
    assert error == b""


@pytest.mark.parametrize("version", [pytest.param("3.10.9", id="A23")])
def test_an_old_python_is_told_in_one_line(
    version: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("start", HOME / "start.py")
    assert spec is not None and spec.loader is not None
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    monkeypatch.setattr(start.sys, "version_info", tuple(map(int, version.split("."))))
    monkeypatch.setattr(start.sys, "version", version)
    assert start.main(["run"]) == BAD_INPUT
    assert capsys.readouterr().out == f"Python 3.11 or newer is needed; this is {version}.\n"
