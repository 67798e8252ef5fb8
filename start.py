"""Set everything up and go: `python3 start.py` runs the shipped scenarios, `python3 start.py test` the tests.

Needs nothing but Python 3.11 or newer. What is installed goes into the folder `.venv` beside this file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
LOCK = HERE / "requirements.lock"
INSTALLER = HERE / "installer.lock"
OLDEST = (3, 11)
SHOWN = ("reference", "data_centre_80mw", "circular_park", "strategy")
# Tests of one file share what they read. Files begin in their own order, so that the long ones of the browser do not
# come last, when nothing is left for the second process.
AT_ONCE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
# What later starts would wait for: the bytecode of all libraries, and the compiled hour loop.
FIRST_START = (
    "import simulator.commands.running, simulator.dashboard, simulator.uncertainty.sobol, "
    "simulator.stages.dispatch as d; d.compile_kernels(print)"
)
USAGE = "usage: python3 start.py [app | test [pytest options] | check | setup | COMMAND of the simulator …]"


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
    return follow(words[0], words[1:])


def follow(word: str, words: list[str]) -> int:
    """Run one of our own words, or a command of the simulator."""
    if word == "setup":
        return 0
    if word == "test":
        return run("pytest", *AT_ONCE, *words)
    if word == "check":
        return max(run("ruff", "format", "--check"), run("ruff", "check"), run("mypy"))
    return run("simulator", word, *words)


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
    own_pip = importlib.util.find_spec("pip") is not None  # saves a second one, which takes long to unpack
    venv.create(HOME, with_pip=not own_pip, clear=True)
    pip = (sys.executable, "-m", "pip", "--python", str(python())) if own_pip else (str(python()), "-m", "pip")
    pip = (*pip, "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes")
    locked = ("--require-hashes", "--requirement", str(LOCK))
    if call(*pip, "--requirement", str(INSTALLER)) != 0 or run("uv", "pip", "install", "--quiet", *locked) != 0:
        print("Going on with pip, which takes longer …", flush=True)
        check(call(*pip, "--requirement", str(LOCK)))
    print("Compiling the hour loop, once …", flush=True)
    check(call(str(python()), "-c", FIRST_START))
    mark.write_text(wanted, encoding="utf-8")


def check(code: int) -> None:
    """Stop if a step of the set-up failed."""
    if code != 0:
        print("The set-up failed; see the lines above. Remove the folder .venv and try again.")
        raise SystemExit(code)


def run(module: str, *words: str) -> int:
    """Run a module with the environment's own Python, in the project's folder."""
    return call(str(python()), "-m", module, *words)


def call(*command: str) -> int:
    """Run a command in the project's folder; what Python compiles is kept, so that it starts fast the next time."""
    settings = {**os.environ, "PYTHONUTF8": "1", "VIRTUAL_ENV": str(HOME)}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, cwd=HERE, env=settings, check=False).returncode


def python() -> Path:
    """Return the environment's own Python."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
