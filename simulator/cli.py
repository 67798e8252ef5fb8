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
EXCHANGING: Final = "simulator.exchanging"
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
        0 if all succeeded, 2 if an input or place to write was not right.
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
    compare.add_argument("--out", type=Path, metavar="FOLDER", help="also write every figure to comparison.csv")
    compare.set_defaults(command="compare_scenarios")
    _add_questions(commands, spoken, looks)
    _add_asking(commands, looks)
    _add_taking(commands, spoken, looks)
    _add_exchange(commands, files, spoken, looks)
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
    _add_portfolio(commands, looks)
    duel = commands.add_parser(
        "duel", parents=[looks], help="run a scenario at both values of every contested number; takes a minute"
    )
    duel.add_argument("files", nargs=1, metavar="FILE", help="scenario file or name of a shipped one")
    duel.set_defaults(command="show_duels", home=ASKING)


def _add_portfolio(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], looks: argparse.ArgumentParser
) -> None:
    """Describe the command that chooses among the entries of a scenario."""
    mix = commands.add_parser("portfolio", parents=[looks], help="find the best mix of a file's candidates")
    mix.add_argument("files", nargs=1, metavar="FILE", help="scenario whose entries are the candidates")
    mix.add_argument("--maximise", choices=("jobs", "income"), default="jobs", help="what (default: %(default)s)")
    mix.add_argument(
        "--limits",
        nargs="+",
        type=_limit,
        metavar="FIGURE[=NUMBER]",
        default=[("surplus_gwh", 0.0), ("winter_surplus_gwh", 0.0), ("conditional", 0.0)],
        help="that must hold; investment_mnok and unfilled_persons are the most, all others the least",
    )
    mix.add_argument("--share", type=_share, default=0.9, help="of the weather years (default: %(default)s)")
    mix.add_argument("--at-most", type=int, metavar="N", help="so many candidates")
    mix.add_argument("--each-municipality", action="store_true", help="at least one where there is a candidate")
    mix.add_argument("--apart", nargs=2, action="append", default=[], metavar="ID", help="not both; may be repeated")
    mix.add_argument("--within", type=_share, default=0.05, help="of the best, to be near it (default: %(default)s)")
    mix.add_argument("--checks", type=int, default=5, help="choices run in full (default: %(default)s)")
    mix.set_defaults(command="show_portfolio", home=ASKING, question="portfolio")


def _limit(words: str) -> tuple[str, float]:
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


def _add_exchange(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    files: argparse.ArgumentParser,
    spoken: argparse.ArgumentParser,
    looks: argparse.ArgumentParser,
) -> None:
    """Describe the commands that speak to other programs."""
    iamc = commands.add_parser("export-iamc", parents=[files, spoken], help="run scenarios and write an IAMC table")
    iamc.add_argument("--out", type=Path, default=Path("iamc.csv"), help="file to write (default: %(default)s)")
    iamc.set_defaults(command="export_iamc", home=EXCHANGING)
    since = commands.add_parser("since", parents=[looks], help="run stored scenarios on today's data: what moved, why")
    since.add_argument("stored", type=Path, metavar="FOLDER", help="that run wrote, or one scenarios/ID.toml in it")
    since.add_argument("--figure", default="surplus_gwh", help="indicator to explain (default: %(default)s)")
    since.set_defaults(command="show_since", home=EXCHANGING)
    change = commands.add_parser("convert", parents=[spoken], help="scenario file to workbook, or workbook to file")
    change.add_argument("source", type=Path, metavar="FROM", help="FILE.toml or FILE.xlsx")
    change.add_argument("target", type=Path, metavar="TO", help="FILE.xlsx or FILE.toml")
    change.set_defaults(command="convert", home=EXCHANGING)
    older = commands.add_parser("migrate", parents=[files, spoken], help="rewrite scenario files of an older form")
    older.set_defaults(command="migrate", home=EXCHANGING)
    schema = commands.add_parser("schema", parents=[spoken], help="print the JSON Schema of a scenario file")
    schema.add_argument("--out", type=Path, metavar="FILE.json", help="print it if left out")
    schema.set_defaults(command="show_schema", home=EXCHANGING)


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
