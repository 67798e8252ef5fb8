"""Commands that ask a scenario backwards: how large, what first, what would reach a goal, which mix is best."""

from __future__ import annotations

import argparse
from typing import Final

from simulator.cli.shared import Commands, Shared, limit, share

ASKING: Final = "simulator.commands.asking"
REACHING: Final = "simulator.commands.reaching"


def describe(commands: Commands, shared: Shared) -> None:
    """Describe the commands that ask a scenario backwards."""
    kept = argparse.ArgumentParser(add_help=False)
    kept.add_argument(
        "--conditions",
        nargs="+",
        metavar="CONDITION",
        default=["surplus_gwh", "winter_surplus_gwh", "conditional"],
        help="that must hold (default: year, winter and seldom cut)",
    )
    kept.add_argument("--share", type=share, default=0.9, help="of the weather years (default: %(default)s)")
    fits = commands.add_parser(
        "fits", parents=[shared.one, kept, shared.looks], help="find the largest establishment that fits"
    )
    fits.add_argument("--kind", default="data_centre_tenant", help="kind of establishment (default: %(default)s)")
    fits.add_argument("--area", default="tynset_no1", help="grid area (default: %(default)s)")
    fits.set_defaults(command="show_fit", home=ASKING, question="fits")
    needs = commands.add_parser(
        "needs", parents=[shared.one, kept, shared.looks], help="find how much of each measure alone would do"
    )
    needs.set_defaults(command="show_needed", home=ASKING, question="needs")
    _describe_portfolio(commands, shared)
    duel = commands.add_parser(
        "duel",
        parents=[shared.one, shared.looks],
        help="run a scenario at both values of every contested number; takes a minute",
    )
    duel.set_defaults(command="show_duels", home=ASKING)
    _describe_turns(commands, shared)


def _describe_portfolio(commands: Commands, shared: Shared) -> None:
    """Describe the command that chooses among the entries of a scenario."""
    mix = commands.add_parser(
        "portfolio", parents=[shared.one, shared.looks], help="find the best mix of a file's candidates"
    )
    mix.add_argument("--maximise", choices=("jobs", "income"), default="jobs", help="what (default: %(default)s)")
    mix.add_argument(
        "--limits",
        nargs="+",
        type=limit,
        metavar="FIGURE[=NUMBER]",
        default=[("surplus_gwh", 0.0), ("winter_surplus_gwh", 0.0), ("conditional", 0.0)],
        help="that must hold; investment_mnok and unfilled_persons are the most, all others the least",
    )
    mix.add_argument("--share", type=share, default=0.9, help="of the weather years (default: %(default)s)")
    mix.add_argument("--at-most", type=int, metavar="N", help="so many candidates")
    mix.add_argument("--each-municipality", action="store_true", help="at least one where there is a candidate")
    mix.add_argument("--apart", nargs=2, action="append", default=[], metavar="ID", help="not both; may be repeated")
    mix.add_argument("--within", type=share, default=0.05, help="of the best, to be near it (default: %(default)s)")
    mix.add_argument("--checks", type=int, default=5, help="choices run in full (default: %(default)s)")
    mix.set_defaults(command="show_portfolio", home=ASKING, question="portfolio")


def _describe_turns(commands: Commands, shared: Shared) -> None:
    """Describe the commands about one conclusion: what reaches a goal, and what turns it."""
    ways = commands.add_parser(
        "ways", parents=[shared.one, shared.looks], help="find what each lever alone does to reach a goal"
    )
    ways.add_argument("--goal", required=True, metavar="ID", help="goal of data/goals.csv that is no milestone")
    ways.set_defaults(command="show_ways", home=REACHING)
    flips = commands.add_parser(
        "flips", parents=[shared.one, shared.looks], help="find at which value of each number a conclusion turns"
    )
    flips.add_argument(
        "--subject",
        required=True,
        metavar="ID",
        help="goal, surplus_gwh, winter_surplus_gwh, worst_week_surplus_gwh or grid_carries",
    )
    flips.add_argument(
        "--power", action="store_true", help="move the numbers on power as well as all others; takes long for a goal"
    )
    flips.set_defaults(command="show_flips", home=REACHING)
