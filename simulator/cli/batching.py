"""The command that runs a plan of many cases."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from simulator.cli.shared import LONGEST_QUOTE, Commands, Shared, processes, processors

BATCHING: Final = "simulator.commands.batching"
LEAST_GB: Final = 0.5
MOST_GB: Final = 10_000.0


def describe(commands: Commands, shared: Shared) -> None:
    """Describe the command that runs a plan."""
    batch = commands.add_parser(
        "batch", parents=[shared.spoken], help="run a plan of many cases; the same command goes on where it stopped"
    )
    batch.add_argument("plan", type=Path, metavar="PLAN.toml", help="which scenarios, and what is tried with them")
    batch.add_argument("--out", type=Path, default=Path("batch"), help="folder of the store (default: %(default)s)")
    batch.add_argument("--dry-run", action="store_true", help="count the cases and estimate the time; run nothing")
    batch.add_argument("--jobs", type=processes(), default=processors(), help="processes (default: %(default)s)")
    batch.add_argument("--limit", type=float, default=3600.0, metavar="SECONDS", help="of one case (default: an hour)")
    batch.add_argument(
        "--memory", type=_gigabytes, metavar="GB", help="of one process (default: its part of 80%% of the machine)"
    )
    batch.add_argument(
        "--shard", type=_shard, default="1/1", metavar="I/N", help="run only part I of N, for job arrays"
    )
    batch.add_argument("--json", action="store_true", help="print a machine-readable report")
    batch.add_argument("--quiet", action="store_true", help="tell no progress")
    batch.add_argument("--executor", choices=("local", "dask"), default="local", help="where (default: this machine)")
    batch.add_argument(
        "--address", default="", metavar="URL", help="of the Dask scheduler, such as tcp://10.0.0.1:8786"
    )
    batch.set_defaults(command="run_batch", home=BATCHING)


def _shard(words: str) -> tuple[int, int]:
    """Read ``I/N``.

    Raises
    ------
    ArgumentTypeError
        If it is no part of a whole.
    """
    number, _, count = words.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise argparse.ArgumentTypeError(f"{words!r} is no I/N with I from 1 to N")
    return int(number), int(count)


def _gigabytes(words: str) -> float:
    """Read how much memory a process may take. [GB]

    Raises
    ------
    ArgumentTypeError
        If it is none, or so little that nothing can begin.
    """
    try:
        found = float(words)
    except ValueError:
        found = 0.0
    if not LEAST_GB <= found <= MOST_GB:
        raise argparse.ArgumentTypeError(f"{words[:LONGEST_QUOTE]!r} is no number from {LEAST_GB:g} to {MOST_GB:g}")
    return found
