"""The command that starts the front end; nothing is loaded for it here, since another process does the work."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Final

from simulator.inputs.places import app_file

DONE: Final = 0
MEMORY_POOLS: Final = "2"  # of the C library: one for each of many threads would keep what the others have given back


def open_app(words: argparse.Namespace) -> int:
    """Start the front end and stay until it is stopped.

    Its settings lie beside its script, and streamlit looks for them in the folder in which it runs. Where that can be
    done, it takes the place of this program, so that whoever stops the one stops the other.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", MEMORY_POOLS)
    command = [sys.executable, "-m", "streamlit", "run", str(app_file()), "--server.port", str(words.port)]
    if os.name == "posix":
        os.chdir(app_file().parent)
        os.execv(sys.executable, command)  # noqa: S606 - our own words
    try:
        return subprocess.run(command, cwd=app_file().parent, check=False).returncode  # noqa: S603 - our own words
    except KeyboardInterrupt:
        return DONE
