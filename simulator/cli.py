"""Command line: parses first, so that help and mistakes answer at once; then loads what the command needs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from simulator.errors import InputError
from simulator.words import ENGLISH, LANGUAGES

BAD_INPUT: Final = 2
COMMANDS: Final = "simulator.commands"
ASKING: Final = "simulator.asking"
TAKING: Final = "simulator.taking"
BATCHING: Final = "simulator.batching"
COMPARED_YEAR: Final = 2035
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
    parser.set_defaults(home=COMMANDS, language=None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    files = argparse.ArgumentParser(add_help=False)
    files.add_argument(
        "files", nargs="+", metavar="FILE", help="scenario file, folder, pattern or name of a shipped one"
    )
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument(
        "--language",
        choices=LANGUAGES,
        help=f"of tables and messages (default: {LANGUAGES[0]} for tables, for messages that of the environment)",
    )
    looks = argparse.ArgumentParser(add_help=False, parents=[spoken])
    looks.add_argument("--year", type=int, default=COMPARED_YEAR, help="year to look at (default: %(default)s)")
    check = commands.add_parser("validate", parents=[files, spoken], help="check scenario files without running them")
    check.set_defaults(command="validate")
    run = commands.add_parser("run", parents=[files, looks], help="run scenarios and write the results")
    run.add_argument("--out", type=Path, default=Path("results"), help="folder for the results (default: %(default)s)")
    run.add_argument("--hourly", type=int, metavar="YEAR", help="also write the hours of one year")
    run.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="of the hours (default: %(default)s)"
    )
    run.add_argument("--json", action="store_true", help="print a machine-readable summary")
    run.add_argument("--compare", nargs="*", metavar="ID", help="print the comparison as well, of these or of all")
    run.set_defaults(command="run_scenarios")
    compare = commands.add_parser("compare", parents=[files, looks], help="run scenarios and show them side by side")
    compare.set_defaults(command="compare_scenarios")
    _add_questions(commands, spoken, looks)
    _add_asking(commands, looks)
    _add_taking(commands, spoken, looks)
    _add_batch(commands, spoken)
    app = commands.add_parser("app", help="start the front end; open the address that it prints")
    app.add_argument("--port", type=int, default=8501, help="port on this machine (default: %(default)s)")
    app.set_defaults(command="open_app")
    return parser


def _add_questions(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    spoken: argparse.ArgumentParser,
    looks: argparse.ArgumentParser,
) -> None:
    """Describe the commands that look at one year under one weather."""
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    one.add_argument("--weather", type=int, default=1, help="number of the weather year (default: %(default)s)")
    exact = commands.add_parser(
        "reference", parents=[one, looks], help="hold foresight and policy against the exact program; takes minutes"
    )
    exact.set_defaults(command="show_reference")
    export = commands.add_parser("export-pypsa", parents=[one, looks], help="write one year for PyPSA")
    export.add_argument("--out", type=Path, default=Path("pypsa"), help="folder to write (default: %(default)s)")
    export.set_defaults(command="export_pypsa")
    for name, command, about in (
        ("multipliers", "show_multipliers", "show local multipliers by every rule side by side"),
        ("kinds", "show_kinds", "show the work per MW and per GWh of every kind"),
    ):
        table = commands.add_parser(name, parents=[spoken], help=about)
        table.add_argument("--out", type=Path, help=f"folder to write {name}.csv to as well")
        table.set_defaults(command=command)


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser], looks: argparse.ArgumentParser) -> None:
    """Describe the commands that ask a scenario backwards."""
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    kept.add_argument(
        "--conditions",
        nargs="+",
        metavar="CONDITION",
        default=["surplus_gwh", "winter_surplus_gwh", "conditional"],
        help="that must hold (default: year, winter and seldom cut)",
    )
    kept.add_argument("--share", type=_share, default=0.9, help="of the weather years (default: %(default)s)")
    fits = commands.add_parser("fits", parents=[kept, looks], help="find the largest establishment that fits")
    fits.add_argument("--kind", default="data_centre_tenant", help="kind of establishment (default: %(default)s)")
    fits.add_argument("--area", default="tynset_no1", help="grid area (default: %(default)s)")
    fits.set_defaults(command="show_fit", home=ASKING, question="fits")
    needs = commands.add_parser("needs", parents=[kept, looks], help="find how much of each measure alone would do")
    needs.set_defaults(command="show_needed", home=ASKING, question="needs")
    duel = commands.add_parser(
        "duel", parents=[looks], help="run a scenario at both values of every contested number; takes a minute"
    )
    duel.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    duel.set_defaults(command="show_duels", home=ASKING)


def _share(words: str) -> float:
    """Read a share.

    Raises
    ------
    ArgumentTypeError
        If it is no number from 0 to 1.
    """
    try:
        share = float(words)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no number from 0 to 1")
    return share


def _add_taking(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    spoken: argparse.ArgumentParser,
    looks: argparse.ArgumentParser,
) -> None:
    """Describe the commands that hand a scenario and its results to somebody."""
    take = commands.add_parser("take", parents=[looks], help="write one scenario's results to hand out")
    take.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    take.add_argument("--card", type=Path, metavar="FILE.pdf", help="one page of A4")
    take.add_argument("--excel", type=Path, metavar="FILE.xlsx", help="workbook with every printed figure")
    take.add_argument("--slides", type=Path, metavar="FILE.pptx", help="slides with charts that can be edited")
    take.add_argument("--pictures", type=Path, metavar="FOLDER", help="every chart as PNG and SVG")
    take.add_argument("--qr", type=Path, metavar="FILE.svg", help="square that opens the scenario; needs --address")
    take.add_argument("--address", default="", metavar="URL", help="of the front end, for links and squares")
    take.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="printed date (default: today)")
    take.set_defaults(command="take_home", home=TAKING)
    link = commands.add_parser(
        "link", parents=[spoken], help="print the short word, or the link, that reopens a scenario"
    )
    link.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    link.add_argument("--address", default="", metavar="URL", help="of the front end")
    link.set_defaults(command="show_link", home=TAKING)
    back = commands.add_parser(
        "from-link", parents=[spoken], help="write the scenario file that a link or its word holds"
    )
    back.add_argument("link", metavar="LINK", help="the whole link, or the word after ?s=")
    back.add_argument("--out", type=Path, metavar="FILE.toml", help="print it if left out")
    back.set_defaults(command="read_link", home=TAKING)


def _add_batch(commands: argparse._SubParsersAction[argparse.ArgumentParser], spoken: argparse.ArgumentParser) -> None:
    """Describe the command that runs a plan of many cases."""
    batch = commands.add_parser(
        "batch", parents=[spoken], help="run a plan of many cases; the same command goes on where it stopped"
    )
    batch.add_argument("plan", type=Path, metavar="PLAN.toml", help="which scenarios, and what is tried with them")
    batch.add_argument("--out", type=Path, default=Path("batch"), help="folder of the store (default: %(default)s)")
    batch.add_argument("--dry-run", action="store_true", help="count the cases and estimate the time; run nothing")
    batch.add_argument("--jobs", type=_jobs, default=_processors(), help="processes (default: %(default)s)")
    batch.add_argument("--limit", type=float, default=3600.0, metavar="SECONDS", help="of one case (default: an hour)")
    batch.add_argument(
        "--shard", type=_shard, default="1/1", metavar="I/N", help="run only part I of N, for job arrays"
    )
    batch.add_argument("--json", action="store_true", help="print a machine-readable report")
    batch.add_argument("--executor", choices=("local", "dask"), default="local", help="where (default: this machine)")
    batch.add_argument(
        "--address", default="", metavar="URL", help="of the Dask scheduler, such as tcp://10.0.0.1:8786"
    )
    batch.set_defaults(command="run_batch", home=BATCHING)


def _jobs(words: str) -> int:
    """Read a number of processes.

    Raises
    ------
    ArgumentTypeError
        If it is no whole number from 1.
    """
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number from 1")
    return int(words)


def _processors() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
