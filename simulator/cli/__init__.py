"""Command line: parses first, so that help and mistakes answer at once; then loads what the command needs."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Final

from simulator.cli import asking, batching, doubting, handing, running
from simulator.cli.shared import shared_arguments
from simulator.errors import InputError
from simulator.words import ENGLISH, LANGUAGES

BAD_INPUT: Final = 2
CUT_OFF: Final = 141
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
        or 143 if it was stopped; 141 if nobody reads on, as after ``| head``.
    """
    _write_what_the_terminal_can_show()
    words = _words_of(build_parser(), arguments)
    words.messages, words.language = words.language or spoken_here(), words.language or LANGUAGES[0]
    try:
        return _carry_out(words)
    except InputError as error:
        for problem in error.problems:
            sys.stderr.write(f"{problem.line(words.messages)}\n")
        return BAD_INPUT
    except BrokenPipeError:
        if not _reader_is_gone():
            raise
        return CUT_OFF


def _carry_out(words: argparse.Namespace) -> int:
    """Run a command, and see what it printed to its end."""
    code = int(getattr(import_module(words.home), words.command)(words))
    sys.stdout.flush()
    return code


def _write_what_the_terminal_can_show() -> None:
    """Let letters that a terminal does not know be replaced, rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _reader_is_gone() -> bool:
    """Tell whether the pipe that broke is the one printed to; what is left to print then goes nowhere."""
    try:
        sys.stdout.write("\n")  # what was printed last may have been dropped, and to flush nothing never fails
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def _words_of(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; for an option that nobody knows, name the nearest and leave with 2."""
    words, unknown = parser.parse_known_args(arguments)
    if unknown:
        option = next((word for word in unknown if word.startswith("-")), unknown[0]).split("=")[0]
        close = get_close_matches(option, sorted(_options(parser)), n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        parser.error(f"unrecognized arguments: {' '.join(unknown)}{hint}")
    return words


def _options(parser: argparse.ArgumentParser) -> set[str]:
    """Return every option of a parser and of its commands."""
    found = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= {option for command in action.choices.values() for option in _options(command)}
    return found


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
