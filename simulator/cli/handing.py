"""Commands that hand a scenario and its results to somebody, or to another program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from simulator.cli.shared import Commands, Shared

TAKING: Final = "simulator.commands.taking"
EXCHANGING: Final = "simulator.commands.exchanging"


def describe(commands: Commands, shared: Shared) -> None:
    """Describe the commands that hand something to somebody."""
    take = commands.add_parser(
        "take", parents=[shared.one, shared.looks], help="write one scenario's results to hand out"
    )
    take.add_argument("--card", type=Path, metavar="FILE.pdf", help="one page of A4")
    take.add_argument("--excel", type=Path, metavar="FILE.xlsx", help="workbook with every printed figure")
    take.add_argument("--slides", type=Path, metavar="FILE.pptx", help="slides with charts that can be edited")
    take.add_argument("--pictures", type=Path, metavar="FOLDER", help="every chart as PNG and SVG")
    take.add_argument("--qr", type=Path, metavar="FILE.svg", help="square that opens the scenario; needs --address")
    take.add_argument("--address", default="", metavar="URL", help="of the front end, for links and squares")
    take.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="printed date (default: today)")
    take.set_defaults(command="take_home", home=TAKING)
    link = commands.add_parser(
        "link", parents=[shared.one, shared.spoken], help="print the short word, or the link, that reopens a scenario"
    )
    link.add_argument("--address", default="", metavar="URL", help="of the front end")
    link.set_defaults(command="show_link", home=TAKING)
    back = commands.add_parser(
        "from-link", parents=[shared.spoken], help="write the scenario file that a link or its word holds"
    )
    back.add_argument("link", metavar="LINK", help="the whole link, or the word after ?s=")
    back.add_argument("--out", type=Path, metavar="FILE.toml", help="print it if left out")
    back.set_defaults(command="read_link", home=TAKING)
    _describe_exchange(commands, shared)


def _describe_exchange(commands: Commands, shared: Shared) -> None:
    """Describe the commands that speak to other programs."""
    iamc = commands.add_parser(
        "export-iamc", parents=[shared.files, shared.spoken], help="run scenarios and write an IAMC table"
    )
    iamc.add_argument("--out", type=Path, default=Path("iamc.csv"), help="file to write (default: %(default)s)")
    iamc.set_defaults(command="export_iamc", home=EXCHANGING)
    since = commands.add_parser(
        "since", parents=[shared.looks], help="run stored scenarios on today's data: what moved, why"
    )
    since.add_argument("stored", type=Path, metavar="FOLDER", help="that run wrote, or one scenarios/ID.toml in it")
    since.add_argument("--figure", default="surplus_gwh", help="indicator to explain (default: %(default)s)")
    since.set_defaults(command="show_since", home=EXCHANGING)
    change = commands.add_parser(
        "convert", parents=[shared.spoken], help="scenario file to workbook, or workbook to file"
    )
    change.add_argument("source", type=Path, metavar="FROM", help="FILE.toml or FILE.xlsx")
    change.add_argument("target", type=Path, metavar="TO", help="FILE.xlsx or FILE.toml")
    change.set_defaults(command="convert", home=EXCHANGING)
    older = commands.add_parser(
        "migrate", parents=[shared.files, shared.spoken], help="rewrite scenario files of an older form"
    )
    older.set_defaults(command="migrate", home=EXCHANGING)
    schema = commands.add_parser("schema", parents=[shared.spoken], help="print the JSON Schema of a scenario file")
    schema.add_argument("--out", type=Path, metavar="FILE.json", help="print it if left out")
    schema.set_defaults(command="show_schema", home=EXCHANGING)
