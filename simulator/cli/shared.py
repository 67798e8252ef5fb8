"""What several commands have in common: their arguments, and how a word becomes a number."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from simulator.words import LANGUAGES

COMPARED_YEAR: Final = 2035
PER_PROCESSOR: Final = 4
MOST_DIGITS: Final = 18
LONGEST_QUOTE: Final = 40
if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # at run time it takes no parameter
else:
    Commands = argparse.Action


class Shared(NamedTuple):
    """Arguments that several commands take.

    ``files`` and ``one`` name scenarios, ``spoken`` the language, ``looks`` the language and the year.
    """

    files: argparse.ArgumentParser
    one: argparse.ArgumentParser
    spoken: argparse.ArgumentParser
    looks: argparse.ArgumentParser


def shared_arguments() -> Shared:
    """Describe what several commands have in common."""
    files, one, spoken = (argparse.ArgumentParser(add_help=False) for _ in range(3))
    files.add_argument(
        "files", nargs="+", metavar="FILE", help="scenario file, folder, pattern or name of a shipped one"
    )
    one.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    spoken.add_argument(
        "--language",
        choices=LANGUAGES,
        help=f"of tables and messages (default: {LANGUAGES[0]} for tables, for messages that of the environment)",
    )
    looks = argparse.ArgumentParser(add_help=False, parents=[spoken])
    looks.add_argument("--year", type=int, default=COMPARED_YEAR, help="year to look at (default: %(default)s)")
    return Shared(files, one, spoken, looks)


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within two bounds, both included.

    Examples
    --------
    >>> whole(1, 10)("7")
    7
    """

    def read(words: str) -> int:
        number = int(words) if words.isascii() and words.isdecimal() and len(words) <= MOST_DIGITS else -1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{words[:LONGEST_QUOTE]!r} is no whole number from {low} to {high}")
        return number

    return read


def processors() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes() -> Callable[[str], int]:
    """Return a reader of a number of processes: more than a few for each processor only take memory."""
    return whole(1, PER_PROCESSOR * processors())


def share(words: str) -> float:
    """Read a share.

    Raises
    ------
    ArgumentTypeError
        If it is no number from 0 to 1.
    """
    try:
        found = float(words)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no number from 0 to 1")
    return found


def limit(words: str) -> tuple[str, float]:
    """Read a figure and the number that it is held against, 0 if none is given.

    Raises
    ------
    ArgumentTypeError
        If the number is none.
    """
    name, _, number = words.partition("=")
    try:
        return name, float(number or 0.0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{number!r} is no number") from None
