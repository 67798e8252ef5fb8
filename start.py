"""Set everything up and go: `python3 start.py` runs the shipped scenarios, `python3 start.py test` the tests.

Needs nothing but Python 3.11 or newer. What is installed goes into the folder `.venv` beside this file.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
LOCK = HERE / "requirements.lock"
OLDEST = (3, 11)
SHOWN = ("reference", "data_centre_80mw", "circular_park", "strategy")
USAGE = "usage: python3 start.py [app | test [pytest options] | check | COMMAND of the simulator …]"


def main(words: list[str]) -> int:
    """Set up once, then run what was asked for; the main job if nothing was."""
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
        return 2
    if words and words[0] in {"-h", "--help"}:
        print(USAGE)
        return 0
    set_up()
    if not words:
        return show_main_job()
    if words[0] == "test":
        return run("pytest", *words[1:])
    if words[0] == "check":
        return max(run("ruff", "format", "--check"), run("ruff", "check"), run("mypy"))
    return run("simulator", *words)


def show_main_job() -> int:
    """Run all shipped scenarios, print the comparison, offer the front end."""
    code = run("simulator", "run", "scenarios", "--out", "results", "--compare", *SHOWN)
    print(f"\nStart the front end with:  {Path(sys.executable).name} start.py app")
    return code


def set_up() -> None:
    """Make the environment and install the locked versions, unless that is done already."""
    mark = HOME / "installed.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up in {HOME} (a minute or two, once) …", flush=True)
    venv.create(HOME, with_pip=True, clear=True)
    install = ("pip", "install", "--quiet", "--disable-pip-version-check")
    check(run(*install, "--require-hashes", "--requirement", str(LOCK)))
    mark.write_text(wanted, encoding="utf-8")


def check(code: int) -> None:
    """Stop if a step of the set-up failed."""
    if code != 0:
        print("The set-up failed; see the lines above. Remove the folder .venv and try again.")
        raise SystemExit(code)


def run(module: str, *words: str) -> int:
    """Run a module with the environment's own Python, in the project's folder."""
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    settings = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run([str(python), "-m", module, *words], cwd=HERE, env=settings, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
