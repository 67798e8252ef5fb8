"""The wheel holds all that the program needs, and works from any folder without the project beside it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from benchmarks import licences
from simulator import Region
from simulator.dashboard.server import POLICY
from simulator.dashboard.store import AHEAD
from simulator.present.text import text

ROOT = Path(__file__).resolve().parents[1]
CARRIED = (
    *("data", "scenarios", ".streamlit/config.toml", "app.py"),
    *("docs/method.md", "docs/method_nb.md", "docs/glossary.md"),
)
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
RUN = "import sys; from simulator.cli import main; raise SystemExit(main(sys.argv[1:]))"
BOTH = "from simulator.cli import main; raise SystemExit(main(['validate', 'strategy']) or main(['run', 'small.toml']))"
LOOK = """
from streamlit.testing.v1 import AppTest

page = "from simulator.dashboard import PAGES; PAGES['sources'][1]()"
at = AppTest.from_string(page, default_timeout=600)
at.session_state["language"] = "nb"
at.run()
assert not at.exception, at.exception
print(*(block.value for block in at.markdown))
"""
SMALL = """
schema_version = 1
title = "Liten"
based_on = "reference"
operation = "rule"

[horizon]
first_year = 2030
last_year = 2030

[weather]
count = 1
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    built = called(BUILD, str(folder), cwd=ROOT)
    return folder / built.splitlines()[-1]


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel where nothing else of the project lies."""
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def called(code: str, *words: str, cwd: Path, **settings: str) -> str:
    """Run a piece of Python in a folder of its own, and return what it prints."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", code, *words]
    answer = subprocess.run(command, cwd=cwd, env=kept | settings, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def sources(name: str) -> list[Path]:
    """Return the files of the project that stand behind one name."""
    path = ROOT / name
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]


def test_the_wheel_carries_every_file_as_it_is(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    for file in (file for name in CARRIED for file in sources(name)):
        assert held.read(f"simulator/shipped/{file.relative_to(ROOT).as_posix()}") == file.read_bytes(), file
    own = [file for file in (ROOT / "simulator").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    assert {file.relative_to(ROOT).as_posix() for file in own} <= set(held.namelist())
    assert not [
        name for name in held.namelist() if "__pycache__" in name or name.startswith("tests") or "secrets" in name
    ]


def test_the_wheel_says_what_it_needs(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    (place,) = (name for name in held.namelist() if name.endswith("/METADATA"))
    told = HeaderParser().parsestr(held.read(place).decode())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert told["Requires-Python"] == project["requires-python"] == ">=3.11"
    assert len(told.get_all("Requires-Dist") or []) >= len(project["dependencies"])
    assert "surplus = simulator.cli:main" in held.read(place.replace("METADATA", "entry_points.txt")).decode()


def test_a_shipped_scenario_runs_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    """Run without the compiler, since a copy would be compiled anew, which takes minutes."""
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    called(BOTH, cwd=tmp_path, PYTHONPATH=str(unpacked), NUMBA_DISABLE_JIT="1")
    summary = (tmp_path / "results" / "summary.csv").read_text(encoding="utf-8").splitlines()
    assert summary[1].startswith("small,2030,production_gwh,GWh,")


def test_a_page_finds_its_numbers_from_any_folder(unpacked: Path, tmp_path: Path, region: Region) -> None:
    shown = called(LOOK, cwd=tmp_path, PYTHONPATH=str(unpacked))
    assert text("page.sources.lead", "nb", count=len(region.book)) in shown


def test_the_app_opens_with_its_settings_and_stops_when_it_is_told_to(unpacked: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(unpacked), "PYTHONUNBUFFERED": "1", AHEAD: "0"}
    command = [sys.executable, "-c", RUN, "app", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        app = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert app.stdout is not None
        assert any(f"http://127.0.0.1:{port}" in line for line in app.stdout), (tmp_path / "log").read_text()
        line = http.client.HTTPConnection("127.0.0.1", port)
        line.request("GET", "/")
        answer = line.getresponse()
        assert (answer.status, answer.headers["content-security-policy"]) == (http.client.OK, POLICY)
        assert b'<html lang="nb">' in answer.read()
        line.close()
    finally:
        app.terminate()
        app.communicate()
    with socket.socket() as gone:
        assert gone.connect_ex(("127.0.0.1", port)) != 0


def test_every_locked_package_has_its_licence_on_the_page() -> None:
    told = licences.rows(licences.PAGE.read_text(encoding="utf-8"))
    assert {one: served for one, (served, _) in told.items()} == licences.wanted()
    here = {one: licences.licence_of(*one) for one in told}
    assert sum(map(bool, here.values())) > len(licences.locked(licences.ALL)) / 2
    assert [one for one, licence in here.items() if licence not in {"", told[one][1]}] == []
    assert not [one for one, (_, licence) in told.items() if "GPL" in licence]


def test_what_is_served_is_what_is_tested() -> None:
    served, tested = licences.locked(licences.SERVED), licences.locked(licences.ALL)
    assert {name: version for name, version in served.items() if name in tested and tested[name] != version} == {}
    assert not served.keys() & {"pytest", "pypsa", "playwright"}
    assert {"streamlit", "authlib", "numba"} <= served.keys()
