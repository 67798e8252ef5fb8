"""Commands that run scenarios, or look at one year of one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from simulator.cli.shared import Commands, Shared, whole

OPENING: Final = "simulator.commands.opening"


def describe(commands: Commands, shared: Shared) -> None:
    """Describe the commands that run scenarios."""
    check = commands.add_parser(
        "validate", parents=[shared.files, shared.spoken], help="check scenario files without running them"
    )
    check.set_defaults(command="validate")
    run = commands.add_parser("run", parents=[shared.files, shared.looks], help="run scenarios and write the results")
    run.add_argument("--out", type=Path, default=Path("results"), help="folder for the results (default: %(default)s)")
    run.add_argument("--hourly", type=int, metavar="YEAR", help="also write the hours of one year")
    run.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="of the hours (default: %(default)s)"
    )
    run.add_argument("--json", action="store_true", help="print a machine-readable summary")
    run.add_argument("--compare", nargs="*", metavar="ID", help="print the comparison as well, of these or of all")
    run.set_defaults(command="run_scenarios")
    compare = commands.add_parser(
        "compare", parents=[shared.files, shared.looks], help="run scenarios and show them side by side"
    )
    compare.add_argument("--out", type=Path, metavar="FOLDER", help="also write every figure to comparison.csv")
    compare.set_defaults(command="compare_scenarios")
    app = commands.add_parser("app", help="start the front end; open the address that it prints")
    app.add_argument("--port", type=whole(1, 65_535), default=8501, help="port on this machine (default: %(default)s)")
    app.set_defaults(command="open_app", home=OPENING)
    _describe_looks(commands, shared)


def _describe_looks(commands: Commands, shared: Shared) -> None:
    """Describe the commands that look at one year, or at a table of the data."""
    at_weather = argparse.ArgumentParser(add_help=False)
    at_weather.add_argument("--weather", type=int, default=1, help="number of the weather year (default: %(default)s)")
    exact = commands.add_parser(
        "reference",
        parents=[shared.one, at_weather, shared.looks],
        help="hold foresight and policy against the exact program; takes minutes",
    )
    exact.set_defaults(command="show_reference")
    export = commands.add_parser(
        "export-pypsa", parents=[shared.one, at_weather, shared.looks], help="write one year for PyPSA"
    )
    export.add_argument("--out", type=Path, default=Path("pypsa"), help="folder to write (default: %(default)s)")
    export.set_defaults(command="export_pypsa")
    for name, command, about in (
        ("multipliers", "show_multipliers", "show local multipliers by every rule side by side"),
        ("kinds", "show_kinds", "show the work per MW and per GWh of every kind"),
    ):
        table = commands.add_parser(name, parents=[shared.spoken], help=about)
        table.add_argument("--out", type=Path, help=f"folder to write {name}.csv to as well")
        table.set_defaults(command=command)
