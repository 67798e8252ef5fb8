"""Command line: parses first, so that help and mistakes answer at once; then loads what the command needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from simulator.cli import asking, batching, doubting, handing, running
from simulator.cli.shared import shared_arguments
from simulator.errors import InputError
from simulator.words import ENGLISH, LANGUAGES

BAD_INPUT: Final = 2
RUNNING: Final = "simulator.commands.running"
NORWEGIAN: Final = ("nb", "nn", "no")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; those of this program call if left out.

    Returns
    -------
    int
        0 if all succeeded, 2 if an input or place to write was not right; of a batch also 3 if some cases failed, 130
        or 143 if it was stopped.
    """
    words = build_parser().parse_args(arguments)
    words.messages, words.language = words.language or spoken_here(), words.language or LANGUAGES[0]
    try:
        return int(getattr(import_module(words.home), words.command)(words))
    except InputError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.line(words.messages)}\n")
        return BAD_INPUT


def spoken_here() -> str:
    """Return the language of messages where a command does not state one: that of the environment, else English."""
    said_by = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "nb" if said_by[:2].lower() in NORWEGIAN else ENGLISH


def build_parser() -> argparse.ArgumentParser:
    """Describe every command and option."""
    parser = argparse.ArgumentParser(
        prog="surplus", description="Power surplus of Nord-Østerdal: scenarios in, answers out."
    )
    parser.set_defaults(home=RUNNING, language=None)
    commands, shared = parser.add_subparsers(required=True, metavar="COMMAND"), shared_arguments()
    for part in (running, asking, doubting, batching, handing):
        part.describe(commands, shared)
    return parser
